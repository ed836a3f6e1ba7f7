# SPDX-License-Identifier: Apache-2.0
"""The rules of the forms beside the wizard, and of the text in all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.consent import ConsentDraft, findings_on_consent
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind, findings_on_event
from logbook.domain.people import Identifier, IdentifierKind, hints_on_person
from tests.builders import NOON, a_consent_draft, a_person
from tests.rules.situations import CONSENT, LONDON, PERSON, a_case, a_consent, changed, found, stops


def codes_of(draft: ConsentDraft) -> set[str]:
    return {each.code.value for each in findings_on_consent(draft, today=NOON.date())}


@pytest.mark.rule("C-01", fires=True)
@pytest.mark.parametrize(
    "change",
    [
        {"scope": {"purpose": " "}},
        {"scope": {"information": ()}},
        {"scope": {"recipients": ()}},
        {"scope": {"how_used": ""}},
        {"explanation": {"right_to_withdraw": False}},
        {"giving": {"freely": False}},
        {"giving": {"capacity": None}},
        {"giving": {"evidence": ""}},
    ],
)
def test_a_consent_that_lacks_anything_is_none(change: dict[str, Any]) -> None:
    assert "C-01" in codes_of(changed(a_consent_draft(PERSON), change))


@pytest.mark.rule("C-01", fires=False)
def test_a_whole_consent_lacks_nothing() -> None:
    assert codes_of(a_consent_draft(PERSON)) == set()


def an_event(kind: ConsentEventKind, days: int, number: int = 30) -> ConsentEvent:
    return ConsentEvent(
        id=UUID(int=number),
        consent=CONSENT,
        service_user=PERSON,
        kind=kind,
        at=NOON - timedelta(days=days),
        statement="What they said",
        consequences_explained=True,
    )


WITHDRAWN = an_event(ConsentEventKind.WITHDRAWN, 2)


def codes_of_event(event: ConsentEvent, *before: ConsentEvent) -> set[str]:
    found_on = findings_on_event(event, a_consent(), before, now=NOON, zone=LONDON)
    return {each.code.value for each in found_on}


@pytest.mark.rule("C-02", fires=True)
@pytest.mark.parametrize("kind", [ConsentEventKind.RENEWED, ConsentEventKind.NARROWED])
def test_nothing_brings_a_withdrawn_consent_back(kind: ConsentEventKind) -> None:
    assert "C-02" in codes_of_event(an_event(kind, 1, 31), WITHDRAWN)


@pytest.mark.rule("C-02", fires=False)
def test_a_consent_that_stands_can_be_renewed_or_withdrawn() -> None:
    assert "C-02" not in codes_of_event(an_event(ConsentEventKind.RENEWED, 1))
    assert "C-02" not in codes_of_event(WITHDRAWN)


@pytest.mark.rule("T-01", "T-02", fires=True)
def test_a_text_that_cannot_be_kept_stops() -> None:
    assert "T-01" in stops(a_case(draft={"decision": {"reasons": "x" * 100_001}}))
    assert "T-02" in stops(a_case(draft={"decision": {"reasons": "a\u202eb"}}))


@pytest.mark.rule("T-01", "T-02", fires=False)
@pytest.mark.parametrize("text", ["x" * 100_000, "Ŵyn's tâd\n\tאב 日本"])
def test_a_long_text_in_any_script_is_kept(text: str) -> None:
    assert not {"T-01", "T-02"} & found(a_case(draft={"decision": {"reasons": text}}))


def with_number(value: str) -> set[str]:
    numbers = (Identifier(kind=IdentifierKind.NHS, value=value),)
    person = replace(a_person(), identifiers=numbers)
    return {each.code.value for each in hints_on_person(person)}


@pytest.mark.rule("T-03", fires=True)
def test_a_number_with_the_wrong_check_digit_is_doubted() -> None:
    assert "T-03" in with_number("943 476 5918")


@pytest.mark.rule("T-03", fires=False)
def test_a_number_with_its_check_digit_is_not() -> None:
    assert with_number("943 476 5919") == set()
