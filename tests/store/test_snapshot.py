# SPDX-License-Identifier: Apache-2.0
"""A snapshot is whole, encrypted and nobody else's; the way to it opens for one statement."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store import journal_rows
from logbook.store.authorizer import ALLOWED, REFUSED, authorise_snapshot
from logbook.store.errors import VaultError, VaultExistsError, VaultFullError, WrongKeyError
from logbook.store.folder import LogbookFolder, make_folder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.snapshot import take_snapshot
from logbook.store.vault import Vault
from tests.store.conftest import VAULT_ID

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]
MARKER = b"Marmaduke Hollybush"


@pytest.fixture
def recorded(vault: Vault, record: Recorder) -> Vault:
    for number in range(5):
        record(b'{"name":"%s %d"}' % (MARKER, number))
    return vault


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "snapshots"
    folder.mkdir(mode=0o700)
    return folder / "snapshot.db"


def opened_copy(place: Path, tmp_path: Path, key: bytes) -> Vault:
    folder = make_folder(tmp_path / "Copy.logbook")
    place.rename(folder.records)
    return Vault.open(folder, bytearray(key), VAULT_ID)


def test_snapshot_holds_everything_and_opens_with_the_key(
    recorded: Vault, place: Path, tmp_path: Path, key: bytes
) -> None:
    take_snapshot(recorded, place)

    copy = opened_copy(place, tmp_path, key)
    try:
        for question in (
            "SELECT seq, body, leaf, signature, nodes FROM entry",
            "SELECT seq, object, revision, kind, payload, salt FROM record",
            "SELECT type, name, sql FROM sqlite_schema ORDER BY name",
            "SELECT only, id FROM vault",
        ):
            assert copy.rows(question) == recorded.rows(question)
        assert copy.rows("PRAGMA integrity_check") == [("ok",)]
        assert copy.rows("PRAGMA cipher_integrity_check") == []
    finally:
        copy.close()


def test_snapshot_is_encrypted_for_its_owner_only_and_nothing_lies_beside_it(
    recorded: Vault, place: Path, tmp_path: Path
) -> None:
    take_snapshot(recorded, place)

    data = place.read_bytes()
    assert len(data) % 4096 == 0
    assert MARKER not in data
    assert not data.startswith(b"SQLite format 3")
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WrongKeyError):
        opened_copy(place, tmp_path, bytes(32))


def test_the_logbook_goes_on_after_a_snapshot_and_its_guard_stands_again(
    recorded: Vault, record: Recorder, place: Path
) -> None:
    take_snapshot(recorded, place)

    record()
    assert journal_rows.size(recorded) == 6
    for refused in (
        f"VACUUM INTO '{place}.2'",
        f"ATTACH '{place}' AS other",
        "CREATE TABLE t (x)",
        "DELETE FROM entry",
    ):
        with pytest.raises(dbapi2.Error):
            recorded.execute(refused)
    assert not place.with_name(place.name + ".2").exists()


def test_while_the_way_is_open_only_that_very_copy_can_be_made(
    recorded: Vault, place: Path
) -> None:
    other = place.with_name("other.db")
    for refused in (
        f"VACUUM INTO '{other}'",
        f"ATTACH '{other}' AS other KEY ''",
        "CREATE TABLE t (x)",
        "CREATE TEMP TABLE t (x)",
        "DROP TABLE entry",
        "UPDATE entry SET body = x'7b7e'",
        "PRAGMA temp_store = FILE",
        "PRAGMA journal_mode = OFF",
    ):
        with (
            recorded.licensed(authorise_snapshot(str(place))),
            pytest.raises(dbapi2.Error),
        ):
            recorded.execute(refused)
        assert list(place.parent.iterdir()) == []


def test_control_without_the_guard_each_of_them_would_be_written(
    recorded: Vault, place: Path
) -> None:
    connection = recorded._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute(f"ATTACH '{place}' AS other KEY ''")
    connection.execute("CREATE TABLE other.t AS SELECT payload FROM record")
    connection.execute("DETACH other")

    assert MARKER in place.read_bytes()


def test_the_way_opens_once() -> None:
    answer = authorise_snapshot("/a")
    assert answer(dbapi2.SQLITE_ATTACH, "/a", None, None, None) == ALLOWED
    assert answer(dbapi2.SQLITE_ATTACH, "/a", None, None, None) == REFUSED


def test_a_schema_of_another_name_is_not_filled() -> None:
    answer = authorise_snapshot("/a")
    insert = (dbapi2.SQLITE_CREATE_TABLE, "t", None)
    assert answer(*insert, "vacuum_00112233445566aa", None) == ALLOWED
    for schema in ("main", "temp", "vacuum_", "vacuum_00112233445566aa2", None):
        assert answer(*insert, schema, None) == REFUSED


def test_what_stands_there_is_never_taken_over(recorded: Vault, place: Path) -> None:
    place.write_bytes(b"")
    with pytest.raises(VaultExistsError):
        take_snapshot(recorded, place)
    assert place.read_bytes() == b""


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_that_lies_in_wait_is_not_followed(recorded: Vault, place: Path) -> None:
    elsewhere = place.with_name("elsewhere.db")
    place.symlink_to(elsewhere)
    with pytest.raises(VaultExistsError):
        take_snapshot(recorded, place)
    assert not elsewhere.exists()
    assert place.is_symlink()


def test_a_folder_that_is_not_there_is_a_family_of_its_own(recorded: Vault, place: Path) -> None:
    with pytest.raises(VaultError):
        take_snapshot(recorded, place.parent / "none" / "snapshot.db")


def test_nothing_is_left_when_the_statement_itself_fails(recorded: Vault, place: Path) -> None:
    with pytest.raises(dbapi2.Error), recorded.atomic():
        take_snapshot(recorded, place)
    assert list(place.parent.iterdir()) == []
    take_snapshot(recorded, place)


FILLING = """
import resource, sys
from pathlib import Path
from logbook.store.errors import VaultError
from logbook.store.folder import LogbookFolder
from logbook.store.snapshot import take_snapshot
from logbook.store.vault import Vault
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = LogbookFolder(Path(sys.argv[1]))
vault = Vault.open(folder, bytearray(range(32)), "9f" * 16)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    take_snapshot(vault, Path(sys.argv[2]))
except VaultError as error:
    print(error.code)
