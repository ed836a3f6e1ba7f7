# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.deadline import Deadline, DeadlineState, ends_at, state_of, urgency
from logbook.domain.deadline_rules import (
    BREACH_TO_REGULATOR,
    COMPLAINT,
    EXTENDED_ACCESS,
    EXTENSION_NOTICE,
    RULES,
    SUBJECT_ACCESS,
    Authority,
    DeadlineCode,
    Duty,
    Event,
    Grounding,
)
from logbook.domain.deadline_rules import Rule as DeadlineRule
from logbook.domain.practice import Nation

LONDON = ZoneInfo("Europe/London")
SUMMER_DAY = Deadline(rule=COMPLAINT, counted_from=Event.RECEIPT, due=date(2026, 7, 10))
INSTANT = Deadline(
    rule=BREACH_TO_REGULATOR,
    counted_from=Event.AWARENESS,
    due_at=datetime(2026, 7, 10, 12, tzinfo=UTC),
)
STANDING = Deadline(rule=SUBJECT_ACCESS, counted_from=Event.IDENTITY, waiting_for=Event.IDENTITY)

STATES = [
    (SUMMER_DAY, "2026-07-02T22:59:59", DeadlineState.OPEN),
    (SUMMER_DAY, "2026-07-02T23:00:00", DeadlineState.SOON),
    (SUMMER_DAY, "2026-07-10T22:59:59", DeadlineState.SOON),
    (SUMMER_DAY, "2026-07-10T23:00:00", DeadlineState.OVERDUE),
    (INSTANT, "2026-07-03T11:59:59", DeadlineState.OPEN),
    (INSTANT, "2026-07-03T12:00:00", DeadlineState.SOON),
    (INSTANT, "2026-07-10T12:00:00", DeadlineState.SOON),
    (INSTANT, "2026-07-10T12:00:01", DeadlineState.OVERDUE),
    (STANDING, "2026-07-10T12:00:00", DeadlineState.WAITING),
]


@pytest.mark.parametrize(("deadline", "now", "state"), STATES)
def test_a_deadline_is_soon_for_seven_days_and_overdue_when_the_time_of_the_practice_is_past(
    deadline: Deadline, now: str, state: DeadlineState
) -> None:
    assert state_of(deadline, datetime.fromisoformat(now).replace(tzinfo=UTC), LONDON) is state


def test_a_day_ends_at_midnight_where_the_practice_is() -> None:
    assert ends_at(SUMMER_DAY, LONDON) == datetime(2026, 7, 10, 22, 59, 59, tzinfo=UTC)
    assert ends_at(INSTANT, LONDON) == INSTANT.due_at
    assert ends_at(STANDING, LONDON) is None


def test_the_nearest_deadline_comes_first_and_a_clock_that_stands_last() -> None:
    later = Deadline(rule=COMPLAINT, counted_from=Event.RECEIPT, due=date(2026, 7, 11))
    answer = Deadline(rule=EXTENDED_ACCESS, counted_from=Event.RECEIPT, due=date(2026, 7, 11))
    notice = Deadline(rule=EXTENSION_NOTICE, counted_from=Event.RECEIPT, due=date(2026, 7, 11))
    mixed = [STANDING, later, notice, answer, SUMMER_DAY, INSTANT]

    assert sorted(mixed, key=lambda each: urgency(each, LONDON)) == [
        INSTANT,
        SUMMER_DAY,
        answer,
        notice,
        later,
        STANDING,
    ]


def test_every_code_has_a_rule_and_every_duty_serves_one() -> None:
    assert {rule.code for rule in RULES} == set(DeadlineCode)
    assert {rule.duty for rule in RULES} == set(Duty)
    assert [code.value for code in DeadlineCode] == [f"DL-{n:02}" for n in range(1, 16)]


UNVERIFIED = {"DL-05", "DL-08", "DL-10", "DL-15"}
"""From memory, or known only from a bill (domain reference 4.1 and part 9)."""
OF_THE_HOUSE = {"DL-03", "DL-12", "DL-13", "DL-14"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.duty.value)
def test_a_rule_says_whether_it_is_checked_and_whose_it_is(rule: DeadlineRule) -> None:
    code = rule.code.value

    assert (rule.grounding is Grounding.UNVERIFIED) is (code in UNVERIFIED)
    assert (rule.grounding is Grounding.HOUSE) is (code in OF_THE_HOUSE)
    assert (rule.authority is Authority.HOUSE) is (code in OF_THE_HOUSE - {"DL-03"})
    assert bool(rule.law) is (rule.authority in {Authority.STATUTE, Authority.GUIDANCE})


@pytest.mark.parametrize(
    ("code", "nations"),
    [
        ("DL-01", set(Nation)),
        ("DL-06", set(Nation)),
        ("DL-08", {Nation.ENGLAND, Nation.WALES}),
        ("DL-09", set(Nation) - {Nation.NORTHERN_IRELAND}),
        ("DL-10", {Nation.ENGLAND}),
    ],
)
def test_a_rule_says_where_it_is_law(code: str, nations: set[Nation]) -> None:
    assert {frozenset(rule.nations) for rule in RULES if rule.code.value == code} == {
        frozenset(nations)
    }


def test_referrals_of_the_practice_differ_by_nation() -> None:
    where = {rule.duty: set(rule.nations) for rule in RULES}

    assert where[Duty.REFER_TO_PVG] == {Nation.SCOTLAND}
    assert where[Duty.REPORT_ACCIDENT] == set(Nation) - {Nation.NORTHERN_IRELAND}
    assert where[Duty.REPORT_ABSENCE] == set(Nation) - {Nation.NORTHERN_IRELAND}


def test_a_deadline_answers_for_its_rule() -> None:
    assert (SUMMER_DAY.code, SUMMER_DAY.statutory) == (DeadlineCode.COMPLAINT, True)
    told = {
        rule.duty: Deadline(rule=rule, counted_from=Event.RECEIPT, due=date(2026, 7, 10))
        for rule in RULES
    }

    assert not told[Duty.REVIEW_CONSENT].statutory
    assert not told[Duty.COMPLY_WITH_INSTRUMENT].statutory
    assert told[Duty.TELL_OF_BREACH].unverified
    assert not told[Duty.REVIEW_CONSENT].unverified
