# SPDX-License-Identifier: Apache-2.0
"""Days and moments in words, one place for windows, documents and command line alike."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from logbook.i18n import N_, _, ngettext

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def day_in_words(day: date) -> str:
    """Write a day out: 22 November 2026."""
    return _("{day} {month} {year}").format(
        day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year
    )


def moment_in_words(moment: datetime, zone: ZoneInfo) -> str:
    """Write an aware instant out as it was read in a zone: 22 November 2026, 14:30."""
    local = moment.astimezone(zone)
    return _("{day}, {time}").format(day=day_in_words(local.date()), time=f"{local:%H:%M}")


def distance_in_words(day: date, today: date) -> str:
    """Tell how far a day is from today: "in 5 days", "yesterday", "3 days ago"."""
    days = (day - today).days
    near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}
    if days in near:
        return _(near[days])
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)
