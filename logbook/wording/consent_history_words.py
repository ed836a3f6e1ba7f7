# SPDX-License-Identifier: Apache-2.0
"""What became of a consent, in plain sentences: what stands now, and each thing that happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from logbook.domain.consent import Consent, ConsentDecision, ConsentScope
from logbook.domain.consent_history import (
    ConsentEvent,
    ConsentEventKind,
    ConsentNow,
    ConsentState,
)
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words


def standing_sentence(now: ConsentNow) -> str:
    """Say in one sentence how a consent stands, and what that means for a disclosure."""
    if now.state is ConsentState.GIVEN and not now.in_force:
        return _("It is given, and only begins on {day}.").format(day=_day(now.starts_on))
    return _(_STANDS[now.state]).format(day=_day(now.since))


def recorded_sentence(consent: Consent) -> str:
    """Say what the record itself says happened first."""
    giving = consent.giving
    words = _(_DECIDED[giving.decision]).format(day=_day(giving.given_on))
    if giving.decision is ConsentDecision.GIVEN and giving.mode is not None:
        return _("{words} {how}.").format(words=words, how=label(giving.mode))
    return words


def event_sentence(event: ConsentEvent, zone: ZoneInfo) -> str:
    """Say what happened to a consent, when, how, and in which words.

    Args:
        event: What happened.
        zone: The calendar by which its day is told.
    """
    sentences = [
        _(_HAPPENED[event.kind]).format(day=day_in_words(event.at.astimezone(zone).date()))
    ]
    if event.scope is not None:
        sentences.append(_covers_from_then(event.scope))
    if event.until is not None:
        sentences.append(_("Its last day is {day}.").format(day=day_in_words(event.until)))
    if event.by.strip():
        sentences.append(_("Said for them by {name}.").format(name=event.by.strip()))
    if event.method is not None:
        sentences.append(f"{label(event.method)}.")
    if event.statement.strip():
        sentences.append(_("“{words}”").format(words=event.statement.strip()))
    return " ".join(sentences)


def _covers_from_then(scope: ConsentScope) -> str:
    information = "; ".join(label(each) for each in scope.information)
    if span := span_in_words(scope.since, scope.until):
        information = f"{information} ({span})"
    return _("From then on it covers, for {recipients}: {information}.").format(
        recipients="; ".join((*scope.recipients, *(label(each) for each in scope.classes))),
        information=information,
    )


_STANDS: Mapping[ConsentState, str] = MappingProxyType(
    {
        ConsentState.DRAFT: N_("Nobody has been asked yet. Nothing can rest on it."),
        ConsentState.REQUESTED: N_("They were asked on {day} and have not answered."),
        ConsentState.DEFERRED: N_("They put the decision off on {day}. Nothing can rest on it."),
        ConsentState.GIVEN: N_("It stands."),
        ConsentState.REFUSED: N_("They refused on {day}. Nothing can rest on it."),
        ConsentState.WITHDRAWN: N_(
            "They withdrew it on {day}. Nothing more can rest on it; what was disclosed before"
            " then stays covered."
        ),
        ConsentState.EXPIRED: N_("It ran out: since {day} nothing more can rest on it."),
        ConsentState.INVALIDATED: N_("On {day} it was found not to be valid."),
        ConsentState.SUPERSEDED: N_("On {day} another consent took its place."),
    }
)

_DECIDED: Mapping[ConsentDecision, str] = MappingProxyType(
    {
        ConsentDecision.GIVEN: N_("Given on {day}."),
        ConsentDecision.REFUSED: N_("Refused on {day}."),
        ConsentDecision.DEFERRED: N_("Put off on {day}."),
        ConsentDecision.REQUESTED: N_("Asked for on {day}."),
    }
)

_HAPPENED: Mapping[ConsentEventKind, str] = MappingProxyType(
    {
        ConsentEventKind.REQUESTED: N_("Asked for again on {day}."),
        ConsentEventKind.DEFERRED: N_("Put off on {day}."),
        ConsentEventKind.GIVEN: N_("Given on {day}."),
        ConsentEventKind.REFUSED: N_("Refused on {day}."),
        ConsentEventKind.RENEWED: N_("Renewed on {day}."),
        ConsentEventKind.NARROWED: N_("Narrowed on {day}."),
        ConsentEventKind.WIDENED: N_("Widened on {day}."),
        ConsentEventKind.WITHDRAWN: N_("Withdrawn on {day}."),
        ConsentEventKind.EXPIRED: N_("Ran out on {day}."),
        ConsentEventKind.INVALIDATED: N_("Found not to be valid on {day}."),
        ConsentEventKind.SUPERSEDED: N_("Another consent took its place on {day}."),
    }
)


def _day(day: date | None) -> str:
    return day_in_words(day) if day is not None else "…"
