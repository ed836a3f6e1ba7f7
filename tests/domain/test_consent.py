# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from logbook.domain.consent import (
    Consent,
    ConsentDraft,
    ConsentMode,
    InformationCategory,
    PurposeClass,
    complete_consent,
    coverage,
    findings_on_consent,
)
from logbook.domain.findings import Answer, Code, RecordRefusedError
from logbook.domain.party import Party
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


def test_implied_consent_to_a_non_care_use_stops_until_a_reason_is_long_enough() -> None:
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
    )
    short = replace(implied, answers=(Answer(code=Code.IMPLIED_FOR_NON_CARE, reason="x" * 29),))
    enough = replace(implied, answers=(Answer(code=Code.IMPLIED_FOR_NON_CARE, reason="x" * 30),))

    def blocks(draft: ConsentDraft) -> bool:
        return any(found.blocks for found in findings_on_consent(draft, today=TODAY))

    assert blocks(implied)
    assert blocks(short)
    assert not blocks(enough)


def test_an_incomplete_consent_is_refused_and_says_which_part() -> None:
    with pytest.raises(RecordRefusedError) as refused:
        a_consent(changed("scope", purpose=""))

    assert [found.part for found in refused.value.findings] == ["scope.purpose"]


def test_a_recorded_consent_is_tidied() -> None:
    draft = changed("scope", purpose="  Referral \r\n")

    assert a_consent(draft).scope.purpose == "Referral"


def a_coverage(consent: Consent, **changes: Any) -> Any:
    asked: dict[str, Any] = {
        "recipient": Party(organisation="Elm Road Surgery"),
        "purpose_class": PurposeClass.CARE,
        "categories": (InformationCategory.DIAGNOSIS,),
        "on": TODAY,
    }
    return coverage(consent, **(asked | changes))


def test_what_a_consent_names_is_covered() -> None:
    assert a_coverage(a_consent()).whole


@pytest.mark.parametrize("name", ["ELM ROAD SURGERY", "Elm-Road  surgery.", "Élm Road Surgery"])
def test_case_accents_and_punctuation_do_not_make_another_recipient(name: str) -> None:
    assert a_coverage(a_consent(), recipient=Party(name=name)).who


@pytest.mark.parametrize("name", ["Elm Road", "Elm Road Surgery Insurance", "", "…"])
def test_another_name_is_another_recipient(name: str) -> None:
    assert not a_coverage(a_consent(), recipient=Party(name=name)).who


def test_information_the_consent_does_not_name_is_listed() -> None:
    asked = (InformationCategory.DIAGNOSIS, InformationCategory.FINANCIAL)

    assert a_coverage(a_consent(), categories=asked).uncovered == (InformationCategory.FINANCIAL,)


def test_another_kind_of_use_is_not_covered() -> None:
    assert not a_coverage(a_consent(), purpose_class=PurposeClass.NON_CARE).why


def test_a_consent_does_not_reach_before_it_was_given_or_beyond_its_end() -> None:
    consent = a_consent(changed("period", until=date(2026, 12, 1)))

    assert not a_coverage(consent, on=date(2026, 11, 15)).when
    assert a_coverage(consent, on=date(2026, 11, 16)).when
    assert a_coverage(consent, on=date(2026, 12, 1)).when
    assert not a_coverage(consent, on=date(2026, 12, 2)).when
