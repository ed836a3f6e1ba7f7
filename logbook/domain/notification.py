# SPDX-License-Identifier: Apache-2.0
"""Telling the service user: that they were told, or why they were not (HP4).

`Telling` is the decision, made with the disclosure. `Notification` is a later act: a letter
posted, a word said. Outcomes and reasons are the closed lists of the domain reference, part 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.people import findings_on_texts
from logbook.domain.text import tidied


class TellingOutcome(Enum):
    """Whether and when the person learns of the disclosure."""

    ALREADY_KNOWS = "already-knows"
    TOLD_BEFORE = "told-before"
    TOLD_AT = "told-at"
    TOLD_AFTER = "told-after"
    TELL_LATER = "tell-later"
    NOT_TOLD = "not-told"

    @property
    def told(self) -> bool:
        """Whether the person knows."""
        return self not in {TellingOutcome.TELL_LATER, TellingOutcome.NOT_TOLD}


class NotTellingReason(Enum):
    """Why the person is not told, or not yet (closed list NT-01…15; NT-01 counts as told)."""

    SERIOUS_CRIME = "NT-02"
    TIPPING_OFF = "NT-03"
    HARM_TO_PERSON = "NT-04"
    HARM_TO_OTHERS = "NT-05"
    SAFEGUARDING = "NT-06"
    FORBIDDEN = "NT-07"
    CANNOT_BE_REACHED = "NT-08"
    DISPROPORTIONATE = "NT-09"
    REPRESENTATIVE_TOLD = "NT-10"
    CHILD_NOT_COMPETENT = "NT-11"
    DECEASED = "NT-12"
    ASKED_NOT_TO_BE_TOLD = "NT-13"
    AUTHORITY_ASKED_FOR_DELAY = "NT-14"
    NO_SAFE_CHANNEL = "NT-15"

    @property
    def restricts(self) -> bool:
        """Whether the entry must be kept from what the person may be shown (INV-22, INV-23)."""
        return self in _RESTRICTING

    @property
    def needs_review(self) -> bool:
        """Whether the decision not to tell is only for a time (INV-21)."""
        return self not in {
            NotTellingReason.TIPPING_OFF,
            NotTellingReason.DISPROPORTIONATE,
            NotTellingReason.DECEASED,
        }


_RESTRICTING = frozenset(
    {
        NotTellingReason.SERIOUS_CRIME,
        NotTellingReason.TIPPING_OFF,
        NotTellingReason.HARM_TO_PERSON,
        NotTellingReason.HARM_TO_OTHERS,
        NotTellingReason.SAFEGUARDING,
        NotTellingReason.FORBIDDEN,
        NotTellingReason.AUTHORITY_ASKED_FOR_DELAY,
    }
)


class TellingMethod(Enum):
    """The way in which the person is told."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    POST = "post"
    EMAIL = "email"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The decision on telling the service user, made with the disclosure."""

    outcome: TellingOutcome | None = None
    told_on: date | None = None
    method: TellingMethod | None = None
    reason: NotTellingReason | None = None
    explanation: str = ""
    review_on: date | None = None
    """By when they are told (tell later), or the decision is looked at again (not told)."""

    @property
    def restricts(self) -> bool:
        """Whether the entry is kept from what the person may be shown."""
        return (
            (self.outcome is None or not self.outcome.told)
            and self.reason is not None
            and self.reason.restricts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDraft:
    """What the professional has entered of having told somebody."""

    id: UUID
    disclosure: UUID | None = None
    method: TellingMethod | None = None
    told_on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """The service user was told of a disclosure, after it was recorded."""

    id: UUID
    disclosure: UUID
    service_user: UUID
    method: TellingMethod
    told_on: date
    words: str
    recorded_by: UUID
    recorded_at: datetime


def findings_on_notification(draft: NotificationDraft, *, today: date) -> tuple[Finding, ...]:
    """Tell what keeps a notification from being recorded."""
    missing = tuple(
        Finding(code=Code.TELLING_UNDECIDED, part=part)
        for part, value in (
            ("disclosure", draft.disclosure),
            ("method", draft.method),
            ("told_on", draft.told_on),
        )
        if value is None
    )
    early = (
        (Finding(code=Code.TIMES_OUT_OF_ORDER, part="told_on"),)
        if draft.told_on is not None and draft.told_on > today
        else ()
    )
    return missing + early + findings_on_texts(draft)


def complete_notification(
    draft: NotificationDraft,
    *,
    service_user: UUID,
    recorded_by: UUID,
    now: datetime,
    today: date,
) -> Notification:
    """Make the record of a notification.

    Raises:
        RecordRefusedError: it is incomplete, or lies in the future.
    """
    draft = tidied(draft)
    if found := findings_on_notification(draft, today=today):
        raise RecordRefusedError(found)
    assert draft.disclosure is not None, "the findings let no draft through without a disclosure"
    assert draft.method is not None, "nor without a method"
    assert draft.told_on is not None, "nor without a date"
    return Notification(
        id=draft.id,
        disclosure=draft.disclosure,
        service_user=service_user,
        method=draft.method,
        told_on=draft.told_on,
        words=draft.words,
        recorded_by=recorded_by,
        recorded_at=now,
    )
