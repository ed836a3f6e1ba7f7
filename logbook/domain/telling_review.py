# SPDX-License-Identifier: Apache-2.0
"""Looking again at a decision not to tell, or not yet: it never ends by itself (7.1, DL-12).

A review ends in one of three ways: the reason has ended and the person was told, it still applies
until another date, or it never will end, and why. Reviews are added, never changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.calendar import months_after
from logbook.domain.deadlines import review_of_not_telling
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.notification import (
    DelayRequest,
    Notification,
    NotTellingReason,
    Telling,
)
from logbook.domain.people import ServiceUser, findings_on_texts
from logbook.domain.text import tidied

LONGEST_REVIEW_MONTHS = 12
"""No decision not to tell stands for longer without being looked at again (INV-21)."""


class ReviewOutcome(Enum):
    """What came of looking again."""

    REASON_ENDED = "reason-ended"
    """And the person was told."""
    STILL_APPLIES = "still-applies"
    PERMANENT = "permanent"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingReviewDraft:
    """What the professional has entered of looking again."""

    id: UUID
    disclosure: UUID | None = None
    outcome: ReviewOutcome | None = None
    told_on: date | None = None
    review_on: date | None = None
    because: str = ""
    delay: DelayRequest | None = None
    """The authority's new request, in writing, where it was the authority that asked (NT-14)."""
    legal_advice: str = ""
    """Who advised that telling is no longer an offence or forbidden (NT-03, NT-07)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingReview:
    """A decision not to tell was looked at again."""

    id: UUID
    disclosure: UUID
    service_user: UUID
    outcome: ReviewOutcome
    told_on: date | None
    review_on: date | None
    because: str
    delay: DelayRequest | None
    legal_advice: str
    recorded_by: UUID
    recorded_at: datetime


def findings_on_review(
    draft: TellingReviewDraft,
    telling: Telling,
    *,
    today: date,
    person: ServiceUser | None = None,
    happened_on: date | None = None,
    reviews: Sequence[TellingReview] = (),
    notifications: Sequence[Notification] = (),
) -> tuple[Finding, ...]:
    """Tell what keeps a review from being recorded.

    Args:
        draft: What was entered.
        telling: The decision that is looked at again.
        today: The day of the practice, from which a new date counts.
        person: Who was told: not after their death (INV-26).
        happened_on: The day of the disclosure, before which nobody is told of it by a review.
        reviews: The reviews of the same decision there were.
        notifications: What the person was told of the same disclosure since.
    """
    learned = (
        (Finding(code=Code.ALREADY_TOLD, part="outcome"),)
        if _has_learned(telling, reviews, notifications)
        else ()
    )
    return (
        *learned,
        *_findings(draft, telling, today),
        *_out_of_time(draft, person, happened_on),
        *findings_on_texts(draft),
    )


def complete_review(
    draft: TellingReviewDraft,
    telling: Telling,
    *,
    service_user: UUID,
    recorded_by: UUID,
    now: datetime,
    today: date,
    person: ServiceUser | None = None,
    happened_on: date | None = None,
    reviews: Sequence[TellingReview] = (),
    notifications: Sequence[Notification] = (),
) -> TellingReview:
    """Make the record of a review.

    Raises:
        RecordRefusedError: a rule it must keep is broken.
    """
    draft = tidied(draft)
    if found := findings_on_review(
        draft,
        telling,
        today=today,
        person=person,
        happened_on=happened_on,
        reviews=reviews,
        notifications=notifications,
    ):
        raise RecordRefusedError(found)
    assert draft.disclosure is not None, "the findings let no draft through without a disclosure"
    assert draft.outcome is not None, "nor without an outcome"
    return TellingReview(
        id=draft.id,
        disclosure=draft.disclosure,
        service_user=service_user,
        outcome=draft.outcome,
        told_on=draft.told_on,
        review_on=draft.review_on,
        because=draft.because,
        delay=draft.delay,
        legal_advice=draft.legal_advice,
        recorded_by=recorded_by,
        recorded_at=now,
    )


def latest_review(telling: Telling, decided: date) -> date:
    """Give the last day on which a decision not to tell, taken on a day, is looked at again."""
    longest = months_after(decided, LONGEST_REVIEW_MONTHS)
    if telling.reason is None:
        return longest
    delay = telling.delay
    asked = telling.reason is NotTellingReason.AUTHORITY_ASKED_FOR_DELAY
    clock = review_of_not_telling(
        decided,
        telling.reason,
        asked_orally=asked and delay is not None and not delay.in_writing,
    )
    limits = [longest]
    if clock is not None and clock.latest is not None:
        limits.append(clock.latest)
    if asked and delay is not None and delay.until is not None:
        limits.append(delay.until)
    return min(limits)


def review_due(telling: Telling, reviews: Sequence[TellingReview]) -> date | None:
    """Give the day on which it is looked at again, after the reviews there were, oldest first."""
    if not reviews:
        return telling.review_on
    last = reviews[-1]
    return last.review_on if last.outcome is ReviewOutcome.STILL_APPLIES else None


def restricted_now(
    telling: Telling,
    reviews: Sequence[TellingReview] = (),
    notifications: Sequence[Notification] = (),
) -> bool:
    """Tell whether an entry is still kept from what the person may be shown (INV-23).

    It no longer is once a review says that the reason has ended, or the person themselves was told.
    Where telling is forbidden only a review ends that.
    """
    if not telling.restricts or _ended(reviews):
        return False
    return telling.forbidden or not _was_told(notifications)


def forbidden_now(telling: Telling, reviews: Sequence[TellingReview] = ()) -> bool:
    """Tell whether telling still is an offence or forbidden (B-08)."""
    return telling.forbidden and restricted_now(telling, reviews)


def _ended(reviews: Sequence[TellingReview]) -> bool:
    return any(review.outcome is ReviewOutcome.REASON_ENDED for review in reviews)


def _was_told(notifications: Sequence[Notification]) -> bool:
    """Tell whether the person themselves was reached, and not only somebody in their place."""
    return any(each.reached and each.representative is None for each in notifications)


def _has_learned(
    telling: Telling, reviews: Sequence[TellingReview], notifications: Sequence[Notification]
) -> bool:
    """Tell whether there is nothing left to wait for: the person knows (7.1)."""
    knew = telling.outcome is not None and telling.outcome.told and not telling.forbidden
    return knew or _ended(reviews) or _was_told(notifications)


def _out_of_time(
    draft: TellingReviewDraft, person: ServiceUser | None, happened_on: date | None
) -> Iterator[Finding]:
    told_on = draft.told_on
    if told_on is None or draft.outcome is not ReviewOutcome.REASON_ENDED:
        return
    if happened_on is not None and told_on < happened_on:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="told_on")
    if person is not None and person.died is not None and person.died < told_on:
        yield Finding(code=Code.DECEASED, part="told_on")


def _findings(draft: TellingReviewDraft, telling: Telling, today: date) -> Iterator[Finding]:
    if draft.disclosure is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="disclosure")
    if draft.outcome is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="outcome")
    elif draft.outcome is ReviewOutcome.REASON_ENDED:
        yield from _on_telling(draft, telling, today)
    else:
        if not draft.because.strip():
            yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="because")
        if draft.outcome is ReviewOutcome.STILL_APPLIES:
            yield from _on_new_date(draft, telling, today)


def _on_telling(draft: TellingReviewDraft, telling: Telling, today: date) -> Iterator[Finding]:
    if telling.forbidden and not draft.legal_advice.strip():
        yield Finding(code=Code.TIPPING_OFF, part="legal_advice")
    if draft.told_on is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="told_on")
    elif draft.told_on > today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="told_on")


def _on_new_date(draft: TellingReviewDraft, telling: Telling, today: date) -> Iterator[Finding]:
    """A new date counts from the review, by the limits of the reason.

    What an authority asked for does not outlast the day it named, or 30 days where it only said so:
    it has to ask again, in writing (domain reference 2.6).
    """
    if telling.reason is NotTellingReason.AUTHORITY_ASKED_FOR_DELAY:
        if draft.delay is None or not draft.delay.in_writing:
            yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="delay")
            return
        telling = replace(telling, delay=draft.delay)
    if draft.review_on is None or not today < draft.review_on <= latest_review(telling, today):
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="review_on")
