# SPDX-License-Identifier: Apache-2.0
"""What is expected is held against what is found, point by point; a wrong expectation is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.deadline_rules import DeadlineCode
from logbook.domain.findings import Code
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Unusable
from logbook.domain.notification import NotTellingReason, TellingOutcome
from logbook.domain.steps import SkipReason, Step
from logbook.exchange.case_file import read_case
from logbook.exchange.comparing import differences
from logbook.exchange.expectation import Expected, ExpectedTelling
from logbook.exchange.judging import Judged, judge

LONDON = ZoneInfo("Europe/London")
CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def judged() -> Judged:
    case = read_case(CASES / "v01-referral.toml", LONDON)
    assert case.expected is not None
    return judge(case, shipped_catalogue(), case.expected.at, LONDON)


@pytest.fixture
def expected(judged: Judged) -> Expected:
    assert judged.case.expected is not None
    return judged.case.expected


def test_the_control_is_as_expected(judged: Judged, expected: Expected) -> None:
    assert differences(expected, judged) == ()


WRONG: dict[str, Any] = {
    "kind": Kind.NON_CARE,
    "family": BasisFamily.LAW,
    "offered": ("LB-SAR",),
    "not_offered": ("LB-CL-CONSENT",),
    "refused": {"LB-251B": Unusable.WRONG_NATION},
    "stops": (Code.NO_BASIS,),
    "answered": (Code.DUTY_NOT_TOLD,),
    "warnings": (Code.NOT_IN_WRITING,),
    "not_warnings": (Code.DUTY_NOT_TOLD,),
    "ready": False,
    "deadlines": {DeadlineCode.FGM: (date(2026, 11, 20),)},
    "deadlines_at": {DeadlineCode.RECORDING: (datetime(2026, 11, 16, tzinfo=UTC),)},
    "steps": (Step.PERSON, Step.CHECK),
    "asked": (Step.WEIGHING,),
    "skipped": {Step.CONSENT: SkipReason.ANOTHER_KIND},
    "telling": ExpectedTelling(
        outcome=TellingOutcome.BLOCKED, reason=NotTellingReason.TIPPING_OFF, blocked=True
    ),
    "restricted": True,
}


@pytest.mark.parametrize("part", WRONG)
def test_a_wrong_expectation_is_seen(part: str, judged: Judged, expected: Expected) -> None:
    found = differences(replace(expected, **{part: WRONG[part]}), judged)

    assert found
    assert {one.part.partition(".")[0] for one in found} == {part}


def test_every_part_of_an_expectation_is_compared() -> None:
    assert set(WRONG) | {"at"} == set(Expected.__dataclass_fields__)


def test_stops_are_compared_whole_and_warnings_as_far_as_named(
    judged: Judged, expected: Expected
) -> None:
    quiet = differences(replace(expected, warnings=()), judged)

    assert quiet == ()


def test_a_deadline_that_is_not_expected_is_not_missed(judged: Judged, expected: Expected) -> None:
    none = differences(replace(expected, deadlines={DeadlineCode.FGM: ()}), judged)

    assert none == ()
