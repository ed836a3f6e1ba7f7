# SPDX-License-Identifier: Apache-2.0
"""What a list says where a destroyed record stood."""

from __future__ import annotations

from datetime import date

from logbook.domain.lines import DESTROYED, Line
from logbook.i18n import _
from logbook.wording.dates import day_in_words


def is_destroyed(line: Line) -> bool:
    """Tell whether a line stands where a destroyed record stood."""
    return line.state == DESTROYED


def destroyed_words(line: Line) -> str:
    """Say when the record was destroyed, and by which rule."""
    day = day_in_words(date.fromisoformat(line.title))
    if not line.detail:
        return _("Destroyed on {day}").format(day=day)
    return _("Destroyed on {day}, rule {rule}").format(day=day, rule=line.detail)
