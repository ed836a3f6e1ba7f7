# SPDX-License-Identifier: Apache-2.0
"""Audits the journal after each unlocking, a few milliseconds at a time, while the person works.

The vault belongs to the window's thread, and an audit of a long journal takes seconds: so it goes
in steps, and the window is asked in between whether it has something better to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Generator

    from logbook.app import AuditReport, Logbook

AT_A_TIME = 8
"""Milliseconds: half of what one frame of the screen has."""

AFTER = 400
"""Milliseconds after unlocking: the first screen comes first."""


class JournalCheck(QObject):
    """One audit of an open logbook."""

    checked = Signal(object)
    """The AuditReport."""

    def __init__(self, logbook: Logbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logbook = logbook
        self._steps: Generator[int, None, AuditReport] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin soon."""
        self._timer.start(AFTER)

    def stop(self) -> None:
        """End it, before the logbook is closed; a second time does nothing."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    @Slot()
    def _go_on(self) -> None:
        if self._steps is None:
            self._steps = self._logbook.auditing.steps()
            self._timer.setInterval(0)
        spent = QElapsedTimer()
        spent.start()
        try:
            while spent.elapsed() < AT_A_TIME:
                next(self._steps)
        except StopIteration as end:
            self.stop()
            self.checked.emit(end.value)
