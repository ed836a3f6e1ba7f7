# SPDX-License-Identifier: Apache-2.0
"""Cuts the power, in thousands of ways, while something is recorded, and looks for the rest.

    python -m tests.faults.power_cut [--states N] [--only NAMES] [--control CONTROL]

One process does each operation through the services while every call that changes a file is
recorded (record_calls.c), acknowledgements among them. The recording is replayed up to any call,
and what a disk may hold after a cut at that moment (disk.py) is written to a folder, opened with
the program and audited. Nothing acknowledged may be missing and nothing may be half there.

Controls, each of which must be caught: `unflushed` (as if the program flushed nothing),
`early` (as if it acknowledged each step before it did it), and the operation `careless writer`.
"""

from __future__ import annotations

import argparse
import itertools
import pickle
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.faults.disk import Call, Cut, Disk, Names, Start, Tree, read_calls, tree_of
from tests.faults.judging import Judgement, Tally, judge
from tests.faults.libraries import preloaded, run_under, scratch, what_is_missing
from tests.faults.operations import asked_for
from tests.faults.promises import Promise
from tests.faults.scene import Scene, make_scene
from tests.faults.steps import Operation, perform

LIBRARY = "record_calls"
CONTROLS = ("none", "unflushed", "early")
CLOSELY = 8
"""One state in so many has its lists made again."""

IN_VAIN = 400
"""So many draws without a state that is new, and there are no more to be had."""


def main(arguments: Sequence[str]) -> int:
    """Simulate and print a line for each operation; exit status 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, default=200)
    parser.add_argument("--only", default="")
    parser.add_argument("--control", choices=CONTROLS, default="none")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--progress", type=int, default=0, help="say so every so many states")
    asked = parser.parse_args(arguments)
    if preloaded(LIBRARY) is None:
        if missing := what_is_missing():
            sys.stdout.write(f"power cut: skipped, {missing}\n")
            return 0
        return run_under(LIBRARY, "tests.faults.power_cut", arguments)
    is_good = True
    with scratch() as folder:
        place = Path(folder)
        base = make_scene(place / "base")
        for operation in asked_for(asked.only):
            scene = base.copied_to(place / "scene")
            tally = Tally(operation.name, said_every=asked.progress)
            cut_power(scene, operation, tally, asked.states, asked.seed, control=asked.control)
            is_good &= tally.is_good
            sys.stdout.write(f"power cut: {tally}\n{tally.shown}")
            sys.stdout.flush()
    return 0 if is_good else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What an operation did, and how the folder was before it."""

    start: Start
    calls: tuple[Call, ...]


class Where(NamedTuple):
    """When the power was cut, and what the disk made of it."""

    moment: int
    calls: int
    names: Names
    how: Cut

    def __str__(self) -> str:
        """Say it shortly."""
        names, how = self.names.value, self.how.value
        return f"call {self.moment} of {self.calls}, names {names}, {how}"


def cut_power(
    scene: Scene,
    operation: Operation,
    tally: Tally,
    states: int,
    seed: int,
    *,
    control: str = "none",
) -> None:
    """Record an operation, and judge so many different states that a cut may leave.

    Where as many states as calls are asked for, at least one is after every call. What two draws
    leave is looked at once if it is the same, byte for byte, and the same had been promised.
    """
    scene.prepared = operation.prepare(scene)
    recording = record(scene, operation)
    calls = _as_controlled(recording.calls, control)
    seen, moments_seen, drawn, in_vain = set[bytes](), set[int](), 0, 0
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    moments = _moments(len(calls), chance)
    while tally.states < states and in_vain < IN_VAIN:
        # Each round goes through the whole recording twice, once for each way of keeping names.
        for names in Names:
            # So many moments as may bring what lacks, if as many draws are in vain as until now.
            lacking = (states - tally.states) * max(drawn, 1) // max(tally.states, 1)
            share = max(1, min(len(calls), lacking // 10 if drawn else states // 10))
            chosen = frozenset(itertools.islice(moments, share))
            for where, tree, promises in _states(recording.start, calls, names, chosen, chance):
                if tally.states >= states:
                    break
                drawn += 1
                moments_seen.add(where.moment)
                digest = _digest(tree, len(promises))
                if digest in seen:
                    in_vain += 1
                    continue
                seen.add(digest)
                in_vain = 0
                closely = tally.states % CLOSELY == 0
                tally.add(_judged(scene, tree, promises, closely=closely), str(where))
    tally.note = (
        f"{drawn} drawn, {tally.states} of them different, {states} asked for;"
        f" cut after {len(moments_seen)} of {len(calls)} calls"
    )


def _moments(count: int, chance: random.Random) -> Iterator[int]:
    """Give every moment once, in no order, and then all of them again, for ever."""
    while True:
        yield from chance.sample(range(count), count)


def record(scene: Scene, operation: Operation) -> Recording:
    """Do an operation and record it; the recording is checked to tell all that happened."""
    library = preloaded(LIBRARY)
    assert library is not None, "this process runs under the library"
    start, file = Start.of(scene.root), scene.root.with_name("calls")

    def acknowledge(promise: Promise) -> None:
        data = pickle.dumps(promise)
        library.record_mark(data, len(data))

    library.record_begin(str(scene.root).encode(), str(file).encode())
    try:
        perform(scene, operation, acknowledged=acknowledge)
    finally:
        library.record_end()
    calls = tuple(read_calls(file))
    file.unlink()
    disk = Disk(start, Names.ORDERED)
    for call in calls:
        if call.kind != "M":
            disk.take(call)
    assert disk.now() == tree_of(scene.root), "a call was not recorded"
    return Recording(start=start, calls=calls)


def _as_controlled(calls: tuple[Call, ...], control: str) -> tuple[Call, ...]:
    if control == "unflushed":
        return tuple(call for call in calls if call.kind not in "SD")
    if control == "early":
        # Each mark takes the place of the one before it, and the first stands at the beginning.
        marks = iter([call for call in calls if call.kind == "M"])
        return (next(marks), *(call if call.kind != "M" else next(marks, call) for call in calls))
    return calls


def _states(
    start: Start,
    calls: tuple[Call, ...],
    names: Names,
    moments: frozenset[int],
    chance: random.Random,
) -> Iterator[tuple[Where, Tree, tuple[Promise, ...]]]:
    disk, promises = Disk(start, names), list[Promise]()
    for moment, call in enumerate(calls):
        if call.kind == "M":
            promises.append(pickle.loads(call.data))  # noqa: S301 - written a moment ago
        else:
            disk.take(call)
        if moment in moments:
            # Where nothing is on its way to the disk, every cut leaves the same.
            for how in Cut if disk.is_behind else (Cut.EVERYTHING,):
                yield Where(moment, len(calls), names, how), disk.cut(how, chance), tuple(promises)


def _digest(tree: Tree, promised: int) -> bytes:
    digest = sha256(str(promised).encode())
    for path, content in tree.items():
        digest.update(f"{path}\0{-1 if content is None else len(content)}\0".encode())
        digest.update(content or b"")
    return digest.digest()


def _judged(scene: Scene, tree: Tree, promises: tuple[Promise, ...], *, closely: bool) -> Judgement:
    place = scene.root.with_name("state")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path, content in tree.items():
        if content is None:
            (place / path).mkdir()
        else:
            (place / path).write_bytes(content)
    return judge(scene, place, promises, closely=closely)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
