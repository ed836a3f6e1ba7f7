# SPDX-License-Identifier: Apache-2.0
"""Rehearsing: a backup is restored on trial, compared with the logbook, and removed again.

A backup nobody has ever restored is a hope. The certificate says on what day which backup was
opened, what was found in it, and that the logbook goes on from exactly there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.domain.backup import Counted, Rehearsal
from logbook.domain.permissions import may
from logbook.domain.progress import Stages, Tell, unwatched
from logbook.domain.records import Act, Receipt
from logbook.exchange.backup_file import BackupFile
from logbook.journal.audit import AuditReport
from logbook.journal.tree import consistency_proof, is_consistent
from logbook.services.checkpoints import Checkpoints
from logbook.services.copies import examined, key_file_in, keys_of, opened_copy
from logbook.services.opening import Keys, OpenFolder
from logbook.services.scribe import Scribe
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError, WrongKeyError
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RehearsalJob:
    """Restores one backup on trial. A worker runs it; nothing it made remains.

    `live_*` are of the logbook as it was when this was prepared. That it goes on from the journal
    in the backup is proved (RFC 9162 2.1.4) with some nodes of `vault`, the open logbook's.
    """

    id: UUID
    backup: Path
    vault: Vault = field(repr=False)
    keys: Keys = field(repr=False)
    live_size: int
    live_root: bytes
    rehearsed_by: UUID
    now: datetime

    def run(self, tell: Tell = unwatched) -> Rehearsal:
        """Restore it on trial, and say what was found.

        Raises:
            BackupFileError: it is no backup of this logbook, cannot be read, or was altered.
            NotAllowedError: who is signed in could not open the logbook when it was made.
            KeyFileDamagedError: its key file is not genuine.
            VaultError: it does not open, there is no room for it, or the logbook was closed.
        """
        stages = Stages(tell, 25, 15, 60)
        try:
            with (
                BackupFile(self.backup) as backup,
                TemporaryDirectory(prefix="logbook-") as temporary,
            ):
                if backup.manifest.vault != self.vault.id:
                    raise WrongKeyError("The backup is of another logbook.")
                digest = backup.check(stages.next())
                place = Path(temporary) / "rehearsal"
                keys = keys_of(key_file_in(backup), self.keys)
                with opened_copy(backup, place, keys, stages.next()) as opened:
                    return self._certificate(opened, backup, digest, stages.next())
        finally:
            self.discard()

    def discard(self) -> None:
        """Forget the keys; a second time does nothing."""
        self.keys.unlocked.wipe()

    def _certificate(
        self, opened: OpenFolder, backup: BackupFile, digest: str, tell: Tell
    ) -> Rehearsal:
        manifest, report = backup.manifest, examined(opened, backup, tell)
        counted = journal_rows.count_by_kind(opened.vault)
        return Rehearsal(
            id=self.id,
            backup_sha256=digest,
            backup_made_at=manifest.made_at,
            epoch=manifest.epoch,
            size=manifest.size,
            root=manifest.root,
            live_size=self.live_size,
            live_root=self.live_root.hex(),
            is_continued=report is not None and self._goes_on(report),
            is_intact=report is not None and report.is_intact,
            records=tuple(Counted(kind=kind, count=count) for kind, count in counted),
            rehearsed_by=self.rehearsed_by,
            rehearsed_at=self.now,
        )

    def _goes_on(self, report: AuditReport) -> bool:
        """Tell whether the open logbook goes on from the journal that was audited."""
        if report.size > self.live_size:
            return False
        proof = consistency_proof(report.size, self.live_size, journal_rows.read_node(self.vault))
        return is_consistent(report.size, report.root, self.live_size, self.live_root, tuple(proof))


class Rehearsing:
    """Rehearses the restoring of an open logbook."""

    def __init__(
        self, opened: OpenFolder, scribe: Scribe, checkpoints: Checkpoints, clock: Clock
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._checkpoints = checkpoints
        self._clock = clock

    def prepare(self, backup: Path) -> RehearsalJob:
        """Note what a backup will be compared with; a worker reads the file.

        Raises:
            NotAllowedError: the role of who is signed in does not allow it.
        """
        opened = self._opened
        if not may(opened.hand.role, Act.BACKUP_REHEARSED):
            raise NotAllowedError("The role does not allow rehearsals.")
        head = self._checkpoints.head()
        return RehearsalJob(
            id=uuid4(),
            backup=backup,
            vault=opened.vault,
            keys=keys_of(opened.keys.key_file, opened.keys),
            live_size=head.size,
            live_root=head.root,
            rehearsed_by=self._scribe.person,
            now=self._clock.now(),
        )

    def record(self, rehearsal: Rehearsal) -> Receipt:
        """Record what a rehearsal found, good or bad.

        Raises:
            VaultError: nothing was recorded.
        """
        return self._scribe.write(Act.BACKUP_REHEARSED, rehearsal, at=rehearsal.rehearsed_at)
