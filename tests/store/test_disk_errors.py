# SPDX-License-Identifier: Apache-2.0
"""What the system says of a disk is told in families, and nothing half-written stays behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store import migrate
from logbook.store.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    VaultDiskError,
    VaultError,
    VaultFullError,
    VaultInUseError,
    VaultMissingError,
    VaultReadOnlyError,
)
from logbook.store.folder import (
    FolderLock,
    LogbookFolder,
    is_inside_a_logbook,
    make_folder,
    write_durably,
)
from logbook.store.key_file import candidates
from logbook.store.vault import Vault
from tests.store.disks import a_disk, read_only

VAULT_ID = "9f" * 16
TOO_LONG = "n" * 300
"""No file system of today takes a name of 300 characters."""


def test_file_for_which_there_is_no_room_leaves_the_old_one_and_nothing_beside(
    tmp_path: Path,
) -> None:
    with a_disk(tmp_path / "small", kib=64) as place:
        write_durably(place / "kept", b"old")
        with pytest.raises(VaultFullError):
            write_durably(place / "kept", b"n" * 100_000)
        assert [path.name for path in place.iterdir()] == ["kept"]
        assert (place / "kept").read_bytes() == b"old"
        write_durably(place / "kept", b"new")
        assert (place / "kept").read_bytes() == b"new"


def test_place_that_may_only_be_read_is_told_apart(tmp_path: Path) -> None:
    write_durably(tmp_path / "kept", b"old")
    with read_only(tmp_path), pytest.raises(VaultReadOnlyError):
        write_durably(tmp_path / "kept", b"new")
    assert (tmp_path / "kept").read_bytes() == b"old"


def test_error_of_no_family_is_one_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(VaultDiskError):
        write_durably(tmp_path / TOO_LONG, b"new")


def test_file_in_the_place_of_a_folder_is_no_logbook(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine", "utf-8")
    with pytest.raises(VaultMissingError):
        write_durably(tmp_path / "letter" / "kept", b"new")


def test_database_in_a_folder_that_may_only_be_read_is_not_opened_for_writing(
    folder: LogbookFolder, key: bytes
) -> None:
    Vault.create(folder, bytearray(key), VAULT_ID).close()
    with read_only(folder.path):
        with pytest.raises(VaultReadOnlyError):
            Vault.open(folder, bytearray(key), VAULT_ID)
        reading = Vault.open_to_read(folder, bytearray(key), VAULT_ID)
        assert reading.row("SELECT count(*) FROM entry") == (0,)
        reading.close()
    Vault.open(folder, bytearray(key), VAULT_ID).close()


def test_place_too_deep_for_the_database_is_refused(tmp_path: Path, key: bytes) -> None:
    # SQLite takes paths of 512 bytes, Linux of 4,096.
    place = tmp_path.joinpath(*["n" * 100] * 6) / "Deep.logbook"
    folder = make_folder(place)
    with pytest.raises(VaultError):
        Vault.create(folder, bytearray(key), VAULT_ID)


def test_lock_of_who_only_reads_writes_nothing_and_is_not_needed(folder: LogbookFolder) -> None:
    before = sorted(folder.path.iterdir())
    lock = FolderLock(folder, read_only=True)
    lock.release()
    lock.release()
    assert sorted(folder.path.iterdir()) == before


def test_lock_of_who_only_reads_holds_where_there_is_a_lock_file(folder: LogbookFolder) -> None:
    FolderLock(folder).release()
    with FolderLock(folder, read_only=True), pytest.raises(VaultInUseError):
        FolderLock(folder)
    with FolderLock(folder), pytest.raises(VaultInUseError):
        FolderLock(folder, read_only=True)


def test_place_below_a_key_file_is_inside_a_logbook(folder: LogbookFolder, tmp_path: Path) -> None:
    assert not is_inside_a_logbook(folder.path / "copy.pdf")
    write_durably(folder.keys[1], b"{}")
    assert is_inside_a_logbook(folder.path / "copy.pdf")
    assert is_inside_a_logbook(folder.path / "deeper" / "copy.pdf")
    assert not is_inside_a_logbook(tmp_path / "copy.pdf")


def test_key_file_that_cannot_be_read_counts_as_damaged_and_not_as_missing(
    folder: LogbookFolder,
) -> None:
    with pytest.raises(KeyFileMissingError):
        candidates(folder)
    folder.keys[0].mkdir()
    with pytest.raises(KeyFileDamagedError):
        candidates(folder)


def test_migration_for_which_there_is_no_room_leaves_the_version_before_it() -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    # As on a full disk, SQLite undoes the transaction by itself.
    connection.execute("PRAGMA max_page_count = 5")
    with pytest.raises(dbapi2.OperationalError, match="full"):
        migrate.bring_up_to_date(connection)
    assert not connection.in_transaction
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == []
    connection.execute("PRAGMA max_page_count = 5000")
    migrate.bring_up_to_date(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (migrate.NEWEST,)
    connection.close()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
def test_lock_follows_no_link(folder: LogbookFolder, tmp_path: Path) -> None:
    folder.lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(VaultError):
        FolderLock(folder)
    assert not (tmp_path / "elsewhere").exists()
