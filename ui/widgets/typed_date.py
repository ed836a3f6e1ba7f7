# SPDX-License-Identifier: Apache-2.0
"""Understands dates and times of day as people in the United Kingdom type them. Pure.

Numbers are always day first and never silently swapped: 3/13/26 is not a date, where dateutil
alone would make it the 13th of March.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from enum import Enum

from dateutil.parser import ParserError, parser, parserinfo


class Lean(Enum):
    """Which way an incomplete date leans: `3 Sep` was the last one, or will be the next."""

    PAST = "past"
    FUTURE = "future"


_DAYS_AWAY = {
    "today": 0, "now": 0, "yesterday": -1, "tomorrow": 1,
    "heddiw": 0, "nawr": 0, "ddoe": -1, "yfory": 1,
}  # fmt: skip
_WEEKDAYS = (
    ("monday", "mon", "llun"), ("tuesday", "tue", "tues", "mawrth"),
    ("wednesday", "wed", "mercher"), ("thursday", "thu", "thur", "thurs", "iau"),
    ("friday", "fri", "gwener"), ("saturday", "sat", "sadwrn"), ("sunday", "sun", "sul"),
)  # fmt: skip
_WELSH_MONTHS = {
    "ionawr": "january", "chwefror": "february", "mawrth": "march", "ebrill": "april",
    "mai": "may", "mehefin": "june", "gorffennaf": "july", "awst": "august", "medi": "september",
    "hydref": "october", "tachwedd": "november", "rhagfyr": "december",
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_AWAY = re.compile(r"(\d{1,3}) (day|week|month)s? (ago|from now)")
_MONTH_IN_WORDS = re.compile(
    r"(?:[^\W\d]+,? )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [^\W\d]+|[^\W\d]+ \d{1,2}(?:st|nd|rd|th)?)"
    r"(?:,? (?:\d{4}|'?\d{2}))?"
)
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))? ?([ap])\.?m\.?|(\d{1,2})[:.h](\d{2})|(\d{2})(\d{2})"
)
_NOON = 12
_YEAR_TYPED_IN_FULL = 100


def understand_date(text: str, today: date, lean: Lean = Lean.PAST) -> date | None:
    """Give the date a text means, seen from `today`, or None if it means none."""
    words = " ".join(text.casefold().replace(",", " ").split()).rstrip(".")
    for reading in (_read_words, _read_numbers):
        found = reading(words, today, lean)
        if found:
            return found
    if not _MONTH_IN_WORDS.fullmatch(words):
        return None
    return _read_month(words, today, lean)


def understand_time(text: str) -> time | None:
    """Give the time of day a text means: `14:30`, `2.30pm`, `1430`, `9am`; or None."""
    match = _CLOCK.fullmatch(" ".join(text.casefold().split()))
    if not match:
        return None
    twelve, past, half, hour, minute, hh, mm = match.groups()
    if twelve:
        if not 1 <= int(twelve) <= _NOON:
            return None
        hours = int(twelve) % _NOON + (_NOON if half == "p" else 0)
        minutes = int(past or 0)
    else:
        hours, minutes = int(hour or hh), int(minute or mm)
    try:
        return time(hours, minutes)
    except ValueError:
        return None


def _read_words(words: str, today: date, lean: Lean) -> date | None:
    if words in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[words])
    bare = words.removeprefix("last ").removeprefix("next ").removeprefix("dydd ")
    for number, names in enumerate(_WEEKDAYS):
        if bare in names:
            back = (today.weekday() - number) % 7
            if words.startswith("next ") or (lean is Lean.FUTURE and not words.startswith("last ")):
                return today + timedelta(days=7 - back)
            return today - timedelta(days=back or 7)
    away = _AWAY.fullmatch(words)
    if not away:
        return None
    count = int(away[1]) * (-1 if away[3] == "ago" else 1)
    if away[2] == "month":
        return _months_from(today, count)
    return today + timedelta(days=count * (7 if away[2] == "week" else 1))


def _months_from(today: date, count: int) -> date | None:
    years, month = divmod(today.month - 1 + count, 12)
    day = min(today.day, monthrange(today.year + years, month + 1)[1])
    return _date(today.year + years, month + 1, day)


def _read_numbers(words: str, today: date, lean: Lean) -> date | None:
    year_first = _YEAR_FIRST.fullmatch(words)
    if year_first:
        return _date(*(int(part) for part in year_first.groups()))
    match = _DAY_FIRST.fullmatch(words) or _RUN_TOGETHER.fullmatch(words)
    if not match:
        return None
    day, month, year = int(match[1]), int(match[2]), match[3]
    if year is None:
        return _nearest_year(day, month, today, lean)
    return (
        _date(int(year), month, day)
        if len(year) > len("26")
        else _short_year(int(year), month, day, today, lean)
    )


def _read_month(words: str, today: date, lean: Lean) -> date | None:
    """Leave months in words to dateutil, which knows their many forms."""
    words = " ".join(_WELSH_MONTHS.get(word, word) for word in words.split())
    info = _YearsAsTyped(dayfirst=True)
    # Parsed against two leap years, what differs is what was not typed.
    try:
        one = parser(info).parse(words, default=datetime(2000, 1, 1))  # noqa: DTZ001 - no zone
        two = parser(info).parse(words, default=datetime(2004, 1, 1))  # noqa: DTZ001 - no zone
    except (ParserError, OverflowError):
        return None
    if one.year != two.year:
        return _nearest_year(one.day, one.month, today, lean)
    if one.year < _YEAR_TYPED_IN_FULL:
        return _short_year(one.year, one.month, one.day, today, lean)
    return one.date()


class _YearsAsTyped(parserinfo):
    """Leaves two-digit years as typed; dateutil would ask the computer's clock for a century."""

    def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002, ARG002
        return year


def _nearest_year(day: int, month: int, today: date, lean: Lean) -> date | None:
    """Give the last (or next) such day; 29 February goes to the nearest leap year."""
    step = -1 if lean is Lean.PAST else 1
    for year in range(today.year, today.year + 9 * step, step):
        found = _date(year, month, day)
        if found and (found <= today if lean is Lean.PAST else found >= today):
            return found
    return None


def _short_year(year: int, month: int, day: int, today: date, lean: Lean) -> date | None:
    """Put a two-digit year into the century that fits: births lie behind, expiry ahead.

    A past date may lie up to a year ahead, so that a slip is shown as such and not as 1927.
    """
    century = today.year // 100 * 100
    found = _date(century + year, month, day)
    if lean is Lean.PAST and century + year > today.year + 1:
        return _date(century - 100 + year, month, day)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
