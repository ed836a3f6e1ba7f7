# SPDX-License-Identifier: Apache-2.0
"""The columns of the list of people."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from logbook.domain.lines import Line
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.destroyed_words import destroyed_words, is_destroyed
from ui.widgets.paged_model import Column


def people_columns(zone: ZoneInfo) -> tuple[Column, ...]:
    """Give the columns: name, reference, born, and when their details were last recorded."""

    def recorded(line: Line) -> str:
        return day_in_words(line.at.astimezone(zone).date())

    return (
        Column(title=_("Name"), text=_name, width=260, stretch=True),
        Column(title=_("Reference"), text=_reference, width=130),
        Column(title=_("Born"), text=_born, width=160),
        Column(title=_("Details as of"), text=recorded, width=160),
    )


def _name(line: Line) -> str:
    return destroyed_words(line) if is_destroyed(line) else line.title


def _reference(line: Line) -> str:
    return line.number


def _born(line: Line) -> str:
    if not line.detail or is_destroyed(line):
        return ""
    return day_in_words(date.fromisoformat(line.detail))
