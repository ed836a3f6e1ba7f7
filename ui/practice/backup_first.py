# SPDX-License-Identifier: Apache-2.0
"""A proven backup before the keys are changed, where a place for backups is set.

If changing them goes wrong in a way that nobody has thought of, there is something to go back to.
Where no place is set nothing is made, and the windows ask for one in words.

A backup that somebody else began will do if nothing was put on record since. One that was begun
before somebody's keys were changed will not: it holds the keys of before, and may fail by that.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.errors import LogbookError
from ui.safekeeping.backup_run import BackupRun, Made, backup_run
from ui.session import Session

_ITS_OWN_ENTRY = 1
"""Where nothing else was put on record since it was ordered: that it was made."""


class BackupFirst(QObject):
    """`ended` once there is one, `failed` with the sentence of what stood in the way, `stopped`."""

    ended = Signal()
    failed = Signal(str)
    stopped = Signal()
    progressed = Signal(int, int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._place = backup_place(session)
        self._is_waiting = self._is_ours = self._is_stopping = False
        self._run = backup_run(session)
        self._run.progressed.connect(self._tell)
        self._run.made.connect(self._take)
        self._run.failed.connect(self._fail)
        self._run.stopped.connect(self._give_up)

    @property
    def is_wanted(self) -> bool:
        """Whether one is still to be made."""
        return self._place is not None

    @property
    def is_running(self) -> bool:
        """Whether it is waited for."""
        return self._is_waiting

    def start(self) -> None:
        """Begin; one that is under way already is waited for, and may do."""
        if self._place is None or self._is_waiting:
            return
        self._is_waiting, self._is_ours, self._is_stopping = True, False, False
        if not self._run.is_running:
            self._is_ours = True
            self._run.start(self._place)

    def do_without(self) -> None:
        """Want none any more."""
        self._place = None

    @Slot()
    def stop(self) -> None:
        """Stop it, unless somebody else began it: then only nobody waits here any more."""
        self._is_stopping = True
        if self._is_waiting and self._is_ours:
            self._run.stop()
        else:
            self._give_up()

    @Slot()
    def leave(self) -> None:
        """Wait no more, and tell nothing more: nobody asks any longer."""
        was_waiting, self._is_waiting = self._is_waiting, False
        if was_waiting and self._is_ours:
            self._run.stop()

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        if self._is_waiting:
            self.progressed.emit(done, total)

    @Slot(object)
    def _take(self, made: Made) -> None:
        if not self._is_waiting:
            return
        if self._is_stopping:
            self._give_up()
        elif not self._is_ours and not self._will_do(made):
            self._make_our_own()
        else:
            self._is_waiting, self._place = False, None
            self.ended.emit()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        if not self._is_waiting:
            return
        if not self._is_ours and not self._is_stopping:
            # What stood in its way may be what was changed since it was begun.
            self._make_our_own()
            return
        self._is_waiting = False
        self.failed.emit(sentence)

    @Slot()
    def _give_up(self) -> None:
        if not self._is_waiting:
            return
        if not self._is_ours and not self._is_stopping:
            self._make_our_own()
            return
        self._is_waiting = False
        self.stopped.emit()

    def _make_our_own(self) -> None:
        self._is_waiting = False
        self.start()

    def _will_do(self, made: Made) -> bool:
        """Tell whether what somebody else made is to go back to, and nothing changed since."""
        # What others read is no place to go back to.
        if made.proof.published:
            return False
        try:
            return self._run.entries_since <= _ITS_OWN_ENTRY
        except LogbookError:
            return False


def stop_backup_under_way(session: Session) -> None:
    """Stop a backup under way, without a word of failure: what it was to be proven by changes.

    It can be called in the moment before the keys are changed. What a worker still writes has no
    name, and whatever it answers from now on is dropped.
    """
    run = session.findChild(BackupRun)
    if run is not None:
        run.stop()


def backup_place(session: Session) -> Path | None:
    """Give the place where one is made first; None: no place is set, or the role makes none."""
    if not may(session.logbook.practitioner.role, Act.BACKUP_MADE):
        return None
    return session.preferences.backup_place(session.logbook.id)
