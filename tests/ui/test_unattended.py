# SPDX-License-Identifier: Apache-2.0
"""Nobody is there to be told: it locks whatever stands in the way, and loses nothing in vain."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person
from ui.asking import Question
from ui.frame.idle import IdleWatch
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.practice.rotation_sheet import change_keys
from ui.preferences import Preferences
from ui.unlocking.unlock_screen import UnlockScreen
from ui.unlocking.unwritten_screen import UnwrittenScreen

MARKER = "Marged Llwyd"
CONTROL = Qt.KeyboardModifier.ControlModifier
FULL_FROM = 2_000
"""Bytes: less than one page of the database, and enough for what a test says."""

Way = Callable[[MainWindow, StandingClock], None]


@pytest.fixture
def computer() -> StandingClock:
    return StandingClock()


@pytest.fixture
def window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, computer: StandingClock,
    qtbot: QtBot,
) -> Iterator[MainWindow]:  # fmt: skip
    """A window in which the form of a person is open, with half a name kept."""
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    made.close()
    window = MainWindow(Preferences(tmp_path / "p.ini"), clock, computer)
    window.start(made.path)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window._enter(opened(made.path, clock))
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.DRAFT, id=a_person().id, kind=LineKind.SERVICE_USER))
    dressed.processEvents()
    QTest.keyClicks(field_of(window), "Marged")
    assert window.session is not None
    window.session.drafts.flush()
    yield window
    window.close()
    window.close()
    window.deleteLater()


@contextmanager
def full_disk() -> Iterator[None]:
    """Let nothing be written any more, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_FROM, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def opened(path: Path, clock: StandingClock) -> Logbook:
    return Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock)


def is_open(window: MainWindow) -> bool:
    """Tell whether the keys are in memory."""
    return window.session is not None


def field_of(window: MainWindow) -> QLineEdit:
    found = window.findChild(QLineEdit, "person-name")
    assert found is not None
    return found


def button(window: QWidget, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert found is not None
    return found


def settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def words_of(window: QWidget) -> str:
    labels = [each.text() for each in window.findChildren(QLabel)]
    return " ".join([*labels, *(each.text() for each in window.findChildren(QLineEdit))])


def names_kept(window: MainWindow, clock: StandingClock) -> list[str]:
    """Give the names in the drafts of the logbook, which is locked."""
    assert window._folder is not None
    logbook = opened(window._folder, clock)
    kept = [logbook.drafting.find(line.id) for line in logbook.drafting.all()]
    logbook.close()
    return [one.draft.name for one in kept if one and isinstance(one.draft, ServiceUser)]


def sleeps(window: MainWindow, computer: StandingClock) -> None:
    computer.advance(hours=8)
    QCoreApplication.sendEvent(window.windowHandle(), QEvent(QEvent.Type.WindowActivate))


def is_idle(window: MainWindow, _computer: StandingClock) -> None:
    watch = window.findChild(IdleWatch)
    assert watch is not None
    watch.idle.emit()


def is_told(window: MainWindow, _computer: StandingClock) -> None:
    assert window._system_lock is not None
    window._system_lock.locked.emit()


def ends(window: MainWindow, _computer: StandingClock) -> None:
    window._end_of_session()


WAYS: tuple[Way, ...] = (sleeps, is_idle, is_told, ends)


def covered(window: MainWindow, computer: StandingClock, way: Way = is_told) -> UnwrittenScreen:
    """Type the rest of the name, which cannot be written, and leave the window alone."""
    QTest.keyClicks(field_of(window), " Llwyd")
    way(window, computer)
    settle()
    screen = window.centralWidget()
    assert isinstance(screen, UnwrittenScreen)
    return screen


@pytest.mark.parametrize("way", WAYS)
def test_left_alone_it_locks_and_keeps_every_word(
    window: MainWindow, computer: StandingClock, clock: StandingClock, way: Way
) -> None:
    QTest.keyClicks(field_of(window), " Llwyd")

    way(window, computer)

    assert not is_open(window)
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert names_kept(window, clock) == [MARKER]


def test_the_key_that_wakes_the_computer_locks_and_is_no_part_of_a_passphrase(
    window: MainWindow, computer: StandingClock
) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert is_open(window), "the control"
    computer.advance(minutes=2)

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)

    assert not is_open(window)
    secret = window.findChild(QLineEdit, "unlock-passphrase")
    assert secret is not None
    assert secret.text() == ""


