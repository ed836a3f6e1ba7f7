# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.consent import InformationCategory
from logbook.domain.objection import Objection, findings_on_objection, objection_matches
from logbook.domain.party import Party, PartyAliases, PartyKind, RecipientClass
from logbook.domain.people import Belonging
from logbook.domain.uses import Use
from tests.builders import a_person

TODAY = date(2026, 11, 20)
DIAGNOSIS, NOTES = InformationCategory.DIAGNOSIS, InformationCategory.CLINICAL_NOTES
WIDE = Objection(
    id=UUID(int=1),
    service_user=UUID(int=2),
    made_on=date(2026, 3, 2),
    consequences_explained=True,
)
GP = Party(kind=PartyKind.GP, name="Dr A. Bevan", organisation="Elm Road Surgery")


def matches(objection: Objection, recipient: Party = GP, **asked: Any) -> bool:
    return objection_matches(
        objection,
        recipient,
        asked.pop("categories", (DIAGNOSIS,)),
        asked.pop("use", Use.CARE),
        asked.pop("on", TODAY),
        **asked,
    )


@pytest.mark.parametrize(
    ("parts", "stands"),
    [
        ({}, True),
        ({"recipients": ("elm road SURGERY",)}, True),
        ({"recipients": ("Castle Surgery",)}, False),
        ({"recipients": ("Castle Surgery", "Dr A Bevan")}, True),
        ({"recipients": ("Anybody",)}, True),
        ({"recipients": ("any insurer",)}, False),
        ({"kinds": (PartyKind.GP,)}, True),
        ({"kinds": (PartyKind.INSURER,)}, False),
        ({"kinds": (PartyKind.INSURER,), "recipients": ("Elm Road Surgery",)}, True),
        ({"information": (DIAGNOSIS,)}, True),
        ({"information": (NOTES,)}, False),
        ({"information": (NOTES, DIAGNOSIS)}, True),
        ({"use": Use.CARE}, True),
        ({"use": Use.RESEARCH}, False),
        ({"lifted_on": date(2026, 11, 21)}, True),
        ({"lifted_on": TODAY}, False),
        ({"made_on": TODAY}, True),
        ({"made_on": date(2026, 11, 21)}, False),
        ({"recipients": ("Elm Road Surgery",), "information": (NOTES,)}, False),
    ],
)
def test_an_objection_stands_against_what_it_names(parts: dict[str, Any], *, stands: bool) -> None:
    assert matches(replace(WIDE, **parts)) is stands


def test_what_is_not_settled_yet_does_not_let_a_disclosure_pass() -> None:
    narrow = replace(WIDE, information=(NOTES,), use=Use.RESEARCH)

    assert matches(narrow, categories=(), use=None)
    assert not matches(narrow, categories=(DIAGNOSIS,), use=None)
    assert not matches(narrow, categories=(), use=Use.CARE)


def test_a_recipient_of_no_kind_is_of_none_that_was_named() -> None:
    assert not matches(replace(WIDE, kinds=(PartyKind.GP,)), Party(name="Brook"))


def test_a_class_is_who_is_on_record_as_it() -> None:
    own = replace(WIDE, classes=(RecipientClass.OWN_EMPLOYER,))
    mill = Party(kind=PartyKind.EMPLOYER, organisation="Mill Foods Ltd")
    person = a_person(
        circle=(Belonging(of=RecipientClass.OWN_EMPLOYER, name="Mill Foods Limited"),)
    )

    assert matches(own, mill, person=person)
    assert not matches(own, GP, person=person)
    assert not matches(own, mill)


def test_a_registered_alias_does_not_get_around_an_objection() -> None:
    named = replace(WIDE, recipients=("Northern Mutual",))
    register = PartyAliases(groups=(("Northern Mutual", "NM Claims"),))

    assert matches(named, Party(name="NM Claims"), aliases=register)
    assert not matches(named, Party(name="NM Claims"))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({}, []),
        ({"made_on": TODAY}, []),
        ({"made_on": date(2026, 11, 21)}, [("INV-02", "made_on")]),
        ({"lifted_on": date(2026, 3, 2)}, []),
        ({"lifted_on": date(2026, 3, 1)}, [("INV-02", "lifted_on")]),
        ({"consequences_explained": False}, [("W-34", "consequences_explained")]),
        ({"recipients": ("any insurer",)}, [("W-02", "recipients")]),
        ({"reason": "a\u202eb"}, [("T-02", "reason")]),
    ],
)
def test_one_thing_wrong_with_an_objection_is_one_finding(
    parts: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    findings = findings_on_objection(replace(WIDE, **parts), today=TODAY)

    assert [(each.code.value, each.part) for each in findings] == found
