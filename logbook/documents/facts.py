# SPDX-License-Identifier: Apache-2.0
"""Small steps from values to blocks: what is written gets words, what is empty is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from logbook.documents.content import Block, Fact, Facts, Grid, Subheading
from logbook.domain.capacity import best_interests_test
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.practice import Nation
from logbook.i18n import _
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label

Pair = tuple[str, str]
"""A name and what stands under it; an empty text is left out."""


def facts(*pairs: Pair) -> tuple[Block, ...]:
    """Give a table of those facts that were given; nothing if none was."""
    rows = tuple(Fact(label=name, value=value) for name, value in pairs if value.strip())
    return (Facts(rows=rows),) if rows else ()


def grid(
    header: tuple[str, ...], rows: Iterable[tuple[str, ...]], shares: tuple[float, ...]
) -> tuple[Block, ...]:
    """Give a table with a header row; nothing if it has no rows."""
    listed = tuple(rows)
    return (Grid(header=header, rows=listed, shares=shares),) if listed else ()


def under(name: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give blocks with a heading that says what they are about; nothing if none."""
    found = tuple(blocks)
    return (Subheading(text=name), *found) if found else ()


def worded(value: Enum | None) -> str:
    """Give the label of a value that may not be there."""
    return label(value) if value is not None else ""


def listed(values: Iterable[Enum]) -> str:
    """Give labels in a row."""
    return ", ".join(label(value) for value in values)


def joined(*parts: str, by: str = ", ") -> str:
    """Put those texts in a row that are not empty."""
    return by.join(part for part in parts if part.strip())


def day(value: date | None) -> str:
    """Write a day out that may not be there."""
    return day_in_words(value) if value is not None else ""


def moment(value: datetime | None, zone: ZoneInfo) -> str:
    """Say an instant as read in a zone: 21 November 2026, 09:36 (GMT).

    Paper travels: unlike a window, a document names the zone of its times.
    """
    if value is None:
        return ""
    return _("{moment} ({zone})").format(
        moment=moment_in_words(value, zone), zone=f"{value.astimezone(zone):%Z}"
    )


def yes_or_no(*, value: bool | None) -> str:
    """Answer a question; one that was not answered stays empty."""
    if value is None:
        return ""
    return _("Yes") if value else _("No")


def ticked(*marks: tuple[bool, str]) -> str:
    """Give the words of what was ticked."""
    return "; ".join(words for is_so, words in marks if is_so)


def capitalised(words: str) -> str:
    """Begin with a capital; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def in_groups(digits: str) -> str:
    """Write a long row of digits in groups of eight, which lines can break between."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))


def family_in_words(family: BasisFamily | None, nation: Nation) -> str:
    """Name a ground as the law of a nation does: Scotland asks for benefit (H-29, INV-15)."""
    if family is not BasisFamily.BEST_INTERESTS:
        return worded(family)
    return _("{why}: {test}").format(
        why=label(family), test=label(best_interests_test(nation)).lower()
    )
