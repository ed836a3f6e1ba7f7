# SPDX-License-Identifier: Apache-2.0
"""A consent and what became of it, as documents print it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.documents.content import Block
from logbook.documents.facts import (
    capitalised,
    day,
    facts,
    grid,
    joined,
    listed,
    moment,
    ticked,
    worded,
    yes_or_no,
)
from logbook.documents.source import ConsentHistory
from logbook.domain.consent import Consent, ConsentDecision, ConsentScope, Giving
from logbook.domain.consent_history import ConsentEvent, ConsentNow, consent_at
from logbook.i18n import _
from logbook.wording.consent_words import holds
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words


def standing_facts(history: ConsentHistory, at: datetime, zone: ZoneInfo) -> tuple[Block, ...]:
    """Say what a consent covered at a moment, how it was given, and what became of it."""
    now = consent_at(history.consent, history.events, at, zone=zone)
    return (
        *facts((_("Stood as"), _state(now))),
        *giving_facts(history.consent, now.giving),
        *scope_facts(now.scope),
        *period_facts(history.consent, now),
        *history_grid(history, zone, after=at),
    )


def _state(now: ConsentNow) -> str:
    since = now.since
    if since is None:
        return label(now.state)
    return _("{state}, since {day}").format(state=label(now.state), day=day(since))


def giving_facts(consent: Consent, giving: Giving) -> tuple[Block, ...]:
    """Say by whom, when and how it was decided, and what shows it."""
    explained = consent.explanation
    what = ticked(
        (explained.why, _("why the information is wanted")),
        (explained.consequences_of_refusal, _("what refusing would mean")),
        (explained.right_to_withdraw, _("that consent can be withdrawn")),
    )
    given = giving.decision is ConsentDecision.GIVEN
    return facts(
        (_("Decision"), label(giving.decision)),
        (_("Form"), worded(giving.mode)),
        (_("Decided on"), day(giving.given_on)),
        (_("Decided by"), giving.given_by or _("The service user")),
        (_("Freely given"), _freely(giving) if given else ""),
        (_("Who was there"), giving.present),
        (_("Pressure possible"), _("Yes") if giving.pressure_possible else ""),
        (_("Capacity"), worded(giving.capacity)),
        (_("Evidence"), giving.evidence),
        (_("Why it is implied"), giving.implied_because),
        (_("Why it is not in writing"), giving.not_written_because),
        (_("Explained"), capitalised(what)),
        (_("How it was explained"), explained.how),
        (_("Explained by"), explained.explained_by),
        (_("Language"), joined(explained.language, explained.interpreter)),
        (_("Privacy notice"), explained.notice_version),
        (_("Relied on under the UK GDPR"), yes_or_no(value=giving.gdpr_consent) if given else ""),
    )


def _freely(giving: Giving) -> str:
    said = _("Yes") if giving.freely else _("Not recorded")
    return joined(said, giving.freely_because, by=": ")


def scope_facts(scope: ConsentScope) -> tuple[Block, ...]:
    """Say what is covered: which information, for whom, why."""
    return facts(
        (_("Consent covers"), listed(scope.information)),
        (_("Information of"), span_in_words(scope.since, scope.until)),
        (_("Not covered"), scope.left_out),
        (_("For"), joined(*scope.recipients, *(label(each) for each in scope.classes))),
        (_("Purpose agreed"), scope.purpose),
        (_("The purpose is"), worded(scope.purpose_class)),
        (_("Use agreed"), joined(scope.how_used, worded(scope.use), by=" \N{EN DASH} ")),
        (_("May appear"), listed(scope.media)),
    )


def period_facts(consent: Consent, now: ConsentNow | None = None) -> tuple[Block, ...]:
    """Say how long it holds, how often it may be used and how it can be taken back."""
    period = consent.period
    until = _until(now.until) if now is not None and now.until != period.until else ""
    return facts(
        (_("Holds"), until or capitalised(holds(period))),
        (_("Begins on"), day(period.starts_on)),
        (_("To be reviewed"), day(period.review_on)),
        (_("How it can be taken back"), period.withdrawal_method),
    )


def _until(last: date | None) -> str:
    if last is None:
        return ""
    return _("Until {day}, as was agreed later").format(day=day(last))


def history_grid(
    history: ConsentHistory,
    zone: ZoneInfo,
    *,
    after: datetime | None = None,
    people: Mapping[UUID, str] | None = None,
) -> tuple[Block, ...]:
    """List what became of a consent.

    Args:
        history: The consent and its events.
        zone: Where its times are told.
        after: What happened later than this is marked as later than the disclosure.
        people: Who recorded what, by name.
    """
    events = sorted(history.events, key=lambda event: event.at)
    return grid(
        (_("What became of it"), _("When"), _("By whom, how"), _("What was said")),
        (
            (
                _kind(event, after),
                moment(event.at, zone),
                _by(event, people or {}),
                _said(event),
            )
            for event in events
        ),
        (3, 3, 3, 5),
    )


def _kind(event: ConsentEvent, after: datetime | None) -> str:
    if after is None or event.at <= after:
        return label(event.kind)
    return _("{what} (after this disclosure)").format(what=label(event.kind))


def _by(event: ConsentEvent, people: Mapping[UUID, str]) -> str:
    recorded = people.get(event.recorded_by, "") if event.recorded_by is not None else ""
    return joined(
        event.by or _("The service user"),
        worded(event.method),
        _("Recorded by {name}").format(name=recorded) if recorded else "",
        by="\n",
    )


def _said(event: ConsentEvent) -> str:
    scope, giving = event.scope, event.giving
    covered = ""
    if scope is not None:
        covered = _("Covers from then on: {information}; for {recipients}").format(
            information=listed(scope.information),
            recipients=joined(*scope.recipients, *(label(each) for each in scope.classes)),
        )
    return joined(
        event.statement,
        covered,
        joined(worded(giving.mode), giving.evidence) if giving is not None else "",
        _("Until {day}").format(day=day(event.until)) if event.until is not None else "",
        _("The consequences were explained") if event.consequences_explained else "",
        by="\n",
    )
