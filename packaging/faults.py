# SPDX-License-Identifier: Apache-2.0
"""The fault harness: nothing acknowledged is ever lost, whatever happens to the disk.

    python packaging/dev.py faults [--complete] [--afresh] [NAMES …]

Power cuts, errors of the disk, killed processes and single bits turned over, through everything a
practitioner does with a logbook (tests/faults says how each works); and what is the same however
often it is done: a full disk, a folder that may only be read, old bytes put back, two programs at
once, clocks and names. NAMES choose among the simulators (power-cut, io-errors, kill, bit-flips,
once) and the operations (consent, export, full-disk, …). The short form takes some minutes, the
complete one about an hour on two idle cores. Each simulator has controls: programs that are
careless on purpose, and must be caught.

What the complete form has found good it notes in build/faults, and after an interruption it goes on
from there, as long as the program and the harness are the same, byte for byte; `--afresh` begins
anew.

The exit status is 1 if anything was lost, corrupt or unanswered, if a control was not caught, or if
there were fewer states than are due, and 130 if it was interrupted.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.faults.bit_flips import KINDS, SHARES  # noqa: E402 - the checkout is not installed
from tests.faults.libraries import what_is_missing  # noqa: E402
from tests.faults.operations import KILLED, KILLED_ONCE, OPERATIONS  # noqa: E402

UNUSABLE = 2
INTERRUPTED = 130
AT_ONCE = 2
CUT = tuple(one.name for one in OPERATIONS if not one.is_careless)
NOTES = ROOT / "build" / "faults" / "complete.jsonl"
SOURCES = ("logbook/**/*.py", "logbook/**/*.sql", "tests/faults/*.[cp]*", "tests/builders.py")
SAID_EVERY = 1_000

ONCE = ("full-disk", "replay", "second-instance", "clock", "unicode")
"""What is tried in each of its ways and no more often, by the test of that name."""

SECONDS_EACH = {
    "power-cut": 0.03,
    "io-errors": 0.07,
    "kill": 0.15,
    "bit-flips": 0.015,
    "once": 1.0,
}
"""About how long a state takes; what is done first, and how long it all may take, rests on it."""

CALLS = 350
"""About how many calls of an operation can fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a form of the harness does."""

    states: int
    ways: int
    rounds: int
    flips: int


SHORT = Size(states=200, ways=1, rounds=100, flips=500)
COMPLETE = Size(states=5_000, ways=4, rounds=2_000, flips=20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of a simulator for one operation; a control must be caught.

    `due` says about how many states it looks at; `is_exact` whether it should be so many.
    """

    simulator: str
    operation: str
    options: tuple[str, ...]
    due: int
    is_exact: bool = True
    is_control: bool = False

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"{self.operation} (control)" if self.is_control else self.operation

    @property
    def key(self) -> str:
        """What its notes are found by."""
        return " ".join((self.simulator, self.name, *self.options))

    @property
    def work(self) -> float:
        """About how many seconds it takes."""
        return self.due * SECONDS_EACH[self.simulator]

    @property
    def command(self) -> list[str]:
        """The program that runs it."""
        if self.simulator == "once":
            file = f"tests/faults/test_{self.operation.replace('-', '_')}.py"
            return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", file]
        module = f"tests.faults.{self.simulator.replace('-', '_')}"
        said = ("--progress", str(SAID_EVERY)) if self.due > SAID_EVERY else ()
        return [sys.executable, "-m", module, *self.options, *said, "--only", self.operation]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a run has counted: states, lost, corrupt, unanswered; none if it broke down."""

    run: Run
    counts: tuple[int, ...] = ()
    seconds: float = 0.0
    note: str = ""
    said: str = field(default="", repr=False)

    @property
    def is_as_it_must_be(self) -> bool:
        """As many states as are due and nothing found; or, in a control, something found."""
        has_found = any(self.counts[1:])
        return bool(self.counts and self.counts[0]) and (
            has_found if self.run.is_control else not (has_found or self.is_short)
        )

    @property
    def is_short(self) -> bool:
        """Whether there were fewer different states than are due."""
        return self.run.is_exact and not self.run.is_control and self.counts[0] < self.run.due


OPTIONS = ("--complete", "--afresh")

COUNTS = re.compile(r": (\d+) states, (\d+) lost, (\d+) corrupt, (\d+) unanswered$", re.MULTILINE)
NOTE = re.compile(r"^    (\d+ (?:drawn|different bits).*)$", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Run the harness, tell how it goes, print the table."""
    if {"-h", "--help"} & {*arguments}:
        sys.stdout.write(__doc__ or "")
        return 0
    unknown = {argument for argument in arguments if argument.startswith("-")} - {*OPTIONS}
    if unknown:
        options = ", ".join(OPTIONS)
        sys.stdout.write(f"There is no option {', '.join(sorted(unknown))}; there are {options}.\n")
        return UNUSABLE
    names = [argument for argument in arguments if not argument.startswith("--")]
    is_complete = "--complete" in arguments
    size = COMPLETE if is_complete else SHORT
    if missing := what_is_missing():
        sys.stdout.write(f"The fault harness cannot run here: {missing}.\n")
        return UNUSABLE
    runs = [run for run in _runs(size) if not names or {run.simulator, run.operation} & {*names}]
    if not runs:
        known = ", ".join(dict.fromkeys(name for run in _runs(size) for name in _names(run)))
        sys.stdout.write(f"Nothing is called {' '.join(names)}; there are {known}.\n")
        return UNUSABLE
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    notes = Notes(NOTES if is_complete else None, afresh="--afresh" in arguments)
    try:
        outcomes = Harness(runs, notes).outcomes()
    except KeyboardInterrupt:
        sys.stdout.write("Interrupted; the same command goes on from here.\n")
        return INTERRUPTED
    sys.stdout.write("".join(_table(outcomes)))
    if not notes.is_same_program:
        sys.stdout.write("The program was changed meanwhile: not all was found of one program.\n")
    return exit_status(outcomes)


