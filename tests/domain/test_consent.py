# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentDraft,
    ConsentMode,
    ConsentScope,
    Explanation,
    Giving,
    Period,
    PurposeClass,
    complete_consent,
    findings_on_consent,
    implied_possible,
)
from logbook.domain.findings import Answer, Code, RecordRefusedError
from logbook.domain.party import PartyKind, RecipientClass
from logbook.domain.research import Medium
from logbook.domain.uses import Use
from logbook.journal.payload import read_payload, written_payload
from tests.builders import NOON, a_consent_draft

TODAY = date(2026, 11, 20)


def codes(draft: ConsentDraft) -> set[tuple[str, str]]:
    return {(found.code.value, found.part) for found in findings_on_consent(draft, today=TODAY)}


def changed(group: str, **parts: Any) -> ConsentDraft:
    draft = a_consent_draft(uuid4())
    return replace(draft, **{group: replace(getattr(draft, group), **parts)})


def a_consent(draft: ConsentDraft | None = None) -> Consent:
    return complete_consent(
        draft or a_consent_draft(uuid4()), recorded_by=uuid4(), now=NOON, today=TODAY
    )


def test_a_whole_draft_has_no_findings() -> None:
    assert codes(a_consent_draft(uuid4())) == set()


@pytest.mark.parametrize(
    ("group", "parts", "found"),
    [
        ("scope", {"purpose_class": None}, ("C-01", "scope.purpose_class")),
        ("scope", {"purpose": " "}, ("C-01", "scope.purpose")),
        ("scope", {"information": ()}, ("C-01", "scope.information")),
        ("scope", {"recipients": (" ",)}, ("C-01", "scope.recipients")),
        ("scope", {"how_used": ""}, ("C-01", "scope.how_used")),
        ("explanation", {"right_to_withdraw": False}, ("C-01", "explanation")),
        ("giving", {"mode": None}, ("C-01", "giving.mode")),
        ("giving", {"given_on": None}, ("C-01", "giving.given_on")),
        ("giving", {"freely": False}, ("C-01", "giving.freely")),
        ("giving", {"capacity": None}, ("C-01", "giving.capacity")),
        ("giving", {"evidence": ""}, ("C-01", "giving.evidence")),
        ("giving", {"mode": ConsentMode.IMPLIED}, ("C-01", "giving.implied_because")),
        ("giving", {"given_on": date(2026, 11, 21)}, ("INV-02", "giving.given_on")),
        ("period", {"until": date(2026, 11, 15)}, ("INV-02", "period.until")),
        (
            "period",
            {"starts_on": date(2026, 12, 2), "until": date(2026, 12, 1)},
            ("INV-02", "period.until"),
        ),
        ("period", {"max_uses": 0}, ("C-01", "period.max_uses")),
        (
            "scope",
            {"since": date(2026, 1, 2), "until": date(2026, 1, 1)},
            ("INV-02", "scope.until"),
        ),
        ("scope", {"recipients": ("any insurer",)}, ("W-02", "scope.recipients")),
        ("scope", {"media": (Medium.JOURNAL,)}, ("W-33", "scope.media")),
        ("giving", {"pressure_possible": True}, ("W-06", "giving.pressure_possible")),
        ("giving", {"gdpr_consent": True}, ("INV-19", "period.withdrawal_method")),
    ],
)
def test_one_missing_part_is_one_finding(
    group: str, parts: dict[str, Any], found: tuple[str, str]
) -> None:
    assert codes(changed(group, **parts)) == {found}


def test_a_consent_without_a_person_is_nobodys() -> None:
    assert codes(replace(a_consent_draft(uuid4()), service_user=None)) == {
        ("INV-03", "service_user")
    }


def test_consent_to_a_non_care_use_that_is_only_spoken_warns_and_asks_why() -> None:
    draft = a_consent_draft(uuid4())
    oral = replace(
        draft,
        scope=replace(draft.scope, purpose_class=PurposeClass.NON_CARE),
        giving=replace(draft.giving, mode=ConsentMode.EXPRESS_ORAL),
    )

    assert codes(oral) == {
        ("W-03", "giving.mode"),
        ("INV-11", "giving.not_written_because"),
    }


