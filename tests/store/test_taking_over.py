# SPDX-License-Identifier: Apache-2.0
"""A copy under another key that is to take the place of the database, and what may hinder it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store import connection as opening
from logbook.store import migrate
from logbook.store.copying import Copying
from logbook.store.errors import (
    KeyNotChangedError,
    VaultDamagedError,
    VaultDiskError,
    VaultError,
    VaultMissingError,
    VaultOlderError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault

VAULT_ID = "9f" * 16
NEW = bytes(range(100, 132))
KEEP = "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'd', x'7b7d', 't')"
IDS = "SELECT id FROM draft ORDER BY id"


def keep(vault: Vault, name: str) -> None:
    with vault.atomic():
        vault.execute(KEEP, {"id": name})


def copied(vault: Vault) -> Copying:
    copying = vault.rekeying(bytearray(NEW))
    copying.run()
    return copying


def opens(folder: LogbookFolder, key: bytes) -> list[tuple[str]]:
    again = Vault.open(folder, bytearray(key), VAULT_ID)
    found = again.rows(IDS)
    again.close()
    return found


def refused(vault: Vault, copying: Copying) -> BaseException | None:
    given = bytearray(NEW)
    with pytest.raises(KeyNotChangedError) as error:
        vault.take_over(copying, given)
    assert given == bytes(32)
    assert vault.is_open
    return error.value.__cause__


def test_copy_takes_the_place_of_the_database(vault: Vault, folder: LogbookFolder) -> None:
    keep(vault, "one")
    vault.take_over(copied(vault), bytearray(NEW))
    keep(vault, "two")
    vault.close()
    assert opens(folder, NEW) == [("one",), ("two",)]
    assert sorted(path.name for path in folder.path.iterdir()) == [
        "README-RECOVERY.txt",
        "records.db",
    ]


def test_copy_that_vanished_leaves_the_key_and_the_vault_as_they_were(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    keep(vault, "one")
    copying = copied(vault)
    copying.path.unlink()
    assert isinstance(refused(vault, copying), VaultMissingError)
    keep(vault, "two")
    vault.close()
    assert opens(folder, key) == [("one",), ("two",)]


def test_copy_that_lacks_what_was_written_since_is_not_taken_over(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    keep(vault, "one")
    copying = copied(vault)
    keep(vault, "two")
    assert refused(vault, copying) is None
    assert not copying.path.exists()
    vault.close()
    assert opens(folder, key) == [("one",), ("two",)]


def test_database_that_vanished_with_its_copy_is_missing_and_the_new_key_is_wiped(
    vault: Vault, folder: LogbookFolder, tmp_path: Path
) -> None:
    copying = copied(vault)
    folder.path.rename(tmp_path / "elsewhere")
    given = bytearray(NEW)
    with pytest.raises(VaultMissingError):
        vault.take_over(copying, given)
    assert given == bytes(32)
    assert not vault.is_open


def test_copy_of_what_is_not_whole_does_not_count(
    vault: Vault, folder: LogbookFolder, key: bytes, record: Callable[..., object]
) -> None:
    record()
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(
        "INSERT INTO line (seq, object, kind, service_user, at, sort, number, title, detail, state,"
        " due, words) VALUES (0, 'o', 'hold', 'p', 'no instant', '', '', '', '', '', NULL, '')"
    )
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    with pytest.raises(KeyNotChangedError) as error:
        vault.rekey(bytearray(NEW))
    assert isinstance(error.value.__cause__, VaultDamagedError)
    vault.close()
    assert opens(folder, key) == []


def test_database_beside_a_journal_is_not_replaced(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    keep(vault, "one")
    copying = copied(vault)
    vault._disconnect()
    (folder.path / "records.db-journal").touch()
    with pytest.raises(VaultDiskError, match="not closed well"):
        folder.put_in_place(copying.path)
    (folder.path / "records.db-journal").unlink()
    assert opens(folder, key) == [("one",)]


def test_copy_is_not_made_in_a_file_that_holds_something_else(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"something else " * 1_000)
    with pytest.raises(dbapi2.DatabaseError):
        opening.connect_to_copy(other, bytearray(NEW))
    assert other.read_bytes() == b"something else " * 1_000


def test_database_of_an_earlier_version_is_not_read_as_one_of_today(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    vault.close()
    connection = dbapi2.connect(str(folder.records), isolation_level=None)
    opening._give_key(connection, bytearray(key))
    connection.execute(f"PRAGMA user_version = {migrate.NEWEST - 1}")
    connection.close()
    with pytest.raises(VaultOlderError):
        Vault.open_to_read(folder, bytearray(key), VAULT_ID)


def test_rows_that_are_being_read_when_it_is_taken_over_end_with_an_error_a_person_is_told(
    vault: Vault,
) -> None:
    for name in ("one", "two"):
        keep(vault, name)
    rows = vault.stream(IDS)
    assert next(rows) == ("one",)

    vault.take_over(copied(vault), bytearray(NEW))

    with pytest.raises(VaultError):
        next(rows)
    assert list(vault.stream(IDS)) == [("one",), ("two",)]
