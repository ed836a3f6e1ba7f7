# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.faults.bit_flips import KINDS
from tests.faults.conftest import Counts, Simulator

pytestmark = pytest.mark.slow

FLIPS = 500


@pytest.fixture(scope="module")
def flipped(simulated: Simulator) -> Counts:
    return simulated("bit_flips", "--flips", str(FLIPS), only=tuple(KINDS))


def test_every_bit_turned_over_is_noticed_wherever_it_is(flipped: Counts) -> None:
    assert flipped.keys() == KINDS.keys()
    assert sum(counts["states"] for counts in flipped.values()) == FLIPS
    for counts in flipped.values():
        assert (counts["lost"], counts["corrupt"], counts["unanswered"]) == (0, 0, 0)


def test_control_a_check_that_looks_away_is_caught(simulated: Simulator) -> None:
    found = simulated("bit_flips", "--flips", "50", "--control", only=("proof", "key file a"))

    assert all(counts["lost"] == counts["states"] > 0 for counts in found.values())
