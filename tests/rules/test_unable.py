# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.capacity import (
    CapacityAssessment,
    CapacityConclusion,
    CapacityTest,
    CompetenceAssessment,
    CompetenceBasis,
    CompetenceConclusion,
)
from logbook.domain.capacity import test_for as capacity_test
from logbook.domain.case import Case
from logbook.domain.data_protection import DataProtection
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import TellingOutcome
from logbook.domain.party import PartyKind
from logbook.domain.practice import Nation
from logbook.domain.representative import (
    AuthorityEvidence,
    AuthorityType,
    Registrar,
    Representative,
)
from logbook.domain.unable import Unable, WhyUnable
from tests.builders import NOON
from tests.rules.situations import PERSON, a_case, assessed, changed, found

ASSESSMENT = UUID(int=40)
DECIDER = UUID(int=50)
COURTS_TEST = {
    Nation.ENGLAND: "LB-MCA",
    Nation.WALES: "LB-MCA",
    Nation.SCOTLAND: "LB-AWI",
    Nation.NORTHERN_IRELAND: "LB-CL-BI",
}


def an_assessment(nation: Nation = Nation.ENGLAND, **changes: Any) -> CapacityAssessment:
    assessment = CapacityAssessment(
        id=ASSESSMENT,
        service_user=PERSON,
        decision="Whether the falls plan goes to the home",
        at=NOON - timedelta(days=1),
        assessor="Rhian Prosser",
        nation=nation,
        test=capacity_test(nation),
        impairment="Alzheimer's disease",
        understand=False,
        retain=False,
        use_weigh=False,
        communicate=True,
        support="Short sentences, in the morning, with her daughter",
        conclusion=CapacityConclusion.LACKS,
        evidence="Notes of 19 November 2026",
    )
    return replace(assessment, **changes)


def a_representative(authority: AuthorityType, **changes: Any) -> Representative:
    representative = Representative(
        id=DECIDER,
        service_user=PERSON,
        name="Gwen Okonkwo",
        relationship="Daughter",
        authority=authority,
        nation=Nation.ENGLAND,
        evidence=AuthorityEvidence(
            document="The registered power", seen_on=date(2026, 11, 2), seen_by="Rhian Prosser"
        ),
        registered_with=Registrar.OPG_ENGLAND_WALES,
    )
    return replace(representative, **changes)


def for_her(
    nation: Nation = Nation.ENGLAND, *, unable: dict[str, Any] | None = None, **beside: Any
) -> Case:
    """A falls plan for the care home of somebody with dementia; nothing is missing."""
    value = Unable(
        why=WhyUnable.LACKS_CAPACITY,
        can_wait=False,
        wishes="Has always wanted to stay on her feet; shown the plan and smiled",
        consulted="Her daughter, who agrees",
        reasons="The home can only prevent falls that it knows of",
        assessment=ASSESSMENT,
    )
    return a_case(
        nation=nation,
        draft={
            "kind": Kind.BEST_INTERESTS,
            "recipient": {"kind": PartyKind.OTHER},
            "data_protection": DataProtection(),
            "unable": changed(value, unable or {}),
            "basis": {
                "family": BasisFamily.BEST_INTERESTS,
                "consent": None,
                "legal_basis": COURTS_TEST[nation],
            },
        },
        **{"capacities": (an_assessment(nation),), **beside},
    )


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("INV-15", "W-04", "C-03", "B-12", "INV-28", fires=False)
@pytest.mark.parametrize("nation", list(Nation))
def test_a_decision_for_somebody_who_cannot_make_it_is_complete(nation: Nation) -> None:
    assert not {"INV-15", "W-04", "C-03", "B-12"} & found(for_her(nation))


@pytest.mark.rule("INV-15", fires=True)
@pytest.mark.parametrize(
    ("unable", "part"),
    [
        ({"why": None}, "unable.why"),
        ({"can_wait": None}, "unable.can_wait"),
        ({"can_wait": True}, "unable.can_wait"),
        ({"wishes": " "}, "unable.wishes"),
        ({"consulted": ""}, "unable.consulted"),
        ({"reasons": "\n"}, "unable.reasons"),
        ({"assessment": None}, "unable.assessment"),
        ({"why": WhyUnable.CHILD_NOT_COMPETENT}, "unable.assessment"),
    ],
)
def test_nothing_of_it_may_be_missing(unable: dict[str, Any], part: str) -> None:
    assert parts(for_her(unable=unable), "INV-15") == {part}


@pytest.mark.rule("INV-15", fires=True)
@pytest.mark.parametrize("conclusion", [CapacityConclusion.HAS, CapacityConclusion.FLUCTUATING])
def test_only_somebody_found_to_lack_capacity_lacks_it(conclusion: CapacityConclusion) -> None:
    case = for_her(capacities=(an_assessment(conclusion=conclusion),))
    assert parts(case, "INV-15") == {"unable.assessment"}
    assert "W-04" not in found(case)


