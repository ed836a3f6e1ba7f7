# SPDX-License-Identifier: Apache-2.0
"""A backup taken apart in a folder of its own and opened there, to be looked at and nothing more.

What lies there is as encrypted as the logbook. Opening a copy neither asks nor tells the folder
this program has on the computer: that a copy is older than the logbook is what a copy is for.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from logbook.domain.progress import Tell, unwatched
from logbook.exchange.backup_errors import BackupAlteredError
from logbook.exchange.backup_file import BackupFile
from logbook.exchange.backup_layout import ANCHORS, KEYS, RECORDS
from logbook.exchange.manifest import manifest_is_signed_by
from logbook.journal.audit import AuditReport
from logbook.services.auditing import Auditing
from logbook.services.marks import signers
from logbook.services.opening import Keys, OpenFolder, open_folder
from logbook.store.computer import ComputerFolder
from logbook.store.folder import LogbookFolder, disk_errors
from logbook.store.key_file import KeyFile, parsed, write_key_file
from logbook.store.keyring import database_key, unlocked_in
from logbook.store.vault import Vault

SOUND = "ok"
_SEARCH = "FTS5 table"
"""What SQLite says of an index of the search that does not hold together."""


def key_file_in(backup: BackupFile) -> KeyFile:
    """Give the key file of a checked backup.

    Raises:
        BackupFileError: it holds none, or that of another logbook.
    """
    found = parsed(backup.content(KEYS))
    if found is None or found.vault != backup.manifest.vault:
        raise BackupAlteredError("The key file in the backup does not belong to it.")
    return found


def keys_of(key_file: KeyFile, keys: Keys) -> Keys:
    """Give keys that open a key file of an earlier time, from keys that are open now.

    They are its own: wiping them leaves the others as they are.

    Raises:
        NotAllowedError: the person could not open the logbook then.
        KeyFileDamagedError: it is not genuine.
    """
    return Keys(key_file=key_file, unlocked=unlocked_in(key_file, keys.unlocked))


def lay_out(
    backup: BackupFile, folder: LogbookFolder, key_file: KeyFile, tell: Tell = unwatched
) -> None:
    """Put what is in a checked backup where a logbook has it, in an empty folder.

    Raises:
        BackupFileError: it cannot be read.
        VaultError: the folder cannot be written to.
    """
    # Under another name first: Python never opens a database under its own.
    beside = folder.records.with_name(folder.records.name + ".new")
    with disk_errors():
        backup.unpack({ANCHORS: folder.anchors, RECORDS: beside}, tell)
        beside.rename(folder.records)
    write_key_file(folder, key_file)


@contextmanager
def opened_copy(
    backup: BackupFile, place: Path, keys: Keys, tell: Tell = unwatched
) -> Iterator[OpenFolder]:
    """Open a checked backup in a new folder at `place`, to be read only; then remove it.

    The keys are used up: they are wiped at the end.

    Raises:
        BackupFileError, VaultError: it cannot be read, or not be laid out there.
    """
    try:
        with disk_errors():
            place.mkdir(mode=0o700)
        folder = LogbookFolder(place / "Copy.logbook")
        with disk_errors():
            folder.path.mkdir(mode=0o700)
        lay_out(backup, folder, keys.key_file, tell)
        _upgrade(folder, keys)
        opened = open_folder(folder.path, keys, ComputerFolder(place / "computer"), read_only=True)
        try:
            yield opened
        finally:
            opened.close()
    finally:
        keys.unlocked.wipe()
        shutil.rmtree(place, ignore_errors=True)


def examined(opened: OpenFolder, backup: BackupFile, tell: Tell = unwatched) -> AuditReport | None:
    """Audit an opened copy whole; None if it is not what its manifest says, or not sound.

    The audit sees the journal and its records; SQLite's own checks see lists too.
    """
    manifest = backup.manifest
    made_by = [one.public for one in signers(opened) if one.actor == manifest.made_by]
    if not any(manifest_is_signed_by(manifest, public) for public in made_by):
        return None
    if not is_sound(opened.vault):
        return None
    report = Auditing(opened).audit(lambda done: tell(done, manifest.size))
    if (report.size, report.root.hex()) != (manifest.size, manifest.root):
        return None
    return report


def is_sound(vault: Vault) -> bool:
    """Tell whether SQLite's own checks and SQLCipher's find every page as it should be.

    The index of the search is not asked for: it is made anew of the records at any time.
    """
    said = [str(words) for (words,) in vault.rows("PRAGMA integrity_check")]
    others = [words for words in said if words != SOUND and _SEARCH not in words]
    return not others and not vault.rows("PRAGMA cipher_integrity_check")


def _upgrade(folder: LogbookFolder, keys: Keys) -> None:
    """Bring the copy up to date if an earlier version wrote it: the backup itself is the copy."""
    vault = Vault.open_as_it_is(folder, database_key(keys.unlocked), keys.key_file.vault)
    try:
        if vault.is_of_an_earlier_schema:
            vault.upgrade()
    finally:
        vault.close()
