# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from logbook.domain.case import Case
from logbook.domain.consent import ConsentMode, InformationCategory
from logbook.domain.data_protection import (
    Article6,
    Article9,
    DataProtection,
    RecognisedInterest,
    Schedule1,
)
from logbook.domain.decision import Choice
from logbook.domain.information import Item, ThirdPartyReview
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, DataProtectionPart
from logbook.domain.party import PartyKind
from logbook.domain.practice import PolicyDocument
from logbook.domain.uses import Use
from tests.builders import a_consent_draft, a_disclosure_draft
from tests.rules.situations import (
    CONSENT,
    NAMELESS,
    PERSON,
    a_case,
    a_consent,
    assessed,
    found,
    the_catalogue,
)

ALLEGATION = (
    Item(category=InformationCategory.ASSESSMENT_REPORT, description="What was said"),
    Item(category=InformationCategory.CRIMINAL_DATA, description="Whom she names"),
)
IN_FORCE = PolicyDocument(version="3", dated=date(2026, 1, 5), review_on=date(2026, 11, 20))


def grounds(**part: Any) -> dict[str, Any]:
    return {"data_protection": part}


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("INV-17", fires=True)
@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"article_6": None}, "data_protection.article_6"),
        ({"article_9": None}, "data_protection.article_9"),
        (
            {"article_9": Article9.SUBSTANTIAL_PUBLIC_INTEREST, "schedule_1": None},
            "data_protection.schedule_1",
        ),
    ],
)
def test_what_is_identifiable_needs_its_grounds(change: dict[str, Any], part: str) -> None:
    """A bulk entry has no usual grounds to fill in."""
    given = {"article_6": Article6.LEGITIMATE_INTERESTS, "article_9": Article9.LEGAL_CLAIMS}
    case = a_case(draft={"kind": Kind.BULK, **grounds(**{**given, **change})})
    assert parts(case, "INV-17") == {part}


@pytest.mark.rule("INV-17", fires=False)
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"information": NAMELESS},
        {"decision": {"choice": Choice.REFUSE}},
    ],
    ids=["entered", "anonymised", "refused"],
)
def test_what_needs_no_grounds_is_not_asked_for_them(change: dict[str, Any]) -> None:
    empty = grounds(article_6=None, article_9=None) if change else {}
    assert "INV-17" not in found(
        a_case(draft={"kind": Kind.BULK, **empty, **change} if change else {})
    )


@pytest.mark.rule("INV-17", fires=False)
def test_the_dead_are_not_covered() -> None:
    draft = {"kind": Kind.BULK, **grounds(article_6=None, article_9=None)}
    assert "INV-17" not in found(a_case(person={"died": date(2026, 10, 1)}, draft=draft))


@pytest.mark.rule("INV-17", fires=True)
def test_the_living_in_the_record_of_the_dead_are() -> None:
    draft = {
        "kind": Kind.BULK,
        "information": {"third_parties": ThirdPartyReview.KEPT},
        **grounds(article_6=None, article_9=None),
    }
    assert "INV-17" in found(a_case(person={"died": date(2026, 10, 1)}, draft=draft))


@pytest.mark.rule("W-40", "INV-17", fires=True)
def test_an_allegation_needs_a_condition_of_its_own() -> None:
    case = a_case(draft={"information": {"items": ALLEGATION}})
    assert parts(case, "W-40") == {"data_protection.article_10"}
    assert "data_protection.article_10" in parts(case, "INV-17")


@pytest.mark.rule("W-40", fires=False)
def test_what_is_withheld_is_no_allegation() -> None:
    held = replace(ALLEGATION[1], withheld=True, withheld_because="Not needed")
    assert "W-40" not in found(a_case(draft={"information": {"items": (ALLEGATION[0], held)}}))


@pytest.mark.rule("INV-18", fires=True)
@pytest.mark.parametrize(
    ("data_protection", "practice", "part"),
    [
        ({"article_6": Article6.PUBLIC_TASK}, {}, "data_protection.article_6"),
        (
            {
                "article_6": Article6.RECOGNISED_INTERESTS,
                "interest": RecognisedInterest.CRIME,
            },
            {"public_authority": True},
            "data_protection.article_6",
        ),
        (
            {"article_6": Article6.RECOGNISED_INTERESTS, "interest": None},
            {},
            "data_protection.interest",
        ),
        (
            {
                "article_6": Article6.RECOGNISED_INTERESTS,
                "interest": RecognisedInterest.PUBLIC_TASK_REQUEST,
                "statement": " ",
            },
            {},
            "data_protection.statement",
        ),
    ],
    ids=["private", "authority", "which", "statement"],
)
def test_not_every_ground_is_open_to_everybody(
    data_protection: dict[str, Any], practice: dict[str, Any], part: str
) -> None:
    case = a_case(draft=grounds(**data_protection), practice=practice)
    assert parts(case, "INV-18") == {part}


