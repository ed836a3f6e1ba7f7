# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from logbook.app import Cards, unlock_job
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.practice import Role
from tests.builders import PASSPHRASE, StandingClock, a_colleague, a_logbook
from ui.practice.will_section import WillSection, will_sentence
from ui.session import Session
from ui.theme import Tone

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


def test_a_will_whose_cards_nobody_confirmed_is_not_shown_as_in_order(
    session: Session, enter: Enter
) -> None:
    room = enter(WillSection(session))
    make_a_will(room)
    assert "have not yet confirmed that they have their cards" in room.words()
    assert will_sentence(session.logbook.clinical_will.status())[0] is Tone.WARN

    room.press("will-check")

    assert "not yet confirmed" not in room.words()
    assert "last checked on 20 November 2026; ask the executors again from" in room.words()
    assert will_sentence(session.logbook.clinical_will.status())[0] is Tone.DONE


def test_a_year_later_the_executors_are_asked_and_that_is_recorded(
    session: Session, enter: Enter, clock: StandingClock
) -> None:
    room = enter(WillSection(session))
    make_a_will(room)
    room.press("will-check")
    assert not session.logbook.clinical_will.status().is_check_due
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
    before = session.logbook.rotating.root_epoch
    room.confirm(room.section.status)
    room.wait_for("The will is revoked and the key of the logbook changed")

    assert session.logbook.rotating.root_epoch == before + 1
    assert session.logbook.clinical_will.status().will is None
    assert not room.part(QPushButton, "will-revoke").isVisibleTo(room.section)


def cards_of(room: Any) -> tuple[str, ...]:
    return tuple(" ".join(card.words) for card in room.section.form._cards)


def test_cards_are_tried_without_opening_anything_and_the_day_is_recorded(
    session: Session, enter: Enter, clock: StandingClock
) -> None:
    room = enter(WillSection(session))
    assert not room.section.trial.isVisibleTo(room.section)
    make_a_will(room)
    assert "have not been tried yet" in room.words()
    clock.advance(days=400)
    entries = session.logbook.reviewing.entries()
    for number, words in enumerate(cards_of(room), 1):
        room.type_in(f"unlock-card-{number}", words)

    room.press("cards-trial-do")
    room.wait_for("The cards open the logbook")

    status = session.logbook.clinical_will.status()
    assert str(status.tried_on) == "2027-12-25"
    assert not status.is_check_due
    assert session.logbook.reviewing.entries() == entries + 1, "checked, and nothing opened"
    assert "last tried on 25 December 2027" in room.words()
    assert room.part(QLineEdit, "unlock-card-1").text() == ""


def test_a_slip_on_a_card_is_shown_beside_it_and_nothing_is_recorded(
    session: Session, enter: Enter
) -> None:
    room = enter(WillSection(session))
    make_a_will(room)
    first, second = cards_of(room)
    wrong = second.split()
    wrong[4] = "academic" if wrong[4] != "academic" else "acid"
    room.type_in("unlock-card-1", first)
    room.type_in("unlock-card-2", " ".join(wrong))
    entries = session.logbook.reviewing.entries()

    room.press("cards-trial-do")
    field = room.section.trial.cards._fields[1]
    room.qtbot.waitUntil(lambda: bool(field.problem), timeout=30_000)

    assert not room.section.trial.cards._fields[0].problem
    assert session.logbook.reviewing.entries() == entries
    assert session.logbook.clinical_will.status().tried_on is None


def test_cards_of_another_logbook_are_refused_in_one_sentence(
    session: Session, enter: Enter, tmp_path: Path, clock: StandingClock
) -> None:
    room = enter(WillSection(session))
    make_a_will(room)
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    draft = WillDraft(executors=tuple(Executor(name=each, contact="1") for each in "ab"))
    made = other.clinical_will.make(other.clinical_will.will_job(PASSPHRASE, draft).run())
    other.close()
    for number, card in enumerate(made, 1):
        room.type_in(f"unlock-card-{number}", " ".join(card.words))

    room.press("cards-trial-do")
    room.wait_for("do not open this logbook")

    assert session.logbook.clinical_will.status().tried_on is None


def test_what_is_typed_for_a_will_is_kept_and_goes_once_it_is_made(
    session: Session, enter: Enter
) -> None:
    room = enter(WillSection(session))
    fill_in(room)
    room.section.form.rows[0].contact.edited.emit("")
    for _executor in range(2):
        room.press("will-more")
    room.type_in("executor-5-name", "Nest Powell")
    room.part(QLineEdit, "executor-5-name").setFocus()
    room.section.keep_place()
    session.drafts.flush()

    again = enter(WillSection(session))

    form = again.section.form
    assert len(form.rows) == 5
    assert [row.name.text() for row in form.rows] == ["Owain Rees", "Delyth Vaughan", "", "",
                                                      "Nest Powell"]  # fmt: skip
    assert form.rows[0].contact.text() == "01584 960002"
    assert form._files.text() == "Grey cabinet, key with the landlord"
    assert again.part(QLineEdit, "will-proof").text() == "", "a passphrase is never kept"
    again.section.return_to_place()
    assert again.part(QLineEdit, "executor-5-name").hasFocus()
    assert session.logbook.drafting.all() == (), "it stands in no list"
    again.part(QLineEdit, "executor-5-name").clear()
    form.rows[4].name.textEdited.emit("")
    again.type_in("will-proof", PASSPHRASE)
    again.press("will-make")
    again.wait_for("The will is made")
    assert enter(WillSection(session)).section.form.rows[0].name.text() == ""


def test_who_is_no_administrator_sees_how_it_stands_and_no_form(
    sign_in: Callable[..., Session], enter: Enter
) -> None:
    room = enter(WillSection(sign_in(lambda first: a_colleague(first, role=Role.PRACTITIONER))))

    assert room.section.form is None
    assert "Only administrators make, check or revoke it" in room.words()
