# SPDX-License-Identifier: Apache-2.0
"""Backing up: one file at a second place, proven before it counts; old ones go in their time.

Three trips. `prepare` runs on the window's thread, because a vault has one thread: it signs where
the journal ends and takes a snapshot beside the database. The job it gives runs in a worker, for as
long as a slow memory stick takes. `record` says in the journal that it was made and proven.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from logbook import __version__
from logbook.clock import Clock
from logbook.domain.backup import (
    Backup,
    BackupStatus,
    Keeping,
    PlaceKind,
    StoredBackup,
    to_remove,
)
from logbook.domain.permissions import may
from logbook.domain.records import Act, Receipt
from logbook.exchange.backup_errors import BackupFileError, PlaceInsideLogbookError
from logbook.exchange.backup_file import SUFFIX, BackupFile, Contents, stem_of
from logbook.exchange.manifest import Manifest, manifest_is_signed_by
from logbook.exchange.placing import check_place, remove
from logbook.journal.payload import read_payload
from logbook.services.backup_job import BackupJob, BackupProof, BackupUnprovenError
from logbook.services.checkpoints import Checkpoints
from logbook.services.copies import keys_of
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.services.tombstones import erased_in
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError
from logbook.store.folder import disk_errors, is_inside_a_logbook
from logbook.store.key_file import to_bytes
from logbook.store.places import synced_by
from logbook.store.recovery_text import RECOVERY_TEXT
from logbook.store.snapshot import take_snapshot

__all__ = ["BackingUp", "BackupJob", "BackupProof", "BackupUnprovenError"]

_WORK = ".backup-"


class BackingUp:
    """Backs up an open logbook."""

    def __init__(
        self, opened: OpenFolder, scribe: Scribe, checkpoints: Checkpoints, clock: Clock
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._checkpoints = checkpoints
        self._clock = clock

    def prepare(self, place: Path, *, publish: bool = False) -> BackupJob:
        """Take a snapshot of the logbook as it is now, to be put at a place.

        The window stands still for as long as the snapshot takes.

        Args:
            place: A folder on another disk, a memory stick, or one kept in step by another program.
            publish: Make the file read-only, for others to read and not to be replaced.

        Raises:
            BackupPlaceError: nothing can be written there.
            NotAllowedError: the role of who is signed in does not allow it.
            InconsistentJournalError: the journal contradicts an earlier checkpoint.
            VaultError: no snapshot could be taken; the logbook is as it was.
        """
        opened = self._opened
        opened.vault.must_be_writable()
        if not may(opened.hand.role, Act.BACKUP_MADE):
            raise NotAllowedError("The role does not allow backups.")
        check_place(place)
        if is_inside_a_logbook(place / SUFFIX):
            raise PlaceInsideLogbookError("The place lies in the folder of a logbook.")
        self._checkpoints.mark()
        note, head = self._checkpoints.sign(), self._checkpoints.head()
        work = self._working_folder()
        try:
            snapshot = work / "snapshot.db"
            take_snapshot(opened.vault, snapshot)
            key_file = opened.keys.key_file
            anchors = _bytes_of(opened.folder.anchors)
            return BackupJob(
                id=uuid4(),
                place=place,
                kind=kind_of_place(place, opened.folder.path),
                published=publish,
                work=work,
                contents=Contents(
                    recovery_text=RECOVERY_TEXT.encode("utf-8"),
                    key_file=to_bytes(key_file),
                    anchors=anchors,
                    snapshot=snapshot,
                ),
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
                    erased=tuple(sorted(erased_in(opened.vault))),
                ),
                key=opened.hand.key,
                keys=keys_of(key_file, opened.keys),
            )
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise

    def publish_snapshot(self, place: Path) -> BackupJob:
        """Prepare a read-only snapshot for a folder that others read. Raises as `prepare`."""
        return self.prepare(place, publish=True)

    def record(self, proof: BackupProof) -> Receipt:
        """Record that a backup was made, and that it was proven.

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
        )
        self._scribe.write(Act.BACKUP_MADE, backup, at=now)
        return self._scribe.write(Act.BACKUP_PROVEN, replace(backup, proven_at=now), at=now)

    def status(self) -> BackupStatus:
        """Tell when the logbook was last backed up, proven."""
        last = next(self._proven(), None)
        size = journal_rows.size(self._opened.vault)
        if last is None:
            return BackupStatus(last=None, days=None, entries_since=size)
        days = max((self._clock.now() - last.made_at).days, 0)
        return BackupStatus(last=last, days=days, entries_since=max(size - last.size, 0))

    def stored_at(self, place: Path) -> tuple[StoredBackup, ...]:
        """List the backups of this logbook that lie at a place, oldest first.

        Only what a person of this logbook signed counts; whatever else lies there is not ours.
        Published snapshots are for others, and are not listed.
        """
        proven = {one.made_at for one in self._proven()}
        keys = [one.public for one in signers(self._opened)]
        found = []
        for path in sorted(place.glob(f"{stem_of(self._opened.vault.id)}[0-9]*{SUFFIX}")):
            manifest = _manifest_of(path)
            if manifest is None or manifest.vault != self._opened.vault.id:
                continue
            if any(manifest_is_signed_by(manifest, public) for public in keys):
                found.append(
                    StoredBackup(
                        name=path.name,
                        made_at=manifest.made_at,
                        is_proven=manifest.made_at in proven,
                    )
                )
        return tuple(sorted(found, key=lambda one: (one.made_at, one.name)))

    def rotate(self, place: Path, keeping: Keeping | None = None) -> tuple[str, ...]:
        """Remove the backups at a place that have had their time; give their names.

        Raises:
            BackupPlaceError: the place refused; what was removed before stays removed.
        """
        gone = to_remove(self.stored_at(place), keeping)
        for one in gone:
            remove(place / one.name)
        return tuple(one.name for one in gone)

    def _proven(self) -> Iterator[Backup]:
        """Give the backups that were proven, the newest first."""
        for row in journal_rows.records_of_kind(self._opened.vault, "backup"):
            record = read_payload(row.payload)
            if isinstance(record, Backup) and record.proven_at is not None:
                yield record

    def _working_folder(self) -> Path:
        """Make an empty folder for this backup; what an earlier one left in a crash goes."""
        folder = self._opened.folder.path
        for left in folder.glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        work = folder / f"{_WORK}{os.urandom(8).hex()}"
        with disk_errors():
            work.mkdir(mode=0o700)
        return work


def kind_of_place(place: Path, logbook: Path) -> PlaceKind:
    """Tell what kind of place it is, seen from the logbook."""
    if synced_by(place) is not None:
        return PlaceKind.SYNCED_FOLDER
    with disk_errors():
        is_same = place.stat().st_dev == logbook.stat().st_dev
    return PlaceKind.SAME_DISK if is_same else PlaceKind.ANOTHER_DISK


def _bytes_of(anchors: Path) -> bytes:
    """Give the checkpoints seen; a folder that has lost them is backed up all the same."""
    with disk_errors():
        try:
            return anchors.read_bytes()
        except FileNotFoundError:
            return b""


def _manifest_of(path: Path) -> Manifest | None:
    with suppress(BackupFileError), BackupFile(path) as backup:
        return backup.manifest
    return None
