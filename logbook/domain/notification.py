# SPDX-License-Identifier: Apache-2.0
"""Telling the service user: that they were told, or why they were not (HP4).

`Telling` is the decision, made with the disclosure. `Notification` is a later act: a letter
posted, a word said. Outcomes and reasons are the closed lists of the domain reference, part 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.people import ContactKind, ServiceUser, findings_on_texts, safe
from logbook.domain.representative import AuthorityType, Representative
from logbook.domain.text import tidied

ATTEMPTS = 3
"""So many attempts that failed, by different safe ways, before somebody counts as unreachable."""


class TellingOutcome(Enum):
    """Whether and when the person learns of the disclosure."""

    ALREADY_KNOWS = "already-knows"
    TOLD_BEFORE = "told-before"
    TOLD_AT = "told-at"
    TOLD_AFTER = "told-after"
    TELL_LATER = "tell-later"
    NOT_TOLD = "not-told"
    REPRESENTATIVE_TOLD = "representative-told"
    GENERAL_NOTICE = "general-notice"
    UNABLE = "unable"
    """They were tried to be reached and could not be."""
    BLOCKED = "blocked"
    """Telling would be an offence, or an order forbids it (B-08)."""

    @property
    def told(self) -> bool:
        """Whether the person knows."""
        return self in {
            TellingOutcome.ALREADY_KNOWS,
            TellingOutcome.TOLD_BEFORE,
            TellingOutcome.TOLD_AT,
            TellingOutcome.TOLD_AFTER,
        }

    @property
    def open(self) -> bool:
        """Whether somebody has still to act or to look again."""
        return self in {TellingOutcome.TELL_LATER, TellingOutcome.UNABLE}


class Counting(Enum):
    """What a reason makes of the decision (domain reference 7.1)."""

    TOLD = "told"
    DEFERRED = "deferred"
    BLOCKED = "blocked"
    NOT_TOLD = "not-told"
    GENERAL_NOTICE = "general-notice"
    REPRESENTATIVE_TOLD = "representative-told"
    NOT_APPLICABLE = "not-applicable"


class NotTellingReason(Enum):
    """Why the person is not told, or not yet (closed list NT-01…15; NT-01 counts as told)."""

    ALREADY_KNOWS = "NT-01"
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
        """Whether the entry must be kept from what the person may be shown (INV-22, INV-23).

        NT-11 does so only where whoever would be told in the child's place is implicated, which
        `Telling.restricts` looks at.
        """
        return self in _RESTRICTING

    @property
    def counts_as(self) -> Counting:
        """What the reason makes of the decision."""
        return _COUNTING[self]

    @property
    def needs_review(self) -> bool:
        """Whether the decision not to tell is only for a time (INV-21)."""
        return self not in {
            NotTellingReason.ALREADY_KNOWS,
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

_COUNTING = {
    NotTellingReason.ALREADY_KNOWS: Counting.TOLD,
    NotTellingReason.SERIOUS_CRIME: Counting.DEFERRED,
    NotTellingReason.TIPPING_OFF: Counting.BLOCKED,
    NotTellingReason.HARM_TO_PERSON: Counting.DEFERRED,
    NotTellingReason.HARM_TO_OTHERS: Counting.DEFERRED,
    NotTellingReason.SAFEGUARDING: Counting.DEFERRED,
    NotTellingReason.FORBIDDEN: Counting.BLOCKED,
    NotTellingReason.CANNOT_BE_REACHED: Counting.NOT_TOLD,
    NotTellingReason.DISPROPORTIONATE: Counting.GENERAL_NOTICE,
    NotTellingReason.REPRESENTATIVE_TOLD: Counting.REPRESENTATIVE_TOLD,
    NotTellingReason.CHILD_NOT_COMPETENT: Counting.REPRESENTATIVE_TOLD,
    NotTellingReason.DECEASED: Counting.NOT_APPLICABLE,
    NotTellingReason.ASKED_NOT_TO_BE_TOLD: Counting.NOT_TOLD,
    NotTellingReason.AUTHORITY_ASKED_FOR_DELAY: Counting.DEFERRED,
    NotTellingReason.NO_SAFE_CHANNEL: Counting.DEFERRED,
}


class TellingMethod(Enum):
    """The way in which the person is told."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    POST = "post"
    EMAIL = "email"
    PORTAL = "portal"

    @property
    def contact(self) -> ContactKind | None:
        """The way of reaching the person it uses, where that can be unsafe (INV-24)."""
        return _CONTACT.get(self)


