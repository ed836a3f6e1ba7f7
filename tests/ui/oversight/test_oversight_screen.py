# SPDX-License-Identifier: Apache-2.0
"""What each role is reminded of for its own way in: an auditor, who has no Today, on Oversight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from logbook.app import Logbook, unlock_job
from logbook.domain.practice import Role
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_logbook
from ui.asking import Asking
from ui.background import Background
from ui.frame.frame import Frame
from ui.frame.places import TODAY, Place, Spot
from ui.oversight.oversight_screen import OversightScreen
from ui.session import Session
from ui.today.today_screen import TodayScreen

Enter = Callable[[], Frame]
SAFETY = "Keeping the logbook safe"
REMINDED = {Role.PRACTITIONER: TodayScreen, Role.READER: TodayScreen, Role.AUDITOR: OversightScreen}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Practice.logbook"


@pytest.fixture
def enrol(path: Path, clock: StandingClock) -> Callable[[Role], None]:
    """Make a logbook of two, the second of whom has a role."""

    def make(role: Role) -> None:
        logbook, _keys = a_logbook(path, clock)
        a_colleague(logbook, role=role)
        logbook.close()

    return make


@pytest.fixture
def enter(
    path: Path, clock: StandingClock, dressed: QApplication, shown: Callable[..., object]
) -> Iterator[Enter]:
    """Open it in a window as the second; whoever was in before has left."""
    open_now: list[tuple[Session, Background, Frame, QWidget]] = []

    def leave() -> None:
        while open_now:
            session, background, frame, _ground = open_now.pop()
            frame.hide()
            background.close()
            session.close()

    def sign_in() -> Frame:
        leave()
        background, ground = Background(dressed), QWidget()
        session = Session(open_as(path, COLLEAGUES, clock), background)
        frame = Frame(session, Asking(ground))
        open_now.append((session, background, frame, ground))
        shown(frame, width=1100, height=760)
        frame.go(TODAY)
        return frame

    yield sign_in
    leave()


def open_as(path: Path, passphrase: str, clock: StandingClock) -> Logbook:
    return Logbook.open(path, unlock_job(path, passphrase).run(), clock)


def make_a_sheet(path: Path, clock: StandingClock, *, checked: bool) -> None:
    theirs = open_as(path, COLLEAGUES, clock)
    recovering = theirs.recovering
    sheet = recovering.make_sheet(recovering.sheet_job(COLLEAGUES).run())
    if checked:
        assert recovering.check(sheet.code)
    theirs.close()


def words(frame: Frame) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in frame.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize("role", REMINDED)
def test_whoever_has_a_sheet_is_reminded_in_their_first_room_to_check_it_each_year(
    path: Path, clock: StandingClock, enrol: Callable[[Role], None], enter: Enter, role: Role
) -> None:
    enrol(role)
    make_a_sheet(path, clock, checked=True)
    frame = enter()
    assert isinstance(frame.screen_shown, REMINDED[role])
    assert SAFETY not in words(frame)

    clock.advance(days=366)
    frame = enter()
    assert isinstance(frame.screen_shown, REMINDED[role])
    assert "Check the recovery sheet" in words(frame)
    assert "It was last checked on 20 November 2026." in words(frame)


def test_an_auditor_whose_sheet_a_new_key_made_void_is_told_and_led_to_a_new_one(
    path: Path, clock: StandingClock, enrol: Callable[[Role], None], enter: Enter
) -> None:
    enrol(Role.AUDITOR)
    make_a_sheet(path, clock, checked=True)
    first = open_as(path, PASSPHRASE, clock)
    first.rotating.rotate()
    first.close()

    frame = enter()
    said = words(frame)
    assert SAFETY in said
    assert "Print a new recovery sheet" in said
    assert "backup" not in said.split(SAFETY)[1].split("Print a new")[0], "which others see to"
    button = frame.findChild(QPushButton, "safety-recovery-open")
    assert button is not None
    button.click()

    assert frame.place == Place(spot=Spot.PRACTICE, section="recovery")
    assert "Your recovery sheet" in words(frame)


def test_an_auditor_without_a_sheet_is_told_what_a_forgotten_passphrase_costs(
    clock: StandingClock, enrol: Callable[[Role], None], enter: Enter
) -> None:
    enrol(Role.AUDITOR)
    clock.advance(days=6)
    assert SAFETY not in words(enter())

    clock.advance(days=1)
    said = words(enter())
    assert "Make a recovery sheet" in said
    assert "an administrator has to give you new keys" in said
    assert "loses everything" not in said
