# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.basis import Attempt, Basis
from logbook.domain.capacity import CapacityAssessment, CapacityConclusion, CapacityTest
from logbook.domain.case import Case
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.party import PartyKind
from logbook.domain.practice import Nation
from logbook.domain.safeguarding import AtRisk, Concern, Safeguarding
from logbook.domain.unable import Unable, WhyUnable
from tests.rules.situations import PERSON, a_case, assessed, found

WHOLE = Safeguarding(
    at_risk=AtRisk.ADULT,
    concerns=(Concern.FINANCIAL_ABUSE,),
    found_on=date(2026, 11, 19),
    threshold="Her savings are gone and she is afraid of her nephew",
    follow_up_on=date(2026, 11, 25),
)
WITHOUT_CONSENT = Basis(
    family=BasisFamily.PUBLIC_INTEREST,
    attempt=Attempt.REFUSED,
    why_without_consent="Others live with him",
)


def a_referral(
    *,
    nation: Nation = Nation.ENGLAND,
    to: PartyKind = PartyKind.ADULT_SERVICES,
    basis: Basis = WITHOUT_CONSENT,
    draft: dict[str, Any] | None = None,
    **parts: Any,
) -> Case:
    return a_case(
        nation=nation,
        draft={
            "kind": Kind.SAFEGUARDING,
            "safeguarding": replace(WHOLE, **parts),
            "recipient": {"kind": to},
            "basis": basis,
            **(draft or {}),
        },
    )


def where(case: Case) -> set[tuple[str, str]]:
    return {(each.code.value, each.part) for each in assessed(case).findings}


def missing(case: Case) -> set[str]:
    parts = {part for code, part in where(case) if code in {"INV-04", "INV-02"}}
    return {part for part in parts if part.startswith(("safeguarding", "recipient.kind"))}


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize(
    ("part", "value"), [("at_risk", None), ("threshold", " "), ("follow_up_on", None)]
)
def test_a_referral_says_who_is_at_risk_why_and_when_it_is_followed_up(
    part: str, value: object
) -> None:
    assert missing(a_referral(**{part: value})) == {f"safeguarding.{part}"}


@pytest.mark.rule("INV-04", fires=False)
def test_a_whole_referral_lacks_nothing() -> None:
    assert missing(a_referral()) == set()


def test_a_referral_of_which_nothing_is_said_lacks_all_of_it() -> None:
    bare = a_case(draft={"kind": Kind.SAFEGUARDING})
    assert {"safeguarding.at_risk", "safeguarding.threshold"} <= missing(bare)


@pytest.mark.parametrize(
    "to", [PartyKind.FAMILY_OR_CARER, PartyKind.INSURER, PartyKind.EMPLOYER, PartyKind.MEDIA]
)
def test_a_referral_goes_to_an_agency(to: PartyKind) -> None:
    assert missing(a_referral(to=to)) == {"recipient.kind"}


@pytest.mark.parametrize(
    "to", [PartyKind.CHILDRENS_SERVICES, PartyKind.POLICE, PartyKind.NHS_BODY, PartyKind.SCHOOL]
)
def test_agencies_are_authorities_and_those_who_refer_on(to: PartyKind) -> None:
    assert missing(a_referral(to=to)) == set()


def test_what_an_authority_demands_or_nobody_gets_needs_no_threshold() -> None:
    empty = {"threshold": "", "follow_up_on": None}
    demanded = Basis(family=BasisFamily.LAW, legal_basis="LB-ASP10", demand="The notes")
    assert missing(a_referral(nation=Nation.SCOTLAND, basis=demanded, **empty)) == set()
    kept = a_referral(draft={"decision": {"choice": Choice.REFUSE}}, **empty)
    assert missing(kept) == set()


def test_the_day_it_was_found_and_the_day_it_is_followed_up_fit() -> None:
    assert missing(a_referral(found_on=date(2026, 11, 21))) == {"safeguarding.found_on"}
    assert missing(a_referral(found_on=date(2026, 11, 20))) == set()
    assert missing(a_referral(follow_up_on=date(2026, 11, 19))) == {"safeguarding.follow_up_on"}
    assert missing(a_referral(follow_up_on=date(2026, 11, 20))) == set()


