# SPDX-License-Identifier: Apache-2.0
"""The answer to "who have you told about me?": a person's disclosures, one line each (7.4).

Its lines come from `accounting`, which leaves out what is restricted before anything is counted.
Nothing here may tell of it either: no number of a record, no count but that of the lines given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from logbook.documents.content import Block, DocumentContent, Look, Section, Text, Tone
from logbook.documents.facts import capitalised, facts, grid, joined
from logbook.documents.letter_rights import RIGHTS_LOOKED_UP
from logbook.documents.plain_words import (
    CATEGORIES,
    GROUNDS,
    is_protected,
    purpose_in_words,
    recipient_in_words,
)
from logbook.documents.source import (
    AccountingSource,
    banner_for,
    letterhead,
    local_day,
    signature_block,
)
from logbook.domain.accounting import AccountingLine
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label


def accounting_document(source: AccountingSource, *, created: datetime) -> DocumentContent:
    """List who was told about a person, as they may see it."""
    reference = _("Our reference: {reference}").format(
        reference=accounting_reference(source, created)
    )
    return DocumentContent(
        look=Look.RECORD,
        reference=reference,
        title=_("Who we told about you"),
        practice_lines=letterhead(source.practice),
        sections=(_about(source, created), _list(source), _ending(source, created)),
        footer=_("{practice} \N{EN DASH} confidential").format(practice=source.practice.name),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False),
    )


def accounting_reference(source: AccountingSource, created: datetime) -> str:
    """A reference that is another each time and says nothing of how many there were."""
    seed = f"{source.service_user.id} {created:%Y-%m-%dT%H:%M:%SZ}"
    digits = hashlib.sha256(seed.encode("ascii")).hexdigest().upper()
    return f"{digits[:4]}-{digits[4:8]}"


def accounting_lines(source: AccountingSource) -> Iterator[str]:
    """Give the same list as plain text, a line each, for a terminal."""
    for line in source.lines:
        when, to, what, why = (" ".join(cell.split("\n")) for cell in _cells(line))
        yield joined(when, to, what, why, by=" \N{EN DASH} ")


def _about(source: AccountingSource, created: datetime) -> Section:
    person = source.service_user
    return Section(
        blocks=(
            *facts(
                (_("For"), person.name),
                (_("Your reference with us"), person.reference),
                (_("As of"), day_in_words(local_day(source, created))),
            ),
            Text(
                text=_(
                    "This says to whom we gave information about you, when, what kind of"
                    " information it was and what it was for."
                )
            ),
        )
    )


def _list(source: AccountingSource) -> Section:
    header = (_("When"), _("To whom"), _("What kind"), _("What for, and what allowed it"))
    nothing = Text(text=_("There is nothing to list."))
    blocks: tuple[Block, ...] = grid(header, map(_cells, source.lines), (3, 4, 4, 5))
    return Section(heading=_("What was given"), blocks=blocks or (nothing,))


def _cells(line: AccountingLine) -> tuple[str, str, str, str]:
    to = line.to if not is_protected(line.recipient_kind, line.basis) else ""
    kind = label(line.recipient_kind) if to and line.recipient_kind is not None else ""
    address = " ".join(line.address.split("\n")) if to else ""
    return (
        _("{place}. {when}").format(place=line.place, when=_when(line)),
        joined(
            capitalised(recipient_in_words(to, line.recipient_kind, line.basis)),
            kind,
            address,
            by="\n",
        ),
        _what(line),
        joined(
            capitalised(purpose_in_words(line.purpose, line.basis)),
            _(GROUNDS[line.basis]) if line.basis is not None else "",
            label(line.method) if line.method is not None else "",
            by="\n",
        ),
    )


def _when(line: AccountingLine) -> str:
    if line.last_on is None:
        return day_in_words(line.on)
    return ngettext(
        "{count} time, from {first} to {last}",
        "{count} times, from {first} to {last}",
        line.count,
    ).format(count=line.count, first=day_in_words(line.on), last=day_in_words(line.last_on))


def _what(line: AccountingLine) -> str:
    if not line.disclosed:
        return _("They asked, and were given nothing")
    kinds = "; ".join(dict.fromkeys(_(CATEGORIES[each]) for each in line.information))
    if not line.by_mistake:
        return kinds
    return joined(_("By mistake"), kinds, by=": ")


def _ending(source: AccountingSource, created: datetime) -> Section:
    complaints = source.practice.complaints_contact or source.practice.name
    return Section(
        heading=_("What you can do"),
        blocks=(
            Text(
                text=_(
                    "You can ask us about any of this, and have put right what is wrong. You can"
                    " complain to us: {contact}. We will tell you within 30 days that we have your"
                    " complaint. You can complain to the Information Commissioner: ico.org.uk,"
                    " telephone 0303 123 1113."
                ).format(contact=complaints)
            ),
            Text(
                text=_(
                    "Where this comes from: UK GDPR, article 15; Data Protection Act 2018, section"
                    " 164A. Looked up on {day}. The law lets some things be left out of such a"
                    " list. This is not legal advice."
                ).format(day=_(RIGHTS_LOOKED_UP)),
                tone=Tone.MUTED,
            ),
            signature_block(source, created),
        ),
    )
