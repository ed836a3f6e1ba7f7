# SPDX-License-Identifier: Apache-2.0
"""Dates and times are moved wherever they stand, and nothing else is touched."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.consent import InformationCategory
from logbook.domain.information import Information, Item
from logbook.domain.transmission import Transmission
from logbook.exchange.moments import NoSuchTimeError, in_zone, moved

LONDON = ZoneInfo("Europe/London")


def test_dates_move_by_days_and_times_by_a_span() -> None:
    item = Item(category=InformationCategory.IMAGES, description="x", since=date(2026, 1, 31))
    sending = Transmission(made_at=datetime(2026, 1, 31, 23, 0, tzinfo=UTC), sent_to="x")

    information, later = moved((Information(items=(item,)), sending), days=1, by=timedelta(hours=2))

    assert information.items[0].since == date(2026, 2, 1)
    assert information.items[0].description == "x"
    assert later.made_at == datetime(2026, 2, 1, 1, 0, tzinfo=UTC)


def test_the_earlier_of_two_equal_times_on_the_wall_is_taken() -> None:
    twice = Transmission(made_at=datetime(2026, 10, 25, 1, 30))  # noqa: DTZ001 - on the wall

    assert in_zone(twice, LONDON).made_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_never_was_is_refused() -> None:
    never = Transmission(made_at=datetime(2026, 3, 29, 1, 30))  # noqa: DTZ001 - on the wall

    with pytest.raises(NoSuchTimeError):
        in_zone(never, LONDON)