def exit_status(outcomes: Iterable[Outcome]) -> int:
    """Give 0 only if every run is as it must be."""
    return 0 if all(outcome.is_as_it_must_be for outcome in outcomes) else 1


class Notes:
    """What was found good before, by the same program and the same harness."""

    def __init__(self, path: Path | None, *, afresh: bool) -> None:
        """Read them; without a path nothing is noted."""
        self._path = path
        self._sources = _digest(ROOT) if path is not None else ""
        self._known: dict[str, Outcome] = {}
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if afresh:
            path.unlink(missing_ok=True)
        self._lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    @property
    def is_same_program(self) -> bool:
        """Whether program and harness are what they were at the beginning."""
        return self._path is None or _digest(ROOT) == self._sources

    def found(self, run: Run) -> Outcome | None:
        """Give what a run has found before; None if it is to be run."""
        if self._path is None:
            return None
        for line in self._lines:
            # The last line may be half written.
            with suppress(json.JSONDecodeError):
                noted = json.loads(line)
                if (noted["run"], noted["sources"]) == (run.key, self._sources):
                    return Outcome(
                        run=run,
                        counts=tuple(noted["counts"]),
                        seconds=noted["seconds"],
                        note=noted["note"],
                    )
        return None

    def note(self, outcome: Outcome) -> None:
        """Note what was found good; anything else is looked at again."""
        if self._path is None or not outcome.is_as_it_must_be or not self.is_same_program:
            return
        line = {
            "run": outcome.run.key,
            "sources": self._sources,
            "counts": outcome.counts,
            "seconds": round(outcome.seconds, 1),
            "note": outcome.note,
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _digest(root: Path) -> str:
    digest = sha256()
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern)):
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


