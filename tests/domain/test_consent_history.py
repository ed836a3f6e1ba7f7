# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentMode,
    ConsentScope,
    Giving,
    InformationCategory,
    Period,
    PurposeClass,
    complete_consent,
)
from logbook.domain.consent_history import (
    ConsentEvent,
    ConsentEventKind,
    ConsentNow,
    ConsentState,
    consent_at,
    findings_on_event,
    narrowed,
    next_allowed,
)
from logbook.domain.party import RecipientClass
from logbook.domain.request import Channel
from logbook.domain.research import Medium
from logbook.domain.uses import Use
from tests.builders import a_consent_draft

LONDON = ZoneInfo("Europe/London")
RECORDED = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
GIVEN_ON = date(2026, 8, 1)
PERSON = UUID(int=5)
Kind, State = ConsentEventKind, ConsentState
REPORT, DIAGNOSIS = InformationCategory.ASSESSMENT_REPORT, InformationCategory.DIAGNOSIS


def a_consent(decision: ConsentDecision = ConsentDecision.GIVEN, **period: Any) -> Consent:
    draft = a_consent_draft(PERSON, period=Period(**period))
    giving = replace(draft.giving, given_on=GIVEN_ON, decision=decision)
    return complete_consent(
        replace(draft, giving=giving), recorded_by=uuid4(), now=RECORDED, today=RECORDED.date()
    )


def an_event(consent: Consent, kind: ConsentEventKind, at: datetime, **parts: Any) -> ConsentEvent:
    event = ConsentEvent(
        id=uuid4(),
        consent=consent.id,
        service_user=PERSON,
        kind=kind,
        at=at,
        method=Channel.TELEPHONE,
        consequences_explained=True,
    )
    return replace(event, **parts)


def at(day: int, month: int = 8, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=UTC)


def now_of(consent: Consent, *events: ConsentEvent, moment: datetime) -> ConsentNow:
    return consent_at(consent, events, moment, zone=LONDON)


def test_a_consent_is_given_from_the_start_of_its_day_on_the_practices_calendar() -> None:
    consent = a_consent()

    before = datetime(2026, 7, 31, 22, 59, tzinfo=UTC)
    assert now_of(consent, moment=before).state is State.DRAFT
    given = now_of(consent, moment=datetime(2026, 7, 31, 23, 0, tzinfo=UTC))
    assert (given.state, given.since, given.given_on, given.in_force) == (
        State.GIVEN,
        GIVEN_ON,
        GIVEN_ON,
        True,
    )


def test_monthly_reports_rest_on_a_consent_until_it_is_withdrawn_and_not_after() -> None:
    consent = a_consent()
    withdrawn = an_event(consent, Kind.WITHDRAWN, at(20, 10, 14))

    stands = [
        now_of(consent, withdrawn, moment=moment).in_force
        for moment in (at(15), at(15, 9), at(15, 10), at(20, 10, 13), at(20, 10, 14), at(15, 11))
    ]

    assert stands == [True, True, True, True, False, False]
    ended = now_of(consent, withdrawn, moment=at(15, 11))
    assert (ended.state, ended.since) == (State.WITHDRAWN, date(2026, 10, 20))


def test_the_last_day_counts_whole_and_the_next_is_too_late() -> None:
    consent = a_consent(until=date(2026, 8, 31))
    late = datetime(2026, 8, 31, 22, 59, 59, tzinfo=UTC)

    assert now_of(consent, moment=late).in_force
    lapsed = now_of(consent, moment=late + timedelta(seconds=1))
    assert (lapsed.state, lapsed.since) == (State.EXPIRED, date(2026, 9, 1))


def test_a_consent_that_begins_later_is_given_and_not_yet_in_force() -> None:
    consent = a_consent(starts_on=date(2026, 9, 1))

    early = now_of(consent, moment=at(31))
    assert (early.state, early.in_force) == (State.GIVEN, False)
    assert now_of(consent, moment=at(1, 9)).in_force


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (ConsentDecision.REFUSED, State.REFUSED),
        (ConsentDecision.DEFERRED, State.DEFERRED),
        (ConsentDecision.REQUESTED, State.REQUESTED),
    ],
)
def test_what_was_not_agreed_is_not_in_force(
    decision: ConsentDecision, state: ConsentState
) -> None:
    standing = now_of(a_consent(decision), moment=at(10))

    assert (standing.state, standing.in_force, standing.given_on) == (state, False, None)