@pytest.mark.rule("INV-18", fires=False)
@pytest.mark.parametrize(
    ("data_protection", "practice"),
    [
        ({"article_6": Article6.PUBLIC_TASK}, {"public_contracts": True}),
        (
            {
                "article_6": Article6.RECOGNISED_INTERESTS,
                "interest": RecognisedInterest.PUBLIC_TASK_REQUEST,
                "statement": "Needed for our enquiry under section 42",
            },
            {},
        ),
    ],
)
def test_a_ground_that_is_open_is_taken(
    data_protection: dict[str, Any], practice: dict[str, Any]
) -> None:
    case = a_case(draft=grounds(**data_protection), practice=practice)
    assert "INV-18" not in found(case)


@pytest.mark.rule("INV-19", fires=True)
@pytest.mark.parametrize(
    "consent",
    [
        a_consent(period={"withdrawal_method": " "}),
        a_consent(giving={"mode": ConsentMode.IMPLIED}),
    ],
    ids=["no-way-back", "implied"],
)
def test_consent_in_data_protection_law_is_express_and_can_be_taken_back(consent: Any) -> None:
    assert parts(a_case(consents=(consent,)), "INV-19") == {"data_protection.article_9"}


@pytest.mark.rule("INV-19", fires=False)
def test_a_sound_consent_or_another_ground_will_do() -> None:
    assert "INV-19" not in found(a_case())
    consent = a_consent(period={"withdrawal_method": ""})
    other = grounds(article_9=Article9.LEGAL_CLAIMS)
    assert "INV-19" not in found(a_case(consents=(consent,), draft=other))


@pytest.mark.rule("W-19", fires=True)
@pytest.mark.parametrize(
    "document",
    [None, PolicyDocument(version="2", dated=date(2025, 1, 5), review_on=date(2026, 11, 19))],
    ids=["none", "overdue"],
)
def test_some_conditions_need_a_policy_document(document: PolicyDocument | None) -> None:
    draft = grounds(
        article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST, schedule_1=Schedule1.SAFEGUARDING
    )
    case = a_case(draft=draft, practice={"policy_document": document})
    assert parts(case, "W-19") == {"data_protection.schedule_1"}


@pytest.mark.rule("W-19", fires=False)
@pytest.mark.parametrize(
    ("condition", "document"),
    [(Schedule1.SAFEGUARDING, IN_FORCE), (Schedule1.UNLAWFUL_ACTS, None)],
    ids=["kept", "not-needed"],
)
def test_others_do_not_and_one_that_is_kept_is_enough(
    condition: Schedule1, document: PolicyDocument | None
) -> None:
    draft = grounds(article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST, schedule_1=condition)
    assert "W-19" not in found(a_case(draft=draft, practice={"policy_document": document}))


USUAL = [
    (Kind.CARE, {}, Article6.LEGITIMATE_INTERESTS, Article9.HEALTH_OR_SOCIAL_CARE),
    (Kind.NON_CARE, {}, Article6.LEGITIMATE_INTERESTS, Article9.EXPLICIT_CONSENT),
    (
        Kind.NON_CARE,
        {"purpose": {"use": Use.LEGAL_CLAIM}},
        Article6.LEGITIMATE_INTERESTS,
        Article9.LEGAL_CLAIMS,
    ),
    (
        Kind.PUBLIC_INTEREST,
        {},
        Article6.LEGITIMATE_INTERESTS,
        Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    ),
    (
        Kind.PUBLIC_INTEREST,
        {"recipient": {"kind": PartyKind.POLICE}},
        Article6.RECOGNISED_INTERESTS,
        Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    ),
    (
        Kind.SAFEGUARDING,
        {},
        Article6.RECOGNISED_INTERESTS,
        Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    ),
    (
        Kind.SAFEGUARDING,
        {"basis": {"family": BasisFamily.LAW}},
        Article6.LEGAL_OBLIGATION,
        Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    ),
    (Kind.EMERGENCY, {}, Article6.VITAL_INTERESTS, Article9.VITAL_INTERESTS),
    (Kind.LAW, {}, Article6.LEGAL_OBLIGATION, Article9.SUBSTANTIAL_PUBLIC_INTEREST),
    (
        Kind.LAW,
        {"recipient": {"kind": PartyKind.COURT}},
        Article6.LEGAL_OBLIGATION,
        Article9.LEGAL_CLAIMS,
    ),
    (
        Kind.REGULATOR_REQUIRED,
        {},
        Article6.LEGAL_OBLIGATION,
        Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    ),
    (Kind.SUBJECT_ACCESS, {}, Article6.LEGAL_OBLIGATION, Article9.HEALTH_OR_SOCIAL_CARE),
    (Kind.RESEARCH, {}, Article6.CONSENT, Article9.EXPLICIT_CONSENT),
    (Kind.SUPERVISION, {}, Article6.LEGITIMATE_INTERESTS, Article9.HEALTH_OR_SOCIAL_CARE),
]


