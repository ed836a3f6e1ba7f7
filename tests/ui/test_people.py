# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.drafts import KeptDraft
from logbook.domain.people import Flag, SafeContact, ServiceUser
from tests.builders import a_consent_draft, a_disclosure_draft, a_person
from ui.people.people_screen import PeopleScreen
from ui.people.person_form_screen import PersonFormScreen
from ui.people.person_screen import PersonScreen
from ui.session import Session
from ui.widgets.field import Field

Show = Callable[..., object]


def line(screen: QWidget, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, name)
    assert found is not None
    return found


def button(screen: QWidget, name: str) -> QAbstractButton:
    found = screen.findChild(QAbstractButton, name)
    assert found is not None
    return found


def words(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def an_empty_draft() -> KeptDraft:
    return KeptDraft(draft=ServiceUser(id=uuid4(), reference="", name=""))


def test_people_are_listed_by_name_whatever_the_case_and_accents(
    session: Session, shown: Show
) -> None:
    for name in ("Zoë Okafor", "adam Price", "Ŵyn ap Rhys", "Álvaro Costa"):
        session.logbook.enrolling.add(a_person(name=name))

    screen = PeopleScreen(session)
    shown(screen)

    rows = screen.table.records
    listed = [rows.cell(row, 0) for row in range(rows.rowCount())]
    assert listed == ["adam Price", "Álvaro Costa", "Ŵyn ap Rhys", "Zoë Okafor"]


def test_an_empty_list_says_so_and_offers_to_add_somebody(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    screen = PeopleScreen(session)
    shown(screen)

    assert "Nobody is in the logbook yet" in words(screen)
    with qtbot.waitSignal(screen.add_person):
        button(screen, "people-empty-action").click()


def test_typing_narrows_the_list_and_the_arrow_and_enter_open_a_person(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    people = [a_person(name=name) for name in ("Zoë Okafor", "Liam Haddad", "Zoltán Nagy")]
    for person in people:
        session.logbook.enrolling.add(person)
    screen = PeopleScreen(session)
    shown(screen)

    screen.filter_box.setFocus()
    qtbot.keyClicks(screen.filter_box, "ZOE")
    qtbot.waitUntil(lambda: screen.table.records.rowCount() == 1)
    qtbot.keyClick(screen.filter_box, Qt.Key.Key_Down)
    with qtbot.waitSignal(screen.open_person) as opened:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)

    assert opened.args == [people[0].id]


def test_a_list_follows_what_is_recorded_elsewhere(session: Session, shown: Show) -> None:
    session.logbook.enrolling.add(a_person(name="Zoë Okafor"))
    screen = PeopleScreen(session)
    shown(screen)
    form = PersonFormScreen(session, KeptDraft(draft=a_person(name="Mei Kowalski")))
    shown(form)

    button(form, "person-page-continue").click()

    assert screen.table.records.rowCount() == 2


def test_a_persons_page_says_what_to_know_first_and_lists_everything_newest_first(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    person = a_person(
        name="Zoë Okafor",
        flags=(Flag.DOMESTIC_ABUSE,),
        safe_contact=SafeContact(may_call=False, note="Only in the morning"),
    )
    logbook = session.logbook
    logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    logbook.consenting.record(consent)
    receipt = logbook.disclosing.record(a_disclosure_draft(person.id, consent.id))

    screen = PersonScreen(session, person.id)
    shown(screen)

    said = words(screen)
    for sentence in ("Zoë Okafor", "Domestic abuse", "Do not call", "Only in the morning"):
        assert sentence in said
    assert "born 12 April 1980" in said
    newest, older = said.index(receipt.number), said.index("Referral for further assessment")
    assert newest < older < said.index("Person added")
    with qtbot.waitSignal(screen.open_disclosure) as opened:
        button(screen, f"entry-{receipt.seq}-open").click()
    assert opened.args == [receipt.object]


def test_what_is_typed_is_kept_encrypted_with_the_field_it_was_typed_in(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    kept = an_empty_draft()
    form = PersonFormScreen(session, kept)
    shown(form)

    name = line(form, "person-name")
    name.setFocus()
    qtbot.keyClicks(name, "Zoe Ok")
    session.drafts.flush()

    found = session.logbook.drafting.find(kept.id)
    assert found is not None
    assert isinstance(found.draft, ServiceUser)
    assert found.draft.name == "Zoe Ok"
    assert found.place.startswith("person-name\n6")


def test_a_date_that_is_not_one_yet_comes_back_as_it_was_typed(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    kept = an_empty_draft()
    form = PersonFormScreen(session, kept)
    shown(form)
    born = line(form, "person-born")
    born.setFocus()
    qtbot.keyClicks(born, "12 Ap")
    session.drafts.flush()
    found = session.logbook.drafting.find(kept.id)
    assert found is not None

    again = PersonFormScreen(session, found)
    shown(again)

    assert line(again, "person-born").text() == "12 Ap"


def test_adding_a_person_records_them_and_lets_the_draft_go(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    kept = an_empty_draft()
    form = PersonFormScreen(session, kept)
    shown(form)
    for name, text in (
        ("person-name", "Mei Kowalski"),
        ("person-reference", "LP-7"),
        ("person-born", "4/5/1990"),
    ):
        qtbot.keyClicks(line(form, name), text)

    with qtbot.waitSignal(form.open_person) as opened:
        button(form, "person-page-continue").click()

    person = session.logbook.reviewing.person(kept.id)
    assert opened.args == [kept.id]
    assert person is not None
    assert (person.name, person.reference, person.born) == (
        "Mei Kowalski",
        "LP-7",
        date(1990, 5, 4),
    )
    session.drafts.flush()
    assert session.logbook.drafting.all() == ()


def test_what_is_missing_is_marked_beside_its_field_and_nothing_is_recorded(
    session: Session, shown: Show
) -> None:
    kept = an_empty_draft()
    form = PersonFormScreen(session, kept)
    shown(form)

    button(form, "person-page-continue").click()

    problems = {
        field.editor.accessibleIdentifier(): field.problem
        for field in form.findChildren(Field)
        if field.problem
    }
    assert set(problems) == {"person-name", "person-reference"}
    assert line(form, "person-name").accessibleDescription() == problems["person-name"]
    assert session.logbook.reviewing.person(kept.id) is None


def test_amending_keeps_the_person_and_adds_to_their_timeline(
    session: Session, shown: Show, qtbot: QtBot, logbook: Logbook
) -> None:
    person = a_person(name="Zoë Okafor")
    logbook.enrolling.add(person)
    form = PersonFormScreen(session, KeptDraft(draft=person))
    shown(form)

    qtbot.keyClicks(line(form, "person-known-as"), "Zo")
    button(form, "person-page-continue").click()

    known = logbook.reviewing.person(person.id)
    assert known is not None
    assert known.known_as == "Zo"
    assert len(logbook.reviewing.timeline(person.id)) == 2


@pytest.mark.parametrize("ticked", ["person-safe-4", "person-flags-3", "person-needs-1"])
def test_a_box_is_ticked_with_the_space_bar_and_kept(
    session: Session, shown: Show, qtbot: QtBot, ticked: str
) -> None:
    kept = an_empty_draft()
    form = PersonFormScreen(session, kept)
    shown(form)

    box = button(form, ticked)
    before = box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    session.drafts.flush()

    found = session.logbook.drafting.find(kept.id)
    assert box.isChecked() is not before
    assert found is not None
    assert found.draft != kept.draft
