# SPDX-License-Identifier: Apache-2.0
"""Figures and their floors: measured turn by turn, compared as ratios, printed as one table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

FRAME = 1000 / 60
"""Milliseconds of one picture at 60 Hz."""

TIMES = "\N{MULTIPLICATION SIGN}"

Timed = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, what it is held against, and how far above it may lie."""

    what: str
    ours: float
    floor: float
    unit: str
    ratio_goal: float | None = None
    more_goal: float | None = None
    """So much above the floor, in the unit, where the goal is no ratio."""
    limit: float | None = None
    """An amount, in the unit, that it must stay under besides."""

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ours / self.floor

    @property
    def is_within(self) -> bool:
        """Whether every goal is met."""
        return (
            (self.ratio_goal is None or self.ratio <= self.ratio_goal)
            and (self.more_goal is None or self.ours - self.floor <= self.more_goal)
            and (self.limit is None or self.ours < self.limit)
        )

    @property
    def goal(self) -> str:
        """The goals, as people read them."""
        parts = (
            f"≤ {self.ratio_goal:g} {TIMES}" if self.ratio_goal is not None else "",
            f"≤ + {self.more_goal:g} {self.unit}" if self.more_goal is not None else "",
            f"< {self.limit:.1f} {self.unit}" if self.limit is not None else "",
        )
        return ", ".join(part for part in parts if part)


def by_turns(rounds: int, *timed: Timed) -> list[list[float]]:
    """Time several things, one after the other in each round; milliseconds of each, in its order.

    By turns, so that a computer that is slow for a moment is slow for all of them.
    """
    taken: list[list[float]] = [[] for _ in timed]
    for _ in range(rounds):
        for times, one in zip(taken, timed, strict=True):
            began = perf_counter()
            one()
            times.append((perf_counter() - began) * 1000)
    return taken


def middle(times: Sequence[float]) -> float:
    """Give the median (p50)."""
    return median(times)


def nearly_worst(times: Sequence[float]) -> float:
    """Give the value that 95 in 100 do not exceed (p95)."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out, one a line."""
    rows = [("what", "ours", "floor", "ratio", "goal", "verdict")]
    for one in figures:
        assert math.isfinite(one.ratio), "a floor takes time"
        rows.append(
            (
                one.what,
                f"{one.ours:,.2f} {one.unit}",
                f"{one.floor:,.2f} {one.unit}",
                f"{one.ratio:.2f} {TIMES}",
                one.goal,
                "within" if one.is_within else "over",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