def test_implied_consent_to_a_non_care_use_stops_and_no_reason_helps() -> None:
    draft = a_consent_draft(uuid4())
    implied = replace(
        draft,
        scope=replace(draft.scope, purpose_class=PurposeClass.NON_CARE),
        giving=replace(
            draft.giving,
            mode=ConsentMode.IMPLIED,
            implied_because="Sat there",
            not_written_because="In a hurry",
        ),
        answers=(Answer(code=Code.IMPLIED_FOR_NON_CARE, reason="x" * 300),),
    )

    stops = [found for found in findings_on_consent(implied, today=TODAY) if found.blocks]

    assert [found.code for found in stops] == [Code.IMPLIED_FOR_NON_CARE]


def test_an_incomplete_consent_is_refused_and_says_which_part() -> None:
    with pytest.raises(RecordRefusedError) as refused:
        a_consent(changed("scope", purpose=""))

    assert [found.part for found in refused.value.findings] == ["scope.purpose"]


def test_a_recorded_consent_is_tidied() -> None:
    draft = changed("scope", purpose="  Referral \r\n")

    assert a_consent(draft).scope.purpose == "Referral"


@pytest.mark.parametrize(
    ("group", "parts"),
    [
        ("scope", {"recipients": (), "classes": (RecipientClass.REGISTERED_GP,)}),
        ("scope", {"since": TODAY, "until": TODAY, "use": Use.CARE}),
        ("period", {"starts_on": date(2026, 11, 16), "until": date(2026, 11, 16)}),
        ("period", {"max_uses": 1}),
        ("giving", {"given_on": TODAY}),
        ("giving", {"present": "Her sister"}),
    ],
)
def test_what_is_in_order_has_no_findings(group: str, parts: dict[str, Any]) -> None:
    assert codes(changed(group, **parts)) == set()


def test_consent_in_data_protection_law_is_express_and_can_be_withdrawn() -> None:
    draft = changed(
        "giving", mode=ConsentMode.IMPLIED, implied_because="Came for it", gdpr_consent=True
    )
    withdrawable = replace(draft, period=replace(draft.period, withdrawal_method="A letter to us"))
    express = replace(
        withdrawable, giving=replace(draft.giving, mode=ConsentMode.EXPRESS_WRITTEN, evidence="x")
    )

    assert codes(draft) == {
        ("INV-19", "giving.gdpr_consent"),
        ("INV-19", "period.withdrawal_method"),
    }
    assert codes(withdrawable) == {("INV-19", "giving.gdpr_consent")}
    assert codes(express) == set()


def test_what_is_published_is_agreed_medium_by_medium() -> None:
    bare = changed("scope", use=Use.PUBLICATION)
    named = changed("scope", use=Use.TEACHING, media=(Medium.TEACHING,))

    assert codes(bare) == {("C-01", "scope.media"), ("W-33", "scope.media")}
    assert codes(named) == {("W-33", "scope.media")}


@pytest.mark.parametrize(
    ("purpose_class", "use", "kind", "possible"),
    [
        (PurposeClass.CARE, None, None, True),
        (PurposeClass.CARE, Use.CARE, PartyKind.GP, True),
        (PurposeClass.CARE, Use.SUPERVISION, PartyKind.HEALTH_PROFESSIONAL, True),
        (PurposeClass.CARE, None, PartyKind.FAMILY_OR_CARER, True),
        (None, None, None, True),
        (PurposeClass.NON_CARE, None, None, False),
        (PurposeClass.CARE, Use.RESEARCH, None, False),
        (PurposeClass.CARE, Use.INSURANCE, None, False),
        (PurposeClass.CARE, None, PartyKind.INSURER, False),
        (PurposeClass.CARE, Use.CARE, PartyKind.EMPLOYER, False),
        (PurposeClass.CARE, None, PartyKind.MEDIA, False),
        (None, None, PartyKind.RESEARCHER, False),
    ],
)
def test_consent_is_implied_for_care_and_nothing_else(
    purpose_class: PurposeClass | None,
    use: Use | None,
    kind: PartyKind | None,
    *,
    possible: bool,
) -> None:
    assert implied_possible(purpose_class, use, kind) is possible


