# SPDX-License-Identifier: Apache-2.0
"""The backup whose time has come while somebody works: made in the background, without a word.

Who leaves the program open for weeks has backups too, and so has who never closes it unlocked: what
was missed then is made soon after the next unlocking. What stands in the way, such as a stick that
is not there, is not said again and again: Today says how long ago the last backup was proven.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from logbook.errors import LogbookError
from ui.backup_plan import place_due_at_work
from ui.preferences import BackupRhythm
from ui.safekeeping.backup_run import backup_run
from ui.safekeeping.missed import missed_backups
from ui.session import Session

FIRST_AFTER = 5 * 60_000
"""Milliseconds after unlocking: whoever only looks something up is left alone."""

MISSED_AFTER = 10_000
"""Milliseconds after unlocking where a backup was missed: once the first screen stands."""

AGAIN_AFTER = 30 * 60_000
"""Milliseconds between two looks whether one is due."""


class ScheduledBackup(QObject):
    """Lives as long as the session, which it is a child of."""

    def __init__(self, session: Session, *, first_after: int = FIRST_AFTER) -> None:
        super().__init__(session)
        self._session = session
        self._missed = missed_backups(session)
        self._missed.meet(session.logbook)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(min(first_after, MISSED_AFTER) if self._is_owed() else first_after)

    @property
    def next_look(self) -> int:
        """Milliseconds until it is next looked whether a backup is due."""
        return self._timer.remainingTime()

    @Slot()
    def _look(self) -> None:
        self._timer.setInterval(AGAIN_AFTER)
        session = self._session
        try:
            place = place_due_at_work(
                session.logbook, session.preferences, is_missed=self._is_owed()
            )
        except LogbookError:
            # What cannot be read now is said where it is asked for.
            return
        if place is not None:
            backup_run(session).start(place)

    def _is_owed(self) -> bool:
        """Tell whether each closing was to have a backup, and the last one had none."""
        logbook = self._session.logbook
        if self._session.preferences.backup_rhythm(logbook.id) is not BackupRhythm.AT_CLOSING:
            return False
        try:
            return self._missed.is_missed(logbook)
        except LogbookError:
            # It is looked at again with everything else.
            return False
