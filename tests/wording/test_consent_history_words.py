# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentScope,
    Giving,
    InformationCategory,
)
from logbook.domain.consent_history import ConsentEventKind, ConsentState, consent_at
from logbook.wording.consent_history_words import (
    event_sentence,
    recorded_sentence,
    standing_sentence,
)
from tests.builders import NOON, StandingClock, a_consent_draft, a_consent_event

ZONE = StandingClock().zone


def a_consent() -> Consent:
    draft = a_consent_draft(uuid4())
    assert draft.service_user is not None
    return Consent(
        id=draft.id,
        service_user=draft.service_user,
        recorded_by=uuid4(),
        recorded_at=NOON,
        scope=draft.scope,
        explanation=draft.explanation,
        giving=draft.giving,
        period=draft.period,
    )


@pytest.mark.parametrize("kind", list(ConsentEventKind))
def test_whatever_happens_to_a_consent_has_a_sentence_with_its_day(kind: ConsentEventKind) -> None:
    consent = a_consent()
    event = a_consent_event(consent.service_user, consent.id, kind=kind, statement="Enough")

    words = event_sentence(event, ZONE)

    assert "20 November 2026" in words
    assert words.endswith("By telephone. “Enough”")


def test_a_narrowing_says_what_is_covered_from_then_on_and_for_whom() -> None:
    consent = a_consent()
    scope = ConsentScope(
        information=(InformationCategory.DIAGNOSIS,),
        recipients=("Elm Road Surgery",),
        since=date(2026, 3, 1),
    )
    event = a_consent_event(
        consent.service_user,
        consent.id,
        kind=ConsentEventKind.NARROWED,
        scope=scope,
        until=date(2027, 1, 1),
        by="Nia Okonkwo",
    )

    words = event_sentence(event, ZONE)

    assert "for Elm Road Surgery: Diagnosis (since 1 March 2026)." in words
    assert "Its last day is 1 January 2027." in words
    assert "Said for them by Nia Okonkwo." in words


@pytest.mark.parametrize("state", list(ConsentState))
def test_every_state_is_said_in_a_sentence(state: ConsentState) -> None:
    now = consent_at(a_consent(), (), NOON, zone=ZONE)

    words = standing_sentence(replace(now, state=state, since=date(2026, 11, 18)))

    assert words.endswith(".")
    assert "{" not in words


def test_a_consent_that_only_begins_later_says_when() -> None:
    now = consent_at(a_consent(), (), NOON, zone=ZONE)

    words = standing_sentence(replace(now, starts_on=date(2026, 12, 1)))

    assert words == "It is given, and only begins on 1 December 2026."


def test_the_record_says_first_what_was_decided() -> None:
    consent = a_consent()
    refused = replace(
        consent, giving=Giving(decision=ConsentDecision.REFUSED, given_on=date(2026, 11, 16))
    )

    assert recorded_sentence(consent) == "Given on 16 November 2026. Express, in writing."
    assert recorded_sentence(refused) == "Refused on 16 November 2026."