def test_implied_consent_to_research_in_the_course_of_care_is_no_consent() -> None:
    draft = changed("giving", mode=ConsentMode.IMPLIED, implied_because="Came for it")

    assert codes(draft) == set()
    assert codes(replace(draft, scope=replace(draft.scope, use=Use.RESEARCH))) == {
        ("B-11", "giving.mode")
    }


def test_a_refusal_is_recorded_with_what_was_asked_and_what_follows_from_it() -> None:
    asked = ConsentDraft(
        id=uuid4(),
        service_user=uuid4(),
        scope=replace(a_consent_draft(uuid4()).scope, how_used=""),
        explanation=Explanation(consequences_of_refusal=True),
        giving=Giving(decision=ConsentDecision.REFUSED, given_on=TODAY),
    )
    unexplained = replace(asked, explanation=Explanation(why=True, right_to_withdraw=True))

    assert codes(asked) == set()
    assert codes(unexplained) == {("C-01", "explanation")}
    assert codes(replace(asked, giving=replace(asked.giving, given_on=None))) == {
        ("C-01", "giving.given_on")
    }
    refusal = a_consent(asked)
    assert refusal.first_day is None
    assert not refusal.stands_on(TODAY)


@pytest.mark.parametrize("decision", [ConsentDecision.REQUESTED, ConsentDecision.DEFERRED])
def test_asking_needs_the_scope_and_the_explanation_but_no_answer(
    decision: ConsentDecision,
) -> None:
    whole = a_consent_draft(uuid4())
    asked = replace(whole, giving=Giving(decision=decision, given_on=TODAY))

    assert codes(asked) == set()
    assert codes(replace(asked, scope=replace(whole.scope, how_used=""))) == {
        ("C-01", "scope.how_used")
    }
    assert not a_consent(asked).stands_on(TODAY)


def test_a_consent_stands_from_its_first_day_to_its_last() -> None:
    consent = a_consent(changed("period", starts_on=date(2026, 12, 1), until=date(2026, 12, 2)))

    assert consent.first_day == date(2026, 12, 1)
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]
    assert [consent.stands_on(day) for day in days] == [False, True, True, False]


def test_a_start_before_the_giving_reaches_nothing_back() -> None:
    assert a_consent(changed("period", starts_on=date(2026, 1, 1))).first_day == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("period", "uses"),
    [(Period(), None), (Period(once=True, max_uses=5), 1), (Period(max_uses=5), 5)],
)
def test_how_often_a_consent_may_be_used(period: Period, uses: int | None) -> None:
    assert period.uses == uses


def test_a_record_written_before_there_was_more_to_say_still_reads() -> None:
    consent = a_consent()
    scope, giving = consent.scope, consent.giving
    old = json.loads(written_payload(consent))
    for group, kept in (
        (
            "scope",
            ("purpose_class", "purpose", "information", "left_out", "recipients", "how_used"),
        ),
        ("explanation", ("why", "consequences_of_refusal", "right_to_withdraw", "how")),
        (
            "giving",
            (
                "mode",
                "given_by",
                "given_on",
                "freely",
                "capacity",
                "evidence",
                "implied_because",
                "not_written_because",
            ),
        ),
        ("period", ("review_on", "until", "once")),
    ):
        record = old["record"][group]
        old["record"][group] = {key: record[key] for key in kept}

    assert read_payload(json.dumps(old).encode()) == consent
    assert scope == ConsentScope(
        purpose_class=scope.purpose_class,
        purpose=scope.purpose,
        information=scope.information,
        recipients=scope.recipients,
        how_used=scope.how_used,
    )
    assert giving.decision is ConsentDecision.GIVEN
