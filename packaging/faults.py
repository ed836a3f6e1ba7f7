# SPDX-License-Identifier: Apache-2.0
"""The fault harness: nothing acknowledged is ever lost, whatever happens to the disk.

    python packaging/dev.py faults [--complete] [NAMES …]

Power cuts, errors of the disk, killed processes and single bits turned over, through everything a
practitioner does with a logbook (tests/faults says how each works). NAMES choose among the
simulators (power-cut, io-errors, kill, bit-flips) and the operations (consent, export, …). The
short form takes some minutes, the complete one about an hour on two idle cores. Each
simulator has controls: programs that are careless on purpose, and must be caught.

The exit status is 1 if anything was lost, corrupt or unanswered, or a control was not caught.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.faults.bit_flips import KINDS  # noqa: E402 - the checkout is not installed
from tests.faults.libraries import what_is_missing  # noqa: E402
from tests.faults.operations import KILLED, OPERATIONS  # noqa: E402

UNUSABLE = 2
AT_ONCE = 2
CUT = tuple(one.name for one in OPERATIONS if not one.is_careless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a form of the harness does."""

    states: int
    ways: int
    rounds: int
    flips: int


SHORT = Size(states=200, ways=1, rounds=100, flips=500)
COMPLETE = Size(states=5_000, ways=8, rounds=2_000, flips=20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of a simulator for one operation; a control must be caught."""

    simulator: str
    operation: str
    options: tuple[str, ...]
    is_control: bool = False

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"{self.operation} (control)" if self.is_control else self.operation

    @property
    def command(self) -> list[str]:
        """The program that runs it."""
        module = f"tests.faults.{self.simulator.replace('-', '_')}"
        return [sys.executable, "-m", module, *self.options, "--only", self.operation]


@dataclass(slots=True)
class Outcome:
    """What a run has counted: states, lost, corrupt, unanswered; none if it broke down."""

    run: Run
    counts: tuple[int, ...] = ()
    seconds: float = 0.0
    said: str = field(default="", repr=False)

    @property
    def is_as_it_must_be(self) -> bool:
        """Nothing was found; or, in a control, something was."""
        return bool(self.counts and self.counts[0]) and any(self.counts[1:]) is self.run.is_control


LINE = re.compile(r": (\d+) states, (\d+) lost, (\d+) corrupt, (\d+) unanswered$", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Run the harness, tell how it goes, print the table."""
    names = [argument for argument in arguments if argument != "--complete"]
    size = COMPLETE if "--complete" in arguments else SHORT
    if missing := what_is_missing():
        sys.stdout.write(f"The fault harness cannot run here: {missing}.\n")
        return UNUSABLE
    runs = [run for run in _runs(size) if not names or {run.simulator, run.operation} & {*names}]
    if not runs:
        known = ", ".join(dict.fromkeys(name for run in _runs(size) for name in _names(run)))
        sys.stdout.write(f"Nothing is called {' '.join(names)}; there are {known}.\n")
        return UNUSABLE
    began, lock, done = time.monotonic(), Lock(), list[Outcome]()

    def carry_out(run: Run) -> Outcome:
        outcome = _carried_out(run)
        with lock:
            done.append(outcome)
            mark = "good" if outcome.is_as_it_must_be else "BAD"
            head = f"[{len(done):>2}/{len(runs)}, {time.monotonic() - began:>5.0f} s]"
            sys.stdout.write(f"{head} {run.simulator}: {run.name}: {mark}\n")
            if mark == "BAD":
                sys.stdout.write(outcome.said)
            sys.stdout.flush()
        return outcome

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(carry_out, runs))
    sys.stdout.write("".join(_table(outcomes)))
    return 0 if all(outcome.is_as_it_must_be for outcome in outcomes) else 1


def _runs(size: Size) -> Iterator[Run]:
    states = ("--states", str(size.states))
    few = ("--states", "60")
    for name in CUT:
        yield Run(simulator="power-cut", operation=name, options=states)
        yield Run(simulator="io-errors", operation=name, options=("--ways", str(size.ways)))
    rounds = ("--rounds", str(-(-size.rounds // len(KILLED))))
    for name in KILLED:
        yield Run(simulator="kill", operation=name, options=rounds)
    for name in KINDS:
        yield Run(simulator="bit-flips", operation=name, options=("--flips", str(size.flips)))
    for simulator, name, options in (
        ("power-cut", "consent", (*few, "--control", "unflushed")),
        ("power-cut", "export", (*few, "--control", "early")),
        ("power-cut", "careless writer", few),
        ("io-errors", "consent", ("--ways", "1", "--every", "9", "--control")),
        ("kill", "consent", ("--rounds", "12", "--acknowledge-first")),
        ("bit-flips", "proof", ("--flips", "100", "--control")),
    ):
        yield Run(simulator=simulator, operation=name, options=options, is_control=True)


def _names(run: Run) -> tuple[str, str]:
    return run.simulator, run.operation


def _carried_out(run: Run) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        run.command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    found = LINE.search(done.stdout)
    return Outcome(
        run=run,
        counts=tuple(int(number) for number in found.groups()) if found else (),
        seconds=time.monotonic() - began,
        said=done.stdout + done.stderr,
    )


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"\n{'simulator':<10} {'operation':<26} {'states':>7} {'lost':>6} {'corrupt':>7}"
    yield f" {'unanswered':>10} {'seconds':>8}\n"
    for outcome in outcomes:
        counts = outcome.counts or ("-",) * 4
        mark = "" if outcome.is_as_it_must_be else "  BAD"
        yield f"{outcome.run.simulator:<10} {outcome.run.name:<26} {counts[0]:>7} {counts[1]:>6}"
        yield f" {counts[2]:>7} {counts[3]:>10} {outcome.seconds:>8.1f}{mark}\n"
    real = [outcome for outcome in outcomes if not outcome.run.is_control and outcome.counts]
    sums = [sum(outcome.counts[column] for outcome in real) for column in range(4)]
    yield f"{'all':<37} {sums[0]:>7} {sums[1]:>6} {sums[2]:>7} {sums[3]:>10}"
    yield " (controls apart: they must be caught)\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
