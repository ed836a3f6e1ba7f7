# SPDX-License-Identifier: Apache-2.0
"""The line a list shows of a record, for each kind that lists show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch
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
    if isinstance(record, Disclosure):
        return line_of_disclosure(record, (), seq=seq, at=at)
    said = _said(record)
    if said is None:
        return None
    person = record.id if isinstance(record, ServiceUser) else getattr(record, "service_user", None)
    return _line(said, record.id, person, seq=seq, at=at)


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
    said = _Said(
        kind=LineKind.DISCLOSURE,
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
    return _line(said, signed.id, signed.service_user, seq=seq, at=at)


def tellings_of(signed: Disclosure, amendments: Sequence[Amendment]) -> tuple[Telling, ...]:
    """Give every decision on telling a disclosure ever said, from the signed one to the latest."""
    counts = range(len(amendments) + 1)
    return tuple(amended(signed, amendments[:count]).telling for count in counts)


def earliest(*days: date | None) -> date | None:
    """Give the first of the days there are; None if there is none."""
    return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the line of a record says, beside whose it is and when it came."""

    kind: LineKind
    title: str
    detail: str
    sort: str = ""
    number: str = ""
    state: str = ""
    due: date | None = None
    restricted: bool = False


@singledispatch
def _said(_record: object) -> _Said | None:
    """Say what a line tells of a record of its kind."""
    return None


@_said.register
def _(record: ServiceUser) -> _Said:
    return _Said(
        kind=LineKind.SERVICE_USER,
        sort=folded(record.name),
        number=record.reference,
        title=record.name,
        detail=record.born.isoformat() if record.born else "",
    )


@_said.register
def _(record: Consent) -> _Said:
    giving, scope, period = record.giving, record.scope, record.period
    given = giving.decision is ConsentDecision.GIVEN
    mode = giving.mode.value if giving.mode is not None else ""
    return _Said(
        kind=LineKind.CONSENT,
        title=scope.purpose,
        detail="; ".join((*scope.recipients, *(each.value for each in scope.classes))),
        state=mode if given else giving.decision.value,
        due=earliest(period.review_on, period.until) if given else None,
    )


@_said.register
def _(record: Notification) -> _Said:
    return _Said(
        kind=LineKind.NOTIFICATION,
        title=record.told_on.isoformat(),
        detail=record.words,
        state=record.method.value,
    )


@_said.register
def _(record: Representative) -> _Said:
    return _Said(
        kind=LineKind.REPRESENTATIVE,
        title=record.name,
        detail=record.relationship,
        state=record.authority.value,
    )


@_said.register
def _(record: Objection) -> _Said:
    described = (each.value for each in (*record.classes, *record.kinds))
    return _Said(
        kind=LineKind.OBJECTION,
        title="; ".join((*record.recipients, *described)),
        detail=record.reason,
        state="lifted" if record.lifted_on is not None else "",
    )


@_said.register
def _(record: ReceivedRequest) -> _Said:
    waits = record.status in {RequestStatus.OPEN, RequestStatus.CLARIFYING}
    return _Said(
        kind=LineKind.REQUEST,
        title=record.requester.shown,
        detail=record.request.reference,
        state=record.status.value,
        due=record.request.answer_by if waits else None,
    )


@_said.register
def _(record: AccessRequest) -> _Said:
    return _Said(
        kind=LineKind.ACCESS_REQUEST,
        title=record.requester.shown,
        detail=record.access.type.value if record.access.type is not None else "",
        state=record.outcome.value if record.outcome is not None else "",
        due=record.request.answer_by if record.closed_on is None else None,
    )


@_said.register
def _(record: Series) -> _Said:
    return _Said(
        kind=LineKind.SERIES,
        title=record.recipient.shown,
        detail=record.purpose,
        state=record.rhythm.value,
        due=record.next_on if record.ended_on is None else None,
    )


@_said.register
def _(record: Hold) -> _Said:
    return _Said(
        kind=LineKind.HOLD,
        title=record.who,
        detail=record.reference,
        state=record.why.value,
        due=record.review_on if record.ended_on is None else None,
    )


@_said.register
def _(record: Breach) -> _Said:
    incident = record.incident
    waits = incident.aware_at is not None and not incident.commissioner.settled
    due = (incident.aware_at + REPORTED_WITHIN).date() if incident.aware_at and waits else None
    return _Said(
        kind=LineKind.BREACH,
        title=incident.what,
        detail=incident.went_to,
        state="closed" if record.closed_at is not None else "",
        due=due,
    )


def _line(said: _Said, object_id: UUID, person: UUID | None, *, seq: int, at: datetime) -> Line:
    return Line(
        seq=seq,
        object=object_id,
        kind=said.kind,
        service_user=person,
        person="",
        at=at,
        sort=said.sort,
        number=said.number,
        title=said.title,
        detail=said.detail,
        state=said.state,
        due=said.due,
        restricted=said.restricted,
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
