# SPDX-License-Identifier: Apache-2.0
"""A colleague's first unlocking, in the window: nothing before a passphrase of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.store.errors import WrongPassphraseError
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_logbook, a_person
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.practice.people_section import PeopleSection
from ui.practice.practice_screen import PracticeScreen
from ui.preferences import Preferences
from ui.unlocking.own_passphrase_screen import OwnPassphraseScreen
from ui.unlocking.unlock_screen import UnlockScreen

OWN = "gravel lantern tulip harbour"
CTRL = Qt.KeyboardModifier.ControlModifier
Enter = Callable[[str], MainWindow]


@pytest.fixture
def folder(tmp_path: Path, clock: StandingClock) -> Path:
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    logbook.enrolling.add(a_person(name="Liam Haddad"))
    a_colleague(logbook)
    logbook.close()
    return logbook.path


@pytest.fixture
def enter(
    dressed: QApplication, folder: Path, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> Iterator[Enter]:
    """Open the logbook in a window, with a passphrase."""
    window = MainWindow(Preferences(tmp_path / "p.ini"), clock)
    window.start(folder)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    dressed.processEvents()

    def _enter(passphrase: str) -> MainWindow:
        keys = unlock_job(folder, passphrase).run()
        screen = window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        screen.unlocked.emit(Logbook.open(folder, keys, clock))
        QApplication.processEvents()
        return window

    yield _enter
    window.close()
    window.deleteLater()


def words(window: MainWindow) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def line(window: MainWindow, name: str) -> QLineEdit:
    found = window.centralWidget().findChild(QLineEdit, name)
    assert found is not None
    return found


def press(window: MainWindow, name: str) -> None:
    found = window.centralWidget().findChild(QPushButton, name)
    assert found is not None
    found.click()


def choose(window: MainWindow, passphrase: str) -> None:
    for name in ("own-new", "own-again"):
        line(window, name).clear()
        QTest.keyClicks(line(window, name), passphrase)
    press(window, "own-take")


def test_nothing_of_the_logbook_is_shown_or_reached_before_they_chose_their_own(
    enter: Enter,
) -> None:
    window = enter(COLLEAGUES)
    assert isinstance(window.centralWidget(), OwnPassphraseScreen)
    assert window.frame is None
    assert window.session is None
    said = words(window)
    assert "Choose your own passphrase" in said
    assert "as soon as an administrator" in said
    for key in (Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_2):
        QTest.keyClick(window, key, CTRL)
    assert isinstance(window.centralWidget(), OwnPassphraseScreen)
    assert "Liam Haddad" not in words(window)


def test_with_their_own_passphrase_they_go_on_at_once_and_the_given_one_opens_nothing(
    enter: Enter, folder: Path, qtbot: QtBot
) -> None:
    window = enter(COLLEAGUES)
    choose(window, OWN)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=60_000)
    assert window.session is not None
    assert not window.session.logbook.own_keys.are_due
    assert window.session.logbook.practitioner.name == "Gethin Pugh"
    window.lock()
    assert window.session is None
    with pytest.raises(WrongPassphraseError):
        unlock_job(folder, COLLEAGUES).run()
    window = enter(OWN)
    assert window.frame is not None


def test_the_given_passphrase_is_refused_beside_the_line(enter: Enter, qtbot: QtBot) -> None:
    window = enter(COLLEAGUES)
    choose(window, COLLEAGUES)
    qtbot.waitUntil(lambda: "which somebody else knows" in words(window), timeout=60_000)
    assert window.frame is None
    choose(window, "short")
    assert "It needs at least" in words(window)


@pytest.mark.parametrize("how", ["button", "key", "desktop"])
def test_it_locks_and_asks_again_the_next_time(enter: Enter, how: str) -> None:
    window = enter(COLLEAGUES)
    if how == "button":
        press(window, "own-leave")
    elif how == "key":
        QTest.keyClick(window.centralWidget(), Qt.Key.Key_L, CTRL)
    else:
        window.lock()
    assert isinstance(window.centralWidget(), UnlockScreen)
    again = enter(COLLEAGUES)
    assert isinstance(again.centralWidget(), OwnPassphraseScreen)


def test_a_window_that_is_closed_meanwhile_lets_the_folder_go(
    enter: Enter, folder: Path, clock: StandingClock
) -> None:
    enter(COLLEAGUES).close()
    Logbook.open(folder, unlock_job(folder, PASSPHRASE).run(), clock).close()


def test_whoever_made_the_logbook_is_not_asked(enter: Enter) -> None:
    assert enter(PASSPHRASE).frame is not None


def test_a_lock_brings_back_the_form_about_a_colleague_and_the_field(
    enter: Enter, qtbot: QtBot
) -> None:
    window = enter(PASSPHRASE)
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.PRACTICE, section="people"))
    screen = window.frame.screen_shown
    assert isinstance(screen, PracticeScreen)
    section = screen.section
    assert isinstance(section, PeopleSection)
    section.add_button.click()
    number = window.findChild(QLineEdit, "colleague-number")
    assert number is not None
    number.setFocus()
    QTest.keyClicks(number, "OT7")
    window.lock()

    window = enter(PASSPHRASE)
    qtbot.wait(50)

    back = window.findChild(QLineEdit, "colleague-number")
    assert back is not None
    assert back.text() == "OT7"
    assert back.hasFocus()


def test_somebody_else_who_unlocks_does_not_go_on_where_the_one_before_was(
    enter: Enter, qtbot: QtBot
) -> None:
    window = enter(COLLEAGUES)
    choose(window, OWN)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=60_000)
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.GUIDANCE))
    window.lock()
    first = enter(PASSPHRASE)
    assert first.frame is not None
    assert first.frame.place.spot is Spot.TODAY
    first.lock()
    again = enter(PASSPHRASE)
    assert again.frame is not None


def unnamed(ground: QWidget) -> list[str]:
    return [
        type(each).__name__
        for each in ground.findChildren(QWidget)
        if isinstance(each, QLineEdit | QPushButton)
        and each.isVisible()
        and not (each.accessibleName() and each.accessibleIdentifier())
    ]


@pytest.mark.usefixtures("listening")
def test_every_control_of_the_screen_has_a_name(enter: Enter) -> None:
    assert unnamed(enter(COLLEAGUES).centralWidget()) == []
