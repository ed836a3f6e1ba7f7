# SPDX-License-Identifier: Apache-2.0
"""No word of a record stands in clear in the folder, and a stranger's reader needs the key."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from logbook.domain.lines import Line
from logbook.store import drafts, lines
from logbook.store.drafts import DraftRow
from logbook.store.folder import LogbookFolder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.key_file import KeyFile, write_key_file
from logbook.store.keyring import Unlocked
from logbook.store.vault import Vault

apsw = pytest.importorskip("apsw", reason="apsw-sqlite3mc is not installed")

MARKERS = ("Marmaduke", "Hollybush", "Quillfeather", "Zebedee")
NOW = datetime(2026, 11, 21, 22, 47, 42, tzinfo=UTC)


@pytest.fixture
def filled(
    folder: LogbookFolder,
    vault: Vault,
    record: Callable[..., tuple[SignedEntry, RecordRow]],
    a_line: Callable[..., Line],
    opened: tuple[KeyFile, Unlocked],
) -> Vault:
    write_key_file(folder, opened[0])
    for number in range(20):
        entry, row = record(b'{"name":"Marmaduke %d"}' % number)
        with vault.atomic():
            lines.put(vault, a_line(entry.seq, row.object, title="Hollybush"), "Quillfeather")
        draft = DraftRow(id=str(number), kind="d", body=b"Zebedee", saved_at=NOW)
        drafts.keep(vault, draft)
    folder.append_anchor("a note\n")
    return vault


def contents(path: Path) -> bytes:
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def test_no_word_stands_in_any_file(filled: Vault, folder: LogbookFolder) -> None:
    def look() -> set[str]:
        found = {path.name: contents(path) for path in folder.path.iterdir()}
        for name, data in found.items():
            for marker in MARKERS:
                assert marker.encode() not in data, name
                assert marker.encode("utf-16-le") not in data, name
        return set(found)

    # In exclusive mode the journal stays beside the database while it is open.
    assert "records.db-journal" in look()
    filled.close()
    assert {"records.db", "keys.a.json", "keys.b.json", "anchors.jsonl"} <= look()


def test_control_words_are_there_for_who_has_the_key(filled: Vault) -> None:
    assert len(filled.rows("SELECT seq FROM record WHERE instr(payload, 'Marmaduke')")) == 20
    assert len(filled.rows("SELECT seq FROM line WHERE words LIKE '%Quillfeather%'")) == 20


def ask(folder: LogbookFolder, *statements: str) -> list[tuple[object, ...]]:
    """Ask another program that knows SQLCipher 4 files (SQLite3 Multiple Ciphers)."""
    flags = apsw.SQLITE_OPEN_READONLY
    connection = apsw.Connection(str(folder.records), flags=flags)
    try:
        for statement in statements:
            rows = list(connection.execute(statement))
    finally:
        connection.close()
    return rows


COUNT = "SELECT count(*) FROM entry"
SQLCIPHER_4 = ("PRAGMA cipher = 'sqlcipher'", "PRAGMA legacy = 4")


def test_independent_reader_opens_the_file_with_the_key(
    filled: Vault, folder: LogbookFolder, key: bytes
) -> None:
    filled.close()
    given = f"PRAGMA key = \"x'{key.hex()}'\""
    assert ask(folder, *SQLCIPHER_4, given, COUNT) == [(20,)]
    named = "SELECT count(*) FROM record WHERE instr(payload, 'Marmaduke')"
    assert ask(folder, *SQLCIPHER_4, given, named) == [(20,)]


@pytest.mark.parametrize("wrong", ["00" * 32, None])
def test_independent_reader_does_not_open_it_without_the_key(
    filled: Vault, folder: LogbookFolder, wrong: str | None
) -> None:
    filled.close()
    given = (*SQLCIPHER_4, f"PRAGMA key = \"x'{wrong}'\"") if wrong else ()
    with pytest.raises(apsw.NotADBError):
        ask(folder, *given, COUNT)
