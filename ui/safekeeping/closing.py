# SPDX-License-Identifier: Apache-2.0
"""The backup that is due when the window is closed: it can always be closed without."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui.safekeeping.backup_run import backup_run
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import plain_button
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text


class ClosingBackup(Sheet):
    """Accepted: the window closes, backed up or not. Rejected: it stays open."""

    def __init__(self, session: Session, place: Path, parent: QWidget) -> None:
        super().__init__(_("A backup before closing"), "closing-backup", parent)
        self._run, self._place = backup_run(session), place
        self._busy = Busy("closing-backup")
        self._banner = Banner("closing-backup-message", lasting=True)
        self._again = plain_button(_("&Try again"), "closing-again")
        self._without = plain_button(_("&Close without"), "closing-without", "x")
        self._stay = plain_button(_("&Stay here"), "closing-stay", "arrow-left")
        about = _(
            "The window closes when the backup is made and proven. Close without, and it is"
            " stopped: nothing half is left, and it will be due again."
        )
        for part in (Text(about), self._busy, self._banner):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_buttons([self._stay, self._again, self._without])
        self._run.progressed.connect(self._busy.show_part)
        self._run.made.connect(self.accept)
        self._run.failed.connect(self._show_failed)
        self._run.stopped.connect(self._begin)
        self._again.clicked.connect(self.start)
        self._without.clicked.connect(self.accept)
        self._stay.clicked.connect(self.reject)

    @Slot()
    def start(self) -> None:
        """Make the backup, or wait for the one under way."""
        self._again.hide()
        self._banner.clear()
        self._busy.show_words(_("Making and proving the backup …"))
        self.fit()
        self._without.setFocus()
        self._begin()

    @Slot()
    def _begin(self) -> None:
        # One that was just being stopped is begun anew; nothing is once the person has chosen.
        if self.isVisible():
            self._run.start(self._place)

    @Slot(str)
    def _show_failed(self, sentence: str) -> None:
        self._busy.hide()
        self._again.show()
        self._banner.show_message(Tone.STOP, sentence)
        self.fit()
