# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once nothing was touched for so many milliseconds.

    It watches the windows of the desktop and not the application, whose every paint event would
    otherwise pass through Python.
    """

    idle = Signal()

    def __init__(self, milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, singleShot=True, interval=milliseconds)
        self._pause.timeout.connect(self.idle)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())
        self._pause.start()

    def watch(self, window: QWindow | None) -> None:
        """Watch a window from now on."""
        self._watch(window)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Start counting anew at each touch; the event goes on its way."""
        if event.type() in _TOUCHES:
            self._pause.start()
        return False

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # A second installation only moves the filter to the front.
            window.installEventFilter(self)
