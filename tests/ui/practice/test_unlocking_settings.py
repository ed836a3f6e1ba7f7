# SPDX-License-Identifier: Apache-2.0
"""What the person chooses about unlocking: a better guard, a name at the door, when it locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, at_the_door, unlock_job
from logbook.domain.practice import Role
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.ui.practice.conftest import SignIn
from ui.background import Background
from ui.frame.idle import IdleWatch
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.practice.unlocking_section import UnlockingSection
from ui.preferences import Preferences
from ui.session import Session
from ui.unlocking.unlock_screen import UnlockScreen

Enter = Callable[[QWidget], Any]
Opened = Callable[..., Session]

NEW = "hedgehog violin copper rain saturday"
BEAT = 12
"""Seconds; after a longer while without a beat the computer is thought to have slept."""

BETTER = "This computer can guard your passphrase better"


@pytest.fixture
def opened(tmp_path: Path, clock: StandingClock, dressed: QApplication) -> Iterator[Opened]:
    """Open a logbook whose passphrase took so many seconds; once, as often as one likes."""
    path = tmp_path / "Practice.logbook"
    a_logbook(path, clock)[0].close()
    sessions: list[Session] = []

    def leave() -> None:
        for session in sessions:
            session.background.close()
            session.close()
        sessions.clear()

    def again(seconds: float, *, read_only: bool = False) -> Session:
        leave()
        keys = replace(unlock_job(path, PASSPHRASE).run(), seconds=seconds)
        preferences = Preferences(tmp_path / "preferences.ini")
        logbook = Logbook.open(path, keys, clock, read_only=read_only)
        sessions.append(Session(logbook, Background(dressed), None, preferences))
        return sessions[-1]

    yield again
    leave()


@pytest.fixture
def computer() -> StandingClock:
    """Give the clock by which the window sees for how long nobody was there."""
    return StandingClock()


@pytest.fixture
def window(
    tmp_path: Path,
    clock: StandingClock,
    computer: StandingClock,
    dressed: QApplication,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """Show the section in the window as it is, on an open logbook."""
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock, computer)
    window._enter(logbook)
    with qtbot.waitExposed(window):
        window.show()
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.PRACTICE, section="unlocking"))
    dressed.processEvents()
    yield window
    window.close()
    window.deleteLater()


def cost_of(session: Session) -> tuple[int, int]:
    slot = unlock_job(session.logbook.path, PASSPHRASE).run().unlocked.slot
    return slot.m, slot.t


def test_a_passphrase_from_a_slower_computer_is_guarded_better_and_stays_the_same(
    opened: Opened, enter: Enter
) -> None:
    session = opened(seconds=0.2)
    memory, passes = cost_of(session)
    room = enter(UnlockingSection(session))
    assert BETTER in room.words()

    room.press("stronger-begin")
    assert room.part(QLineEdit, "stronger-passphrase").hasFocus()
    room.type_in("stronger-passphrase", PASSPHRASE)
    room.press("stronger-do")
    assert not room.part(QPushButton, "passphrase-change").isEnabled()
    assert not room.part(QLineEdit, "passphrase-again").isEnabled()
    room.wait_for("Your passphrase is guarded better now")
    assert room.part(QPushButton, "passphrase-change").isEnabled()

    more_memory, more_passes = cost_of(session)
    assert more_memory * more_passes > memory * passes
    assert BETTER not in room.words()
    assert room.section.passphrase.stronger._passphrase.text() == ""
    assert not session.logbook.unlocking.could_be_stronger

    assert BETTER not in enter(UnlockingSection(opened(seconds=0.9))).words()


@pytest.mark.parametrize(
    ("seconds", "read_only"),
    [(0.9, False), (0.2, True)],
    ids=["slow-enough", "for-reading-only"],
)
def test_nothing_is_offered_where_it_is_no_use(
    opened: Opened, enter: Enter, seconds: float, *, read_only: bool
) -> None:
    room = enter(UnlockingSection(opened(seconds, read_only=read_only)))

    assert BETTER not in room.words()
    assert not room.part(QPushButton, "stronger-begin").isVisibleTo(room.section)


def test_somebody_who_does_not_know_the_passphrase_makes_nothing_of_it(
    opened: Opened, enter: Enter
) -> None:
    session = opened(seconds=0.2)
    before = cost_of(session)
    room = enter(UnlockingSection(session))

    room.press("stronger-begin")
    room.press("stronger-do")
    assert "Type the passphrase you have now" in room.words()

    room.type_in("stronger-passphrase", NEW)
    QTest.keyClick(room.part(QLineEdit, "stronger-passphrase"), Qt.Key.Key_Return)
    room.wait_for("does not open")

    assert cost_of(session) == before
    assert session.logbook.unlocking.could_be_stronger


def test_while_the_passphrase_is_changed_nothing_is_done_to_the_one_up_to_now(
    opened: Opened, enter: Enter
) -> None:
    """A stronger slot of the passphrase up to now would put the new one out of use again."""
    session = opened(seconds=0.2)
    room = enter(UnlockingSection(session))
    room.press("stronger-begin")
    room.type_in("stronger-passphrase", PASSPHRASE)
    for name, text in (("old", PASSPHRASE), ("new", NEW), ("again", NEW)):
        room.type_in(f"passphrase-{name}", text)

    room.press("passphrase-change")
    assert not room.part(QPushButton, "stronger-do").isEnabled()
    assert not room.part(QLineEdit, "stronger-passphrase").isEnabled()
    room.wait_for("The passphrase is changed")

    assert BETTER not in room.words()
    assert room.section.passphrase.stronger._passphrase.text() == ""
    assert unlock_job(session.logbook.path, NEW).run().unlocked.person_id


def test_who_opens_a_logbook_alone_is_asked_for_no_name(session: Session, enter: Enter) -> None:
    room = enter(UnlockingSection(session))
    assert not room.section.nickname.isVisibleTo(room.section)

    a_colleague(session.logbook)
    room.section.refresh()

    assert room.section.nickname.isVisibleTo(room.section)
    assert "Whoever has the files of this logbook can read it" in room.words()


def test_the_founder_chooses_a_name_and_the_unlock_window_calls_them_by_it(
    session: Session, enter: Enter, clock: StandingClock, dressed: QApplication
) -> None:
    a_colleague(session.logbook)
    room = enter(UnlockingSection(session))
    assert "it calls you “Administrator”" in room.words()

    room.type_in("nickname-name", "  Rhian  P ")
    room.press("nickname-keep")
    assert "The unlock window calls you “Rhian P” from now on." in room.words()
    assert room.part(QLineEdit, "nickname-name").text() == "Rhian P"

    background = Background(dressed)
    door = UnlockScreen(session.logbook.path, background, clock)
    enter(door)
    room.qtbot.waitUntil(lambda: door.findChild(QComboBox) is not None)
    who = door.findChild(QComboBox, "unlock-who")
    assert who is not None
    assert [who.itemText(number) for number in range(who.count())] == ["Rhian P", "Practitioner"]
    background.close()


def test_a_name_is_taken_back_by_emptying_it(
    session: Session, enter: Enter, clock: StandingClock
) -> None:
    a_colleague(session.logbook)
    session.logbook.staffing.choose_nickname("Rhian")
    room = enter(UnlockingSection(session))
    line = room.part(QLineEdit, "nickname-name")
    assert line.text() == "Rhian"

    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert "keeps no name of you" in room.words()
    found = at_the_door(session.logbook.path, clock)
    assert [one.nickname for one in found.people] == ["", ""]


def test_what_is_half_typed_stays_while_the_section_is_shown_anew(
    session: Session, enter: Enter
) -> None:
    a_colleague(session.logbook)
    room = enter(UnlockingSection(session))

    room.type_in("nickname-name", "Rhi")
    room.section.refresh()

    assert room.part(QLineEdit, "nickname-name").text() == "Rhi"


def test_every_colleague_chooses_their_own_and_nobody_elses(
    sign_in: SignIn, enter: Enter, clock: StandingClock
) -> None:
    session = sign_in(lambda logbook: a_colleague(logbook, COLLEAGUES, role=Role.READER))
    room = enter(UnlockingSection(session))
    assert "it calls you “Reader”" in room.words()

    room.type_in("nickname-name", "Gethin")
    room.press("nickname-keep")

    found = at_the_door(session.logbook.path, clock)
    assert [one.nickname for one in found.people] == ["", "Gethin"]


def test_open_for_reading_only_the_name_is_refused_in_a_sentence(
    opened: Opened, enter: Enter
) -> None:
    a_colleague(opened(seconds=0.9).logbook)
    session = opened(seconds=0.9, read_only=True)
    room = enter(UnlockingSection(session))

    room.type_in("nickname-name", "Rhian")
    room.press("nickname-keep")

    assert "reading only" in room.section.nickname.banner.text()
    assert [one.nickname for one in session.logbook.staffing.at_the_door()] == ["", ""]


def test_the_minutes_are_chosen_and_kept_on_this_computer(
    opened: Opened, enter: Enter, tmp_path: Path
) -> None:
    session = opened(seconds=0.9)
    told: list[int] = []
    session.idle_chosen.connect(lambda: told.append(session.preferences.idle_minutes))
    room = enter(UnlockingSection(session))
    combo = room.part(QComboBox, "idle-minutes")
    assert combo.currentText() == "5 minutes"
    assert [combo.itemText(number) for number in range(combo.count())] == [
        "1 minute",
        "2 minutes",
        "5 minutes",
        "10 minutes",
        "15 minutes",
    ]

    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Up)
    QTest.keyClick(combo, Qt.Key.Key_Up)

    assert told == [2, 1]
    assert Preferences(tmp_path / "preferences.ini").idle_minutes == 1
    label = next(each for each in room.section.findChildren(QLabel) if each.buddy() is combo)
    assert label.text() == "Lock the logbook after"


def test_minutes_written_by_hand_are_shown_as_they_are(opened: Opened, enter: Enter) -> None:
    session = opened(seconds=0.9)
    session.preferences.idle_minutes = 20
    room = enter(UnlockingSection(session))

    assert room.part(QComboBox, "idle-minutes").currentText() == "20 minutes"


@pytest.mark.parametrize(
    ("keys", "minutes", "is_locked"),
    [
        ([], 3, False),
        ([], 6, True),
        ([Qt.Key.Key_Home], 0.8, False),
        ([Qt.Key.Key_Home], 1.5, True),
        ([Qt.Key.Key_End], 6, False),
        ([Qt.Key.Key_Home, Qt.Key.Key_End], 6, False),
    ],
    ids=["as-it-is", "as-it-is-over", "shorter", "shorter-over", "longer", "twice"],
)
def test_the_choice_holds_from_the_moment_it_is_made(
    window: MainWindow,
    computer: StandingClock,
    *,
    keys: list[Qt.Key],
    minutes: float,
    is_locked: bool,
) -> None:
    combo = window.findChild(QComboBox, "idle-minutes")
    assert combo is not None
    combo.setFocus()
    for key in keys:
        QTest.keyClick(combo, key)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    for _beat in range(round(minutes * 60 / BEAT)):
        computer.advance(seconds=BEAT)
        for watch in window.findChildren(IdleWatch):
            watch.look()

    assert isinstance(window.centralWidget(), UnlockScreen) is is_locked