print(vault.row("SELECT count(*) FROM entry")[0])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit on file sizes")
def test_when_the_file_cannot_grow_nothing_is_left(
    recorded: Vault, folder: LogbookFolder, place: Path
) -> None:
    recorded.close()
    ended = subprocess.run(
        [sys.executable, "-c", FILLING, str(folder.path), str(place)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stdout.split() in (["vault.full", "5"], ["vault.disk", "5"])
    assert list(place.parent.iterdir()) == []
    assert VaultFullError.code == "vault.full"


COPYING = """
import sys
from pathlib import Path
from logbook.store.folder import LogbookFolder
from logbook.store.snapshot import take_snapshot
from logbook.store.vault import Vault
vault = Vault.open(LogbookFolder(Path(sys.argv[1])), bytearray(range(32)), "9f" * 16)
take_snapshot(vault, Path(sys.argv[2]))
"""


def test_no_temporary_file_is_written_elsewhere_and_all_is_flushed(
    recorded: Vault, folder: LogbookFolder, place: Path, tmp_path: Path
) -> None:
    recorded.close()
    trace = tmp_path / "trace"
    calls = "trace=openat,open,creat,fsync,fdatasync"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(trace), sys.executable]
    try:
        subprocess.run(
            [*command, "-c", COPYING, str(folder.path), str(place)],
            check=True,
            cwd=Path(__file__).parents[2],
        )
    except FileNotFoundError:
        pytest.skip("strace is not installed")
    lines = trace.read_text("utf-8", "replace").splitlines()
    made = [line for line in lines if "O_CREAT" in line and "= -1" not in line]
    assert any(place.name in line for line in made)
    assert all(str(tmp_path) in line for line in made), made
    assert not any("etilqs" in line for line in lines)
    flushed = [line for line in lines if "fsync(" in line or "fdatasync(" in line]
    assert any(f"{place}>" in line for line in flushed)
    assert any(f"{place.parent}>" in line for line in flushed)
