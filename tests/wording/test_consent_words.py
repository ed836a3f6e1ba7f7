# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from logbook.domain.consent import ConsentDraft, Period
from logbook.wording.consent_words import consent_sentences, covers
from tests.builders import a_consent_draft

PERSON = UUID(int=1)


def test_what_is_not_entered_yet_stays_a_gap_that_can_be_seen() -> None:
    assert consent_sentences(ConsentDraft(id=UUID(int=2)), "") == (
        "[who] agrees that [which information] may go to [to whom], for this: [for what]."
        " It was given on [when] and holds until it is withdrawn. Nothing else is covered."
    )


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(), "holds until it is withdrawn."),
        (Period(until=date(2027, 3, 1)), "holds until 1 March 2027."),
        (Period(once=True), "holds for one disclosure only."),
    ],
)
def test_it_is_said_how_long_it_holds(period: Period, said: str) -> None:
    draft = a_consent_draft(PERSON, period=period)
    assert f"It was given on 16 November 2026 and {said}" in consent_sentences(draft, "Siân")


def test_whoever_decided_for_the_person_is_named() -> None:
    draft = a_consent_draft(PERSON)
    decided = replace(draft, giving=replace(draft.giving, given_by="Her attorney"))
    assert covers(draft, "Siân").startswith("Siân agrees that assessment or report, diagnosis")
    assert covers(decided, "Siân").startswith("Her attorney agrees that")


def test_what_was_left_out_is_said() -> None:
    draft = a_consent_draft(PERSON)
    narrowed = replace(draft, scope=replace(draft.scope, left_out="The family history. "))
    assert "Left out: The family history." in consent_sentences(narrowed, "Siân")
    assert "Left out" not in consent_sentences(draft, "Siân")
