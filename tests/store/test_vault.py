# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
from sqlcipher3 import dbapi2

from logbook.store import connection as opening
from logbook.store.errors import (
    CommitUnclearError,
    NotALogbookError,
    VaultDamagedError,
    VaultError,
    VaultExistsError,
    VaultInUseError,
    VaultMissingError,
    VaultTooNewError,
    WrongKeyError,
)
from logbook.store.folder import LogbookFolder, make_folder
from logbook.store.vault import Vault

VAULT_ID = "9f" * 16
KEEP = "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'd', x'7b7d', 't')"
IDS = "SELECT id FROM draft ORDER BY id"
FOR_EVER = """
WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted)
SELECT count(*) FROM counted
"""
HOLDER = """
import sys, time
from pathlib import Path
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault
vault = Vault.open(LogbookFolder(Path(sys.argv[1])), bytearray(range(32)), "9f" * 16)
with vault.atomic():
    vault.execute("INSERT INTO draft (id, kind, body, saved_at) VALUES ('kept', 'd', x'', 't')")
print("open", flush=True)
time.sleep(60)
"""


class StoppedError(Exception):
    pass


def put_in_place(folder: LogbookFolder, content: bytes) -> None:
    """Put a file where the database should be, without opening that path."""
    beside = folder.path / "other"
    beside.write_bytes(content)
    beside.rename(folder.records)


def bytes_of(path: Path) -> bytes:
    """Read a database in another process, where closing it drops nobody's locks."""
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def open_again(folder: LogbookFolder, key: bytes, vault_id: str = VAULT_ID) -> Vault:
    return Vault.open(folder, bytearray(key), vault_id)


def a_keyed_database(path: Path, key: bytes, *statements: str) -> None:
    connection = dbapi2.connect(str(path), isolation_level=None)
    opening._give_key(connection, bytearray(key))
    for statement in ("CREATE TABLE t (x)", *statements):
        connection.execute(statement)
    connection.close()


