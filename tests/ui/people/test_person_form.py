# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.party import RecipientClass
from logbook.domain.people import (
    Belonging,
    ContactKind,
    ContactPoint,
    Flag,
    Identifier,
    IdentifierKind,
    SafeContact,
    ServiceUser,
)
from logbook.domain.practice import Nation
from logbook.domain.retention import RecordClass
from tests.builders import StandingClock, a_person
from ui.people.person_form import PersonForm
from ui.people.person_screen import PersonScreen
from ui.session import Session

Part = TypeVar("Part", bound=QWidget)
Show = Callable[..., object]

WHOLE = a_person(
    died=date(2026, 10, 1),
    gp="Elm Road Surgery",
    language="Polish",
    circle=(Belonging(of=RecipientClass.OWN_INSURER, name="Severn Mutual"),),
    identifiers=(Identifier(kind=IdentifierKind.CHI, value="0101011237"),),
    other_contacts=(ContactPoint(kind=ContactKind.EMAIL, where="a@b.example", note="hers"),),
    preferred_contact=ContactKind.PHONE,
    first_contact=date(2024, 1, 2),
    last_contact=date(2026, 9, 30),
    record_classes=(RecordClass.ADULT, RecordClass.CLAIM),
    flags=(Flag.HFEA, Flag.POSTHUMOUS_ACCESS_REFUSED),
    safe_contact=SafeContact(code_word="Heron", third_party_risk="Her son", not_at_home=True),
)


@pytest.fixture
def emitted() -> list[ServiceUser]:
    return []


def a_form(
    person: ServiceUser, shown: Show, clock: StandingClock, emitted: list[ServiceUser]
) -> PersonForm:
    form = PersonForm(person, clock)
    form.edited.connect(emitted.append)
    shown(form)
    return form


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def test_nothing_on_record_is_lost_by_an_edit_of_something_else(
    shown: Show, clock: StandingClock, emitted: list[ServiceUser], qtbot: QtBot
) -> None:
    form = a_form(WHOLE, shown, clock, emitted)

    qtbot.keyClicks(part(form, QLineEdit, "person-known-as"), "Z")

    assert emitted == [replace(WHOLE, known_as="Z")]


def test_showing_a_person_emits_nothing(
    shown: Show, clock: StandingClock, emitted: list[ServiceUser]
) -> None:
    form = a_form(a_person(), shown, clock, emitted)

    form.show_person(WHOLE)

    assert emitted == []


def test_days_code_word_and_record_classes_are_taken(
    shown: Show, clock: StandingClock, emitted: list[ServiceUser], qtbot: QtBot
) -> None:
    form = a_form(a_person(), shown, clock, emitted)

    qtbot.keyClicks(part(form, QLineEdit, "person-died"), "1 October 2026")
    qtbot.keyClicks(part(form, QLineEdit, "person-last-contact"), "30 September 2026")
    qtbot.keyClicks(part(form, QLineEdit, "person-code-word"), "Heron")
    qtbot.keyClicks(part(form, QLineEdit, "person-gp"), "Elm Road Surgery")
    qtbot.keyClick(part(form, QAbstractButton, "person-record-classes-3"), Qt.Key.Key_Space)
    qtbot.keyClick(part(form, QAbstractButton, "person-safe-6"), Qt.Key.Key_Space)

    person = emitted[-1]
    assert person.died == date(2026, 10, 1)
    assert person.last_contact == date(2026, 9, 30)
    assert person.gp == "Elm Road Surgery"
    assert person.record_classes == (RecordClass.MENTAL_HEALTH,)
    assert person.safe_contact.code_word == "Heron"
    assert person.safe_contact.not_at_home


def test_a_number_with_a_wrong_check_digit_is_hinted_at_and_taken(
    shown: Show, clock: StandingClock, emitted: list[ServiceUser], qtbot: QtBot
) -> None:
    form = a_form(a_person(nation=Nation.SCOTLAND), shown, clock, emitted)
    rows = part(form, QWidget, "person-identifiers")
    part(form, QAbstractButton, "person-identifiers-add").click()
    number = part(form, QLineEdit, "person-identifiers-1-value")
    assert number.hasFocus()

    qtbot.keyClicks(number, "943 476 5918")
    wrong = rows.accessibleDescription()
    assert emitted[-1].identifiers == (Identifier(kind=IdentifierKind.CHI, value="943 476 5918"),)
    number.clear()
    qtbot.keyClicks(number, "943 476 5919")

    assert wrong != ""
    assert rows.accessibleDescription() == ""


def test_another_place_is_not_safe_until_somebody_says_so(
    shown: Show, clock: StandingClock, emitted: list[ServiceUser], qtbot: QtBot
) -> None:
    form = a_form(a_person(), shown, clock, emitted)
    part(form, QAbstractButton, "person-contacts-add").click()
    qtbot.keyClicks(part(form, QLineEdit, "person-contacts-1-where"), "07700 900456")
    (point,) = emitted[-1].other_contacts
    assert not point.safe

    qtbot.keyClick(part(form, QAbstractButton, "person-contacts-1-safe"), Qt.Key.Key_Space)
    (point,) = emitted[-1].other_contacts
    assert point.safe

    part(form, QAbstractButton, "person-contacts-1-out").click()
    assert emitted[-1].other_contacts == ()


def test_the_page_says_what_has_to_be_known_before_somebody_writes_or_calls(
    session: Session, shown: Show
) -> None:
    session.logbook.enrolling.add(WHOLE)
    page = PersonScreen(session, WHOLE.id)
    shown(page)

    said = words(page)
    for sentence in (
        "died 1 October 2026",
        "Never at home",
        "Ask for the code word first: Heron",
        "Others may read or hear it: Her son",
        "a@b.example, hers: safe",
        "CHI number: 0101011237",
        "GP: Elm Road Surgery",
        "Their own insurer: Severn Mutual",
        "Language: Polish",
    ):
        assert sentence in said
