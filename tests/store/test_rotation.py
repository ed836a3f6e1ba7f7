# SPDX-License-Identifier: Apache-2.0
"""Changing the root key, stopped after each step: one of two keys opens, and all is there."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    KeyFileDamagedError,
    KeyNotChangedError,
    NotAllowedError,
    WrongKeyError,
)
from logbook.store.folder import LogbookFolder, make_folder
from logbook.store.key_file import KeyFile, candidates, write_key_file
from logbook.store.keyring import NewPerson, Unlocked, database_key, unlock, unlock_best
from logbook.store.membership import suspended, with_person, with_role, without_person
from logbook.store.person_keys import make_person_keys
from logbook.store.rotation import (
    Interrupted,
    abandoned,
    begun,
    finished,
    is_begun,
    opened_with_either,
    sheet_is_void,
)
from logbook.store.seal import holder_of, is_sealed_with
from logbook.store.slots import new_passphrase_slot
from logbook.store.vault import Vault
from tests.store.practice import SECOND, TRUSTED

MINE = "correct horse battery staple"
THEIRS = "velvet anchor pepper mosaic"
VAULT_ID = "9f" * 16
DRAFT = "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'k', :body, '2026')"
COUNT = "SELECT count(*), sum(length(body)) FROM draft"

Opened = tuple[KeyFile, Unlocked]


@pytest.fixture(scope="module")
def two(opened: Opened) -> KeyFile:
    keys = make_person_keys(TRUSTED)
    person = NewPerson(id=SECOND, role="reader", nickname="", keys=keys, certificate=b"theirs")
    slot = new_passphrase_slot(VAULT_ID, SECOND, keys, THEIRS, SMALLEST)
    return with_person(*opened, person, slot)


@pytest.fixture
def me(two: KeyFile) -> Unlocked:
    return unlock(two, MINE)


@pytest.fixture
def full(folder: LogbookFolder, two: KeyFile, me: Unlocked) -> Iterator[Vault]:
    """A vault of some forty pages, open, with its key file beside it."""
    write_key_file(folder, two)
    vault = Vault.create(folder, database_key(me), VAULT_ID)
    with vault.atomic():
        for number in range(20):
            vault.execute(DRAFT, {"id": str(number), "body": os.urandom(6000)})
    yield vault
    vault.close()


def opens(folder: LogbookFolder, passphrase: str) -> tuple[Interrupted | None, KeyFile, Unlocked]:
    """Open as the program does after a crash; everything must be there."""
    key_file, unlocked = unlock_best(candidates(folder), passphrase)
    found = opened_with_either(Vault.open, folder, key_file, unlocked)
    assert found.vault.row(COUNT) == (20, 120_000)
    assert found.vault.row("PRAGMA integrity_check") == ("ok",)
    found.vault.close()
    assert is_sealed_with(found.key_file, found.unlocked.root_key)
    return found.interrupted, found.key_file, found.unlocked


def test_rotated_logbook_opens_for_all_with_the_passphrases_they_had(
    folder: LogbookFolder, full: Vault, two: KeyFile, me: Unlocked
) -> None:
    pending, later = begun(two, me)
    write_key_file(folder, pending)
    full.rekey(database_key(later))
    settled = finished(pending, me, later)
    write_key_file(folder, settled)
    assert full.row(COUNT) == (20, 120_000)
    full.close()

    assert settled.root_epoch == 2
    assert not is_begun(settled)
    assert later.root_key != me.root_key
    for passphrase, certificate in ((MINE, b"certificate of the person"), (THEIRS, b"theirs")):
        interrupted, _, unlocked = opens(folder, passphrase)
        assert interrupted is None
        assert unlocked.root_key == later.root_key
        assert unlocked.certificate == certificate
        assert unlocked.practice_certificate == b"certificate of the practice"
    with pytest.raises(WrongKeyError):
        Vault.open(folder, database_key(me), VAULT_ID)


@pytest.mark.parametrize("passphrase", [MINE, THEIRS])
def test_rotation_that_never_reached_the_database_is_abandoned(
    folder: LogbookFolder, full: Vault, two: KeyFile, me: Unlocked, passphrase: str
) -> None:
    write_key_file(folder, begun(two, me)[0])
    full.close()
    interrupted, key_file, unlocked = opens(folder, passphrase)
    assert interrupted is Interrupted.ABANDONED
    assert unlocked.root_key == me.root_key
    assert not is_begun(key_file)
    assert key_file.root_epoch == 1


@pytest.mark.parametrize("passphrase", [MINE, THEIRS])
def test_rotation_that_reached_the_database_is_finished_by_whoever_opens_it(
    folder: LogbookFolder, full: Vault, two: KeyFile, me: Unlocked, passphrase: str
) -> None:
    pending, later = begun(two, me)
    write_key_file(folder, pending)
    full.rekey(database_key(later))
    full.close()
    # Nothing was written, so it is found again however often it is interrupted.
    for _ in range(2):
        interrupted, key_file, unlocked = opens(folder, passphrase)
        assert interrupted is Interrupted.FINISHED
        assert unlocked.root_key == later.root_key
        assert key_file.root_epoch == 2
    write_key_file(folder, key_file)
    assert opens(folder, MINE)[0] is None
    assert opens(folder, THEIRS)[0] is None


@pytest.mark.parametrize("written", [0, 1])
def test_crash_between_the_two_copies_of_the_key_file_leaves_one_that_opens(
    folder: LogbookFolder, full: Vault, two: KeyFile, me: Unlocked, written: int
) -> None:
    pending, later = begun(two, me)
    write_key_file(folder, pending)
    before = folder.keys[1 - written].read_bytes()
    full.rekey(database_key(later))
    full.close()
    write_key_file(folder, finished(pending, me, later))
    folder.keys[1 - written].write_bytes(before)
    assert opens(folder, MINE)[2].root_key == later.root_key
    assert opens(folder, THEIRS)[2].root_key == later.root_key


def test_control_a_key_file_without_the_pending_key_leaves_nothing_that_opens(
    folder: LogbookFolder, full: Vault, me: Unlocked, two: KeyFile
) -> None:
    # What would happen were the database encrypted anew before the key file is written.
    full.rekey(database_key(begun(two, me)[1]))
    full.close()
    with pytest.raises(WrongKeyError):
        opens(folder, MINE)


def test_database_on_a_full_disk_keeps_its_key_and_stays_open(
    full: Vault, two: KeyFile, me: Unlocked
) -> None:
    later = begun(two, me)[1]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The new file cannot grow to hold all pages, as on a disk that fills up on the way.
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        with pytest.raises(KeyNotChangedError):
            full.rekey(database_key(later))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert full.row(COUNT) == (20, 120_000)
    with full.atomic():
        full.execute(DRAFT, {"id": "more", "body": b"x"})


def test_who_left_opens_neither_key_file_nor_database(
    folder: LogbookFolder, full: Vault, two: KeyFile, me: Unlocked
) -> None:
    them = unlock(two, THEIRS, SECOND)
    pending, later = begun(without_person(two, me, SECOND, until=9), me)
    assert SECOND not in {one.id for one in pending.people}
    full.rekey(database_key(later))
    full.close()
    # Their old key file and passphrase give the old key, which is no longer the database's.
    with pytest.raises(WrongKeyError):
        opened_with_either(Vault.open, folder, two, them)


def test_suspended_person_is_given_no_new_root_key(two: KeyFile, me: Unlocked) -> None:
    out = suspended(two, me, SECOND)
    pending, later = begun(out, me)
    settled = finished(pending, me, later)
    assert holder_of(pending, SECOND).pending_root_box == b""
    assert holder_of(settled, SECOND).root_box == b""


def test_only_an_administrator_begins(two: KeyFile) -> None:
    with pytest.raises(NotAllowedError):
        begun(two, unlock(two, THEIRS, SECOND))


def test_box_of_one_root_key_opens_none_of_another_epoch(two: KeyFile, me: Unlocked) -> None:
    pending, _ = begun(two, me)
    people = tuple(replace(one, root_box=one.pending_root_box) for one in pending.people)
    with pytest.raises(KeyFileDamagedError):
        unlock(replace(pending, people=people), MINE)


def test_nothing_else_begins_while_a_rotation_is_unfinished(two: KeyFile, me: Unlocked) -> None:
    pending, _ = begun(two, me)
    with pytest.raises(AssertionError):
        with_role(pending, me, SECOND, "practitioner")
    assert with_role(abandoned(pending, me), me, SECOND, "practitioner")


def test_recovery_sheet_is_void_once_the_root_key_is_another(two: KeyFile, me: Unlocked) -> None:
    pending, later = begun(two, me)
    assert not sheet_is_void(two, 1)
    assert sheet_is_void(finished(pending, me, later), 1)


REKEYING = """
import sys
from pathlib import Path
from logbook.store.folder import LogbookFolder
from logbook.store.vault import Vault
vault = Vault.open(LogbookFolder(Path(sys.argv[1])), bytearray(range(32)), "9f" * 16)
print("begun", flush=True)
vault.rekey(bytearray(range(32, 64)))
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> LogbookFolder:
    """A database of 10 MB, which takes a third of a second to encrypt anew."""
    made = make_folder(tmp_path_factory.mktemp("large") / "Practice.logbook")
    vault = Vault.create(made, bytearray(range(32)), VAULT_ID)
    with vault.atomic():
        for number in range(100):
            vault.execute(DRAFT, {"id": str(number), "body": os.urandom(100_000)})
    vault.close()
    return made


@pytest.mark.parametrize("delay", [0.0, 0.03, 0.1, 0.2, 0.35])
def test_process_killed_while_encrypting_anew_leaves_one_key_and_everything(
    large: LogbookFolder, tmp_path: Path, delay: float
) -> None:
    place = LogbookFolder(tmp_path / "Killed.logbook")
    # By another process: Python opens no database in this one.
    subprocess.run(["cp", "-r", large.path, place.path], check=True)
    with subprocess.Popen(
        [sys.executable, "-c", REKEYING, str(place.path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"begun\n"
        time.sleep(delay)
        child.kill()
    keys = [bytearray(range(32)), bytearray(range(32, 64))]
    # Whichever is tried first, the other is not kept from opening by it.
    if delay in {0.03, 0.2}:
        keys.reverse()
    opened = 0
    for key in keys:
        try:
            vault = Vault.open(place, key, VAULT_ID)
        except WrongKeyError:
            continue
        opened += 1
        assert vault.row(COUNT) == (100, 10_000_000)
        assert vault.row("PRAGMA integrity_check") == ("ok",)
        vault.close()
    assert opened == 1
