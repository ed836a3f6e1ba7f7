# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from logbook.domain.waiting import LONGEST_WAIT_S, seconds_left, seconds_to_wait

THEN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_waiting_doubles_up_to_half_a_minute() -> None:
    assert [seconds_to_wait(n) for n in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]
    assert seconds_to_wait(10**9) == LONGEST_WAIT_S


@pytest.mark.parametrize(
    ("passed", "left"),
    [
        (timedelta(0), 16),
        (timedelta(seconds=5), 11),
        (timedelta(seconds=16), 0),
        (timedelta(days=1), 0),
    ],
)
def test_what_is_left_of_a_wait_goes_by_when_the_last_try_was(passed: timedelta, left: int) -> None:
    assert seconds_left(5, THEN, THEN + passed) == left


def test_clock_that_was_set_back_makes_nobody_wait_longer_than_the_whole_wait() -> None:
    assert seconds_left(5, THEN, THEN - timedelta(days=365)) == 16
    assert seconds_left(99, THEN, THEN - timedelta(seconds=1)) == LONGEST_WAIT_S


def test_nothing_in_vain_is_no_wait() -> None:
    assert seconds_left(0, THEN, THEN) == 0
