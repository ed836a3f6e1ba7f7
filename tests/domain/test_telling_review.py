# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.findings import RecordRefusedError
from logbook.domain.notification import (
    DelayRequest,
    DeliveryStatus,
    Notification,
    NotTellingReason,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.telling_review import (
    ReviewOutcome,
    TellingReview,
    TellingReviewDraft,
    complete_review,
    findings_on_review,
    forbidden_now,
    latest_review,
    restricted_now,
    review_due,
)
from tests.builders import NOON, a_person

TODAY = NOON.date()
HARM = Telling(
    outcome=TellingOutcome.TELL_LATER,
    reason=NotTellingReason.HARM_TO_OTHERS,
    review_on=TODAY,
)
BLOCKED = Telling(outcome=TellingOutcome.BLOCKED, reason=NotTellingReason.TIPPING_OFF)
ASKED = Telling(
    outcome=TellingOutcome.TELL_LATER,
    reason=NotTellingReason.AUTHORITY_ASKED_FOR_DELAY,
    delay=DelayRequest(authority="Police", in_writing=True, until=TODAY),
)
ENDED = TellingReviewDraft(
    id=UUID(int=1),
    disclosure=UUID(int=2),
    outcome=ReviewOutcome.REASON_ENDED,
    told_on=TODAY,
)
STILL = TellingReviewDraft(
    id=UUID(int=1),
    disclosure=UUID(int=2),
    outcome=ReviewOutcome.STILL_APPLIES,
    review_on=date(2027, 1, 8),
    because="He is still at home",
)


def found(
    draft: TellingReviewDraft, telling: Telling = HARM, **beside: Any
) -> set[tuple[str, str]]:
    findings = findings_on_review(draft, telling, today=TODAY, **beside)
    return {(each.code.value, each.part) for each in findings}


def recorded(draft: TellingReviewDraft, telling: Telling = HARM, **beside: Any) -> TellingReview:
    return complete_review(
        draft,
        telling,
        service_user=UUID(int=3),
        recorded_by=UUID(int=4),
        now=NOON,
        today=TODAY,
        **beside,
    )


def test_a_review_ends_in_one_of_three_ways() -> None:
    for_good = replace(STILL, outcome=ReviewOutcome.PERMANENT, review_on=None)
    assert found(ENDED) == found(STILL) == found(for_good) == set()
    assert found(replace(ENDED, outcome=None, disclosure=None)) == {
        ("INV-20", "outcome"),
        ("INV-20", "disclosure"),
    }


@pytest.mark.parametrize("outcome", [ReviewOutcome.STILL_APPLIES, ReviewOutcome.PERMANENT])
def test_going_on_not_telling_says_why(outcome: ReviewOutcome) -> None:
    assert ("INV-21", "because") in found(replace(STILL, outcome=outcome, because=" "))


def test_a_reason_that_has_ended_means_that_the_person_was_told() -> None:
    assert found(replace(ENDED, told_on=None)) == {("INV-20", "told_on")}
    assert found(replace(ENDED, told_on=date(2026, 11, 21))) == {("INV-02", "told_on")}


@pytest.mark.rule("INV-02", fires=True)
def test_the_reason_did_not_end_before_there_was_a_disclosure() -> None:
    assert found(ENDED, happened_on=date(2026, 11, 21)) == {("INV-02", "told_on")}
    with pytest.raises(RecordRefusedError, match="INV-02 told_on"):
        recorded(ENDED, happened_on=date(2026, 11, 21))


@pytest.mark.rule("INV-26", fires=True)
def test_nobody_is_told_after_their_death_by_a_review() -> None:
    dead = a_person(died=date(2026, 11, 19))
    assert found(ENDED, person=dead) == {("INV-26", "told_on")}


@pytest.mark.rule("INV-02", "INV-26", fires=False)
def test_told_between_the_disclosure_and_their_death_somebody_was_told() -> None:
    assert found(ENDED, person=a_person(died=TODAY), happened_on=TODAY) == set()
    assert found(STILL, person=a_person(died=TODAY), happened_on=date(2026, 11, 21)) == set()


@pytest.mark.rule("C-10", fires=True)
@pytest.mark.parametrize("draft", [ENDED, STILL], ids=["ended", "still"])
def test_what_somebody_was_told_of_waits_for_nothing(draft: TellingReviewDraft) -> None:
    ended = recorded(ENDED)
    knew = [each for each in TellingOutcome if each.told]
    assert all(found(draft, Telling(outcome=each)) >= {("C-10", "outcome")} for each in knew)
    assert found(draft, reviews=(ended,)) == {("C-10", "outcome")}
    assert found(draft, notifications=(told(),)) == {("C-10", "outcome")}
    with pytest.raises(RecordRefusedError, match="C-10 outcome"):
        recorded(draft, notifications=(told(),))


@pytest.mark.rule("C-10", fires=False)
@pytest.mark.parametrize("draft", [ENDED, STILL], ids=["ended", "still"])
def test_what_was_tried_told_to_another_or_looked_at_before_still_waits(
    draft: TellingReviewDraft,
) -> None:
    in_vain = (told(status=DeliveryStatus.RETURNED), told(representative=UUID(int=8)))
    again = replace(STILL, outcome=ReviewOutcome.PERMANENT, review_on=None)
    assert found(draft, notifications=in_vain) == set()
    assert found(draft, reviews=(recorded(STILL), recorded(again))) == set()


@pytest.mark.rule("INV-21", fires=True)
@pytest.mark.parametrize("review_on", [None, TODAY, date(2027, 2, 19)])
def test_a_new_date_lies_ahead_and_within_what_the_reason_allows(review_on: date | None) -> None:
    assert found(replace(STILL, review_on=review_on)) == {("INV-21", "review_on")}
    assert found(replace(STILL, review_on=date(2027, 2, 18))) == set()


def test_what_forbids_telling_ends_on_legal_advice_only() -> None:
    assert found(ENDED, BLOCKED) == {("B-08", "legal_advice")}
    advised = replace(ENDED, legal_advice="A. Rees, solicitor, 19 November")
    assert found(advised, BLOCKED) == set()


def test_an_authority_asks_again_in_writing() -> None:
    new = DelayRequest(authority="Police", in_writing=True, until=date(2027, 1, 8))
    said = replace(new, in_writing=False)
    assert found(STILL, ASKED) == {("INV-21", "delay")}
    assert found(replace(STILL, delay=said), ASKED) == {("INV-21", "delay")}
    assert found(replace(STILL, delay=new), ASKED) == set()
    late = replace(STILL, delay=new, review_on=date(2027, 1, 9))
    assert found(late, ASKED) == {("INV-21", "review_on")}


def test_the_record_holds_what_was_entered() -> None:
    draft = replace(STILL, because=" He is still at home ")
    review = recorded(draft)
    assert (review.outcome, review.review_on, review.because) == (
        ReviewOutcome.STILL_APPLIES,
        date(2027, 1, 8),
        "He is still at home",
    )
    assert (review.service_user, review.recorded_by, review.recorded_at) == (
        UUID(int=3),
        UUID(int=4),
        NOON,
    )
    with pytest.raises(RecordRefusedError, match="INV-21 because"):
        recorded(replace(STILL, because=""))


def test_the_last_day_follows_the_reason_the_request_and_the_year() -> None:
    oral = replace(ASKED, delay=DelayRequest())
    assert latest_review(HARM, TODAY) == date(2027, 2, 18)
    assert latest_review(Telling(), TODAY) == date(2027, 11, 20)
    assert latest_review(ASKED, TODAY) == TODAY
    assert latest_review(oral, TODAY) == date(2026, 12, 20)
    reached = replace(HARM, reason=NotTellingReason.CANNOT_BE_REACHED)
    assert latest_review(reached, TODAY) == date(2027, 11, 20)
    # What authorities ask for limits no other reason.
    assert latest_review(replace(HARM, delay=DelayRequest()), TODAY) == date(2027, 2, 18)


def test_after_a_review_the_next_day_is_its_own() -> None:
    again = recorded(STILL)
    ended = recorded(ENDED)
    assert review_due(HARM, ()) == TODAY
    assert review_due(HARM, (again,)) == date(2027, 1, 8)
    assert review_due(HARM, (again, ended)) is None


def told(**changes: Any) -> Notification:
    notification = Notification(
        id=UUID(int=9),
        disclosure=UUID(int=2),
        service_user=UUID(int=3),
        method=TellingMethod.IN_PERSON,
        told_on=TODAY,
        words="Told",
        recorded_by=UUID(int=4),
        recorded_at=NOON,
    )
    return replace(notification, **changes)


def test_a_restriction_ends_with_the_reason_or_when_the_person_was_told() -> None:
    assert restricted_now(HARM)
    assert restricted_now(HARM, (recorded(STILL),))
    assert not restricted_now(HARM, (recorded(ENDED),))
    assert not restricted_now(HARM, (), (told(),))
    assert restricted_now(HARM, (), (told(status=DeliveryStatus.RETURNED),))
    assert restricted_now(HARM, (), (told(representative=UUID(int=8)),))
    assert not restricted_now(Telling(outcome=TellingOutcome.TELL_LATER))


@pytest.mark.rule("INV-22", fires=True)
def test_what_is_forbidden_stays_restricted_whatever_was_said() -> None:
    advised = replace(ENDED, legal_advice="A. Rees, solicitor")
    assert restricted_now(BLOCKED, (), (told(),))
    assert forbidden_now(BLOCKED)
    assert not forbidden_now(BLOCKED, (recorded(advised, BLOCKED),))
    assert not forbidden_now(HARM)