@pytest.mark.rule("W-04", "INV-15", fires=True)
def test_an_assessment_without_a_conclusion_is_none() -> None:
    case = for_her(capacities=(an_assessment(conclusion=CapacityConclusion.NOT_ASSESSED),))
    assert parts(case, "W-04") == {"unable.assessment"}
    assert parts(case, "INV-15") == {"unable.assessment"}


@pytest.mark.rule("INV-15", fires=False)
@pytest.mark.parametrize("why", [WhyUnable.UNCONSCIOUS, WhyUnable.TOO_ILL])
def test_who_is_unconscious_or_too_ill_needs_no_assessment(why: WhyUnable) -> None:
    case = for_her(unable={"why": why, "assessment": None}, capacities=())
    assert "INV-15" not in found(case)


@pytest.mark.rule("INV-15", fires=False)
def test_a_child_found_not_competent_is_decided_for() -> None:
    competence = CompetenceAssessment(
        id=ASSESSMENT,
        service_user=PERSON,
        decision="Whether the report goes to the school",
        at=NOON - timedelta(days=1),
        assessor="Rhian Prosser",
        nation=Nation.ENGLAND,
        basis=CompetenceBasis.GILLICK,
        conclusion=CompetenceConclusion.NOT_COMPETENT,
    )
    case = for_her(
        unable={"why": WhyUnable.CHILD_NOT_COMPETENT}, competences=(competence,), capacities=()
    )
    assert "INV-15" not in found(case)


@pytest.mark.rule("C-03", fires=True)
def test_each_nation_has_its_own_test_of_capacity() -> None:
    english = an_assessment(test=CapacityTest.MCA)
    case = for_her(Nation.NORTHERN_IRELAND, capacities=(english,))
    assert parts(case, "C-03") == {"unable.assessment"}


@pytest.mark.rule("W-24", fires=True)
def test_in_scotland_the_test_is_benefit() -> None:
    assert parts(for_her(Nation.SCOTLAND), "W-24") == {"unable.reasons"}


@pytest.mark.rule("W-24", fires=False)
@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND])
def test_elsewhere_it_is_best_interests(nation: Nation) -> None:
    assert "W-24" not in found(for_her(nation))


@pytest.mark.rule("B-12", "INV-28", fires=True)
@pytest.mark.parametrize(
    ("nation", "decider"),
    [
        (Nation.ENGLAND, a_representative(AuthorityType.LPA_PROPERTY)),
        (Nation.ENGLAND, a_representative(AuthorityType.NONE_FAMILY)),
        (Nation.ENGLAND, a_representative(AuthorityType.GUARDIAN_WELFARE_S)),
        (Nation.NORTHERN_IRELAND, a_representative(AuthorityType.LPA_HEALTH_WELFARE)),
        (
            Nation.ENGLAND,
            a_representative(AuthorityType.LPA_HEALTH_WELFARE, evidence=AuthorityEvidence()),
        ),
        (
            Nation.ENGLAND,
            a_representative(AuthorityType.LPA_HEALTH_WELFARE, valid_to=date(2026, 11, 1)),
        ),
    ],
    ids=["property", "next-of-kin", "of-scotland", "in-ni", "not-seen", "ended"],
)
def test_a_power_that_does_not_reach_this_decides_nothing(
    nation: Nation, decider: Representative
) -> None:
    case = for_her(nation, unable={"representative": DECIDER}, representatives=(decider,))
    assert parts(case, "B-12") == {"unable.representative"}
    assert not assessed(case).ready


@pytest.mark.rule("B-12", "INV-28", fires=True)
@pytest.mark.parametrize(
    "change",
    [
        {"person": {"born": date(2010, 1, 1)}},
        {"person": {"died": date(2026, 11, 2)}},
        {"capacities": (an_assessment(conclusion=CapacityConclusion.HAS),)},
    ],
    ids=["too-young", "dead", "decides-alone"],
)
def test_an_attorney_decides_for_the_living_the_grown_and_the_unable(
    change: dict[str, Any],
) -> None:
    decider = a_representative(AuthorityType.LPA_HEALTH_WELFARE)
    case = for_her(unable={"representative": DECIDER}, representatives=(decider,))
    assert "B-12" not in found(case)
    worse = for_her(
        unable={"representative": DECIDER},
        **{"representatives": (decider,), **{k: v for k, v in change.items() if k != "person"}},
    )
    if "person" in change:
        worse = changed(worse, {"person": change["person"]})
    assert "B-12" in found(worse)


@pytest.mark.rule("B-12", fires=True)
def test_somebody_who_is_not_on_record_decides_nothing() -> None:
    case = for_her(unable={"representative": DECIDER})
    assert parts(case, "B-12") == {"unable.representative"}


@pytest.mark.rule("B-12", "INV-28", fires=False)
def test_an_attorney_for_health_and_welfare_decides() -> None:
    decider = a_representative(AuthorityType.LPA_HEALTH_WELFARE)
    case = for_her(unable={"representative": DECIDER}, representatives=(decider,))
    assert "B-12" not in found(case)


