# SPDX-License-Identifier: Apache-2.0
"""The day sheet: how far the journal had come on a day, to be signed with a pen and kept on paper.

Who has the keys could write the journal anew, but not what a sheet in a paper file says. Of what
is in the journal it says nothing, and of service users nothing at all.
"""

from __future__ import annotations

from datetime import datetime

from logbook.documents.content import (
    Codes,
    DocumentContent,
    Look,
    Notice,
    PenLines,
    QrCode,
    Section,
    Text,
)
from logbook.documents.facts import day, facts, in_groups
from logbook.documents.source import DaySheetSource, banner_for, letterhead, signature_block
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words

_GROUPS_IN_A_ROW = 7
_QR_SIDE = 40


def day_sheet(source: DaySheetSource, *, created: datetime) -> DocumentContent:
    """Write the sheet: the day, what is typed in to check it, who signed, and room for a pen."""
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{day} · {entries}").format(
            day=day_in_words(source.day), entries=_entries(source.place.size)
        ),
        title=_("Day sheet of the journal"),
        practice_lines=letterhead(source.practice),
        sections=(
            _what_for(),
            _day(source),
            _to_type(source),
            _by_hand(source),
            _signed(source, created),
        ),
        footer=_("Keep on paper, apart from the computer. It names no service user."),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False),
    )


def day_sheet_reference(source: DaySheetSource) -> str:
    """The day and the number of entries, which tell one sheet from all others."""
    return f"{source.day.isoformat()}-{source.place.size}"


def _what_for() -> Section:
    said = _(
        "Print this sheet, sign it with a pen, and put it where paper is kept: in the practice's"
        " file, or posted to yourself. From then on no entry up to here can be changed unseen."
    )
    return Section(blocks=(Notice(text=said),))


def _day(source: DaySheetSource) -> Section:
    size, since = source.place.size, ""
    if source.since is not None:
        on, before = source.since
        since = _("{entries}, since {day}").format(
            entries=_entries(size - before), day=day_in_words(on)
        )
    return Section(
        blocks=facts(
            (_("Day"), day(source.day)),
            (_("Entries of this day"), _of_the_day(source)),
            (_("After the sheet before"), since),
            # Without a comma: it is typed in.
            (_("Entries in all"), str(size)),
        )
    )


def _of_the_day(source: DaySheetSource) -> str:
    if not source.entries:
        return _("None")
    return _("{count} (number {first} to number {last})").format(
        count=f"{source.entries:,}",
        first=f"{source.place.size - source.entries:,}",
        last=f"{source.place.size - 1:,}",
    )


def _to_type(source: DaySheetSource) -> Section:
    groups = source.groups
    rows = tuple(
        groups[start : start + _GROUPS_IN_A_ROW]
        for start in range(0, len(groups), _GROUPS_IN_A_ROW)
    )
    return Section(
        heading=_("What the journal was"),
        blocks=(
            Codes(rows=rows, large=True),
            Text(
                text=_(
                    "To hold the journal against this sheet, type the number of entries in all and"
                    " these letters and digits, row by row (in the program: Practice, Journal). The"
                    " last group shows slips in typing; 0, 1 and 8 do not occur."
                )
            ),
        ),
    )


def _by_hand(source: DaySheetSource) -> Section:
    code = QrCode(
        text=source.note,
        description=_("QR code that says the signed checkpoint"),
        side=_QR_SIDE,
    )
    return Section(
        heading=_("Signed by hand"),
        blocks=(PenLines(labels=(_("Signature"), _("Name, day and time")), beside=code),),
    )


def _signed(source: DaySheetSource, created: datetime) -> Section:
    return Section(
        heading=_("Signed by the program"),
        blocks=(
            *facts(
                (
                    _("Journal"),
                    _("{log}, epoch {epoch}").format(log=source.place.log, epoch=source.epoch),
                ),
                (_("Key of the checkpoint (QR code)"), in_groups(source.signer_key.hex())),
                (_("Fingerprint of the practice"), source.root_fingerprint),
            ),
            signature_block(source, created),
        ),
    )


def _entries(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count).format(count=f"{count:,}")
