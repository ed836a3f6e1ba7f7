# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.basis import Attempt
from logbook.domain.capacity import CapacityAssessment, CapacityConclusion, CapacityTest
from logbook.domain.case import Case
from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentMode,
    InformationCategory,
    PurposeClass,
)
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import Answer, Code
from logbook.domain.information import Item
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.objection import Objection
from logbook.domain.party import PartyKind
from logbook.domain.practice import Nation
from logbook.domain.representative import (
    AuthorityEvidence,
    AuthorityType,
    Registrar,
    Representative,
)
from logbook.domain.series import Batch
from logbook.domain.uses import Use
from tests.builders import NOON
from tests.rules.situations import CONSENT, PERSON, a_case, a_consent, assessed, found, stops

ENOUGH = "They asked again by telephone and I noted what they said."


def withdrawn(at: datetime) -> ConsentEvent:
    return ConsentEvent(
        id=UUID(int=30),
        consent=CONSENT,
        service_user=PERSON,
        kind=ConsentEventKind.WITHDRAWN,
        at=at,
        statement="I do not want this any more",
        consequences_explained=True,
    )


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("B-03", "INV-13", fires=True)
def test_a_consent_that_was_withdrawn_supports_nothing_later() -> None:
    case = a_case(events=(withdrawn(NOON - timedelta(days=1)),))
    assert {"B-03", "INV-13"} <= stops(case)


@pytest.mark.rule("B-03", "INV-13", fires=False)
def test_withdrawing_is_not_retroactive() -> None:
    case = a_case(events=(withdrawn(NOON - timedelta(minutes=30)),))
    assert not {"B-03", "INV-13"} & found(case)


@pytest.mark.rule("INV-13", fires=True)
def test_no_reason_gets_past_a_consent_that_has_ended() -> None:
    answers = (Answer(code=Code.CONSENT_NOT_GIVEN, reason=ENOUGH),)
    consent = a_consent(period={"until": date(2026, 11, 19)})
    case = a_case(consents=(consent,), draft={"answers": answers})
    assert stops(case) == {"INV-13"}


@pytest.mark.rule("INV-13", fires=False)
def test_a_consent_holds_on_its_last_day() -> None:
    consent = a_consent(period={"until": date(2026, 11, 20)})
    assert "INV-13" not in found(a_case(consents=(consent,)))


@pytest.mark.rule("B-03", fires=True)
def test_a_consent_that_begins_later_does_not_stand_yet() -> None:
    consent = a_consent(period={"starts_on": date(2026, 11, 21)})
    case = a_case(consents=(consent,))
    assert "B-03" in found(case)
    assert "INV-13" not in found(case)


@pytest.mark.rule("B-03", fires=False)
def test_a_consent_that_begins_today_stands() -> None:
    consent = a_consent(period={"starts_on": date(2026, 11, 20)})
    assert "B-03" not in found(a_case(consents=(consent,)))


@pytest.mark.rule("B-04", "INV-12", fires=True)
@pytest.mark.parametrize(
    "change",
    [
        {"recipient": {"organisation": "Another Mutual", "name": "Claims team B"}},
        {"purpose": {"purpose_class": PurposeClass.CARE}},
        {
            "information": {
                "items": (
                    Item(category=InformationCategory.CLINICAL_NOTES, description="All notes"),
                )
            }
        },
    ],
    ids=["who", "why", "what"],
)
def test_what_goes_beyond_the_consent_stops(change: dict[str, Any]) -> None:
    assert "B-04" in stops(a_case(draft=change))


@pytest.mark.rule("B-04", "INV-12", fires=False)
def test_an_item_that_is_withheld_is_not_beyond_the_consent() -> None:
    items = (
        Item(category=InformationCategory.ASSESSMENT_REPORT, description="The report"),
        Item(
            category=InformationCategory.CLINICAL_NOTES,
            description="The notes",
            withheld=True,
            withheld_because="Outside the consent",
        ),
    )
    assert "B-04" not in found(a_case(draft={"information": {"items": items}}))


@pytest.mark.rule("B-04", fires=False)
def test_a_registered_alias_is_the_same_recipient() -> None:
    draft = {"recipient": {"organisation": "SM Insurance", "name": ""}}
    assert "B-04" in found(a_case(draft=draft))
    practice = {"aliases": (("Severn Mutual", "SM Insurance"),)}
    assert "B-04" not in found(a_case(draft=draft, practice=practice))


