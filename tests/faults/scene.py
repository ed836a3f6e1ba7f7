# SPDX-License-Identifier: Apache-2.0
"""Where faults happen: a folder that is watched, a logbook in it, and keys that open it at once.

Argon2id costs a tenth of a second at the least; a state of a disk is judged in twenty
milliseconds. So the person's private keys are kept, and everything after them is done anew for each
opening: both copies of the key file are read, the root key is taken out of its box, the seal is
checked.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from logbook.app import CreateJob, Keys, Logbook, NewLogbook, create_job
from logbook.clock import Clock
from logbook.store import keyring
from logbook.store.computer import ComputerFolder
from logbook.store.errors import KeyFileDamagedError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile, Slot, candidates
from logbook.store.keyring import Unlocked
from logbook.store.slot_changes import slots_of
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_person,
    a_practice,
    a_practitioner,
)
from tests.faults.promises import EntryStands, Promise

NAME = "Practice.logbook"


@dataclass(frozen=True, slots=True)
class Opener:
    """What a passphrase opened once, and opens a logbook as often as is wanted.

    `others` are keys the same person may have instead, before a change of their own or after it.
    """

    unlocked: Unlocked
    others: tuple[Unlocked, ...] = ()

    def unlock(self, path: Path) -> Keys:
        """Open the newest copy of the key file that is genuine, as `unlock_best` does.

        Raises:
            KeyFileDamagedError, KeyFileMissingError: There is none.
        """
        for copy in candidates(LogbookFolder(path)):
            try:
                return self.unlocked_in(copy)
            except KeyFileDamagedError:
                continue
        raise KeyFileDamagedError("No copy is genuine.")

    def unlocked_in(self, key_file: KeyFile) -> Keys:
        """Open a key file. Raises KeyFileDamagedError if it is not genuine."""
        for keys in (self.unlocked, *self.others):
            try:
                return Keys(key_file=key_file, unlocked=keyring.unlocked_in(key_file, keys))
            except KeyFileDamagedError:
                continue
        raise KeyFileDamagedError("It is not genuine, or not theirs.")

    def slots(self, key_file: KeyFile) -> tuple[Slot, ...]:
        """Give the ways in which this person opens a key file."""
        return slots_of(key_file, self.unlocked.person_id)

    def open(self, root: Path, clock: Clock) -> Logbook:
        """Open the logbook in a watched folder. Raises what `Logbook.open` does."""
        keys = self.unlock(root / NAME)
        return Logbook.open(root / NAME, keys, clock, computer=computer_in(root))


def computer_in(root: Path) -> ComputerFolder:
    """Give what the program keeps outside the logbook, watched like everything."""
    return ComputerFolder(root / "computer")


@dataclass(slots=True, kw_only=True)
class Scene:
    """One logbook with something on record, in a folder under which everything is watched.

    `promises` are those acknowledged before the fault; `slots` every slot that was made, `in_force`
    the one that is, as far as is known.
    """

    root: Path
    clock: StandingClock
    opener: Opener
    person: UUID
    consent: UUID
    disclosure: UUID
    promises: tuple[Promise, ...]
    records: int
    slots: tuple[Slot, ...]
    prepared: Any = None
    in_force: Slot | None = None
    logbook: Logbook | None = None

    @property
    def path(self) -> Path:
        """The folder of the logbook."""
        return self.root / NAME

    @property
    def opened(self) -> Logbook:
        """The logbook, which is open."""
        assert self.logbook is not None, "an operation opens it first"
        return self.logbook

    def open(self) -> None:
        """Open the logbook. Raises what `Logbook.open` does."""
        self.logbook = self.opener.open(self.root, self.clock)
        self.in_force = self.opener.slots(self.logbook._opened.keys.key_file)[0]

    def close(self) -> None:
        """Close the logbook; a second time does nothing."""
        if self.logbook is not None:
            self.logbook.close()
            self.logbook = None

    def forget(self, opener: Opener) -> None:
        """Throw the logbook away: another one is to be made, which `opener` will open."""
        shutil.rmtree(self.path)
        shutil.rmtree(self.root / "computer")
        self.opener, self.promises, self.records = opener, (), 2

    def copied_to(self, root: Path) -> Scene:
        """Give the same scene somewhere else."""
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root, root)
        return replace(self, root=root, logbook=None, clock=replace(self.clock))


def job_of_a_logbook(clock: Clock) -> CreateJob:
    """Prepare the making of a logbook at the least cost that is allowed."""
    new = NewLogbook(
        practice=a_practice(),
        practitioner=a_practitioner(),
        passphrase=PASSPHRASE,
        cost=keyring.SMALLEST,
    )
    return create_job(new, clock)


def make_scene(root: Path) -> Scene:
    """Make a logbook with a person, a consent and a disclosure, and close it."""
    root.mkdir(parents=True)
    clock, person = StandingClock(), a_person()
    job = job_of_a_logbook(clock)
    keys = job.run()
    opener = Opener(keys.unlocked)
    logbook = Logbook.create(root / NAME, job, keys, clock, computer=computer_in(root))
    receipts = [logbook.enrolling.add(person)]
    receipts.append(logbook.consenting.record(a_consent_draft(person.id)))
    consent = receipts[-1].object
    receipts.append(logbook.disclosing.record(a_disclosure_draft(person.id, consent)))
    disclosure = receipts[-1].object
    logbook.close()
    return Scene(
        root=root,
        clock=clock,
        opener=opener,
        person=person.id,
        consent=consent,
        disclosure=disclosure,
        promises=tuple(EntryStands.of(receipt) for receipt in receipts),
        records=len(receipts) + 2,
        slots=opener.slots(opener.unlock(root / NAME).key_file),
    )
