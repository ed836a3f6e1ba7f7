# SPDX-License-Identifier: Apache-2.0
"""A table of one of our own resource files, read strictly: no key too many and none too few.

Guidance and retention rules are printed on records, so a misspelt key must not pass for an absent
one. A file that breaks this is a fault of the program, not of a person: `ValueError` it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any


def keys_of(table: Mapping[str, Any], *, needed: Iterable[str], may: Iterable[str] = ()) -> None:
    """Hold the keys of a table against those it needs and those it may have.

    Raises:
        ValueError: a key is missing, or stands there that is not known.
    """
    missing = [key for key in needed if key not in table]
    unknown = sorted(table.keys() - {*needed, *may})
    if missing or unknown:
        raise ValueError(f"Missing keys: {missing}; unknown keys: {unknown}")


def text_of(table: Mapping[str, Any], key: str) -> str:
    """Give a text that is not empty.

    Raises:
        ValueError: it is no text, or an empty one.
    """
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a text that is not empty")
    return value


def day_of(table: Mapping[str, Any], key: str) -> date | None:
    """Give a date of the calendar, or None where the key is absent.

    Raises:
        ValueError: it is something else than a date without a time.
    """
    value = table.get(key)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ValueError(f"{key} must be a date such as 2026-11-22")
    return value


def needed_day_of(table: Mapping[str, Any], key: str) -> date:
    """Give a date of the calendar that has to be there.

    Raises:
        ValueError: it is absent, or something else than a date without a time.
    """
    value = day_of(table, key)
    if value is None:
        raise ValueError(f"{key} is missing")
    return value


def years_of(table: Mapping[str, Any], key: str) -> int:
    """Give a number of whole years, at least one and at most a hundred.

    Raises:
        ValueError: it is something else.
    """
    value = table[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 100:  # noqa: PLR2004
        raise ValueError(f"{key} must be a number of years from 1 to 100")
    return value


def truth_of(table: Mapping[str, Any], key: str) -> bool:
    """Give a truth value.

    Raises:
        ValueError: it is neither true nor false.
    """
    value = table[key]
    if not isinstance(value, bool):
        raise ValueError(f"{key} must be true or false")  # noqa: TRY004 - the file is at fault
    return value
