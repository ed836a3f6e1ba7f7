# SPDX-License-Identifier: Apache-2.0
"""A consent is due when it is looked at again or when it ends, whichever comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from logbook.app import Logbook
from logbook.domain.consent import ConsentDecision, Giving, Period
from logbook.domain.consent_history import ConsentEventKind as Kind
from logbook.domain.people import ServiceUser
from tests.builders import (
    NOON,
    StandingClock,
    a_consent_draft,
    a_consent_event,
    a_logbook,
    a_person,
)

SOON, LATER, LAST = date(2026, 12, 1), date(2027, 3, 1), date(2027, 9, 1)


@pytest.fixture
def logbook(tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    yield made
    made.close()


@pytest.fixture
def person(logbook: Logbook) -> ServiceUser:
    somebody = a_person(born=None)
    logbook.enrolling.add(somebody)
    return somebody


def a_consent(logbook: Logbook, person: ServiceUser, **period: date | None) -> UUID:
    draft = a_consent_draft(person.id, period=Period(**period))
    return logbook.consenting.record(draft).object


def due(logbook: Logbook, consent: UUID) -> date | None:
    line = logbook.reviewing.line(consent)
    assert line is not None
    return line.due


@pytest.mark.parametrize(
    ("review_on", "until", "expected"),
    [
        (SOON, LATER, SOON),
        (LATER, SOON, SOON),
        (LATER, None, LATER),
        (None, LATER, LATER),
        (None, None, None),
    ],
)
def test_the_first_of_review_and_end_counts(
    logbook: Logbook,
    person: ServiceUser,
    review_on: date | None,
    until: date | None,
    expected: date | None,
) -> None:
    consent = a_consent(logbook, person, review_on=review_on, until=until)

    assert due(logbook, consent) == expected


def test_an_earlier_end_comes_before_the_review_and_a_later_one_does_not(
    logbook: Logbook, person: ServiceUser
) -> None:
    consent = a_consent(logbook, person, review_on=LATER)
    scope = logbook.reviewing.consent(consent).scope
    less = replace(scope, information=scope.information[:1])

    logbook.keeping.keep(narrowed(person, consent, scope=less, until=LAST))
    assert due(logbook, consent) == LATER
    logbook.keeping.keep(narrowed(person, consent, scope=replace(less, left_out="X"), until=SOON))
    assert due(logbook, consent) == SOON


def narrowed(person: ServiceUser, consent: UUID, **changes: Any) -> Any:
    return a_consent_event(person.id, consent, kind=Kind.NARROWED, at=NOON, **changes)


def test_renewing_settles_a_review_that_is_over_and_keeps_one_ahead(
    logbook: Logbook, person: ServiceUser, clock: StandingClock
) -> None:
    over = a_consent(logbook, person, review_on=SOON)
    ahead = a_consent(logbook, person, review_on=LAST)
    clock.advance(days=30)
    assert due(logbook, over) == SOON

    for consent in (over, ahead):
        at = NOON + timedelta(days=30)
        logbook.keeping.keep(a_consent_event(person.id, consent, kind=Kind.RENEWED, at=at))

    assert due(logbook, over) is None
    assert due(logbook, ahead) == LAST


def test_what_is_agreed_to_later_is_due_as_was_asked_for(
    logbook: Logbook, person: ServiceUser
) -> None:
    draft = a_consent_draft(person.id, period=Period(review_on=LATER, until=SOON))
    deferred = Giving(decision=ConsentDecision.DEFERRED, given_on=draft.giving.given_on)
    consent = logbook.consenting.record(replace(draft, giving=deferred)).object
    assert due(logbook, consent) is None

    event = a_consent_event(person.id, consent, kind=Kind.GIVEN, at=NOON, giving=draft.giving)
    logbook.keeping.keep(event)

    assert due(logbook, consent) == SOON
