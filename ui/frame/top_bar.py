# SPDX-License-Identifier: Apache-2.0
"""The bar at the top: search over everything, and the two things one comes to do."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.layouts import row
from ui.widgets.naming import named
from ui.widgets.search_box import SearchBox


class TopBar(QFrame):
    """`disclosure_asked` and `consent_asked` tell which button was pressed."""

    disclosure_asked = Signal()
    consent_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "top-bar", _("Search and new entries"))
        theme.give_look(self, look="bar")
        self.box = SearchBox(
            _("Search the logbook"), _("Search the logbook (Ctrl+K)"), "search-everything"
        )
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._disclosure = primary_button(_("New disclosure"), "new-disclosure", "send")
        self._consent = plain_button(_("New consent"), "new-consent", "file-check")
        self._disclosure.setToolTip(_("New disclosure (Ctrl+N)"))
        self._consent.setToolTip(_("New consent (Ctrl+Shift+N)"))
        layout = row(self, "s", ("xl", "m", "xl", "m"))
        layout.addWidget(self.box, 1)
        layout.addWidget(self._consent)
        layout.addWidget(self._disclosure)
        self._disclosure.clicked.connect(self._ask_disclosure)
        self._consent.clicked.connect(self._ask_consent)

    def fit(self, *, narrow: bool) -> None:
        """Show the buttons as icons where there is no room for their words, which stay spoken."""
        hint = _("Search") if narrow else _("Search the logbook (Ctrl+K)")
        self.box.setPlaceholderText(hint)
        for button, words, icon, role in (
            (self._consent, _("New consent"), "file-check", "text"),
            (self._disclosure, _("New disclosure"), "send", "on_accent"),
        ):
            button.setText("" if narrow else words)
            button.setAccessibleName(words)
            theme.give_icon(button, icon, role)

    def offer_new(self, *, offered: bool) -> None:
        """Offer new entries to those whose role records at all."""
        for button in (self._disclosure, self._consent):
            button.setVisible(offered)

    def show_able(self, *, able: bool) -> None:
        """Offer new entries, or not while the logbook is open for reading only."""
        for button in (self._disclosure, self._consent):
            button.setEnabled(able)

    @Slot()
    def _ask_disclosure(self) -> None:
        self.disclosure_asked.emit()

    @Slot()
    def _ask_consent(self) -> None:
        self.consent_asked.emit()
