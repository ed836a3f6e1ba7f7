# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import (
    WorkingDays,
    bank_holidays,
    days_after,
    last_of_days,
    last_of_month_beginning,
    months_after,
)
from logbook.domain.practice import Nation

E, W, S, N = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
ALL = {E, W, S, N}

HOLIDAYS = [
    # From the domain reference, 4.1, and the published lists for 2022 to 2027.
    ("2026-01-01", ALL),
    ("2026-01-02", {S}),
    ("2027-01-04", {S}),
    ("2022-01-03", ALL),
    ("2022-01-04", {S}),
    ("2023-01-03", {S}),
    ("2026-03-17", {N}),
    ("2024-03-18", {N}),
    ("2026-04-03", ALL),
    ("2026-04-06", {E, W, N}),
    ("2026-05-04", ALL),
    ("2023-05-08", ALL),
    ("2026-05-25", ALL),
    ("2026-06-15", {S}),
    ("2026-07-13", {N}),
    ("2027-07-12", {N}),
    ("2026-08-03", {S}),
    ("2026-08-31", {E, W, N}),
    ("2022-09-19", ALL),
    ("2026-11-30", {S}),
    ("2024-12-02", {S}),
    ("2026-12-25", ALL),
    ("2026-12-28", ALL),
    ("2027-12-27", ALL),
    ("2027-12-28", ALL),
    ("2026-07-14", set()),
    ("2026-12-29", set()),
    ("2026-12-01", set()),
]

COUNTS = [
    # Weekdays on which each nation rests, as published: a holiday too many or too few shows.
    (2024, {E: 8, W: 8, S: 9, N: 10}),
    (2025, {E: 8, W: 8, S: 9, N: 10}),
    (2026, {E: 8, W: 8, S: 10, N: 10}),
    (2027, {E: 8, W: 8, S: 9, N: 10}),
]

NATIONS = st.sampled_from(Nation)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))
ANY_DAYS = st.dates()


@pytest.mark.parametrize(("day", "resting"), HOLIDAYS)
def test_each_nation_rests_on_its_own_holidays(day: str, resting: set[Nation]) -> None:
    of = date.fromisoformat(day)

    assert {nation for nation in Nation if not WorkingDays(nation=nation).is_working(of)} == resting


@pytest.mark.parametrize(("year", "counts"), COUNTS)
def test_the_year_has_as_many_holidays_as_were_published(
    year: int, counts: dict[Nation, int]
) -> None:
    assert {
        nation: sum(day.weekday() < 5 for day in bank_holidays(nation, year)) for nation in Nation
    } == counts


def test_the_holidays_of_a_year_lie_in_that_year() -> None:
    assert {day.year for day in bank_holidays(S, 2027)} == {2027}


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2026-12-25", "2026-12-29"),
        ("2027-12-25", "2027-12-29"),
    ],
)
def test_the_next_working_day_is_the_day_itself_if_it_is_one(day: str, following: str) -> None:
    days = WorkingDays(nation=E)

    assert days.next_working(date.fromisoformat(day)) == date.fromisoformat(following)


def test_the_working_day_after_a_working_day_is_another_day() -> None:
    days = WorkingDays(nation=E)

    assert days.working_day_after(date(2026, 11, 26)) == date(2026, 11, 27)
    assert days.working_day_after(date(2026, 11, 27)) == date(2026, 11, 30)


def test_a_practice_can_add_a_holiday_the_table_does_not_know() -> None:
    monday = date(2026, 11, 23)

    assert WorkingDays(nation=E).next_working(monday) == monday
    assert WorkingDays(nation=E, closed=(monday,)).next_working(monday) == date(2026, 11, 24)


def test_a_practice_can_take_away_a_holiday_of_the_table() -> None:
    boyne = date(2026, 7, 13)

    assert not WorkingDays(nation=N).is_working(boyne)
    assert WorkingDays(nation=N, open=(boyne,)).is_working(boyne)


