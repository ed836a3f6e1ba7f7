# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.findings import Code
from logbook.domain.holds import Hold, HoldReason, KeptRecord, due, findings_on_hold, held

TODAY = date(2026, 11, 22)
PERSON = UUID(int=1)
OTHER = UUID(int=2)

HOLD = Hold(
    id=UUID(int=10),
    service_user=PERSON,
    why=HoldReason.REGULATOR,
    who="HCPC, case manager",
    start=date(2026, 11, 1),
    review_on=date(2027, 5, 1),
)
PAST_DUE = KeptRecord(id=UUID(int=20), service_user=PERSON, until=date(2020, 1, 1))
SOMEBODY_ELSE = KeptRecord(id=UUID(int=21), service_user=OTHER, until=date(2020, 1, 1))


def codes(hold: Hold) -> list[tuple[Code, str]]:
    return [(found.code, found.part) for found in findings_on_hold(hold, today=TODAY)]


def test_what_is_due_and_held_is_left_out_and_nothing_else_is() -> None:
    later = replace(PAST_DUE, id=UUID(int=22), service_user=OTHER, until=TODAY)
    unnamed = replace(PAST_DUE, id=UUID(int=23), service_user=OTHER, until=None)
    records = (PAST_DUE, SOMEBODY_ELSE, later, unnamed)

    assert due(records, (HOLD,), TODAY) == (SOMEBODY_ELSE,)
    assert due(records, (), TODAY) == (PAST_DUE, SOMEBODY_ELSE)


@pytest.mark.parametrize(
    ("ended_on", "still"),
    [
        (None, True),
        (TODAY + timedelta(days=1), True),
        (TODAY, True),
        (TODAY - timedelta(days=1), False),
    ],
)
def test_a_hold_holds_until_its_last_day(ended_on: date | None, still: bool) -> None:  # noqa: FBT001
    hold = replace(HOLD, ended_on=ended_on)

    assert (PERSON in held((hold,), TODAY)) is still
    assert due((PAST_DUE,), (hold,), TODAY) == (() if still else (PAST_DUE,))


def test_a_hold_counts_though_the_clock_stands_before_its_start() -> None:
    assert held((HOLD,), date(2001, 1, 1)) == {PERSON}


def test_an_ended_hold_does_not_undo_another() -> None:
    ended = replace(HOLD, id=UUID(int=11), ended_on=date(2026, 11, 5))

    assert held((ended, HOLD), TODAY) == {PERSON}


def test_a_hold_is_looked_at_again_on_its_day_while_it_is_on() -> None:
    assert not HOLD.is_to_be_reviewed(date(2027, 4, 30))
    assert HOLD.is_to_be_reviewed(date(2027, 5, 1))
    assert not replace(HOLD, ended_on=date(2027, 1, 1)).is_to_be_reviewed(date(2027, 5, 1))


def test_a_whole_hold_has_no_findings() -> None:
    assert codes(HOLD) == []
    assert codes(replace(HOLD, start=TODAY, ended_on=TODAY, ended_because="Settled")) == []


@pytest.mark.parametrize(
    ("hold", "finding"),
    [
        (replace(HOLD, who=" "), (Code.INCOMPLETE, "who")),
        (
            replace(HOLD, start=TODAY + timedelta(days=1)),
            (Code.TIMES_OUT_OF_ORDER, "start"),
        ),
        (replace(HOLD, review_on=HOLD.start), (Code.TIMES_OUT_OF_ORDER, "review_on")),
        (
            replace(HOLD, ended_on=HOLD.start - timedelta(days=1), ended_because="Settled"),
            (Code.TIMES_OUT_OF_ORDER, "ended_on"),
        ),
        (
            replace(HOLD, ended_on=TODAY + timedelta(days=1), ended_because="Settled"),
            (Code.TIMES_OUT_OF_ORDER, "ended_on"),
        ),
        (replace(HOLD, ended_on=TODAY, ended_because=" "), (Code.INCOMPLETE, "ended_because")),
        (replace(HOLD, reference="x" * 201), (Code.TEXT_TOO_LONG, "reference")),
        (replace(HOLD, who="HCPC\0"), (Code.TEXT_UNREADABLE, "who")),
    ],
)
def test_a_hold_that_is_not_whole_is_told(hold: Hold, finding: tuple[Code, str]) -> None:
    assert codes(hold) == [finding]


DAYS = st.dates(date(1990, 1, 1), date(2070, 1, 1))
PEOPLE = st.integers(1, 3).map(lambda number: UUID(int=number))
HOLDS = st.builds(
    lambda person, ended_on: replace(HOLD, service_user=person, ended_on=ended_on),
    PEOPLE,
    st.none() | DAYS,
)
RECORDS = st.builds(KeptRecord, id=st.uuids(), service_user=PEOPLE, until=st.none() | DAYS)


@given(st.lists(RECORDS), st.lists(HOLDS), DAYS)
def test_a_hold_always_excludes(records: list[KeptRecord], holds: list[Hold], day: date) -> None:
    on = [hold for hold in holds if hold.ended_on is None or hold.ended_on >= day]
    found = due(records, holds, day)

    assert {record.service_user for record in found} & {hold.service_user for hold in on} == set()
    assert all(record.until is not None and record.until < day for record in found)
    assert len(found) == sum(
        record.until is not None
        and record.until < day
        and all(hold.service_user != record.service_user for hold in on)
        for record in records
    )
