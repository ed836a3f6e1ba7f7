# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from logbook.store.computer import ComputerFolder
from logbook.store.errors import VaultError
from logbook.store.key_file import KeyFile
from logbook.store.keyring import Unlocked

VAULT_ID = "9f" * 16


@pytest.fixture
def computer(tmp_path: Path) -> ComputerFolder:
    return ComputerFolder(tmp_path / "computer")


def test_what_was_kept_is_given_back(
    computer: ComputerFolder, opened: tuple[KeyFile, Unlocked], tmp_path: Path
) -> None:
    key_file, _unlocked = opened
    computer.keep(VAULT_ID, place=tmp_path, note="a note\n", key_file=key_file)

    assert computer.newest_checkpoint(VAULT_ID) == "a note\n"
    assert computer.key_files(tmp_path) == (key_file,)
    folder = computer.path / "logbooks" / VAULT_ID
    assert (folder / "keys.json").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_key_file_last_used_at_a_place_is_tried_first(
    computer: ComputerFolder, opened: tuple[KeyFile, Unlocked], tmp_path: Path
) -> None:
    key_file, _unlocked = opened
    other = replace(key_file, vault="0a" * 16)
    computer.keep(key_file.vault, place=tmp_path / "one", note="", key_file=key_file)
    computer.keep(other.vault, place=tmp_path / "other", note="", key_file=other)

    assert computer.key_files(tmp_path / "one") == (key_file, other)
    assert computer.key_files(tmp_path / "other") == (other, key_file)


def test_nothing_is_made_by_asking(computer: ComputerFolder, tmp_path: Path) -> None:
    assert computer.newest_checkpoint(VAULT_ID) is None
    assert computer.key_files(tmp_path) == ()
    assert computer.witnessed("any") is None
    assert not computer.path.exists()


def test_what_somebody_wrote_over_says_nothing(
    computer: ComputerFolder, opened: tuple[KeyFile, Unlocked], tmp_path: Path
) -> None:
    key_file, _unlocked = opened
    computer.keep(VAULT_ID, place=tmp_path, note="", key_file=key_file)
    folder = computer.path / "logbooks" / VAULT_ID
    (folder / "checkpoint.note").write_bytes(b"\xff\xfe")
    (folder / "keys.json").write_bytes(b"{}")
    (computer.path / "logbooks" / "stray").write_bytes(b"")

    assert computer.newest_checkpoint(VAULT_ID) is None
    assert computer.key_files(tmp_path) == ()


def test_a_log_with_a_hostile_name_stays_inside(computer: ComputerFolder) -> None:
    computer.keep_witnessed("../../x", b"seen")

    assert computer.witnessed("../../x") == b"seen"
    assert [path.parent.name for path in computer.path.rglob("*.json")] == ["witnessed"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultError):
        ComputerFolder(tmp_path / "file").keep_witnessed("log", b"")


def test_the_folder_is_this_users(folder_of_this_computer: Path) -> None:
    assert ComputerFolder.of_this_user().path == folder_of_this_computer
