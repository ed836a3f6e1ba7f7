# SPDX-License-Identifier: Apache-2.0
"""Python's own SQLite, which knows nothing of encryption, in the place of the one that does.

It takes the pragma with the key without a word and goes on in clear: what opens a database asks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from logbook.store import connection as opening
from logbook.store.folder import LogbookFolder


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Any]:
    with closing(sqlite3.connect(tmp_path / "plain.db", isolation_level=None)) as connection:
        yield connection


def test_library_that_does_not_encrypt_is_refused(plain: Any, folder: LogbookFolder) -> None:
    with pytest.raises(RuntimeError, match="does not encrypt"):
        opening._check_key(plain, folder, is_torn=False)


def test_control_the_one_that_does_is_not(folder: LogbookFolder) -> None:
    with closing(dbapi2.connect(":memory:")) as connection:
        opening._give_key(connection, bytearray(32))
        opening._check_key(connection, folder, is_torn=False)


def test_control_plain_sqlite_takes_a_key_without_a_word(plain: Any, tmp_path: Path) -> None:
    plain.execute("PRAGMA key = 'x'")
    plain.execute("CREATE TABLE secret_name (x)")
    assert b"secret_name" in (tmp_path / "plain.db").read_bytes()


def test_setting_that_does_not_hold_is_noticed(tmp_path: Path) -> None:
    with closing(dbapi2.connect(str(tmp_path / "c.db"), isolation_level=None)) as connection:
        opening._give_key(connection, bytearray(32))
        # In a transaction this pragma does nothing, and says nothing of it.
        connection.execute("BEGIN")
        with pytest.raises(RuntimeError, match="foreign_keys answers 0 instead of 1"):
            opening._apply_settings(connection, opening._SETTINGS)


def test_control_all_settings_hold_for_a_database_on_the_disk(tmp_path: Path) -> None:
    with closing(dbapi2.connect(str(tmp_path / "c.db"), isolation_level=None)) as connection:
        opening._give_key(connection, bytearray(32))
        opening._apply_settings(connection, opening._SETTINGS)