def test_what_was_asked_for_can_be_put_off_and_then_given() -> None:
    asked = a_consent(ConsentDecision.REQUESTED)
    deferred = an_event(asked, Kind.DEFERRED, at(4))
    oral = replace(asked.giving, mode=ConsentMode.EXPRESS_ORAL)
    agreed = an_event(asked, Kind.GIVEN, at(6), giving=oral)

    assert now_of(asked, deferred, agreed, moment=at(5)).state is State.DEFERRED
    standing = now_of(asked, deferred, agreed, moment=at(7))
    assert (standing.state, standing.given_on) == (State.GIVEN, date(2026, 8, 6))
    assert standing.giving.mode is ConsentMode.EXPRESS_ORAL
    assert standing.giving.decision is ConsentDecision.GIVEN


def test_renewing_moves_the_last_day_and_the_age() -> None:
    consent = a_consent(until=date(2026, 8, 31))
    renewed = an_event(consent, Kind.RENEWED, at(30), until=date(2026, 12, 31))
    too_late = replace(renewed, at=at(1, 9))

    standing = now_of(consent, renewed, moment=at(1, 12))
    assert (standing.in_force, standing.given_on) == (True, date(2026, 8, 30))
    assert now_of(consent, too_late, moment=at(1, 12)).state is State.EXPIRED


def test_narrowing_takes_away_and_remembers_what_there_was() -> None:
    consent = a_consent()
    less = replace(consent.scope, information=(REPORT,))
    event = an_event(consent, Kind.NARROWED, at(10), scope=less, until=date(2026, 9, 1))

    assert now_of(consent, event, moment=at(9)).scope == consent.scope
    standing = now_of(consent, event, moment=at(11))
    assert standing.scope.information == (REPORT,)
    assert standing.before == consent.scope
    assert (standing.narrowed_on, standing.until) == (date(2026, 8, 10), date(2026, 9, 1))


def test_narrowing_twice_remembers_what_was_given_and_widening_forgets() -> None:
    consent = a_consent()
    once = an_event(consent, Kind.NARROWED, at(10), scope=replace(consent.scope, recipients=()))
    twice = an_event(consent, Kind.NARROWED, at(11), scope=replace(consent.scope, information=()))
    wider = an_event(consent, Kind.WIDENED, at(12), scope=consent.scope, giving=consent.giving)

    assert now_of(consent, once, twice, moment=at(11)).before == consent.scope
    standing = now_of(consent, once, twice, wider, moment=at(12))
    assert (standing.scope, standing.before, standing.narrowed_on) == (consent.scope, None, None)


def test_what_is_left_of_a_scope_is_never_more_than_either() -> None:
    wide = ConsentScope(
        purpose_class=PurposeClass.CARE,
        purpose="Referral",
        information=(REPORT, DIAGNOSIS),
        left_out="Family",
        recipients=("Elm Road Surgery", "Dr Bevan"),
        how_used="Read",
        classes=(RecipientClass.CARE_TEAM, RecipientClass.REGISTERED_GP),
        since=date(2026, 1, 1),
        media=(Medium.JOURNAL,),
    )
    asked = ConsentScope(
        purpose_class=PurposeClass.NON_CARE,
        information=(DIAGNOSIS, InformationCategory.FINANCIAL),
        left_out="2019",
        recipients=("elm road surgery", "Brook"),
        use=Use.CARE,
        classes=(RecipientClass.REGISTERED_GP, RecipientClass.OWN_INSURER),
        since=date(2025, 1, 1),
        until=date(2026, 6, 1),
        media=(Medium.PRESS, Medium.JOURNAL),
    )

    assert narrowed(wide, asked) == ConsentScope(
        purpose_class=PurposeClass.CARE,
        purpose="Referral",
        information=(DIAGNOSIS,),
        left_out="Family; 2019",
        recipients=("elm road surgery",),
        how_used="Read",
        use=Use.CARE,
        classes=(RecipientClass.REGISTERED_GP,),
        since=date(2026, 1, 1),
        until=date(2026, 6, 1),
        media=(Medium.JOURNAL,),
    )


def test_events_of_another_consent_change_nothing() -> None:
    consent, other = a_consent(), a_consent()

    assert now_of(consent, an_event(other, Kind.WITHDRAWN, at(5)), moment=at(6)).in_force


def test_events_are_read_in_the_order_they_happened() -> None:
    consent = a_consent(until=date(2026, 8, 31))
    withdrawn = an_event(consent, Kind.WITHDRAWN, at(5))
    renewed = an_event(consent, Kind.RENEWED, at(6), until=date(2026, 12, 31))

    for events in ((withdrawn, renewed), (renewed, withdrawn)):
        assert now_of(consent, *events, moment=at(7)).state is State.WITHDRAWN


