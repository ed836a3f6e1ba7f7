# SPDX-License-Identifier: Apache-2.0
"""What the cards of a person's timeline say, made from what was recorded. Pure."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.consent import Consent
from logbook.domain.disclosure import Choice, Disclosure
from logbook.domain.lines import LineKind
from logbook.domain.notification import Notification, TellingOutcome
from logbook.domain.records import Export, Moment
from logbook.i18n import _
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from ui.tables.entry_card import CardText
from ui.theme import Tone

Target = tuple[LineKind, UUID]
"""The kind and the identity of the record a card opens."""


def card_of(moment: Moment, zone: ZoneInfo) -> tuple[CardText, Target | None]:
    """Give what the card of a moment says, and what it opens, if anything."""
    when = _("Recorded {moment}").format(moment=moment_in_words(moment.at, zone))
    record = moment.record
    if isinstance(record, Consent):
        return _consent(record, when), (LineKind.CONSENT, record.id)
    if isinstance(record, Disclosure):
        return _disclosure(record, when), (LineKind.DISCLOSURE, record.id)
    if isinstance(record, Notification):
        return _notification(record, when), (LineKind.DISCLOSURE, record.disclosure)
    if isinstance(record, Export):
        title = _("{document} handed over").format(document=label(record.document))
        text = CardText(icon="file-signature", title=title, detail=record.reference, when=when)
        return text, (LineKind.DISCLOSURE, record.subject)
    return CardText(icon="user", title=label(moment.act), when=when), None


def _consent(consent: Consent, when: str) -> CardText:
    giving = consent.giving
    how = label(giving.mode) if giving.mode else ""
    if giving.given_on:
        given = _("{how}, given {day}").format(how=how, day=day_in_words(giving.given_on))
    else:
        given = how
    return CardText(
        icon="file-check",
        title=_("Consent: {purpose}").format(purpose=consent.scope.purpose),
        detail=_("For {recipients}. {given}").format(
            recipients=", ".join(consent.scope.recipients), given=given
        ),
        when=when,
    )


def _disclosure(disclosure: Disclosure, when: str) -> CardText:
    refused = disclosure.decision.choice is Choice.REFUSE
    title = _("{number}: not disclosed to {party}") if refused else _("{number}: told {party}")
    outcome = disclosure.telling.outcome
    return CardText(
        icon="shield" if refused else "send",
        title=title.format(number=disclosure.number, party=disclosure.recipient.shown),
        detail=disclosure.purpose.words,
        when=when,
        note=label(outcome) if outcome else "",
        tone=_TONES.get(outcome) if outcome else None,
    )


_TONES = {
    TellingOutcome.TELL_LATER: Tone.WARN,
    TellingOutcome.NOT_TOLD: Tone.INFO,
    TellingOutcome.ALREADY_KNOWS: Tone.DONE,
    TellingOutcome.TOLD_BEFORE: Tone.DONE,
    TellingOutcome.TOLD_AT: Tone.DONE,
    TellingOutcome.TOLD_AFTER: Tone.DONE,
}


def _notification(notification: Notification, when: str) -> CardText:
    return CardText(
        icon="bell",
        title=_("Told {how} on {day}").format(
            how=label(notification.method).casefold(), day=day_in_words(notification.told_on)
        ),
        detail=notification.words,
        when=when,
    )
