# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sys

import pytest

from tests.faults.conftest import Simulator
from tests.faults.operations import KILLED, KILLED_ONCE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows"),
]

ROUNDS = 100


def test_killing_the_process_at_random_a_hundred_times_loses_nothing_acknowledged(
    simulated: Simulator,
) -> None:
    found = simulated("kill", "--rounds", str(ROUNDS // 2), only=KILLED)

    assert found.keys() == set(KILLED)
    assert sum(counts["states"] for counts in found.values()) >= ROUNDS
    for counts in found.values():
        assert (counts["lost"], counts["corrupt"], counts["unanswered"]) == (0, 0, 0)


def test_killing_what_is_done_to_a_logbook_once_loses_nothing_acknowledged(
    simulated: Simulator,
) -> None:
    assert {"create", "migrate", "restore", "erase", "destroy", "leave"} <= {*KILLED_ONCE}
    found = simulated("kill", "--rounds", str(ROUNDS // 5), only=KILLED_ONCE)

    assert found.keys() == set(KILLED_ONCE)
    for counts in found.values():
        assert counts["states"] >= 2
        assert (counts["lost"], counts["corrupt"], counts["unanswered"]) == (0, 0, 0)


@pytest.mark.parametrize("operation", ["consent", "create"])
def test_the_simulation_catches_a_program_that_acknowledges_before_it_records(
    operation: str, simulated: Simulator
) -> None:
    found = simulated("kill", "--rounds", "12", "--acknowledge-first", only=(operation,))

    assert found[operation]["lost"] > 0
