# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from logbook.app import RecoveryCode, unlock_job
from logbook.domain.recovery import RecoverySheet
from tests.builders import PASSPHRASE, StandingClock
from ui.practice.recovery_section import RecoverySection
from ui.session import Session

Enter = Callable[[QWidget], Any]


def make_a_sheet(room: Any) -> RecoverySheet:
    room.type_in("sheet-proof", PASSPHRASE)
    room.press("sheet-make")
    room.wait_for("The sheet is made")
    sheet = room.section.sheet._sheet
    assert isinstance(sheet, RecoverySheet)
    return sheet


def test_without_a_sheet_it_says_what_is_at_stake_and_asks_for_no_check(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))

    assert "There is no recovery sheet" in room.words()
    assert not room.section.check.isVisibleTo(room.section)
    assert not room.part(QPushButton, "recovery-drop").isVisibleTo(room.section)


def test_a_sheet_is_made_saved_and_checked_by_three_of_its_groups(
    session: Session, enter: Enter, tmp_path: Path
) -> None:
    room = enter(RecoverySection(session))
    sheet = make_a_sheet(room)
    assert "never checked" in room.words()

    room.press("sheet-save")
    place = tmp_path / "sheet.pdf"
    room.choose(room.section.sheet, place)
    room.wait_for("Saved as sheet.pdf")
    assert place.read_bytes().startswith(b"%PDF")

    for number, name in zip(room.section.check._asked, (1, 2, 3), strict=True):
        room.type_in(f"check-group-{name}", sheet.code_groups[number - 1].lower())
    room.press("check-it")
    room.wait_for("The sheet is right")

    assert session.logbook.recovering.status().checked_on is not None
    assert "to be checked again from" in room.words()
    assert unlock_job(session.logbook.path, RecoveryCode(sheet.code)).run().unlocked.person_id


def test_wrong_groups_are_refused_and_nothing_is_recorded(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    for name in (1, 2, 3):
        room.type_in(f"check-group-{name}", "0000")
    room.press("check-it")

    assert "These are not the groups on the sheet" in room.words()
    assert session.logbook.recovering.status().checked_on is None


def test_a_wrong_passphrase_makes_no_sheet(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    card = room.section.sheet

    room.type_in("sheet-proof", "not the passphrase")
    room.press("sheet-make")
    room.qtbot.waitUntil(lambda: bool(card.banner.text()), timeout=30_000)

    assert session.logbook.recovering.status().made_on is None
    assert not room.part(QPushButton, "sheet-save").isVisibleTo(room.section)


def test_a_year_later_the_whole_code_is_asked_for(
    session: Session, enter: Enter, clock: StandingClock
) -> None:
    room = enter(RecoverySection(session))
    sheet = make_a_sheet(room)
    session.logbook.recovering.check(sheet.code)
    clock.advance(days=366)

    again = enter(RecoverySection(session))
    assert "it is time to check it again" in again.words()
    again.type_in("check-code", sheet.code)
    again.press("check-it")
    again.wait_for("The code opens")
    assert not session.logbook.recovering.status().is_drill_due

    again.type_in("check-code", "certainly no code at all")
    again.press("check-it")
    assert again.section.check.banner.text()
    assert "The code opens" not in again.section.check.banner.text()


def test_a_change_of_the_key_makes_the_sheet_void(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    session.logbook.rotating.rotate()
    room.section.refresh()

    assert "is void" in room.words()


def test_a_sheet_is_dropped_once_that_is_confirmed(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    room.press("recovery-drop")
    assert session.logbook.recovering.status().made_on is not None
    room.confirm(room.section.status)

    assert session.logbook.recovering.status().made_on is None
    assert "There is no recovery sheet" in room.words()
    assert not room.part(QPushButton, "sheet-save").isVisibleTo(room.section)
