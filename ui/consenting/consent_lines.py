# SPDX-License-Identifier: Apache-2.0
"""A recorded consent as names and values, card by card. Pure; empty values are left out later."""

from __future__ import annotations

from logbook.domain.consent import Consent, ConsentDecision, ConsentScope
from logbook.domain.consent_history import ConsentNow
from logbook.i18n import _
from logbook.wording.consent_words import holds
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words

Lines = list[tuple[str, str]]


def scope_lines(scope: ConsentScope) -> Lines:
    """Say what is covered: which information, for whom and why."""
    return [
        (_("Information"), ", ".join(label(each) for each in scope.information)),
        (_("Of this time"), span_in_words(scope.since, scope.until)),
        (_("Left out"), scope.left_out),
        (
            _("Recipients"),
            "\n".join((*scope.recipients, *(label(each) for each in scope.classes))),
        ),
        (_("For"), label(scope.purpose_class) if scope.purpose_class else ""),
        (_("Use"), label(scope.use) if scope.use else ""),
        (_("Purpose"), scope.purpose),
        (_("How it is used"), scope.how_used),
        (_("May appear"), ", ".join(label(each) for each in scope.media)),
    ]


def giving_lines(consent: Consent, representative: str) -> Lines:
    """Say what was decided, how and by whom, and what shows it."""
    giving, explained = consent.giving, consent.explanation
    given = giving.decision is ConsentDecision.GIVEN
    return [
        (_("Decision"), label(giving.decision)),
        (_("Form"), label(giving.mode) if giving.mode else ""),
        (
            _("Given on") if given else _("On"),
            day_in_words(giving.given_on) if giving.given_on else "",
        ),
        (_("Decided for them"), giving.given_by or representative),
        (_("Capacity"), label(giving.capacity) if giving.capacity else ""),
        (_("Who was there"), giving.present),
        (_("Pressure"), _("Somebody may have pressed them") if giving.pressure_possible else ""),
        (_("Evidence"), giving.evidence),
        (_("Why implied"), giving.implied_because),
        (_("Why not in writing"), giving.not_written_because),
        (_("How it was explained"), explained.how),
        (_("Explained by"), explained.explained_by),
        (
            _("Language"),
            ", ".join(each for each in (explained.language, explained.interpreter) if each),
        ),
        *(
            (_("Reason given"), f"{answer.reason} ({answer.code.value})")
            for answer in consent.answers
        ),
    ]


def period_lines(consent: Consent, now: ConsentNow) -> Lines:
    """Say from when and until when it holds, how often, and how it is taken back."""
    period = consent.period
    if consent.giving.decision is not ConsentDecision.GIVEN and now.given_on is None:
        return []
    words = holds(period)
    return [
        (_("Holds"), words[:1].upper() + words[1:]),
        (
            _("Since it was changed, until"),
            day_in_words(now.until) if now.until and now.until != period.until else "",
        ),
        (_("Begins on"), day_in_words(period.starts_on) if period.starts_on else ""),
        (_("Looked at again on"), day_in_words(period.review_on) if period.review_on else ""),
        (_("How they can take it back"), period.withdrawal_method),
    ]
