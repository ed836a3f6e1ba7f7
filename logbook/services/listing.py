# SPDX-License-Identifier: Apache-2.0
"""The line a list shows of a record, for each kind that lists show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from logbook.domain.access import AccessRequest
from logbook.domain.amendment import Amendment, amended, is_void
from logbook.domain.breach import Breach
from logbook.domain.consent import Consent, ConsentDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.holds import Hold
from logbook.domain.lines import NOT_DISCLOSED, VOIDED, Line, LineKind
from logbook.domain.notification import Notification, Telling, TellingOutcome, is_unreachable
from logbook.domain.objection import Objection
from logbook.domain.on_file import REPORTED_WITHIN
from logbook.domain.people import ServiceUser
from logbook.domain.records import Record
from logbook.domain.representative import Representative
from logbook.domain.request import ReceivedRequest, RequestStatus
from logbook.domain.series import Series
from logbook.domain.telling_review import (
    ReviewOutcome,
    TellingReview,
    restricted_now,
    review_due,
)
from logbook.domain.text import folded


def line_for(record: Record, *, seq: int, at: datetime) -> Line | None:
    """Give the line of a record that entry `seq` brought; None if lists do not show its kind."""
    if isinstance(record, ServiceUser):
        return _line(
            record.id,
            LineKind.SERVICE_USER,
            record.id,
            seq=seq,
            at=at,
            sort=folded(record.name),
            number=record.reference,
            title=record.name,
            detail=record.born.isoformat() if record.born else "",
        )
    if isinstance(record, Disclosure):
        return line_of_disclosure(record, (), seq=seq, at=at)
    if isinstance(record, Consent):
        return _consent(record, seq, at)
    if isinstance(record, Notification):
        return _line(
            record.id,
            LineKind.NOTIFICATION,
            record.service_user,
            seq=seq,
            at=at,
            title=record.told_on.isoformat(),
            detail=record.words,
            state=record.method.value,
        )
    return _of_people(record, seq, at) or _with_a_clock(record, seq, at)


def line_of_disclosure(
    signed: Disclosure, since: Iterable[Record], *, seq: int, at: datetime
) -> Line:
    """Give the line of a disclosure after everything that was recorded of it since.

    Args:
        signed: The disclosure as it was signed.
        since: Its amendments, the reviews of its telling and the notifications, oldest first;
            what is about something else is passed over.
        seq: The entry that brought the disclosure.
        at: When it was recorded.
    """
    since = tuple(since)
    amendments = [one for one in since if isinstance(one, Amendment) and one.target == signed.id]
    reviews = [
        one for one in since if isinstance(one, TellingReview) and one.disclosure == signed.id
    ]
    told = [one for one in since if isinstance(one, Notification) and one.disclosure == signed.id]
    now, void = amended(signed, amendments), is_void(amendments)
    return _line(
        signed.id,
        LineKind.DISCLOSURE,
        signed.service_user,
        seq=seq,
        at=at,
        number=signed.number,
        title=now.recipient.shown,
        detail=now.purpose.words,
        state=VOIDED if void else _state(now, reviews, told),
        due=None if void else _due(now.telling, reviews, told),
        # Putting something right keeps from the person what it finds kept from them, and gives
        # them nothing that was kept: only telling them or a review does.
        restricted=any(
            restricted_now(telling, reviews, told) for telling in tellings_of(signed, amendments)
        ),
    )


def tellings_of(signed: Disclosure, amendments: Sequence[Amendment]) -> tuple[Telling, ...]:
    """Give every decision on telling a disclosure ever said, from the signed one to the latest."""
    counts = range(len(amendments) + 1)
    return tuple(amended(signed, amendments[:count]).telling for count in counts)


def _consent(record: Consent, seq: int, at: datetime) -> Line:
    giving, scope = record.giving, record.scope
    given = giving.decision is ConsentDecision.GIVEN
    mode = giving.mode.value if giving.mode is not None else ""
    return _line(
        record.id,
        LineKind.CONSENT,
        record.service_user,
        seq=seq,
        at=at,
        title=scope.purpose,
        detail="; ".join((*scope.recipients, *(each.value for each in scope.classes))),
        state=mode if given else giving.decision.value,
        due=(record.period.review_on or record.period.until) if given else None,
    )


def _of_people(record: Record, seq: int, at: datetime) -> Line | None:
    """Give the line of what is known of who stands beside a person, or what they refuse."""
    if isinstance(record, Representative):
        return _line(
            record.id,
            LineKind.REPRESENTATIVE,
            record.service_user,
            seq=seq,
            at=at,
            title=record.name,
            detail=record.relationship,
            state=record.authority.value,
        )
    if isinstance(record, Objection):
        described = (each.value for each in (*record.classes, *record.kinds))
        return _line(
            record.id,
            LineKind.OBJECTION,
            record.service_user,
            seq=seq,
            at=at,
            title="; ".join((*record.recipients, *described)),
            detail=record.reason,
            state="lifted" if record.lifted_on is not None else "",
        )
    return None


def _with_a_clock(record: Record, seq: int, at: datetime) -> Line | None:
    """Give the line of what somebody has to come back to while it is open."""
    if isinstance(record, ReceivedRequest):
        waits = record.status in {RequestStatus.OPEN, RequestStatus.CLARIFYING}
        return _line(
            record.id,
            LineKind.REQUEST,
            record.service_user,
            seq=seq,
            at=at,
            title=record.requester.shown,
            detail=record.request.reference,
            state=record.status.value,
            due=record.request.answer_by if waits else None,
        )
    if isinstance(record, AccessRequest):
        return _line(
            record.id,
            LineKind.ACCESS_REQUEST,
            record.service_user,
            seq=seq,
            at=at,
            title=record.requester.shown,
            detail=record.access.type.value if record.access.type is not None else "",
            state=record.outcome.value if record.outcome is not None else "",
            due=record.request.answer_by if record.closed_on is None else None,
        )
    if isinstance(record, Series):
        return _line(
            record.id,
            LineKind.SERIES,
            record.service_user,
            seq=seq,
            at=at,
            title=record.recipient.shown,
            detail=record.purpose,
            state=record.rhythm.value,
            due=record.next_on if record.ended_on is None else None,
        )
    if isinstance(record, Hold):
        return _line(
            record.id,
            LineKind.HOLD,
            record.service_user,
            seq=seq,
            at=at,
            title=record.who,
            detail=record.reference,
            state=record.why.value,
            due=record.review_on if record.ended_on is None else None,
        )
    return _breach(record, seq, at) if isinstance(record, Breach) else None


def _breach(record: Breach, seq: int, at: datetime) -> Line:
    incident = record.incident
    waits = incident.aware_at is not None and not incident.commissioner.settled
    due = (incident.aware_at + REPORTED_WITHIN).date() if incident.aware_at and waits else None
    return _line(
        record.id,
        LineKind.BREACH,
        record.service_user,
        seq=seq,
        at=at,
        title=incident.what,
        detail=incident.went_to,
        state="closed" if record.closed_at is not None else "",
        due=due,
    )


def _line(
    object_id: UUID,
    kind: LineKind,
    service_user: UUID | None,
    *,
    seq: int,
    at: datetime,
    title: str,
    detail: str,
    sort: str = "",
    number: str = "",
    state: str = "",
    due: date | None = None,
    restricted: bool = False,
) -> Line:
    return Line(
        seq=seq,
        object=object_id,
        kind=kind,
        service_user=service_user,
        person="",
        at=at,
        sort=sort,
        number=number,
        title=title,
        detail=detail,
        state=state,
        due=due,
        restricted=restricted,
    )


def _state(
    disclosure: Disclosure, reviews: Sequence[TellingReview], told: Sequence[Notification]
) -> str:
    choice = disclosure.decision.choice
    if choice is not None and not choice.discloses:
        return NOT_DISCLOSED
    outcome = _outcome(disclosure.telling, reviews, told)
    return outcome.value if outcome is not None else ""


def _outcome(
    telling: Telling, reviews: Sequence[TellingReview], told: Sequence[Notification]
) -> TellingOutcome | None:
    """Say whether the person knows by now, or what was decided last."""
    if _learned(reviews, told):
        return TellingOutcome.TOLD_AFTER
    if telling.outcome is not None and telling.outcome.told:
        return telling.outcome
    if is_unreachable(told):
        return TellingOutcome.UNABLE
    if any(each.reached for each in told):
        return TellingOutcome.REPRESENTATIVE_TOLD
    given_up = bool(reviews) and reviews[-1].outcome is ReviewOutcome.PERMANENT
    waits = telling.outcome is not None and telling.outcome.open
    return TellingOutcome.NOT_TOLD if given_up and waits else telling.outcome


def _due(
    telling: Telling, reviews: Sequence[TellingReview], told: Sequence[Notification]
) -> date | None:
    """Give the day by which somebody acts or looks again: none once the person has learned of it.

    That somebody else was told in their place settles only what waits for nothing further.
    """
    waits = telling.reason is not None and telling.reason.needs_review
    in_their_place = any(each.reached for each in told) and not waits and not reviews
    if _learned(reviews, told) or (in_their_place and not is_unreachable(told)):
        return None
    return review_due(telling, reviews)


def _learned(reviews: Sequence[TellingReview], told: Sequence[Notification]) -> bool:
    """Tell whether the person themselves learned of it after it was recorded."""
    if any(review.outcome is ReviewOutcome.REASON_ENDED for review in reviews):
        return True
    reached = any(each.reached and each.representative is None for each in told)
    return reached and not is_unreachable(told)
