# SPDX-License-Identifier: Apache-2.0
"""Changing the dates and times in a frozen value, however deep they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

_Value = TypeVar("_Value")


class NoSuchTimeError(ValueError):
    """The clocks were put forward over this local time: it never was."""


def in_zone(value: _Value, zone: ZoneInfo) -> _Value:
    """Give a value in which every time is an instant; one without an offset is read in `zone`.

    Raises:
        NoSuchTimeError: such a local time never was.
    """

    def instant(moment: datetime) -> datetime:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC).replace(microsecond=0)
        found = moment.replace(tzinfo=zone, microsecond=0).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) != moment.replace(microsecond=0):
            raise NoSuchTimeError
        return found

    return cast("_Value", _with(value, lambda day: day, instant))


def moved(value: _Value, *, days: int, by: timedelta) -> _Value:
    """Give a value in which every date is moved by whole days and every time by a span."""
    return cast(
        "_Value",
        _with(value, lambda day: day + timedelta(days=days), lambda moment: moment + by),
    )


def _with(value: Any, day: Callable[[date], date], moment: Callable[[datetime], datetime]) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return tuple(_with(item, day, moment) for item in value)
    if isinstance(value, dict):
        return {key: _with(item, day, moment) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **{name: _with(part, day, moment) for name, part in parts.items()})
    return value