class Harness:
    """Carries runs out, two at a time, errors of the disk last, and tells how it goes."""

    def __init__(self, runs: Sequence[Run], notes: Notes) -> None:
        """Take what is to be run."""
        self._runs = runs
        self._notes = notes
        self._began = time.monotonic()
        self._lock = Lock()
        self._processes: set[subprocess.Popen[str]] = set()
        self._is_over = False
        self._done: dict[str, Outcome] = {}
        self._now: list[Outcome] = []

    def outcomes(self) -> list[Outcome]:
        """Run what was not found good before; give all in order.

        Raises:
            KeyboardInterrupt: it was interrupted; what is done is noted.
        """
        for run in self._runs:
            if (found := self._notes.found(run)) is not None:
                self._done[run.key] = found
        if self._done:
            many = f"{len(self._done)} of {len(self._runs)}"
            sys.stdout.write(f"{many} runs were found good before, by the same program.\n")
        to_do = sorted(
            (run for run in self._runs if run.key not in self._done),
            key=lambda run: (run.simulator == "io-errors", -run.work),
        )
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for future in as_completed([pool.submit(self._carry_out, run) for run in to_do]):
                    future.result()
            except BaseException:
                self._stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [self._done[run.key] for run in self._runs]

    def _carry_out(self, run: Run) -> None:
        began, said = time.monotonic(), list[str]()
        with self._lock:
            if self._is_over:
                return
            process = subprocess.Popen(
                run.command,
                cwd=ROOT,
                env=os.environ,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
            self._processes.add(process)
        with process:
            for line in process.stdout or ():
                if line.startswith("… "):
                    self._say(f"{run.simulator}{line[1:].rstrip()} of about {run.due}")
                else:
                    said.append(line)
        outcome = _outcome(run, "".join(said), time.monotonic() - began)
        with self._lock:
            self._processes.discard(process)
            if self._is_over:
                return
            self._done[run.key] = outcome
            self._now.append(outcome)
            self._notes.note(outcome)
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        mark = "good" if outcome.is_as_it_must_be else "BAD"
        took = f"{outcome.seconds:.0f} s, {self._left()}"
        self._say(f"{outcome.run.simulator}: {outcome.run.name}: {mark} ({took})")
        if mark == "BAD":
            sys.stdout.write(outcome.said)
            sys.stdout.flush()

    def _left(self) -> str:
        """Say about how long the rest may take, as it went so far."""
        with self._lock:
            done = sum(outcome.run.work for outcome in self._now)
            rest = sum(run.work for run in self._runs if run.key not in self._done)
            seconds = sum(outcome.seconds for outcome in self._now)
        return f"about {rest * seconds / max(done, 0.1) / AT_ONCE / 60:.0f} min left"

    def _say(self, text: str) -> None:
        with self._lock:
            seconds = time.monotonic() - self._began
            head = f"[{len(self._done):>2}/{len(self._runs)}, {seconds:>5.0f} s]"
            sys.stdout.write(f"{head} {text}\n")
            sys.stdout.flush()

    def _stop(self) -> None:
        with self._lock:
            self._is_over = True
            for process in self._processes:
                # All of a session, and by the signal after which it tidies up behind itself.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGINT)


def _outcome(run: Run, said: str, seconds: float) -> Outcome:
    note = NOTE.search(said)
    return Outcome(
        run=run,
        counts=counts_of_tests(said) if run.simulator == "once" else _counts(said),
        seconds=seconds,
        note=note[1] if note else "",
        said=said,
    )


def _counts(said: str) -> tuple[int, ...]:
    counts = COUNTS.search(said)
    return tuple(int(number) for number in counts.groups()) if counts else ()


def counts_of_tests(said: str) -> tuple[int, ...]:
    """Read what pytest counted: what failed counts as corrupt, what was skipped as unanswered."""
    ends = [line for line in said.splitlines() if re.search(r" in [\d.]+s", line)]
    if not ends:
        return ()
    found = {word: int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", ends[-1])}
    corrupt = sum(found.get(word, 0) for word in ("failed", "error", "errors"))
    skipped = found.get("skipped", 0)
    return found.get("passed", 0) + corrupt + skipped, 0, corrupt, skipped


def _runs(size: Size) -> Iterator[Run]:
    states, ways = ("--states", str(size.states)), ("--ways", str(size.ways))
    for name in CUT:
        yield Run(simulator="power-cut", operation=name, options=states, due=size.states)
        due = CALLS * size.ways
        yield Run(simulator="io-errors", operation=name, options=ways, due=due, is_exact=False)
    for names in (KILLED, KILLED_ONCE):
        each = -(-size.rounds // len(names))
        for name in names:
            yield Run(simulator="kill", operation=name, options=("--rounds", str(each)), due=each)
    flips = ("--flips", str(size.flips))
    for name in KINDS:
        due = size.flips * SHARES[name] // 100
        yield Run(simulator="bit-flips", operation=name, options=flips, due=due)
    for name in ONCE:
        yield Run(simulator="once", operation=name, options=(), due=5, is_exact=False)
    yield from _controls()


def _controls() -> Iterator[Run]:
    few = ("--states", "60")
    for simulator, name, options in (
        ("power-cut", "consent", (*few, "--control", "unflushed")),
        ("power-cut", "export", (*few, "--control", "early")),
        ("power-cut", "leave", (*few, "--control", "early")),
        ("power-cut", "careless writer", few),
        ("power-cut", "destroy", (*few, "--control", "early")),
        ("io-errors", "consent", ("--ways", "1", "--every", "9", "--control")),
        ("kill", "consent", ("--rounds", "12", "--acknowledge-first")),
        ("kill", "create", ("--rounds", "12", "--acknowledge-first")),
        ("bit-flips", "proof", ("--flips", "100", "--control")),
    ):
        yield Run(
            simulator=simulator,
            operation=name,
            options=options,
            due=60,
            is_exact=False,
            is_control=True,
        )


def _names(run: Run) -> tuple[str, str]:
    return run.simulator, run.operation


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"\n{'simulator':<10} {'operation':<26} {'states':>7} {'lost':>6} {'corrupt':>7}"
    yield f" {'unanswered':>10} {'seconds':>8} {'each s':>7}\n"
    for outcome in outcomes:
        counts = outcome.counts or ("-",) * 4
        mark = "" if outcome.is_as_it_must_be else "  BAD"
        if outcome.counts and outcome.is_short:
            mark += f"  fewer than {outcome.run.due}"
        rate = outcome.counts[0] / outcome.seconds if outcome.counts else 0
        yield f"{outcome.run.simulator:<10} {outcome.run.name:<26} {counts[0]:>7} {counts[1]:>6}"
        yield f" {counts[2]:>7} {counts[3]:>10} {outcome.seconds:>8.1f} {rate:>7.1f}{mark}\n"
        if outcome.note and outcome.run.due > SAID_EVERY:
            yield f"{'':<10}   {outcome.note}\n"
    real = [outcome for outcome in outcomes if not outcome.run.is_control and outcome.counts]
    for simulator in dict.fromkeys(outcome.run.simulator for outcome in real):
        yield _sum(simulator, [each for each in real if each.run.simulator == simulator])
    yield _sum("all", real).rstrip("\n") + " (controls apart: they must be caught)\n"


def _sum(name: str, outcomes: Iterable[Outcome]) -> str:
    rows = [(*outcome.counts, outcome.seconds) for outcome in outcomes]
    states, lost, corrupt, unanswered, seconds = (
        sum(row[column] for row in rows) for column in range(5)
    )
    rate = states / seconds if seconds else 0
    head = f"{name + ', together':<37} {states:>7} {lost:>6} {corrupt:>7} {unanswered:>10}"
    return f"{head} {seconds:>8.1f} {rate:>7.1f}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
