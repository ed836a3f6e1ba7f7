# SPDX-License-Identifier: Apache-2.0
"""The benchmark runs to its end and gives a figure for everything that is promised."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.figures import TIMES, Figure, by_turns, nearly_worst, table

BENCH = Path(__file__).with_name("bench.py")

PROMISED = (
    "start to the unlock window",
    "recording a signed disclosure",
    "search while typing",
    "opening the list",
    "a page of 256 rows further down",
    "opening a person's page",
    "auditing the journal",
    "one signed PDF",
    "memory with 2,000 entries open",
    "growth of recording",
    "growth of searching",
    "growth of opening a list",
    "growth of opening a person's page",
)


def a_figure(ours: float, **goals: float) -> Figure:
    return Figure(what="something", ours=ours, floor=2.0, unit="ms", **goals)


@pytest.mark.slow
def test_every_promise_has_a_figure_with_a_finite_ratio() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), "--quick"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "bench: windows" in done.stderr
    _entries, _empty, _head, *rows = done.stdout.splitlines()
    assert len(rows) == len(PROMISED)
    for promise in PROMISED:
        [row] = [row for row in rows if row.startswith(promise)]
        ratio = re.search(rf" ([0-9.]+) {TIMES}", row)
        assert ratio is not None, row
        assert math.isfinite(float(ratio[1]))
        assert float(ratio[1]) > 0
        assert row.endswith(("within", "over"))


@pytest.mark.parametrize(
    ("ours", "goals", "within"),
    [
        (5.9, {"ratio_goal": 3.0}, True),
        (6.1, {"ratio_goal": 3.0}, False),
        (5.9, {"ratio_goal": 3.0, "limit": 5.0}, False),
        (11.9, {"more_goal": 10.0}, True),
        (12.1, {"more_goal": 10.0}, False),
    ],
)
def test_figure_is_within_when_every_goal_is_met(
    ours: float, goals: dict[str, float], *, within: bool
) -> None:
    figure = a_figure(ours, **goals)

    assert figure.is_within is within
    assert table([figure]).endswith("within" if within else "over")


def test_what_is_timed_by_turns_is_done_by_turns() -> None:
    done: list[str] = []

    times = by_turns(3, lambda: done.append("a"), lambda: done.append("b"))

    assert done == ["a", "b"] * 3
    assert [len(each) for each in times] == [3, 3]


def test_nearly_worst_is_what_ninety_five_in_a_hundred_do_not_exceed() -> None:
    assert nearly_worst([float(number) for number in range(101)]) == 95.0
    assert nearly_worst([4.0]) == 4.0