@pytest.mark.rule("B-04", fires=False)
def test_a_reason_of_thirty_characters_gets_past_the_scope() -> None:
    draft = {
        "recipient": {"organisation": "Another Mutual", "name": ""},
        "answers": (Answer(code=Code.OUTSIDE_CONSENT, reason=ENOUGH),),
    }
    assert "B-04" not in stops(a_case(draft=draft))
    short = {**draft, "answers": (Answer(code=Code.OUTSIDE_CONSENT, reason="They said so."),)}
    assert "B-04" in stops(a_case(draft=short))


@pytest.mark.rule("C-06", fires=True)
@pytest.mark.parametrize(
    "scope",
    [{"left_out": "Nothing about HIV"}, {"since": date(2026, 1, 1)}],
    ids=["in-words", "undated"],
)
def test_what_a_consent_leaves_out_is_read_by_a_person(scope: dict[str, Any]) -> None:
    item = Item(category=InformationCategory.ASSESSMENT_REPORT, description="The report")
    draft = {"information": {"items": (item,)}}
    case = a_case(consents=(a_consent(scope=scope),), draft=draft)
    assert parts(case, "C-06") == {"information.items"}
    assert assessed(case).ready


@pytest.mark.rule("C-06", fires=False)
def test_a_consent_that_leaves_nothing_out_asks_for_no_second_reading() -> None:
    assert "C-06" not in found(a_case())
    dated = a_consent(scope={"since": date(2026, 1, 1)})
    assert "C-06" not in found(a_case(consents=(dated,)))


@pytest.mark.rule("B-11", "INV-40", fires=True)
def test_consent_is_never_implied_for_what_is_not_care() -> None:
    consent = a_consent(giving={"mode": ConsentMode.IMPLIED})
    answers = (Answer(code=Code.IMPLIED_FOR_NON_CARE, reason=ENOUGH),)
    case = a_case(consents=(consent,), draft={"answers": answers})
    assert "B-11" in stops(case)
    assert parts(case, "B-11") == {"basis.consent"}


@pytest.mark.rule("B-11", "INV-40", fires=True)
@pytest.mark.parametrize("kind", [PartyKind.INSURER, PartyKind.EMPLOYER, PartyKind.MEDIA])
def test_an_insurer_an_employer_and_the_press_are_never_care(kind: PartyKind) -> None:
    consent = a_consent(
        giving={"mode": ConsentMode.IMPLIED}, scope={"purpose_class": PurposeClass.CARE}
    )
    draft = {"purpose": {"purpose_class": PurposeClass.CARE}, "recipient": {"kind": kind}}
    assert "B-11" in found(a_case(consents=(consent,), draft=draft))


@pytest.mark.rule("B-11", "INV-40", fires=False)
def test_consent_may_be_implied_for_care() -> None:
    consent = a_consent(
        giving={"mode": ConsentMode.IMPLIED}, scope={"purpose_class": PurposeClass.CARE}
    )
    draft = {
        "purpose": {"purpose_class": PurposeClass.CARE},
        "recipient": {"kind": PartyKind.GP},
    }
    assert "B-11" not in found(a_case(consents=(consent,), draft=draft))


@pytest.mark.rule("W-03", fires=True)
@pytest.mark.rule("INV-11", fires=True)
def test_spoken_consent_to_another_purpose_is_asked_for_in_writing() -> None:
    case = a_case(consents=(a_consent(giving={"mode": ConsentMode.EXPRESS_ORAL}),))
    assert parts(case, "W-03") == parts(case, "INV-11") == {"basis.consent"}


@pytest.mark.rule("INV-11", fires=False)
def test_why_it_is_not_in_writing_is_enough() -> None:
    consent = a_consent(
        giving={"mode": ConsentMode.EXPRESS_ORAL, "not_written_because": "Cannot hold a pen"}
    )
    case = a_case(consents=(consent,))
    assert "INV-11" not in found(case)
    assert "W-03" in found(case)


@pytest.mark.rule("W-03", "INV-11", fires=False)
def test_consent_in_writing_or_on_screen_is_in_writing() -> None:
    electronic = a_consent(giving={"mode": ConsentMode.EXPRESS_ELECTRONIC})
    for case in (a_case(), a_case(consents=(electronic,))):
        assert not {"W-03", "INV-11"} & found(case)


@pytest.mark.rule("W-01", fires=True)
def test_a_consent_more_than_a_year_old_is_asked_about() -> None:
    assert "W-01" in found(a_case(consents=(a_consent(giving={"given_on": date(2025, 11, 19)}),)))


