# SPDX-License-Identifier: Apache-2.0
"""Lets every call that changes a file fail, one after another, and looks at what is said and kept.

    python -m tests.faults.io_errors [--ways N] [--every K] [--only NAMES] [--control]

Each operation is done once for every call it makes under its folder, and that call fails
(fail_calls.c): because the disk is full or broken, once or from then on, clean or half done: eight
ways (`--ways`; with fewer, they take turns from call to call). Each step must then be done or
refused with one of the program's own errors; what was acknowledged must be there, what was refused
must not, and the logbook opens and passes its audit.

The control takes every refusal for an acknowledgement, and must be caught.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from logbook.errors import LogbookError
from logbook.store.errors import KeyChangeUnclearError
from tests.faults.judging import Judgement, Tally, Verdict, judge, traces_of
from tests.faults.libraries import preloaded, run_under, scratch, what_is_missing
from tests.faults.operations import asked_for
from tests.faults.promises import EntryStands, Promise
from tests.faults.scene import Scene, make_scene
from tests.faults.steps import Operation, perform

LIBRARY = "fail_calls"
BEYOND = 2**31
"""A size no journal has: what a refusal promises when it is taken for an acknowledgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a call fails."""

    error: int
    for_ever: bool
    half_done: bool

    def __str__(self) -> str:
        """Say it shortly."""
        words = [errno.errorcode[self.error], "for ever" if self.for_ever else "once"]
        return " ".join([*words, "half done"] if self.half_done else words)


WAYS = tuple(
    Way(error=(errno.ENOSPC, errno.EIO)[(number + other) % 2], for_ever=for_ever, half_done=half)
    for other in range(2)
    for number, (for_ever, half) in enumerate(itertools.product((False, True), repeat=2))
)
"""Four in a row are once and for ever, clean and half done; four more, by the other errors."""


def main(arguments: Sequence[str]) -> int:
    """Let the calls fail and print a line for each operation; exit status 1 if anything is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ways", type=int, default=len(WAYS))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--progress", type=int, default=0, help="say so every so many states")
    asked = parser.parse_args(arguments)
    library = preloaded(LIBRARY)
    if library is None:
        if missing := what_is_missing():
            sys.stdout.write(f"i/o errors: skipped, {missing}\n")
            return 0
        return run_under(LIBRARY, "tests.faults.io_errors", arguments)
    is_good = True
    with scratch() as folder:
        base = make_scene(Path(folder) / "base")
        for operation in asked_for(asked.only):
            tally = Tally(operation.name, said_every=asked.progress)
            scene = base.copied_to(Path(folder) / "prepared")
            scene.prepared = operation.prepare(scene)
            fail_everywhere(library, operation, scene, tally, asked)
            is_good &= tally.is_good
            sys.stdout.write(f"i/o errors: {tally}\n{tally.shown}")
            sys.stdout.flush()
    return 0 if is_good else 1


def fail_everywhere(
    library: ctypes.CDLL,
    operation: Operation,
    prepared: Scene,
    tally: Tally,
    asked: argparse.Namespace,
) -> None:
    """Let the first call fail, then the second, until an operation makes no more of them."""
    place, turn = prepared.root.with_name("scene"), itertools.cycle(WAYS)
    for at in itertools.count(1, asked.every):
        was_hit = False
        for way in itertools.islice(turn, asked.ways):
            scene = prepared.copied_to(place)
            judgement = _fail(library, operation, scene, at, way, is_control=asked.control)
            if library.fail_hits() == 0:
                break
            was_hit = True
            tally.add(judgement, f"call {at}, {way}")
        if not was_hit:
            return


def _fail(
    library: ctypes.CDLL,
    operation: Operation,
    scene: Scene,
    at: int,
    way: Way,
    *,
    is_control: bool,
) -> Judgement:
    acknowledged: list[Promise] = []
    unclear: list[LogbookError] = []

    def refused(error: LogbookError) -> bool:
        if is_control:
            acknowledged.append(EntryStands(BEYOND, b""))
        if isinstance(error, KeyChangeUnclearError):
            unclear.append(error)
        # Whoever reads that locks, and finds out which way opens.
        return bool(unclear)

    library.fail_arm(str(scene.root).encode(), at, way.error, way.for_ever, way.half_done)
    with traces_of() as traces:
        perform(scene, operation, acknowledged=acknowledged.append, refused=refused)
    library.fail_disarm()
    if traces:
        return Judgement(Verdict.UNANSWERED, traces[0])
    # What is still open is what could not be closed; the next start of the program begins anew.
    scene.close()
    return judge(scene, scene.root, acknowledged, exactly=not unclear, closely=at % 8 == 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
