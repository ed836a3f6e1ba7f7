# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.faults.conftest import Counts, Simulator
from tests.faults.operations import OPERATIONS

NAMES = tuple(one.name for one in OPERATIONS if not one.is_careless)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def failed(simulated: Simulator) -> Counts:
    """Every seventh call of every operation failed once, in one of eight ways.

    `packaging/dev.py faults` lets each call fail, its complete form in four.
    """
    return simulated("io_errors", "--ways", "1", "--every", "7", only=NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_error_of_the_disk_is_answered_truly_wherever_it_comes(
    name: str, failed: Counts
) -> None:
    counts = failed[name]

    assert counts["states"] >= 11
    assert (counts["lost"], counts["corrupt"], counts["unanswered"]) == (0, 0, 0)


def test_control_a_program_that_takes_a_refusal_for_a_yes_is_caught(simulated: Simulator) -> None:
    found = simulated("io_errors", "--ways", "1", "--every", "9", "--control", only=("consent",))

    assert found["consent"]["lost"] > 0
