# SPDX-License-Identifier: Apache-2.0
"""What became of a consent: a history of events, and what it was at any moment.

A consent is never changed. It is followed by events, and `consent_at` reads them in the order in
which they happened, so that a disclosure is held against the consent as it stood when it was made:
a withdrawal reaches forward, never back (INV-13). Whatever ends a consent ends it for good; to
consent again takes a new record (domain reference 6.1). Reading fails closed: an event that the
rules do not allow never lets a consent cover more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentDraft,
    ConsentScope,
    Giving,
    findings_on_consent,
)
from logbook.domain.findings import Code, Finding
from logbook.domain.party import name_key
from logbook.domain.people import findings_on_texts
from logbook.domain.request import Channel


class ConsentState(Enum):
    """Where a consent stands. Only while it is given can anything rest on it (INV-10)."""

    DRAFT = "draft"
    REQUESTED = "requested"
    DEFERRED = "deferred"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    SUPERSEDED = "superseded"

    @property
    def over(self) -> bool:
        """Whether nothing can follow: to consent again takes a new record."""
        return not _ALLOWED[self]


class ConsentEventKind(Enum):
    """What can happen to a consent."""

    REQUESTED = "requested"
    DEFERRED = "deferred"
    GIVEN = "given"
    REFUSED = "refused"
    RENEWED = "renewed"
    NARROWED = "narrowed"
    WIDENED = "widened"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEvent:
    """One thing that happened to a consent."""

    id: UUID
    consent: UUID
    service_user: UUID
    kind: ConsentEventKind
    at: datetime
    """When it happened; when it was recorded may be later."""
    by: str = ""
    """Empty when the service user said it; otherwise who said it for them."""
    method: Channel | None = None
    statement: str = ""
    """What was said, or why the consent ended."""
    consequences_explained: bool = False
    scope: ConsentScope | None = None
    """What is covered from then on, where it was narrowed or widened."""
    giving: Giving | None = None
    """How it was given, where it was given or widened by this event."""
    until: date | None = None
    """The last day from then on, where that changed."""
    superseded_by: UUID | None = None
    recorded_by: UUID | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentNow:
    """A consent as it stood at one moment."""

    state: ConsentState
    scope: ConsentScope
    giving: Giving
    day: date
    """The day of the moment, on the calendar of the practice."""
    since: date | None = None
    """Since when it stands so."""
    starts_on: date | None = None
    until: date | None = None
    given_on: date | None = None
    """When it was last given or renewed, which its age is counted from (W-01)."""
    narrowed_on: date | None = None
    before: ConsentScope | None = None
    """What it covered before it was narrowed."""

    @property
    def in_force(self) -> bool:
        """Whether something can rest on it at this moment."""
        return self.state is ConsentState.GIVEN and not (
            self.starts_on is not None and self.day < self.starts_on
        )


def next_allowed(state: ConsentState) -> frozenset[ConsentEventKind]:
    """Give the events that may follow on a state (domain reference 6.1)."""
    return _ALLOWED[state]


def consent_at(
    consent: Consent, events: Iterable[ConsentEvent], moment: datetime, *, zone: ZoneInfo
) -> ConsentNow:
    """Give a consent as it stood at a moment.

    Args:
        consent: The consent as it was recorded.
        events: What happened, in the order it was recorded; events of other consents are left out.
        moment: When.
        zone: The calendar by which days begin and end.
    """
    now = ConsentNow(
        state=ConsentState.DRAFT,
        scope=consent.scope,
        giving=consent.giving,
        day=moment.astimezone(zone).date(),
        starts_on=consent.period.starts_on,
        until=consent.period.until,
    )
    for event in _history(consent, events, zone):
        if event.at <= moment:
            now = _after(now, event, event.at.astimezone(zone).date())
    return _lapsed(now, now.day)


def findings_on_event(
    event: ConsentEvent,
    consent: Consent,
    events: Iterable[ConsentEvent],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Finding, ...]:
    """Tell what keeps an event from being recorded after what is on record already."""
    standing = consent_at(consent, events, event.at, zone=zone)
    return (
        *_event_findings(event, consent, standing, now, zone),
        *findings_on_texts(event),
    )


def narrowed(scope: ConsentScope, to: ConsentScope) -> ConsentScope:
    """Give what is left of a scope when it is narrowed: never more than both of them cover."""
    named = {name_key(name) for name in scope.recipients}
    return replace(
        to,
        purpose_class=scope.purpose_class,
        purpose=to.purpose.strip() or scope.purpose,
        information=tuple(each for each in to.information if each in scope.information),
        left_out="; ".join(
            dict.fromkeys(words for words in (scope.left_out, to.left_out) if words.strip())
        ),
        recipients=tuple(name for name in to.recipients if name_key(name) in named),
        how_used=to.how_used.strip() or scope.how_used,
        use=scope.use or to.use,
        classes=tuple(each for each in to.classes if each in scope.classes),
        since=_both(max, scope.since, to.since),
        until=_both(min, scope.until, to.until),
        media=tuple(each for each in to.media if each in scope.media),
    )


_Kind, _State = ConsentEventKind, ConsentState

_ANSWERS = frozenset({_Kind.GIVEN, _Kind.REFUSED})

_ALLOWED: dict[ConsentState, frozenset[ConsentEventKind]] = {
    _State.DRAFT: frozenset({_Kind.REQUESTED}),
    _State.REQUESTED: _ANSWERS | {_Kind.DEFERRED},
    _State.DEFERRED: _ANSWERS | {_Kind.DEFERRED, _Kind.REQUESTED},
    # 6.1 names widening among the events and gives it no arrow: it can only follow a giving.
    _State.GIVEN: frozenset(
        {
            _Kind.RENEWED,
            _Kind.NARROWED,
            _Kind.WIDENED,
            _Kind.WITHDRAWN,
            _Kind.EXPIRED,
            _Kind.INVALIDATED,
            _Kind.SUPERSEDED,
        }
    ),
    _State.REFUSED: frozenset(),
    _State.WITHDRAWN: frozenset(),
    _State.EXPIRED: frozenset(),
    _State.INVALIDATED: frozenset(),
    _State.SUPERSEDED: frozenset(),
}

_ENDS = {
    _Kind.REFUSED: _State.REFUSED,
    _Kind.WITHDRAWN: _State.WITHDRAWN,
    _Kind.EXPIRED: _State.EXPIRED,
    _Kind.INVALIDATED: _State.INVALIDATED,
    _Kind.SUPERSEDED: _State.SUPERSEDED,
}

_WITHOUT_A_WORD = frozenset(
    {ConsentEventKind.EXPIRED, ConsentEventKind.INVALIDATED, ConsentEventKind.SUPERSEDED}
)
"""What happens without the person saying anything."""

_COVERS_ANEW = frozenset({ConsentEventKind.GIVEN, ConsentEventKind.WIDENED})
"""What lets something be covered that was not."""

_ASKS = {_Kind.REQUESTED: _State.REQUESTED, _Kind.DEFERRED: _State.DEFERRED}


def _history(
    consent: Consent, events: Iterable[ConsentEvent], zone: ZoneInfo
) -> list[ConsentEvent]:
    """List everything that happened in its order, what the record itself says among it."""
    mine = [event for event in events if event.consent == consent.id]
    given_on = consent.giving.given_on
    if given_on is None:
        return sorted(mine, key=lambda event: event.at)
    recorded = ConsentEvent(
        id=consent.id,
        consent=consent.id,
        service_user=consent.service_user,
        kind=ConsentEventKind(consent.giving.decision.value),
        at=datetime.combine(given_on, time(), tzinfo=zone),
    )
    return sorted((recorded, *mine), key=lambda event: event.at)


def _after(now: ConsentNow, event: ConsentEvent, day: date) -> ConsentNow:
    """Give what a consent is after an event."""
    now = _lapsed(now, day)
    if now.state.over:
        return now
    if event.kind in _ENDS:
        # Even out of order: somebody who withdrew has withdrawn, whatever the record says.
        return replace(now, state=_ENDS[event.kind], since=day)
    if event.kind in _ASKS:
        waits = now.state is not ConsentState.GIVEN
        return replace(now, state=_ASKS[event.kind], since=day) if waits else now
    if event.kind is ConsentEventKind.GIVEN:
        return _given(now, event, day)
    return _changed(now, event, day) if now.state is ConsentState.GIVEN else now


def _given(now: ConsentNow, event: ConsentEvent, day: date) -> ConsentNow:
    if now.state is ConsentState.GIVEN:
        return now
    giving = replace(event.giving or now.giving, decision=ConsentDecision.GIVEN, given_on=day)
    return replace(
        now,
        state=ConsentState.GIVEN,
        scope=event.scope or now.scope,
        giving=giving,
        since=day,
        until=event.until or now.until,
        given_on=day,
    )


def _changed(now: ConsentNow, event: ConsentEvent, day: date) -> ConsentNow:
    """Give a consent that stands after it was renewed, narrowed or widened."""
    if event.kind is ConsentEventKind.RENEWED:
        return replace(now, until=event.until or now.until, given_on=day)
    if event.kind is ConsentEventKind.NARROWED:
        return replace(
            now,
            scope=narrowed(now.scope, event.scope) if event.scope else now.scope,
            until=_both(min, now.until, event.until),
            narrowed_on=day,
            before=now.before or now.scope,
        )
    return replace(
        now,
        scope=event.scope or now.scope,
        giving=event.giving or now.giving,
        until=event.until or now.until,
        narrowed_on=None,
        before=None,
    )


def _lapsed(now: ConsentNow, day: date) -> ConsentNow:
    """Let a consent expire whose last day is past, whether or not somebody recorded that."""
    if now.state is not ConsentState.GIVEN or now.until is None or day <= now.until:
        return now
    return replace(now, state=ConsentState.EXPIRED, since=now.until + timedelta(days=1))


def _both(
    choose: Callable[[date, date], date], one: date | None, other: date | None
) -> date | None:
    if one is None or other is None:
        return one or other
    return choose(one, other)


def _event_findings(
    event: ConsentEvent, consent: Consent, standing: ConsentNow, now: datetime, zone: ZoneInfo
) -> Iterator[Finding]:
    kind = event.kind
    if kind not in next_allowed(standing.state):
        yield Finding(code=Code.CONSENT_STATE, part="kind")
    if event.at > now:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="at")
    day = event.at.astimezone(zone).date()
    if event.until is not None and event.until < day:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="until")
    missing = [part for part, value in _needed(event, standing) if not value]
    yield from (Finding(code=Code.CONSENT_INCOMPLETE, part=part) for part in missing)
    if kind is ConsentEventKind.NARROWED and event.scope is not None:
        scope = event.scope
        if _reach(narrowed(standing.scope, scope)) != _reach(scope):
            yield Finding(code=Code.CONSENT_STATE, part="scope")
    if kind in _COVERS_ANEW and not missing:
        yield from _as_recorded_anew(event, consent, standing, now.astimezone(zone).date(), day)


def _as_recorded_anew(
    event: ConsentEvent, consent: Consent, standing: ConsentNow, today: date, day: date
) -> tuple[Finding, ...]:
    """Judge what is covered from then on as if it were recorded as a consent of its own."""
    giving = event.giving or standing.giving
    draft = ConsentDraft(
        id=consent.id,
        service_user=consent.service_user,
        scope=event.scope or standing.scope,
        explanation=consent.explanation,
        giving=replace(giving, decision=ConsentDecision.GIVEN, given_on=day),
        period=replace(consent.period, until=event.until or standing.until),
        answers=consent.answers,
    )
    return findings_on_consent(draft, today=today)


def _needed(event: ConsentEvent, standing: ConsentNow) -> Iterator[tuple[str, object]]:
    """List what an event needs, with what was entered of it."""
    kind = event.kind
    if kind not in _WITHOUT_A_WORD:
        yield "method", event.method
    if kind is ConsentEventKind.INVALIDATED:
        yield "statement", event.statement.strip()
    if kind in {ConsentEventKind.REFUSED, ConsentEventKind.WIDENED}:
        yield "consequences_explained", event.consequences_explained
    if kind in _COVERS_ANEW:
        yield "giving", event.giving
    if kind is ConsentEventKind.WIDENED:
        yield "scope", event.scope
    if kind is ConsentEventKind.NARROWED:
        yield "scope", event.scope or event.until
    if kind is ConsentEventKind.RENEWED:
        yield "until", event.until or standing.until is None


def _reach(scope: ConsentScope) -> ConsentScope:
    """Give a scope without its words: what rules compare."""
    return replace(scope, purpose="", left_out="", how_used="")
