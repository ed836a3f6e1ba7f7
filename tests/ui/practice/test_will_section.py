# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from logbook.app import Cards, Logbook, unlock_job
from logbook.domain.practice import Role
from tests.builders import PASSPHRASE, StandingClock, a_colleague, a_person
from ui.background import Background
from ui.practice.will_section import WillSection
from ui.session import Session

Enter = Callable[[QWidget], Any]

EXECUTORS = (
    ("Owain Rees", "solicitor", "01584 960002"),
    ("Delyth Vaughan", "colleague", "01584 960003"),
)


def fill_in(room: Any) -> None:
    for number, (name, role, contact) in enumerate(EXECUTORS, 1):
        room.type_in(f"executor-{number}-name", name)
        room.type_in(f"executor-{number}-role", role)
        room.section.form.rows[number - 1].contact.setPlainText(contact)
    room.section.form._files.setPlainText("Grey cabinet, key with the landlord")
    room.type_in("will-proof", PASSPHRASE)


def make_a_will(room: Any) -> None:
    fill_in(room)
    room.press("will-make")
    room.wait_for("The will is made")


def test_cards_are_made_and_each_is_saved_as_a_pdf_of_its_own(
    session: Session, enter: Enter, tmp_path: Path
) -> None:
    room = enter(WillSection(session))
    assert "There is no clinical will" in room.words()
    make_a_will(room)
    said = room.words()
    assert "Owain Rees" in said
    assert "2 of 2 cards open it" in said
    assert "Grey cabinet" in said

    room.press("will-save")
    for number in (1, 2):
        room.choose(room.section.form, tmp_path / f"{number}.pdf")
        room.wait_for(f"Saved as {number}.pdf")
        assert (tmp_path / f"{number}.pdf").read_bytes().startswith(b"%PDF")

    cards = tuple(" ".join(card.words) for card in room.section.form._cards)
    assert unlock_job(session.logbook.path, Cards(cards)).run().unlocked.person_id


def test_a_will_with_one_executor_is_refused_beside_the_field(
    session: Session, enter: Enter
) -> None:
    room = enter(WillSection(session))
    room.type_in("executor-1-name", "Owain Rees")
    room.type_in("will-proof", PASSPHRASE)
    room.press("will-make")

    assert room.section.form.banner.text()
    assert room.section.form.rows[0].fields["contact"].problem
    assert room.section.form.rows[1].fields["name"].problem
    assert session.logbook.clinical_will.status().will is None


def test_a_wrong_passphrase_makes_no_will(session: Session, enter: Enter) -> None:
    room = enter(WillSection(session))
    fill_in(room)
    room.type_in("will-proof", "not the passphrase")
    room.press("will-make")
    room.qtbot.waitUntil(lambda: bool(room.section.form.banner.text()), timeout=30_000)

    assert session.logbook.clinical_will.status().will is None


def test_a_year_later_the_executors_are_asked_and_that_is_recorded(
    session: Session, enter: Enter, clock: StandingClock
) -> None:
    room = enter(WillSection(session))
    make_a_will(room)
    clock.advance(days=366)
    room.section.refresh()
    assert "Ask the executors" in room.words()

    room.press("will-check")

    assert "you asked them today" in room.words()
    assert not session.logbook.clinical_will.status().is_check_due


def test_a_will_is_revoked_once_that_is_confirmed(session: Session, enter: Enter) -> None:
    room = enter(WillSection(session))
    make_a_will(room)

    room.press("will-revoke")
    assert session.logbook.clinical_will.status().will is not None
    room.confirm(room.section.status)
    room.wait_for("The will is revoked")

    assert session.logbook.clinical_will.status().will is None
    assert not room.part(QPushButton, "will-revoke").isVisibleTo(room.section)


def test_executors_who_put_their_cards_together_see_whom_to_tell(
    session: Session, enter: Enter, clock: StandingClock, dressed: QApplication
) -> None:
    room = enter(WillSection(session))
    make_a_will(room)
    path = session.logbook.path
    cards = tuple(" ".join(card.words) for card in room.section.form._cards)
    session.logbook.enrolling.add(a_person(name="Carys Beynon"))
    session.logbook.close()
    opened = Logbook.open(path, unlock_job(path, Cards(cards)).run(), clock)
    background = Background(dressed)
    theirs = Session(opened, background)

    said = enter(WillSection(theirs)).words()

    assert "Carys Beynon" in said
    assert "Grey cabinet" in said
    assert "Only administrators make, check or revoke it" in said
    background.close()
    opened.close()


def test_who_is_no_administrator_sees_how_it_stands_and_no_form(
    sign_in: Callable[..., Session], enter: Enter
) -> None:
    room = enter(WillSection(sign_in(lambda first: a_colleague(first, role=Role.PRACTITIONER))))

    assert room.section.form is None
    assert "Only administrators make, check or revoke it" in room.words()
