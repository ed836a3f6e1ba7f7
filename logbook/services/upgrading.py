# SPDX-License-Identifier: Apache-2.0
"""The copy that is kept of a logbook before this version of the program changes its schema.

It is a backup like any other, proven and restored like any other, and lies in the logbook's own
folder under `before-upgrade`, since there need be no other place when a logbook is opened. The
upgrade is first done to the copy's copy: what fails there has not touched the logbook. No copy, no
upgrade. It is no backup against a lost disk, counts as none, and goes after five weeks: by then the
upgrade has shown itself, and what is destroyed must not lie in it for ever.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from logbook import __version__
from logbook.clock import Clock
from logbook.domain.backup import Backup, Keeping, PlaceKind
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.exchange.backup_errors import BackupFileError, BackupPlaceError, place_errors
from logbook.exchange.backup_file import (
    SUFFIX,
    BackupFile,
    Contents,
    file_name,
    sums_of,
    write_backup,
)
from logbook.exchange.backup_layout import RECORDS
from logbook.exchange.manifest import Manifest, manifest_is_signed_by, signed_manifest
from logbook.exchange.placing import make_durable, name_it, new_part, remove
from logbook.journal.entry import FIRST_EPOCH
from logbook.journal.payload import read_payload
from logbook.journal.tree import root
from logbook.services.copies import is_sound
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.services.tombstones import erased_in
from logbook.store import journal_rows
from logbook.store.errors import (
    UpgradeFailedError,
    UpgradeNotBegunError,
    VaultDamagedError,
    VaultError,
)
from logbook.store.evidence_digest import digest_of_evidence, knows_erased
from logbook.store.folder import LogbookFolder, disk_errors, flush_folder
from logbook.store.key_file import to_bytes
from logbook.store.keyring import database_key
from logbook.store.recovery_text import RECOVERY_TEXT
from logbook.store.rotation import Opened
from logbook.store.snapshot import take_snapshot
from logbook.store.vault import Vault

PLACE = "before-upgrade"
KEPT = timedelta(days=Keeping().days)
MOST = 2
"""So many are kept at once, should one upgrade follow another."""

_WORK = ".backup-"
"""As the working folders of backups: what a crash leaves goes with the next backup."""


class KeepBeforeUpgrade:
    """Keeps a proven copy of a logbook that an earlier version of the program wrote."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, folder: LogbookFolder, found: Opened) -> None:
        """Make the copy, prove it, and try the upgrade on it.

        Raises:
            UpgradeNotBegunError: there is no room for it, or what was written did not come back.
            UpgradeFailedError: the upgrade failed on the copy; the copy stands.
            VaultDamagedError: the logbook cannot be read whole.
        """
        work = folder.path / f"{_WORK}{os.urandom(8).hex()}"
        try:
            with disk_errors():
                work.mkdir(mode=0o700)
            place = _made(folder)
            failed = self._keep(folder, found, place, work)
            _remove_surplus(place)
        except VaultDamagedError:
            raise
        except (VaultError, BackupPlaceError, BackupFileError) as error:
            raise UpgradeNotBegunError("No copy could be made.") from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
        if failed is not None:
            raise failed

    def _keep(
        self, folder: LogbookFolder, found: Opened, place: Path, work: Path
    ) -> VaultError | None:
        """Make and prove the copy; give what keeps it from being upgraded."""
        snapshot = work / "snapshot.db"
        take_snapshot(found.vault, snapshot)
        contents = Contents(
            recovery_text=RECOVERY_TEXT.encode("utf-8"),
            key_file=to_bytes(found.key_file),
            anchors=_bytes_of(folder.anchors),
            snapshot=snapshot,
        )
        with disk_errors():
            unsigned = self._manifest(found, contents)
        manifest = signed_manifest(unsigned, found.unlocked.keys.ed25519)
        with new_part(place, manifest.vault[:8]) as part:
            with place_errors(), part.open("r+b") as file:
                digest = write_backup(file, contents, manifest)
            make_durable(part)
            with disk_errors():
                snapshot.unlink()
            with BackupFile(part) as backup:
                backup.must_be(manifest, digest)
                failed = _proven(backup, found, work)
            name_it(part, file_name(manifest))
        return failed

    def _manifest(self, found: Opened, contents: Contents) -> Manifest:
        vault = found.vault
        last = journal_rows.last_signed_checkpoint(vault)
        size = journal_rows.size(vault)
        epoch, head = _head(vault, size)
        return Manifest(
            vault=vault.id,
            epoch=epoch,
            size=size,
            root=head.hex(),
            # Nothing new is signed here: that is for a journal that was held against its marks.
            checkpoint=last.note if last is not None else "",
            program=__version__,
            made_at=self._clock.now(),
            made_by=found.unlocked.person_id,
            members=sums_of(contents),
            erased=tuple(sorted(erased_in(vault))) if knows_erased(vault) else (),
        )


