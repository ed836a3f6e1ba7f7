# SPDX-License-Identifier: Apache-2.0
"""Restoring a backup where no logbook is open: a new computer and a stick, or a logbook damaged."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.app import Elsewhere
from logbook.clock import Clock
from logbook.i18n import _
from ui.background import Background
from ui.safekeeping.restore_card import RestoreCard
from ui.widgets.naming import named
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.tab_order import settle_tab_order


class RestoreScreen(QWidget):
    """`restored` carries the new folder, to be unlocked; `left` when the person goes back.

    `live` is the folder of the logbook the person stood before, which may know what was erased and
    who has left since the backup was made.
    """

    restored = Signal(object)
    left = Signal()

    def __init__(self, background: Background, clock: Clock, live: Path | None = None) -> None:
        super().__init__()
        named(self, "restore-screen", _("Restore a backup"))
        self._live = live
        self._page = PageScaffold(
            _("Restore a backup"),
            _(
                "It takes the backup, and the passphrase or the recovery sheet that opened the"
                " logbook when the backup was made."
            ),
            identifier="restore-page",
            unsure="",
            forward="",
        )
        self.card = RestoreCard(background, clock, self._elsewhere, at_the_door=True)
        self._page.add(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFocusProxy(self.card)
        self.card.restored.connect(self.restored)
        self._page.back.connect(self._leave)
        settle_tab_order(self._page.scroller, (self._page.back_button,))

    def _elsewhere(self) -> Elsewhere:
        return Elsewhere(live=self._live)

    @Slot()
    def _leave(self) -> None:
        self.card.stop()
        self.left.emit()