def test_what_was_written_is_there_when_it_is_opened_again(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    with vault.atomic():
        vault.execute(KEEP, {"id": "one"})
    vault.close()
    again = open_again(folder, key)
    assert again.rows(IDS) == [("one",)]
    assert again.id == VAULT_ID
    again.close()


def test_vault_is_made_once(vault: Vault, folder: LogbookFolder, key: bytes) -> None:
    assert vault.is_open
    with pytest.raises(VaultExistsError):
        Vault.create(folder, bytearray(key), VAULT_ID)


def test_key_is_wiped_when_the_vault_is_closed(folder: LogbookFolder, key: bytes) -> None:
    held = bytearray(key)
    vault = Vault.create(folder, held, VAULT_ID)
    assert held == key
    vault.close()
    vault.close()
    assert held == bytes(32)
    assert not vault.is_open


def test_key_is_wiped_when_the_vault_does_not_open(folder: LogbookFolder, key: bytes) -> None:
    held = bytearray(key)
    with pytest.raises(VaultMissingError):
        Vault.open(folder, held, VAULT_ID)
    assert held == bytes(32)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_key_of_another_length_never_becomes_a_passphrase(
    folder: LogbookFolder, length: int
) -> None:
    # F2: 62 hexadecimal digits would be taken for a passphrase, without a word.
    with pytest.raises(AssertionError):
        Vault.create(folder, bytearray(length), VAULT_ID)
    assert not folder.records.exists()


def test_control_key_of_31_bytes_would_have_been_taken(tmp_path: Path) -> None:
    connection = dbapi2.connect(str(tmp_path / "c.db"), isolation_level=None)
    connection.set_key(bytearray(b"x'" + b"11" * 31 + b"'"))
    connection.execute("CREATE TABLE t (x)")
    connection.close()


def test_wrong_key_is_told_apart(vault: Vault, folder: LogbookFolder) -> None:
    vault.close()
    with pytest.raises(WrongKeyError):
        open_again(folder, bytes(32))


def test_wrong_key_says_nothing_on_standard_error(
    vault: Vault, folder: LogbookFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    vault.close()
    with pytest.raises(WrongKeyError):
        open_again(folder, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_missing_database_is_not_made(folder: LogbookFolder, key: bytes) -> None:
    with pytest.raises(VaultMissingError):
        open_again(folder, key)
    assert not folder.records.exists()


def test_empty_file_does_not_become_a_logbook(folder: LogbookFolder, key: bytes) -> None:
    # F3
    put_in_place(folder, b"")
    with pytest.raises(NotALogbookError):
        open_again(folder, key)
    assert folder.records.stat().st_size == 0


def test_control_empty_file_would_have_become_a_database(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "e.db").touch()
    a_keyed_database(tmp_path / "e.db", key)
    assert (tmp_path / "e.db").stat().st_size > 0


def test_folder_in_its_place_is_no_logbook(folder: LogbookFolder, key: bytes) -> None:
    folder.records.mkdir()
    with pytest.raises(NotALogbookError):
        open_again(folder, key)


@pytest.mark.parametrize("pages", [1, 2])
def test_plain_sqlite_file_is_no_logbook(
    tmp_path: Path, folder: LogbookFolder, key: bytes, pages: int
) -> None:
    connection = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    connection.execute("PRAGMA page_size = 4096")
    for number in range(pages):
        connection.execute(f"CREATE TABLE t{number} (x)")
    connection.close()
    (tmp_path / "plain.db").rename(folder.records)
    with pytest.raises(NotALogbookError):
        open_again(folder, key)


@pytest.mark.parametrize("repeated", [1, 300, 4096])
def test_html_file_is_refused_and_left_alone(
    folder: LogbookFolder, key: bytes, repeated: int
) -> None:
    content = b"<html>x" * repeated
    put_in_place(folder, content)
    # One whose length happens to be whole pages looks like a database under another key.
    expected = WrongKeyError if len(content) % 4096 == 0 else NotALogbookError
    with pytest.raises(expected):
        open_again(folder, key)
    assert bytes_of(folder.records) == content


def test_foreign_database_under_the_same_key_is_no_logbook(
    tmp_path: Path, folder: LogbookFolder, key: bytes
) -> None:
    a_keyed_database(tmp_path / "foreign.db", key)
    (tmp_path / "foreign.db").rename(folder.records)
    with pytest.raises(NotALogbookError):
        open_again(folder, key)


def test_database_of_another_logbook_is_refused(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    vault.close()
    with pytest.raises(NotALogbookError):
        open_again(folder, key, "00" * 16)


@pytest.mark.parametrize("cut", [1, 100, 4095, 4096, 3 * 4096])
def test_truncated_database_is_damaged(
    vault: Vault, folder: LogbookFolder, key: bytes, cut: int
) -> None:
    vault.close()
    os.truncate(folder.records, folder.records.stat().st_size - cut)
    with pytest.raises(VaultDamagedError):
        open_again(folder, key)


def test_damaged_page_is_noticed(vault: Vault, folder: LogbookFolder, key: bytes) -> None:
    vault.close()
    whole = bytearray(bytes_of(folder.records))
    whole[4096 + 100] ^= 1
    put_in_place(folder, bytes(whole))
    with pytest.raises(VaultDamagedError):
        open_again(folder, key).rows("PRAGMA integrity_check")


def test_database_of_a_newer_program_is_left_alone(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    vault.close()
    connection = dbapi2.connect(str(folder.records), isolation_level=None)
    opening._give_key(connection, bytearray(key))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = bytes_of(folder.records)
    with pytest.raises(VaultTooNewError):
        open_again(folder, key)
    assert bytes_of(folder.records) == before


def test_vault_is_open_once(vault: Vault, folder: LogbookFolder, key: bytes) -> None:
    assert vault.is_open
    with pytest.raises(VaultInUseError):
        open_again(folder, key)


def test_second_process_waits_for_the_first_to_end_however_it_ends(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    vault.close()
    command = [sys.executable, "-c", HOLDER, str(folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(VaultInUseError):
            open_again(folder, key)
        holder.kill()
        holder.wait()
    again = open_again(folder, key)
    assert again.rows(IDS) == [("kept",)]
    again.close()


def test_torn_end_beside_a_journal_is_left_to_sqlite(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    vault.close()
    grown = bytes_of(folder.records) + b"\0" * 512
    put_in_place(folder, grown)
    # An empty journal rolls nothing back, and SQLite passes over what is less than a page.
    (folder.path / "records.db-journal").touch()
    open_again(folder, key).close()


def test_settings_hold_in_an_open_vault(vault: Vault) -> None:
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    answers = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "synchronous",
            "locking_mode",
            "foreign_keys",
            "recursive_triggers",
            "secure_delete",
            "trusted_schema",
            "cell_size_check",
            "temp_store",
            "mmap_size",
            "application_id",
            "cipher_log_level",
        )
    }
    assert answers == {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "application_id": 0x444C4231,
        "cipher_log_level": "NONE",
    }


def test_block_that_fails_leaves_nothing(vault: Vault) -> None:
    def act() -> None:
        with vault.atomic():
            vault.execute(KEEP, {"id": "one"})
            raise StoppedError

    with pytest.raises(StoppedError):
        act()
    assert vault.rows(IDS) == []
    with vault.atomic():
        vault.execute(KEEP, {"id": "two"})
    assert vault.rows(IDS) == [("two",)]


def test_act_holds_no_other_act(vault: Vault) -> None:
    def act() -> None:
        with vault.atomic(), vault.atomic():
            pass

    with pytest.raises(AssertionError):
        act()


def test_commit_that_fails_is_unclear_until_it_is_read_again(vault: Vault) -> None:
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)

    def act() -> None:
        with vault.atomic():
            # It is then COMMIT that refuses the row, which stands on no entry.
            connection.execute("PRAGMA defer_foreign_keys = ON")
            vault.execute("INSERT INTO moment (service_user, seq) VALUES ('p', 7)")

    with pytest.raises(CommitUnclearError) as caught:
        act()
    assert isinstance(caught.value.reason, VaultError)
    vault.reopen()
    assert vault.rows("SELECT seq FROM moment") == []


def test_own_mistakes_are_not_taken_for_a_state_of_the_file(vault: Vault) -> None:
    with pytest.raises(dbapi2.OperationalError):
        vault.execute("SELECT nothing FROM nowhere")


def test_folder_may_bear_any_name(tmp_path: Path, key: bytes) -> None:
    folder = make_folder(tmp_path / "Praxis Ärzte? #1 100% & co.logbook")
    Vault.create(folder, bytearray(key), VAULT_ID).close()
    open_again(folder, key).close()
    assert folder.records.exists()


def test_whoever_asks_while_another_thread_has_its_turn_waits(vault: Vault) -> None:
    taken, let_go, order = Event(), Event(), []

    def worker() -> None:
        with vault.turn(), vault.atomic():
            taken.set()
            assert let_go.wait(10)
            vault.execute(KEEP, {"id": "by the worker"})
            order.append("worker")

    thread = Thread(target=worker)
    thread.start()
    assert taken.wait(10)
    Timer(0.1, let_go.set).start()
    found = [row[0] for row in vault.rows(IDS)]
    order.append("window")
    thread.join(10)

    assert order == ["worker", "window"]
    assert found == ["by the worker"]


def test_a_long_statement_of_another_thread_is_stopped_and_undone(vault: Vault) -> None:
    began = Event()
    failed: list[dbapi2.Error] = []

    def worker() -> None:
        try:
            with vault.atomic():
                vault.execute(KEEP, {"id": "never"})
                began.set()
                vault.row(FOR_EVER)
        except dbapi2.Error as error:
            failed.append(error)

    thread = Thread(target=worker)
    thread.start()
    assert began.wait(10)
    while thread.is_alive():
        vault.interrupt()
        thread.join(0.01)

    assert [str(error) for error in failed] == ["interrupted"]
    assert vault.rows(IDS) == []
    vault.close()
    vault.interrupt()
