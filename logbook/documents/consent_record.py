# SPDX-License-Identifier: Apache-2.0
"""The consent record: what was agreed, or refused, and everything that became of it since."""

from __future__ import annotations

from datetime import datetime

from logbook.documents.amended_parts import amendments_grid
from logbook.documents.consent_facts import (
    giving_facts,
    history_grid,
    period_facts,
    scope_facts,
)
from logbook.documents.content import Block, DocumentContent, Look, Notice, Section, Text, Tone
from logbook.documents.facts import day, facts, grid, in_groups, joined, moment, under
from logbook.documents.record_request import representative_facts
from logbook.documents.source import (
    ConsentSource,
    JournalPlace,
    banner_for,
    letterhead,
    signature_block,
    signer_lines,
)
from logbook.domain.amendment import is_void
from logbook.domain.consent import Consent, ConsentDecision
from logbook.domain.consent_history import ConsentState, consent_at
from logbook.domain.findings import RULES, Severity
from logbook.i18n import _
from logbook.wording.consent_words import consent_sentences
from logbook.wording.findings import FINDINGS
from logbook.wording.labels import label


def consent_record(
    source: ConsentSource, *, place: JournalPlace, created: datetime
) -> DocumentContent:
    """Say everything about a consent, or about a refusal of one."""
    history = source.history
    consent, void = history.consent, is_void(history.amendments)
    refused = consent.giving.decision is ConsentDecision.REFUSED
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{reference} · version {version} · entry {entry} of the journal").format(
            reference=consent_reference(source),
            version=1 + len(history.amendments),
            entry=place.seq,
        ),
        title=_("Refusal of consent") if refused else _("Consent record"),
        practice_lines=letterhead(source.practice),
        sections=(
            _person(source),
            _now(source, created),
            _given(source),
            _history(source),
            _amendments(source),
            _attestation(source, place, created),
        ),
        footer=_("{practice} \N{EN DASH} confidential").format(practice=source.practice.name),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False, void=void),
    )


def consent_reference(source: ConsentSource) -> str:
    """A reference that says nothing of how many consents there are."""
    digits = source.history.consent.id.hex.upper()
    return f"C-{digits[:4]}-{digits[4:8]}"


def _person(source: ConsentSource) -> Section:
    person = source.service_user
    blocks = [
        *facts(
            (_("Name"), person.name),
            (_("Known as"), person.known_as),
            (_("Our reference"), person.reference),
            (_("Date of birth"), day(person.born)),
            (_("Lives in"), label(person.nation)),
        )
    ]
    for each in source.representatives:
        blocks += under(_("Who decided for them"), representative_facts(each))
    return Section(heading=_("Service user"), blocks=tuple(blocks))


def _now(source: ConsentSource, created: datetime) -> Section:
    history = source.history
    now = consent_at(history.consent, history.events, created, zone=source.zone)
    since = _("{state}, since {day}").format(state=label(now.state), day=day(now.since))
    blocks: list[Block] = [
        *facts(
            (_("On"), moment(created, source.zone)),
            (_("It stands as"), since if now.since is not None else label(now.state)),
        )
    ]
    if is_void(history.amendments):
        blocks.append(
            Notice(text=_("VOID: this consent was declared not to stand."), tone=Tone.WARNING)
        )
    if now.state is ConsentState.GIVEN:
        blocks += under(_("What it covers now"), scope_facts(now.scope))
        blocks += period_facts(history.consent, now)
    return Section(heading=_("How it stands"), blocks=tuple(blocks))


def _given(source: ConsentSource) -> Section:
    consent = source.history.consent
    sentences = Text(text=consent_sentences(consent, source.service_user.name))
    return Section(
        heading=_("As it was recorded"),
        blocks=(
            sentences,
            *giving_facts(consent, consent.giving),
            *scope_facts(consent.scope),
            *period_facts(consent),
            *_answers(consent),
            *grid(
                (_("File that belongs to it"), _("What it is"), _("SHA-256")),
                (
                    (joined(label(each.kind), each.media_type), each.words, in_groups(each.sha256))
                    for each in source.attachments
                ),
                (3, 3, 5),
            ),
        ),
    )


def _answers(consent: Consent) -> tuple[Block, ...]:
    return grid(
        (_("Code"), _("What the program said"), _("Reason given")),
        (
            (each.code.value, _(FINDINGS[each.code]), each.reason)
            for each in consent.answers
            if RULES[each.code].severity is not Severity.INFO
        ),
        (1, 4, 4),
    )


def _history(source: ConsentSource) -> Section:
    rows = history_grid(source.history, source.zone, people=source.people)
    nothing = Text(text=_("Nothing has changed since it was recorded."))
    return Section(heading=_("What became of it"), blocks=rows or (nothing,))


def _amendments(source: ConsentSource) -> Section:
    history = source.history
    rows = amendments_grid(
        history.signed or history.consent, history.amendments, source.zone, source.people
    )
    nothing = Text(text=_("Nothing was put right since it was signed."))
    return Section(heading=_("Amendments"), blocks=rows or (nothing,))


def _attestation(source: ConsentSource, place: JournalPlace, created: datetime) -> Section:
    consent = source.history.consent
    return Section(
        heading=_("Attestation"),
        blocks=(
            *facts(
                (_("Recorded by"), joined(*signer_lines(source)[:-1])),
                (_("Recorded"), moment(consent.recorded_at, source.zone)),
                (_("Record"), str(consent.id)),
                (_("Journal"), place.words),
                (_("Root of the journal"), place.printed_root),
            ),
            Text(
                text=_(
                    "I recorded this consent as it was given to me, and this document says"
                    " truthfully what became of it. The record, its entry in the journal and the"
                    " proof of it are attached to this file."
                )
            ),
            signature_block(source, created),
        ),
    )