def test_a_day_that_is_added_and_taken_away_is_a_working_day() -> None:
    monday = date(2026, 11, 23)

    assert WorkingDays(nation=E, closed=(monday,), open=(monday,)).is_working(monday)


def test_a_practice_cannot_make_a_weekend_work() -> None:
    saturday = date(2026, 11, 21)

    assert not WorkingDays(nation=E, open=(saturday,)).is_working(saturday)


@given(NATIONS, DAYS)
def test_the_next_working_day_is_the_first_from_the_day_on(nation: Nation, day: date) -> None:
    days = WorkingDays(nation=nation)
    found = days.next_working(day)

    assert days.is_working(found)
    assert found.weekday() < 5
    assert found >= day
    assert not any(
        days.is_working(day + timedelta(days=step)) for step in range((found - day).days)
    )


@given(NATIONS, ANY_DAYS)
def test_no_day_of_the_calendar_is_refused(nation: Nation, day: date) -> None:
    days = WorkingDays(nation=nation, closed=(date.max,))

    assert days.working_day_after(day) >= day
    assert months_after(day, 3) >= day
    assert last_of_month_beginning(day) >= day


def test_the_calendar_ends_with_its_last_day() -> None:
    assert days_after(date.max, 1) == date.max
    assert months_after(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert months_after(date(9999, 12, 1), 1) == date.max
    assert last_of_month_beginning(date.max) == date.max
    assert WorkingDays(nation=E, closed=(date.max,)).next_working(date.max) == date.max


MONTHS = [
    ("2026-01-31", 1, "2026-02-28"),
    ("2028-01-31", 1, "2028-02-29"),
    ("2028-01-29", 1, "2028-02-29"),
    ("2027-01-29", 1, "2027-02-28"),
    ("2028-02-29", 1, "2028-03-29"),
    ("2028-02-29", 12, "2029-02-28"),
    ("2100-01-30", 1, "2100-02-28"),
    ("2026-11-30", 3, "2027-02-28"),
    ("2026-12-31", 1, "2027-01-31"),
    ("2026-09-03", 1, "2026-10-03"),
]


@pytest.mark.parametrize(("day", "count", "expected"), MONTHS)
def test_a_month_ends_on_the_corresponding_date_or_the_last_day(
    day: str, count: int, expected: str
) -> None:
    assert months_after(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(DAYS, st.integers(min_value=1, max_value=24))
def test_months_keep_the_day_or_end_the_month(day: date, count: int) -> None:
    later = months_after(day, count)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (
        later.day < day.day and (later + timedelta(days=1)).month != later.month
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-20", "2026-12-19"),
        ("2026-03-01", "2026-03-31"),
        ("2026-01-31", "2026-02-28"),
        ("2026-01-29", "2026-02-28"),
        ("2026-01-28", "2026-02-27"),
        ("2028-01-30", "2028-02-29"),
    ],
)
def test_a_month_that_begins_with_a_day_includes_it(first: str, last: str) -> None:
    assert last_of_month_beginning(date.fromisoformat(first)) == date.fromisoformat(last)


def test_days_that_begin_with_a_day_include_it() -> None:
    assert last_of_days(date(2026, 3, 2), 1) == date(2026, 3, 2)
    assert last_of_days(date(2026, 3, 2), 40) == date(2026, 4, 10)


A_START = """
import sys
import logbook.domain.deadlines
from logbook.domain.calendar import bank_holidays
from logbook.domain.practice import Nation
assert "holidays" not in sys.modules, "it was loaded at the start"
print(*sorted(bank_holidays(Nation.NORTHERN_IRELAND, 2026)))
assert "holidays" in sys.modules
"""


def test_the_library_is_loaded_when_first_asked_and_speaks_dates_in_every_language() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", A_START],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LANGUAGE": "th"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stderr == ""
    assert ended.stdout.split() == [str(day) for day in sorted(bank_holidays(N, 2026))]
