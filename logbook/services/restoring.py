# SPDX-License-Identifier: Apache-2.0
"""Restoring a backup: into a new folder, whole or not at all, and never silently.

The journal goes on in a new epoch that begins with an entry saying where the backup ends and how
far the journal had come before: two histories under one name could not be told apart later. What
was erased since the backup was made is erased again before the folder appears, and whoever has left
since, as far as anything at hand tells, is let go again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar
from uuid import uuid4

from logbook.clock import Clock
from logbook.domain.backup import Restoration, RestoreReason
from logbook.domain.permissions import may
from logbook.domain.progress import Stages, Tell, unwatched
from logbook.domain.records import Act
from logbook.domain.restored import SinceBackup
from logbook.errors import LogbookError
from logbook.exchange.backup_file import BackupFile
from logbook.journal.audit import Anchor
from logbook.journal.audit_findings import INFORMATION, AuditFinding
from logbook.services.auditing import Auditing
from logbook.services.checkpoints import Checkpoints
from logbook.services.copies import examined, key_file_in, keys_of, lay_out
from logbook.services.erasing_again import EraseAgain, erase_again
from logbook.services.known import Elsewhere, Known, Mark, known_of
from logbook.services.opening import Keys, OpenFolder, UnlockJob, open_folder
from logbook.services.scribe import Scribe
from logbook.services.standing_again import StandingAgain, may_still_restore
from logbook.store import journal_rows
from logbook.store.computer import ComputerFolder
from logbook.store.errors import NotAllowedError
from logbook.store.folder import LogbookFolder, disk_errors, new_folder
from logbook.store.key_file import KeyFile
from logbook.store.places import refuse_synced
from logbook.store.rotation import Opened
from logbook.store.ways import Passphrase, Way

BACKUP = "backup"


class RestoreRefusedError(LogbookError):
    """The journal in the backup is not whole, or not the one that is known.

    Nothing was put in place. `findings` names what was found, if the audit came that far.
    """

    code: ClassVar[str] = "restore-refused"

    def __init__(self, findings: tuple[AuditFinding, ...] = ()) -> None:
        super().__init__("The backup is not whole, or not of this history.")
        self.findings = findings


class ErasureNotReplayedError(RestoreRefusedError):
    """What had been erased would have come back; nothing was put in place."""

    code: ClassVar[str] = "restore-refused.erasure"


class NoLongerAdministratorError(RestoreRefusedError):
    """Whoever restores has left since, is suspended, or is no administrator any more."""

    code: ClassVar[str] = "restore-refused.standing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A logbook that stands in its new folder.

    `lost` says how many entries the journal is known to have had beyond those in the backup;
    `since` who can open it now, and what was done again that the backup did not know of.
    """

    path: Path
    epoch: int
    size: int
    backup_made_at: datetime
    lost: int
    erased_again: int
    since: SinceBackup = field(default_factory=SinceBackup)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RestoreJob:
    """Restores one backup. A worker runs it; it opens and closes everything itself.

    `keys` are what the key file in the backup was opened with; they stay the caller's.
    """

    backup: Path
    path: Path
    keys: Keys = field(repr=False)
    clock: Clock
    reason: RestoreReason = RestoreReason.OTHER
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    computer: ComputerFolder = field(default_factory=ComputerFolder.of_this_user)
    erase_again: EraseAgain = erase_again

    def run(self, tell: Tell = unwatched) -> Restored:
        """Restore the backup.

        Raises:
            VaultExistsError: something stands at the new place.
            PlaceIsSyncedError: another program keeps it in step with other computers.
            BackupFileError: the backup cannot be read, or was altered.
            NotAllowedError: the role of who is signed in did not allow it then.
            NoLongerAdministratorError: by something newer, they are no administrator now.
            RestoreRefusedError: its journal is not whole, or not the one that is known.
            VaultError: the new folder cannot be written.
        """
        refuse_synced(self.path)
        stages = Stages(tell, 25, 15, 40, 20)
        with BackupFile(self.backup) as backup:
            backup.check(stages.next())
            key_file = key_file_in(backup)
            with (
                TemporaryDirectory(prefix="logbook-") as nowhere,
                new_folder(self.path) as folder,
            ):
                lay_out(backup, folder, key_file, stages.next())
                keys = keys_of(key_file, self.keys)
                try:
                    opened = open_folder(
                        folder.path,
                        keys,
                        ComputerFolder(Path(nowhere)),
                        before_upgrade=_the_backup_is_kept,
                    )
                    try:
                        return self._put_in_order(opened, backup, stages)
                    finally:
                        opened.close()
                finally:
                    keys.unlocked.wipe()

    def _put_in_order(self, opened: OpenFolder, backup: BackupFile, stages: Stages) -> Restored:
        if not may(opened.hand.role, Act.LOGBOOK_RESTORED):
            raise NotAllowedError("Restoring is for administrators.")
        opened.vault.must_be_writable()
        known = known_of(opened, self.elsewhere, self.computer)
        if not may_still_restore(opened.keys.unlocked.person_id, known.people):
            raise NoLongerAdministratorError
        self._check(opened, backup, known, stages)
        scribe = Scribe(opened.vault, opened.hand, self.clock, log=opened.vault.id)
        manifest, furthest = backup.manifest, known.furthest
        if furthest is None or furthest.size < manifest.size:
            furthest = Mark(
                epoch=manifest.epoch, size=manifest.size, root=bytes.fromhex(manifest.root)
            )
        again = frozenset(
            one for one in known.erased if journal_rows.is_on_record(opened.vault, one)
        )
        scribe.write(
            Act.LOGBOOK_RESTORED,
            Restoration(
                id=uuid4(),
                parent_epoch=manifest.epoch,
                parent_size=manifest.size,
                parent_root=manifest.root,
                last_known_size=furthest.size,
                last_known_root=furthest.root.hex(),
                reason=self.reason,
                restored_by=scribe.person,
                restored_at=self.clock.now(),
                backup_made_at=manifest.made_at,
                erased_again=len(again),
            ),
        )
        self._erase(opened, scribe, again)
        people = StandingAgain(opened, scribe)
        stands_again = people.bring_up_to(known.people)
        for mark in known.marks:
            if mark.note and mark.size > manifest.size:
                # Kept as what it is: a point of the history that was left behind.
                opened.folder.append_anchor(mark.note)
        Checkpoints(opened).mark()
        return Restored(
            path=self.path,
            epoch=journal_rows.last_epoch(opened.vault),
            size=journal_rows.size(opened.vault),
            backup_made_at=manifest.made_at,
            lost=furthest.size - manifest.size,
            erased_again=len(again),
            since=SinceBackup(
                can_open=people.inside(),
                again=stands_again,
                knows_people=known.knows_people,
                knows_destroyed=known.is_asked,
            ),
        )

    def _check(self, opened: OpenFolder, backup: BackupFile, known: Known, stages: Stages) -> None:
        """Audit what was laid out, against itself and against all that is known and as old."""
        report = examined(opened, backup, stages.next())
        if report is None or not report.is_intact:
            raise RestoreRefusedError(report.findings if report is not None else ())
        notes = tuple(
            Anchor(note=mark.note, where=BACKUP)
            for mark in known.marks
            if mark.note and mark.epoch <= backup.manifest.epoch and mark.size <= report.size
        )
        tell, size = stages.next(), report.size
        held = Auditing(opened).audit(lambda done: tell(done, size), signatures=False, notes=notes)
        against = tuple(one for one in held.findings if one.kind not in INFORMATION)
        if against:
            raise RestoreRefusedError(against)

    def _erase(self, opened: OpenFolder, scribe: Scribe, again: frozenset[str]) -> None:
        if not again:
            return
        self.erase_again(opened, scribe, again, self.clock.now())
        if any(journal_rows.is_on_record(opened.vault, one) for one in again):
            raise ErasureNotReplayedError


def _the_backup_is_kept(_folder: LogbookFolder, _found: Opened) -> None:
    """Need no copy before an upgrade: what is restored is one already."""


def unlock_backup_job(backup: Path, way: Way | str) -> UnlockJob:
    """Prepare the opening of a backup with whatever opened the logbook when it was made.

    Raises:
        BackupFileError: it is none, cannot be read, or was altered.
    """
    offered = Passphrase(way) if isinstance(way, str) else way
    return UnlockJob(copies=(key_file_of(backup),), way=offered)


def key_file_of(path: Path) -> KeyFile:
    """Give the key file in a backup; every byte of the file is read first.

    Raises:
        BackupFileError: it is no backup, cannot be read, or was altered.
    """
    with BackupFile(path) as backup, disk_errors():
        backup.check()
        return key_file_in(backup)
