# SPDX-License-Identifier: Apache-2.0
"""A recovery sheet whose entry in the journal was lost to a crash, or that bears a forged box."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import ComputerFolder, Logbook, RecoveryCode, rebuild_job, unlock_job
from logbook.store import journal_rows
from logbook.store.errors import SheetVoidError
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import holder_of, with_slot
from logbook.store.recovery_lines import PrintedKeys, lines_of, printed_keys
from logbook.store.slots import new_recovery_slot
from tests.builders import PASSPHRASE, StandingClock, a_logbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Larkfield.logbook"


@pytest.fixture
def computer(tmp_path: Path) -> ComputerFolder:
    """Give a computer that has never seen the logbook."""
    return ComputerFolder(tmp_path / "another computer")


@pytest.fixture
def logbook(path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(path, StandingClock())
    yield made
    made.close()


def a_sheet_the_journal_never_heard_of(logbook: Logbook) -> tuple[PrintedKeys, str]:
    """Put the slot into the key file, and crash before the entry is written."""
    opened = logbook._opened
    me, key_file = str(logbook.practitioner.id), opened.keys.key_file
    slot, code = new_recovery_slot(key_file.vault, me, opened.keys.unlocked.keys)
    opened.write_keys(with_slot(key_file, opened.keys.unlocked, slot))
    now = opened.keys.key_file
    return printed_keys(now, holder_of(now, me)), code


def last_act(logbook: Logbook) -> str:
    vault = logbook._opened.vault
    entry = journal_rows.entry_at(vault, journal_rows.size(vault) - 1)
    assert entry is not None
    return str(json.loads(entry.body)["act"])


def lose_key_files(path: Path) -> None:
    for copy in LogbookFolder(path).keys:
        copy.unlink()


def rebuild(path: Path, printed: PrintedKeys, code: str, computer: ComputerFolder) -> None:
    rebuild_job(path, "\n".join(lines_of(printed)), code, computer).run()


def test_its_code_opens_and_a_drill_with_it_is_noted(logbook: Logbook, path: Path) -> None:
    _printed, code = a_sheet_the_journal_never_heard_of(logbook)
    assert logbook.recovering.check(code)
    assert last_act(logbook) == "recovery.checked"
    logbook.close()
    unlock_job(path, RecoveryCode(code)).run()


def test_it_cannot_take_the_place_of_the_key_file(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    printed, code = a_sheet_the_journal_never_heard_of(logbook)
    logbook.close()
    lose_key_files(path)
    with pytest.raises(SheetVoidError, match="on record"):
        rebuild(path, printed, code, computer)


def test_record_of_an_earlier_sheet_of_the_same_person_stands_in_for_it(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    recovering = logbook.recovering
    recovering.make_sheet(recovering.sheet_job(PASSPHRASE).run())
    printed, code = a_sheet_the_journal_never_heard_of(logbook)
    logbook.close()
    lose_key_files(path)
    rebuild(path, printed, code, computer)


def test_sheet_with_another_box_in_it_is_void(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    printed, code = a_sheet_the_journal_never_heard_of(logbook)
    logbook.close()
    lose_key_files(path)
    with pytest.raises(SheetVoidError, match="root key"):
        rebuild(path, replace(printed, root_box=os.urandom(80)), code, computer)
