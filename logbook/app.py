# SPDX-License-Identifier: Apache-2.0
"""Logbook: the one door for windows and command line. It puts the services together.

What goes in and comes out are frozen values. Opening and making a logbook come in two halves,
because Argon2id takes a second on purpose: a job that a worker may run, and the rest.

    job = unlock_job(path, passphrase)     # window thread: reads the key file
    keys = job.run()                       # worker: nothing but arithmetic
    logbook = Logbook.open(path, keys)     # window thread: opens the vault
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from logbook.clock import Clock, SystemClock
from logbook.domain.clock_jump import ClockJump, clock_jump
from logbook.domain.legal_basis import Catalogue
from logbook.domain.permissions import may_read, may_record
from logbook.domain.practice import Practice, Practitioner, Role
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.journal.audit import AuditReport
from logbook.journal.entry import read_entry
from logbook.journal.written import WrittenFormError
from logbook.services.acts_done import ActsDone
from logbook.services.amending import Amending
from logbook.services.anchoring import Anchoring
from logbook.services.at_the_door import AtTheDoor, at_the_door, tried_in_vain
from logbook.services.auditing import Auditing
from logbook.services.backing_up import BackingUp, BackupJob, BackupProof
from logbook.services.catalogue_updating import CatalogueUpdating
from logbook.services.checkpoints import Checkpoints
from logbook.services.clinical_will import (
    CardsTried,
    ClinicalWills,
    NewWill,
    WillJob,
    check_cards,
)
from logbook.services.consenting import Consenting
from logbook.services.day_sheet import DaySheet, DaySheetJob, DaySheets
from logbook.services.destroying import Destroying, DestructionJob
from logbook.services.disclosing import Disclosing
from logbook.services.drafting import Drafting
from logbook.services.enrolling import Enrolling
from logbook.services.exporting import Exporting, ExportJob, SignedDocument
from logbook.services.keeping import Keeping
from logbook.services.known import Elsewhere
from logbook.services.looking_into import InBackup, look_job
from logbook.services.new_keys import KeysJob, NewColleague, NewKeys
from logbook.services.notifying import Notifying
from logbook.services.opening import (
    CreateJob,
    Keys,
    NewLogbook,
    OpenFolder,
    PersonAtTheDoor,
    UnlockJob,
    create,
    create_job,
    open_folder,
    people_who_can_open,
    unlock_job,
)
from logbook.services.own_keys import OwningKeys, OwnKeysJob
from logbook.services.quick_unlock import quick_unlock_job
from logbook.services.reading_only import ReadOnly
from logbook.services.rebuilding import (
    RebuildJob,
    TypedLines,
    key_file_lost,
    rebuild_job,
    typed_so_far,
)
from logbook.services.recovering import NewSheet, Recovering, SheetJob
from logbook.services.rehearsing import RehearsalJob, Rehearsing
from logbook.services.restoring import Restored, RestoreJob, unlock_backup_job
from logbook.services.retaining import Retaining
from logbook.services.reviewing import Reviewing
from logbook.services.rotating import Rotating, RotationJob
from logbook.services.sampling import make_sample
from logbook.services.scribe import Scribe
from logbook.services.searching import Searching
from logbook.services.secret_papers import PaperJob, SecretPapers
from logbook.services.secret_store import SecretStore, system_secret_store
from logbook.services.shutting_out import ShuttingOut
from logbook.services.staffing import Staffing
from logbook.services.stored_backups import StoredBackups
from logbook.services.time_stamping import TimeStamping
from logbook.services.tombstones import erased_in
from logbook.services.tried import Tried
from logbook.services.unlocking import Unlocking
from logbook.services.upgrading import KeepBeforeUpgrade, Upgrades
from logbook.services.verifying import verify_file
from logbook.services.viewing import Viewings
from logbook.services.witnessing import Witnessing
from logbook.store import journal_rows
from logbook.store.computer import ComputerFolder
from logbook.store.errors import KeyChangeNotEndedError, NotAllowedError, VaultError
from logbook.store.passphrases import estimate, generated
from logbook.store.places import conflict_copies, refuse_synced, synced_by
from logbook.store.ways import Cards, Passphrase, RecoveryCode, Token, Way

__all__ = [
    "AtTheDoor",
    "AuditReport",
    "BackupJob",
    "BackupProof",
    "Cards",
    "CardsTried",
    "ComputerFolder",
    "CreateJob",
    "DaySheet",
    "DaySheetJob",
    "DestructionJob",
    "Elsewhere",
    "ExportJob",
    "InBackup",
    "KeyChangeNotEndedError",
    "Keys",
    "KeysJob",
    "Logbook",
    "NewColleague",
    "NewKeys",
    "NewLogbook",
    "NewSheet",
    "NewWill",
    "NotAllowedError",
    "OwnKeysJob",
    "PaperJob",
    "Passphrase",
    "PersonAtTheDoor",
    "ReadOnly",
    "RebuildJob",
    "RecoveryCode",
    "RehearsalJob",
    "RestoreJob",
    "Restored",
    "RotationJob",
    "SecretStore",
    "SheetJob",
    "SignedDocument",
    "StoredBackups",
    "Token",
    "Tried",
    "TypedLines",
    "UnlockJob",
    "Way",
    "WillJob",
    "at_the_door",
    "check_cards",
    "create_job",
    "estimate",
    "generated",
    "key_file_lost",
    "look_job",
    "make_sample",
    "people_who_can_open",
    "quick_unlock_job",
    "rebuild_job",
    "refuse_synced",
    "synced_by",
    "system_secret_store",
    "tried_in_vain",
    "typed_so_far",
    "unlock_backup_job",
    "unlock_job",
    "verify_file",
]

_NOTED_AT_ONCE = 200
"""Tries in vain: a second or two of entries."""


class Logbook:
    """An open logbook, and everything a practitioner does with it."""

    def __init__(self, opened: OpenFolder, clock: Clock, jump: ClockJump | None = None) -> None:
        self._opened = opened
        vault = opened.vault
        self.clock = clock
        last = journal_rows.last_time(vault)
        self._jump = jump or clock_jump(last, clock.now(), was_closed=True)
        self.reviewing = Reviewing(vault, shows_records=may_read(opened.hand.role))
        self.checkpoints = Checkpoints(opened)
        scribe = Scribe(vault, opened.hand, clock, log=vault.id)
        self.auditing = Auditing(opened, scribe)
        self._scribe = scribe
        self.anchoring = Anchoring(opened, clock)
        self.witnessing = Witnessing(opened, scribe, self.checkpoints, clock)
        self.time_stamping = TimeStamping(opened, scribe, self.checkpoints)
        self.day_sheets = DaySheets(opened, scribe, self.reviewing, self.checkpoints, clock)
        self.law = CatalogueUpdating(vault, scribe, clock)
        self.catalogue: Catalogue = self.law.in_use()
        self.enrolling = Enrolling(scribe)
        self.consenting = Consenting(scribe, self.reviewing, clock)
        self.disclosing = Disclosing(
            scribe,
            self.reviewing,
            clock,
            catalogue=self.catalogue,
        )
        self.unlocking = Unlocking(opened, scribe, self.reviewing, clock)
        self.backing_up = BackingUp(opened, scribe, self.checkpoints, clock)
        self.upgrades = Upgrades(opened, scribe, clock)
        self.rehearsing = Rehearsing(opened, scribe, self.checkpoints, clock)
        self.keeping = Keeping(scribe, self.reviewing, clock)
        self.amending = Amending(scribe, self.reviewing, clock)
        self.retaining = Retaining(vault, self.reviewing, clock)
        self.destroying = Destroying(opened, scribe, self.reviewing, self.keeping, clock)
        self.notifying = Notifying(scribe, self.reviewing, clock)
        keeps = may_record(opened.hand.role)
        self.drafting = Drafting(vault, self.reviewing, clock, keeps=keeps)
        self.viewing = Viewings(opened, scribe, self.reviewing, self.drafting, clock)
        self.searching = Searching(vault, self.reviewing)
        self.rotating = Rotating(opened, scribe, self.checkpoints)
        self.staffing = Staffing(opened, scribe, self.reviewing, self.rotating, clock)
        self.acts_done = ActsDone(opened, self.reviewing)
        self.own_keys = OwningKeys(opened, scribe, self.reviewing, clock)
        self.recovering = Recovering(opened, scribe, self.reviewing, self.unlocking, clock)
        self.shutting_out = ShuttingOut(
            opened, scribe, self.recovering, self.own_keys, self.unlocking
        )
        self.clinical_will = ClinicalWills(opened, scribe, self.reviewing, self.rotating, clock)
        self.secret_papers = SecretPapers(opened, scribe)
        self.exporting = Exporting(
            opened,
            scribe,
            self.reviewing,
            self.checkpoints,
            clock,
            law=self.law,
        )

    @classmethod
    def create(
        cls,
        path: Path,
        job: CreateJob,
        keys: Keys,
        clock: Clock | None = None,
        *,
        computer: ComputerFolder | None = None,
    ) -> Self:
        """Make a logbook with the keys its job gave, and open it.

        Raises:
            VaultError: something stands there already, the place cannot be written, or another
                program keeps it in step with other computers.
        """
        clock = clock or SystemClock()
        refuse_synced(path)
        create(path, job, keys, clock)
        return cls._of(open_folder(path, keys, computer), clock)

    @classmethod
    def open(
        cls,
        path: Path,
        keys: Keys,
        clock: Clock | None = None,
        *,
        failed_before: int = 0,
        computer: ComputerFolder | None = None,
        read_only: bool = False,
    ) -> Self:
        """Open a logbook with the keys its job gave, and note that it was opened.

        Where its journal contradicts a mark outside, or it cannot be written to, it is opened to be
        read only, and `read_only` says why. What an earlier version wrote is brought up to date,
        once a proven copy of it lies in its folder.

        Args:
            path: The folder of the logbook.
            keys: What `UnlockJob.run` gave.
            clock: The clock to live by; the computer's if none is given.
            failed_before: How many tries in vain are known of since it was last open; those that
                were kept on this computer are noted anyhow, and none of them twice.
            computer: The folder of this program for this user of this computer.
            read_only: Open it to be read only, whatever it is like.

        Raises:
            SuspendedError: by the journal, whose passphrase it is may not open it.
            VaultError: it is in use, damaged, too new, or not a logbook.
        """
        # What executors do is on record wherever it can be: their wish to leave no trace is none.
        asked = read_only and keys.unlocked.role != Role.EXECUTOR.value
        clock = clock or SystemClock()
        keep = KeepBeforeUpgrade(clock)
        tries = (computer or ComputerFolder.of_this_user()).tries(keys.key_file.vault)
        with tries.keeping_refusals(clock):
            opened = open_folder(path, keys, computer, read_only=asked, before_upgrade=keep)
        logbook = cls._of(opened, clock)
        try:
            logbook.auditing.hold_against_marks()
            logbook.auditing.hold_lists()
            if logbook.read_only is None:
                logbook.note_executors()
            logbook.auditing.mend_lists()
            with tries.keeping_refusals(clock):
                is_changed = logbook.staffing.settle()
            if is_changed:
                logbook = cls(opened, logbook.clock, logbook.clock_jump)
            if logbook.read_only is None:
                logbook.note_unlocked(failed_before)
                if opened.was_older:
                    opened.write_keys(opened.keys.key_file)
                    logbook._note(Act.KEY_FILE_PUT_BACK)
                if keys.rebuilt:
                    logbook._note(Act.KEY_FILE_REBUILT)
                logbook.destroying.settle()
                with suppress(VaultError):
                    # All of it is tried again each time it is opened.
                    logbook.unlocking.look_after()
                    logbook.recovering.look_after()
                    logbook.own_keys.certify()
                with suppress(LogbookError):
                    logbook.upgrades.look_after()
        except BaseException:
            opened.close()
            raise
        return logbook

    def with_own_keys(self, made: NewKeys) -> Self:
        """Take keys of one's own making, and give the logbook as it is open with them.

        This one is not to be used any more: it would go on signing with the keys before.

        Raises:
            VaultError: as `OwningKeys.take`.
        """
        self.own_keys.take(made)
        return type(self)(self._opened, self.clock, self.clock_jump)

    @classmethod
    def _of(cls, opened: OpenFolder, clock: Clock) -> Self:
        """Put the services together, or let the folder go again."""
        try:
            return cls(opened, clock)
        except BaseException:
            opened.close()
            raise

    @property
    def read_only(self) -> ReadOnly | None:
        """Why nothing can be recorded; None while it can."""
        return self._opened.read_only

    @property
    def clock_jump(self) -> ClockJump | None:
        """How the computer's clock has leapt: before it was opened, or since the last entry."""
        last = journal_rows.last_time(self._opened.vault)
        return clock_jump(last, self.clock.now(), was_closed=False) or self._jump

    @property
    def practice(self) -> Practice:
        """The practice, as it is known now."""
        return self.reviewing.practice()

    @property
    def practitioner(self) -> Practitioner:
        """Who is signed in, as they are known now."""
        return self.reviewing.practitioner(self._scribe.person)

    @property
    def path(self) -> Path:
        """The folder of the logbook."""
        return self._opened.folder.path

    @property
    def id(self) -> str:
        """The identity of the logbook: 32 hexadecimal digits, the same on every computer."""
        return self._opened.vault.id

    @property
    def begun_at(self) -> datetime | None:
        """When its first entry was made; None if that cannot be read."""
        first = journal_rows.entry_at(self._opened.vault, 0)
        with suppress(WrittenFormError):
            return read_entry(first.body).time if first is not None else None
        return None

    def elsewhere(self) -> Elsewhere:
        """Mark how far the journal has come, for a backup that is restored while it is open."""
        with suppress(LogbookError):
            if self.read_only is None:
                self.checkpoints.mark()
        erased = frozenset(erased_in(self._opened.vault))
        return Elsewhere(live=self.path, erased=erased, is_asked=True)

    @property
    def synced_by(self) -> str | None:
        """Which program keeps the folder in step with other computers, of which to be warned."""
        return synced_by(self.path)

    @property
    def conflict_copies(self) -> tuple[str, ...]:
        """What lies in the folder or beside it that another program could not merge."""
        return conflict_copies(self.path)

    def note_executors(self) -> None:
        """Note that executors opened it, by which will, before anything else is written."""
        if self._opened.hand.role is not Role.EXECUTOR:
            return
        will = None
        with suppress(LogbookError):
            # By an index that is still to be made again, it may not be found.
            will = self.clinical_will.opened_now
        subject = will.id if will is not None else self._scribe.person
        self._scribe.write(Act.WILL_OPENED, object_id=subject)

    def note_unlocked(self, failed_before: int) -> None:
        """Note in the journal that it was unlocked, and how often that was tried in vain before.

        That executors opened it was noted before everything else. What this computer kept of
        a try goes once its entry stands: a crash between the two notes one twice, rather than
        never. Of very many, which would hold up who comes in, the rest is for the next time.
        """
        tries = self._opened.computer.tries(self.id)
        kept = tries.all()[:_NOTED_AT_ONCE]
        for one in kept:
            self._note(Act.UNLOCKING_FAILED)
            tries.settle(one)
        for _attempt in range(failed_before - len(kept)):
            self._note(Act.UNLOCKING_FAILED)
        if self._opened.hand.role is not Role.EXECUTOR:
            self._note(Act.LOGBOOK_UNLOCKED)

    def close(self) -> None:
        """Sign where the journal ends, close the vault and forget the keys. Nothing can fail."""
        # A worker may be destroying records or sweeping the file: what it has not done is undone.
        self.destroying.interrupt()
        try:
            if self.read_only is None:
                # A mark would write the key file, and so hide that the journal is yet to be told.
                self.rotating.settle()
                self.checkpoints.mark()
                self.auditing.keep_lists()
        except LogbookError:
            # A full disk or a journal found inconsistent must not keep a logbook from locking;
            # the next opening audits it and says so.
            pass
        finally:
            self.reviewing.forget()
            self._opened.close()

    def _note(self, act: Act) -> None:
        self._scribe.write(act, object_id=self._scribe.person)