_CONTACT = {
    TellingMethod.POST: ContactKind.ADDRESS,
    TellingMethod.TELEPHONE: ContactKind.PHONE,
    TellingMethod.EMAIL: ContactKind.EMAIL,
}


class TellingFact(Enum):
    """What is known that bears on telling the person (the questions of domain reference 7.1)."""

    PRESENT_OR_COPIED = "present-or-copied"
    TIPPING_OFF = "tipping-off"
    ORDER_FORBIDS = "order-forbids"
    AUTHORITY_ASKED_DELAY = "authority-asked-delay"
    PREJUDICES_CRIME = "prejudices-crime"
    HARM_TO_PERSON = "harm-to-person"
    HARM_TO_OTHERS = "harm-to-others"
    HARM_TO_SAFEGUARDED = "harm-to-safeguarded"
    NO_SAFE_CHANNEL = "no-safe-channel"
    CANNOT_BE_REACHED = "cannot-be-reached"
    DISPROPORTIONATE = "disproportionate"
    LACKS_CAPACITY = "lacks-capacity"
    CHILD_NOT_COMPETENT = "child-not-competent"
    REPRESENTATIVE_IMPLICATED = "representative-implicated"
    ASKED_NOT_TO_BE_TOLD = "asked-not-to-be-told"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRequest:
    """An authority's request that the person is not told yet (NT-14, W-29)."""

    authority: str = ""
    name: str = ""
    role: str = ""
    number: str = ""
    in_writing: bool = False
    until: date | None = None


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
    facts: tuple[TellingFact, ...] = ()
    delay: DelayRequest | None = None
    representative: UUID | None = None
    """Who was told in their stead."""
    unsafe_contact_because: str = ""
    """Why a contact marked unsafe is used after all, said a second time (INV-24)."""

    @property
    def forbidden(self) -> bool:
        """Whether telling is an offence, or an order forbids it (B-08)."""
        return (
            self.outcome is TellingOutcome.BLOCKED
            or self.reason in {NotTellingReason.TIPPING_OFF, NotTellingReason.FORBIDDEN}
            or TellingFact.TIPPING_OFF in self.facts
        )

    @property
    def has_grounds_to_wait(self) -> bool:
        """Whether something known keeps the person from being told, given as a reason or not."""
        return self.delay is not None or bool(_RESTRICTING_FACTS & set(self.facts))

    @property
    def restricts(self) -> bool:
        """Whether the entry is kept from what the person may be shown."""
        if self.forbidden:
            return True
        if self.outcome is not None and self.outcome.told:
            return False
        if self.has_grounds_to_wait:
            return True
        if self.reason is NotTellingReason.CHILD_NOT_COMPETENT:
            return TellingFact.REPRESENTATIVE_IMPLICATED in self.facts
        return self.reason is not None and self.reason.restricts


_RESTRICTING_FACTS = frozenset(
    {
        TellingFact.TIPPING_OFF,
        TellingFact.ORDER_FORBIDS,
        TellingFact.AUTHORITY_ASKED_DELAY,
        TellingFact.PREJUDICES_CRIME,
        TellingFact.HARM_TO_PERSON,
        TellingFact.HARM_TO_OTHERS,
        TellingFact.HARM_TO_SAFEGUARDED,
    }
)
"""What keeps an entry from the person by itself, whatever reason is or is not given."""


class DeliveryStatus(Enum):
    """What became of one attempt to tell somebody (domain reference 7.3)."""

    HANDED = "handed"
    ACKNOWLEDGED = "acknowledged"
    SPOKEN = "spoken"
    LETTER_TO_FOLLOW = "letter-to-follow"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    EMAILED = "emailed"
    BOUNCED = "bounced"
    READ = "read"
    REPRESENTATIVE_DELIVERED = "representative-delivered"
    NO_ANSWER = "no-answer"

    @property
    def failed(self) -> bool:
        """Whether this attempt did not reach the person."""
        return self in {DeliveryStatus.RETURNED, DeliveryStatus.BOUNCED, DeliveryStatus.NO_ANSWER}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDraft:
    """What the professional has entered of having told somebody."""

    id: UUID
    disclosure: UUID | None = None
    method: TellingMethod | None = None
    told_on: date | None = None
    words: str = ""
    status: DeliveryStatus | None = None
    evidence: str = ""
    representative: UUID | None = None
    unsafe_contact_because: str = ""
    """Why a contact marked unsafe is used after all (INV-24)."""


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
    status: DeliveryStatus | None = None
    """None: told, as in the records made before attempts were told apart."""
    evidence: str = ""
    representative: UUID | None = None
    unsafe_contact_because: str = ""

    @property
    def reached(self) -> bool:
        """Whether the person, or whoever stands for them, was reached."""
        return self.status is None or not self.status.failed


