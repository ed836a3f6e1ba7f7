# SPDX-License-Identifier: Apache-2.0
"""The open logbook as the screens share it: the door, what was recorded, and the drafts.

A session lasts from unlocking to locking. Screens are given it; parts of screens are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from logbook.domain.destruction import RetentionDecision
from logbook.domain.drafts import KeptDraft, KeptForm, SmallDraft
from logbook.domain.erasure import ErasureDecision
from logbook.domain.lines import LineKind
from logbook.errors import LogbookError
from ui.background import Background
from ui.journal_check import JournalCheck
from ui.looking import Looking
from ui.preferences import Preferences

if TYPE_CHECKING:
    from logbook.app import Logbook

KEPT_AFTER = 400
"""Milliseconds of quiet after which what was typed is written to the encrypted drafts."""

KEPT_AT_LATEST = 900
"""Milliseconds after the first unsaved key stroke at which it is written in any case."""

_AFTER_THE_CHECK = 1_500
"""Milliseconds after which it is looked whose records are due: the first screen comes first."""


class DraftKeeper(QObject):
    """Keeps drafts as they are typed: soon after a pause, and within a second in any case."""

    failed = Signal(object)
    """A LogbookError: the draft could not be written. It is still on the screen."""

    def __init__(self, logbook: Logbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logbook = logbook
        self._waiting: dict[UUID, KeptDraft | KeptForm] = {}
        self._pause = _timer(self, KEPT_AFTER)
        self._latest = _timer(self, KEPT_AT_LATEST)
        self._pause.timeout.connect(self.flush)
        self._latest.timeout.connect(self.flush)

    @property
    def unwritten(self) -> bool:
        """Whether something typed is not yet on the disk."""
        return bool(self._waiting)

    def touch(self, kept: KeptDraft | KeptForm) -> None:
        """Take a draft as it now is; it is written within a second."""
        self._waiting[kept.id] = kept
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def forget(self, draft_id: UUID) -> None:
        """Drop what is waiting of a draft that became a record or was discarded."""
        self._waiting.pop(draft_id, None)

    def flush(self) -> None:
        """Write everything that is waiting, now: before a lock, a close or a step."""
        self._pause.stop()
        self._latest.stop()
        while self._waiting:
            draft_id, kept = next(iter(self._waiting.items()))
            try:
                self._keep(kept)
            except LogbookError as error:
                self.failed.emit(error)
                if self._logbook.read_only is None:
                    self._latest.start()
                else:
                    # It was said, and trying again is no use: nothing holds up the lock.
                    self._waiting.clear()
                return
            self._waiting.pop(draft_id, None)

    def _keep(self, kept: KeptDraft | KeptForm) -> None:
        if isinstance(kept, KeptForm):
            self._logbook.drafting.keep_form(kept)
        else:
            self._logbook.drafting.keep(kept)


class Session(QObject):
    """What the screens share between unlocking and locking."""

    recorded = Signal(object)
    """A LineKind: lists that show it ask again."""

    another_asked = Signal(object)
    """The folder of another logbook: this one is locked, and that one asked for."""

    idle_chosen = Signal()
    """It was chosen after how many minutes the logbook locks itself: see the preferences."""

    def __init__(
        self,
        logbook: Logbook,
        background: Background,
        parent: QObject | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(parent)
        self.logbook = logbook
        self.background = background
        self.preferences = preferences or Preferences()
        self.drafts = DraftKeeper(logbook, self)
        self.journal_check = JournalCheck(logbook, self)
        self.whole_check = JournalCheck(logbook, self, whole=True)
        self.due_looking = Looking(logbook.retaining.due_steps, self, after=_AFTER_THE_CHECK)
        self.outlook_looking = Looking(logbook.retaining.outlook_steps, self)
        self.recorded.connect(self._look_again)

    def put_on_file(self, kind: LineKind, record: SmallDraft) -> None:
        """Put on file what a small form made, and tell the lists of that kind; its draft goes.

        Raises:
            RecordRefusedError: a rule it must keep is broken; the draft is kept.
            VaultError: nothing was written; the draft is kept.
        """
        self.drafts.flush()
        if isinstance(record, RetentionDecision | ErasureDecision):
            self.logbook.destroying.decide(record)
        else:
            self.logbook.keeping.keep(record)
        self.drafts.forget(record.id)
        self.recorded.emit(kind)

    def close(self) -> None:
        """Write what is waiting, sign where the journal ends, forget the keys."""
        self.journal_check.stop()
        self.whole_check.stop()
        self.due_looking.forget()
        self.outlook_looking.forget()
        self.drafts.flush()
        self.logbook.close()

    @Slot(object)
    def _look_again(self, _kind: LineKind) -> None:
        # Whatever was recorded may keep records longer; whoever shows it looks anew.
        self.due_looking.forget()
        self.outlook_looking.forget()


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
