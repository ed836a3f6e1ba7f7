# SPDX-License-Identifier: Apache-2.0
"""Whether a letter about a disclosure may be written to the person, and where it may go."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from logbook.domain.disclosure import Disclosure
from logbook.domain.notification import (
    Notification,
    NotTellingReason,
    Telling,
    TellingOutcome,
)
from logbook.domain.party import PartyKind
from logbook.domain.people import ContactKind, ServiceUser, safe
from logbook.domain.telling_review import (
    ReviewOutcome,
    TellingReview,
    forbidden_now,
    restricted_now,
)
from logbook.errors import LogbookError


class LetterAnswer(Enum):
    """What to do with the wish to write to the person."""

    BY_POST = "by-post"
    BY_HAND = "by-hand"
    """Their address is not safe: it is handed over, and no address stands on it."""
    FORBIDDEN = "forbidden"
    """Telling is an offence or forbidden (B-08)."""
    NOT_YET = "not-yet"
    """The entry is restricted until a review says otherwise."""
    NO_SAFE_CHANNEL = "no-safe-channel"
    NOT_WANTED = "not-wanted"
    """They asked not to be told (NT-13)."""
    TO_REPRESENTATIVE = "to-representative"
    """Nobody writes to the person's home about it; who decides for them is told."""
    NOBODY_TO_WRITE_TO = "nobody-to-write-to"
    NOTHING_DISCLOSED = "nothing-disclosed"
    IS_THE_RECIPIENT = "is-the-recipient"
    """It was given to themselves: there is nothing to tell them of."""

    @property
    def allowed(self) -> bool:
        """Whether a letter to the person is made at all."""
        return self in {LetterAnswer.BY_POST, LetterAnswer.BY_HAND}


class LetterRefusedError(LogbookError):
    """No letter is made of this disclosure; `answer` says why."""

    code: ClassVar[str] = "letter-refused"

    def __init__(self, answer: LetterAnswer) -> None:
        super().__init__(f"No letter to the person is made of this record: {answer.value}.")
        self.answer = answer


def letter_may_be_made(
    disclosure: Disclosure,
    person: ServiceUser | None,
    *,
    reviews: Sequence[TellingReview] = (),
    notifications: Sequence[Notification] = (),
) -> LetterAnswer:
    """Say whether a letter to the person may be made of a disclosure, and where it may go.

    Args:
        disclosure: What the letter would be about.
        person: Who it would go to, as they are on record now.
        reviews: The reviews of this disclosure's decision not to tell.
        notifications: How the person was told of this disclosure later.
    """
    choice = disclosure.decision.choice
    if forbidden_now(disclosure.telling, reviews):
        return LetterAnswer.FORBIDDEN
    if restricted_now(disclosure.telling, reviews, notifications):
        return LetterAnswer.NOT_YET
    if disclosure.incident is None and (choice is None or not choice.discloses):
        return LetterAnswer.NOTHING_DISCLOSED
    if person is None or person.died is not None:
        return LetterAnswer.NOBODY_TO_WRITE_TO
    if disclosure.recipient.kind is PartyKind.SERVICE_USER and disclosure.incident is None:
        return LetterAnswer.IS_THE_RECIPIENT
    instead = None if _has_ended(reviews) else _instead(disclosure.telling)
    here = LetterAnswer.BY_POST if safe(person, ContactKind.ADDRESS) else LetterAnswer.BY_HAND
    return instead or here


def _has_ended(reviews: Sequence[TellingReview]) -> bool:
    return any(review.outcome is ReviewOutcome.REASON_ENDED for review in reviews)


def _instead(telling: Telling) -> LetterAnswer | None:
    if telling.outcome is not None and telling.outcome.told:
        return None
    if telling.outcome is TellingOutcome.REPRESENTATIVE_TOLD:
        return LetterAnswer.TO_REPRESENTATIVE
    return _INSTEAD.get(telling.reason) if telling.reason is not None else None


_INSTEAD = {
    NotTellingReason.DECEASED: LetterAnswer.NOBODY_TO_WRITE_TO,
    NotTellingReason.NO_SAFE_CHANNEL: LetterAnswer.NO_SAFE_CHANNEL,
    NotTellingReason.ASKED_NOT_TO_BE_TOLD: LetterAnswer.NOT_WANTED,
    NotTellingReason.REPRESENTATIVE_TOLD: LetterAnswer.TO_REPRESENTATIVE,
    NotTellingReason.CHILD_NOT_COMPETENT: LetterAnswer.TO_REPRESENTATIVE,
}
