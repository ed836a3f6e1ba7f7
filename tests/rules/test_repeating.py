# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.case import Case
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.party import Party
from logbook.domain.series import Batch, Rhythm, Series
from logbook.domain.steps import Step, step_of
from tests.rules.situations import (
    CONSENT,
    NAMELESS,
    PERSON,
    a_case,
    a_consent,
    assessed,
    found,
)

SERIES = UUID(int=5)
MADE = date(2026, 11, 20)


def a_series(**changes: Any) -> Series:
    series = Series(
        id=SERIES,
        service_user=PERSON,
        recipient=Party(organisation="severn mutual"),
        purpose="Progress on the claim",
        rhythm=Rhythm.MONTHLY,
        starts_on=date(2026, 8, 1),
        consent=CONSENT,
    )
    return replace(series, **changes)


def an_occurrence(series: Series | None, /, **draft: Any) -> Case:
    return a_case(
        draft={"kind": Kind.RECURRING, "series": SERIES, **draft},
        series=series,
    )


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("INV-04", fires=True)
def test_an_occurrence_names_its_series() -> None:
    assert parts(an_occurrence(None), "INV-04") == {"series"}
    assert parts(an_occurrence(a_series(), series=None), "INV-04") == {"series"}
    assert parts(an_occurrence(a_series(id=UUID(int=6))), "INV-04") == {"series"}
    assert parts(an_occurrence(None, kind=Kind.NON_CARE), "INV-04") == {"series"}
    assert step_of("series") is Step.SERIES


@pytest.mark.rule("INV-04", "C-04", "W-01", fires=False)
def test_an_occurrence_of_its_series_goes() -> None:
    assert found(an_occurrence(a_series())).isdisjoint({"INV-04", "C-04", "W-01"})
    assert "INV-04" not in found(a_case())
    assert "INV-04" not in found(an_occurrence(None, decision={"choice": Choice.REFUSE}))


@pytest.mark.rule("C-04", fires=True)
@pytest.mark.parametrize(
    "changes",
    [
        {"service_user": UUID(int=8)},
        {"recipient": Party(organisation="Brook Insurance")},
        {"recipient": Party()},
        {"ended_on": date(2026, 11, 19)},
        {"starts_on": date(2026, 11, 21)},
    ],
)
def test_an_occurrence_fits_its_series(changes: dict[str, Any]) -> None:
    assert parts(an_occurrence(a_series(**changes)), "C-04") == {"series"}


@pytest.mark.rule("C-04", fires=False)
@pytest.mark.parametrize("changes", [{"ended_on": MADE}, {"starts_on": MADE}])
def test_a_series_holds_from_its_first_day_to_its_last(changes: dict[str, Any]) -> None:
    assert "C-04" not in found(an_occurrence(a_series(**changes)))


@pytest.mark.rule("W-01", fires=True)
def test_another_consent_than_the_series_began_with_is_questioned() -> None:
    case = an_occurrence(a_series(consent=UUID(int=44)))
    assert parts(case, "W-01") == {"basis.consent"}


@pytest.mark.rule("W-01", fires=False)
def test_a_series_on_another_ground_has_no_consent_to_question() -> None:
    order = {"family": BasisFamily.LAW, "consent": None, "legal_basis": "LB-COURT"}
    assert "W-01" not in found(an_occurrence(a_series(consent=None)))
    assert "W-01" not in found(an_occurrence(a_series(), basis=order))


@pytest.mark.rule("B-03", "INV-13", fires=True)
def test_a_consent_that_ended_stops_the_next_occurrence_and_no_earlier_one() -> None:
    ended = a_consent(period={"until": date(2026, 11, 19)})
    case = replace(an_occurrence(a_series()), consents=(ended,))
    assert found(case) & {"B-03", "INV-13"}


WHOLE = Batch(
    found_by="All open episodes",
    people=240,
    sensitive_left_out="The three children, who are asked one by one",
    notice="A letter thirty days before",
)


def about_many(batch: Batch | None, **draft: Any) -> Case:
    return a_case(draft={"kind": Kind.BULK, "batch": batch, **draft})


def asked(case: Case) -> set[str]:
    return {each.part for each in assessed(case).findings if each.part.startswith("batch")}


@pytest.mark.rule("INV-04", fires=True)
def test_a_batch_says_how_many_how_found_and_how_told() -> None:
    every = {"batch.found_by", "batch.people", "batch.notice"}
    assert asked(about_many(None)) == {*every, "batch.sensitive_left_out"}
    assert asked(about_many(replace(WHOLE, found_by=" "))) == {"batch.found_by"}
    assert asked(about_many(replace(WHOLE, people=0))) == {"batch.people"}
    assert asked(about_many(replace(WHOLE, notice=" "))) == {"batch.notice"}
    assert parts(about_many(Batch(), kind=Kind.LAW), "INV-04") >= every


@pytest.mark.rule("INV-04", fires=False)
def test_a_batch_that_says_so_is_whole() -> None:
    assert asked(about_many(WHOLE)) == set()
    assert asked(about_many(replace(WHOLE, people=1))) == set()
    assert asked(about_many(replace(WHOLE, notice=""), information=NAMELESS)) == set()
    assert asked(about_many(None, decision={"choice": Choice.REFUSE})) == set()
    assert asked(a_case()) == set()


@pytest.mark.rule("INV-16", fires=True)
@pytest.mark.parametrize("objectors", [1, 2])
def test_whoever_objects_is_left_out_of_a_batch(objectors: int) -> None:
    case = about_many(replace(WHOLE, objectors=objectors))
    assert "batch.objectors_left_out" in parts(case, "INV-16")
    assert not assessed(case).ready


@pytest.mark.rule("INV-16", fires=False)
def test_left_out_outweighed_or_unnamed_nobody_is_overruled() -> None:
    two = replace(WHOLE, objectors=2)
    inquiry = {"family": BasisFamily.LAW, "consent": None, "legal_basis": "LB-INQ"}
    danger = {"family": BasisFamily.PUBLIC_INTEREST, "consent": None, "legal_basis": "LB-CL-PI"}
    assert asked(about_many(replace(two, objectors_left_out=True))) == set()
    assert asked(about_many(two, basis=inquiry)) == set()
    assert asked(about_many(two, basis=danger)) == set()
    assert asked(about_many(two, information=NAMELESS)) == set()
    assert asked(about_many(WHOLE)) == set()


@pytest.mark.rule("C-09", fires=True)
@pytest.mark.parametrize("said", ["", " "])
def test_children_and_whoever_a_flag_protects_are_asked_about(said: str) -> None:
    case = about_many(replace(WHOLE, sensitive_left_out=said))
    assert parts(case, "C-09") == {"batch.sensitive_left_out"}
    assert step_of("batch.sensitive_left_out") is Step.BATCH


@pytest.mark.rule("C-09", fires=False)
def test_that_there_is_nobody_is_an_answer() -> None:
    nobody = replace(WHOLE, sensitive_left_out="Nobody")
    assert "C-09" not in found(about_many(nobody))
    silent = replace(WHOLE, sensitive_left_out="")
    assert "C-09" not in found(about_many(silent, information=NAMELESS))
    assert "C-09" not in found(about_many(silent, decision={"choice": Choice.REFUSE}))
