# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.store.errors import (
    VaultExistsError,
    VaultInUseError,
    VaultMissingError,
)
from logbook.store.folder import (
    FolderLock,
    LogbookFolder,
    make_folder,
    new_folder,
    write_durably,
)

HOLDER = """
import sys, time
from pathlib import Path
from logbook.store.folder import FolderLock, LogbookFolder
lock = FolderLock(LogbookFolder(Path(sys.argv[1])))
print("held", flush=True)
time.sleep(60)
"""


class StoppedError(Exception):
    pass


def test_folder_is_for_its_owner_only(folder: LogbookFolder) -> None:
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_folder_says_how_to_read_it_without_the_program(folder: LogbookFolder) -> None:
    text = folder.recovery_text.read_text("utf-8")
    for word in ("Argon2id", "HPKE", "SQLCipher 4", "RFC 9162", "slot-kek/v1", "db/v1"):
        assert word in text


def test_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(VaultExistsError):
        make_folder(tmp_path)
    with pytest.raises(VaultExistsError), new_folder(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_new_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "New.logbook"
    with new_folder(place) as making:
        write_durably(making.keys[0], b"{}")
        assert not place.exists()
    assert LogbookFolder(place).keys[0].read_bytes() == b"{}"
    assert [path.name for path in tmp_path.iterdir()] == ["New.logbook"]


def test_new_folder_takes_the_place_of_an_empty_one(tmp_path: Path) -> None:
    place = tmp_path / "New.logbook"
    place.mkdir()
    with new_folder(place) as making:
        write_durably(making.keys[0], b"{}")
    assert LogbookFolder(place).exists()


def test_new_folder_takes_away_what_a_killed_program_left(tmp_path: Path) -> None:
    place = tmp_path / "New.logbook"
    (tmp_path / ".Another.logbook.making-0badcafe").mkdir()
    killed = tmp_path / ".New.logbook.making-0badcafe"
    killed.mkdir()
    (killed / "vault.db").write_bytes(b"half")

    with new_folder(place):
        assert not killed.exists()

    assert sorted(one.name for one in tmp_path.iterdir()) == [
        ".Another.logbook.making-0badcafe",
        "New.logbook",
    ]


def test_new_folder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with new_folder(tmp_path / "New.logbook") as making:
            write_durably(making.keys[0], b"{}")
            raise StoppedError

    with pytest.raises(StoppedError):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_written_file_is_whole_private_and_alone(folder: LogbookFolder) -> None:
    write_durably(folder.keys[0], b"old")
    write_durably(folder.keys[0], b"new")
    assert folder.keys[0].read_bytes() == b"new"
    assert stat.S_IMODE(folder.keys[0].stat().st_mode) == 0o600
    assert not list(folder.path.glob("*.new"))


def test_lock_is_held_once_in_a_process(folder: LogbookFolder) -> None:
    with FolderLock(folder), pytest.raises(VaultInUseError):
        FolderLock(folder)
    FolderLock(folder).release()


def test_lock_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(VaultMissingError):
        FolderLock(LogbookFolder(tmp_path / "nowhere"))


def test_lock_of_another_process_holds_until_it_is_killed(folder: LogbookFolder) -> None:
    command = [sys.executable, "-c", HOLDER, str(folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(VaultInUseError):
            FolderLock(folder)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    # The file is still there; it is the lock on it that counts.
    assert folder.lock.exists()
    FolderLock(folder).release()


def test_anchors_come_back_in_order(folder: LogbookFolder) -> None:
    assert folder.read_anchors() == ()
    notes = ("log/1\n1\nAAA=\n\n— log/1 BBB=\n", "log/1\n2\nCCC=\n\n— log/1 DDD=\n")
    for note in notes:
        folder.append_anchor(note)
    assert folder.read_anchors() == notes


def test_torn_anchor_is_passed_over_and_does_not_spoil_the_next(folder: LogbookFolder) -> None:
    folder.append_anchor("first\n")
    with folder.anchors.open("ab") as file:
        file.write(b'{"note":"torn')
    folder.append_anchor("second\n")
    assert folder.read_anchors() == ("first\n", "second\n")
