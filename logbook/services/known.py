# SPDX-License-Identifier: Apache-2.0
"""What is known of a journal outside the backup that is to be restored.

How far it had come, what of it had been erased, and who had left: from the folder that was lost or
damaged, from this computer, from later backups, from checkpoints on paper. Of marks only what
somebody known in the backup has signed, or the root key has sealed, counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from logbook.errors import LogbookError
from logbook.exchange.backup_errors import BackupFileError
from logbook.exchange.backup_file import BackupFile
from logbook.exchange.manifest import manifest_is_signed_by
from logbook.journal.anchors import KnownSigner
from logbook.journal.checkpoint import CheckpointError, epoch_of, read_checkpoint
from logbook.journal.note import note_is_signed_by
from logbook.services.known_people import PeopleSince, people_since, standings_in
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.roster import roster_in
from logbook.services.tombstones import erased_in
from logbook.store import key_file as key_files
from logbook.store.computer import ComputerFolder
from logbook.store.errors import VaultError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile
from logbook.store.keyring import database_key, is_genuine, unlocked_in
from logbook.store.membership import Standing
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where to look for what is known beside the backup.

    `live` is the folder of the logbook that is restored, whatever state it is in; `backups` are
    other backups of it; `notes` checkpoints from paper, documents or colleagues; `erased` objects
    that are known to have been erased, all of them if `is_asked`: the logbook is open and said so.
    """

    live: Path | None = None
    backups: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    erased: frozenset[str] = frozenset()
    is_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far the journal had come; `note` is the checkpoint that says so, if it is one."""

    epoch: int
    size: int
    root: bytes
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Every mark that counts, everything that was erased, and how people stood.

    `is_asked` tells whether the logbook itself could be asked what had been erased.
    """

    marks: tuple[Mark, ...]
    erased: frozenset[str]
    people: tuple[PeopleSince, ...] = ()
    is_asked: bool = False

    @property
    def furthest(self) -> Mark | None:
        """The mark that goes furthest, of the latest epoch."""
        return max(self.marks, key=lambda mark: (mark.epoch, mark.size), default=None)

    @property
    def knows_people(self) -> bool:
        """Whether it is known who left, up to the end of what is known of the journal."""
        furthest = self.furthest
        end = (furthest.epoch, furthest.size) if furthest is not None else (0, 0)
        return any(one.is_vouched and one.up_to >= end for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the journal of the lost logbook says, if it could be read at all."""

    erased: frozenset[str] = frozenset()
    standings: Mapping[str, Standing | None] = field(default_factory=dict)
    is_read: bool = False


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
    told = _Told()
    if elsewhere.live is not None:
        folder = LogbookFolder(elsewhere.live)
        with suppress(OSError, LogbookError):
            notes.extend(folder.read_anchors())
        marks.extend(_sealed_mark(folder, copy))
        told = _told_by(folder, copy)
        erased |= told.erased
    for path in elsewhere.backups:
        with suppress(BackupFileError), BackupFile(path) as backup:
            manifest = backup.manifest
            if manifest.vault == vault and any(
                manifest_is_signed_by(manifest, one.public) for one in who
            ):
                notes.append(manifest.checkpoint)
                erased |= set(manifest.erased)
    marks.extend(_signed_marks(notes, vault, who))
    return Known(
        marks=tuple(marks),
        erased=frozenset(erased),
        people=people_since(
            copy,
            live=elsewhere.live,
            backups=elsewhere.backups,
            computer=computer,
            by_the_journal=told.standings,
        ),
        is_asked=told.is_read or elsewhere.is_asked,
    )


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


def _told_by(folder: LogbookFolder, copy: OpenFolder) -> _Told:
    """Ask the lost logbook itself what was erased in it and who left, if it still opens.

    Its root key may have been changed since: the person's own keys open its key file too.
    """
    with suppress(VaultError):
        for found in key_files.candidates(folder):
            with suppress(LogbookError):
                return _told_under(folder, found, copy)
    return _Told()


def _told_under(folder: LogbookFolder, key_file: KeyFile, copy: OpenFolder) -> _Told:
    people = tuple(holder.id for holder in copy.keys.key_file.people)
    unlocked = unlocked_in(key_file, copy.keys.unlocked)
    try:
        vault = Vault.open_to_read(folder, database_key(unlocked), copy.vault.id)
        try:
            roster = roster_in(vault, key_file, unlocked)
            return _Told(
                erased=erased_in(vault), standings=standings_in(roster, people), is_read=True
            )
        finally:
            vault.close()
    finally:
        unlocked.wipe()
