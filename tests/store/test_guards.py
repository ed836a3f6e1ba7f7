# SPDX-License-Identifier: Apache-2.0
"""Each guard of an open vault is shown to bite, and a control shows that there was need of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store import journal_rows
from logbook.store.folder import LogbookFolder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault
from tests.store.memory import memory_of

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]

ENTRY = "(seq, body, leaf, signature, nodes) VALUES ({}, x'7b7e', zeroblob(32), zeroblob(64), x'')"
RECORD = "(seq, object, revision, kind, payload, salt) VALUES ({}, {}, {}, 'k', x'', zeroblob(32))"

REPLACING = "INSERT OR REPLACE INTO record "

BYPASSES = [
    "UPDATE entry SET body = x'7b7e'",
    "UPDATE OR REPLACE entry SET seq = 7",
    "DELETE FROM entry",
    "INSERT OR REPLACE INTO entry " + ENTRY.format(0),
    "REPLACE INTO entry " + ENTRY.format(0),
    "INSERT INTO entry " + ENTRY.format(5),
    "INSERT INTO entry " + ENTRY.format(-1),
    "INSERT INTO entry " + ENTRY.format(0) + " ON CONFLICT (seq) DO UPDATE SET body = x'7b7e'",
    "UPDATE record SET payload = x'00'",
    "DELETE FROM record",
    REPLACING + RECORD.format(0, "'o'", 1),
    REPLACING + RECORD.format(0, "(SELECT object FROM record)", 2),
    "INSERT INTO record " + RECORD.format(0, "'another'", 2),
    "INSERT INTO record " + RECORD.format(9, "'another'", 1),
    "UPDATE vault SET id = '" + "00" * 16 + "'",
    "DELETE FROM vault",
    "INSERT OR REPLACE INTO vault (only, id) VALUES (1, '" + "00" * 16 + "')",
    (
        "INSERT INTO signed_checkpoint (number, origin, size, root, note)"
        " VALUES (5, 'o', 1, zeroblob(32), 'n')"
    ),
    "UPDATE line SET title = 'x'",
    "DROP TRIGGER entry_is_not_changed",
    "DROP TABLE entry",
    "DROP INDEX line_of_kind",
    "ALTER TABLE entry RENAME TO x",
    "CREATE TABLE t (x)",
    "CREATE TEMP TABLE t (x)",
    "CREATE TEMP TRIGGER tt BEFORE INSERT ON entry BEGIN SELECT 1; END",
    "CREATE TRIGGER tt BEFORE INSERT ON entry BEGIN SELECT 1; END",
    "CREATE VIEW v AS SELECT 1",
    "CREATE VIRTUAL TABLE v USING fts5 (x)",
    "ATTACH ':memory:' AS other",
    "ATTACH '/tmp/clear.db' AS other KEY ''",
    "PRAGMA writable_schema = ON",
    "PRAGMA temp_store = 1",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA trusted_schema = ON",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA secure_delete = OFF",
    "PRAGMA journal_mode = OFF",
    "PRAGMA locking_mode = NORMAL",
    "PRAGMA synchronous = OFF",
    "PRAGMA user_version = 0",
    "PRAGMA application_id = 0",
    "PRAGMA rekey = 'x'",
    "PRAGMA key = 'x'",
    "PRAGMA cipher_log_level = DEBUG",
    "SELECT load_extension('x')",
    "SELECT sqlcipher_export('x')",
    "DELETE FROM sqlite_schema",
    "UPDATE sqlite_schema SET sql = ''",
    "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('t', 'x', 'x', 0, '')",
    "VACUUM INTO '/tmp/copy.db'",
    "REINDEX",
    "ANALYZE",
]


@pytest.fixture
def recorded(vault: Vault, record: Recorder) -> Vault:
    record()
    with vault.atomic():
        vault.execute(
            "INSERT INTO line (seq, object, kind, service_user, at, sort, number, title, detail,"
            " state, due, words) SELECT seq, object, kind, object, '2026-11-21T22:47:42Z', '', '',"
            " '', '', '', NULL, '' FROM record"
        )
    return vault


def everything(vault: Vault) -> list[list[tuple[object, ...]]]:
    return [
        vault.rows("SELECT seq, body, leaf, signature, nodes FROM entry"),
        vault.rows("SELECT seq, object, revision, kind, payload, salt FROM record"),
        vault.rows("SELECT only, id FROM vault"),
        vault.rows("SELECT type, name, sql FROM sqlite_schema"),
        vault.rows("SELECT seq, title FROM line"),
    ]


@pytest.mark.parametrize("statement", BYPASSES)
def test_way_around_the_journal_is_refused(recorded: Vault, statement: str) -> None:
    before = everything(recorded)
    assert before[0]
    assert before[1]
    with pytest.raises(dbapi2.Error):
        recorded.rows(statement)
    assert everything(recorded) == before


def test_control_without_triggers_history_would_be_rewritten(vault: Vault) -> None:
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("CREATE TABLE open_entry (seq INTEGER PRIMARY KEY, body BLOB)")
    connection.execute("INSERT INTO open_entry VALUES (0, x'01')")
    connection.execute("INSERT OR REPLACE INTO open_entry VALUES (0, x'02')")
    assert connection.execute("SELECT body FROM open_entry").fetchone() == (b"\x02",)


def test_control_without_recursive_triggers_replace_walks_past_them(
    vault: Vault, record: Recorder
) -> None:
    # F7: the control has the trigger that forbids DELETE, and is rewritten all the same.
    record()
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute("DROP TRIGGER entry_follows")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("REPLACE INTO entry " + ENTRY.format(0))
    assert connection.execute("SELECT body FROM entry").fetchone() == (b"\x7b\x7e",)


def test_what_the_program_needs_is_allowed(recorded: Vault) -> None:
    assert recorded.rows("PRAGMA integrity_check") == [("ok",)]
    assert recorded.rows("PRAGMA quick_check(1)") == [("ok",)]
    assert recorded.rows("PRAGMA cipher_integrity_check") == []
    assert journal_rows.size(recorded) == 1


def test_plaintext_temporary_file_cannot_be_asked_for(recorded: Vault) -> None:
    # F4: a large sort would spill to /var/tmp in clear if temp_store could be set to FILE.
    with pytest.raises(dbapi2.DatabaseError):
        recorded.execute("PRAGMA temp_store = FILE")
    connection = recorded._connection
    assert connection is not None
    connection.set_authorizer(None)
    assert connection.execute("PRAGMA temp_store").fetchone() == (2,)


SORTING = """
import sys
from pathlib import Path
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault
vault = Vault.open(LogbookFolder(Path(sys.argv[1])), bytearray(range(32)), "9f" * 16)
if sys.argv[2] == "file":
    vault._connection.set_authorizer(None)
    vault._connection.execute("PRAGMA temp_store = FILE")
