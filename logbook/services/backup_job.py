# SPDX-License-Identifier: Apache-2.0
"""The part of a backup that a worker does: write the file, read it back, open it, audit it.

It has everything it needs, keys of its own included, and touches nothing of the open logbook but a
working folder beside the database. A backup gets its name only once it has been proven, so every
file of that name at a place has been: nothing half done is ever left there.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.domain.backup import PlaceKind
from logbook.domain.progress import Stages, Tell, unwatched
from logbook.errors import LogbookError
from logbook.exchange.backup_errors import BackupFileError, place_errors
from logbook.exchange.backup_file import (
    BackupFile,
    Contents,
    file_name,
    sums_of,
    write_backup,
)
from logbook.exchange.manifest import Manifest, signed_manifest
from logbook.exchange.placing import make_durable, name_it, new_part
from logbook.services.copies import examined, opened_copy
from logbook.services.opening import Keys
from logbook.store.errors import VaultError, VaultFullError
from logbook.store.folder import disk_errors


class BackupUnprovenError(LogbookError):
    """The backup was written, but did not open or was not whole; it was not kept."""

    code: ClassVar[str] = "backup-unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupProof:
    """A backup that stands at its place and was opened and audited there.

    `size` and `root` are those of the journal in it, `sha256` and `bytes` those of the file.
    """

    id: UUID
    path: Path
    place: PlaceKind
    made_at: datetime
    epoch: int
    size: int
    root: str
    sha256: str
    bytes: int
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BackupJob:
    """Writes and proves one backup. Run it once, or `discard` it."""

    id: UUID
    place: Path
    kind: PlaceKind
    published: bool
    work: Path
    contents: Contents
    draft: Manifest
    key: Ed25519PrivateKey = field(repr=False)
    keys: Keys = field(repr=False)

    def run(self, tell: Tell = unwatched) -> BackupProof:
        """Write the backup and prove it.

        Raises:
            BackupPlaceError: it cannot be written there; nothing was left there.
            BackupTooLargeError: it is larger than the format holds.
            BackupUnprovenError: what the disk gave back was not what was written.
            VaultFullError, VaultError: there is no room to open it beside the logbook.
        """
        stages = Stages(tell, 10, 25, 15, 10, 40)
        try:
            with disk_errors():
                sums = sums_of(self.contents, stages.next())
            manifest = signed_manifest(replace(self.draft, members=sums), self.key)
            with new_part(self.place, manifest.vault[:8]) as part:
                digest = self._write(part, manifest, stages.next())
                length = self._prove(part, manifest, digest, stages)
                name = file_name(manifest, published=self.published)
                path = name_it(part, name, read_only=self.published)
            return self._proof(path, manifest, digest, length)
        finally:
            self.discard()

    def discard(self) -> None:
        """Forget the keys and the working folder; a second time does nothing."""
        self.keys.unlocked.wipe()
        shutil.rmtree(self.work, ignore_errors=True)

    def _write(self, part: Path, manifest: Manifest, tell: Tell) -> str:
        with place_errors(), part.open("r+b") as file:
            digest = write_backup(file, self.contents, manifest, tell)
        make_durable(part)
        # Makes room for what the proof unpacks.
        with disk_errors():
            self.contents.snapshot.unlink(missing_ok=True)
        return digest

    def _prove(self, part: Path, manifest: Manifest, digest: str, stages: Stages) -> int:
        try:
            with BackupFile(part) as backup:
                backup.must_be(manifest, digest, stages.next())
                proof = opened_copy(backup, self.work / "proof", self.keys, stages.next())
                with proof as opened:
                    report = examined(opened, backup, stages.next())
                if report is None or not report.is_intact:
                    raise BackupUnprovenError("What was written is not whole.")
                return backup.length
        except VaultFullError:
            raise
        except (BackupFileError, VaultError) as error:
            raise BackupUnprovenError("What was written does not open.") from error

    def _proof(self, path: Path, manifest: Manifest, digest: str, length: int) -> BackupProof:
        return BackupProof(
            id=self.id,
            path=path,
            place=self.kind,
            made_at=manifest.made_at,
            epoch=manifest.epoch,
            size=manifest.size,
            root=manifest.root,
            sha256=digest,
            bytes=length,
            published=self.published,
        )
