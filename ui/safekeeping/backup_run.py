# SPDX-License-Identifier: Apache-2.0
"""One backup of the open logbook: copied, written and proven in a worker, recorded, old ones gone.

There is one for a session, whoever began it: a button, the time that was up, or the closing of the
window. Whoever stops it or locks in between loses nothing: what was written has no name until it
has been proven, and the next backup follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from logbook.app import BackupProof
from logbook.domain.progress import Tell
from logbook.errors import LogbookError
from logbook.i18n import ngettext
from ui.messages import error_sentence, the_sentence_or_raise
from ui.safekeeping.backup_words import made_sentence
from ui.safekeeping.long_work import LongWork
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that stands and is on record, and what to say of it."""

    proof: BackupProof
    sentence: str


class BackupRun(QObject):
    """`made` carries a `Made`, `failed` the sentence of what stood in the way."""

    started = Signal()
    progressed = Signal(int, int)
    made = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._made: Made | None = None
        self._is_publishing = False
        self._entries = 0
        self._making = LongWork(session.background, self)
        self._tidying = LongWork(session.background, self)
        self._making.progressed.connect(self.progressed)
        self._making.done.connect(self._record)
        self._making.failed.connect(self._fail)
        self._making.stopped.connect(self.stopped)
        self._tidying.done.connect(self._tell)
        self._tidying.failed.connect(self._tell_all_the_same)
        self._tidying.stopped.connect(self._tell_at_once)

    @property
    def is_running(self) -> bool:
        """Whether a backup is under way."""
        return self._making.is_running or self._made is not None

    @property
    def is_publishing(self) -> bool:
        """Whether the one under way, or the last, is a snapshot for others."""
        return self._is_publishing

    @property
    def entries_since(self) -> int:
        """How many entries were made since the one under way, or the last, was ordered.

        Raises:
            VaultError: they cannot be counted.
        """
        return self._session.logbook.reviewing.entries() - self._entries

    def start(self, place: Path, *, publish: bool = False) -> None:
        """Begin; does nothing while one is under way."""
        if self.is_running:
            return
        self._is_publishing = publish
        self._session.drafts.flush()
        try:
            order = self._session.logbook.backing_up.order(place, publish=publish)
            self._entries = self._session.logbook.reviewing.entries()
        except LogbookError as error:
            self.failed.emit(error_sentence(error))
            return
        self._making.start(order.run)
        self.started.emit()

    @Slot()
    def stop(self) -> None:
        """Stop it: nothing half is left, and what has been recorded stands."""
        self._making.stop()
        self._tidying.stop()

    @Slot(object)
    def _record(self, proof: BackupProof) -> None:
        backing_up, zone = self._session.logbook.backing_up, self._session.logbook.clock.zone
        try:
            backing_up.record(proof)
        except LogbookError as error:
            self.failed.emit(error_sentence(error))
            return
        self._made = Made(proof=proof, sentence=made_sentence(proof, zone))
        if proof.published:
            self._tell(())
            return
        stored = backing_up.stored(proof.path.parent)

        def rotate(tell: Tell) -> tuple[str, ...]:
            return stored.rotated(tell=tell)

        self._tidying.start(rotate)

    @Slot(object)
    def _tell(self, gone: tuple[str, ...]) -> None:
        said = ""
        if gone:
            said = ngettext(
                "{count} old backup had its time and was removed.",
                "{count} old backups had their time and were removed.",
                len(gone),
            ).format(count=len(gone))
        self._finish(said)

    @Slot(object)
    def _tell_all_the_same(self, error: BaseException) -> None:
        self._finish(the_sentence_or_raise(error))

    @Slot()
    def _tell_at_once(self) -> None:
        self._finish("")

    def _finish(self, more: str) -> None:
        made, self._made = self._made, None
        assert made is not None, "it was recorded before the old ones went"
        sentence = f"{made.sentence} {more}" if more else made.sentence
        self.made.emit(Made(proof=made.proof, sentence=sentence))

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self.failed.emit(the_sentence_or_raise(error))


def backup_run(session: Session) -> BackupRun:
    """Give the one of a session."""
    return session.findChild(BackupRun) or BackupRun(session)
