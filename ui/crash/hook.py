# SPDX-License-Identifier: Apache-2.0
"""Catches the faults nothing else caught.

The report and the dialog are imported when there is a fault to show: beforehand they took 5 ms of
the unlock window, which nearly always opens without one.
"""

from __future__ import annotations

import sys
import threading
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.crash.dialog import CrashDialog


class CrashHook(QObject):
    """Catches what nothing else caught, on any thread, and shows one dialog about it."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._caught.connect(self._show_soon)

    def install(self) -> None:
        """Take over the hooks of Python for uncaught exceptions."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._tell(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._tell(args.exc_value)

    def _tell(self, error: BaseException) -> None:
        from ui.crash.report import crash_report  # noqa: PLC0415 - see above

        # The signal brings it to the window's thread from whichever thread failed.
        self._caught.emit(crash_report(error))

    @Slot(str)
    def _show_soon(self, report: str) -> None:
        # Not now: in the window's own thread this runs in the middle of what failed.
        QTimer.singleShot(0, self, partial(self._show, report))

    def _show(self, report: str) -> None:
        from ui.crash.dialog import CrashDialog  # noqa: PLC0415 - see above

        # One fault often brings others; the first tells the most.
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(report, QApplication.activeWindow())
            self.dialog.open()
