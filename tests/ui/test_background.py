# SPDX-License-Identifier: Apache-2.0
"""Jobs run elsewhere, answers come home, and nothing reaches a receiver that is gone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt, QThread, Slot
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.background import Background, Errand


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[QThread] = []
        self.steps: list[tuple[int, int]] = []

    @Slot(object)
    def take(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(QThread.currentThread())

    @Slot(object)
    def take_error(self, error: Exception) -> None:
        self.errors.append(error)

    @Slot(int, int)
    def take_step(self, done: int, total: int) -> None:
        self.steps.append((done, total))


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    assert qtbot
    made = Background()
    yield made
    made.close()


def test_the_value_arrives_in_the_thread_of_the_window(
    background: Background, qtbot: QtBot
) -> None:
    receiver = Receiver()
    background.run(threading.get_ident, receiver.take)
    qtbot.waitUntil(lambda: len(receiver.values) == 1)
    assert receiver.values != [threading.get_ident()]
    assert receiver.threads == [QThread.currentThread()]


def test_an_exception_is_carried_over_whole(background: Background, qtbot: QtBot) -> None:
    receiver = Receiver()
    background.run(partial(int, "not a number"), receiver.take, receiver.take_error)
    qtbot.waitUntil(lambda: len(receiver.errors) == 1)
    assert isinstance(receiver.errors[0], ValueError)
    assert receiver.errors[0].__traceback__ is not None
    assert not receiver.values


def test_the_answer_to_a_receiver_that_is_gone_is_dropped(
    background: Background, qtbot: QtBot
) -> None:
    gone, stays, gate = Receiver(), Receiver(), threading.Event()
    received = gone.values
    errand = background.run(gate.wait, gone.take)
    errand.answered.connect(stays.take)
    delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: stays.values == [True])
    assert received == []


def test_a_cancelled_errand_answers_nothing(background: Background, qtbot: QtBot) -> None:
    receiver, errand, started = Receiver(), Errand(), threading.Event()

    def work() -> str:
        started.set()
        while not errand.is_cancelled():
            threading.Event().wait(0.001)
        return "too late"

    background.run(work, receiver.take, receiver.take_error, errand=errand)
    assert started.wait(5)
    with qtbot.waitSignal(errand.ended):
        errand.cancel()
    background.run(partial(str, "next"), receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.values))
    assert receiver.values == ["next"]
    assert not receiver.errors


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("is_dropped", [True, False])
def test_an_answer_on_its_way_when_everything_is_dropped_reaches_nobody(
    background: Background, qtbot: QtBot, *, is_dropped: bool, fails: bool
) -> None:
    """As when a lock comes in the moment a job ends; one that is only cancelled is the control."""
    receiver, errand = Receiver(), Errand()
    sent = threading.Event()
    errand.came.connect(sent.set, Qt.ConnectionType.DirectConnection)
    errand.broke.connect(sent.set, Qt.ConnectionType.DirectConnection)
    job = partial(int, "none" if fails else "5")
    background.run(job, receiver.take, receiver.take_error, errand=errand)
    assert sent.wait(5)
    if is_dropped:
        background.cancel_all()
        qtbot.wait(50)
        assert (receiver.values, receiver.errors) == ([], [])
    else:
        errand.cancel()
        qtbot.waitUntil(lambda: bool(receiver.errors if fails else receiver.values))


def test_progress_is_told_while_the_job_runs(background: Background, qtbot: QtBot) -> None:
    receiver, errand = Receiver(), Errand()
    errand.progressed.connect(receiver.take_step)
    background.run(partial(errand.report, 3, 7), receiver.take, errand=errand)
    qtbot.waitUntil(lambda: bool(receiver.values))
    assert receiver.steps == [(3, 7)]


def test_an_answer_that_qt_cannot_drop_is_refused(background: Background) -> None:
    with pytest.raises(TypeError):
        background.run(partial(str, "x"), print)


def test_modules_are_loaded_once_the_window_is_idle(background: Background, qtbot: QtBot) -> None:
    name = "no_such_module_anywhere"
    sys.modules.pop("tabnanny", None)
    background.preload_when_idle([name, "tabnanny"], after_ms=1)
    qtbot.waitUntil(lambda: "tabnanny" in sys.modules)
    assert name not in sys.modules


def test_closing_waits_for_what_is_under_way(qtbot: QtBot) -> None:
    assert qtbot
    background, done = Background(), threading.Event()

    def work() -> None:
        threading.Event().wait(0.05)
        done.set()

    started = threading.Event()
    background.run(lambda: (started.set(), work()))
    assert started.wait(5)
    background.close()
    assert done.is_set()
