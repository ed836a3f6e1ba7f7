# SPDX-License-Identifier: Apache-2.0
"""What the cards of Today say of a draft and of what falls due. Pure."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from logbook.domain.lines import DraftLine, Line, LineKind
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words, distance_in_words, moment_in_words
from ui.tables.entry_card import CardText
from ui.theme import Tone

_ICONS = {
    LineKind.DISCLOSURE: "send",
    LineKind.CONSENT: "file-check",
    LineKind.SERVICE_USER: "user-plus",
    LineKind.NOTIFICATION: "bell",
    LineKind.REPRESENTATIVE: "users",
    LineKind.OBJECTION: "octagon-alert",
    LineKind.CAPACITY: "circle-help",
    LineKind.COMPETENCE: "circle-help",
    LineKind.CONSENT_EVENT: "file-check",
    LineKind.HOLD: "lock",
    LineKind.RETENTION_DECISION: "clock",
    LineKind.ERASURE_DECISION: "clock",
}
_DRAFTS = {
    LineKind.DISCLOSURE: N_("Disclosure not yet signed"),
    LineKind.CONSENT: N_("Consent not yet recorded"),
    LineKind.SERVICE_USER: N_("Person's details not yet recorded"),
    LineKind.NOTIFICATION: N_("Telling the person, not yet recorded"),
    LineKind.REPRESENTATIVE: N_("Representative not yet recorded"),
    LineKind.OBJECTION: N_("Objection not yet recorded"),
    LineKind.CAPACITY: N_("Assessment of capacity not yet recorded"),
    LineKind.COMPETENCE: N_("Assessment of a child not yet recorded"),
    LineKind.CONSENT_EVENT: N_("What became of a consent, not yet recorded"),
    LineKind.HOLD: N_("Hold not yet recorded"),
    LineKind.RETENTION_DECISION: N_("How long records are kept, not yet decided"),
    LineKind.ERASURE_DECISION: N_("Answer to a request for erasure, not yet recorded"),
}


def draft_card(draft: DraftLine, zone: ZoneInfo) -> CardText:
    """Say what is half finished, of whom, and when it was last touched."""
    about = " · ".join(part for part in (draft.person, draft.title) if part)
    return CardText(
        icon=_ICONS[draft.kind],
        title=_(_DRAFTS[draft.kind]),
        detail=about or _("Nothing is filled in yet"),
        when=_("Last touched {moment}").format(moment=moment_in_words(draft.saved_at, zone)),
    )


def telling_card(line: Line, today: date) -> CardText:
    """Say whom to tell of what, and by when."""
    return CardText(
        icon="bell",
        title=line.person,
        detail=_("{number}, to {party}").format(number=line.number, party=line.title),
        note=_due(line, today, N_("By {day}, {distance}"), N_("Was to be by {day}, {distance}")),
        tone=_tone(line, today),
    )


def consent_card(line: Line, today: date) -> CardText:
    """Say whose consent to look at, and by when."""
    return CardText(
        icon="file-check",
        title=line.person,
        detail=line.title,
        note=_due(
            line,
            today,
            N_("Look at it again by {day}, {distance}"),
            N_("Was to be looked at by {day}, {distance}"),
        ),
        tone=_tone(line, today),
    )


def clock_card(line: Line, today: date) -> CardText:
    """Say what somebody waits for, or what has to be looked at, and by when."""
    icon, title = _CLOCKS[line.kind]
    said = " · ".join(part for part in (line.person, line.title) if part)
    return CardText(
        icon=icon,
        title=_(title),
        detail=said,
        note=_due(line, today, N_("By {day}, {distance}"), N_("Was to be by {day}, {distance}")),
        tone=_tone(line, today),
    )


_CLOCKS = {
    LineKind.BREACH: ("triangle-alert", N_("Breach: decide on telling the Commissioner")),
    LineKind.ACCESS_REQUEST: ("inbox", N_("Request for access to answer")),
    LineKind.REQUEST: ("inbox", N_("Request to answer")),
    LineKind.SERIES: ("calendar", N_("Repeated disclosure comes round")),
    LineKind.HOLD: ("lock", N_("Hold to look at again")),
}
CLOCKS = tuple(_CLOCKS)
"""The kinds of line that have a clock of their own."""


def _due(line: Line, today: date, ahead: str, over: str) -> str:
    assert line.due is not None, "only what falls due is listed"
    sentence = _(over if line.due < today else ahead)
    return sentence.format(day=day_in_words(line.due), distance=distance_in_words(line.due, today))


def _tone(line: Line, today: date) -> Tone:
    assert line.due is not None, "only what falls due is listed"
    return Tone.STOP if line.due < today else Tone.WARN
