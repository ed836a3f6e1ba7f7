# SPDX-License-Identifier: Apache-2.0
"""The backup whose time has come while somebody works: made in the background, without a word.

Who leaves the program open for weeks has backups too. What stands in the way, such as a stick that
is not there, is not said again and again: Today says how long ago the last backup was proven.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from logbook.errors import LogbookError
from ui.backup_plan import place_due
from ui.preferences import BackupRhythm
from ui.safekeeping.backup_run import backup_run
from ui.session import Session

FIRST_AFTER = 5 * 60_000
"""Milliseconds after unlocking: whoever only looks something up is left alone."""

AGAIN_AFTER = 30 * 60_000
"""Milliseconds between two looks whether one is due."""


class ScheduledBackup(QObject):
    """Lives as long as the session, which it is a child of."""

    def __init__(self, session: Session, *, first_after: int = FIRST_AFTER) -> None:
        super().__init__(session)
        self._session = session
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(first_after)

    @Slot()
    def _look(self) -> None:
        self._timer.setInterval(AGAIN_AFTER)
        session = self._session
        if session.preferences.backup_rhythm(session.logbook.id) is BackupRhythm.AT_CLOSING:
            return
        try:
            place = place_due(session.logbook, session.preferences)
        except LogbookError:
            # What cannot be read now is said where it is asked for.
            return
        if place is not None:
            backup_run(session).start(place)
