# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain import capacity
from logbook.domain.capacity import (
    BestInterestsTest,
    CapacityAssessment,
    CapacityConclusion,
    CapacityTest,
    CompetenceAssessment,
    CompetenceBasis,
    CompetenceConclusion,
    Presumption,
    bases_for,
    best_interests_test,
    findings_on_capacity,
    findings_on_competence,
    presumed_able,
    presumption,
)
from logbook.domain.practice import Nation
from logbook.wording.labels import label
from tests.builders import NOON

LACKS = CapacityAssessment(
    id=UUID(int=1),
    service_user=UUID(int=2),
    decision="Whether the care home sees the falls plan",
    at=NOON,
    assessor="Rhian Prosser",
    nation=Nation.ENGLAND,
    test=CapacityTest.MCA,
    impairment="Dementia",
    understand=True,
    retain=False,
    use_weigh=True,
    communicate=True,
    support="Asked in the morning, with pictures",
    conclusion=CapacityConclusion.LACKS,
    evidence="Could not say after two minutes what had been asked",
)


def parts(assessment: CapacityAssessment) -> list[tuple[str, str]]:
    return [(each.code.value, each.part) for each in findings_on_capacity(assessment)]


def test_an_assessment_that_agrees_with_itself_has_no_findings() -> None:
    assert parts(LACKS) == []
    assert LACKS.lacking


UNSOUND = [
    ({"decision": " "}, ["decision"]),
    ({"assessor": ""}, ["assessor"]),
    ({"retain": True}, ["conclusion"]),
    ({"retain": None}, ["conclusion"]),
    ({"impairment": " "}, ["impairment"]),
    ({"support": ""}, ["support"]),
    ({"evidence": ""}, ["evidence"]),
    ({"conclusion": CapacityConclusion.HAS}, ["conclusion"]),
    ({"conclusion": CapacityConclusion.HAS, "retain": None}, ["conclusion"]),
    ({"conclusion": CapacityConclusion.FLUCTUATING}, ["reassess_on"]),
    ({"nation": Nation.SCOTLAND}, ["test"]),
    ({"nation": Nation.NORTHERN_IRELAND}, ["test"]),
    ({"test": CapacityTest.AWI}, ["test"]),
    ({"test": CapacityTest.AWI, "nation": Nation.SCOTLAND, "impairment": ""}, ["impairment"]),
]


@pytest.mark.parametrize(("changes", "expected"), UNSOUND)
def test_an_assessment_that_contradicts_itself_says_where(
    changes: dict[str, Any], expected: list[str]
) -> None:
    assert parts(replace(LACKS, **changes)) == [("C-03", part) for part in expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"conclusion": CapacityConclusion.HAS, "retain": True, "impairment": ""},
        {"conclusion": CapacityConclusion.FLUCTUATING, "reassess_on": date(2026, 12, 1)},
        {"conclusion": CapacityConclusion.NOT_ASSESSED, "support": "", "evidence": ""},
        {"nation": Nation.WALES},
        {"nation": Nation.SCOTLAND, "test": CapacityTest.AWI},
        {
            "nation": Nation.NORTHERN_IRELAND,
            "test": CapacityTest.NI_COMMON_LAW,
            "impairment": "",
        },
    ],
)
def test_what_the_law_of_the_nation_asks_for_is_enough(changes: dict[str, Any]) -> None:
    assert parts(replace(LACKS, **changes)) == []


@pytest.mark.parametrize("ability", ["understand", "retain", "use_weigh", "communicate"])
def test_one_ability_that_fails_is_enough_to_lack_capacity(ability: str) -> None:
    able = replace(LACKS, retain=True)

    assert parts(replace(able, **{ability: False})) == []


def test_scotland_judges_by_benefit_and_never_says_best_interests() -> None:
    assert best_interests_test(Nation.SCOTLAND) is BestInterestsTest.BENEFIT
    assert "interests" not in label(best_interests_test(Nation.SCOTLAND)).lower()
    for nation in set(Nation) - {Nation.SCOTLAND}:
        assert best_interests_test(nation) is BestInterestsTest.BEST_INTERESTS


def test_northern_ireland_is_not_judged_by_the_act_of_2005() -> None:
    assert "2005" not in label(capacity.test_for(Nation.NORTHERN_IRELAND))
    assert capacity.test_for(Nation.WALES) is CapacityTest.MCA


E, W, S, N = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND


@pytest.mark.parametrize(
    ("nation", "age", "presumed"),
    [
        (E, None, Presumption.CAPACITY),
        (E, 18, Presumption.CAPACITY),
        (W, 17, Presumption.SIXTEEN_SEVENTEEN),
        (N, 16, Presumption.SIXTEEN_SEVENTEEN),
        (S, 16, Presumption.CAPACITY),
        (S, 15, Presumption.TWELVE_IN_SCOTLAND),
        (S, 12, Presumption.TWELVE_IN_SCOTLAND),
        (S, 11, Presumption.NONE),
        (E, 15, Presumption.NONE),
        (W, 13, Presumption.NONE),
        (N, 13, Presumption.NONE),
    ],
)
def test_what_is_presumed_depends_on_nation_and_age(
    nation: Nation, age: int | None, presumed: Presumption
) -> None:
    assert presumption(nation, age) is presumed
    assert presumed_able(nation, age) is (presumed is not Presumption.NONE)


@pytest.mark.parametrize(
    ("nation", "age", "bases"),
    [
        (E, 18, ()),
        (S, 18, ()),
        (N, 17, (CompetenceBasis.SIXTEEN_SEVENTEEN_PRESUMED,)),
        (S, 16, (CompetenceBasis.SIXTEEN_SEVENTEEN_PRESUMED,)),
        (E, 15, (CompetenceBasis.GILLICK,)),
        (S, 13, (CompetenceBasis.SCOT_12_PRESUMED, CompetenceBasis.SCOT_1991_S2_4)),
        (S, 12, (CompetenceBasis.SCOT_12_PRESUMED, CompetenceBasis.SCOT_1991_S2_4)),
        (S, 11, (CompetenceBasis.SCOT_1991_S2_4,)),
    ],
)
def test_a_child_decides_by_the_rule_of_nation_and_age(
    nation: Nation, age: int, bases: tuple[CompetenceBasis, ...]
) -> None:
    assert bases_for(nation, age) == bases


COMPETENT = CompetenceAssessment(
    id=UUID(int=3),
    service_user=UUID(int=2),
    decision="Whether her father sees the notes",
    at=NOON,
    assessor="Rhian Prosser",
    nation=Nation.ENGLAND,
    basis=CompetenceBasis.GILLICK,
    understands_information=True,
    understands_implications=True,
    understands_risks_of_not=True,
    free_of_pressure=True,
    conclusion=CompetenceConclusion.COMPETENT,
    evidence="Said in her own words what would follow",
)
BORN = date(2013, 3, 2)


def of_child(assessment: CompetenceAssessment, born: date | None = BORN) -> list[tuple[str, str]]:
    found = findings_on_competence(assessment, born=born, on=NOON.date())
    return [(each.code.value, each.part) for each in found]


def test_a_sound_assessment_of_a_child_has_no_findings() -> None:
    assert of_child(COMPETENT) == []
    assert of_child(COMPETENT, born=None) == []
    assert COMPETENT.competent


PRESUMED = {"nation": S, "basis": CompetenceBasis.SCOT_12_PRESUMED}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"decision": ""}, ["decision"]),
        ({"assessor": " "}, ["assessor"]),
        ({"evidence": ""}, ["evidence"]),
        ({"free_of_pressure": False}, ["conclusion"]),
        ({"understands_implications": None}, ["conclusion"]),
        ({"conclusion": CompetenceConclusion.NOT_COMPETENT}, ["conclusion"]),
        ({"conclusion": CompetenceConclusion.NOT_ASSESSED}, ["conclusion"]),
        ({"nation": S}, ["basis"]),
        ({"basis": CompetenceBasis.SCOT_12_PRESUMED}, ["basis"]),
        ({"basis": CompetenceBasis.SIXTEEN_SEVENTEEN_PRESUMED}, ["basis"]),
        (PRESUMED, []),
        (PRESUMED | {"conclusion": CompetenceConclusion.NOT_ASSESSED, "evidence": ""}, []),
        (
            {
                "conclusion": CompetenceConclusion.NOT_COMPETENT,
                "understands_risks_of_not": False,
            },
            [],
        ),
    ],
)
def test_an_assessment_of_a_child_that_contradicts_itself_says_where(
    changes: dict[str, Any], expected: list[str]
) -> None:
    assert of_child(replace(COMPETENT, **changes)) == [("C-03", part) for part in expected]


def test_the_age_that_counts_is_that_of_the_day() -> None:
    sixteen = date(2010, 11, 20)

    assert of_child(COMPETENT, born=sixteen) == [("C-03", "basis")]
    assert of_child(COMPETENT, born=date(2010, 11, 21)) == []