@pytest.mark.parametrize(("kind", "change", "article_6", "article_9"), USUAL)
def test_the_usual_grounds_of_a_kind_are_filled_in(
    kind: Kind, change: dict[str, Any], article_6: Article6, article_9: Article9
) -> None:
    case = a_case(draft={"kind": kind, "data_protection": DataProtection(), **change})
    filled = assessed(case).draft.data_protection
    assert (filled.article_6, filled.article_9) == (article_6, article_9)
    assert not filled.confirmed


def test_what_was_entered_stays() -> None:
    entered = grounds(article_6=Article6.CONTRACT, article_9=None, schedule_1=None)
    filled = assessed(a_case(draft={"kind": Kind.CARE, **entered})).draft.data_protection
    assert filled.article_6 is Article6.CONTRACT
    assert filled.article_9 is Article9.HEALTH_OR_SOCIAL_CARE
    assert filled.schedule_1 is Schedule1.HEALTH_OR_SOCIAL_CARE


def test_a_condition_is_not_put_beside_an_article_it_does_not_go_with() -> None:
    entered = grounds(article_9=Article9.LEGAL_CLAIMS, schedule_1=None)
    filled = assessed(a_case(draft={"kind": Kind.CARE, **entered})).draft.data_protection
    assert filled.schedule_1 is None


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (DataProtectionPart.ARTICLE_6, Article6),
        (DataProtectionPart.ARTICLE_9, Article9),
        (DataProtectionPart.SCHEDULE_1, Schedule1),
    ],
)
def test_every_ground_is_a_row_of_the_catalogue(part: DataProtectionPart, values: Any) -> None:
    for value in values:
        row = the_catalogue().find(value.value)
        assert row is not None
        assert row.part is part


CONFIRMED = "data_protection.confirmed"


@pytest.mark.rule("C-07", fires=True)
@pytest.mark.parametrize(
    "given",
    [
        DataProtection(),
        DataProtection(article_6=Article6.CONSENT, article_9=Article9.EXPLICIT_CONSENT),
    ],
    ids=["proposed", "changed"],
)
def test_grounds_nobody_confirmed_are_asked_about(given: DataProtection) -> None:
    case = a_case(draft={"data_protection": given})
    assert parts(case, "C-07") == {CONFIRMED}
    assert assessed(case).ready, "it stops nobody"


@pytest.mark.rule("C-07", fires=False)
@pytest.mark.parametrize(
    "change",
    [
        grounds(confirmed=True),
        {"information": NAMELESS},
        {"kind": Kind.EMERGENCY},
        {"decision": {"choice": Choice.REFUSE}},
    ],
    ids=["confirmed", "nameless", "emergency", "refused"],
)
def test_what_was_confirmed_or_is_not_asked_is_no_question(change: dict[str, Any]) -> None:
    unconfirmed = {"data_protection": {"confirmed": False}}
    assert "C-07" not in found(a_case(draft={**unconfirmed, **change}))


@pytest.mark.rule("C-07", fires=False)
def test_the_path_of_five_steps_asks_for_no_confirmation() -> None:
    consent = a_consent(
        scope=a_consent_draft(PERSON).scope, giving={"mode": ConsentMode.EXPRESS_WRITTEN}
    )
    case = a_case(draft=a_disclosure_draft(PERSON, CONSENT), consents=(consent,))
    assert not case.draft.data_protection.confirmed
    assert "C-07" not in found(case)
