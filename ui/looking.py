# SPDX-License-Identifier: Apache-2.0
"""Looks at everybody in turn, a few milliseconds at a time, while the window goes on.

The vault belongs to the window's thread, and to look at how long each person's records are kept
takes milliseconds for each: so it goes in steps, and what was found is kept until the lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from logbook.errors import LogbookError

AT_A_TIME = 8
"""Milliseconds: half of what one frame of the screen has."""


class Looking(QObject):
    """One look at everybody; `ended` once it is at its end, whether it found anything or not."""

    ended = Signal()
    progressed = Signal(int)
    """How many people were looked at."""

    failed = Signal(object)
    """A LogbookError: it could not be read to the end."""

    def __init__(
        self, begin: Callable[[], Iterator[Any]], parent: QObject | None = None, *, after: int = 0
    ) -> None:
        super().__init__(parent)
        self._begin, self._after = begin, after
        self._steps: Iterator[Any] | None = None
        self._finding: list[Any] = []
        self._looked = 0
        self.found: tuple[Any, ...] | None = None
        """What was found when it was last at its end; None: it never was."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether it has begun, or soon will, and is not at its end."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin soon, from the first person on; what was found before stays until the end."""
        self.stop()
        self._timer.start(self._after)

    def stop(self) -> None:
        """End it; a second time does nothing."""
        self._timer.stop()
        self._steps, self._finding, self._looked = None, [], 0

    def forget(self) -> None:
        """End it, and forget what was found."""
        self.stop()
        self.found = None

    @Slot()
    def _go_on(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        try:
            if self._steps is None:
                self._steps = iter(self._begin())
                self._timer.setInterval(0)
            while spent.elapsed() < AT_A_TIME:
                each = next(self._steps)
                self._looked += 1
                if each is not None:
                    self._finding.append(each)
        except StopIteration:
            self.found = tuple(self._finding)
            self.stop()
            self.ended.emit()
        except LogbookError as error:
            self.stop()
            self.failed.emit(error)
        except BaseException:
            # A mistake of ours is told once, and not taken for an end the next time.
            self.stop()
            raise
        else:
            self.progressed.emit(self._looked)
