# SPDX-License-Identifier: Apache-2.0
"""What was put right of a record, in words: which part, what stood there, what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.documents.content import Block
from logbook.documents.facts import grid, joined, moment, yes_or_no
from logbook.domain.amendment import Amendable, Amendment, amended
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.parts import PARTS
from logbook.wording.questions import QUESTIONS


def amendments_grid(
    signed: Amendable,
    amendments: tuple[Amendment, ...],
    zone: ZoneInfo,
    people: Mapping[UUID, str],
) -> tuple[Block, ...]:
    """List the amendments of a record, the earliest first.

    Args:
        signed: The record as it was signed.
        amendments: What was put right of it, in order.
        zone: Where its times are told.
        people: Who amended it, by name.
    """
    rows, record = [], signed
    for each in amendments:
        after = record if each.voids else amended(record, (each,))
        old, new = _at(record, each.part), _at(after, each.part)
        rows.append(
            (
                _("The whole record was voided") if each.voids else _part(each.part),
                "" if each.voids else _words(old, zone),
                _("It does not stand") if each.voids else _words(new, zone),
                each.reason,
                joined(people.get(each.amended_by, ""), moment(each.amended_at, zone), by="\n"),
            )
        )
        record = after
    header = (_("Part"), _("Stood there"), _("Stands there now"), _("Why"), _("Who, when"))
    return grid(header, rows, (3, 3, 3, 4, 3))


_ASKED = {question.part: question.label for asked in QUESTIONS.values() for question in asked}


def _part(part: str) -> str:
    """Name a part as a person knows it: `information.items.0.until` is of the first item."""
    names = [name for name in part.split(".") if not name.isdigit()]
    places = [int(name) + 1 for name in part.split(".") if name.isdigit()]
    plain = ".".join(names)
    words = PARTS.get(plain) or _ASKED.get(plain)
    said = _(words) if words else names[-1].replace("_", " ").capitalize()
    return _("{part} ({place})").format(part=said, place=places[0]) if places else said


def _at(record: Amendable, part: str) -> Any:
    value: Any = record
    for name in part.split(".") if part else ():
        value = value[int(name)] if isinstance(value, tuple) else getattr(value, name)
    return value


def _words(value: Any, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return _("Nothing")
    if isinstance(value, bool):
        return yes_or_no(value=value)
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, datetime):
        return moment(value, zone)
    return day_in_words(value) if isinstance(value, date) else str(value)
