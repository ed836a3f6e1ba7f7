# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from logbook.domain.executor_view import ExecutorView, open_clock, person_to_tell
from logbook.domain.lines import DESTROYED, VOIDED, Line, LineKind
from logbook.domain.people import (
    CommunicationNeed,
    ContactKind,
    ContactPoint,
    Flag,
    SafeContact,
    ServiceUser,
)
from logbook.domain.text import texts
from tests.builders import NOON, a_person

PHONE, HOME, MAIL = "07700 900501", "4 Castle Street", "nia@home.example"


def reachable(**changes: Any) -> ServiceUser:
    return a_person(name="Nia Bowen", phone=PHONE, address=HOME, email=MAIL, **changes)


def ways(person: ServiceUser) -> set[str]:
    return {way.where for way in person_to_tell(person).ways}


def a_line(**changes: Any) -> Line:
    line = Line(
        seq=4,
        object=uuid4(),
        kind=LineKind.DISCLOSURE,
        service_user=uuid4(),
        person="Nia Bowen",
        at=NOON,
        sort="",
        number="D-2026-0003",
        title="Northern Mutual",
        detail="A claim for an injury",
        state="tell-later",
        due=date(2026, 12, 1),
    )
    return replace(line, **changes)


@pytest.mark.parametrize(
    ("said", "reached_at"),
    [
        (SafeContact(may_email=True), {PHONE, HOME, MAIL}),
        (SafeContact(), {PHONE, HOME}),
        (SafeContact(may_write=False), {PHONE}),
        (SafeContact(may_call=False), {HOME}),
        (SafeContact(not_at_home=True, may_email=True), {MAIL}),
        (SafeContact(not_at_home=True), set()),
    ],
)
def test_only_safe_ways_are_named(said: SafeContact, reached_at: set[str]) -> None:
    assert ways(reachable(safe_contact=said)) == reached_at


def test_unsafe_place_among_others_is_left_out() -> None:
    work = ContactPoint(kind=ContactKind.PHONE, where="01584 960777", note="At work")
    shared = ContactPoint(kind=ContactKind.PHONE, where="01584 960888", safe=False)
    told = person_to_tell(reachable(other_contacts=(work, shared)))
    assert "01584 960888" not in {way.where for way in told.ways}
    (at_work,) = (way for way in told.ways if way.where == "01584 960777")
    assert at_work.note == "At work"


def test_leaving_a_message_is_said_of_the_telephone_only() -> None:
    told = person_to_tell(reachable(safe_contact=SafeContact(may_leave_message=True)))
    assert {way.kind: way.may_leave_message for way in told.ways} == {
        ContactKind.PHONE: True,
        ContactKind.ADDRESS: False,
    }


def test_what_they_need_and_asked_for_goes_with_them() -> None:
    told = person_to_tell(
        reachable(
            known_as="Nia",
            needs=(CommunicationNeed.BSL,),
            language="Welsh",
            safe_contact=SafeContact(
                plain_envelope=True, code_word="heron", note="After six", third_party_risk="Brother"
            ),
        )
    )
    assert (told.name, told.code_word, told.language) == ("Nia", "heron", "Welsh")
    assert told.care == "After six Brother"
    assert told.needs == (CommunicationNeed.BSL,)
    assert told.plain_envelope


def test_nothing_of_the_record_itself_is_shown() -> None:
    person = reachable(flags=(Flag.DOMESTIC_ABUSE,), gp="Elm Road Surgery", born=date(1980, 4, 12))
    shown = repr(person_to_tell(person))
    for kept_back in ("domestic", "Elm Road", "1980"):
        assert kept_back not in shown
    assert {"Elm Road Surgery"} <= {text for _part, text in texts(person)}


def test_clock_says_for_whom_and_when_and_not_what_about() -> None:
    clock = open_clock(a_line(restricted=True))
    assert clock is not None
    assert (clock.person, clock.number, clock.due) == (
        "Nia Bowen",
        "D-2026-0003",
        date(2026, 12, 1),
    )
    assert clock.keep_from_person
    assert "Mutual" not in repr(clock)
    assert "injury" not in repr(clock)


@pytest.mark.parametrize(
    "changes",
    [
        {"due": None},
        {"kind": LineKind.CONSENT},
        {"state": VOIDED},
        {"state": DESTROYED},
    ],
)
def test_what_calls_for_nothing_is_no_clock(changes: dict[str, Any]) -> None:
    assert open_clock(a_line()) is not None
    assert open_clock(a_line(**changes)) is None


def test_view_has_these_parts_and_no_others() -> None:
    assert set(ExecutorView.__dataclass_fields__) == {
        "practitioner",
        "files",
        "to_tell",
        "clocks",
        "kept",
    }
