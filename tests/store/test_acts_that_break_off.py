# SPDX-License-Identifier: Apache-2.0
"""An act broken off by the database itself: what is told, and what is there afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store.authorizer import ALLOWED, REFUSED, authorise
from logbook.store.errors import (
    VaultDiskError,
    VaultError,
    VaultFullError,
    VaultMissingError,
    WrongKeyError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault

VAULT_ID = "9f" * 16
KEEP = "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'd', :body, 't')"
IDS = "SELECT id FROM draft ORDER BY id"


class StoppedError(Exception):
    pass


def fill(vault: Vault, numbers: range) -> None:
    with vault.atomic():
        for number in numbers:
            vault.execute(KEEP, {"id": f"{number:03}", "body": os.urandom(20_000)})


def refuse_to_go_back(
    action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
) -> int:
    if (action, first) == (dbapi2.SQLITE_TRANSACTION, "ROLLBACK"):
        return REFUSED
    return authorise(action, first, second, schema, inner)


def opens_whole(folder: LogbookFolder, key: bytes) -> bool:
    try:
        again = Vault.open(folder, bytearray(key), VAULT_ID)
    except WrongKeyError:
        return False
    is_whole = again.rows(IDS) == [("000",)] and again.rows("PRAGMA quick_check") == [("ok",)]
    again.close()
    return is_whole


def test_act_that_sqlite_undid_by_itself_is_told_once_and_the_next_goes_through(
    vault: Vault,
) -> None:
    fill(vault, range(1))
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(VaultFullError):
        fill(vault, range(1, 100))
    assert vault.rows(IDS) == [("000",)]
    with vault.atomic():
        vault.execute(KEEP, {"id": "small", "body": b""})
    assert vault.rows(IDS) == [("000",), ("small",)]


def test_act_that_can_be_neither_ended_nor_undone_leaves_nothing_on_the_disk(
    vault: Vault, folder: LogbookFolder, key: bytes
) -> None:
    def act() -> None:
        with vault.licensed(refuse_to_go_back), vault.atomic():
            vault.execute(KEEP, {"id": "one", "body": b""})
            raise StoppedError

    assert refuse_to_go_back(dbapi2.SQLITE_TRANSACTION, "BEGIN", None, None, None) == ALLOWED
    with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        act()
    vault.close()
    again = Vault.open(folder, bytearray(key), VAULT_ID)
    assert again.rows(IDS) == []
    again.close()


def test_own_mistake_is_told_as_one_however_it_is_asked(vault: Vault) -> None:
    wrong = "SELECT x FROM nowhere"
    for ask in (vault.execute, vault.row, vault.rows, lambda sql: list(vault.stream(sql))):
        with pytest.raises(dbapi2.OperationalError, match="no such table"):
            ask(wrong)


def test_closed_vault_answers_with_one_clear_error(vault: Vault) -> None:
    vault.close()
    for ask in (vault.execute, vault.row, vault.rows, lambda sql: list(vault.stream(sql))):
        with pytest.raises(VaultDiskError):
            ask(IDS)


def test_vault_that_cannot_be_opened_again_is_closed_and_says_so(
    vault: Vault, folder: LogbookFolder, tmp_path: Path
) -> None:
    folder.path.rename(tmp_path / "elsewhere")
    with pytest.raises(VaultMissingError):
        vault.reopen()
    assert not vault.is_open
    with pytest.raises(VaultDiskError):
        vault.rows(IDS)


def test_folder_that_vanishes_while_the_key_is_changed_opens_with_one_of_the_two_keys(
    vault: Vault, folder: LogbookFolder, key: bytes, tmp_path: Path
) -> None:
    fill(vault, range(1))
    new = bytes(range(100, 132))
    given = bytearray(new)
    folder.path.rename(tmp_path / "elsewhere")
    with pytest.raises(VaultError):
        vault.rekey(given)
    assert given == bytes(32)
    (tmp_path / "elsewhere").rename(folder.path)
    vault.close()
    assert [opens_whole(folder, one) for one in (key, new)] in ([True, False], [False, True])
