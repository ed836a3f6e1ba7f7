# SPDX-License-Identifier: Apache-2.0
"""Backing up: one file at a second place, proven before it counts; old ones go in their time.

Three trips. `order` runs on the window's thread and takes a moment: it signs where the journal
ends. What it gives a worker runs, for as long as a slow memory stick takes: it copies the records
while the logbook goes on, writes the file and proves it. `record` says in the journal that it was
made and proven.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from logbook import __version__
from logbook.clock import Clock
from logbook.domain.backup import Backup, BackupStatus, Keeping, PlaceKind, StoredBackup
from logbook.domain.permissions import may
from logbook.domain.records import Act, Receipt
from logbook.exchange.manifest import Manifest
from logbook.journal.payload import read_payload
from logbook.services.backup_job import BackupJob, BackupProof, BackupUnprovenError
from logbook.services.backup_order import BackupOrder, check_backup_place, new_work
from logbook.services.checkpoints import Checkpoints
from logbook.services.copies import keys_of
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.services.stored_backups import StoredBackups
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError
from logbook.store.folder import disk_errors

__all__ = ["BackingUp", "BackupJob", "BackupOrder", "BackupProof", "BackupUnprovenError"]

_SNAPSHOT = "snapshot.db"


class BackingUp:
    """Backs up an open logbook."""

    def __init__(
        self, opened: OpenFolder, scribe: Scribe, checkpoints: Checkpoints, clock: Clock
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._checkpoints = checkpoints
        self._clock = clock

    def order(self, place: Path, *, publish: bool = False) -> BackupOrder:
        """Order a backup of the logbook; a worker copies, writes and proves it (`run`).

        Args:
            place: A folder on another disk, a memory stick, or one kept in step by another program.
            publish: Make the file read-only, for others to read and not to be replaced.

        Raises:
            NotAllowedError: the role of who is signed in does not allow it.
            InconsistentJournalError: the journal contradicts an earlier checkpoint.
            VaultError: nothing could be noted; the logbook is as it was.
        """
        opened = self._opened
        opened.vault.must_be_writable()
        if not may(opened.hand.role, Act.BACKUP_MADE):
            raise NotAllowedError("The role does not allow backups.")
        self._checkpoints.mark()
        note, head = self._checkpoints.sign(), self._checkpoints.head()
        work, anchors = new_work(opened.folder.path), _bytes_of(opened.folder.anchors)
        keys = keys_of(opened.keys.key_file, opened.keys)
        return BackupOrder(
            id=uuid4(),
            place=place,
            logbook=opened.folder.path,
            published=publish,
            work=work,
            copying=opened.vault.copying(work / _SNAPSHOT),
            anchors=anchors,
            draft=Manifest(
                vault=opened.vault.id,
                epoch=journal_rows.last_epoch(opened.vault),
                size=head.size,
                root=head.root.hex(),
                checkpoint=note,
                program=__version__,
                made_at=self._clock.now(),
                made_by=str(self._scribe.person),
                members=(),
            ),
            key=opened.hand.key,
            keys=keys,
        )

    def prepare(self, place: Path, *, publish: bool = False) -> BackupJob:
        """Order a backup and copy the records at once, which whoever calls waits for.

        Raises:
            BackupPlaceError: nothing can be written there.
            LogbookError: as `order`, and if no copy could be made; the logbook is as it was.
        """
        check_backup_place(place)
        return self.order(place, publish=publish).taken()

    def publish_snapshot(self, place: Path) -> BackupJob:
        """Prepare a read-only snapshot for a folder that others read. Raises as `prepare`."""
        return self.prepare(place, publish=True)

    def record(self, proof: BackupProof) -> Receipt:
        """Record that a backup was made and proven: one entry, whole or not at all.

        Raises:
            VaultError: it was not recorded; the file stands, and the next backup follows.
        """
        now = self._clock.now()
        backup = Backup(
            id=proof.id,
            place=proof.place,
            made_by=self._scribe.person,
            made_at=proof.made_at,
            epoch=proof.epoch,
            size=proof.size,
            root=proof.root,
            sha256=proof.sha256,
            bytes=proof.bytes,
            published=proof.published,
            proven_at=now,
        )
        return self._scribe.write(Act.BACKUP_MADE, backup, at=now)

    def status(self) -> BackupStatus:
        """Tell when the logbook was last backed up, proven."""
        here = PlaceKind.WITH_THE_LOGBOOK
        last = next((one for one in self._proven() if one.place is not here), None)
        size = journal_rows.size(self._opened.vault)
        if last is None:
            return BackupStatus(last=None, days=None, entries_since=size)
        days = max((self._clock.now() - last.made_at).days, 0)
        return BackupStatus(last=last, days=days, entries_since=max(size - last.size, 0))

    def stored(self, place: Path) -> StoredBackups:
        """Give what a worker needs to list the backups of this logbook that lie at a place."""
        return StoredBackups(
            place=place,
            vault=self._opened.vault.id,
            signers=tuple(one.public for one in signers(self._opened)),
            proven=frozenset(one.made_at for one in self._proven()),
        )

    def stored_at(self, place: Path) -> tuple[StoredBackup, ...]:
        """List the backups of this logbook that lie at a place, oldest first."""
        return self.stored(place).listed()

    def rotate(self, place: Path, keeping: Keeping | None = None) -> tuple[str, ...]:
        """Remove the backups at a place that have had their time; give their names.

        Raises:
            BackupPlaceError: the place refused; what was removed before stays removed.
        """
        return self.stored(place).rotated(keeping)

    def _proven(self) -> Iterator[Backup]:
        """Give the backups that were proven, the newest first."""
        for row in journal_rows.records_of_kind(self._opened.vault, "backup"):
            record = read_payload(row.payload)
            if isinstance(record, Backup) and record.proven_at is not None:
                yield record


def _bytes_of(anchors: Path) -> bytes:
    """Give the checkpoints seen; a folder that has lost them is backed up all the same."""
    with disk_errors():
        try:
            return anchors.read_bytes()
        except FileNotFoundError:
            return b""
