# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from logbook.domain.breach import Choosing, Incident, Risk
from logbook.domain.case import Case
from logbook.domain.kinds import Kind
from tests.builders import NOON
from tests.rules.situations import a_case, assessed, found

NOT_TOLD = Choosing(yes=False, reasons="The letter came back unopened")
REPORTED = Choosing(yes=True, reasons="A diagnosis went to a stranger", done_at=NOON)
WHOLE = Incident(
    aware_at=NOON - timedelta(hours=5),
    occurred_at=NOON - timedelta(days=1),
    what="A treatment plan went to another person's address",
    went_to="Another person under our care",
    contained="Asked to destroy it; confirmed",
    risk=Risk.UNLIKELY,
    commissioner=NOT_TOLD,
    individuals=NOT_TOLD,
)


def a_breach(**parts: Any) -> Case:
    return a_case(draft={"kind": Kind.BREACH, "incident": replace(WHOLE, **parts)})


def of_incident(case: Case, at: datetime = NOON) -> set[tuple[str, str]]:
    found_ = assessed(case, at).findings
    return {
        (each.code.value, each.part.removeprefix("incident."))
        for each in found_
        if each.part.startswith("incident.")
    } - {("W-14", "commissioner.done_at"), ("W-14", "individuals.done_at")}


CLOCK = ("W-36", "commissioner.done_at")


@pytest.mark.rule("INV-30", fires=True)
@pytest.mark.parametrize("name", ["commissioner", "individuals"])
@pytest.mark.parametrize(
    ("decision", "part"),
    [
        (Choosing(), "yes"),
        (Choosing(yes=False, reasons=" "), "reasons"),
        (Choosing(yes=True), "reasons"),
    ],
)
def test_both_decisions_have_reasons_whichever_way_they_went(
    name: str, decision: Choosing, part: str
) -> None:
    assert ("INV-30", f"{name}.{part}") in of_incident(a_breach(**{name: decision}))


@pytest.mark.rule("INV-30", fires=False)
def test_not_reporting_with_reasons_is_a_decision() -> None:
    assert "INV-30" not in found(a_breach())


@pytest.mark.rule("INV-30", fires=True)
def test_a_breach_of_which_nothing_is_said_lacks_all_of_it() -> None:
    bare = of_incident(a_case(draft={"kind": Kind.BREACH}))
    assert {
        ("INV-30", "commissioner.yes"),
        ("INV-30", "individuals.yes"),
        ("INV-04", "aware_at"),
        ("INV-04", "risk"),
    } <= bare


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("aware_at", None),
        ("what", " "),
        ("went_to", ""),
        ("contained", ""),
        ("risk", None),
        ("people", 0),
    ],
)
def test_what_happened_is_whole(part: str, value: object) -> None:
    assert ("INV-04", part) in of_incident(a_breach(**{part: value}))
    assert ("INV-04", part) not in of_incident(a_breach())


def test_it_happened_before_anybody_knew_and_was_reported_afterwards() -> None:
    aware = WHOLE.aware_at
    assert aware is not None
    second = timedelta(seconds=1)
    assert ("INV-02", "aware_at") in of_incident(a_breach(aware_at=NOON + second))
    assert ("INV-02", "occurred_at") in of_incident(a_breach(occurred_at=aware + second))
    assert ("INV-02", "occurred_at") not in of_incident(a_breach(occurred_at=aware))
    for name in ("commissioner", "individuals"):
        early = replace(REPORTED, done_at=aware - second)
        late = replace(REPORTED, done_at=NOON + second)
        assert ("INV-02", f"{name}.done_at") in of_incident(a_breach(**{name: early}))
        assert ("INV-02", f"{name}.done_at") in of_incident(a_breach(**{name: late}))
        assert ("INV-02", f"{name}.done_at") not in of_incident(a_breach(**{name: REPORTED}))


@pytest.mark.rule("W-36", fires=True)
@pytest.mark.parametrize("report", [Choosing(), Choosing(yes=True, reasons="It matters"), NOT_TOLD])
def test_the_seventy_two_hours_run_until_it_is_reported(report: Choosing) -> None:
    assert CLOCK in of_incident(a_breach(commissioner=report))


@pytest.mark.rule("W-36", fires=False)
def test_the_seventy_two_hours_no_longer_run_for_what_was_reported() -> None:
    assert "W-36" not in found(a_breach(commissioner=REPORTED))


@pytest.mark.rule("W-36", fires=False)
def test_what_was_decided_not_to_be_reported_stays_so_when_the_time_is_over() -> None:
    aware = NOON - timedelta(hours=72)
    assert CLOCK in of_incident(a_breach(aware_at=aware, occurred_at=None))
    over = a_breach(aware_at=aware - timedelta(seconds=1), occurred_at=None)
    assert CLOCK not in of_incident(over)
    undecided = a_breach(
        aware_at=aware - timedelta(seconds=1), occurred_at=None, commissioner=Choosing()
    )
    assert CLOCK in of_incident(undecided)


def test_a_report_after_seventy_two_hours_says_why_it_is_late() -> None:
    aware = NOON - timedelta(hours=72)
    intime = {"aware_at": aware, "occurred_at": None, "commissioner": REPORTED}
    late = {**intime, "aware_at": aware - timedelta(seconds=1)}
    assert ("INV-04", "late_because") not in of_incident(a_breach(**intime))
    assert ("INV-04", "late_because") in of_incident(a_breach(**late))
    said = a_breach(**late, late_because="The office was closed")
    assert ("INV-04", "late_because") not in of_incident(said)
    still_to_come = a_breach(**{**late, "commissioner": replace(REPORTED, done_at=None)})
    assert ("INV-04", "late_because") in of_incident(still_to_come)
    assert ("INV-04", "late_because") not in of_incident(
        a_breach(**{**late, "commissioner": NOT_TOLD})
    )


def test_high_risk_needs_the_people_told_or_the_reasons_why_not() -> None:
    undecided = a_breach(risk=Risk.HIGH, individuals=Choosing())
    assert ("INV-30", "individuals.yes") in of_incident(undecided)
    assert "INV-30" not in found(a_breach(risk=Risk.HIGH))


def test_another_kind_says_nothing_of_a_breach() -> None:
    assert of_incident(a_case()) == set()