@pytest.mark.parametrize("way", WAYS)
def test_what_cannot_be_written_is_hidden_at_once_and_locked_and_kept_when_it_can(
    window: MainWindow, computer: StandingClock, clock: StandingClock, qtbot: QtBot, way: Way
) -> None:
    dialog = window._asking.confirm(Question(title="T", text=MARKER, confirm="Y"), lambda: None)
    with full_disk():
        covered(window, computer, way)
        assert window.frame is None
        assert "Marged" not in words_of(window)
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert shown == [window]
        assert dialog not in window._asking.open_dialogs
        is_told(window, computer)
        assert is_open(window), "it is still to be written"

    qtbot.waitUntil(lambda: window.session is None, timeout=6_000)
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert names_kept(window, clock) == [MARKER]


def test_after_five_minutes_it_locks_without_what_could_not_be_written(
    window: MainWindow, computer: StandingClock, clock: StandingClock
) -> None:
    with full_disk():
        screen = covered(window, computer)
        computer.advance(minutes=4, seconds=59)
        screen._try_in_time()
        assert is_open(window)
        computer.advance(seconds=1)
        screen._try_in_time()
        assert not is_open(window)
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert names_kept(window, clock) == ["Marged"]


def test_a_clock_that_stands_still_keeps_no_keys_in_memory(
    window: MainWindow, computer: StandingClock
) -> None:
    with full_disk():
        screen = covered(window, computer)
        for _try in range(99):
            screen._try_in_time()
        assert is_open(window)
        screen._try_in_time()
        assert not is_open(window)


def test_covered_it_can_be_tried_again_or_given_up_and_nothing_else(
    window: MainWindow, computer: StandingClock, clock: StandingClock
) -> None:
    with full_disk():
        screen = covered(window, computer)
        names = [each.objectName() for each in window.findChildren(QPushButton)]
        seen = [name for name in names if button(window, name).isVisible()]
        assert seen == ["unwritten-again", "unwritten-leave"]
        assert screen.again_button.hasFocus()
        screen.again_button.click()
        assert "could still not be written" in words_of(window)
        assert is_open(window)
    screen.again_button.click()

    assert not is_open(window)
    assert names_kept(window, clock) == [MARKER]


@pytest.mark.parametrize("wish", ["key", "button", "close"])
def test_covered_a_wish_is_followed_at_once(
    window: MainWindow, computer: StandingClock, clock: StandingClock, wish: str
) -> None:
    with full_disk():
        screen = covered(window, computer)
        if wish == "key":
            QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
        elif wish == "button":
            screen.leave_button.click()
        else:
            assert window.close()
        assert not is_open(window)
    assert names_kept(window, clock) == ["Marged"]


def test_a_person_who_wants_to_lock_is_told_first_and_followed_the_second_time(
    window: MainWindow, clock: StandingClock
) -> None:
    QTest.keyClicks(field_of(window), " Llwyd")
    dialog = window._asking.confirm(Question(title="T", text="t", confirm="Y"), lambda: None)
    QApplication.processEvents()
    with full_disk():
        QTest.keyClick(dialog, Qt.Key.Key_L, CONTROL)
        assert not dialog.isVisible(), "what is said stands behind it"
        assert field_of(window).text() == MARKER
        assert is_open(window)
        # Without a desktop nobody else gives the keyboard back to the window.
        window.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
        assert not is_open(window)
    assert names_kept(window, clock) == ["Marged"]


def test_left_alone_while_the_keys_are_changed_it_locks_after_that_and_not_before(
    window: MainWindow, computer: StandingClock, qtbot: QtBot
) -> None:
    session, watch = window.session, window.findChild(IdleWatch)
    assert session is not None
    assert watch is not None
    before = session.logbook.rotating.root_epoch
    # The worker waits for its turn, as if there were a great many records.
    with session.logbook._opened.vault.turn():
        sheet = change_keys(session, window)
        leave_for(20, watch, computer)
        assert is_open(window)
        assert sheet.isVisible()
    with qtbot.waitSignal(sheet.accepted, timeout=30_000):
        pass
    assert session.logbook.rotating.root_epoch == before + 1

    leave_for(1, watch, computer)

    assert not is_open(window)


@pytest.mark.parametrize("way", [sleeps, is_told, ends])
def test_what_is_no_pause_locks_though_the_keys_are_being_changed(
    window: MainWindow, computer: StandingClock, way: Way
) -> None:
    assert window.session is not None
    with window.session.logbook._opened.vault.turn():
        assert change_keys(window.session, window).keeps_open

        way(window, computer)

        assert not is_open(window)


def leave_for(minutes: int, watch: IdleWatch, computer: StandingClock) -> None:
    """Let time go by in which nobody is there, and the computer does not sleep."""
    for _look in range(minutes * 3):
        computer.advance(seconds=20)
        watch.look()
