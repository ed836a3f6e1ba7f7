# SPDX-License-Identifier: Apache-2.0
"""Days and instants in words, as documents say them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from logbook.i18n import N_, _

_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def day_in_words(day: date) -> str:
    """Say a day: 21 November 2026."""
    return _("{day} {month} {year}").format(
        day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year
    )


def instant_in_words(instant: datetime, zone: str) -> str:
    """Say an instant as read in a zone, which is named: 21 November 2026 at 09:36 (GMT)."""
    local = instant.astimezone(ZoneInfo(zone))
    return _("{day} at {time} ({zone})").format(
        day=day_in_words(local.date()), time=local.strftime("%H:%M"), zone=local.strftime("%Z")
    )


def local_day(instant: datetime, zone: str) -> date:
    """Give the day an instant falls on in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def age_on(day: date, born: date) -> int:
    """Give somebody's age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
