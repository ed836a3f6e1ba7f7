# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.capacity import CompetenceAssessment, CompetenceBasis, CompetenceConclusion
from logbook.domain.case import Case
from logbook.domain.consent import ConsentMode
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.people import Flag
from logbook.domain.practice import Nation
from logbook.domain.retention import RecordClass
from logbook.domain.steps import SkipReason, Step
from logbook.domain.unable import Child
from tests.builders import NOON, a_consent_draft, a_disclosure_draft
from tests.rules.situations import (
    CONSENT,
    NAMELESS,
    PERSON,
    a_case,
    a_consent,
    assessed,
    changed,
    found,
)

THIRTEEN, SEVENTEEN, ADULT = date(2013, 3, 1), date(2009, 3, 1), date(1990, 3, 1)
COMPETENCE = UUID(int=41)


def a_competence(conclusion: CompetenceConclusion) -> CompetenceAssessment:
    return CompetenceAssessment(
        id=COMPETENCE,
        service_user=PERSON,
        decision="Whether the notes go to her father",
        at=NOON - timedelta(days=1),
        assessor="Rhian Prosser",
        nation=Nation.ENGLAND,
        basis=CompetenceBasis.GILLICK,
        conclusion=conclusion,
    )


COMPETENT = a_competence(CompetenceConclusion.COMPETENT)
NOT_COMPETENT = a_competence(CompetenceConclusion.NOT_COMPETENT)


def about(
    born: date,
    nation: Nation = Nation.ENGLAND,
    *,
    child: dict[str, Any] | None = None,
    basis: dict[str, Any] | None = None,
    **beside: Any,
) -> Case:
    value = Child(competence=COMPETENCE, responsibility="Her mother and her father")
    return a_case(
        nation=nation,
        person={"born": born},
        draft={"child": changed(value, child or {}), "basis": basis or {}},
        **beside,
    )


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("W-05", fires=True)
@pytest.mark.parametrize(
    "child", [{"responsibility": " "}, {"contested": True}], ids=["not-known", "contested"]
)
def test_it_is_asked_who_has_parental_responsibility(child: dict[str, Any]) -> None:
    assert parts(about(THIRTEEN, child=child), "W-05") == {"child.responsibility"}


@pytest.mark.rule("W-05", fires=False)
def test_who_is_sixteen_decides_alone() -> None:
    assert "W-05" not in found(about(SEVENTEEN, child={"responsibility": ""}))
    assert "W-05" not in found(about(THIRTEEN))


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize("competences", [(), (NOT_COMPETENT,)], ids=["not-assessed", "not"])
def test_a_child_under_sixteen_consents_only_when_found_competent(
    competences: tuple[CompetenceAssessment, ...],
) -> None:
    case = about(THIRTEEN, competences=competences)
    assert "child.competence" in parts(case, "INV-04")


@pytest.mark.rule("INV-04", fires=False)
def test_a_child_who_was_found_competent_consents() -> None:
    assert "child.competence" not in parts(about(THIRTEEN, competences=(COMPETENT,)), "INV-04")
    assert "child.competence" not in parts(about(SEVENTEEN), "INV-04")


@pytest.mark.rule("INV-04", fires=True)
def test_the_scottish_presumption_is_about_rights_and_makes_no_consent() -> None:
    assert "child.competence" in parts(about(THIRTEEN, Nation.SCOTLAND), "INV-04")


def test_whoever_has_responsibility_may_consent_for_the_child() -> None:
    consent = a_consent(giving={"representative": UUID(int=50)})
    case = about(THIRTEEN, consents=(consent,))
    assert "child.competence" not in parts(case, "INV-04")


@pytest.mark.rule("B-13", fires=True)
@pytest.mark.parametrize(
    ("nation", "competences"),
    [
        (Nation.SCOTLAND, ()),
        (Nation.SCOTLAND, (COMPETENT,)),
        (Nation.ENGLAND, (COMPETENT,)),
        (Nation.WALES, (COMPETENT,)),
        (Nation.NORTHERN_IRELAND, (COMPETENT,)),
    ],
)
def test_a_child_who_can_decide_is_not_overruled(
    nation: Nation, competences: tuple[CompetenceAssessment, ...]
) -> None:
    case = about(THIRTEEN, nation, child={"asked_to_keep": True}, competences=competences)
    assert parts(case, "B-13") == {"child.asked_to_keep"}


@pytest.mark.rule("B-13", fires=False)
@pytest.mark.parametrize(
    ("nation", "competences"),
    [
        (Nation.ENGLAND, ()),
        (Nation.WALES, ()),
        (Nation.NORTHERN_IRELAND, ()),
        (Nation.SCOTLAND, (NOT_COMPETENT,)),
    ],
)
def test_elsewhere_nothing_is_presumed_of_a_child_of_thirteen(
    nation: Nation, competences: tuple[CompetenceAssessment, ...]
) -> None:
    case = about(THIRTEEN, nation, child={"asked_to_keep": True}, competences=competences)
    assert "B-13" not in found(case)