ARROWS = {
    State.DRAFT: {Kind.REQUESTED},
    State.REQUESTED: {Kind.GIVEN, Kind.REFUSED, Kind.DEFERRED},
    State.DEFERRED: {Kind.GIVEN, Kind.REFUSED, Kind.DEFERRED, Kind.REQUESTED},
    State.GIVEN: {
        Kind.RENEWED,
        Kind.NARROWED,
        Kind.WIDENED,
        Kind.WITHDRAWN,
        Kind.EXPIRED,
        Kind.INVALIDATED,
        Kind.SUPERSEDED,
    },
}


@pytest.mark.parametrize("state", list(State))
def test_only_the_events_of_the_state_may_follow(state: ConsentState) -> None:
    assert next_allowed(state) == ARROWS.get(state, set())
    assert state.over is (state not in ARROWS)


def codes(event: ConsentEvent, consent: Consent, *before: ConsentEvent) -> set[tuple[str, str]]:
    found = findings_on_event(event, consent, before, now=at(30, 11), zone=LONDON)
    return {(each.code.value, each.part) for each in found}


def whole(consent: Consent, kind: ConsentEventKind) -> ConsentEvent:
    """An event with everything any kind of event needs."""
    return an_event(
        consent,
        kind,
        at(10),
        scope=consent.scope,
        giving=consent.giving,
        statement="As she said",
        until=date(2026, 12, 31),
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_an_event_out_of_its_state_is_a_finding(kind: ConsentEventKind) -> None:
    given = a_consent()
    asked = a_consent(ConsentDecision.REQUESTED)
    refused = a_consent(ConsentDecision.REFUSED)

    wrong = {("C-02", "kind")}
    assert codes(whole(given, kind), given) == (set() if kind in ARROWS[State.GIVEN] else wrong)
    assert codes(whole(asked, kind), asked) == (set() if kind in ARROWS[State.REQUESTED] else wrong)
    assert codes(whole(refused, kind), refused) == wrong


@pytest.mark.parametrize(
    ("kind", "parts", "found"),
    [
        (Kind.WITHDRAWN, {"method": None}, {("C-01", "method")}),
        (Kind.WITHDRAWN, {"giving": Giving(), "scope": ConsentScope()}, set()),
        (Kind.WIDENED, {"giving": None, "scope": ConsentScope()}, {("C-01", "giving")}),
        (Kind.EXPIRED, {"method": None}, set()),
        (Kind.SUPERSEDED, {"method": None}, set()),
        (Kind.INVALIDATED, {"method": None, "statement": ""}, {("C-01", "statement")}),
        (Kind.WIDENED, {"consequences_explained": False}, {("C-01", "consequences_explained")}),
        (Kind.WIDENED, {"giving": None}, {("C-01", "giving")}),
        (Kind.WIDENED, {"scope": None}, {("C-01", "scope")}),
        (Kind.WIDENED, {"scope": ConsentScope()}, {("C-01", "scope.purpose")}),
        (Kind.NARROWED, {"scope": None, "until": None}, {("C-01", "scope")}),
        (Kind.NARROWED, {"scope": None}, set()),
        (Kind.NARROWED, {"until": None}, set()),
        (Kind.RENEWED, {"until": None}, set()),
        (Kind.RENEWED, {"until": date(2026, 8, 9)}, {("INV-02", "until")}),
        (Kind.RENEWED, {"until": date(2026, 8, 10)}, set()),
        (Kind.WITHDRAWN, {"at": at(1, 12)}, {("INV-02", "at")}),
        (Kind.WITHDRAWN, {"statement": "\u202e"}, {("T-02", "statement")}),
    ],
)
def test_an_event_needs_its_own_parts(
    kind: ConsentEventKind, parts: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    consent = a_consent()

    assert codes(replace(whole(consent, kind), **parts), consent) >= found
    assert bool(codes(replace(whole(consent, kind), **parts), consent)) is bool(found)


def test_what_is_missing_of_an_event_is_told_before_the_rest_is_judged() -> None:
    consent = a_consent()
    bare = replace(whole(consent, Kind.WIDENED), giving=None, scope=ConsentScope())

    assert codes(bare, consent) == {("C-01", "giving")}


def test_a_renewal_of_a_consent_with_a_last_day_names_the_new_one() -> None:
    consent = a_consent(until=date(2026, 8, 31))

    assert codes(replace(whole(consent, Kind.RENEWED), until=None), consent) == {("C-01", "until")}


def test_a_giving_has_to_be_as_whole_as_a_consent_that_is_recorded() -> None:
    asked = a_consent(ConsentDecision.REQUESTED)
    bare = replace(whole(asked, Kind.GIVEN), giving=Giving())

    assert codes(bare, asked) == {
        ("C-01", "giving.mode"),
        ("C-01", "giving.freely"),
        ("C-01", "giving.capacity"),
    }


def test_a_refusal_of_what_was_asked_explains_what_follows() -> None:
    asked = a_consent(ConsentDecision.REQUESTED)
    bare = replace(whole(asked, Kind.REFUSED), consequences_explained=False)

    assert codes(bare, asked) == {("C-01", "consequences_explained")}


def test_narrowing_to_more_is_no_narrowing() -> None:
    consent = a_consent()
    more = replace(consent.scope, information=(*consent.scope.information, DIAGNOSIS))
    other = replace(consent.scope, recipients=("Brook Insurance",))
    reworded = replace(consent.scope, purpose="The referral", left_out="The year 2019")

    def with_scope(scope: ConsentScope) -> set[tuple[str, str]]:
        return codes(replace(whole(consent, Kind.NARROWED), scope=scope), consent)

    assert with_scope(replace(more, information=(*more.information,))) == set()
    financial = replace(more, information=(*more.information, InformationCategory.FINANCIAL))
    assert with_scope(financial) == {("C-02", "scope")}
    assert with_scope(other) == {("C-02", "scope")}
    assert with_scope(reworded) == set()


def test_nothing_follows_on_a_withdrawal() -> None:
    consent = a_consent()
    withdrawn = an_event(consent, Kind.WITHDRAWN, at(5))

    for kind in Kind:
        assert ("C-02", "kind") in codes(whole(consent, kind), consent, withdrawn)


CONSENTS = st.sampled_from(
    [
        a_consent(),
        a_consent(until=date(2026, 9, 10)),
        a_consent(ConsentDecision.REQUESTED),
        a_consent(ConsentDecision.DEFERRED),
        a_consent(ConsentDecision.REFUSED),
    ]
)
SCOPES = st.builds(
    ConsentScope,
    purpose_class=st.sampled_from(PurposeClass),
    information=st.lists(st.sampled_from(InformationCategory), max_size=3).map(tuple),
    recipients=st.lists(st.sampled_from(["Elm Road Surgery", "Brook"]), max_size=2).map(tuple),
)
DAYS = st.dates(date(2026, 7, 25), date(2026, 11, 1))
MOMENTS = st.datetimes(
    datetime(2026, 7, 25),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2026, 11, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Consent, list[ConsentEvent]]:
    consent = draw(CONSENTS)
    events = [
        an_event(
            consent,
            draw(st.sampled_from(Kind)),
            draw(MOMENTS),
            scope=draw(st.none() | SCOPES),
            until=draw(st.none() | DAYS),
            giving=draw(st.none() | st.just(consent.giving)),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    return consent, events


@given(histories(), MOMENTS)
def test_whatever_happens_a_withdrawn_consent_never_stands_again(
    history: tuple[Consent, list[ConsentEvent]], moment: datetime
) -> None:
    consent, events = history
    ended = [
        event.at
        for event in events
        if event.kind in {Kind.WITHDRAWN, Kind.REFUSED, Kind.INVALIDATED, Kind.SUPERSEDED}
    ]

    if any(when <= moment for when in ended):
        assert not now_of(consent, *events, moment=moment).in_force


@given(histories(), MOMENTS, MOMENTS)
def test_what_happens_later_changes_nothing_before_it(
    history: tuple[Consent, list[ConsentEvent]], moment: datetime, later: datetime
) -> None:
    consent, events = history
    happened = [event for event in events if event.at <= moment]

    assert now_of(consent, *events, moment=moment) == now_of(consent, *happened, moment=moment)
    if later > moment and now_of(consent, *events, moment=moment).state.over:
        assert (
            now_of(consent, *events, moment=later).state
            is now_of(consent, *events, moment=moment).state
        )


@given(histories(), MOMENTS)
def test_without_a_widening_or_a_giving_nothing_is_ever_added(
    history: tuple[Consent, list[ConsentEvent]], moment: datetime
) -> None:
    consent, events = history
    events = [event for event in events if event.kind not in {Kind.WIDENED, Kind.GIVEN}]
    standing = now_of(consent, *events, moment=moment)

    assert set(standing.scope.information) <= set(consent.scope.information)
    assert set(standing.scope.recipients) <= set(consent.scope.recipients)


@given(histories(), MOMENTS)
def test_an_event_that_the_rules_allow_is_never_ignored(
    history: tuple[Consent, list[ConsentEvent]], moment: datetime
) -> None:
    consent, events = history
    before = now_of(consent, *(e for e in events if e.at <= moment), moment=moment)
    for kind in next_allowed(before.state) - {Kind.RENEWED, Kind.NARROWED, Kind.WIDENED}:
        after = now_of(
            consent, *(e for e in events if e.at <= moment), an_event(consent, kind, moment),
            moment=moment,
        )  # fmt: skip
        expired = after.until is not None and after.until < after.day
        assert after.state.value == kind.value or (kind is Kind.GIVEN and expired)
