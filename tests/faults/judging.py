# SPDX-License-Identifier: Apache-2.0
"""What became of a logbook after a fault: opened by the program itself, audited, and asked.

Lost is what was acknowledged and is not there; corrupt is a logbook that does not open, does not
pass its audit or holds something half; unanswered is a fault the program met with anything but one
of its own errors, or about which it said what is not so.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from logbook.app import Logbook
from logbook.errors import LogbookError
from logbook.services import indexing
from tests.faults.promises import Found, Promise, SlotStands, in_force, records_in
from tests.faults.scene import NAME, Scene


class Verdict(Enum):
    """What became of it."""

    GOOD = "good"
    LOST = "lost"
    CORRUPT = "corrupt"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and why."""

    verdict: Verdict
    why: str = ""


GOOD = Judgement(Verdict.GOOD)


@dataclass(slots=True)
class Tally:
    """What became of an operation in all the states it was looked at in."""

    operation: str
    states: int = 0
    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    examples: list[str] = field(default_factory=list)

    def add(self, judgement: Judgement, where: str) -> None:
        """Count one state."""
        self.states += 1
        self.counts[judgement.verdict] += 1
        if judgement.verdict is not Verdict.GOOD and len(self.examples) < SHOWN:
            self.examples.append(f"{where}: {judgement.verdict.value}, {judgement.why}")

    @property
    def is_good(self) -> bool:
        """Tell whether nothing was lost, corrupt or unanswered."""
        return self.counts[Verdict.GOOD] == self.states > 0

    @property
    def shown(self) -> str:
        """Give a line for each of the first that were not good."""
        return "".join(f"    {example}\n" for example in self.examples)

    def __str__(self) -> str:
        """Give the line that tests and `packaging/faults.py` read."""
        bad = ", ".join(
            f"{self.counts[verdict]} {verdict.value}"
            for verdict in (Verdict.LOST, Verdict.CORRUPT, Verdict.UNANSWERED)
        )
        return f"{self.operation}: {self.states} states, {bad}"


SHOWN = 5
PRODUCT = f"{os.sep}logbook{os.sep}"
"""What the path of every file of the program holds."""


def judge(
    scene: Scene,
    root: Path,
    acknowledged: Iterable[Promise],
    *,
    exactly: bool = False,
    closely: bool = True,
) -> Judgement:
    """Open what stands in a folder and look for everything that was acknowledged.

    Args:
        scene: Whose keys open it, and what was on record before.
        root: The folder that was watched, or a copy of it as a fault left it.
        acknowledged: What was acknowledged since.
        exactly: Whether what was not acknowledged must not be there.
        closely: Whether the lists are made again and compared, which takes twice the time.
    """
    promises = (*scene.promises, *acknowledged)
    with traces_of() as traces:
        judgement = _judged(scene, root, promises, exactly=exactly, closely=closely)
    return judgement if not traces else Judgement(Verdict.UNANSWERED, traces[0])


def _judged(
    scene: Scene, root: Path, promises: tuple[Promise, ...], *, exactly: bool, closely: bool
) -> Judgement:
    path = root / NAME
    if not path.exists():
        return _kept(promises, Found(root=root, logbook=None, keys=None))
    try:
        logbook = scene.opener.open(root, scene.clock)
    except LogbookError as error:
        return Judgement(Verdict.CORRUPT, f"not opened: {error.code} {error}")
    try:
        if wrong := _what_is_wrong(logbook, scene, closely=closely):
            return Judgement(Verdict.CORRUPT, wrong)
        if exactly and (said := _what_was_denied(logbook, scene, promises)):
            return Judgement(Verdict.UNANSWERED, said)
        return _kept(promises, Found(root=root, logbook=logbook, keys=logbook._opened.keys))
    except LogbookError as error:
        return Judgement(Verdict.CORRUPT, f"not read: {error.code} {error}")
    finally:
        logbook.close()


def _kept(promises: tuple[Promise, ...], found: Found) -> Judgement:
    broken = [promise for promise in in_force(promises) if not promise.holds(found)]
    return Judgement(Verdict.LOST, str(broken[0])[:60]) if broken else GOOD


def _what_is_wrong(logbook: Logbook, scene: Scene, *, closely: bool) -> str:
    vault = logbook._opened.vault
    if logbook.read_only is not None:
        return f"opened to be read only: {logbook.read_only}"
    if not set(scene.opener.slots(logbook._opened.keys.key_file)) <= set(scene.slots):
        return "a slot that nobody made"
    if vault.rows("PRAGMA integrity_check") != [("ok",)]:
        return "integrity check"
    report = logbook.auditing.audit()
    if not report.is_intact:
        return "audit: " + ", ".join(finding.kind.value for finding in report.findings)
    if closely and indexing.lists_differ(vault):
        return "lists differ from the journal"
    return _what_is_wrong_with_drafts(logbook)


def _what_is_wrong_with_drafts(logbook: Logbook) -> str:
    for line in logbook.drafting.all():
        if logbook.drafting.find(line.id) is None:
            return "a draft is listed and not there"
        if logbook.reviewing.line(line.id) is not None:
            return "a draft stands beside the record it became"
    return ""


def _what_was_denied(logbook: Logbook, scene: Scene, promises: tuple[Promise, ...]) -> str:
    """Tell whether something was done that was not acknowledged: a no that should be a yes."""
    due = scene.records + sum(promise.brings_records for promise in promises[len(scene.promises) :])
    there = records_in(logbook)
    if there > due:
        return f"{there} records, {due} acknowledged"
    acknowledged = [one.slots[0] for one in promises if isinstance(one, SlotStands)]
    now = scene.opener.slots(logbook._opened.keys.key_file)
    if now[0] != (acknowledged[-1] if acknowledged else scene.slots[0]):
        return "a passphrase is in force that was refused"
    return ""


@contextmanager
def traces_of() -> Iterator[list[str]]:
    """Note an error that is none of the program's own: a person would see a traceback."""
    traces: list[str] = []
    try:
        yield traces
    except Exception:  # noqa: BLE001 - whatever else it may be is what is looked for
        kind, error, trace = sys.exc_info()
        frames = [frame for frame in traceback.extract_tb(trace) if PRODUCT in frame.filename]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "a test"
        traces.append(f"{kind.__name__ if kind else ''} at {where}: {error}")