@pytest.mark.rule("W-04", fires=True)
def test_a_child_who_says_no_is_assessed() -> None:
    case = about(THIRTEEN, child={"asked_to_keep": True})
    assert parts(case, "W-04") == {"child.competence"}


@pytest.mark.rule("W-04", fires=False)
@pytest.mark.parametrize(
    ("nation", "competences"), [(Nation.SCOTLAND, ()), (Nation.ENGLAND, (NOT_COMPETENT,))]
)
def test_a_child_who_is_presumed_able_or_was_assessed_is_not_assessed_again(
    nation: Nation, competences: tuple[CompetenceAssessment, ...]
) -> None:
    case = about(THIRTEEN, nation, child={"asked_to_keep": True}, competences=competences)
    assert "W-04" not in found(case)


@pytest.mark.rule("B-13", fires=False)
def test_a_duty_goes_beyond_what_a_child_wants() -> None:
    case = about(
        THIRTEEN,
        child={"asked_to_keep": True},
        competences=(COMPETENT,),
        basis={
            "family": BasisFamily.LAW,
            "consent": None,
            "legal_basis": "LB-FGM5B",
            "seen": EvidenceKind.EVENT_KNOWN,
        },
    )
    assert "B-13" not in found(case)


@pytest.mark.rule("B-13", fires=True)
def test_a_right_of_access_is_no_duty_to_overrule_the_child() -> None:
    case = about(
        THIRTEEN,
        Nation.SCOTLAND,
        child={"asked_to_keep": True},
        basis={
            "family": BasisFamily.LAW,
            "consent": None,
            "legal_basis": "LB-SAR",
            "seen": EvidenceKind.APPLICATION,
        },
    )
    assert "B-13" in found(case)


@pytest.mark.rule("W-24", fires=True)
def test_in_scotland_a_child_of_twelve_is_presumed_able() -> None:
    assert "W-24" in found(about(THIRTEEN, Nation.SCOTLAND))


@pytest.mark.rule("W-24", fires=False)
def test_an_adult_in_scotland_is_an_adult() -> None:
    assert "W-24" not in found(about(ADULT, Nation.SCOTLAND))


@pytest.mark.rule("INV-27", fires=True)
def test_the_age_is_that_on_the_day_of_the_decision() -> None:
    """Sixteen since yesterday: the decision was made two days ago."""
    decided = {"decided_at": NOON - timedelta(days=2)}
    sent = {"made_at": NOON - timedelta(days=1)}
    case = a_case(
        person={"born": date(2010, 11, 19)}, draft={"decision": decided, "transmission": sent}
    )
    assert "child.competence" in parts(case, "INV-04")


@pytest.mark.rule("INV-27", fires=False)
def test_who_has_turned_sixteen_when_it_is_decided_is_sixteen() -> None:
    case = a_case(person={"born": date(2010, 11, 20)})
    assert "child.competence" not in parts(case, "INV-04")


@pytest.mark.rule("I-02", fires=True)
def test_nobody_knows_whether_somebody_without_a_birthday_is_a_child() -> None:
    assert parts(a_case(person={"born": None}), "I-02") == {"service_user"}


@pytest.mark.rule("I-02", fires=False)
@pytest.mark.parametrize(
    "case",
    [
        a_case(person={"born": ADULT}),
        a_case(person={"born": None, "died": date(2026, 11, 1)}),
        a_case(person={"born": None}, draft={"kind": Kind.BREACH}),
        a_case(person={"born": None}, draft={"information": NAMELESS}),
        replace(a_case(), person=None),
    ],
    ids=["known", "died", "breach", "nameless", "nobody"],
)
def test_a_birthday_on_record_or_of_no_use_is_not_asked_for(case: Case) -> None:
    assert "I-02" not in found(case)


def test_without_a_birthday_an_adult_stays_on_the_short_path_and_a_childs_record_does_not() -> None:
    consent = a_consent(
        scope=a_consent_draft(PERSON).scope, giving={"mode": ConsentMode.EXPRESS_WRITTEN}
    )

    def skipped(**person: Any) -> bool:
        routine = a_case(
            draft=a_disclosure_draft(PERSON, CONSENT), consents=(consent,), person=person
        )
        (path,) = (each for each in assessed(routine).steps if each.step is Step.PURPOSE)
        return path.skipped is SkipReason.COVERED_BY_CONSENT

    assert skipped(born=None)
    assert skipped(born=None, record_classes=(RecordClass.ADULT,))
    assert not skipped(born=None, record_classes=(RecordClass.CHILD,))
    assert not skipped(born=None, flags=(Flag.SAFEGUARDING_CHILD,))
    assert skipped(born=ADULT, record_classes=(RecordClass.CHILD,))
