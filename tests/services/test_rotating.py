# SPDX-License-Identifier: Apache-2.0
"""Somebody leaves, and the root key is changed: whole at every step, whoever opens it next."""

from __future__ import annotations

import resource
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import Logbook, people_who_can_open, unlock_job
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.domain.staff import StaffStatus
from logbook.errors import StoppedError
from logbook.services.opening import OpenFolder, open_folder
from logbook.services.reading_only import ReadOnly
from logbook.store import rotation
from logbook.store.errors import (
    KeyChangeNotEndedError,
    KeyNotChangedError,
    NotALogbookError,
    OpenForReadingOnlyError,
    SuspendedError,
    VaultDiskError,
    WrongKeyError,
    WrongPassphraseError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates, parsed, write_key_file
from logbook.store.keyring import database_key
from logbook.store.membership import without_person
from logbook.wording.sentences import error_sentence
from tests.builders import (
    COLLEAGUES,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
)
from tests.full_disk import FullAfterOneWrite
from tests.services.opened_again import Enter, acts

THIRD = "quarry velvet hammock ginger"


@pytest.fixture
def logbook(place: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _ = a_logbook(place, clock)
    made.enrolling.add(a_person())
    yield made
    made.close()


def times_rotated(logbook: Logbook) -> int:
    return acts(logbook).count(Act.ROOT_KEY_ROTATED.value)


def copied(place: Path, name: str) -> Path:
    """Copy a closed logbook by another process, as a backup or a thief would."""
    there = place.with_name(name)
    subprocess.run(["cp", "-r", place, there], check=True)
    return there


def test_who_left_opens_nothing_that_was_written_since(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.close()
    before = copied(place, "Backup.logbook")
    logbook = enter(PASSPHRASE)
    logbook.staffing.leave(colleague.id, "New post in Hereford")
    assert not logbook.staffing.rotation_is_due
    assert logbook.auditing.audit().is_intact
    assert acts(logbook)[-2:] == ["practitioner.left", "root-key.rotated"]
    logbook.close()

    with pytest.raises(WrongPassphraseError):
        enter(COLLEAGUES)
    # An old copy of the key file beside the database of today.
    old = copied(place, "Thief.logbook")
    for one, earlier in zip(LogbookFolder(old).keys, LogbookFolder(before).keys, strict=True):
        one.write_bytes(earlier.read_bytes())
    with pytest.raises(WrongKeyError):
        enter(COLLEAGUES, old)
    # What cannot be taken back: the backup from when they belonged to the practice.
    assert enter(COLLEAGUES, before).practitioner.id == colleague.id


def test_who_left_is_listed_and_what_they_signed_still_counts(
    logbook: Logbook, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.close()
    theirs = enter(COLLEAGUES)
    theirs.enrolling.add(a_person(reference="LP-0043"))
    theirs.close()
    logbook = enter(PASSPHRASE)
    logbook.staffing.leave(colleague.id)
    me, gone = logbook.staffing.people()
    assert (gone.id, gone.name, gone.status) == (colleague.id, "Gethin Pugh", StaffStatus.LEFT)
    assert not logbook.reviewing.practitioner(colleague.id).active
    logbook.close()
    again = enter(PASSPHRASE)
    assert again.practitioner.id == me.id
    assert again.auditing.audit().is_intact


def test_key_of_who_left_signs_no_later_entry(logbook: Logbook, place: Path) -> None:
    colleague = a_colleague(logbook)
    theirs = unlock_job(place, COLLEAGUES).run().unlocked.keys.ed25519
    scribe, hand = logbook._scribe, logbook._opened.hand
    scribe._hand = replace(hand, person=colleague.id, key=theirs)
    logbook.enrolling.add(a_person(reference="LP-0043"))
    scribe._hand = hand
    logbook.staffing.leave(colleague.id)
    assert logbook.auditing.audit().is_intact
    scribe._hand = replace(hand, person=colleague.id, key=theirs)
    logbook.enrolling.add(a_person(reference="LP-0044"))
    report = logbook.auditing.audit()
    assert [found.kind.value for found in report.findings] == ["signature-wrong"]


def test_who_comes_back_is_enrolled_anew_with_other_keys(logbook: Logbook, enter: Enter) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.leave(colleague.id)
    a_colleague(logbook, THIRD, id=colleague.id)
    assert [each.status for each in logbook.staffing.people()] == [StaffStatus.ACTIVE] * 2
    logbook.close()
    theirs = enter(THIRD)
    assert theirs.practitioner.active
    assert theirs.auditing.audit().is_intact


def test_everybody_else_opens_as_before_and_old_sheets_are_void(
    logbook: Logbook, enter: Enter
) -> None:
    a_colleague(logbook)
    assert logbook.rotating.root_epoch == 1
    for epoch in (2, 3):
        receipt = logbook.rotating.rotate()
        assert receipt.act is Act.ROOT_KEY_ROTATED
        assert logbook.rotating.root_epoch == epoch
        assert logbook.rotating.sheet_is_void(epoch - 1)
        assert not logbook.rotating.sheet_is_void(epoch)
    logbook.enrolling.add(a_person(reference="LP-0044"))
    logbook.close()
    for passphrase in (PASSPHRASE, COLLEAGUES):
        again = enter(passphrase)
        assert again.auditing.audit().is_intact
        assert times_rotated(again) == 2
        assert len(again.reviewing.order_of_people()) == 2
        again.close()


def begun(opened: OpenFolder) -> tuple[rotation.Unlocked, rotation.KeyFile]:
    pending, later = rotation.begun(opened.keys.key_file, opened.keys.unlocked)
    write_key_file(opened.folder, pending)
    return later, pending


@pytest.mark.parametrize("opener", [PASSPHRASE, COLLEAGUES])
def test_change_stopped_before_the_database_never_was(
    logbook: Logbook, place: Path, enter: Enter, opener: str
) -> None:
    a_colleague(logbook, role=Role.READER)
    begun(logbook._opened)
    logbook._opened.close()
    again = enter(opener)
    assert times_rotated(again) == 0
    assert again.rotating.root_epoch == 1
    assert again.auditing.audit().is_intact
    assert not any(rotation.is_begun(each) for each in candidates(LogbookFolder(place)))


@pytest.mark.parametrize("opener", [PASSPHRASE, COLLEAGUES])
def test_change_stopped_after_the_database_is_ended_and_noted_once(
    logbook: Logbook, place: Path, enter: Enter, opener: str
) -> None:
    a_colleague(logbook, role=Role.READER)
    logbook.rotating.rotate()
    later, _ = begun(logbook._opened)
    logbook._opened.vault.rekey(database_key(later))
    logbook._opened.close()
    # Somebody only looks, twice: nothing is written, and nothing is lost by it.
    for _ in range(2):
        open_folder(place, unlock_job(place, opener).run()).close()
        looked = enter(opener, read_only=True)
        assert looked.auditing.audit().is_intact
        assert times_rotated(looked) == 1
        looked.close()
    again = enter(opener)
    assert times_rotated(again) == 2
    assert again.rotating.root_epoch == 3
    assert again.auditing.audit().is_intact
    again.close()
    assert times_rotated(enter(PASSPHRASE)) == 2
    assert not any(rotation.is_begun(each) for each in candidates(LogbookFolder(place)))


def test_change_stopped_after_the_journal_is_not_noted_twice(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    a_colleague(logbook, role=Role.READER)
    later, pending = begun(logbook._opened)
    logbook._opened.vault.rekey(database_key(later))
    logbook._opened.close()
    half = open_folder(place, unlock_job(place, PASSPHRASE).run())
    logbook_of_half = Logbook(half, StandingClock())
    logbook_of_half.rotating.settle()
    half.close()
    # The last step undone: the journal was told, and the key file not yet written.
    write_key_file(LogbookFolder(place), pending)
    again = enter(COLLEAGUES)
    assert times_rotated(again) == 1
    assert again.rotating.root_epoch == 2
    assert again.auditing.audit().is_intact


def half_ended(logbook: Logbook, *, told: bool = True) -> None:
    """Change the key on a disk that does not take the last of it: the key file, or the entry."""
    opened = logbook._opened
    if told:
        opened.__class__ = FullAfterOneWrite
    job = logbook.rotating.prepare().run()

    def take_over(key: bytearray) -> None:
        opened.vault.take_over(job.copying, key)
        if not told:
            assert opened.vault._connection is not None
            opened.vault._connection.set_authorizer(None)
            opened.vault._connection.execute("PRAGMA query_only = ON")

    with pytest.raises(KeyChangeNotEndedError) as refused:
        logbook.rotating._change(job.later, take_over)
    opened.__class__ = OpenFolder
    assert opened.interrupted is not None
    assert "The key of the logbook is changed" in error_sentence(refused.value)


def test_change_the_disk_did_not_take_the_last_of_is_noted_once(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    half_ended(logbook)
    logbook.enrolling.add(a_person(reference="LP-0046"))
    # The power fails.
    logbook._opened.close()
    again = enter(PASSPHRASE)
    assert times_rotated(again) == 1
    assert again.rotating.root_epoch == 2
    assert again.reviewing.of_reference("LP-0046") is not None
    assert again.auditing.audit().is_intact
    assert not any(rotation.is_begun(each) for each in candidates(LogbookFolder(place)))


def test_until_the_journal_is_told_no_key_file_is_written_that_would_hide_it(
    logbook: Logbook, enter: Enter
) -> None:
    half_ended(logbook, told=False)
    with pytest.raises(KeyChangeNotEndedError):
        logbook.staffing.choose_nickname("Rhi")
    # The power fails.
    logbook._opened.close()
    again = enter(PASSPHRASE)
    assert times_rotated(again) == 1
    again.staffing.choose_nickname("Rhi")
    assert again.auditing.audit().is_intact


def test_change_that_may_not_be_finished_leaves_nothing_beside(
    logbook: Logbook, place: Path
) -> None:
    job = logbook.rotating.prepare().run()
    logbook._opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.ASKED))
    with pytest.raises(OpenForReadingOnlyError):
        logbook.rotating.finish(job)
    assert not list(place.glob(".records-*"))
    assert not any(job.later.root_key)


def test_of_a_change_the_journal_was_not_told_it_is_before_the_next_begins(
    logbook: Logbook, enter: Enter
) -> None:
    half_ended(logbook, told=False)
    assert times_rotated(logbook) == 0
    logbook._opened.vault.reopen()

    logbook.rotating.rotate()

    assert times_rotated(logbook) == 2
    assert logbook.rotating.root_epoch == 3
    logbook.close()
    assert enter(PASSPHRASE).auditing.audit().is_intact


def test_full_disk_keeps_the_key_and_the_logbook_works_on(logbook: Logbook, place: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The new file cannot hold all pages.
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        with pytest.raises(KeyNotChangedError) as refused:
            logbook.rotating.rotate()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "the one it had still holds" in error_sentence(refused.value)
    assert not any(rotation.is_begun(each) for each in candidates(LogbookFolder(place)))
    assert times_rotated(logbook) == 0
    logbook.enrolling.add(a_person(reference="LP-0045"))
    logbook.rotating.rotate()
    assert logbook.auditing.audit().is_intact


def test_database_that_does_not_open_again_is_found_out_at_the_next_opening(
    logbook: Logbook, enter: Enter
) -> None:
    vault = logbook._opened.vault
    # As when the disk goes away just then: encrypted anew, and not to be opened.
    vault._vault_id, ours = "0" * 32, vault._vault_id
    with pytest.raises(NotALogbookError):
        logbook.rotating.rotate()
    vault._vault_id = ours
    with pytest.raises(VaultDiskError):
        logbook.enrolling.add(a_person(reference="LP-0045"))
    logbook.close()
    again = enter(PASSPHRASE)
    assert times_rotated(again) == 1
    assert again.rotating.root_epoch == 2
    assert again.auditing.audit().is_intact


def test_records_are_encrypted_anew_by_a_worker_while_the_logbook_goes_on(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    job = logbook.rotating.prepare()
    told: list[tuple[int, int]] = []
    worker = threading.Thread(target=job.run, args=(lambda *part: told.append(part),))
    worker.start()
    logbook.enrolling.add(a_person(reference="LP-0045"))
    worker.join()
    assert told[-1][0] == told[-1][1]
    if not job.copying.is_up_to_date:
        with pytest.raises(KeyNotChangedError):
            logbook.rotating.finish(job)
        job = logbook.rotating.prepare().run()

    logbook.rotating.finish(job)

    assert times_rotated(logbook) == 1
    assert logbook.auditing.audit().is_intact
    assert not list(place.glob(".records-*"))
    logbook.close()
    assert enter(PASSPHRASE).rotating.root_epoch == 2


def test_what_was_written_after_the_worker_ended_is_never_lost(
    logbook: Logbook, place: Path
) -> None:
    job = logbook.rotating.prepare().run()
    logbook.enrolling.add(a_person(reference="LP-0045"))

    with pytest.raises(KeyNotChangedError):
        logbook.rotating.finish(job)

    assert times_rotated(logbook) == 0
    assert logbook.reviewing.of_reference("LP-0045") is not None
    assert not list(place.glob(".records-*"))
    assert not any(job.later.root_key)
    assert not any(rotation.is_begun(each) for each in candidates(LogbookFolder(place)))


def test_change_that_is_stopped_leaves_nothing(logbook: Logbook, place: Path) -> None:
    before = sorted(one.name for one in place.iterdir())

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    job = logbook.rotating.prepare()
    with pytest.raises(StoppedError):
        job.run(stop)

    assert not any(job.later.root_key)
    assert sorted(one.name for one in place.iterdir()) == before
    logbook.rotating.rotate()
    assert times_rotated(logbook) == 1


def test_copy_that_a_crash_left_goes_at_the_next_opening(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    job = logbook.rotating.prepare().run()
    (left,) = place.glob(".records-*")
    kept = left.read_bytes()
    logbook.close()
    left.write_bytes(kept)

    again = enter(PASSPHRASE)

    assert not left.exists()
    assert again.rotating.root_epoch == 1
    job.discard()


def test_leaving_that_stopped_before_the_key_was_changed_says_so_until_it_is(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    before = logbook._opened.keys.key_file
    size = logbook.reviewing.entries()
    gone = without_person(before, logbook._opened.keys.unlocked, str(colleague.id), until=size)
    left = replace(colleague, active=False)
    logbook.staffing._written(Act.PRACTITIONER_LEFT, left, gone)
    logbook._opened.close()
    # Not even the key file was written: the journal takes them out of it.
    write_key_file(LogbookFolder(place), before)
    with pytest.raises(SuspendedError):
        enter(COLLEAGUES)
    again = enter(PASSPHRASE)
    assert again._opened.keys.key_file.former == gone.former
    assert again.staffing.rotation_is_due
    again.rotating.rotate()
    assert not again.staffing.rotation_is_due
    assert again.auditing.audit().is_intact


def test_suspended_colleague_comes_back_under_the_new_root_key(
    logbook: Logbook, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.suspend(colleague.id)
    logbook.rotating.rotate()
    logbook.staffing.reinstate(colleague.id)
    logbook.close()
    assert enter(COLLEAGUES).auditing.audit().is_intact


def test_documents_are_signed_as_before_once_the_key_is_another(logbook: Logbook) -> None:
    certificate = logbook._opened.keys.unlocked.certificate
    logbook.rotating.rotate()
    assert logbook._opened.keys.unlocked.certificate == certificate
    person = logbook.reviewing.of_reference("LP-0042")
    assert person is not None
    document = logbook.exporting.prepare_accounting(person.id).run()
    assert document.data.startswith(b"%PDF")


def test_key_file_names_nobody_who_left(logbook: Logbook, place: Path) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.leave(colleague.id)
    assert len(people_who_can_open(place)) == 1
    data = LogbookFolder(place).keys[0].read_bytes()
    found = parsed(data)
    assert found is not None
    assert [one.person for one in found.former] == [str(colleague.id)]
    assert b"Pugh" not in data
