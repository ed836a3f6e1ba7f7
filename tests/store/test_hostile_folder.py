# SPDX-License-Identifier: Apache-2.0
"""A folder in which somebody without any key wrote: read within limits, or not at all."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from logbook.store.computer import ComputerFolder
from logbook.store.derivation import MOST_WORK, SMALLEST, KdfCost
from logbook.store.errors import (
    KeyFileDamagedError,
    NotALogbookError,
    VaultDamagedError,
    VaultError,
)
from logbook.store.folder import FolderLock, LogbookFolder, content_of, is_plain
from logbook.store.key_file import (
    LONGEST_NICKNAME,
    KeyFile,
    candidates,
    parsed,
    to_bytes,
    write_key_file,
)
from logbook.store.keyring import Unlocked
from logbook.store.vault import Vault

Opened = tuple[KeyFile, Unlocked]
Plain = dict[str, Any]

posix_only = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")


def with_checksum(body: bytes) -> bytes:
    return body + b"\n" + sha256(body).hexdigest().encode() + b"\n"


def altered(key_file: KeyFile, change: Callable[[Plain], None]) -> bytes:
    found: Plain = json.loads(to_bytes(key_file).split(b"\n")[0])
    change(found)
    return with_checksum(json.dumps(found, separators=(",", ":"), sort_keys=True).encode())


def person(**changes: object) -> Callable[[Plain], None]:
    return lambda found: found["people"][0].update(changes)


def slot(**changes: object) -> Callable[[Plain], None]:
    return lambda found: found["people"][0]["slots"][0].update(changes)


def nothing(_found: Plain) -> None:
    """Leave it as it is."""


HOSTILE = {
    "a role there is not": person(role="boss"),
    "a role and more": person(role="reader\n"),
    "no identity": person(id="nobody"),
    "an identity and more": person(id="11111111-1111-4111-8111-111111111111\n"),
    "a name that fills the window": person(nickname="x" * (LONGEST_NICKNAME + 1)),
    "one person twice": lambda found: found["people"].append(found["people"][0]),
    "nobody": lambda found: found.update(people=[]),
    "a logbook and more": lambda found: found.update(vault=found["vault"] + "\n"),
    "two passphrases": lambda found: found["people"][0]["slots"].append(
        found["people"][0]["slots"][0]
    ),
    "two gibibytes": slot(m=2 * 1024 * 1024),
    "an hour": slot(m=1024 * 1024, t=64),
    "a slot of no name": slot(id="x"),
    "a key of no length": lambda found: found.update(practice_public=""),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_this_program_never_writes_is_no_key_file(
    folder: LogbookFolder, opened: Opened, change: Callable[[Plain], None]
) -> None:
    for path in folder.keys:
        path.write_bytes(altered(opened[0], change))
    with pytest.raises(KeyFileDamagedError):
        candidates(folder)


def test_control_what_it_writes_is_one(folder: LogbookFolder, opened: Opened) -> None:
    for path in folder.keys:
        path.write_bytes(altered(opened[0], nothing))
    assert candidates(folder) == (opened[0],)


def test_nesting_without_end_is_no_key_file(opened: Opened) -> None:
    body = to_bytes(opened[0]).split(b"\n")[0]
    for depth, is_one in ((10, True), (200_000, False)):
        deep = b'{"zz":' + b"[" * depth + b"]" * depth + b"," + body[1:]
        assert (parsed(with_checksum(deep)) is not None) == is_one


def test_key_file_that_could_not_be_read_again_is_not_written(
    folder: LogbookFolder, opened: Opened
) -> None:
    write_key_file(folder, opened[0])
    before = folder.keys[0].read_bytes()
    wrong = parsed(to_bytes(opened[0]))
    assert wrong is not None
    object.__setattr__(wrong.people[0], "nickname", "x" * (LONGEST_NICKNAME + 1))
    with pytest.raises(AssertionError, match="can be read"):
        write_key_file(folder, wrong)
    assert folder.keys[0].read_bytes() == before


def test_cost_is_limited_in_memory_in_passes_and_in_both() -> None:
    assert SMALLEST.is_within_limits()
    assert KdfCost(memory_kib=512 * 1024, passes=32, lanes=4).is_within_limits()
    assert KdfCost(memory_kib=MOST_WORK // 64, passes=64, lanes=4).is_within_limits()
    for memory_kib, passes in ((1024 * 1024 + 1, 1), (512 * 1024, 33), (64 * 1024, 65)):
        cost = KdfCost(memory_kib=memory_kib, passes=passes, lanes=4)
        assert not cost.is_within_limits()


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def link_to_what_never_ends(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


PUT = (pipe, link_to_what_never_ends, a_folder)


@posix_only
@pytest.mark.parametrize("put", PUT)
def test_key_file_that_is_no_file_gives_way_to_the_other(
    folder: LogbookFolder, opened: Opened, put: Callable[[Path], None]
) -> None:
    write_key_file(folder, opened[0])
    put(folder.keys[0])
    assert candidates(folder) == (opened[0],)
    put(folder.keys[1])
    with pytest.raises(KeyFileDamagedError):
        candidates(folder)


@posix_only
@pytest.mark.parametrize("put", PUT)
def test_anchors_that_are_no_file_say_nothing_and_take_none(
    folder: LogbookFolder, put: Callable[[Path], None]
) -> None:
    folder.append_anchor("first\n")
    assert folder.read_anchors() == ("first\n",)
    put(folder.anchors)
    assert folder.read_anchors() == ()
    with pytest.raises(VaultError):
        folder.append_anchor("second\n")


@posix_only
@pytest.mark.parametrize("read_only", [False, True])
def test_lock_that_is_a_pipe_keeps_nobody_waiting(
    folder: LogbookFolder, *, read_only: bool
) -> None:
    pipe(folder.lock)
    FolderLock(folder, read_only=read_only).release()


@posix_only
@pytest.mark.parametrize("put", PUT)
def test_what_is_kept_on_this_computer_is_read_as_carefully(
    tmp_path: Path, opened: Opened, put: Callable[[Path], None]
) -> None:
    computer, key_file = ComputerFolder(tmp_path / "computer"), opened[0]
    computer.keep(key_file.vault, place=tmp_path, note="a note\n", key_file=key_file)
    assert computer.key_file(key_file.vault) == key_file
    put(computer.path / "logbooks" / key_file.vault / "keys.json")
    assert computer.key_file(key_file.vault) is None


@posix_only
@pytest.mark.parametrize("opens", [Vault.open, Vault.open_to_read])
def test_nothing_is_written_through_a_link(
    folder: LogbookFolder, key: bytes, tmp_path: Path, opens: Callable[..., Vault]
) -> None:
    vault_id = "9f" * 16
    Vault.create(folder, bytearray(key), vault_id).close()
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    journal = folder.records.with_name("records.db-journal")
    for put in (lambda: journal.symlink_to(precious), lambda: os.mkfifo(journal)):
        put()
        with pytest.raises(VaultDamagedError):
            opens(folder, bytearray(key), vault_id)
        journal.unlink()
    assert precious.read_bytes() == b"precious"
    opens(folder, bytearray(key), vault_id).close()

    folder.records.rename(tmp_path / "elsewhere.db")
    folder.records.symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(NotALogbookError):
        opens(folder, bytearray(key), vault_id)


def test_of_a_large_file_the_first_or_the_last_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert content_of(path, 4) == b"0123"
    assert content_of(path, 4, from_the_end=True) == b"6789"
    assert content_of(path, 40, from_the_end=True) == b"0123456789"
    assert stat.S_ISREG(path.stat().st_mode)
    assert is_plain(path)
    assert is_plain(tmp_path / "nothing")
    assert not is_plain(tmp_path)


def test_later_key_file_that_is_kept_is_not_written_over(tmp_path: Path, opened: Opened) -> None:
    computer, older = ComputerFolder(tmp_path / "computer"), opened[0]
    later = replace(older, epoch=older.epoch + 1)
    for given, kept in ((later, later), (older, later), (replace(later, epoch=9), None)):
        computer.keep(older.vault, place=tmp_path, note="", key_file=given)
        assert computer.key_file(older.vault) == (kept or given)
    restored = replace(
        older, hwm=replace(older.hwm, origin=f"disclosure-logbook.invalid/{older.vault}/2")
    )
    assert restored.journal_epoch == 2
    computer.keep(older.vault, place=tmp_path, note="", key_file=restored)
    assert computer.key_file(older.vault) == restored
