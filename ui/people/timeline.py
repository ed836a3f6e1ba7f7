# SPDX-License-Identifier: Apache-2.0
"""What the cards of a person's timeline say, made from what was recorded. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.access import AccessRequest
from logbook.domain.amendment import Amendment
from logbook.domain.breach import Breach
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import Consent, ConsentDecision
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.holds import Hold
from logbook.domain.lines import LineKind
from logbook.domain.notification import Notification, TellingOutcome
from logbook.domain.objection import Objection
from logbook.domain.records import Act, Export, Moment, Record
from logbook.domain.representative import Representative
from logbook.domain.request import ReceivedRequest
from logbook.domain.series import Series
from logbook.domain.viewing import Viewing
from logbook.i18n import _
from logbook.wording.consent_history_words import event_sentence, recorded_sentence
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from logbook.wording.record_words import details
from logbook.wording.record_words import title as record_title
from ui.tables.entry_card import CardText
from ui.theme import Tone

Target = tuple[LineKind, UUID]
"""The kind and the identity of the record a card opens."""

NOTHING_ENDED: Mapping[UUID, str] = MappingProxyType({})


def card_of(
    moment: Moment, zone: ZoneInfo, ended: Mapping[UUID, str] = NOTHING_ENDED
) -> tuple[CardText, Target | None]:
    """Give what the card of a moment says, and what it opens, if anything.

    Args:
        moment: What was recorded.
        zone: Where its times are told.
        ended: The consents on which nothing can rest any more, each with what ended it in words.
    """
    when = _("Recorded {moment}").format(moment=moment_in_words(moment.at, zone))
    record = moment.record
    if isinstance(record, Consent):
        return _consent(record, when, ended.get(record.id, "")), (LineKind.CONSENT, record.id)
    if isinstance(record, Disclosure):
        return _disclosure(record, when), (LineKind.DISCLOSURE, record.id)
    if isinstance(record, Notification):
        return _notification(record, when), (LineKind.DISCLOSURE, record.disclosure)
    if isinstance(record, Export):
        printed = moment.act is Act.DOCUMENT_PRINTED
        said = _("{document} printed") if printed else _("{document} handed over")
        title = said.format(document=label(record.document))
        text = CardText(icon="file-signature", title=title, detail=record.reference, when=when)
        return text, (LineKind.DISCLOSURE, record.subject)
    if isinstance(record, ConsentEvent):
        return _event(record, when, zone), (LineKind.CONSENT, record.consent)
    return _beside(record, moment, when, zone), None


def _event(event: ConsentEvent, when: str, zone: ZoneInfo) -> CardText:
    """Say what became of a consent; that nothing can rest on it any more stands out."""
    ended = event.kind in _ENDS
    return CardText(
        icon="octagon-alert" if ended else "file-check",
        title=_("Consent: {what}").format(what=label(event.kind).lower()),
        detail=event_sentence(event, zone),
        when=when,
        note=_("Nothing more can rest on it") if ended else "",
        tone=Tone.STOP if ended else None,
    )


def _beside(record: Record, moment: Moment, when: str, zone: ZoneInfo) -> CardText:
    """Say what was put on file beside consents and disclosures."""
    title, icon, detail, note, tone = label(moment.act), "user", "", "", None
    if isinstance(record, Representative):
        icon, detail = "users", record_title(record, zone)
    elif isinstance(record, CapacityAssessment | CompetenceAssessment):
        icon, detail = "circle-help", f"{record_title(record, zone)}. {details(record)}"
    elif isinstance(record, Objection):
        icon, detail = "octagon-alert", objection_words(record)
        if record.lifted_on is None:
            note, tone = _("Look at it before anything is disclosed"), Tone.WARN
    elif isinstance(record, ReceivedRequest | AccessRequest):
        icon, detail = "inbox", record.requester.shown
    elif isinstance(record, Breach):
        icon, detail = "triangle-alert", record.incident.what
    elif isinstance(record, Series):
        icon, detail = "calendar", record_title(record, zone)
    elif isinstance(record, Hold):
        icon, detail = "lock", f"{label(record.why)}: {record.who}"
    elif isinstance(record, Amendment | Viewing):
        icon, detail = _why(record)
    return CardText(icon=icon, title=title, detail=detail, when=when, note=note, tone=tone)


def _why(record: Amendment | Viewing) -> tuple[str, str]:
    """Give the picture for an amendment or a look, and why it was made."""
    if isinstance(record, Amendment):
        return "pencil", record.reason
    said = (label(record.reason) if record.reason else "", record.words)
    return "eye", ": ".join(each for each in said if each)


def objection_words(objection: Objection) -> str:
    """Say in one sentence what must not go to whom, and for what."""
    named = (
        *objection.recipients,
        *(label(each) for each in objection.classes),
        *(label(each) for each in objection.kinds),
    )
    information = ", ".join(label(each) for each in objection.information)
    said = _("Not to {whom}: {information}.").format(
        whom=", ".join(named) or _("anybody"), information=information or _("anything at all")
    )
    if objection.use is not None:
        said = _("{said} For: {use}.").format(said=said, use=label(objection.use))
    return said


_ENDS = frozenset(
    {
        ConsentEventKind.REFUSED,
        ConsentEventKind.WITHDRAWN,
        ConsentEventKind.EXPIRED,
        ConsentEventKind.INVALIDATED,
        ConsentEventKind.SUPERSEDED,
    }
)


def _consent(consent: Consent, when: str, note: str) -> CardText:
    giving, scope = consent.giving, consent.scope
    how = label(giving.mode) if giving.mode else ""
    given = giving.decision is ConsentDecision.GIVEN
    if not given:
        decided = recorded_sentence(consent).rstrip(".")
    elif giving.given_on:
        decided = _("{how}, given {day}").format(how=how, day=day_in_words(giving.given_on))
    else:
        decided = how
    recipients = (*scope.recipients, *(label(each) for each in scope.classes))
    return CardText(
        icon="file-check",
        title=_("Consent: {purpose}").format(purpose=scope.purpose),
        detail=_("For {recipients}. {given}").format(
            recipients=", ".join(recipients), given=decided
        ),
        when=when,
        note=note or ("" if given else _("Nothing can rest on it")),
        tone=Tone.STOP if note or not given else None,
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
    TellingOutcome.REPRESENTATIVE_TOLD: Tone.DONE,
    TellingOutcome.GENERAL_NOTICE: Tone.INFO,
    TellingOutcome.UNABLE: Tone.WARN,
    TellingOutcome.BLOCKED: Tone.INFO,
}


def _notification(notification: Notification, when: str) -> CardText:
    reached = notification.reached
    title = _("Told {how} on {day}") if reached else _("Tried {how} on {day}")
    return CardText(
        icon="bell",
        title=title.format(
            how=label(notification.method).casefold(), day=day_in_words(notification.told_on)
        ),
        detail=notification.words,
        when=when,
        note="" if reached else _("They were not reached"),
        tone=None if reached else Tone.WARN,
    )
