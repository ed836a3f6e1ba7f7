# SPDX-License-Identifier: Apache-2.0
"""Nobody there, or the computer asleep: told by the clock on the wall too, before it is painted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from tests.builders import StandingClock
from ui.frame.idle import IdleWatch

Show = Callable[..., QMainWindow]
HOUR = 3_600_000


class Watched:
    """A window with a field, watched, and how often `idle` was told."""

    def __init__(self, shown: Show, milliseconds: int = HOUR, *, is_at_work: bool = False) -> None:
        self.field = QLineEdit()
        self.window = shown(self.field)
        self.field.setFocus()
        self.clock = StandingClock()
        self.is_at_work = is_at_work
        self.watch = IdleWatch(milliseconds, self.window, self.clock, lambda: self.is_at_work)
        self.watch.watch(self.window.windowHandle())
        self.told = 0
        self.watch.idle.connect(self.count)

    def count(self) -> None:
        self.told += 1

    def minutes_go_by(self, minutes: int) -> None:
        """Look at the clock again and again, so that nothing slept."""
        for _look in range(minutes * 3):
            self.clock.advance(seconds=20)
            self.watch.look()

    @property
    def handle(self) -> QWindow:
        return self.window.windowHandle()


@pytest.fixture
def watched(shown: Show) -> Watched:
    return Watched(shown)


FIRST_SIGNS = (
    QEvent.Type.Enter, QEvent.Type.Expose, QEvent.Type.FocusIn, QEvent.Type.UpdateRequest,
    QEvent.Type.WindowActivate,
)  # fmt: skip


@pytest.mark.parametrize("sign", FIRST_SIGNS)
@pytest.mark.parametrize(("seconds", "told"), [(31, 1), (25, 0), (8 * 3_600, 1), (-3_600, 0)])
def test_the_first_sign_of_life_after_a_sleep_tells_before_the_window_hears_it(
    watched: Watched, sign: QEvent.Type, seconds: int, told: int
) -> None:
    watched.clock.advance(seconds=seconds)

    watched.watch.eventFilter(watched.handle, QEvent(sign))

    assert watched.told == told


def test_the_program_coming_to_the_front_tells_after_a_sleep(
    watched: Watched, qapp: QGuiApplication
) -> None:
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert watched.told == 0
    watched.clock.advance(minutes=1)

    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)

    assert watched.told == 1


def test_the_beat_alone_tells_of_a_sleep(watched: Watched, qtbot: QtBot) -> None:
    watched.clock.advance(minutes=1)

    qtbot.waitUntil(lambda: watched.told == 1, timeout=4_000)


def test_the_key_that_woke_the_computer_is_typed_nowhere(watched: Watched) -> None:
    QTest.keyClick(watched.handle, Qt.Key.Key_A)
    watched.clock.advance(hours=1)
    QTest.keyClick(watched.handle, Qt.Key.Key_B)
    QTest.keyClick(watched.handle, Qt.Key.Key_C)

    assert watched.field.text() == "ac"
    assert watched.told == 1


def test_the_pause_is_over_by_the_clock_on_the_wall_though_nothing_ever_stood_still(
    shown: Show,
) -> None:
    watched = Watched(shown, milliseconds=300_000)
    for _look in range(15):
        watched.clock.advance(seconds=20)
        assert not watched.watch.look()
    watched.clock.advance(seconds=2)

    assert watched.watch.look()
    assert not watched.watch.look(), "it counts anew"


def test_a_touch_puts_it_off(shown: Show) -> None:
    watched = Watched(shown, milliseconds=300_000)
    for _look in range(40):
        watched.clock.advance(seconds=20)
        QTest.keyClick(watched.handle, Qt.Key.Key_Shift)

    assert watched.told == 0


def test_a_clock_put_back_keeps_nothing_open(shown: Show, qtbot: QtBot) -> None:
    watched = Watched(shown, milliseconds=200)
    watched.clock.advance(hours=-1)
    watched.watch.look()

    qtbot.waitUntil(lambda: watched.told >= 1, timeout=1_000)


def test_it_is_told_again_as_long_as_nobody_comes(shown: Show, qtbot: QtBot) -> None:
    watched = Watched(shown, milliseconds=50)

    qtbot.waitUntil(lambda: watched.told >= 3, timeout=1_000)


def test_a_window_that_is_closed_by_it_may_still_hear_its_event(watched: Watched) -> None:
    watched.watch.idle.connect(watched.window.close)
    watched.clock.advance(hours=1)

    QCoreApplication.sendEvent(watched.handle, QEvent(QEvent.Type.UpdateRequest))

    assert not watched.window.isVisible()


def test_work_puts_it_off_until_it_is_done(shown: Show) -> None:
    watched = Watched(shown, milliseconds=300_000, is_at_work=True)
    watched.minutes_go_by(20)
    assert watched.told == 0

    watched.is_at_work = False

    assert watched.watch.look()
    assert watched.told == 1


def test_work_puts_it_off_for_half_an_hour_at_most(shown: Show) -> None:
    watched = Watched(shown, milliseconds=300_000, is_at_work=True)
    watched.minutes_go_by(35)
    assert watched.told == 0

    watched.minutes_go_by(1)

    assert watched.told == 1


def test_a_sleep_is_told_at_once_whatever_is_at_work(shown: Show) -> None:
    watched = Watched(shown, is_at_work=True)
    watched.clock.advance(minutes=1)

    assert watched.watch.look()


def test_a_touch_while_work_goes_on_is_heard_and_counts_anew(shown: Show) -> None:
    watched = Watched(shown, milliseconds=300_000, is_at_work=True)
    watched.minutes_go_by(10)
    QTest.keyClick(watched.handle, Qt.Key.Key_A)
    watched.is_at_work = False

    watched.minutes_go_by(5)
    assert watched.field.text() == "a"
    assert watched.told == 0
    watched.minutes_go_by(1)
    assert watched.told == 1


def test_the_pause_itself_is_put_off_too(shown: Show, qtbot: QtBot) -> None:
    watched = Watched(shown, milliseconds=50, is_at_work=True)
    qtbot.wait(200)
    assert watched.told == 0

    watched.is_at_work = False
    watched.clock.advance(seconds=20)

    assert watched.watch.look()
