# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.store.calibration import (
    LONGEST_S,
    SHORTEST_S,
    Stopwatch,
    cost_for,
    installed_memory,
    seconds_for,
)
from logbook.store.derivation import MOST, MOST_WORK, SMALLEST, KdfCost

GIB = 2**30


def a_computer(speed: float) -> Stopwatch:
    """A computer that works through so many GiB a second, one pass after the other."""
    return lambda cost: cost.memory_kib * cost.passes / (speed * 2**20)


@pytest.mark.parametrize(
    ("memory", "mib"),
    [(2, 128), (4, 128), (4.1, 256), (8, 256), (14.9, 256), (15.5, 512), (16, 512), (64, 512)],
)
def test_memory_is_taken_after_what_is_installed(memory: float, mib: int) -> None:
    assert cost_for(int(memory * GIB), a_computer(2)).memory_kib == mib * 1024


def test_a_computer_that_does_not_say_takes_the_usual_memory() -> None:
    assert cost_for(None, a_computer(1)) == KdfCost(memory_kib=262_144, passes=3, lanes=4)


@given(st.floats(0.3, 200), st.floats(1, 256))
def test_a_guess_takes_between_three_quarters_and_one_and_a_half_seconds(
    speed: float, memory: float
) -> None:
    computer = a_computer(speed)
    cost = cost_for(int(memory * GIB), computer)

    assert cost.is_strong_enough()
    assert cost.is_within_limits()
    assert cost.lanes == 4
    if (cost.passes + 1) * cost.memory_kib <= MOST_WORK and cost.passes < MOST.passes:
        assert computer(cost) >= SHORTEST_S - 1e-9
    assert computer(cost) <= LONGEST_S + 1e-9


@given(st.floats(0.01, 0.12))
def test_a_slow_computer_takes_the_floor_and_no_less(speed: float) -> None:
    assert cost_for(8 * GIB, a_computer(speed)) == SMALLEST


def test_a_computer_that_is_too_fast_to_be_measured_takes_the_most_passes() -> None:
    cost = cost_for(8 * GIB, lambda _cost: 0.0)
    assert cost.passes * cost.memory_kib == MOST_WORK


def test_this_computer_can_be_asked_and_measured() -> None:
    memory = installed_memory()
    assert memory is not None
    assert memory > GIB // 2
    once, thrice = (
        seconds_for(KdfCost(memory_kib=16_384, passes=passes, lanes=4)) for passes in (2, 12)
    )
    assert 0 < once < thrice