@pytest.mark.parametrize(
    ("concern", "nation", "asked"),
    [
        (Concern.FGM, Nation.WALES, True),
        (Concern.FGM, Nation.SCOTLAND, False),
        (Concern.CHILD_SEXUAL_OFFENCE, Nation.ENGLAND, True),
        (Concern.CHILD_SEXUAL_OFFENCE, Nation.WALES, False),
        (Concern.NEGLECT, Nation.ENGLAND, False),
    ],
)
def test_the_day_it_was_found_is_asked_where_a_clock_runs_from_it(
    concern: Concern, nation: Nation, *, asked: bool
) -> None:
    case = a_referral(nation=nation, at_risk=AtRisk.CHILD, concerns=(concern,), found_on=None)
    assert ("safeguarding.found_on" in missing(case)) is asked


def test_waiting_to_notify_has_a_reason_and_ends_within_seven_days() -> None:
    parts = {"at_risk": AtRisk.CHILD, "concerns": (Concern.CHILD_SEXUAL_OFFENCE,)}
    because = {"deferred_because": "He is with her until Monday"}

    def deferred(day: date, **more: Any) -> set[str]:
        return missing(a_referral(deferred_until=day, **parts, **more))

    assert deferred(date(2026, 11, 26), **because) == set()
    assert deferred(date(2026, 11, 26)) == {"safeguarding.deferred_because"}
    assert deferred(date(2026, 11, 27), **because) == {"safeguarding.deferred_until"}
    assert deferred(date(2026, 11, 18), **because) == {"safeguarding.deferred_until"}


@pytest.mark.rule("W-17", fires=True)
def test_a_referral_does_not_wait_for_consent() -> None:
    assert "W-17" in found(a_referral())


@pytest.mark.rule("W-17", fires=False)
def test_a_referral_with_consent_did_not_have_to_wait() -> None:
    agreed = replace(a_case().draft.basis, family=BasisFamily.CONSENT)
    assert "W-17" not in found(a_referral(basis=agreed))


@pytest.mark.rule("W-20", fires=True)
@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({}, "safeguarding.adult_refuses"),
        ({"others_at_risk": True}, "safeguarding.others_at_risk"),
        ({"under_duress": True}, "safeguarding.under_duress"),
        ({"under_duress": True, "others_at_risk": True}, "safeguarding.others_at_risk"),
    ],
)
def test_an_adult_who_refuses_is_respected_unless_something_outweighs_that(
    parts: dict[str, Any], part: str
) -> None:
    assert ("W-20", part) in where(a_referral(adult_refuses=True, **parts))


@pytest.mark.rule("W-20", fires=True)
def test_a_law_that_requires_it_outweighs_the_refusal() -> None:
    law = Basis(family=BasisFamily.LAW, legal_basis="LB-CLANI5")
    case = a_referral(nation=Nation.NORTHERN_IRELAND, basis=law, adult_refuses=True)
    assert ("W-20", "basis.legal_basis") in where(case)


@pytest.mark.rule("W-20", fires=False)
def test_nobody_refuses_who_agrees_is_a_child_or_lacks_capacity() -> None:
    lacking = CapacityAssessment(
        id=UUID(int=60),
        service_user=PERSON,
        decision="The referral",
        at=datetime(2026, 11, 19, 10, tzinfo=UTC),
        assessor="RP",
        nation=Nation.ENGLAND,
        test=CapacityTest.MCA,
        conclusion=CapacityConclusion.LACKS,
    )
    unable = Unable(assessment=lacking.id)
    assert "W-20" not in found(a_referral())
    assert "W-20" not in found(a_referral(adult_refuses=True, at_risk=AtRisk.CHILD))
    said = {"unable": Unable(why=WhyUnable.LACKS_CAPACITY)}
    assert "W-20" not in found(a_referral(adult_refuses=True, draft=said))
    assessed_so = a_referral(adult_refuses=True, draft={"unable": unable})
    assert "W-20" not in found(replace(assessed_so, capacities=(lacking,)))


SERIOUS = [
    Concern.FGM,
    Concern.CHILD_SEXUAL_OFFENCE,
    Concern.OTHER_SERIOUS_OFFENCE,
    Concern.VIOLENCE,
]


