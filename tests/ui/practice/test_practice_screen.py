# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.practice import Role
from tests.builders import a_colleague
from tests.ui.test_every_control import CONTROLS, unnamed
from ui.asking import Asking
from ui.frame.frame import Frame
from ui.frame.places import ROOMS, Place, Spot
from ui.practice.details_section import DetailsSection
from ui.practice.people_section import PeopleSection
from ui.practice.practice_screen import SECTIONS, PracticeScreen
from ui.practice.recovery_section import RecoverySection
from ui.practice.standing_forms import StaffTask
from ui.session import Session
from ui.widgets.choice import ComboChoice
from ui.widgets.not_for_you import NotForYou

Enter = Callable[[QWidget], Any]
SignIn = Callable[..., Session]


def a_frame(session: Session, shown: Callable[..., object]) -> Frame:
    ground = QWidget()
    frame = Frame(session, Asking(ground))
    shown(ground, frame, width=1280, height=900)
    return frame


def test_the_room_begins_with_the_practice_as_it_stands_on_letters(
    session: Session, enter: Enter
) -> None:
    screen = PracticeScreen(session)
    room = enter(screen)

    said = room.words()
    assert isinstance(screen.section, DetailsSection)
    assert "Larkfield Physiotherapy" in said
    assert "2 Mill Lane" in said
    assert "PH123456" in said
    assert "Data protection officer" not in said, "what was never said is not shown empty"


@pytest.mark.parametrize("offered", SECTIONS, ids=lambda each: each.name)
def test_each_section_is_reached_by_its_button_and_stands_alone(
    session: Session, enter: Enter, offered: Any
) -> None:
    screen = PracticeScreen(session)
    room = enter(screen)

    room.press(f"practice-{offered.name}")

    shown = [each for each in screen.findChildren(QWidget) if each is screen.section]
    assert shown
    assert screen.section.isVisibleTo(screen)
    assert screen.kept_view() == offered.name
    assert not isinstance(screen.section, NotForYou)


def test_in_a_narrow_window_the_section_is_chosen_from_one_line(
    session: Session, shown: Callable[..., object]
) -> None:
    screen = PracticeScreen(session)
    shown(screen, width=500)
    combo = screen.findChild(ComboChoice, "practice-section")
    button = screen.findChild(QPushButton, "practice-recovery")
    assert combo is not None
    assert button is not None
    assert combo.isVisible()
    assert not button.isVisible()

    screen.setFocus()
    assert combo.hasFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, Qt.Key.Key_Down)

    assert isinstance(screen.section, RecoverySection)


def test_today_can_lead_to_a_section_and_the_room_remembers_the_last_one(
    session: Session, shown: Callable[..., object]
) -> None:
    frame = a_frame(session, shown)

    frame.go(Place(spot=Spot.PRACTICE, section="recovery"))
    assert isinstance(frame.screen_shown, PracticeScreen)
    assert isinstance(frame.screen_shown.section, RecoverySection)

    frame.go(Place(spot=Spot.GUIDANCE))
    frame.go(Place(spot=Spot.PRACTICE))
    assert isinstance(frame.screen_shown, PracticeScreen)
    assert isinstance(frame.screen_shown.section, RecoverySection)

    frame.go(Place(spot=Spot.PRACTICE, section="no-such-section"))
    assert isinstance(frame.screen_shown, PracticeScreen)
    assert isinstance(frame.screen_shown.section, DetailsSection)


def test_a_reader_is_shown_every_room(
    sign_in: SignIn, shown: Callable[..., object], qtbot: QtBot
) -> None:
    session = sign_in(lambda first: a_colleague(first, role=Role.READER))
    frame = a_frame(session, shown)

    for spot in ROOMS:
        frame.go(Place(spot=spot))
        qtbot.wait(20)
        assert not isinstance(frame.screen_shown, NotForYou)


@pytest.mark.usefixtures("listening")
def test_every_control_of_every_section_has_a_name_and_a_stable_identifier(
    session: Session, enter: Enter
) -> None:
    screen = PracticeScreen(session)
    room = enter(screen)
    found = {}
    for offered in SECTIONS:
        room.press(f"practice-{offered.name}")
        QApplication.processEvents()
        found[offered.name] = unnamed(screen)
    a_colleague(session.logbook)
    screen.show_section("people")
    people = screen.section
    assert isinstance(people, PeopleSection)
    people._add()
    QApplication.processEvents()
    found["add"] = unnamed(screen)
    line = next(each for each in session.logbook.staffing.people() if not each.is_me)
    for task in StaffTask:
        people._begin(line, task)
        QApplication.processEvents()
        found[task.value] = unnamed(screen)

    assert {name: bad for name, bad in found.items() if bad} == {}
    control = QLineEdit(screen)
    control.show()
    assert unnamed(screen), "the control: an editor without a name is seen"


def test_identifiers_of_what_is_shown_together_are_not_used_twice(
    session: Session, enter: Enter
) -> None:
    screen = PracticeScreen(session)
    room = enter(screen)
    for offered in SECTIONS:
        room.press(f"practice-{offered.name}")
        shown = [
            each.accessibleIdentifier()
            for each in screen.section.findChildren(QWidget)
            if isinstance(each, CONTROLS) and each.isVisibleTo(screen)
        ]
        twice = {name for name in shown if name and shown.count(name) > 1}
        assert not twice, offered.name


def test_an_auditor_sees_their_own_ways_and_no_section_about_people(
    sign_in: SignIn, enter: Enter
) -> None:
    screen = PracticeScreen(sign_in(lambda first: a_colleague(first, role=Role.AUDITOR)), "people")
    room = enter(screen)

    assert screen.section_name == "details"
    room.press("practice-unlocking")
    assert "Passphrase" in room.words()
