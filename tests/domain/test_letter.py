# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.breach import Incident
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.letter import LetterAnswer, letter_may_be_made
from logbook.domain.notification import NotTellingReason, Telling, TellingFact, TellingOutcome
from logbook.domain.people import SafeContact
from logbook.domain.telling_review import ReviewOutcome, TellingReview
from tests.builders import NOON, a_person
from tests.domain.recorded import a_disclosure

PERSON = a_person()


def about(**telling: Any) -> Disclosure:
    return a_disclosure(telling=Telling(**telling))


def answer(disclosure: Disclosure, **person: Any) -> LetterAnswer:
    return letter_may_be_made(disclosure, replace(PERSON, **person))


def test_a_letter_goes_by_post_where_the_address_is_safe() -> None:
    disclosure = about(outcome=TellingOutcome.TOLD_AFTER)
    unsafe = SafeContact(not_at_home=True)
    assert answer(disclosure) is LetterAnswer.BY_POST
    assert answer(disclosure, safe_contact=unsafe) is LetterAnswer.BY_HAND
    assert LetterAnswer.BY_POST.allowed
    assert LetterAnswer.BY_HAND.allowed


WITHOUT = {
    NotTellingReason.TIPPING_OFF: LetterAnswer.FORBIDDEN,
    NotTellingReason.FORBIDDEN: LetterAnswer.FORBIDDEN,
    NotTellingReason.SERIOUS_CRIME: LetterAnswer.NOT_YET,
    NotTellingReason.HARM_TO_PERSON: LetterAnswer.NOT_YET,
    NotTellingReason.HARM_TO_OTHERS: LetterAnswer.NOT_YET,
    NotTellingReason.SAFEGUARDING: LetterAnswer.NOT_YET,
    NotTellingReason.AUTHORITY_ASKED_FOR_DELAY: LetterAnswer.NOT_YET,
    NotTellingReason.NO_SAFE_CHANNEL: LetterAnswer.NO_SAFE_CHANNEL,
    NotTellingReason.ASKED_NOT_TO_BE_TOLD: LetterAnswer.NOT_WANTED,
    NotTellingReason.DECEASED: LetterAnswer.NOBODY_TO_WRITE_TO,
    NotTellingReason.REPRESENTATIVE_TOLD: LetterAnswer.TO_REPRESENTATIVE,
    NotTellingReason.CHILD_NOT_COMPETENT: LetterAnswer.TO_REPRESENTATIVE,
}


@pytest.mark.parametrize("reason", NotTellingReason)
def test_no_letter_against_a_reason_not_to_tell(reason: NotTellingReason) -> None:
    given = answer(about(outcome=TellingOutcome.NOT_TOLD, reason=reason))
    assert given is WITHOUT.get(reason, LetterAnswer.BY_POST)
    assert given.allowed is (reason not in WITHOUT)


def test_no_letter_goes_home_where_whoever_decides_for_them_was_told() -> None:
    disclosure = about(outcome=TellingOutcome.REPRESENTATIVE_TOLD)
    assert answer(disclosure) is LetterAnswer.TO_REPRESENTATIVE


def test_a_child_whose_parent_is_involved_gets_no_letter_yet() -> None:
    disclosure = about(
        outcome=TellingOutcome.TELL_LATER,
        reason=NotTellingReason.CHILD_NOT_COMPETENT,
        facts=(TellingFact.REPRESENTATIVE_IMPLICATED,),
    )
    assert answer(disclosure) is LetterAnswer.NOT_YET


def test_nobody_writes_to_the_dead_or_to_nobody() -> None:
    disclosure = about(outcome=TellingOutcome.TOLD_AFTER)
    assert answer(disclosure, died=date(2026, 11, 19)) is LetterAnswer.NOBODY_TO_WRITE_TO
    assert letter_may_be_made(disclosure, None) is LetterAnswer.NOBODY_TO_WRITE_TO


@pytest.mark.parametrize("choice", [Choice.REFUSE, Choice.DEFER, Choice.REFER_ON])
def test_there_is_nothing_to_write_where_nothing_was_disclosed(choice: Choice) -> None:
    told = about(outcome=TellingOutcome.TOLD_AFTER)
    refused = replace(told, decision=replace(told.decision, choice=choice))
    assert answer(refused) is LetterAnswer.NOTHING_DISCLOSED
    assert answer(replace(refused, incident=Incident())) is LetterAnswer.BY_POST
    part = replace(told, decision=replace(told.decision, choice=Choice.DISCLOSE_PART))
    assert answer(part) is LetterAnswer.BY_POST


def test_a_reason_that_has_ended_keeps_no_letter_back() -> None:
    ended = TellingReview(
        id=UUID(int=1),
        disclosure=UUID(int=2),
        service_user=UUID(int=3),
        outcome=ReviewOutcome.REASON_ENDED,
        told_on=NOON.date(),
        review_on=None,
        because="",
        delay=None,
        legal_advice="A. Rees, solicitor",
        recorded_by=UUID(int=4),
        recorded_at=NOON,
    )
    for reason in NotTellingReason:
        disclosure = about(outcome=TellingOutcome.NOT_TOLD, reason=reason)
        given = letter_may_be_made(disclosure, PERSON, reviews=(ended,))
        assert given is LetterAnswer.BY_POST
