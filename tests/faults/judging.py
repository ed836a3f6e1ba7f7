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
from logbook.store import membership
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from tests.faults.promises import (
    Found,
    Promise,
    SlotStands,
    WholeOrGone,
    in_force,
    records_in,
)
from tests.faults.scene import NAME, Scene
from tests.store.pages import PAGE, contents, in_clear, journal_in_clear


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
    said_every: int = 0
    """After so many states each a line says how far it is; 0: never."""
    note: str = ""
    """What else is to be known of it, on one line."""
    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    examples: list[str] = field(default_factory=list)

    def add(self, judgement: Judgement, where: str) -> None:
        """Count one state."""
        self.states += 1
        self.counts[judgement.verdict] += 1
        if judgement.verdict is not Verdict.GOOD and len(self.examples) < SHOWN:
            self.examples.append(f"{where}: {judgement.verdict.value}, {judgement.why}")
        if self.said_every and self.states % self.said_every == 0:
            sys.stdout.write(f"… {self.operation}: {self.states} states\n")
            sys.stdout.flush()

    @property
    def is_good(self) -> bool:
        """Tell whether nothing was lost, corrupt or unanswered."""
        return self.counts[Verdict.GOOD] == self.states > 0

    @property
    def shown(self) -> str:
        """Give a line for each of the first that were not good, and one for the note."""
        lines = [*self.examples, *([self.note] if self.note else [])]
        return "".join(f"    {line}\n" for line in lines)

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
    found = Found(root=root, logbook=logbook, keys=logbook._opened.keys)
    wholes = [one for one in promises if isinstance(one, WholeOrGone)]
    key, gone = bytes(database_key(logbook._opened.keys.unlocked)), list[str]()
    try:
        judgement = _asked(scene, found, promises, exactly=exactly, closely=closely)
        if judgement is GOOD:
            gone = [whole.mark for whole in wholes if whole.is_gone(found)]
    except LogbookError as error:
        return Judgement(Verdict.CORRUPT, f"not read: {error.code} {error}")
    finally:
        # One that is looked at closely is closed as people close it; others are left as in a crash.
        (logbook.close if closely else logbook._opened.close)()
    if gone and (left := what_is_left(path, key, gone)):
        return Judgement(Verdict.CORRUPT, f"left of what was destroyed: {left}")
    return _opened_again(scene, root) if closely and judgement is GOOD else judgement


def _asked(
    scene: Scene, found: Found, promises: tuple[Promise, ...], *, exactly: bool, closely: bool
) -> Judgement:
    logbook = found.logbook
    assert logbook is not None, "it was opened"
    if wrong := _what_is_wrong(logbook, closely=closely) or _what_nobody_made(logbook, scene):
        return Judgement(Verdict.CORRUPT, wrong)
    if exactly and (said := _what_was_denied(logbook, scene, promises)):
        return Judgement(Verdict.UNANSWERED, said)
    if not all(one.holds(found) for one in promises if isinstance(one, WholeOrGone)):
        return Judgement(Verdict.CORRUPT, "half of what is destroyed together is there")
    return _kept(promises, found)


def _opened_again(scene: Scene, root: Path) -> Judgement:
    """Open once more what was opened after the fault, and closed: now nothing is left to mend."""
    try:
        logbook = scene.opener.open(root, scene.clock)
    except LogbookError as error:
        return Judgement(Verdict.CORRUPT, f"not opened again: {error.code} {error}")
    try:
        if logbook.read_only is not None or not logbook.auditing.audit(signatures=False).is_intact:
            return Judgement(Verdict.CORRUPT, "not whole when it was opened again")
    finally:
        logbook._opened.close()
    return GOOD


def what_is_left(path: Path, key: bytes, words: Iterable[str]) -> str:
    """Look for words in every file of a closed logbook, the pages of its database in clear.

    The index of the search leaves out what the beginning of a word shares with the one before.
    """
    folder = LogbookFolder(path)
    clear: dict[str, bytes] = {}
    for file in path.iterdir():
        if file.name.startswith(f"{folder.records.name}-"):
            clear[file.name] = journal_in_clear(file, key)
        elif file.is_file():
            # Whatever may be a database, such as a copy that was to take its place, is read as one.
            may_be = file.stat().st_size % PAGE == 0
            clear[file.name] = in_clear(file, key) if may_be else contents(file)
    ends = [word[3:].encode() for word in words]
    return ", ".join(name for name, data in clear.items() if any(end in data for end in ends))


def _kept(promises: tuple[Promise, ...], found: Found) -> Judgement:
    broken = [promise for promise in in_force(promises) if not promise.holds(found)]
    return Judgement(Verdict.LOST, str(broken[0])[:60]) if broken else GOOD


def _what_nobody_made(logbook: Logbook, scene: Scene) -> str:
    now = scene.opener.slots(logbook._opened.keys.key_file)
    return "" if set(now) <= set(scene.slots) else "a slot that nobody made"


def _what_is_wrong(logbook: Logbook, *, closely: bool) -> str:
    vault = logbook._opened.vault
    if logbook.read_only is not None:
        return f"opened to be read only: {logbook.read_only}"
    if vault.rows("PRAGMA integrity_check") != [("ok",)]:
        return "integrity check"
    report = logbook.auditing.audit()
    if not report.is_intact:
        return "audit: " + ", ".join(finding.kind.value for finding in report.findings)
    if wrong := _what_is_out_of_step(logbook):
        return wrong
    if closely and indexing.lists_differ(vault):
        return "lists differ from the journal"
    return _what_is_wrong_with_drafts(logbook)


def _what_is_out_of_step(logbook: Logbook) -> str:
    """Tell whether the key file says of anybody what the journal does not."""
    opened = logbook._opened
    key_file = opened.keys.key_file
    if opened.interrupted is not None or any(one.pending_root_box for one in key_file.people):
        return "a change of the root key is neither done nor undone"
    if len(key_file.people) > 1:
        standings = dict(logbook.staffing._by_the_journal())
        if membership.in_step(key_file, opened.keys.unlocked, standings) is not None:
            return "the key file is not in step with the journal"
    return ""


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
