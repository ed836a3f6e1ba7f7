# SPDX-License-Identifier: Apache-2.0
"""A change to the key file that the disk refuses half-way: gone back on, or told as unclear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.store.derivation import SMALLEST
from logbook.store.errors import KeyChangeUnclearError, VaultDiskError, VaultReadOnlyError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates
from tests.builders import PASSPHRASE, StandingClock, a_logbook
from tests.store.disks import read_only

NEW = "hedgehog violin copper rain saturday"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Practice.logbook"


@pytest.fixture
def logbook(path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(path, StandingClock())
    yield made
    made.close()


def let_a_folder_stand_in_the_way(copy: Path) -> None:
    copy.unlink()
    copy.mkdir()
    (copy / "something").write_bytes(b"")


def test_change_the_disk_refused_at_once_left_the_key_file_as_it_was(
    logbook: Logbook, path: Path
) -> None:
    changed = logbook.unlocking.passphrase_job(PASSPHRASE, NEW, cost=SMALLEST).run()
    before = candidates(LogbookFolder(path))
    with read_only(path), pytest.raises(VaultReadOnlyError):
        logbook.unlocking.change_passphrase(changed)
    assert candidates(LogbookFolder(path)) == before
    logbook.close()
    unlock_job(path, PASSPHRASE).run()


def test_change_of_which_one_copy_was_written_and_not_the_other_is_unclear(
    logbook: Logbook, path: Path
) -> None:
    changed = logbook.unlocking.passphrase_job(PASSPHRASE, NEW, cost=SMALLEST).run()
    let_a_folder_stand_in_the_way(LogbookFolder(path).keys[1])
    with pytest.raises(KeyChangeUnclearError) as unclear:
        logbook.unlocking.change_passphrase(changed)
    assert isinstance(unclear.value.__cause__, VaultDiskError)
    logbook.close()
    # One of the two opens; here the first copy had gone back already.
    unlock_job(path, PASSPHRASE).run()


def test_key_file_that_cannot_be_mended_keeps_the_logbook_shut_and_lets_the_folder_go(
    logbook: Logbook, path: Path
) -> None:
    logbook.close()
    copy = LogbookFolder(path).keys[1]
    let_a_folder_stand_in_the_way(copy)
    with pytest.raises(VaultDiskError):
        Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    (copy / "something").unlink()
    copy.rmdir()
    again = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    assert again.read_only is None
    again.close()
