# SPDX-License-Identifier: Apache-2.0
"""A full disk, a read-only folder, a process that is killed: what was recorded stays recorded."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.store.folder import LogbookFolder, make_folder
from logbook.store.vault import Vault

VAULT_ID = "9f" * 16
NOBODY = 65534

FILLING = """
import os, sys
from pathlib import Path
from logbook.store.errors import CommitUnclearError, VaultError
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault
vault = Vault.open(LogbookFolder(Path(sys.argv[1])), bytearray(range(32)), "9f" * 16)
kept = 0
try:
    for number in range(200):
        with vault.atomic():
            vault.execute(
                "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'd', :body, 't')",
                {"id": f"{number:03}", "body": os.urandom(20_000)},
            )
        kept += 1
    print("went through", kept)
except CommitUnclearError as error:
    vault.reopen()
    print(error.reason.code, kept, vault.row("SELECT count(*) FROM draft")[0])
except VaultError as error:
    print(error.code, kept, vault.row("SELECT count(*) FROM draft")[0])
"""
WRITING = """
import os, sys
from pathlib import Path
from logbook.store.errors import VaultError
from logbook.store.folder import FolderLock, LogbookFolder, write_durably
from logbook.store.vault import Vault
os.setgid(65534)
os.setuid(65534)
folder = LogbookFolder(Path(sys.argv[1]))
def report(act):
    try:
        act()
    except VaultError as error:
        print(error.code)
    else:
        print("went through")
report(lambda: FolderLock(folder).release())
report(lambda: write_durably(folder.keys[0], b"x"))
report(lambda: folder.append_anchor("note"))
report(lambda: Vault.open(folder, bytearray(range(32)), "9f" * 16).close())
"""
RECORDING = """
import sys
from pathlib import Path
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault
vault = Vault.open(LogbookFolder(Path(sys.argv[1])), bytearray(range(32)), "9f" * 16)
number = vault.row("SELECT count(*) FROM entry")[0]
while True:
    with vault.atomic():
        vault.execute(
            "INSERT INTO entry (seq, body, leaf, signature, nodes)"
            " VALUES (:seq, zeroblob(300 + :seq * 37 % 9000), zeroblob(32), zeroblob(64), x'')",
            {"seq": number},
        )
        vault.execute(
            "INSERT INTO record (seq, object, revision, kind, payload, salt)"
            " VALUES (:seq, :seq, 1, 'k', zeroblob(:seq * 37 % 9000), zeroblob(32))",
            {"seq": number},
        )
    number += 1
    print(number, flush=True)
"""


def run(code: str, place: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(place)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(params=[2_000, None], ids=["small disk", "control"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, bool]]:
    """A folder on a disk of two megabytes, or of no limit."""
    if request.param is None:
        yield tmp_path, False
        return
    place = tmp_path / "small"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={request.param}k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or subprocess.run(mounting, capture_output=True, check=False).returncode
    ):
        pytest.skip("a small disk may not be mounted here")
    yield place, True
    subprocess.run(["umount", str(place)], check=True)


def test_full_disk_loses_nothing_that_was_recorded(disk: tuple[Path, bool], key: bytes) -> None:
    place, is_small = disk
    folder = make_folder(place / "Full.logbook")
    Vault.create(folder, bytearray(key), VAULT_ID).close()
    said = run(FILLING, folder.path).split()
    if not is_small:
        assert said == ["went", "through", "200"]
        return
    code, kept, found = said
    assert code == "vault.full"
    assert 0 < int(kept) == int(found) < 200
    again = Vault.open(folder, bytearray(key), VAULT_ID)
    assert again.row("SELECT count(*) FROM draft") == (int(kept),)
    assert again.rows("PRAGMA integrity_check") == [("ok",)]
    again.close()


@pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() != 0, reason="only root may become another user"
)
@pytest.mark.parametrize("owner", ["another", "the person"])
def test_read_only_folder_is_told_apart(folder: LogbookFolder, key: bytes, owner: str) -> None:
    Vault.create(folder, bytearray(key), VAULT_ID).close()
    place: Path = folder.path
    while place != place.parent and place.stat().st_uid == 0 and not place.stat().st_mode & 1:
        place.chmod(place.stat().st_mode | 0o055)
        place = place.parent
    if owner == "the person":
        for path in (folder.path, *folder.path.iterdir()):
            os.chown(path, NOBODY, NOBODY)
    else:
        folder.records.chmod(0o644)
    expected = "went through" if owner == "the person" else "vault.read_only"
    assert run(WRITING, folder.path).splitlines() == [expected] * 4


def test_killed_process_loses_nothing_it_acknowledged(folder: LogbookFolder, key: bytes) -> None:
    Vault.create(folder, bytearray(key), VAULT_ID).close()
    chosen = random.Random(7)  # noqa: S311 - when to kill is no secret
    for _ in range(12):
        command = [sys.executable, "-c", RECORDING, str(folder.path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            for _line in range(chosen.randrange(1, 30)):
                last = program.stdout.readline()
            program.kill()
            last = ([last, *program.stdout.read().split("\n")[:-1]])[-1]
        vault = Vault.open(folder, bytearray(key), VAULT_ID)
        (entries,) = vault.row("SELECT count(*) FROM entry") or (0,)
        assert entries >= int(last)
        assert vault.row("SELECT count(*) FROM record") == (entries,)
        assert vault.rows("PRAGMA quick_check") == [("ok",)]
        vault.close()
