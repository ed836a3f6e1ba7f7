# SPDX-License-Identifier: Apache-2.0
"""Audits the journal after each unlocking, or when asked, a few milliseconds at a time.

The vault belongs to the window's thread, and an audit of a long journal takes seconds: so it goes
in steps, and the window is asked in between whether it has something better to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Generator

    from logbook.app import AuditReport, Logbook

AT_A_TIME = 8
"""Milliseconds: half of what one frame of the screen has."""

AFTER = 400
"""Milliseconds after unlocking: the first screen comes first."""


_ALL = 1 << 62
"""More entries than there will ever be."""


class JournalCheck(QObject):
    """One audit of an open logbook; `whole` has every entry and every signature checked."""

    checked = Signal(object)
    """The AuditReport."""

    progressed = Signal(int)
    """How many entries are done."""

    failed = Signal(object)
    """A LogbookError: the journal could not be read to its end."""

    def __init__(
        self, logbook: Logbook, parent: QObject | None = None, *, whole: bool = False
    ) -> None:
        super().__init__(parent)
        self._logbook, self._whole = logbook, whole
        self._steps: Generator[int, None, AuditReport] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether it has begun, or soon will, and is not at its end."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin soon."""
        self._timer.start(0 if self._whole else AFTER)

    def stop(self) -> None:
        """End it, before the logbook is closed; a second time does nothing."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    @Slot()
    def _go_on(self) -> None:
        if self._steps is None:
            self._steps = self._begun()
            self._timer.setInterval(0)
        spent = QElapsedTimer()
        spent.start()
        done = 0
        try:
            while spent.elapsed() < AT_A_TIME:
                done = next(self._steps)
        except StopIteration as end:
            self.stop()
            if end.value is None:
                self.failed.emit(LogbookError("The check came to no report."))
            else:
                self.checked.emit(end.value)
        except LogbookError as error:
            self.stop()
            self.failed.emit(error)
        except BaseException:
            # A mistake of ours is told once, and not taken for an end the next time.
            self.stop()
            raise
        else:
            self.progressed.emit(done)

    def _begun(self) -> Generator[int, None, AuditReport]:
        if self._whole:
            return self._logbook.auditing.steps(signatures=_ALL, long=_ALL)
        return self._logbook.auditing.steps()
