# SPDX-License-Identifier: Apache-2.0
"""Work of seconds or minutes: in a worker, with a line that says how far it is, and a way to stop.

What is stopped, by the person or by a lock, leaves nothing half: the job sees to that. Only once it
has ended is it said, so that what it held, such as a memory stick, may be taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from logbook.domain.progress import Tell
from ui.background import Background, Errand

Work = Callable[[Tell], Any]


class LongWork(QObject):
    """One job at a time. `done` carries what it gave, `failed` what stood in its way.

    `stopped` tells that it was stopped here and has ended; a lock drops it without a word.
    """

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    progressed = Signal(int, int)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._errand: Errand | None = None
        self._is_stopping = False

    @property
    def is_running(self) -> bool:
        """Whether a job is under way, or stopping."""
        return self._errand is not None

    def start(self, work: Work) -> None:
        """Begin a job, unless one is under way; it is given what it tells its progress to."""
        if self.is_running:
            return
        errand = self._errand = Errand(tells=True)
        self._is_stopping = False
        errand.progressed.connect(self._tell)
        errand.ended.connect(self._end)
        self._background.run(partial(work, errand.tell), self._answer, self._refuse, errand=errand)

    def start_anew(self, work: Work) -> None:
        """Begin a job in the place of the one under way, whose answer nobody wants any more."""
        if self._errand is not None:
            self._errand.cancel()
            self._errand = None
        self.start(work)

    @Slot()
    def stop(self) -> None:
        """Ask the job to stop; `stopped` tells when it has. Does nothing where there is none."""
        if self._errand is not None:
            self._is_stopping = True
            self._errand.cancel()

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        if self._errand is not None and not self._errand.is_cancelled():
            self.progressed.emit(done, total)

    @Slot(object)
    def _answer(self, value: object) -> None:
        if self._is_over():
            self.done.emit(value)

    @Slot(object)
    def _refuse(self, error: object) -> None:
        if self._is_over():
            self.failed.emit(error)

    @Slot(object)
    def _end(self, errand: Errand) -> None:
        # Those that gave an answer are over by now; of a lock nobody is left to hear.
        if self._errand is errand:
            self._errand = None
            if self._is_stopping:
                self.stopped.emit()

    def _is_over(self) -> bool:
        """Take the answer of a job, unless it came in the very moment it was stopped."""
        if self._errand is None or self._errand.is_cancelled():
            return False
        self._errand = None
        return True
