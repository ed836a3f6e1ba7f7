# SPDX-License-Identifier: Apache-2.0
"""The certificate of a rehearsal: which backup was restored on trial, and what was found in it.

It counts records and compares roots, and names nobody but who rehearsed and who signs.
"""

from __future__ import annotations

from datetime import datetime

from logbook.documents.content import (
    Block,
    DocumentContent,
    Look,
    Notice,
    Section,
    Text,
    Tone,
)
from logbook.documents.facts import day, facts, grid, in_groups, moment, worded
from logbook.documents.source import (
    JournalPlace,
    RehearsalSource,
    banner_for,
    letterhead,
    local_day,
    signature_block,
)
from logbook.i18n import _, ngettext
from logbook.wording.record_kinds import record_kind


def rehearsal_certificate(
    source: RehearsalSource, *, place: JournalPlace, created: datetime
) -> DocumentContent:
    """Say which backup was tried out, what was compared, and whether it would have saved all."""
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{reference} · entry {entry} of the journal").format(
            reference=rehearsal_reference(source), entry=place.seq
        ),
        title=_("Certificate of a rehearsal"),
        practice_lines=letterhead(source.practice),
        sections=(
            Section(blocks=(_result(source),)),
            _which(source),
            _compared(source),
            _counted(source),
            _attestation(source, place, created),
        ),
        footer=_("{practice} \N{EN DASH} confidential").format(practice=source.practice.name),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False),
    )


def rehearsal_reference(source: RehearsalSource) -> str:
    """The day, and a part of its identity: nothing of how many there are."""
    on = local_day(source, source.rehearsal.rehearsed_at)
    return f"{on.isoformat()}-{source.rehearsal.id.hex[:4].upper()}"


def _result(source: RehearsalSource) -> Block:
    found = source.rehearsal
    if found.is_passed:
        said = _(
            "Passed. On {day} the backup was restored on trial and opened. Its journal is whole,"
            " and the logbook goes on from exactly there."
        )
    elif not found.is_intact:
        said = _(
            "Not passed. On {day} the backup was restored on trial and opened, and its journal is"
            " not whole. It would not have saved the records."
        )
    else:
        said = _(
            "Not passed. On {day} the backup was restored on trial and opened. Its journal is"
            " whole, but the logbook does not go on from it."
        )
    tone = Tone.PLAIN if found.is_passed else Tone.WARNING
    on = day(local_day(source, found.rehearsed_at))
    return Notice(text=said.format(day=on), tone=tone)


def _which(source: RehearsalSource) -> Section:
    found = source.rehearsal
    return Section(
        heading=_("The backup"),
        blocks=(
            *facts(
                (_("Made"), moment(found.backup_made_at, source.zone)),
                (_("Named when it was made"), source.backup_name),
                (_("Where it was put"), worded(source.place)),
                (_("SHA-256 of the file"), in_groups(found.backup_sha256)),
            ),
            Text(
                text=_(
                    "The name begins with the identity of the logbook and ends with the time in"
                    " UTC; a number follows where there was such a file before. It is the SHA-256"
                    " that tells this file from all others."
                ),
                tone=Tone.MUTED,
            ),
        ),
    )


def _compared(source: RehearsalSource) -> Section:
    found = source.rehearsal
    return Section(
        heading=_("What was compared"),
        blocks=grid(
            (_("What"), _("In the backup"), _("In the logbook")),
            (
                (_("Entries"), f"{found.size:,}", f"{found.live_size:,}"),
                (_("Root"), in_groups(found.root), in_groups(found.live_root)),
                (_("Epoch of the journal"), str(found.epoch), ""),
                (_("Journal whole"), _yes_or_no(yes=found.is_intact), ""),
                (
                    _("The logbook goes on from it"),
                    _yes_or_no(yes=found.is_continued),
                    _later(found.live_size - found.size) if found.is_continued else "",
                ),
            ),
            (3, 5, 5),
        ),
    )


def _counted(source: RehearsalSource) -> Section:
    rows = ((record_kind(one.kind), f"{one.count:,}") for one in source.rehearsal.records)
    return Section(
        heading=_("What was found in it"),
        blocks=grid((_("Kind of record"), _("How many")), rows, (4, 1)),
    )


def _attestation(source: RehearsalSource, place: JournalPlace, created: datetime) -> Section:
    return Section(
        heading=_("Attestation"),
        blocks=(
            *facts(
                (_("Certificate"), str(source.rehearsal.id)),
                (_("Rehearsed by"), source.rehearsed_by),
                (_("Rehearsed"), moment(source.rehearsal.rehearsed_at, source.zone)),
                (_("Journal"), place.words),
                (_("Root of the journal"), place.printed_root),
                (_("This document made"), moment(created, source.zone)),
            ),
            Text(
                text=_(
                    "What was restored on trial was removed again. What was found, its entry and"
                    " the proof of it are attached to this file."
                )
            ),
            signature_block(source, created),
        ),
    )


def _yes_or_no(*, yes: bool) -> str:
    return _("Yes") if yes else _("No")


def _later(count: int) -> str:
    return ngettext("{count} entry more", "{count} entries more", count).format(count=f"{count:,}")
