# SPDX-License-Identifier: Apache-2.0
"""Each edit in the wizard is assessed anew, so no case may take longer than five milliseconds."""

from __future__ import annotations

import time
from pathlib import Path

from logbook.domain.assessment import assess
from logbook.exchange.case_file import WrittenCase, read_cases
from logbook.exchange.judging import surroundings
from tests.rules.situations import LONDON, the_catalogue

CASES = Path(__file__).parents[1] / "cases"
LONGEST = 0.005
"""Seconds for the slowest case, at the best of several runs: what the machine is not busy with."""

RUNS = 3
LOOKED_AT_AGAIN = 40
"""Runs of the slowest case: one of them is sure to have had the machine to itself."""


def test_no_case_takes_longer_than_five_milliseconds() -> None:
    cases = [case for path in sorted(CASES.glob("*.toml")) for case in read_cases(path, LONDON)]
    assert len(cases) > 100
    slowest = max(cases, key=lambda case: _best_of(case, RUNS))
    taken = _best_of(slowest, LOOKED_AT_AGAIN)
    assert taken < LONGEST, f"{slowest.file} {slowest.name}: {taken * 1000:.1f} ms"


def _best_of(case: WrittenCase, runs: int) -> float:
    assert case.practice is not None
    assert case.practitioner is not None
    assert case.expected is not None
    at = case.expected.at
    around = surroundings(case, case.practice, case.practitioner, at, LONDON)
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        assess(around, the_catalogue(), at, LONDON)
        times.append(time.perf_counter() - began)
    return min(times)
