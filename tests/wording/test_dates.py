# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from logbook.wording.dates import day_in_words, distance_in_words, moment_in_words

TODAY = date(2026, 11, 22)


def test_a_day_is_written_out() -> None:
    assert day_in_words(date(2026, 11, 3)) == "3 November 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 22, 14, 5, tzinfo=UTC), "22 November 2026, 14:05"),
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "1 August 2026, 00:30"),
    ],
)
def test_a_moment_is_written_as_it_was_read_in_the_zone(moment: datetime, said: str) -> None:
    assert moment_in_words(moment, ZoneInfo("Europe/London")) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 12, 4), "in 12 days"),
        (date(2026, 11, 12), "10 days ago"),
    ],
)
def test_the_distance_of_a_day_is_told(day: date, said: str) -> None:
    assert distance_in_words(day, TODAY) == said