@pytest.mark.rule("W-01", fires=False)
def test_a_consent_a_year_old_to_the_day_is_not() -> None:
    consent = a_consent(giving={"given_on": date(2025, 11, 20)})
    assert "W-01" not in found(a_case(consents=(consent,)))


@pytest.mark.rule("W-01", fires=False)
def test_a_consent_that_was_renewed_is_as_young_as_its_renewal() -> None:
    renewed = ConsentEvent(
        id=UUID(int=31),
        consent=CONSENT,
        service_user=PERSON,
        kind=ConsentEventKind.RENEWED,
        at=NOON - timedelta(days=30),
        statement="Still their wish",
    )
    consent = a_consent(giving={"given_on": date(2025, 6, 1)})
    assert "W-01" not in found(a_case(consents=(consent,), events=(renewed,)))


@pytest.mark.rule("W-06", fires=True)
def test_somebody_who_might_have_pressed_them_is_asked_about() -> None:
    assert "W-06" in found(a_case(consents=(a_consent(giving={"pressure_possible": True}),)))


@pytest.mark.rule("W-06", fires=False)
def test_somebody_who_was_only_present_is_not() -> None:
    assert "W-06" not in found(a_case(consents=(a_consent(giving={"present": "Her sister"}),)))


def an_assessment(conclusion: CapacityConclusion) -> CapacityAssessment:
    return CapacityAssessment(
        id=UUID(int=40),
        service_user=PERSON,
        decision="Whether the falls plan goes to the home",
        at=NOON - timedelta(days=2),
        assessor="Rhian Prosser",
        nation=Nation.ENGLAND,
        test=CapacityTest.MCA,
        conclusion=conclusion,
    )


@pytest.mark.rule("W-04", fires=True)
@pytest.mark.parametrize("conclusion", [CapacityConclusion.LACKS, CapacityConclusion.FLUCTUATING])
def test_capacity_that_was_doubted_is_not_presumed(conclusion: CapacityConclusion) -> None:
    assert "W-04" in found(a_case(capacities=(an_assessment(conclusion),)))


@pytest.mark.rule("W-04", fires=False)
def test_capacity_that_was_found_may_be_presumed() -> None:
    assert "W-04" not in found(a_case(capacities=(an_assessment(CapacityConclusion.HAS),)))


