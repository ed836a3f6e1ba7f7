# SPDX-License-Identifier: Apache-2.0
"""One destruction from the window, carried out by a worker: the records, then the file swept.

Nothing is asked of the logbook meanwhile, or the window would wait: what goes through everybody in
steps is stopped before, and a check of the journal is waited for. Whoever locks before the records
are gone has destroyed nothing; whoever leaves after that leaves the sweep to the next unlocking.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from logbook.app import DestructionJob
from logbook.domain.lines import LineKind
from ui.background import Errand
from ui.session import Session

_LOOK_AGAIN_MS = 100


class Destruction(QObject):
    """`sweeping` once the records are gone, `ended` once the file is swept as well, or left."""

    waiting = Signal()
    """The journal is being checked; it goes on by itself after that."""
    begun = Signal()
    sweeping = Signal()
    ended = Signal(object)
    """The identity of the certificate."""
    failed = Signal(object)
    """An exception: nothing was destroyed."""

    def __init__(self, session: Session, decision: UUID, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._decision = session, decision
        self._method = self._witness = ""
        self._job: DestructionJob | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._begin)

    @property
    def is_running(self) -> bool:
        """Whether it has begun, and is not at its end."""
        return self._again.isActive() or self._job is not None

    def start(self, method: str, witness: str) -> None:
        """Begin as soon as what is shown has been painted; nothing while one is under way."""
        if not self.is_running:
            self._method, self._witness = method, witness
            self._again.start()

    @Slot()
    def leave(self) -> None:
        """Begin no more; leave to the next unlocking what is not swept yet."""
        self._again.stop()
        if self._job is not None:
            self._job.leave_sweep()

    @Slot()
    def _begin(self) -> None:
        session = self._session
        if session.journal_check.is_running or session.whole_check.is_running:
            self.waiting.emit()
            self._again.start()
            return
        session.drafts.flush()
        session.due_looking.forget()
        session.outlook_looking.forget()
        self._job = session.logbook.destroying.job(
            self._decision, method=self._method, witness=self._witness
        )
        errand = Errand()
        errand.progressed.connect(self._gone)
        told = partial(errand.report, 1, 2)
        self.begun.emit()
        session.background.run(
            partial(self._job.run, told), self._done, self._undone, errand=errand
        )

    @Slot(int, int)
    def _gone(self, _done: int, _total: int) -> None:
        self.sweeping.emit()

    @Slot(object)
    def _done(self, certificate: UUID) -> None:
        self._job = None
        self._session.recorded.emit(LineKind.SERVICE_USER)
        self.ended.emit(certificate)

    @Slot(object)
    def _undone(self, error: BaseException) -> None:
        self._job = None
        self.failed.emit(error)
