# SPDX-License-Identifier: Apache-2.0
"""Kills a process at random while it works, and looks for what it had acknowledged.

    python -m tests.faults.kill [--rounds N] [--only NAMES] [--acknowledge-first]

A child opens the logbook and does one operation after another as fast as it can; each promise goes
through a pipe to the parent. The parent kills it (signal 9) at a random moment, opens the logbook
and judges it, and the next child goes on from there. What can be done to a logbook only once, such
as restoring it, is done to a copy each time, and killed at any moment from its beginning to its
end. `--acknowledge-first` is the control: a child that acknowledges before it records must be
caught losing entries.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from tests.builders import a_consent_draft
from tests.faults.judging import Tally, judge
from tests.faults.libraries import scratch
from tests.faults.operations import KILLED, KILLED_ONCE, asked_for
from tests.faults.promises import Promise, RecordsStand, in_force, records_in
from tests.faults.scene import Scene, make_scene
from tests.faults.steps import Operation, perform

LONGEST = 0.03
"""Seconds a child may go on after its first acknowledgement."""

A_LITTLE_MORE = 1.1
"""Up to so many times what an operation takes may go by before it is killed."""

LOOKED_FOR = 200
"""So many of the newest promises are carried from round to round."""

LENGTH = 4
"""Bytes in which the length of a promise goes ahead of it."""


def main(arguments: Sequence[str]) -> int:
    """Kill so often, and print a line for each operation; exit status 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="over all operations")
    parser.add_argument("--only", default=",".join((*KILLED, *KILLED_ONCE)))
    parser.add_argument("--acknowledge-first", action="store_true")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--progress", type=int, default=0, help="say so every so many states")
    asked = parser.parse_args(arguments)
    if not hasattr(os, "fork"):
        sys.stdout.write("kill -9: skipped, there is no fork on this system\n")
        return 0
    moments = random.Random(asked.seed)  # noqa: S311 - moments, not secrets
    operations, is_good = asked_for(asked.only), True
    with scratch() as folder:
        base = make_scene(Path(folder) / "base")
        for operation in operations:
            rounds = -(-asked.rounds // len(operations))
            scene = base.copied_to(Path(folder) / "scene")
            tally = Tally(operation.name, said_every=asked.progress)
            if operation.name in KILLED_ONCE:
                kill_each_once(
                    scene,
                    operation,
                    tally,
                    rounds,
                    moments,
                    acknowledges_first=asked.acknowledge_first,
                )
            else:
                kill_at_random(
                    scene,
                    operation,
                    tally,
                    rounds,
                    moments,
                    acknowledges_first=asked.acknowledge_first,
                )
            is_good &= tally.is_good
            sys.stdout.write(f"kill -9: {tally}\n{tally.shown}")
            sys.stdout.flush()
    return 0 if is_good else 1


def kill_at_random(
    scene: Scene,
    operation: Operation,
    tally: Tally,
    rounds: int,
    moments: random.Random,
    *,
    acknowledges_first: bool,
) -> None:
    """Let a child work, kill it, and judge what it leaves, so many times."""
    scene.prepared = operation.prepare(scene)
    for number in range(rounds):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _work(scene, operation, writer, acknowledges_first=acknowledges_first)
        os.close(writer)
        acknowledged = _kill(reader, child, moments)
        tally.add(
            judge(scene, scene.root, acknowledged, closely=number % 8 == 0), f"round {number}"
        )
        # What was acknowledged is looked for again in later rounds.
        scene.promises = tuple(in_force((*scene.promises, *acknowledged)))[-LOOKED_FOR:]


def kill_each_once(
    scene: Scene,
    operation: Operation,
    tally: Tally,
    rounds: int,
    moments: random.Random,
    *,
    acknowledges_first: bool,
) -> None:
    """Let a child do the operation to a copy, kill it somewhere in it, and judge what it leaves."""
    scene.prepared = operation.prepare(scene)
    place, seconds, whole = scene.root.with_name("copy"), 0.0, tuple[Promise, ...]()
    for number in range(rounds + 1):
        copy = scene.copied_to(place)
        reader, writer = os.pipe()
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _work(copy, operation, writer, once=True)
        os.close(writer)
        if number:
            time.sleep(moments.random() * seconds * A_LITTLE_MORE)
            os.kill(child, signal.SIGKILL)
        acknowledged = _acknowledged(reader, child)
        if not number:
            # The first is not killed: it tells how long an operation takes.
            seconds, whole = time.monotonic() - began, acknowledged
            assert whole, "an operation that is not killed acknowledges what it did"
            continue
        if acknowledges_first:
            acknowledged = whole
        tally.add(judge(copy, copy.root, acknowledged, closely=number % 8 == 0), f"round {number}")


def _work(
    scene: Scene,
    operation: Operation,
    writer: int,
    *,
    acknowledges_first: bool = False,
    once: bool = False,
) -> None:
    """Do the operation again and again, or once, until the end comes from outside."""

    def acknowledge(promise: Promise) -> None:
        data = pickle.dumps(promise)
        os.write(writer, len(data).to_bytes(LENGTH, "big") + data)

    try:
        while not acknowledges_first:
            perform(scene, operation, acknowledged=acknowledge)
            if once:
                return
        scene.open()
        while True:
            acknowledge(RecordsStand(records_in(scene.opened) + 1))
            scene.opened.consenting.record(a_consent_draft(scene.person))
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        # The parent's own cleaning up is none of the child's business.
        os._exit(1)


def _kill(reader: int, child: int, moments: random.Random) -> tuple[Promise, ...]:
    """Kill the child a little after its first acknowledgement; give all it acknowledged."""
    said = os.read(reader, 65_536)
    time.sleep(moments.random() * LONGEST)
    os.kill(child, signal.SIGKILL)
    return _acknowledged(reader, child, said)


def _acknowledged(reader: int, child: int, said: bytes = b"") -> tuple[Promise, ...]:
    """Wait for the child's end, and give all it acknowledged."""
    while more := os.read(reader, 65_536):
        said += more
    os.close(reader)
    os.waitpid(child, 0)
    return tuple(_promises(said))


def _promises(said: bytes) -> list[Promise]:
    found, at = [], 0
    while at + LENGTH <= len(said):
        length = int.from_bytes(said[at : at + LENGTH], "big")
        at += LENGTH
        if at + length <= len(said):
            found.append(pickle.loads(said[at : at + length]))  # noqa: S301 - our own child wrote it
        at += length
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
