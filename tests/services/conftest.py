# SPDX-License-Identifier: Apache-2.0
"""A place, a clock and a door; and each passphrase is worked on once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from tests.builders import StandingClock
from tests.remembered import remembered
from tests.services.opened_again import Enter

__all__ = ["remembered"]


@pytest.fixture
def clock() -> StandingClock:
    """Give a clock that stands until it is moved."""
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Say where the logbook of a practice is, or will be."""
    return tmp_path / "Practice.logbook"


@pytest.fixture
def enter(place: Path, clock: StandingClock) -> Iterator[Enter]:
    """Open the logbook as the program does; whoever came in here before has left."""
    opened: list[Logbook] = []

    def _enter(passphrase: str, at: Path = place, **how: bool) -> Logbook:
        for each in opened:
            each.close()
        opened.append(Logbook.open(at, unlock_job(at, passphrase).run(), clock, **how))
        return opened[-1]

    yield _enter
    for each in opened:
        each.close()
