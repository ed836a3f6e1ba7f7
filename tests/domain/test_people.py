# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from logbook.domain.party import RecipientClass
from logbook.domain.people import (
    Belonging,
    ContactKind,
    ContactPoint,
    Identifier,
    IdentifierKind,
    SafeContact,
    age_on,
    findings_on_person,
    hints_on_person,
    safe,
)
from tests.builders import a_person

LEAP = date(2012, 2, 29)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 11, 21), date(2026, 11, 20), 15),
        (date(2010, 11, 20), date(2026, 11, 20), 16),
        (LEAP, date(2028, 2, 28), 15),
        (LEAP, date(2028, 2, 29), 16),
        (LEAP, date(2030, 2, 28), 17),
        (LEAP, date(2030, 3, 1), 18),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 21), date(2026, 11, 20), None),
        (None, date(2026, 11, 20), None),
    ],
)
def test_age_is_that_of_the_day(born: date | None, day: date, age: int | None) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("value", "likely"),
    [
        ("943 476 5919", True),
        ("9434765919", True),
        ("943-476-5919", True),
        ("943 476 5918", False),
        ("1000000000", False),
        ("0000000000", True),
        ("94347659190", False),
        ("943 476 591X", False),
        ("943476591٩", False),
        ("", False),
    ],
)
def test_the_last_digit_of_a_number_checks_the_others(value: str, *, likely: bool) -> None:
    assert Identifier(kind=IdentifierKind.NHS, value=value).is_likely is likely


def test_an_unlikely_number_is_a_hint_and_keeps_nothing_from_being_entered() -> None:
    good = Identifier(kind=IdentifierKind.NHS, value="943 476 5919")
    bad = Identifier(kind=IdentifierKind.CHI, value="943 476 5918")
    slip = a_person(identifiers=(good, bad))

    assert findings_on_person(slip) == ()
    assert [(each.code.value, each.part) for each in hints_on_person(slip)] == [
        ("T-03", "identifiers")
    ]
    assert hints_on_person(a_person(identifiers=(good,))) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": " "}, ("INV-04", "name")),
        ({"reference": ""}, ("INV-04", "reference")),
        ({"died": date(1980, 4, 11)}, ("INV-02", "died")),
        (
            {"first_contact": date(2026, 1, 2), "last_contact": date(2026, 1, 1)},
            ("INV-02", "last_contact"),
        ),
        ({"gp": "a\u202eb"}, ("T-02", "gp")),
        ({"known_as": "x" * 201}, ("T-01", "known_as")),
    ],
)
def test_one_thing_wrong_with_a_person_is_one_finding(
    changes: dict[str, object], found: tuple[str, str]
) -> None:
    assert [(each.code.value, each.part) for each in findings_on_person(a_person(**changes))] == [
        found
    ]


def test_long_texts_are_fine_where_they_are_no_names() -> None:
    contact = SafeContact(note="x" * 201)

    assert findings_on_person(a_person(name="x" * 200, safe_contact=contact)) == ()


def test_what_was_not_asked_is_safe_by_post_and_telephone_only() -> None:
    kinds = (ContactKind.ADDRESS, ContactKind.PHONE, ContactKind.EMAIL)

    assert [safe(a_person(), kind) for kind in kinds] == [True, True, False]


def test_dates_in_their_order_are_fine() -> None:
    day = date(2026, 1, 1)

    assert findings_on_person(a_person(died=day, first_contact=day, last_contact=day)) == ()


REACHED = a_person(
    email="sian@example.org",
    safe_contact=SafeContact(may_write=True, may_call=False, may_email=True),
    other_contacts=(
        ContactPoint(kind=ContactKind.PHONE, where="07700 900999", safe=True),
        ContactPoint(kind=ContactKind.ADDRESS, where="4 Hill St, Ludlow", safe=False),
        ContactPoint(kind=ContactKind.EMAIL, where="home@example.org", safe=False),
    ),
)


@pytest.mark.parametrize(
    ("kind", "where", "is_safe"),
    [
        (ContactKind.ADDRESS, "", True),
        (ContactKind.ADDRESS, "4 Hill St\nLUDLOW", False),
        (ContactKind.ADDRESS, "5 Hill St, Ludlow", True),
        (ContactKind.PHONE, "", False),
        (ContactKind.PHONE, "07700 900123", False),
        (ContactKind.PHONE, "07700900999", True),
        (ContactKind.PHONE, "+44 (0)7700 900999", True),
        (ContactKind.PHONE, "0044 7700 900999", True),
        (ContactKind.EMAIL, "", True),
        (ContactKind.EMAIL, "Home@Example.org ", False),
        (ContactKind.EMAIL, "hom.e@example.org", True),
    ],
)
def test_a_place_is_safe_as_the_person_said(
    kind: ContactKind, where: str, *, is_safe: bool
) -> None:
    assert safe(REACHED, kind, where) is is_safe


def test_a_place_that_is_on_record_twice_is_safe_only_if_both_say_so() -> None:
    again = ContactPoint(kind=ContactKind.PHONE, where="07700-900999", safe=False)
    person = replace(REACHED, other_contacts=(*REACHED.other_contacts, again))

    assert not safe(person, ContactKind.PHONE, "07700 900999")


@pytest.mark.parametrize(
    ("kind", "where", "is_safe"),
    [
        (ContactKind.ADDRESS, "", False),
        (ContactKind.ADDRESS, "17 corve street ludlow SY8 1DA", False),
        (ContactKind.ADDRESS, "The library, Ludlow", True),
        (ContactKind.PHONE, "", False),
        (ContactKind.EMAIL, "", True),
    ],
)
def test_not_at_home_means_neither_post_nor_calls_there(
    kind: ContactKind, where: str, *, is_safe: bool
) -> None:
    person = replace(REACHED, safe_contact=SafeContact(not_at_home=True, may_email=True))

    assert safe(person, kind, where) is is_safe


def test_a_class_has_the_members_on_record_for_this_person_only() -> None:
    person = a_person(
        gp="Elm Road Surgery",
        circle=(
            Belonging(of=RecipientClass.OWN_INSURER, name="Northern Mutual"),
            Belonging(of=RecipientClass.REGISTERED_GP, name="Dr A. Bevan"),
        ),
    )

    assert person.members(RecipientClass.REGISTERED_GP) == ("Elm Road Surgery", "Dr A. Bevan")
    assert person.members(RecipientClass.OWN_INSURER) == ("Northern Mutual",)
    assert person.members(RecipientClass.CARE_TEAM) == ()
    assert a_person().members(RecipientClass.REGISTERED_GP) == ()
