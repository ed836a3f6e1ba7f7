# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from logbook.domain.progress import Stages, unwatched


def test_stages_make_one_progress_that_never_goes_back() -> None:
    told: list[tuple[int, int]] = []
    stages = Stages(lambda done, total: told.append((done, total)), 25, 75)

    first = stages.next()
    first(1, 2)
    first(2, 2)
    second = stages.next()
    second(0, 0)
    second(1, 3)

    assert told == [(0, 100), (12, 100), (25, 100), (25, 100), (100, 100), (50, 100)]


def test_a_stage_that_does_more_than_it_said_takes_no_more_than_its_share() -> None:
    told: list[int] = []
    Stages(lambda done, _total: told.append(done), 40, 60).next()(7, 5)

    assert told == [0, 40]


def test_who_is_told_may_stop_it_at_any_stage() -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Stages(stop, 1).next()
    Stages(unwatched, 1).next()(1, 1)