def failed_attempts(attempts: Sequence[Notification]) -> int:
    """Count the attempts that failed since the person was last reached, oldest first."""
    failed = 0
    for attempt in attempts:
        failed = 0 if attempt.reached else failed + 1
    return failed


def is_unreachable(attempts: Sequence[Notification]) -> bool:
    """Tell whether it is time to record that the person could not be reached, and why (NT-08)."""
    return failed_attempts(attempts) >= ATTEMPTS


def may_be_told(representative: Representative, on: date | None) -> bool:
    """Tell whether somebody on record may be told in the person's place on a day (B-12, 7.3).

    An advocate or an agent passes it on; being a relative gives no authority to be told.
    """
    begins, ends = representative.valid_from, representative.valid_to
    in_time = on is None or (begins or on) <= on <= (ends or on)
    return in_time and representative.authority not in _NO_AUTHORITY


_NO_AUTHORITY = frozenset({AuthorityType.NONE_FAMILY, AuthorityType.NEAREST_RELATIVE})


def findings_on_notification(
    draft: NotificationDraft,
    *,
    today: date,
    telling: Telling | None = None,
    person: ServiceUser | None = None,
    happened_on: date | None = None,
    representatives: Sequence[Representative] | None = None,
) -> tuple[Finding, ...]:
    """Tell what keeps a notification from being recorded.

    Args:
        draft: What was entered.
        today: The day of the practice.
        telling: What the disclosure says of telling: nobody is told what must not be told (B-08).
        person: Who is told: not at a contact marked unsafe (INV-24), and not after their death.
        happened_on: The day of the disclosure: what was told before belongs to its own decision.
        representatives: Everybody on record for the person; None: that is not looked at.
    """
    found = (
        *_unfinished(draft, today, happened_on),
        *_forbidden(telling),
        *_unsafe(draft, person),
        *_in_their_place(draft, representatives),
    )
    return found + findings_on_texts(draft)


def complete_notification(
    draft: NotificationDraft,
    *,
    service_user: UUID,
    recorded_by: UUID,
    now: datetime,
    today: date,
    telling: Telling | None = None,
    person: ServiceUser | None = None,
    happened_on: date | None = None,
    representatives: Sequence[Representative] | None = None,
) -> Notification:
    """Make the record of a notification.

    Raises:
        RecordRefusedError: it is incomplete, lies in the future or before the disclosure, must not
            be made (B-08), goes to a contact marked unsafe with no reason, or to somebody in the
            person's place who is not on record or has no authority.
    """
    draft = tidied(draft)
    if found := findings_on_notification(
        draft,
        today=today,
        telling=telling,
        person=person,
        happened_on=happened_on,
        representatives=representatives,
    ):
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
        status=draft.status,
        evidence=draft.evidence,
        representative=draft.representative,
        unsafe_contact_because=draft.unsafe_contact_because,
    )


def _unfinished(
    draft: NotificationDraft, today: date, happened_on: date | None
) -> Iterator[Finding]:
    for part in ("disclosure", "method", "told_on"):
        if getattr(draft, part) is None:
            yield Finding(code=Code.TELLING_UNDECIDED, part=part)
    told_on = draft.told_on
    if told_on is not None and not (happened_on or told_on) <= told_on <= today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="told_on")


def _forbidden(telling: Telling | None) -> Iterator[Finding]:
    if telling is not None and telling.forbidden:
        yield Finding(code=Code.TIPPING_OFF, part="disclosure")


def _unsafe(draft: NotificationDraft, person: ServiceUser | None) -> Iterator[Finding]:
    if person is None or draft.representative is not None or draft.told_on is None:
        return
    if person.died is not None and person.died < draft.told_on:
        yield Finding(code=Code.DECEASED, part="told_on")
        return
    contact = draft.method.contact if draft.method is not None else None
    if (
        contact is not None
        and not safe(person, contact)
        and not draft.unsafe_contact_because.strip()
    ):
        yield Finding(code=Code.CONTACT_UNSAFE, part="method")


def _in_their_place(
    draft: NotificationDraft, representatives: Sequence[Representative] | None
) -> Iterator[Finding]:
    """Whoever is told in the person's place is on record for them, and not only a relative."""
    if draft.representative is None or representatives is None:
        return
    told = next((each for each in representatives if each.id == draft.representative), None)
    if told is None or not may_be_told(told, draft.told_on):
        yield Finding(code=Code.AUTHORITY_INVALID, part="representative")
