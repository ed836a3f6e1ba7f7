# SPDX-License-Identifier: Apache-2.0
"""A restored logbook is whole, in a new epoch, and never brings back what was erased."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.app import Keys, Logbook, NewColleague, unlock_job
from logbook.domain.backup import Restoration, RestoreReason
from logbook.domain.destruction import DestroyedItem, DestructionCertificate
from logbook.domain.erasure import Erasure
from logbook.domain.lines import DESTROYED
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.domain.retention import RecordClass
from logbook.exchange.backup_errors import BackupAlteredError, BackupUnreadableError
from logbook.exchange.backup_file import BackupFile, Contents, sums_of, write_backup
from logbook.exchange.manifest import signed_manifest
from logbook.journal.checkpoint import Checkpoint, origin, read_checkpoint, sign_checkpoint
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.services.known import Elsewhere
from logbook.services.restoring import (
    ErasureNotReplayedError,
    Restored,
    RestoreJob,
    RestoreRefusedError,
    unlock_backup_job,
)
from logbook.store import erasing, journal_rows
from logbook.store.computer import ComputerFolder
from logbook.store.errors import (
    NotAllowedError,
    PlaceIsSyncedError,
    VaultExistsError,
    WrongPassphraseError,
)
from logbook.store.keyring import SMALLEST
from logbook.wording.sentences import error_sentence
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_logbook,
    a_person,
    a_practitioner,
)

LATER = NOON + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Story:
    """A logbook with one person, a backup of it, and what came after: one more person."""

    live: Path
    backup: Path
    size: int
    root: str
    first: UUID
    second: UUID
    keys: Keys


@pytest.fixture(scope="module")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Story:
    place = tmp_path_factory.mktemp("story")
    computer = ComputerFolder(place / "computer")
    clock = StandingClock()
    live = place / "Live.logbook"
    made, _keys = a_logbook(live, clock)
    made.close()
    logbook = Logbook.open(live, unlock_job(live, PASSPHRASE).run(), clock, computer=computer)
    first, second = a_person(), a_person(reference="LP-0043", name="Quillfeather Zebedee")
    logbook.enrolling.add(first)
    proof = logbook.backing_up.prepare(place).run()
    logbook.backing_up.record(proof)
    clock.advance(hours=2)
    logbook.enrolling.add(second)
    logbook.close()
    keys = unlock_backup_job(proof.path, PASSPHRASE).run()
    return Story(
        live=live,
        backup=proof.path,
        size=proof.size,
        root=proof.root,
        first=first.id,
        second=second.id,
        keys=keys,
    )


@pytest.fixture
def story(told_once: Story, tmp_path: Path) -> Story:
    live = tmp_path / "Live.logbook"
    shutil.copytree(told_once.live, live)
    backup = tmp_path / told_once.backup.name
    shutil.copy(told_once.backup, backup)
    return replace(told_once, live=live, backup=backup)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(moment=LATER)


Restore = Callable[..., Restored]


@pytest.fixture
def restore(story: Story, tmp_path: Path, clock: StandingClock) -> Restore:
    def go(**changes: Any) -> Restored:
        job = RestoreJob(
            backup=story.backup,
            path=tmp_path / "Restored.logbook",
            keys=story.keys,
            clock=clock,
            computer=ComputerFolder(tmp_path / "no computer"),
        )
        return replace(job, **changes).run()

    return go


@pytest.fixture
def opened(tmp_path: Path, clock: StandingClock) -> Iterator[Callable[[Path], Logbook]]:
    held: list[Logbook] = []

    def open_it(path: Path, computer: Path | None = None) -> Logbook:
        keys = unlock_job(path, PASSPHRASE).run()
        held.append(
            Logbook.open(
                path, keys, clock, computer=ComputerFolder(computer or tmp_path / "own computer")
            )
        )
        return held[-1]

    yield open_it
    for one in held:
        one.close()


def restoration_in(logbook: Logbook) -> Restoration:
    [row] = journal_rows.records_of_kind(logbook._opened.vault, "restoration")
    record = read_payload(row.payload)
    assert isinstance(record, Restoration)
    return record


def epochs_of(logbook: Logbook) -> list[int]:
    vault = logbook._opened.vault
    entries = (journal_rows.entry_at(vault, seq) for seq in range(journal_rows.size(vault)))
    return [read_entry(entry.body).epoch for entry in entries if entry is not None]


def test_restored_logbook_opens_with_the_same_passphrase_and_holds_what_was_backed_up(
    story: Story, restore: Restore, opened: Callable[[Path], Logbook]
) -> None:
    restored = restore()
    logbook = opened(restored.path)

    person = logbook.reviewing.person(story.first)
    assert person is not None
    assert person.name == a_person().name
    assert not journal_rows.is_on_record(logbook._opened.vault, str(story.second))
    assert logbook.read_only is None
    assert logbook.auditing.audit().is_intact
    assert (restored.epoch, restored.size, restored.lost) == (2, story.size + 1, 0)
    assert {"keys.a.json", "keys.b.json", "README-RECOVERY.txt", "anchors.jsonl"} <= {
        one.name for one in restored.path.iterdir()
    }
    if os.name == "posix":
        assert restored.path.stat().st_mode & 0o777 == 0o700


def test_the_journal_goes_on_in_a_new_epoch_that_says_where_it_came_from(
    story: Story, restore: Restore, opened: Callable[[Path], Logbook]
) -> None:
    restored = restore(reason=RestoreReason.LOST)
    logbook = opened(restored.path)
    logbook.enrolling.add(a_person(reference="LP-0099"))

    assert epochs_of(logbook) == [1] * story.size + [2] * 3
    entry = journal_rows.entry_at(logbook._opened.vault, story.size)
    assert entry is not None
    assert read_entry(entry.body).act == "log.restored"
    record = restoration_in(logbook)
    assert (record.parent_epoch, record.parent_size, record.parent_root) == (
        1,
        story.size,
        story.root,
    )
    assert (record.last_known_size, record.last_known_root) == (story.size, story.root)
    assert (record.reason, record.restored_at) == (RestoreReason.LOST, LATER)
    note = logbook.checkpoints.sign()
    assert read_checkpoint(note).checkpoint.origin.endswith("/2")
    assert logbook.auditing.audit().is_intact


def test_what_the_lost_folder_still_shows_says_how_much_is_missing(
    story: Story, restore: Restore, opened: Callable[[Path], Logbook]
) -> None:
    restored = restore(elsewhere=Elsewhere(live=story.live))

    # That the backup was made, and the second person.
    assert restored.lost == 2
    record = restoration_in(opened(restored.path))
    assert record.last_known_size == story.size + 2
    assert record.last_known_root != story.root


def test_it_says_so_even_where_the_lost_database_does_not_open(
    story: Story, restore: Restore
) -> None:
    (story.live / "records.db").unlink()
    assert restore(elsewhere=Elsewhere(live=story.live)).lost == 2


def test_this_computer_knows_it_too(
    story: Story, told_once: Story, restore: Restore, opened: Callable[..., Logbook]
) -> None:
    computer = told_once.live.parent / "computer"
    restored = restore(computer=ComputerFolder(computer))

    assert restored.lost == 2
    # What this computer remembers of the lost epoch does not stand in the way of the new one.
    logbook = opened(restored.path, computer)
    assert logbook.read_only is None
    assert logbook.auditing.audit().is_intact
    assert story.size


def test_a_mark_nobody_known_has_signed_says_nothing(story: Story, restore: Restore) -> None:
    where = origin(story.keys.key_file.vault, 1)
    head = Checkpoint(origin=where, size=900, root=bytes(32))
    forged = sign_checkpoint(head, Ed25519PrivateKey.generate(), where)
    genuine = sign_checkpoint(head, story.keys.unlocked.keys.ed25519, where)

    assert restore(elsewhere=Elsewhere(notes=(forged, "no note"))).lost == 0
    shutil.rmtree(story.live.parent / "Restored.logbook")
    assert restore(elsewhere=Elsewhere(notes=(genuine,))).lost == 900 - story.size


def test_a_backup_of_another_history_is_refused(
    story: Story, restore: Restore, tmp_path: Path
) -> None:
    where = origin(story.keys.key_file.vault, 1)
    head = Checkpoint(origin=where, size=2, root=b"\x01" * 32)
    other = sign_checkpoint(head, story.keys.unlocked.keys.ed25519, where)

    with pytest.raises(RestoreRefusedError) as refused:
        restore(elsewhere=Elsewhere(notes=(other,)))
    assert [one.kind.value for one in refused.value.findings] == ["fork"]
    assert "Nothing was put in place" in error_sentence(refused.value)
    assert not (tmp_path / "Restored.logbook").exists()


def test_restoring_twice_counts_on(
    story: Story, restore: Restore, opened: Callable[[Path], Logbook], tmp_path: Path
) -> None:
    first = restore()
    logbook = opened(first.path)
    again = logbook.backing_up.prepare(tmp_path).run()
    second = restore(backup=again.path, path=tmp_path / "Twice.logbook")

    assert (first.epoch, second.epoch) == (2, 3)
    assert opened(second.path).auditing.audit().is_intact
    assert story.size < second.size


@pytest.fixture
def erased(story: Story, tmp_path: Path, clock: StandingClock) -> Path:
    """A later backup of the live logbook, in which the first person was destroyed."""
    keys = unlock_job(story.live, PASSPHRASE).run()
    logbook = Logbook.open(story.live, keys, clock, computer=ComputerFolder(tmp_path / "c"))
    item = DestroyedItem(
        object=story.first,
        record_class=RecordClass.ADULT,
        rule="R-ADULT",
        recorded_on=NOON.date(),
        until=NOON.date(),
        commitment="ab" * 32,
    )
    receipt = logbook._scribe.write(
        Act.RETENTION_DESTROYED,
        DestructionCertificate(
            id=uuid4(),
            service_user=story.first,
            decision=uuid4(),
            items=(item,),
            method="Overwritten",
            authorised_by=keys_person(keys),
            destroyed_on=LATER.date(),
        ),
    )
    with logbook._opened.vault.atomic():
        erasing.erase(logbook._opened.vault, [str(story.first)], erased_by=receipt.seq)
    proof = logbook.backing_up.prepare(tmp_path).run()
    logbook.close()
    return proof.path


def keys_person(keys: Keys) -> UUID:
    return UUID(keys.unlocked.person_id)


def test_a_later_backup_carries_what_was_erased(story: Story, erased: Path) -> None:
    with BackupFile(erased) as backup:
        assert backup.manifest.erased == (str(story.first),)
    with BackupFile(story.backup) as backup:
        assert backup.manifest.erased == ()


@pytest.mark.parametrize("source", ["backup", "live", "told"])
def test_what_was_erased_since_is_erased_again(
    story: Story,
    erased: Path,
    restore: Restore,
    opened: Callable[[Path], Logbook],
    source: str,
) -> None:
    elsewhere = {
        "backup": Elsewhere(backups=(erased,)),
        "live": Elsewhere(live=story.live),
        "told": Elsewhere(erased=frozenset({str(story.first), str(uuid4())})),
    }[source]
    restored = restore(elsewhere=elsewhere)

    assert restored.erased_again == 1
    logbook = opened(restored.path)
    assert not journal_rows.is_on_record(logbook._opened.vault, str(story.first))
    assert restoration_in(logbook).erased_again == 1
    [row] = journal_rows.records_of_kind(logbook._opened.vault, "erasure")
    record = read_payload(row.payload)
    assert isinstance(record, Erasure)
    [told] = record.objects
    assert (told.object, told.service_user) == (story.first, story.first)
    assert logbook.auditing.audit().is_intact
    line = logbook.reviewing.line(story.first)
    assert line is not None
    assert line.state == DESTROYED
    assert not logbook.auditing.lists_differ()


def test_control_without_the_list_it_would_come_back(
    story: Story, erased: Path, restore: Restore, opened: Callable[[Path], Logbook]
) -> None:
    assert erased.exists()
    logbook = opened(restore().path)
    assert journal_rows.is_on_record(logbook._opened.vault, str(story.first))


def test_nothing_is_put_in_place_if_it_cannot_be_erased_again(
    erased: Path, restore: Restore, tmp_path: Path
) -> None:
    elsewhere = Elsewhere(backups=(erased,))
    with pytest.raises(ErasureNotReplayedError):
        restore(elsewhere=elsewhere, erase_again=lambda *_all: None)
    assert not (tmp_path / "Restored.logbook").exists()


def test_it_goes_into_a_new_folder_only(restore: Restore, tmp_path: Path) -> None:
    standing = tmp_path / "Restored.logbook"
    standing.mkdir()
    (standing / "mine").write_bytes(b"x")
    with pytest.raises(VaultExistsError):
        restore()
    assert [one.name for one in standing.iterdir()] == ["mine"]
    with pytest.raises(PlaceIsSyncedError):
        restore(path=tmp_path / "OneDrive" / "R.logbook")


def test_an_altered_backup_leaves_nothing_behind(
    story: Story, restore: Restore, tmp_path: Path
) -> None:
    data = bytearray(story.backup.read_bytes())
    data[len(data) // 2] ^= 1
    story.backup.write_bytes(data)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BackupAlteredError):
        restore()
    with pytest.raises(BackupUnreadableError):
        restore(backup=tmp_path / "none")
    assert sorted(tmp_path.iterdir()) == before


def test_a_wrong_passphrase_is_told_before_anything_is_laid_out(story: Story) -> None:
    with pytest.raises(WrongPassphraseError):
        unlock_backup_job(story.backup, "another passphrase altogether").run()


def test_a_manifest_that_was_written_anew_without_the_keys_is_refused(
    story: Story, restore: Restore, tmp_path: Path
) -> None:
    def forge(**changes: Any) -> Path:
        snapshot, out = tmp_path / "taken-out.db", tmp_path / "forged.logbookbackup"
        snapshot.unlink(missing_ok=True)
        with BackupFile(story.backup) as backup:
            backup.check()
            backup.unpack({"records.db": snapshot})
            contents = Contents(
                recovery_text=backup.content("README-RECOVERY.txt"),
                key_file=backup.content("keys.a.json"),
                anchors=backup.content("anchors.jsonl"),
                snapshot=snapshot,
            )
            key = changes.pop("key", Ed25519PrivateKey.generate())
            manifest = replace(backup.manifest, members=sums_of(contents), **changes)
        with out.open("wb") as sink:
            write_backup(sink, contents, signed_manifest(manifest, key))
        return out

    own = story.keys.unlocked.keys.ed25519
    for forged in (
        forge(erased=("x",)),
        forge(key=own, size=story.size - 1),
        forge(key=own, root="00" * 32),
    ):
        with pytest.raises(RestoreRefusedError):
            restore(backup=forged)
    # The control: the same by who may.
    assert restore(backup=forge(key=own)).size == story.size + 1


THEIRS = "granite willow harbour pepper candle"


@pytest.fixture
def shared(story: Story, tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    """The live logbook, opened by its administrator, with a colleague who is a practitioner."""
    keys = unlock_job(story.live, PASSPHRASE).run()
    logbook = Logbook.open(story.live, keys, clock, computer=ComputerFolder(tmp_path / "c"))
    colleague = a_practitioner(name="J. Hale", role=Role.PRACTITIONER)
    job = logbook.staffing.enrol_job(
        NewColleague(practitioner=colleague, passphrase=THEIRS, cost=SMALLEST)
    )
    logbook.staffing.enrol(job, job.run())
    yield logbook
    logbook.close()


def test_a_colleague_may_not_restore_and_nothing_is_put_in_place(
    shared: Logbook, restore: Restore, tmp_path: Path
) -> None:
    proof = shared.backing_up.prepare(tmp_path).run()
    theirs = unlock_backup_job(proof.path, THEIRS).run()
    assert theirs.unlocked.role == "practitioner"
    with pytest.raises(NotAllowedError):
        restore(backup=proof.path, keys=theirs)
    assert not (tmp_path / "Restored.logbook").exists()
    # The control: the administrator.
    own = unlock_backup_job(proof.path, PASSPHRASE).run()
    assert restore(backup=proof.path, keys=own).epoch == 2


def test_who_could_not_open_it_then_does_not_open_it_now(
    shared: Logbook, story: Story, restore: Restore
) -> None:
    shared.close()
    theirs = unlock_job(story.live, THEIRS).run()
    with pytest.raises(NotAllowedError):
        restore(keys=theirs)


def test_keys_of_today_open_a_backup_from_before_the_root_key_was_changed(
    story: Story, erased: Path, restore: Restore, clock: StandingClock
) -> None:
    # The administrator's own keys are the same; only what they open is another.
    assert erased.exists()
    keys = unlock_job(story.live, PASSPHRASE).run()
    live = Logbook.open(story.live, keys, clock, computer=ComputerFolder(story.live.parent / "c"))
    live.rotating.rotate()
    live.close()
    today = unlock_job(story.live, PASSPHRASE).run()
    assert today.unlocked.root_key != story.keys.unlocked.root_key

    restored = restore(keys=today, elsewhere=Elsewhere(live=story.live))
    assert (restored.epoch, restored.erased_again) == (2, 1)
