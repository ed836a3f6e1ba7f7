# SPDX-License-Identifier: Apache-2.0
"""A rehearsal opens the backup for real, compares it with the logbook, and leaves nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.domain.backup import Counted, Rehearsal
from logbook.domain.records import Act
from logbook.exchange.backup_errors import BackupAlteredError, BackupFileError
from logbook.journal.payload import read_payload
from logbook.services.restoring import RestoreJob, unlock_backup_job
from logbook.store import journal_rows
from logbook.store.computer import ComputerFolder
from logbook.store.errors import WrongKeyError
from tests.builders import PASSPHRASE, StandingClock, a_consent_draft, a_logbook, a_person


@pytest.fixture
def logbook(tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    opened, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    person = a_person()
    opened.enrolling.add(person)
    opened.enrolling.add(replace(person, phone="07700 900999"))
    opened.consenting.record(a_consent_draft(person.id))
    yield opened
    opened.close()


@pytest.fixture
def backup(logbook: Logbook, tmp_path: Path) -> Path:
    place = tmp_path / "Stick"
    place.mkdir()
    proof = logbook.backing_up.prepare(place).run()
    logbook.backing_up.record(proof)
    return proof.path


@pytest.fixture
def own_temporary_folder(tmp_path: Path) -> Iterator[Path]:
    own = tmp_path / "temporary"
    own.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(own)
    yield own
    tempfile.tempdir = before


def test_rehearsal_counts_what_is_in_the_backup_and_compares_it_with_the_logbook(
    logbook: Logbook, backup: Path, clock: StandingClock
) -> None:
    clock.advance(days=2)
    logbook.enrolling.add(a_person(reference="LP-0099"))
    found = logbook.rehearsing.prepare(backup).run()

    assert found.is_passed
    assert found.rehearsed_at == clock.now()
    assert found.records == (
        Counted(kind="consent", count=1),
        Counted(kind="practice", count=1),
        Counted(kind="practitioner", count=1),
        Counted(kind="service-user", count=1),
    )
    head = logbook.checkpoints.head()
    assert (found.live_size, found.live_root) == (head.size, head.root.hex())
    assert found.size == found.live_size - 2
    assert found.root != found.live_root


def test_rehearsal_is_recorded_with_its_certificate(logbook: Logbook, backup: Path) -> None:
    found = logbook.rehearsing.prepare(backup).run()
    receipt = logbook.rehearsing.record(found)

    assert receipt.act is Act.BACKUP_REHEARSED
    row = journal_rows.latest_record(logbook._opened.vault, str(found.id))
    assert row is not None
    record = read_payload(row.payload)
    assert isinstance(record, Rehearsal)
    assert record == found
    assert logbook.auditing.audit().is_intact
    assert logbook.read_only is None


def test_nothing_remains_of_it(logbook: Logbook, backup: Path, own_temporary_folder: Path) -> None:
    job = logbook.rehearsing.prepare(backup)
    job.run()
    assert list(own_temporary_folder.iterdir()) == []
    assert not any(job.keys.unlocked.root_key)
    assert any(logbook._opened.keys.unlocked.root_key)


def test_nothing_remains_of_one_that_failed(
    logbook: Logbook, backup: Path, own_temporary_folder: Path
) -> None:
    job = logbook.rehearsing.prepare(backup)
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    with pytest.raises(BackupAlteredError):
        job.run()
    assert list(own_temporary_folder.iterdir()) == []
    assert not any(job.keys.unlocked.root_key)
    with pytest.raises(BackupFileError):
        logbook.rehearsing.prepare(backup).run()


def test_backup_of_another_history_does_not_pass(
    logbook: Logbook, backup: Path, tmp_path: Path, clock: StandingClock
) -> None:
    # The logbook is restored from the backup and goes on; the old one goes on too, and is backed
    # up: two histories of one beginning.
    other = tmp_path / "Other.logbook"
    RestoreJob(
        backup=backup,
        path=other,
        keys=unlock_backup_job(backup, PASSPHRASE).run(),
        clock=clock,
        computer=ComputerFolder(tmp_path / "none"),
    ).run()
    restored = Logbook.open(
        other,
        unlock_job(other, PASSPHRASE).run(),
        clock,
        computer=ComputerFolder(tmp_path / "theirs"),
    )
    try:
        for number in range(9):
            restored.enrolling.add(a_person(reference=f"LP-1{number:03}"))
        later = logbook.backing_up.prepare(tmp_path).run()
        found = restored.rehearsing.prepare(later.path).run()
        assert (found.is_intact, found.is_continued, found.is_passed) == (True, False, False)
        # The control: the backup both began with.
        assert restored.rehearsing.prepare(backup).run().is_passed
    finally:
        restored.close()


def test_backup_that_is_further_than_the_logbook_does_not_pass(
    logbook: Logbook, tmp_path: Path, clock: StandingClock
) -> None:
    logbook.close()
    shutil.copytree(logbook.path, tmp_path / "Copy.logbook")
    again = Logbook.open(logbook.path, unlock_job(logbook.path, PASSPHRASE).run(), clock)
    for number in range(3):
        again.enrolling.add(a_person(reference=f"LP-1{number:03}"))
    ahead = again.backing_up.prepare(tmp_path).run()
    again.close()
    copy = Logbook.open(
        tmp_path / "Copy.logbook",
        unlock_job(tmp_path / "Copy.logbook", PASSPHRASE).run(),
        clock,
        computer=ComputerFolder(tmp_path / "another computer"),
    )
    try:
        found = copy.rehearsing.prepare(ahead.path).run()
        assert (found.is_intact, found.is_continued) == (True, False)
    finally:
        copy.close()


def test_backup_of_another_logbook_is_refused(
    logbook: Logbook, backup: Path, tmp_path: Path, clock: StandingClock
) -> None:
    assert logbook.path.exists()
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    with pytest.raises(WrongKeyError):
        other.rehearsing.prepare(backup).run()
    other.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise elsewhere")
def test_what_lies_there_meanwhile_is_for_its_owner_only(
    logbook: Logbook, backup: Path, own_temporary_folder: Path
) -> None:
    from logbook.exchange.backup_file import BackupFile  # noqa: PLC0415
    from logbook.services.copies import key_file_in, keys_of, opened_copy  # noqa: PLC0415

    with BackupFile(backup) as file:
        file.check()
        keys = keys_of(key_file_in(file), logbook._opened.keys)
        with opened_copy(file, own_temporary_folder / "place", keys) as opened:
            for path in (opened.folder.path.parent, *opened.folder.path.parent.rglob("*")):
                assert path.stat().st_mode & 0o077 == 0, path
            assert b"SQLite format 3" not in (opened.folder.path / "keys.a.json").read_bytes()
    assert list(own_temporary_folder.iterdir()) == []
