# SPDX-License-Identifier: Apache-2.0
"""Before anything is put into a new logbook: the recovery sheet, and where backups go."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.i18n import _
from ui.asking import Asking
from ui.session import Session
from ui.unlocking.first_backup_card import FirstBackupCard
from ui.unlocking.sheet_card import SheetCard
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import named
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.sheet import LOCKING
from ui.widgets.tab_order import settle_tab_order
from ui.widgets.text import Text


class FirstStepsScreen(QWidget):
    """`done` when the person goes on; `placed` carries the folder chosen for backups.

    `lock_asked` when they want to lock: the frame, which hears that otherwise, is not there yet.
    """

    done = Signal()
    lock_asked = Signal()
    placed = Signal(object)

    def __init__(self, session: Session, asking: Asking) -> None:
        super().__init__()
        named(self, "first-steps", _("Before you put anything in"))
        self._sheet, self._backup = SheetCard(session, asking), FirstBackupCard(session, asking)
        self._open = {"sheet", "backup"}
        self._page = PageScaffold(
            _("Before you put anything in"),
            _(
                "Two things make sure that nothing is ever lost. Both can wait, and Today will"
                " remind you; neither takes long."
            ),
            identifier="first-steps-page",
            back="",
            unsure="",
            forward=_("&Leave it for later"),
        )
        self._later = Text(look="muted")
        self._lock = quiet_button(_("Loc&k"), "first-steps-lock", "lock")
        for part in (self._sheet, self._backup, self._later, WrappingRow([self._lock], 1)):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFocusProxy(self._sheet)
        self._sheet.checked.connect(self._sheet_is_done)
        self._backup.placed.connect(self._backup_is_done)
        self._backup.placed.connect(self.placed)
        self._page.on.connect(self._leave)
        self._lock.clicked.connect(self.lock_asked)
        QShortcut(QKeySequence(LOCKING), self).activated.connect(self.lock_asked)
        self._sheet.asked.connect(self._settle_tab_order)
        self._say_what_waits()
        self._settle_tab_order()

    def forget(self) -> None:
        """Forget the code of the sheet and what was typed, and stop a backup under way."""
        self._sheet.forget()
        self._backup.stop()

    @Slot()
    def _settle_tab_order(self) -> None:
        settle_tab_order(self._page.scroller, (self._page.forward_button,))

    @Slot()
    def _sheet_is_done(self) -> None:
        self._open.discard("sheet")
        self._say_what_waits()
        self._backup.setFocus()

    @Slot()
    def _backup_is_done(self) -> None:
        self._open.discard("backup")
        self._say_what_waits()
        if not self._open:
            self._page.forward_button.setFocus()

    def _say_what_waits(self) -> None:
        said = {
            frozenset({"sheet", "backup"}): _("The sheet and the backup are still to be done."),
            frozenset({"sheet"}): _("The recovery sheet is still to be done."),
            frozenset({"backup"}): _("The place for backups is still to be chosen."),
        }.get(frozenset(self._open), "")
        self._later.setText(said)
        self._later.setVisible(bool(said))
        forward = _("&Leave it for later") if self._open else _("&Go to the logbook")
        button = self._page.forward_button
        named(button, button.accessibleIdentifier(), forward)
        button.setText(forward)

    @Slot()
    def _leave(self) -> None:
        self.forget()
        self.done.emit()
