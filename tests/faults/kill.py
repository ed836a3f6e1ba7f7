# SPDX-License-Identifier: Apache-2.0
"""Kills a process at random while it records, and looks for what it had acknowledged.

    python -m tests.faults.kill ROUNDS [--acknowledge-first]

A child opens the logbook and records disclosures as fast as it can; each receipt goes through a
pipe to the parent. The parent kills it (signal 9) at a random moment, opens the logbook again, and
counts: every acknowledged disclosure is there, at most one more is, none is half there, and the
journal passes its audit. `--acknowledge-first` is the control: a child that acknowledges before
it records must be caught losing entries, or the simulation shows nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from logbook.app import Keys, Logbook
from logbook.domain.lines import LineKind
from logbook.store.derivation import wipe
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)

LONGEST = 0.03
"""Seconds a child may go on recording after its first acknowledgement."""


@dataclass(slots=True)
class Tally:
    """What the rounds have shown."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    unacknowledged: int = 0


def main() -> int:
    """Run the rounds and say what was lost; exit status 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--acknowledge-first", action="store_true")
    parser.add_argument("--seed", type=int, default=20261122)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_at_random(
            Path(folder) / "Killed.logbook",
            asked.rounds,
            random.Random(asked.seed),  # noqa: S311 - moments, not secrets
            acknowledge_first=asked.acknowledge_first,
        )
    sys.stdout.write(
        f"kill -9: {tally.rounds} rounds, {tally.acknowledged} acknowledged, {tally.lost} lost,"
        f" {tally.damaged} damaged, {tally.unacknowledged} recorded but not yet acknowledged\n"
    )
    return 1 if tally.lost or tally.damaged else 0


def kill_at_random(
    path: Path, rounds: int, moments: random.Random, *, acknowledge_first: bool
) -> Tally:
    """Record, kill, reopen and count, so many times."""
    clock = StandingClock()
    logbook, keys = a_logbook(path, clock)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    secret = bytes(keys.unlocked.root_key)
    logbook.close()
    tally, known = Tally(), 0
    for _round in range(rounds):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            mine = Logbook.open(path, _unwiped(keys, secret), clock)
            while True:
                draft = a_disclosure_draft(person.id, consent)
                if acknowledge_first:
                    os.write(writer, b".")
                mine.disclosing.record(draft)
                if not acknowledge_first:
                    os.write(writer, b".")
        os.close(writer)
        known = _finish(reader, child, moments, tally, known)
        known = _count(path, _unwiped(keys, secret), clock, tally, known)
    return tally


def _finish(reader: int, child: int, moments: random.Random, tally: Tally, known: int) -> int:
    """Kill the child a little after its first acknowledgement; give how many must be there."""
    acknowledged = len(os.read(reader, 1))
    time.sleep(moments.random() * LONGEST)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65_536):
        acknowledged += len(more)
    os.close(reader)
    tally.rounds += 1
    tally.acknowledged += acknowledged
    return known + acknowledged


def _count(path: Path, keys: Keys, clock: StandingClock, tally: Tally, known: int) -> int:
    """Open the logbook again; give how many disclosures it has."""
    logbook = Logbook.open(path, keys, clock)
    try:
        report = logbook.auditing.audit(signatures=50)
        lines = logbook.reviewing.lines_at(logbook.reviewing.order_of(LineKind.DISCLOSURE)[:1])
        there = int(lines[0].number.rsplit("-", 1)[1]) if lines else 0
        counted = len(logbook.reviewing.order_of(LineKind.DISCLOSURE))
        tally.lost += max(0, known - there)
        tally.unacknowledged += max(0, there - known)
        tally.damaged += not report.is_intact or counted != there or there > known + 1
    finally:
        logbook.close()
    return there


def _unwiped(keys: Keys, secret: bytes) -> Keys:
    """Give keys whose root key is whole again: closing a logbook wipes it."""
    wipe(keys.unlocked.root_key)
    unlocked = replace(keys.unlocked, root_key=bytearray(secret))
    return Keys(key_file=keys.key_file, unlocked=unlocked)


if __name__ == "__main__":
    sys.exit(main())