def test_an_emergency_is_not_held_up() -> None:
    """The short path: who, to whom, what, why it could not wait, how."""
    base = a_case().draft
    unable = Unable(why=WhyUnable.UNCONSCIOUS, reasons="Unconscious after a crash")
    draft = replace(
        base,
        kind=Kind.EMERGENCY,
        unable=unable,
        recipient=replace(base.recipient, kind=PartyKind.NHS_BODY),
        basis=replace(base.basis, family=None, consent=None),
        purpose=replace(base.purpose, purpose_class=None, words=""),
        decision=replace(base.decision, choice=None, reasons="", decided_at=None),
        data_protection=replace(base.data_protection, article_6=None, article_9=None),
        telling=replace(base.telling, outcome=None, told_on=None, method=None),
        screening=replace(base.screening, done=False),
    )
    assessment = assessed(a_case(draft=draft))
    asked = [each.step.value for each in assessment.steps if each.skipped is None]
    assert asked == ["person", "request", "information", "basis", "unable", "making", "check"]
    assert [each.code.value for each in assessment.findings if each.blocks] == []
    assert assessment.draft.telling.outcome is TellingOutcome.TELL_LATER
    assert assessment.draft.telling.review_on == date(2026, 11, 21)


@pytest.mark.rule("INV-26", fires=True)
def test_nothing_is_decided_in_the_interests_of_the_dead() -> None:
    dead = changed(for_her(), {"person": {"died": date(2026, 11, 2)}})
    assert parts(dead, "INV-26") >= {"basis.family"}


@pytest.mark.rule("INV-26", fires=False)
def test_it_is_in_those_of_the_living() -> None:
    assert "basis.family" not in parts(for_her(), "INV-26")


FOR_OTHERS = [PartyKind.MEDIA, PartyKind.RESEARCHER, PartyKind.SOLICITOR_OTHER]
MAYBE_FOR_HER = [
    PartyKind.INSURER,
    PartyKind.EMPLOYER,
    PartyKind.SOLICITOR_OWN,
    PartyKind.HMRC_DWP,
]


def to(recipient: PartyKind, case: Case) -> Case:
    return changed(case, {"draft": {"recipient": {"kind": recipient}}})


@pytest.mark.rule("C-05", fires=True)
@pytest.mark.parametrize("recipient", FOR_OTHERS)
def test_it_is_in_nobodys_interest_that_a_newspaper_reads_it(recipient: PartyKind) -> None:
    case = to(recipient, for_her())
    assert parts(case, "C-05") == {"recipient.kind"}
    assert not assessed(case).ready


@pytest.mark.rule("C-08", fires=True)
@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize("recipient", MAYBE_FOR_HER)
def test_what_an_insurer_gains_is_not_what_she_gains(recipient: PartyKind, nation: Nation) -> None:
    case = to(recipient, for_her(nation))
    assert parts(case, "C-08") == {"recipient.kind"}
    assert "C-05" not in found(case)


@pytest.mark.rule("C-05", "C-08", fires=False)
@pytest.mark.parametrize(
    "recipient", [PartyKind.OTHER, PartyKind.GP, PartyKind.FAMILY_OR_CARER, None]
)
def test_whoever_cares_for_her_may_be_told(recipient: PartyKind | None) -> None:
    case = changed(for_her(), {"draft": {"recipient": {"kind": recipient}}})
    assert not {"C-05", "C-08"} & found(case)


@pytest.mark.rule("C-08", fires=False)
def test_whoever_decides_for_her_answers_for_what_her_insurer_is_told() -> None:
    daughter = a_representative(AuthorityType.LPA_HEALTH_WELFARE)
    case = for_her(unable={"representative": DECIDER}, representatives=(daughter,))
    assert not {"C-08", "B-12"} & found(to(PartyKind.INSURER, case))


@pytest.mark.rule("B-13", "INV-16", fires=True)
@pytest.mark.parametrize("lacking", [True, False])
def test_the_no_of_somebody_able_stands_whatever_is_thought_best(*, lacking: bool) -> None:
    objecting = changed(for_her(), {"draft": {"basis": {"objects": True}}})
    conclusion = CapacityConclusion.LACKS if lacking else CapacityConclusion.HAS
    case = replace(objecting, capacities=(an_assessment(conclusion=conclusion),))

    assert ({"B-13", "INV-16"} <= found(case)) is not lacking


@pytest.mark.rule("B-13", "INV-16", fires=False)
@pytest.mark.parametrize("why", [WhyUnable.UNCONSCIOUS, WhyUnable.TOO_ILL])
def test_what_was_said_before_somebody_lost_their_senses_is_weighed(why: WhyUnable) -> None:
    draft = {"basis": {"objects": True}, "unable": {"why": why, "assessment": None}}
    case = replace(changed(for_her(), {"draft": draft}), capacities=())

    assert not found(case) & {"B-13", "INV-16"}


@pytest.mark.rule("B-13", "INV-16", fires=True)
def test_a_no_is_not_set_aside_by_an_assessment_nothing_rests_on() -> None:
    draft = {"basis": {"objects": True, "family": BasisFamily.CONSENT}}
    case = changed(for_her(), {"draft": draft})

    assert {"B-13", "INV-16"} <= found(case)
