# SPDX-License-Identifier: Apache-2.0
"""A backup that was ordered, with its records still to be copied: all of it is a worker's part.

The logbook goes on meanwhile, and what is recorded before the copying ends is in the backup: what
its manifest says is therefore read from the copy. Closing the logbook stops the copying; once that
has ended, nothing of the open logbook is touched any more.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.domain.backup import PlaceKind
from logbook.domain.progress import Stages, Tell, unwatched
from logbook.exchange.backup_errors import PlaceInsideLogbookError, place_errors
from logbook.exchange.backup_file import SUFFIX, Contents
from logbook.exchange.manifest import Manifest
from logbook.exchange.placing import check_place
from logbook.journal.tree import root
from logbook.services.backup_job import BackupJob, BackupProof
from logbook.services.opening import Keys
from logbook.services.tombstones import erased_in
from logbook.store import journal_rows
from logbook.store.copying import Copying
from logbook.store.folder import LogbookFolder, disk_errors, is_inside_a_logbook
from logbook.store.key_file import to_bytes
from logbook.store.keyring import database_key
from logbook.store.places import lies_in_memory, synced_by
from logbook.store.recovery_text import RECOVERY_TEXT
from logbook.store.vault import Vault

_WORK = ".backup-"
_OURS = f"{_WORK}{os.urandom(4).hex()}"
"""What the working folders of this run of the program begin with."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BackupOrder:
    """One backup to be made. Run it once, or `discard` it.

    `draft` says what is known before the records are copied; `work` is a folder yet to be made
    beside the database, for nothing but this.
    """

    id: UUID
    place: Path
    logbook: Path
    published: bool
    work: Path
    copying: Copying
    anchors: bytes
    draft: Manifest
    key: Ed25519PrivateKey = field(repr=False)
    keys: Keys = field(repr=False)

    def run(self, tell: Tell = unwatched) -> BackupProof:
        """Copy the records, write the backup and prove it.

        Raises:
            StoppedError: the logbook was closed before its records were copied.
            BackupPlaceError: it cannot be written there; nothing was left there.
            VaultError: no copy could be made; the logbook is as it was.
            LogbookError: as `BackupJob.run`.
        """
        stages = Stages(tell, 25, 75)
        try:
            job = self.taken(stages.next())
            return job.run(stages.next())
        finally:
            self.discard()

    def taken(self, tell: Tell = unwatched) -> BackupJob:
        """Copy the records, and give what is left to be done. Raises as `run`."""
        try:
            check_backup_place(self.place)
            kind = kind_of_place(self.place, self.logbook)
            self._make_work()
            self.copying.run(tell)
            draft = self._described()
        except BaseException:
            self.discard()
            raise
        return BackupJob(
            id=self.id,
            place=self.place,
            kind=kind,
            published=self.published,
            work=self.work,
            contents=Contents(
                recovery_text=RECOVERY_TEXT.encode("utf-8"),
                key_file=to_bytes(self.keys.key_file),
                anchors=self.anchors,
                snapshot=self.copying.path,
            ),
            draft=draft,
            key=self.key,
            keys=self.keys,
        )

    def discard(self) -> None:
        """Forget the keys and the working folder; a second time does nothing."""
        self.copying.stop()
        self.keys.unlocked.wipe()
        shutil.rmtree(self.work, ignore_errors=True)

    def _make_work(self) -> None:
        """Make the working folder; what a crash left of an earlier one goes."""
        for left in self.logbook.glob(f"{_WORK}*"):
            if not left.name.startswith(_OURS):
                shutil.rmtree(left, ignore_errors=True)
        with disk_errors():
            self.work.mkdir(mode=0o700)

    def _described(self) -> Manifest:
        """Read from the copy what the manifest says of it."""
        folder, snapshot = LogbookFolder(self.work), self.copying.path
        # Python never opens a database under its own name, nor SQLite one under another.
        with disk_errors():
            snapshot.rename(folder.records)
        vault = Vault.open_to_read(folder, database_key(self.keys.unlocked), self.draft.vault)
        try:
            size = journal_rows.size(vault)
            return replace(
                self.draft,
                epoch=journal_rows.last_epoch(vault),
                size=size,
                root=root(size, journal_rows.read_node(vault)).hex(),
                erased=tuple(sorted(erased_in(vault))),
            )
        finally:
            vault.close()
            with disk_errors():
                folder.records.rename(snapshot)


def new_work(logbook: Path) -> Path:
    """Give a place for a working folder that nothing else uses; it is yet to be made."""
    return logbook / f"{_OURS}{os.urandom(8).hex()}"


def check_backup_place(place: Path) -> None:
    """Refuse a place no backup can go to.

    Raises:
        BackupPlaceError: that is why.
    """
    check_place(place)
    if is_inside_a_logbook(place / SUFFIX):
        raise PlaceInsideLogbookError("The place lies in the folder of a logbook.")


def kind_of_place(place: Path, logbook: Path) -> PlaceKind:
    """Tell what kind of place it is, seen from the logbook.

    A folder that the system keeps in memory goes with this computer like its own disk.
    """
    if synced_by(place) is not None:
        return PlaceKind.SYNCED_FOLDER
    with disk_errors():
        home = logbook.stat().st_dev
    with place_errors():
        is_same = place.stat().st_dev == home or lies_in_memory(place)
    return PlaceKind.SAME_DISK if is_same else PlaceKind.ANOTHER_DISK
