# SPDX-License-Identifier: Apache-2.0
"""What is known of a journal outside the backup that is to be restored.

How far it had come, and what of it had been erased: from the folder that was lost or damaged, from
this computer, from later backups, from checkpoints on paper. Only what somebody known in the backup
has signed, or the root key has sealed, counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from logbook.errors import LogbookError
from logbook.exchange.backup_errors import BackupFileError
from logbook.exchange.backup_file import BackupFile
from logbook.exchange.manifest import manifest_is_signed_by
from logbook.journal.anchors import KnownSigner
from logbook.journal.checkpoint import CheckpointError, epoch_of, read_checkpoint
from logbook.journal.note import note_is_signed_by
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.tombstones import erased_in
from logbook.store import key_file as key_files
from logbook.store.computer import ComputerFolder
from logbook.store.errors import VaultError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile
from logbook.store.keyring import database_key, is_genuine, unlocked_in
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where to look for what is known beside the backup.

    `live` is the folder of the logbook that is restored, whatever state it is in; `backups` are
    other backups of it; `notes` checkpoints from paper, documents or colleagues; `erased` objects
    that are known to have been erased.
    """

    live: Path | None = None
    backups: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    erased: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far the journal had come; `note` is the checkpoint that says so, if it is one."""

    epoch: int
    size: int
    root: bytes
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Every mark that counts, and everything that was erased."""

    marks: tuple[Mark, ...]
    erased: frozenset[str]

    @property
    def furthest(self) -> Mark | None:
        """The mark that goes furthest, of the latest epoch."""
        return max(self.marks, key=lambda mark: (mark.epoch, mark.size), default=None)


def known_of(copy: OpenFolder, elsewhere: Elsewhere, computer: ComputerFolder) -> Known:
    """Gather what is known of the journal whose copy is open; what cannot be read is passed over.

    Args:
        copy: The backup, opened.
        elsewhere: Where to look.
        computer: The folder of this program for this user of this computer.
    """
    vault, who = copy.vault.id, signers(copy)
    notes = list(elsewhere.notes)
    if (kept := computer.newest_checkpoint(vault)) is not None:
        notes.append(kept)
    marks: list[Mark] = []
    erased = set(elsewhere.erased)
    if elsewhere.live is not None:
        folder = LogbookFolder(elsewhere.live)
        with suppress(OSError, LogbookError):
            notes.extend(folder.read_anchors())
        marks.extend(_sealed_mark(folder, copy))
        erased |= _erased_live(folder, copy)
    for path in elsewhere.backups:
        with suppress(BackupFileError), BackupFile(path) as backup:
            manifest = backup.manifest
            if manifest.vault == vault and any(
                manifest_is_signed_by(manifest, one.public) for one in who
            ):
                notes.append(manifest.checkpoint)
                erased |= set(manifest.erased)
    marks.extend(_signed_marks(notes, vault, who))
    return Known(marks=tuple(marks), erased=frozenset(erased))


def _signed_marks(notes: Iterable[str], vault: str, who: list[KnownSigner]) -> Iterator[Mark]:
    for note in dict.fromkeys(notes):
        try:
            signed = read_checkpoint(note)
        except CheckpointError:
            continue
        head = signed.checkpoint
        epoch = epoch_of(head.origin, vault)
        if epoch is not None and any(
            note_is_signed_by(signed.note, head.origin, one.public) for one in who
        ):
            yield Mark(epoch=epoch, size=head.size, root=head.root, note=note)


def _sealed_mark(folder: LogbookFolder, copy: OpenFolder) -> Iterator[Mark]:
    with suppress(VaultError):
        for found in key_files.candidates(folder):
            if is_genuine(found, copy.keys.unlocked):
                yield from _mark_of(found, copy.vault.id)


def _mark_of(key_file: KeyFile, vault: str) -> Iterator[Mark]:
    epoch = epoch_of(key_file.hwm.origin, vault)
    if epoch is not None:
        yield Mark(epoch=epoch, size=key_file.hwm.size, root=key_file.hwm.root)


def _erased_live(folder: LogbookFolder, copy: OpenFolder) -> frozenset[str]:
    """Ask the lost logbook itself what was erased in it, if it still opens.

    Its root key may have been changed since: the person's own keys open its key file too.
    """
    with suppress(VaultError):
        for found in key_files.candidates(folder):
            with suppress(LogbookError):
                return _erased_under(folder, found, copy)
    return frozenset()


def _erased_under(folder: LogbookFolder, key_file: KeyFile, copy: OpenFolder) -> frozenset[str]:
    unlocked = unlocked_in(key_file, copy.keys.unlocked)
    try:
        vault = Vault.open_to_read(folder, database_key(unlocked), copy.vault.id)
        try:
            return erased_in(vault)
        finally:
            vault.close()
    finally:
        unlocked.wipe()