@pytest.mark.rule("W-21", fires=True)
@pytest.mark.parametrize("concern", SERIOUS)
def test_in_northern_ireland_what_is_known_of_a_serious_offence_may_have_to_be_told(
    concern: Concern,
) -> None:
    case = a_referral(nation=Nation.NORTHERN_IRELAND, concerns=(concern,))
    assert ("W-21", "safeguarding.concerns") in where(case)


@pytest.mark.rule("W-21", fires=True)
def test_relying_on_that_duty_says_so_without_a_referral() -> None:
    law = Basis(family=BasisFamily.LAW, legal_basis="LB-CLANI5")
    assert "W-21" in found(a_case(nation=Nation.NORTHERN_IRELAND, draft={"basis": law}))


@pytest.mark.rule("W-21", fires=False)
@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND])
def test_elsewhere_there_is_no_such_duty(nation: Nation) -> None:
    case = a_referral(nation=nation, concerns=(Concern.OTHER_SERIOUS_OFFENCE,))
    assert "W-21" not in found(case)


@pytest.mark.rule("W-21", fires=False)
def test_neglect_in_northern_ireland_is_no_such_offence() -> None:
    case = a_referral(nation=Nation.NORTHERN_IRELAND, concerns=(Concern.NEGLECT,))
    assert "W-21" not in found(case)


def test_keeping_silent_in_northern_ireland_needs_a_reasonable_excuse() -> None:
    def silent(excuse: str) -> Case:
        return a_referral(
            nation=Nation.NORTHERN_IRELAND,
            concerns=(Concern.OTHER_SERIOUS_OFFENCE,),
            basis=replace(WITHOUT_CONSENT, reasonable_excuse=excuse),
            draft={"decision": {"choice": Choice.REFUSE}},
        )

    assert ("INV-05", "basis.reasonable_excuse") in where(silent(" "))
    assert ("INV-05", "basis.reasonable_excuse") not in where(silent("The police know already"))


@pytest.mark.rule("W-22", fires=True)
def test_in_england_the_new_duty_to_report_is_checked() -> None:
    case = a_referral(at_risk=AtRisk.CHILD, concerns=(Concern.CHILD_SEXUAL_OFFENCE,))
    assert "W-22" in found(case)


@pytest.mark.rule("W-22", fires=False)
@pytest.mark.parametrize("nation", [Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND])
def test_that_duty_is_no_law_in_another_nation(nation: Nation) -> None:
    case = a_referral(nation=nation, at_risk=AtRisk.CHILD, concerns=(Concern.CHILD_SEXUAL_OFFENCE,))
    assert "W-22" not in found(case)


@pytest.mark.rule("W-22", fires=False)
def test_another_offence_in_england_does_not_start_it() -> None:
    case = a_referral(at_risk=AtRisk.CHILD, concerns=(Concern.OTHER_SERIOUS_OFFENCE,))
    assert "W-22" not in found(case)


@pytest.mark.rule("W-23", fires=True)
@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
def test_telling_the_police_of_fgm_is_nobody_elses_duty(nation: Nation) -> None:
    case = a_referral(nation=nation, at_risk=AtRisk.CHILD, concerns=(Concern.FGM,))
    assert "W-23" in found(case)


@pytest.mark.rule("W-23", fires=False)
@pytest.mark.parametrize("nation", [Nation.SCOTLAND, Nation.NORTHERN_IRELAND])
def test_in_scotland_and_northern_ireland_it_is_no_duty_by_law(nation: Nation) -> None:
    case = a_referral(nation=nation, at_risk=AtRisk.CHILD, concerns=(Concern.FGM,))
    assert "W-23" not in found(case)


@pytest.mark.rule("W-23", fires=False)
def test_for_a_woman_it_is_no_duty() -> None:
    assert "W-23" not in found(a_referral(at_risk=AtRisk.ADULT, concerns=(Concern.FGM,)))


@pytest.mark.rule("W-24", fires=True)
def test_scots_law_has_tests_of_its_own() -> None:
    assert ("W-24", "safeguarding.at_risk") in where(a_referral(nation=Nation.SCOTLAND))


@pytest.mark.rule("W-24", fires=False)
def test_they_are_not_the_tests_of_the_other_nations() -> None:
    for nation in (Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND):
        assert "W-24" not in found(a_referral(nation=nation))
