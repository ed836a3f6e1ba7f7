# SPDX-License-Identifier: Apache-2.0
"""What this computer can spend on a passphrase is found out, and too little of it is told."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.store.calibration import calibrated
from logbook.store.derivation import MOST, SMALLEST, key_of_passphrase
from logbook.store.errors import NotEnoughMemoryError


@contextmanager
def little_memory(more: int) -> Iterator[None]:
    """Let this process have so many bytes more and not one beyond, for the length of a block."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * os.sysconf("SC_PAGE_SIZE") + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def test_cost_chosen_for_this_computer_is_one_it_can_pay() -> None:
    cost = calibrated()
    assert cost.is_within_limits()
    assert cost.is_strong_enough()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is not measured out elsewhere")
def test_memory_that_cannot_be_had_is_told_and_the_next_try_may_go_through() -> None:
    with little_memory(64 * 2**20), pytest.raises(NotEnoughMemoryError):
        key_of_passphrase("holly", salt=bytes(16), cost=replace(MOST, passes=1))
    assert len(key_of_passphrase("holly", salt=bytes(16), cost=SMALLEST)) == 32
