# SPDX-License-Identifier: Apache-2.0
"""One backup from the window: taken, written and proven in the background, recorded, old ones gone.

Whoever locks in between loses nothing: what was written has no name until it has been proven, and
the next backup follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from logbook.app import BackupJob, BackupProof
from logbook.errors import LogbookError
from logbook.i18n import ngettext
from ui.messages import error_sentence, the_sentence_or_raise
from ui.safekeeping.backup_words import made_sentence
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that stands and is on record, and what to say of it."""

    proof: BackupProof
    sentence: str


class BackupRun(QObject):
    """`made` carries a `Made`, `failed` the sentence of what stood in the way."""

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: Path | None = None
        self._publish = False
        self._job: BackupJob | None = None

    @property
    def is_running(self) -> bool:
        """Whether a backup is under way."""
        return self._place is not None

    def start(self, place: Path, *, publish: bool = False) -> None:
        """Begin as soon as what is shown has been painted; does nothing while one is under way."""
        if self.is_running:
            return
        self._place, self._publish = place, publish
        QTimer.singleShot(0, self, self._prepare)

    @Slot()
    def _prepare(self) -> None:
        assert self._place is not None, "it was begun"
        self._session.drafts.flush()
        try:
            self._job = self._session.logbook.backing_up.prepare(self._place, publish=self._publish)
        except LogbookError as error:
            self._end()
            self.failed.emit(error_sentence(error))
            return
        self._session.background.run(self._job.run, self._record, self._fail)

    @Slot(object)
    def _record(self, proof: BackupProof) -> None:
        place = self._end()
        backing_up, zone = self._session.logbook.backing_up, self._session.logbook.clock.zone
        try:
            backing_up.record(proof)
            gone = () if proof.published else backing_up.rotate(place)
        except LogbookError as error:
            self.failed.emit(error_sentence(error))
            return
        said = made_sentence(proof, zone)
        if gone:
            removed = ngettext(
                "{count} old backup had its time and was removed.",
                "{count} old backups had their time and were removed.",
                len(gone),
            ).format(count=len(gone))
            said = f"{said} {removed}"
        self.made.emit(Made(proof=proof, sentence=said))

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(the_sentence_or_raise(error))

    def _end(self) -> Path:
        assert self._place is not None, "it was begun"
        place, self._place, self._job = self._place, None, None
        return place
