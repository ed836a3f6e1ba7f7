# SPDX-License-Identifier: Apache-2.0
"""A window to be measured from outside: it says `ready` once it can be used, and stays.

window_program.py bare             nothing but one line edit
window_program.py unlock FOLDER    the program itself, up to the painted unlock window
window_program.py open FOLDER      the same, unlocked (passphrase on standard input), lists seen
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

_LOOK_EVERY = 20
_PAUSE = 500
"""Milliseconds: between two looks at a window, and for a screen to settle."""


class Watch(QObject):
    """Tells once when a window has been painted.

    It asks again and again and filters no events: a filter would have Qt's bindings load hundreds
    of classes, and so slow down what it measures.
    """

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(1)

    @Slot()
    def _look(self) -> None:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        # A window is painted while it is being exposed.
        if any(each.windowHandle().isExposed() for each in shown):
            self._timer.stop()
            self._then()


class Visit(QObject):
    """Unlocks the window and looks at its lists, one step at a time, then tells."""

    def __init__(self, passphrase: str, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then
        self._steps = self._walk(passphrase)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Begin with the unlock window."""
        self._timer.start(_LOOK_EVERY)

    @Slot()
    def _step(self) -> None:
        self._timer.start(next(self._steps, 0))

    def _walk(self, passphrase: str) -> Iterator[int]:
        """Do a step, and give how many milliseconds to wait before the next."""
        from ui.main_window import MainWindow  # noqa: PLC0415 - the bare window has none of it

        windows = QApplication.topLevelWidgets()
        window = next(each for each in windows if isinstance(each, MainWindow))
        # The passphrase is the one line edit there is.
        window.findChildren(QLineEdit)[0].setText(passphrase)
        _button(window, "unlock-go").click()
        while window.frame is None:
            yield _LOOK_EVERY
        from ui.frame.places import ROOMS, Place  # noqa: PLC0415 - as above

        for room in (*ROOMS, ROOMS[0]):
            window.frame.go(Place(spot=room))
            yield _PAUSE
        yield 4 * _PAUSE
        self._timer.stop()
        self._then()


def main(arguments: Sequence[str]) -> int:
    """Show the window that is asked for."""
    kind, *rest = arguments
    if kind == "bare":
        return _bare()
    from ui.__main__ import open_window  # noqa: PLC0415 - the bare window has none of it
    from ui.app import make_application  # noqa: PLC0415 - as above

    app = make_application()
    visit = Visit(sys.stdin.readline().rstrip("\n"), _say_ready) if kind == "open" else None
    watch = Watch(visit.begin if visit is not None else _say_ready)
    watch.setParent(app)
    return open_window(Path(rest[0]))


def _bare() -> int:
    app = QApplication(sys.argv[:1])
    watch = Watch(_say_ready)
    watch.setParent(app)
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    window.show()
    return app.exec()


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def _button(window: QWidget, identifier: str) -> QPushButton:
    found = window.findChildren(QPushButton)
    return next(each for each in found if each.accessibleIdentifier() == identifier)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