vault.rows(
    "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
    "SELECT max(x) FROM (SELECT hex(randomblob(500)) AS x FROM n ORDER BY x LIMIT -1 OFFSET 5)"
)
"""


@pytest.mark.parametrize("setting", ["memory", "file"])
def test_large_sort_writes_no_temporary_file(
    vault: Vault, folder: LogbookFolder, tmp_path: Path, setting: str
) -> None:
    vault.close()
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-e", "trace=openat,open", "-o", str(trace), sys.executable]
    try:
        subprocess.run([*command, "-c", SORTING, str(folder.path), setting], check=True)
    except FileNotFoundError:
        pytest.skip("strace is not installed")
    assert ("etilqs" in trace.read_text("utf-8", "replace")) is (setting == "file")


USING_A_KEY = """
import sys
from pathlib import Path
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault

# The key comes into being in a buffer that is wiped, and is told to the test in another form only.
key = bytearray(32)
with open("/dev/urandom", "rb", buffering=0) as random:
    random.readinto(key)
print(bytes(byte ^ 0x5A for byte in key).hex())
vault = Vault.create(LogbookFolder(Path(sys.argv[1])), key, "9f" * 16)
vault.execute("INSERT INTO draft (id, kind, body, saved_at) VALUES ('a', 'd', x'', 't')")
if sys.argv[2] == "closed":
    vault.close()
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
@pytest.mark.parametrize(("state", "copies"), [("closed", 0), ("open", 1)])
def test_key_is_in_memory_once_while_open_and_then_no_more(
    folder: LogbookFolder, state: str, copies: int
) -> None:
    # F1: given as PRAGMA text it would stay, in hexadecimal, after the vault is closed.
    with subprocess.Popen(
        [sys.executable, "-c", USING_A_KEY, str(folder.path), state],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        key = bytes(byte ^ 0x5A for byte in bytes.fromhex(program.stdout.readline()))
        assert program.stdout.readline() == "done\n"
        memory = memory_of(program.pid)
        program.communicate("")
    assert len(memory) > 1_000_000
    assert memory.count(key) == copies
    assert memory.count(key.hex().encode()) == 0


def test_database_opened_by_python_is_noticed(
    vault: Vault, folder: LogbookFolder, databases_opened_by_python: list[str]
) -> None:
    # F8: closing it again would drop SQLite's lock; the watch fails any test that does so.
    vault.close()
    with folder.records.open("rb"):
        pass
    assert databases_opened_by_python == [str(folder.records)]
    databases_opened_by_python.clear()