def a_representative(authority: AuthorityType) -> Representative:
    return Representative(
        id=UUID(int=50),
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


@pytest.mark.rule("B-12", "INV-28", fires=True)
@pytest.mark.parametrize("authority", [AuthorityType.LPA_PROPERTY, AuthorityType.NONE_FAMILY, None])
def test_a_consent_given_without_authority_is_none(authority: AuthorityType | None) -> None:
    consent = a_consent(giving={"representative": UUID(int=50)})
    known = () if authority is None else (a_representative(authority),)
    assert "B-12" in stops(a_case(consents=(consent,), representatives=known))


@pytest.mark.rule("B-12", "INV-28", fires=False)
def test_an_attorney_for_welfare_may_consent() -> None:
    consent = a_consent(giving={"representative": UUID(int=50)})
    known = (a_representative(AuthorityType.LPA_HEALTH_WELFARE),)
    lacks = (an_assessment(CapacityConclusion.LACKS),)
    case = a_case(consents=(consent,), representatives=known, capacities=lacks)
    assert "B-12" not in found(case)


@pytest.mark.rule("B-12", "INV-28", fires=True)
@pytest.mark.parametrize(
    "capacities",
    [(), (an_assessment(CapacityConclusion.HAS),)],
    ids=["never-assessed", "decides-alone"],
)
def test_an_attorney_consents_for_nobody_who_was_not_found_to_lack_capacity(
    capacities: tuple[CapacityAssessment, ...],
) -> None:
    consent = a_consent(giving={"representative": UUID(int=50)})
    known = (a_representative(AuthorityType.LPA_HEALTH_WELFARE),)
    case = a_case(consents=(consent,), representatives=known, capacities=capacities)
    assert parts(case, "B-12") == {"basis.consent"}


@pytest.mark.rule("B-12", "INV-28", fires=True)
@pytest.mark.parametrize(
    "change",
    [
        {"person": {"born": date(2010, 1, 1)}},
        {"person": {"died": date(2026, 11, 2)}},
    ],
    ids=["too-young", "dead"],
)
def test_a_power_of_attorney_is_for_the_living_and_the_grown(change: dict[str, Any]) -> None:
    consent = a_consent(giving={"representative": UUID(int=50)})
    known = (a_representative(AuthorityType.LPA_HEALTH_WELFARE),)
    lacks = (an_assessment(CapacityConclusion.LACKS),)
    case = a_case(consents=(consent,), representatives=known, capacities=lacks, **change)
    assert parts(case, "B-12") == {"basis.consent"}


@pytest.mark.rule("B-12", "INV-28", fires=True)
def test_a_power_that_ended_before_the_decision_is_none() -> None:
    consent = a_consent(giving={"representative": UUID(int=50)})
    ended = replace(a_representative(AuthorityType.LPA_HEALTH_WELFARE), valid_to=date(2026, 11, 19))
    lacks = (an_assessment(CapacityConclusion.LACKS),)
    case = a_case(consents=(consent,), representatives=(ended,), capacities=lacks)
    assert "B-12" in found(case)


SALE = Batch(
    found_by="Everybody with an open record",
    people=240,
    notice="Letters thirty days before, naming the successor and the way to object",
)


def handed_on(**draft: Any) -> Case:
    """A practice changes hands: everybody in it and nobody by name."""
    case = a_case(
        draft={
            "kind": Kind.BULK,
            "batch": SALE,
            "service_user": None,
            "recipient": {"kind": PartyKind.SUCCESSOR_PRACTICE},
            "purpose": {"purpose_class": PurposeClass.CARE},
            "basis": {"consent": None},
            **draft,
        }
    )
    return case if case.draft.service_user is not None else replace(case, person=None)


@pytest.mark.rule("B-01", fires=False)
def test_notice_in_time_stands_for_consent_when_care_is_handed_on() -> None:
    assert "B-01" not in found(handed_on())


@pytest.mark.rule("B-01", fires=True)
@pytest.mark.parametrize(
    "change",
    [
        {"batch": replace(SALE, notice=" ")},
        {"batch": None},
        {"kind": Kind.CARE},
        {"purpose": {"purpose_class": PurposeClass.NON_CARE}},
        {"batch": replace(SALE, people=1)},
        {"recipient": {"kind": PartyKind.INSURER}},
        {"service_user": PERSON},
    ],
    ids=["no-notice", "no-batch", "not-bulk", "not-care", "one-person", "no-successor", "named"],
)
def test_notice_stands_for_nothing_else(change: dict[str, Any]) -> None:
    assert parts(handed_on(**change), "B-01") == {"basis.consent"}


def an_objection(**changes: Any) -> Objection:
    objection = Objection(
        id=UUID(int=60),
        service_user=PERSON,
        made_on=date(2026, 11, 1),
        recipients=("Severn Mutual",),
        consequences_explained=True,
    )
    return replace(objection, **changes)


@pytest.mark.rule("W-42", "INV-16", "B-13", fires=True)
def test_an_adult_who_objects_is_not_overruled() -> None:
    case = a_case(objections=(an_objection(),))
    assert {"W-42", "INV-16", "B-13"} <= found(case)
    assert "INV-16" in stops(case)


@pytest.mark.rule("W-42", "INV-16", "B-13", fires=False)
@pytest.mark.parametrize(
    "objection",
    [
        an_objection(lifted_on=date(2026, 11, 19)),
        an_objection(recipients=("Another Mutual",)),
        an_objection(information=(InformationCategory.FINANCIAL,)),
    ],
    ids=["lifted", "another", "other-information"],
)
def test_an_objection_reaches_no_further_than_its_words(objection: Objection) -> None:
    assert not {"W-42", "INV-16", "B-13"} & found(a_case(objections=(objection,)))


@pytest.mark.rule("INV-16", "B-13", fires=True)
def test_an_objection_made_now_counts_like_one_on_file() -> None:
    case = a_case(draft={"basis": {"objects": True}})
    assert {"INV-16", "B-13"} <= stops(case)
    assert "W-42" not in found(case)


@pytest.mark.rule("INV-16", "B-13", fires=False)
@pytest.mark.parametrize(
    "basis",
    [
        {"family": BasisFamily.PUBLIC_INTEREST, "legal_basis": "LB-CL-PI"},
        {
            "family": BasisFamily.LAW,
            "legal_basis": "LB-COURT",
            "seen": EvidenceKind.SEALED_ORDER,
        },
    ],
    ids=["public-interest", "order"],
)
def test_a_duty_or_the_public_interest_goes_beyond_an_objection(basis: dict[str, Any]) -> None:
    changes = {**basis, "consent": None, "attempt": Attempt.REFUSED}
    case = a_case(objections=(an_objection(),), draft={"basis": changes})
    assert not {"INV-16", "B-13"} & found(case)
    assert "W-42" in found(case)


def routine(**changes: Any) -> Case:
    """A referral to somebody named in a consent for care, with only the five steps answered."""
    base = a_case().draft
    draft = DisclosureDraft(
        id=base.id,
        kind=Kind.CARE,
        service_user=PERSON,
        request=replace(base.request, origin=base.request.origin),
        recipient=replace(base.recipient, kind=PartyKind.GP),
        information=base.information,
        transmission=base.transmission,
    )
    consent = a_consent(scope={"purpose_class": PurposeClass.CARE, "purpose": "The night pain"})
    return a_case(draft=draft, **{"consents": (consent,), **changes})


def test_a_routine_referral_is_ready_after_five_steps() -> None:
    assessment = assessed(routine())
    asked = [each.step.value for each in assessment.steps if each.skipped is None]
    assert asked == ["person", "request", "information", "making", "check"]
    assert assessment.ready
    assert assessment.draft.decision.reasons == "The night pain"
    assert assessment.draft.basis.consent == CONSENT


def test_what_was_entered_is_never_filled_over() -> None:
    case = routine()
    entered = replace(
        case.draft,
        purpose=replace(case.draft.purpose, words="My own words"),
        decision=replace(case.draft.decision, reasons="My reasons"),
    )
    filled = assessed(replace(case, draft=entered)).draft
    assert filled.purpose.words == "My own words"
    assert filled.decision.reasons == "My reasons"


@pytest.mark.parametrize(
    "changes",
    [
        {"objections": (an_objection(),)},
        {"person": {"born": date(2012, 5, 1)}},
        {"person": {"died": date(2026, 11, 1)}},
        {"events": (withdrawn(NOON - timedelta(days=1)),)},
        {"consents": (a_consent(scope={"use": Use.INSURANCE}),)},
    ],
    ids=["objects", "child", "dead", "withdrawn", "another-purpose"],
)
def test_whatever_is_out_of_the_ordinary_takes_the_long_way(changes: dict[str, Any]) -> None:
    asked = [each for each in assessed(routine(**changes)).steps if each.skipped is None]
    assert len(asked) > 5


LAST_WEEK = NOON - timedelta(days=7)


def a_refusal(**changes: Any) -> Consent:
    """The same was asked again the day before, and the answer was no."""
    giving = {"decision": ConsentDecision.REFUSED, "given_on": date(2026, 11, 19)}
    return replace(a_consent(**{"giving": giving, **changes}), id=UUID(int=70))


def after_a_no(refusal: Consent) -> Case:
    return a_case(consents=(refusal, replace(a_consent(), recorded_at=LAST_WEEK)))


@pytest.mark.rule("INV-13", fires=True)
def test_a_later_no_to_the_same_ends_an_older_yes() -> None:
    case = after_a_no(a_refusal())
    assert parts(case, "INV-13") == {"basis.consent"}
    assert "INV-13" in stops(case)


@pytest.mark.rule("INV-13", fires=False)
@pytest.mark.parametrize(
    "refusal",
    [
        a_refusal(recorded_at=LAST_WEEK - timedelta(days=1)),
        a_refusal(scope={"recipients": ("Another Mutual",)}),
        a_refusal(scope={"information": (InformationCategory.FINANCIAL,)}),
    ],
    ids=["recorded-before", "somebody-else", "other-information"],
)
def test_a_no_to_something_else_or_before_ends_nothing(refusal: Consent) -> None:
    assert "INV-13" not in found(after_a_no(refusal))


@pytest.mark.rule("INV-16", "B-13", fires=False)
def test_the_dead_are_not_asked_whether_they_object() -> None:
    died = {"died": date(2026, 11, 2)}
    case = a_case(objections=(an_objection(),), person=died)
    assert not {"INV-16", "B-13"} & found(case)
    assert "W-42" in found(case)


@pytest.mark.rule("INV-13", fires=True)
def test_no_reason_turns_a_recorded_no_into_a_consent() -> None:
    answers = (Answer(code=Code.CONSENT_NOT_GIVEN, reason=ENOUGH),)
    no = a_consent(giving={"decision": ConsentDecision.REFUSED})
    assert "INV-13" in stops(a_case(consents=(no,), draft={"answers": answers}))
