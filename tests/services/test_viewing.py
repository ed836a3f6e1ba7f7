# SPDX-License-Identifier: Apache-2.0
"""Looking at somebody: asked for a reason, noted silently, or neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.access import AccessOutcome, AccessRequest
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.drafts import KeptDraft
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from logbook.domain.people import Flag, ServiceUser
from logbook.domain.records import Act
from logbook.domain.viewing import (
    AGAIN_AFTER,
    EPISODE,
    Viewing,
    ViewingNeed,
    ViewingReason,
    ViewingReasonMissingError,
)
from logbook.services.reading_only import ReadOnly
from logbook.store.errors import NotAllowedError
from logbook.wording.sentences import error_sentence
from tests.builders import (
    StandingClock,
    a_breach,
    a_colleague,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_notification_draft,
    a_person,
    a_received_request,
    a_series,
    an_access_request,
)

NOTHING, NOTE, REASON = ViewingNeed.NOTHING, ViewingNeed.NOTE, ViewingNeed.REASON
LONG = EPISODE.total_seconds() + 1


@pytest.fixture
def alone(tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    """A practice of one."""
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    yield logbook
    logbook.close()


@pytest.fixture
def logbook(alone: Logbook) -> Logbook:
    """A practice of two."""
    a_colleague(alone)
    return alone


def somebody(logbook: Logbook, **changes: object) -> ServiceUser:
    person = a_person(**changes)
    logbook.enrolling.add(person)
    return person


def viewings(logbook: Logbook, place: UUID) -> tuple[Viewing, ...]:
    return logbook.reviewing.dossier(place).all(Viewing)


def test_within_an_open_episode_nothing_is_asked_and_nothing_noted(logbook: Logbook) -> None:
    person = somebody(logbook)
    before = logbook.reviewing.entries()

    assert logbook.viewing.need(person.id) is NOTHING
    assert logbook.viewing.view(person.id) is None
    assert logbook.reviewing.entries() == before


def test_outside_an_episode_a_reason_is_asked_for_and_noted(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)

    assert logbook.viewing.need(person.id) is REASON
    receipt = logbook.viewing.view(person.id, ViewingReason.COMPLAINT, "  Letter of Monday ")

    assert receipt is not None
    assert receipt.act is Act.RECORD_VIEWED
    (noted,) = viewings(logbook, person.id)
    assert (noted.service_user, noted.subject) == (person.id, person.id)
    assert (noted.viewed_by, noted.viewed_at) == (logbook.practitioner.id, clock.now())
    assert (noted.reason, noted.words) == (ViewingReason.COMPLAINT, "Letter of Monday")
    assert logbook.auditing.audit().is_intact


@pytest.mark.parametrize(
    ("reason", "words"), [(None, ""), (None, "  "), (ViewingReason.OTHER, ""), (None, "\x07")]
)
def test_without_a_reason_nothing_is_shown_and_nothing_noted(
    logbook: Logbook, clock: StandingClock, reason: ViewingReason | None, words: str
) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    before = logbook.reviewing.entries()

    with pytest.raises(ViewingReasonMissingError) as refused:
        logbook.viewing.view(person.id, reason, words)

    assert "reason" in error_sentence(refused.value)
    assert logbook.reviewing.entries() == before


def test_a_line_of_ones_own_is_a_reason(logbook: Logbook, clock: StandingClock) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    logbook.viewing.view(person.id, words="Their GP rang")

    assert viewings(logbook, person.id)[0].reason is ViewingReason.OTHER


def test_whoever_gave_a_reason_is_not_asked_again_for_an_hour(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    logbook.viewing.view(person.id, ViewingReason.CARE)

    clock.advance(seconds=AGAIN_AFTER.total_seconds())
    assert logbook.viewing.need(person.id) is NOTHING
    clock.advance(seconds=1)
    assert logbook.viewing.need(person.id) is REASON


def test_a_look_opens_no_episode(logbook: Logbook, clock: StandingClock) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    for _day in range(60):
        logbook.viewing.view(person.id, ViewingReason.CARE)
        clock.advance(days=1)

    assert len(viewings(logbook, person.id)) == 60
    assert logbook.viewing.need(person.id) is REASON
    assert logbook.viewing.episode(person.id).last_recorded is not None


def test_a_practice_of_one_is_not_asked_and_the_look_is_noted(
    alone: Logbook, clock: StandingClock
) -> None:
    person = somebody(alone)
    clock.advance(seconds=LONG)

    assert alone.viewing.need(person.id) is NOTE
    assert alone.viewing.view(person.id) is not None
    assert viewings(alone, person.id)[0].reason is None


def test_a_colleague_who_is_suspended_leaves_a_practice_of_one(
    alone: Logbook, clock: StandingClock
) -> None:
    colleague = a_colleague(alone)
    person = somebody(alone)
    clock.advance(seconds=LONG)
    assert alone.viewing.need(person.id) is REASON
    alone.staffing.suspend(colleague.id)

    assert alone.viewing.need(person.id) is NOTE


@pytest.mark.parametrize("flag", [Flag.SAFEGUARDING_CHILD, Flag.LITIGATION, Flag.STAFF_OR_RELATIVE])
def test_sensitive_people_are_noted_within_an_episode_too(logbook: Logbook, flag: Flag) -> None:
    person = somebody(logbook, flags=(flag,))

    assert logbook.viewing.need(person.id) is NOTE
    logbook.viewing.view(person.id)
    logbook.viewing.view(person.id)
    assert len(viewings(logbook, person.id)) == 1


def test_a_wish_about_the_time_after_death_is_not_noted(logbook: Logbook) -> None:
    person = somebody(logbook, flags=(Flag.POSTHUMOUS_ACCESS_REFUSED,))

    assert logbook.viewing.need(person.id) is NOTHING


def test_a_consent_in_force_keeps_the_episode_open(logbook: Logbook, clock: StandingClock) -> None:
    person = somebody(logbook)
    draft = a_consent_draft(person.id)
    logbook.consenting.record(replace(draft, period=replace(draft.period, until=None)))
    clock.advance(seconds=LONG)

    assert logbook.viewing.episode(person.id).consent_in_force
    assert logbook.viewing.need(person.id) is NOTHING


@pytest.mark.parametrize("begin", [a_received_request, an_access_request, a_breach])
def test_what_is_not_done_with_keeps_the_episode_open(
    logbook: Logbook, clock: StandingClock, begin: Callable[[UUID], Any]
) -> None:
    person = somebody(logbook)
    logbook.keeping.keep(begin(person.id))
    clock.advance(seconds=LONG)

    assert logbook.viewing.episode(person.id).open_clock
    assert logbook.viewing.need(person.id) is NOTHING


def test_a_series_keeps_the_episode_open_though_its_consent_has_ended(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    consent = a_consent_draft(person.id)
    until = replace(consent.period, review_on=None, until=date(2026, 12, 20))
    recorded = logbook.consenting.record(replace(consent, period=until))
    logbook.keeping.keep(a_series(person.id, recorded.object))
    clock.advance(seconds=LONG)

    episode = logbook.viewing.episode(person.id)
    assert (episode.consent_in_force, episode.open_clock) == (False, True)


def test_a_request_that_was_answered_keeps_nothing_open(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    asked: AccessRequest = an_access_request(person.id)
    closed = replace(asked, closed_on=clock.now().date(), outcome=AccessOutcome.NOTHING_HELD)
    logbook.keeping.keep(closed)
    clock.advance(seconds=LONG)

    assert not logbook.viewing.episode(person.id).open_clock


def test_somebody_who_has_yet_to_be_told_has_an_open_episode(
    logbook: Logbook, clock: StandingClock
) -> None:
    person, _disclosure = restricted(logbook)
    clock.advance(seconds=LONG)

    assert logbook.viewing.episode(person.id).open_clock


def test_drafts_about_somebody_open_no_episode(logbook: Logbook, clock: StandingClock) -> None:
    person, other = somebody(logbook), somebody(logbook, reference="LP-2", name="Elin")
    clock.advance(seconds=LONG)
    drafts = (
        a_disclosure_draft(person.id, None),
        a_consent_draft(person.id),
        person,
    )
    for draft in drafts:
        logbook.drafting.keep(KeptDraft(draft=draft))
        episode = logbook.viewing.episode(person.id)
        assert (episode.draft, episode.is_open(clock.now())) == (True, False)
        assert not logbook.viewing.episode(other.id).draft
        logbook.drafting.discard(draft.id)
    logbook.drafting.keep(KeptDraft(draft=a_notification_draft(uuid4())))
    assert not logbook.viewing.episode(person.id).draft


def test_a_draft_that_is_discarded_leaves_the_look_on_record_and_opens_nothing(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    draft = a_disclosure_draft(person.id, None)
    logbook.drafting.keep(KeptDraft(draft=draft))

    assert logbook.viewing.need(person.id) is NOTE
    logbook.viewing.view(person.id)
    assert logbook.viewing.need(person.id) is NOTHING
    logbook.drafting.discard(draft.id)

    (noted,) = viewings(logbook, person.id)
    assert (noted.viewed_by, noted.reason) == (logbook.practitioner.id, None)
    assert logbook.viewing.need(person.id) is REASON
    with pytest.raises(ViewingReasonMissingError):
        logbook.viewing.view(person.id)


def test_whoever_records_something_is_never_asked_and_noted_once_an_hour(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)

    assert logbook.viewing.need(person.id, recording=True) is NOTE
    for _step in range(13):
        logbook.viewing.view(person.id, recording=True)
        clock.advance(minutes=4)

    assert len(viewings(logbook, person.id)) == 1
    clock.advance(minutes=9)
    assert logbook.viewing.need(person.id, recording=True) is NOTE


def test_whoever_gave_a_reason_leaves_no_note_as_they_go_on_to_record(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    logbook.viewing.view(person.id, ViewingReason.CARE)

    assert logbook.viewing.view(person.id, recording=True) is None


def test_a_practice_of_one_is_not_asked_after_a_draft_either(
    alone: Logbook, clock: StandingClock
) -> None:
    person = somebody(alone)
    clock.advance(seconds=LONG)
    draft = a_disclosure_draft(person.id, None)
    alone.drafting.keep(KeptDraft(draft=draft))
    alone.viewing.view(person.id)
    alone.drafting.discard(draft.id)

    assert alone.viewing.need(person.id) is NOTHING
    assert len(viewings(alone, person.id)) == 1


def restricted(logbook: Logbook) -> tuple[ServiceUser, UUID]:
    """Record a disclosure that is kept from the person, and give both."""
    person = somebody(logbook)
    consent = logbook.consenting.record(a_consent_draft(person.id))
    draft = a_disclosure_draft(
        person.id,
        consent.object,
        telling=Telling(
            outcome=TellingOutcome.TELL_LATER,
            reason=NotTellingReason.HARM_TO_OTHERS,
            explanation="A threat to somebody else",
            review_on=date(2027, 1, 15),
        ),
    )
    return person, logbook.disclosing.record(draft).object


def test_what_must_not_be_shown_to_the_person_is_noted_whenever_it_is_looked_at(
    logbook: Logbook,
) -> None:
    person, disclosure = restricted(logbook)
    assert logbook.reviewing.is_restricted(disclosure)
    assert logbook.viewing.need(person.id) is NOTE
    logbook.viewing.view(person.id)

    assert logbook.viewing.need(disclosure) is NOTE
    logbook.viewing.view(disclosure)

    on_entry = [one for one in viewings(logbook, person.id) if one.subject == disclosure]
    assert [one.restricted for one in on_entry] == [True]
    shown = logbook.reviewing.shown_to(person.id)
    assert not {line.object for line in shown} & {disclosure, on_entry[0].id}


def test_an_ordinary_entry_is_not_asked_about_after_the_person(
    logbook: Logbook, clock: StandingClock
) -> None:
    person = somebody(logbook)
    consent = a_consent_draft(person.id)
    until = replace(consent.period, review_on=None, until=date(2026, 12, 20))
    recorded = logbook.consenting.record(replace(consent, period=until))
    clock.advance(seconds=LONG)
    assert logbook.viewing.need(recorded.object) is REASON
    logbook.viewing.view(person.id, ViewingReason.CARE)

    assert logbook.viewing.need(recorded.object) is NOTHING


def test_an_entry_about_nobody_in_particular_needs_nothing(logbook: Logbook) -> None:
    breach = a_breach(None)
    logbook.keeping.keep(breach)

    assert logbook.viewing.need(breach.id) is NOTHING
    assert logbook.viewing.need(uuid4()) is NOTHING


def test_a_logbook_that_is_read_only_asks_nothing(logbook: Logbook, clock: StandingClock) -> None:
    person = somebody(logbook)
    clock.advance(seconds=LONG)
    logbook._opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.ASKED))

    assert logbook.viewing.need(person.id) is NOTHING


def test_an_auditor_looks_at_nobody(logbook: Logbook) -> None:
    person = somebody(logbook)
    logbook.reviewing._shows_records = False

    with pytest.raises(NotAllowedError):
        logbook.viewing.need(person.id)
