# SPDX-License-Identifier: Apache-2.0
"""A database opened for reading: what it gives, what it refuses, and what keeps it shut."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store import connection as opening
from logbook.store import journal_rows, migrate
from logbook.store.errors import (
    NotALogbookError,
    OpenForReadingOnlyError,
    VaultDamagedError,
    VaultInUseError,
    VaultMissingError,
    VaultNewerError,
    VaultOlderError,
    VaultReadOnlyError,
    VaultTooNewError,
    WrongKeyError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault
from tests.store.pages import PAGE, contents

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]

VAULT_ID = "9f" * 16
KEEP = "INSERT INTO draft (id, kind, body, saved_at) VALUES ('one', 'd', x'7b7d', 't')"
WRITES = (
    KEEP,
    "UPDATE draft SET kind = 'e'",
    "DELETE FROM draft",
    "PRAGMA query_only = OFF",
    "CREATE TABLE t (x)",
)


@pytest.fixture
def recorded(vault: Vault, record: Recorder) -> Vault:
    """Give a vault of three entries and a draft."""
    for _number in range(3):
        record()
    with vault.atomic():
        vault.execute(KEEP)
    return vault


def open_to_read(folder: LogbookFolder, key: bytes, vault_id: str = VAULT_ID) -> Vault:
    return Vault.open_to_read(folder, bytearray(key), vault_id)


def keyed(path: Path, key: bytes) -> dbapi2.Connection:
    connection = dbapi2.connect(str(path), isolation_level=None)
    opening._give_key(connection, bytearray(key))
    return connection


def put_in_place(folder: LogbookFolder, content: bytes) -> None:
    beside = folder.path / "other"
    beside.write_bytes(content)
    beside.rename(folder.records)


def refuses_to_write(vault: Vault) -> None:
    assert vault.is_read_only
    for statement in WRITES:
        with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
            vault.execute(statement)
    with pytest.raises(OpenForReadingOnlyError), vault.atomic():
        pass
    with pytest.raises(OpenForReadingOnlyError):
        vault.rekey(bytearray(32))


def test_what_was_recorded_is_read_and_nothing_is_written(
    recorded: Vault, folder: LogbookFolder, key: bytes
) -> None:
    recorded.close()
    before = contents(folder.records)
    reading = open_to_read(folder, key)
    assert journal_rows.size(reading) == 3
    assert [seq for seq, _row in journal_rows.records(reading)] == [0, 1, 2]
    refuses_to_write(reading)
    reading.reopen()
    refuses_to_write(reading)
    reading.close()
    assert contents(folder.records) == before


def test_open_vault_that_turned_read_only_stays_so(recorded: Vault) -> None:
    assert not recorded.is_read_only
    recorded.turn_read_only()
    refuses_to_write(recorded)
    recorded.reopen()
    refuses_to_write(recorded)
    assert journal_rows.size(recorded) == 3
    assert recorded.row("SELECT kind FROM draft") == ("d",)


def test_two_may_read_and_nobody_while_somebody_writes(
    recorded: Vault, folder: LogbookFolder, key: bytes
) -> None:
    with pytest.raises(VaultInUseError):
        open_to_read(folder, key)
    recorded.close()
    one, other = open_to_read(folder, key), open_to_read(folder, key)
    assert journal_rows.size(one) == journal_rows.size(other) == 3
    one.close()
    other.close()


def test_what_is_no_database_of_this_logbook_is_not_read(
    recorded: Vault, folder: LogbookFolder, key: bytes
) -> None:
    recorded.close()
    held = bytearray(32)
    with pytest.raises(WrongKeyError):
        Vault.open_to_read(folder, held, VAULT_ID)
    with pytest.raises(NotALogbookError):
        open_to_read(folder, key, "00" * 16)
    whole = contents(folder.records)
    put_in_place(folder, whole[:-1])
    with pytest.raises(VaultDamagedError):
        open_to_read(folder, key)
    put_in_place(folder, b"")
    with pytest.raises(NotALogbookError):
        open_to_read(folder, key)
    folder.records.unlink()
    with pytest.raises(VaultMissingError):
        open_to_read(folder, key)


def test_database_this_version_could_not_even_read_is_left_alone(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    vault.close()
    with_a_version = keyed(folder.records, key)
    with_a_version.execute(f"PRAGMA user_version = {migrate.NEWEST + 1}")
    with_a_version.close()
    open_to_read(folder, key).close()
    with pytest.raises(VaultNewerError):
        Vault.open(folder, bytearray(key), VAULT_ID)
    with_a_version = keyed(folder.records, key)
    with_a_version.execute(f"PRAGMA user_version = {migrate.NEWEST - 1}")
    with_a_version.close()
    with pytest.raises(VaultOlderError):
        Vault.open(folder, bytearray(key), VAULT_ID)
    with_a_version = keyed(folder.records, key)
    with_a_version.execute(f"PRAGMA user_version = {migrate.MAJOR}")
    with_a_version.close()
    with pytest.raises(VaultTooNewError) as refused:
        open_to_read(folder, key)
    assert refused.value.code == VaultTooNewError.code
    with pytest.raises(VaultTooNewError):
        Vault.open(folder, bytearray(key), VAULT_ID)


@pytest.mark.parametrize("open_it", [Vault.open, Vault.open_to_read])
def test_page_damaged_where_the_identity_stands_is_damage(
    vault: Vault,
    folder: LogbookFolder,
    key: bytes,
    open_it: Callable[[LogbookFolder, bytearray, str], Vault],
) -> None:
    vault.close()
    connection = keyed(folder.records, key)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'vault'"
    ).fetchone()
    connection.close()
    damaged = bytearray(contents(folder.records))
    damaged[(page - 1) * PAGE + 100] ^= 1
    put_in_place(folder, bytes(damaged))
    held = bytearray(key)
    with pytest.raises(VaultDamagedError):
        open_it(folder, held, VAULT_ID)
    assert held == bytes(32)


def test_database_with_our_mark_and_nothing_else_is_our_own_mistake_and_is_closed_again(
    folder: LogbookFolder, key: bytes
) -> None:
    connection = keyed(folder.records, key)
    connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        open_to_read(folder, key)
    keyed(folder.records, key).close()


def test_damage_met_while_rows_are_read_is_told_as_damage(
    recorded: Vault, folder: LogbookFolder, key: bytes
) -> None:
    with recorded.atomic():
        for number in range(40):
            recorded.execute(
                "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'd', :body, 't')",
                {"id": f"{number:03}", "body": os.urandom(3_000)},
            )
    recorded.close()
    size = folder.records.stat().st_size
    damaged = bytearray(contents(folder.records))
    for start in range(size - 20 * PAGE, size, PAGE):
        damaged[start + 100] ^= 1
    put_in_place(folder, bytes(damaged))
    reading = open_to_read(folder, key)
    everything = "SELECT id, body FROM draft ORDER BY id"
    with pytest.raises(VaultDamagedError):
        list(reading.stream(everything))
    with pytest.raises(VaultDamagedError):
        reading.rows(everything)
    with pytest.raises(VaultDamagedError):
        reading.row("SELECT sum(length(body)), max(body) FROM draft")
    reading.close()


def test_what_a_crash_left_half_written_is_not_read_before_it_is_undone(
    recorded: Vault, folder: LogbookFolder, key: bytes, tmp_path: Path
) -> None:
    torn = LogbookFolder(tmp_path / "Torn.logbook")
    with recorded.atomic():
        # More than the 32 MiB that are held in memory, so that half of it is on the disk.
        for number in range(20):
            recorded.execute(
                "INSERT INTO draft (id, kind, body, saved_at)"
                " VALUES (:id, 'd', zeroblob(2000000), 't')",
                {"id": f"{number:04}"},
            )
        # A copy taken in the middle of a transaction is what a power cut leaves.
        subprocess.run(["cp", "-r", str(folder.path), str(torn.path)], check=True)
    with pytest.raises(VaultReadOnlyError):
        open_to_read(torn, key)
    Vault.open(torn, bytearray(key), VAULT_ID).close()
    reading = open_to_read(torn, key)
    assert reading.rows("SELECT id FROM draft") == [("one",)]
    reading.close()
