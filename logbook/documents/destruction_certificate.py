# SPDX-License-Identifier: Apache-2.0
"""The certificate of destruction: what was destroyed, by which rule, how, and on whose authority.

It names nobody but those who decided and did it: what was destroyed goes by random identities, the
numbers of disclosures, days and the hashes the journal holds (domain reference 4.2).
"""

from __future__ import annotations

from datetime import datetime

from logbook.documents.content import Block, DocumentContent, Look, Section, Text, Tone
from logbook.documents.facts import day, facts, grid, in_groups, joined, moment
from logbook.documents.source import (
    DestructionSource,
    JournalPlace,
    banner_for,
    letterhead,
    signature_block,
)
from logbook.domain.destruction import DestroyedItem, DestructionGround, RetentionDecision
from logbook.domain.erasure import EXEMPTION_SOURCES, ErasureDecision
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label


def destruction_certificate(
    source: DestructionSource, *, place: JournalPlace, created: datetime
) -> DocumentContent:
    """Say what was destroyed, and what goes on holding any of it."""
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{reference} · entry {entry} of the journal").format(
            reference=destruction_reference(source), entry=place.seq
        ),
        title=_("Certificate of destruction"),
        practice_lines=letterhead(source.practice),
        sections=(
            _what(source),
            _decided(source),
            _items(source),
            _out_of_reach(source),
            _attestation(source, place, created),
        ),
        footer=_("{practice} \N{EN DASH} confidential").format(practice=source.practice.name),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False),
    )


def destruction_reference(source: DestructionSource) -> str:
    """A reference that says nothing of how many certificates there are."""
    digits = source.certificate.id.hex.upper()
    return f"X-{digits[:4]}-{digits[4:8]}"


def _what(source: DestructionSource) -> Section:
    certificate = source.certificate
    count = len(certificate.items)
    return Section(
        heading=_("What was done"),
        blocks=(
            *facts(
                (
                    _("Destroyed"),
                    ngettext("{count} record", "{count} records", count).format(count=count),
                ),
                (_("On"), day(certificate.destroyed_on)),
                (_("Because"), label(certificate.ground)),
                (_("How"), certificate.method),
                (_("On the authority of"), source.authorised_by),
                (_("Witness"), certificate.witness),
                (_("The person they were about"), str(certificate.service_user)),
            ),
            Text(
                text=_(
                    "The person is named by a random number only, and nothing that was in the"
                    " records stands here."
                ),
                tone=Tone.MUTED,
            ),
        ),
    )


def _decided(source: DestructionSource) -> Section:
    decision = source.decision
    if isinstance(decision, ErasureDecision):
        blocks = facts(
            (_("Asked for"), day(decision.requested_on)),
            (_("Answer"), label(decision.outcome)),
            *(
                (
                    _("Kept because"),
                    _("{why} ({provision}, looked up on {day})").format(
                        why=label(each),
                        provision=EXEMPTION_SOURCES[each].provision,
                        day=day_in_words(EXEMPTION_SOURCES[each].looked_up),
                    ),
                )
                for each in decision.exemptions
            ),
            (_("Decided"), day(decision.decided_on)),
            (_("Decided by"), source.decided_by),
        )
        return Section(heading=_("The decision"), blocks=(*blocks, _not_advice()))
    return Section(
        heading=_("The decision"),
        blocks=(*_by_schedule(decision, source.decided_by), _not_advice()),
    )


def _by_schedule(decision: RetentionDecision, decided_by: str) -> tuple[Block, ...]:
    return facts(
        (_("Rule"), decision.rule),
        (_("The rule proposed to keep them until"), day(decision.proposed)),
        (_("They were kept until"), day(decision.until)),
        (_("Decided"), day(decision.decided_on)),
        (_("Decided by"), decided_by),
    )


def _not_advice() -> Text:
    return Text(
        text=_("How long records are kept, and what may be erased, is no legal advice here."),
        tone=Tone.MUTED,
    )


def _items(source: DestructionSource) -> Section:
    header = (_("Record, and its hash in the journal"), _("What it counted as"), _("Recorded"))
    rows = (_cells(item) for item in source.certificate.items)
    return Section(heading=_("What was destroyed"), blocks=grid(header, rows, (9, 5, 4)))


def _cells(item: DestroyedItem) -> tuple[str, str, str]:
    versions = ngettext("{count} version", "{count} versions", item.revisions).format(
        count=item.revisions
    )
    return (
        joined(item.number, str(item.object), in_groups(item.commitment), by="\n"),
        joined(label(item.record_class), item.rule, by="\n"),
        joined(day(item.recorded_on), versions if item.revisions > 1 else "", by="\n"),
    )


def _out_of_reach(source: DestructionSource) -> Section:
    certificate = source.certificate
    blocks: list[Block] = [
        *facts(
            (_("The last backup that holds any of it goes by"), day(certificate.backups_until)),
            (
                _("Published snapshots that hold some of it"),
                str(certificate.published) if certificate.published else "",
            ),
        )
    ]
    if certificate.backups_until is None and not certificate.published:
        blocks.append(Text(text=_("No backup on record holds any of it.")))
    elif certificate.backups_until is not None:
        blocks.append(
            Text(
                text=_(
                    "That day holds if a backup is made every month and old ones are removed in"
                    " turn. Whoever restores one sooner has the same records erased again."
                ),
                tone=Tone.MUTED,
            )
        )
    reached = _(
        "Out of reach are documents that were handed over and what recipients hold, copies of the"
        " logbook made outside this program, and encrypted remnants on the disk, which nobody can"
        " read without the logbook's key."
    )
    blocks.append(Text(text=reached))
    if certificate.ground is DestructionGround.ERASURE:
        told = _(
            "Whoever was given the information is told of the erasure, unless that is impossible"
            " or would take disproportionate effort (UK GDPR, article 19)."
        )
        blocks.append(Text(text=told))
    return Section(heading=_("What could still hold it"), blocks=tuple(blocks))


def _attestation(source: DestructionSource, place: JournalPlace, created: datetime) -> Section:
    return Section(
        heading=_("Attestation"),
        blocks=(
            *facts(
                (_("Certificate"), str(source.certificate.id)),
                (_("Journal"), place.words),
                (_("Root of the journal"), place.printed_root),
                (_("This document made"), moment(created, source.zone)),
            ),
            Text(
                text=_(
                    "The records listed here were destroyed as this says. Their entries stay in"
                    " the journal, which is whole without them. The certificate, its entry and the"
                    " proof of it are attached to this file."
                )
            ),
            signature_block(source, created),
        ),
    )
