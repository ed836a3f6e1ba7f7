# SPDX-License-Identifier: Apache-2.0
"""The values of a disclosure in words, several lines where they are made of several."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from logbook.domain.decision import AdviceEntry
from logbook.domain.information import Item
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.notification import DelayRequest
from logbook.domain.party import Party
from logbook.domain.request import Clarification
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words


def row_in_words(code: str, rows: Mapping[str, LegalBasis]) -> str:
    """Give the title and citation of a row of law, or its code where it is not known."""
    row = rows.get(code)
    return f"{row.title}: {row.citation}" if row is not None else code


def party_in_words(party: Party | None) -> str:
    """Name somebody outside the practice."""
    return joined(". ", party.shown, word(party.kind)) if party is not None else ""


def clarification_in_words(each: Clarification) -> str:
    """Say what was asked back, and the answer."""
    return joined(
        "\n",
        joined(": ", day(each.asked_on), each.question),
        joined(": ", day(each.answered_on), each.answer),
    )


def item_in_words(item: Item) -> str:
    """Say what an item is, as far as it was described."""
    return joined(
        "\n",
        item.description,
        span_in_words(item.since, item.until),
        joined(", ", word(item.format), _pages(item.pages)),
        _("From: {source}").format(source=item.source) if item.source.strip() else "",
        _("Fingerprint (SHA-256): {hash}").format(hash=item.sha256) if item.sha256 else "",
        joined(
            "; ",
            *(
                _("taken out: {what}").format(what=joined(" \N{EN DASH} ", each.what, each.why))
                for each in item.redactions
            ),
        ),
        _("Why it stays: {reason}").format(reason=item.withheld_because)
        if item.withheld_because.strip()
        else "",
    ) or _("Not described yet")


def advice_in_words(entry: AdviceEntry) -> str:
    """Say who advised what, and whether it was followed."""
    who = joined(", ", entry.adviser, entry.role, word(entry.kind))
    return joined(
        "\n",
        joined(" ", who, day(entry.asked_on)),
        entry.question,
        entry.advice,
        word(entry.followed),
        entry.why_not_followed,
        _("They were told who it is about") if entry.identity_shared else "",
        entry.identity_because,
    )


def delay_in_words(delay: DelayRequest | None) -> str:
    """Say who asked to wait with telling the person, and until when."""
    if delay is None:
        return ""
    return joined(
        "\n",
        joined(", ", delay.authority, delay.name, delay.role, delay.number),
        _("In writing") if delay.in_writing else _("Not in writing"),
        _("until {day}").format(day=day(delay.until)) if delay.until else "",
    )


def joined(between: str, *parts: str) -> str:
    """Put together what is not empty."""
    return between.join(part for part in parts if part.strip())


def word(value: Enum | None) -> str:
    """Give the label of a written value, or nothing."""
    return label(value) if value is not None else ""


def day(value: date | None) -> str:
    """Write a day out, or nothing."""
    return day_in_words(value) if value is not None else ""


def moment(value: datetime | None, zone: ZoneInfo) -> str:
    """Write a moment out as it was read in a zone, or nothing."""
    return moment_in_words(value, zone) if value is not None else ""


def yes_or_no(*, yes: bool) -> str:
    """Say yes or no."""
    return _("Yes") if yes else _("No")


def _pages(count: int | None) -> str:
    if count is None:
        return ""
    return ngettext("{count} page", "{count} pages", count).format(count=count)
