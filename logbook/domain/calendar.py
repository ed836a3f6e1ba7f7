# SPDX-License-Identifier: Apache-2.0
"""Working days in the four nations, and how the law counts days and months.

The bank holidays come from the library `holidays` (GB with its four subdivisions, substitute days
included), checked in the tests against the domain reference, 4.1. It knows one-off holidays only
if they were proclaimed before its release: `WorkingDays` takes what a practice adds or takes away.
Every function is total: where the calendar ends, it answers with its last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from logbook.domain.practice import Nation

_SATURDAY = 5
_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The days that count as working days in a nation, as the practice corrects them."""

    nation: Nation
    closed: tuple[date, ...] = ()
    """Public holidays the table does not know; never the days on which only the practice rests."""
    open: tuple[date, ...] = ()
    """Days the table calls holidays and that are none; weekends stay weekends.

    They win over `closed`: an earlier due date is the safe one.
    """

    def is_working(self, day: date) -> bool:
        """Tell whether a day is neither at a weekend nor a public holiday."""
        if day.weekday() >= _SATURDAY:
            return False
        if day in self.open:
            return True
        return day not in self.closed and day not in bank_holidays(self.nation, day.year)

    def next_working(self, day: date) -> date:
        """Give the day itself if it is a working day, otherwise the first one after it."""
        while not self.is_working(day) and day < date.max:
            day += timedelta(days=1)
        return day

    def working_day_after(self, day: date) -> date:
        """Give the first working day that is later than a day."""
        return self.next_working(days_after(day, 1))


@lru_cache(maxsize=128)
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """List the public holidays of a nation in a year (1872 to 2100; none outside).

    The first call loads the library, which takes about a tenth of a second.
    """
    # Only here: the windows and the command line start without it. Named by its module, so that
    # packaging finds it.
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415

    table = UnitedKingdom(  # type: ignore[no-untyped-call]
        subdiv=_SUBDIVISIONS[nation], years=year, expand=False
    )
    return frozenset(table)


def days_after(day: date, count: int) -> date:
    """Give the day that lies `count` days after another."""
    return date.fromordinal(min(day.toordinal() + count, date.max.toordinal()))


def last_of_days(first: date, count: int) -> date:
    """Give the last of `count` days that begin with, and so include, the first."""
    return days_after(first, count - 1)


def months_after(day: date, count: int) -> date:
    """Give the corresponding date `count` months on, or the month's last day if it has none."""
    if day > date.max - relativedelta(months=count):
        return date.max
    return day + relativedelta(months=count)


def last_of_month_beginning(first: date) -> date:
    """Give the last day of the month that begins with, and so includes, a day.

    It is the day before the corresponding date; where the next month has no such date, the month
    ends with it (31 January: 28 February).
    """
    corresponding = months_after(first, 1)
    if corresponding.day != first.day or corresponding == date.max:
        return corresponding
    return corresponding - timedelta(days=1)
