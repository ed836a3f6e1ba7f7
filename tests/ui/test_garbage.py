# SPDX-License-Identifier: Apache-2.0
"""What is left in cycles is destroyed in the window's thread, whatever another thread does."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.background import Background
from ui.garbage import GarbageCollection


class LeftBehind:
    """Held by nothing but itself; notes the thread it ends in."""

    def __init__(self, ended_in: list[QThread]) -> None:
        self.itself = self
        self._ended_in = ended_in

    def __del__(self) -> None:
        self._ended_in.append(QThread.currentThread())


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []

    @Slot(object)
    def take(self, value: object) -> None:
        self.values.append(value)


LEFT_TO_PYTHON = """
import gc
from PySide6.QtCore import QCoreApplication, QTimer
from tests.ui.test_garbage import LeftBehind, Receiver, allocating_much
from ui.background import Background

def left_to_python():
    gc.enable()
    return allocating_much()

application, receiver, ended_in = QCoreApplication([]), Receiver(), []
background = Background()
LeftBehind(ended_in)
background.run(left_to_python, receiver.take)
while not receiver.values:
    application.processEvents()
another = len(ended_in) == 1 and ended_in[0] != application.thread()
print("another thread" if another else "this thread", flush=True)
background.close()
"""


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    assert qtbot
    made = Background()
    yield made
    made.close()


def allocating_much() -> list[list[int]]:
    """What would make Python collect, several times, in the thread that does it."""
    return [[number] for number in range(10 * gc.get_threshold()[0])]


def test_no_other_thread_destroys_what_is_left(background: Background, qtbot: QtBot) -> None:
    ended_in: list[QThread] = []
    LeftBehind(ended_in)
    receiver = Receiver()
    background.run(allocating_much, receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.values))
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [QThread.currentThread()]


def test_left_to_python_another_thread_destroys_it() -> None:
    """The control, in a process of its own: here it would destroy what other tests left behind."""
    ran = subprocess.run(
        [sys.executable, "-c", LEFT_TO_PYTHON],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout == "another thread\n", ran.stderr


def test_a_window_left_in_a_cycle_goes_once_everything_is_locked(
    background: Background, qtbot: QtBot
) -> None:
    left = QWidget()
    left.itself = left  # type: ignore[attr-defined]
    gone = weakref.ref(left)
    del left
    assert gone() is not None
    background.cancel_all()
    qtbot.waitUntil(lambda: gone() is None)


def test_the_oldest_generation_is_collected_too(background: Background, qtbot: QtBot) -> None:
    assert background
    ended_in: list[QThread] = []
    left = LeftBehind(ended_in)
    gc.collect(1)  # It lives, and is in the oldest generation from now on.
    del left
    limits = gc.get_threshold()
    gc.set_threshold(limits[0], 0, 0)
    try:
        qtbot.waitUntil(lambda: bool(ended_in))
    finally:
        gc.set_threshold(*limits)


def test_closing_leaves_it_to_python_again(qtbot: QtBot) -> None:
    assert qtbot
    assert gc.isenabled()
    first = GarbageCollection()
    second = GarbageCollection()
    assert not gc.isenabled()
    second.close()
    assert not gc.isenabled()
    first.close()
    assert gc.isenabled()
