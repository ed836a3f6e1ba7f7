# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody has touched keyboard or mouse for a while, or that the computer slept.

Which systems say that they go to sleep differs (see system_lock); that they slept, each shows: the
clock on the wall has gone on, and the beat of this watch has not. No second clock is asked, as the
one that counts without a break stands still during sleep on some systems and runs on on others.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from logbook.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from logbook.clock import Clock

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

_LOOKS = _TOUCHES | {
    QEvent.Type.Enter,
    QEvent.Type.Expose,
    QEvent.Type.FocusIn,
    QEvent.Type.UpdateRequest,
    QEvent.Type.WindowActivate,
}
"""What a window may be told first after a sleep, some of it before anything is painted."""

_BEAT_MS = 2_000

_SLEPT = timedelta(seconds=30)
"""Without a beat for longer than this, the computer slept; or its clock was put forward."""

PUT_OFF = timedelta(minutes=30)
"""So long it waits at most for work that is going on. A sleep is told at once."""

_PUT_OFF_MS = 30 * 60_000

_WHOLE = timedelta(seconds=1)
"""The clock tells whole seconds: so much less than it says may have passed."""


class IdleWatch(QObject):
    """Emits `idle` once nothing was touched for so many milliseconds, or the computer slept.

    It watches the windows of the desktop and not the application, whose every paint event would
    otherwise pass through Python. The clock is the computer's own if none is given.
    While `is_at_work` says so, a pause is told later: see `PUT_OFF`.
    """

    idle = Signal()

    def __init__(
        self,
        milliseconds: int,
        parent: QObject,
        clock: Clock | None = None,
        is_at_work: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_at_work = is_at_work
        self._clock = clock or SystemClock()
        self._longest = timedelta(milliseconds=milliseconds) + _WHOLE
        self._touched = self._looked = self._clock.now()
        # Where the clock is put back, this one still counts.
        self._milliseconds, self._has_waited = milliseconds, False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._end_pause)
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            app.applicationStateChanged.connect(self.look)
            self._watch(QGuiApplication.focusWindow())
        self._pause.start(milliseconds)
        self._beat.start()

    def watch(self, window: QWindow | None) -> None:
        """Watch a window from now on."""
        self._watch(window)

    @Slot()
    def look(self) -> bool:
        """Look at the clock; tell whether too much time has passed, after `idle` was emitted."""
        now = self._clock.now()
        has_slept = now - self._looked > _SLEPT
        self._looked, self._touched = now, min(self._touched, now)
        is_over = has_slept or (now - self._touched > self._longest and not self._is_put_off())
        if is_over:
            self._tell()
        return is_over

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Start counting anew at each touch; the event goes on its way, unless it came too late."""
        kind = event.type()
        if kind not in _LOOKS:
            return False
        is_touch = kind in _TOUCHES
        if self.look():
            # The key that woke the computer is not meant for the field of a passphrase.
            return is_touch
        if is_touch:
            self._start()
        return False

    @Slot()
    def _end_pause(self) -> None:
        if not self._has_waited and self._is_put_off():
            # Once the work is done the next beat tells it; this is for a clock put back.
            self._has_waited = True
            self._pause.start(_PUT_OFF_MS)
        else:
            self._tell()

    def _is_put_off(self) -> bool:
        unattended = self._clock.now() - self._touched
        if self._is_at_work is None or unattended > self._longest + PUT_OFF:
            return False
        return self._is_at_work()

    def _tell(self) -> None:
        # Whoever hears it may not have been able to do anything: it is told again.
        self._start()
        self.idle.emit()

    def _start(self) -> None:
        self._touched, self._has_waited = self._looked, False
        self._pause.start(self._milliseconds)

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # A second installation only moves the filter to the front.
            window.installEventFilter(self)