class Upgrades:
    """Looks after what was kept of an open logbook before it was upgraded."""

    def __init__(self, opened: OpenFolder, scribe: Scribe, clock: Clock) -> None:
        self._opened = opened
        self._scribe = scribe
        self._clock = clock

    def look_after(self) -> None:
        """Note copies the journal does not know of, and remove those that have had their time.

        Raises:
            LogbookError: it could not be done now; the next opening tries again.
        """
        for path, manifest in self._copies():
            if self._clock.now() - manifest.made_at >= KEPT:
                remove(path)
            elif may(self._opened.hand.role, Act.BACKUP_MADE):
                self._note(path, manifest)

    def _copies(self) -> Iterator[tuple[Path, Manifest]]:
        keys = [one.public for one in signers(self._opened)]
        for path in _in(self._opened.folder.path / PLACE):
            with suppress(BackupFileError), BackupFile(path) as backup:
                manifest = backup.manifest
                if manifest.vault == self._opened.vault.id and any(
                    manifest_is_signed_by(manifest, public) for public in keys
                ):
                    yield path, manifest

    def _note(self, path: Path, manifest: Manifest) -> None:
        for row in journal_rows.records_of_kind(self._opened.vault, "backup"):
            known = read_payload(row.payload)
            if isinstance(known, Backup) and known.made_at == manifest.made_at:
                return
        with BackupFile(path) as backup:
            digest, length = backup.check(), backup.length
        now = self._clock.now()
        self._scribe.write(
            Act.BACKUP_MADE,
            Backup(
                id=uuid4(),
                place=PlaceKind.WITH_THE_LOGBOOK,
                made_by=self._scribe.person,
                made_at=manifest.made_at,
                epoch=manifest.epoch,
                size=manifest.size,
                root=manifest.root,
                sha256=digest,
                bytes=length,
                proven_at=now,
            ),
            at=now,
        )


def _proven(backup: BackupFile, found: Opened, work: Path) -> VaultError | None:
    """Open what was written, compare every row, and try the upgrade on it."""
    copy = LogbookFolder(work / "Copy.logbook")
    with disk_errors():
        copy.path.mkdir(mode=0o700)
        # Under another name first: Python never opens a database under its own.
        beside = copy.path / "records.db.new"
        backup.unpack({RECORDS: beside})
        beside.rename(copy.records)
    vault = Vault.open_as_it_is(copy, database_key(found.unlocked), found.vault.id)
    try:
        if digest_of_evidence(vault) != digest_of_evidence(found.vault):
            raise UpgradeNotBegunError("The copy is not what was copied.")
        if not is_sound(vault):
            raise VaultDamagedError("The logbook was not whole before.")
        try:
            vault.upgrade()
        except VaultError as error:
            return error
        return None if is_sound(vault) else UpgradeFailedError("What came out is not whole.")
    finally:
        vault.close()


def _head(vault: Vault, size: int) -> tuple[int, bytes]:
    """Give epoch and root of the journal; of one that is damaged, what no journal has."""
    try:
        return journal_rows.last_epoch(vault), root(size, journal_rows.read_node(vault))
    except VaultDamagedError:
        return FIRST_EPOCH, bytes(32)


def _made(folder: LogbookFolder) -> Path:
    place = folder.path / PLACE
    with disk_errors():
        place.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.path)
    return place


def _remove_surplus(place: Path) -> None:
    # One more than is needed is no reason not to open the logbook.
    with suppress(LogbookError):
        for path in _in(place)[:-MOST]:
            remove(path)


def _in(place: Path) -> list[Path]:
    """List the copies, the oldest first, as their names tell."""
    try:
        return sorted(place.glob(f"*{SUFFIX}"))
    except OSError:
        return []


def _bytes_of(anchors: Path) -> bytes:
    with disk_errors():
        try:
            return anchors.read_bytes()
        except FileNotFoundError:
            return b""
