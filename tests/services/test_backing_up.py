# SPDX-License-Identifier: Apache-2.0
"""Backups of real logbooks: proven before they count, whole or not there, gone in their time."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from logbook.app import Keys, Logbook, unlock_job
from logbook.domain.backup import (
    Backup,
    Keeping,
    PlaceKind,
    StoredBackup,
    is_due,
    to_remove,
)
from logbook.domain.records import Act
from logbook.exchange.backup_errors import (
    BackupFileError,
    PlaceInsideLogbookError,
    PlaceMissingError,
)
from logbook.exchange.backup_file import SUFFIX, BackupFile
from logbook.journal.payload import read_payload
from logbook.services.backing_up import BackupUnprovenError
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError, OpenForReadingOnlyError, VaultError
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)
from tests.services.opened_again import acts

ROOT = Path(__file__).parents[2]
MARKER = "Marmaduke Hollybush"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A logbook with a person, a consent and a disclosure."""
    path = tmp_path_factory.mktemp("made") / "Test.logbook"
    logbook, _keys = a_logbook(path, StandingClock())
    person = a_person(name=MARKER)
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    logbook.close()
    return path


@pytest.fixture
def logbook(made_once: Path, tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    path = tmp_path / "Test.logbook"
    shutil.copytree(made_once, path)
    opened = Logbook.open(path, keys_of(path), clock)
    yield opened
    opened.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "Stick"
    folder.mkdir()
    return folder


def keys_of(path: Path) -> Keys:
    return unlock_job(path, PASSPHRASE).run()


def test_backup_is_one_file_whose_name_tells_of_nobody(logbook: Logbook, place: Path) -> None:
    proof = logbook.backing_up.prepare(place).run()

    [only] = place.iterdir()
    assert only == proof.path
    vault = logbook._opened.vault.id
    assert only.name == f"logbook-{vault[:8]}-2026-11-20T1200{SUFFIX}"
    assert MARKER.encode() not in only.read_bytes()
    assert "Larkfield" not in only.read_bytes().decode("latin-1")
    if os.name == "posix":
        assert only.stat().st_mode & 0o777 == 0o600


def test_backup_holds_the_journal_as_it_was_signed(logbook: Logbook, place: Path) -> None:
    head = logbook.checkpoints.head()
    proof = logbook.backing_up.prepare(place).run()

    assert (proof.size, proof.root) == (head.size, head.root.hex())
    with BackupFile(proof.path) as backup:
        assert backup.check() == proof.sha256
        assert backup.manifest.checkpoint == logbook.checkpoints.sign()
        assert backup.manifest.size == head.size


def test_the_journal_says_that_it_was_made_and_proven(
    logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    proof = logbook.backing_up.prepare(place).run()
    clock.advance(minutes=2)
    receipt = logbook.backing_up.record(proof)

    assert acts(logbook)[-2:] == ["logbook.unlocked", "backup.made"]
    assert receipt.act is Act.BACKUP_MADE
    row = journal_rows.latest_record(logbook._opened.vault, str(proof.id))
    assert row is not None
    record = read_payload(row.payload)
    assert isinstance(record, Backup)
    assert record.proven_at == clock.now()
    assert record.made_at == NOON
    assert record.sha256 == proof.sha256
    assert record.place is PlaceKind.SAME_DISK
    assert str(place) not in row.payload.decode()
    assert logbook.auditing.audit().is_intact


def test_only_a_recorded_proof_counts_for_how_long_ago_it_was(
    logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    before = logbook.backing_up.status()
    assert (before.last, before.days) == (None, None)
    assert before.entries_since == 6

    proof = logbook.backing_up.prepare(place).run()
    assert logbook.backing_up.status().last is None
    logbook.backing_up.record(proof)
    clock.advance(days=3, hours=1)

    status = logbook.backing_up.status()
    assert status.last is not None
    assert (status.last.id, status.days, status.entries_since) == (proof.id, 3, 1)


def test_nothing_is_left_beside_the_database(logbook: Logbook, place: Path) -> None:
    before = {one.name for one in logbook.path.iterdir()}
    logbook.backing_up.prepare(place).run()
    logbook.backing_up.prepare(place).discard()
    assert {one.name for one in logbook.path.iterdir()} == before


def test_what_a_crash_left_goes_with_the_next_backup(logbook: Logbook, place: Path) -> None:
    left = logbook.path / ".backup-0011223344556677"
    left.mkdir()
    (left / "snapshot.db").write_bytes(b"x")
    part = place / f".logbook-{logbook._opened.vault.id[:8]}-0011.part"
    part.write_bytes(b"x")
    others = place / ".logbook-ffffffff-0011.part"
    others.write_bytes(b"x")

    reserved = place / f"logbook-{logbook._opened.vault.id[:8]}-2026-11-19T1200{SUFFIX}"
    reserved.write_bytes(b"")
    not_ours = place / f"logbook-ffffffff-2026-11-19T1200{SUFFIX}"
    not_ours.write_bytes(b"")

    logbook.backing_up.prepare(place).run()

    assert not left.exists()
    assert not part.exists()
    assert others.exists()
    # The name of a backup over nothing: where links are not known, names are reserved first.
    assert not reserved.exists()
    assert not_ours.exists()


def test_a_stick_that_does_not_answer_is_no_reason_for_an_error(
    logbook: Logbook, place: Path
) -> None:
    assert logbook.backing_up.stored_at(place / "none") == ()
    assert logbook.backing_up.rotate(place / "none") == ()
    (place / "file").write_bytes(b"x")
    assert logbook.backing_up.stored_at(place / "file") == ()


def test_the_worker_does_it_while_the_logbook_goes_on_or_is_locked(
    logbook: Logbook, place: Path
) -> None:
    job = logbook.backing_up.prepare(place)
    found: list[object] = []
    worker = threading.Thread(target=lambda: found.append(job.run()))
    worker.start()
    logbook.enrolling.add(a_person(reference="LP-0043"))
    logbook.close()
    worker.join()

    [proof] = found
    assert [one.name for one in place.iterdir()] == [proof.path.name]  # type: ignore[attr-defined]
    assert not any(job.keys.unlocked.root_key)


def test_two_backups_of_one_minute_stand_side_by_side(logbook: Logbook, place: Path) -> None:
    first = logbook.backing_up.prepare(place).run()
    second = logbook.backing_up.prepare(place).run()
    assert second.path.name == first.path.name.replace(SUFFIX, "-2" + SUFFIX)
    assert first.sha256 != second.sha256


def test_what_was_damaged_on_the_way_is_not_kept(logbook: Logbook, place: Path) -> None:
    # The simulator: the snapshot is damaged before it is written, so the file itself is sound.
    job = logbook.backing_up.prepare(place)
    size = job.contents.snapshot.stat().st_size
    with job.contents.snapshot.open("r+b") as file:
        file.seek(size // 2)
        byte = file.read(1)
        file.seek(size // 2)
        file.write(bytes([byte[0] ^ 1]))

    with pytest.raises(BackupUnprovenError):
        job.run()
    assert list(place.iterdir()) == []
    assert not job.work.exists()


def test_snapshot_of_another_time_is_no_proof_of_this_journal(
    logbook: Logbook, place: Path
) -> None:
    earlier = logbook.backing_up.prepare(place)
    logbook.enrolling.add(a_person(reference="LP-0043"))
    kept = earlier.contents.snapshot.read_bytes()
    later = logbook.backing_up.prepare(place)
    later.contents.snapshot.write_bytes(kept)

    with pytest.raises(BackupUnprovenError):
        later.run()
    assert list(place.iterdir()) == []


def test_a_place_that_is_not_there_is_said_at_once(logbook: Logbook, tmp_path: Path) -> None:
    with pytest.raises(PlaceMissingError):
        logbook.backing_up.prepare(tmp_path / "none")


def test_a_place_that_goes_away_meanwhile_leaves_nothing(logbook: Logbook, place: Path) -> None:
    job = logbook.backing_up.prepare(place)
    place.rmdir()
    with pytest.raises(PlaceMissingError):
        job.run()
    assert not job.work.exists()


def test_no_backup_goes_into_the_folder_of_a_logbook(logbook: Logbook) -> None:
    inside = logbook.path / "Backups"
    inside.mkdir()
    with pytest.raises(PlaceInsideLogbookError):
        logbook.backing_up.prepare(inside)


CROWDED = """
import signal, sys, resource
from pathlib import Path
from logbook.app import Logbook, unlock_job
from logbook.errors import LogbookError
from tests.builders import PASSPHRASE, StandingClock
path, place = Path(sys.argv[1]), Path(sys.argv[2])
logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
job = logbook.backing_up.prepare(place)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (job.contents.snapshot.stat().st_size, limits[1]))
try:
    job.run()
except LogbookError as error:
    print(error.code)
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
print(len(list(place.iterdir())), job.work.exists())
logbook.backing_up.prepare(place).run()
print(len(list(place.iterdir())))
logbook.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit on file sizes")
def test_when_the_place_is_full_nothing_half_is_left_and_the_next_backup_succeeds(
    logbook: Logbook, place: Path
) -> None:
    logbook.close()
    ended = subprocess.run(
        [sys.executable, "-c", CROWDED, str(logbook.path), str(place)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == ["backup-place.full", "0 False", "1"]


READ_ONLY = """
import ctypes, os, sys
from pathlib import Path
if os.getuid() == 0:
    # Root without its power over permissions (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH).
    for capability in (1, 2):
        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) != 0:
            sys.exit("the power over permissions cannot be given up here")
os.execv(sys.executable, [sys.executable, "-c", sys.argv[1], *sys.argv[2:]])
"""
REFUSED = """
import sys
from pathlib import Path
from logbook.app import Logbook, unlock_job
from logbook.errors import LogbookError
from tests.builders import PASSPHRASE, StandingClock
path, place = Path(sys.argv[1]), Path(sys.argv[2])
logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
job = logbook.backing_up.prepare(place)
place.chmod(0o500)
for attempt in (job.run, lambda: logbook.backing_up.prepare(place)):
    try:
        attempt()
    except LogbookError as error:
        print(error.code)
print(len(list(place.iterdir())), job.work.exists())
logbook.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs rights given up")
def test_a_place_that_cannot_be_written_to_is_said_before_and_after_the_snapshot(
    logbook: Logbook, place: Path
) -> None:
    logbook.close()
    ended = subprocess.run(
        [sys.executable, "-c", READ_ONLY, REFUSED, str(logbook.path), str(place)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [
        "backup-place.read-only",
        "backup-place.read-only",
        "0 False",
    ]


def test_a_bit_flipped_anywhere_is_noticed(logbook: Logbook, place: Path, tmp_path: Path) -> None:
    whole = bytearray(logbook.backing_up.prepare(place).run().path.read_bytes())
    flipped = tmp_path / f"flipped{SUFFIX}"
    chance, unnoticed = random.Random(2026), []  # noqa: S311 - places, not secrets
    # Half of them where the zip's own fields and the small members stand.
    spots = [chance.randrange(len(whole)) for _ in range(100)]
    spots += [chance.randrange(9_000) for _ in range(60)]
    spots += [len(whole) - 1 - chance.randrange(400) for _ in range(40)]
    for spot in spots:
        bit = 1 << chance.randrange(8)
        whole[spot] ^= bit
        flipped.write_bytes(whole)
        whole[spot] ^= bit
        try:
            with BackupFile(flipped) as backup:
                backup.check()
        except BackupFileError:
            continue
        unnoticed.append(spot)

    assert len(spots) == 200
    assert unnoticed == []
    flipped.write_bytes(whole)
    with BackupFile(flipped) as backup:
        backup.check()


def days(*numbers: int, proven: bool = True) -> list[StoredBackup]:
    return [
        StoredBackup(name=f"{n}", made_at=NOON - timedelta(days=n), is_proven=proven)
        for n in numbers
    ]


def test_of_those_made_in_one_second_the_last_stays() -> None:
    stored = [
        StoredBackup(name=name, made_at=NOON, is_proven=True)
        for name in ("of-noon.logbookbackup", "of-noon-2.logbookbackup", "of-noon-10.logbookbackup")
    ]
    gone = to_remove(reversed(stored), Keeping(days=1, months=1))
    assert [one.name for one in gone] == ["of-noon.logbookbackup", "of-noon-2.logbookbackup"]


def test_thirty_five_days_and_twelve_months_are_kept() -> None:
    stored = days(*range(800))
    gone = {one.name for one in to_remove(stored)}
    kept = [one for one in stored if one.name not in gone]
    daily = [one for one in kept if one.made_at > NOON - timedelta(days=35)]
    assert len(daily) == 35
    assert len({(one.made_at.year, one.made_at.month) for one in kept}) == 12
    assert len(kept) == 35 + 12 - 2
    assert [int(one.name) for one in to_remove(stored)] == sorted(map(int, gone), reverse=True)


def test_the_last_of_a_day_stands_for_it() -> None:
    morning = StoredBackup(name="m", made_at=NOON - timedelta(hours=4), is_proven=True)
    evening = StoredBackup(name="e", made_at=NOON, is_proven=True)
    assert to_remove([evening, morning]) == (morning,)


def test_the_only_proven_backup_is_never_removed() -> None:
    old, fresh = days(900), days(*range(50), proven=False)
    assert old[0] not in to_remove([*old, *fresh], Keeping(days=1, months=1))
    # The control: were it not proven, it would go.
    assert replace(old[0], is_proven=False) in to_remove(
        [replace(old[0], is_proven=False), *fresh], Keeping(days=1, months=1)
    )


def test_one_that_was_proven_stands_for_its_day_before_a_later_that_was_not() -> None:
    proven = StoredBackup(name="p", made_at=NOON - timedelta(hours=4), is_proven=True)
    later = StoredBackup(name="l", made_at=NOON - timedelta(hours=1))
    newest = StoredBackup(name="n", made_at=NOON + timedelta(days=1), is_proven=True)
    assert to_remove([proven, later, newest]) == (later,)


def test_old_backups_at_a_place_go_and_nothing_else_does(
    logbook: Logbook, place: Path, clock: StandingClock, tmp_path: Path
) -> None:
    for _day in range(4):
        logbook.backing_up.record(logbook.backing_up.prepare(place).run())
        clock.advance(days=1)
    foreign = place / f"logbook-{logbook._opened.vault.id[:8]}-2020-01-01T0000{SUFFIX}"
    foreign.write_bytes(b"not ours")
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    theirs = other.backing_up.prepare(place).run().path
    disguised = place / f"logbook-{logbook._opened.vault.id[:8]}-2020-01-02T0000{SUFFIX}"
    shutil.copy(theirs, disguised)
    other.close()

    gone = logbook.backing_up.rotate(place, Keeping(days=2, months=1))

    assert [name[17:27] for name in gone] == ["2026-11-20", "2026-11-21"]
    assert {foreign, theirs, disguised} <= set(place.iterdir())
    assert [one.made_at.day for one in logbook.backing_up.stored_at(place)] == [22, 23]


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (NOON - timedelta(days=1), True),
        (NOON - timedelta(hours=23), False),
        (NOON, False),
        (NOON + timedelta(seconds=1), True),
    ],
)
def test_a_backup_is_due_after_a_day_or_when_the_clock_was_set_back(
    last: datetime | None, *, due: bool
) -> None:
    assert is_due(last, NOON, timedelta(days=1)) is due


def test_a_published_snapshot_is_a_backup_that_nobody_overwrites(
    logbook: Logbook, tmp_path: Path
) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    proof = logbook.backing_up.publish_snapshot(synced).run()

    assert proof.place is PlaceKind.SYNCED_FOLDER
    assert proof.published
    assert "-published-2026" in proof.path.name
    assert logbook.backing_up.stored_at(synced) == ()
    with BackupFile(proof.path) as backup:
        assert backup.check() == proof.sha256
    if os.name == "posix":
        assert proof.path.stat().st_mode & 0o777 == 0o400


def test_whoever_may_only_read_makes_no_backup(logbook: Logbook, place: Path) -> None:
    opened = logbook._opened
    own = opened.keys
    opened.keys = replace(own, unlocked=replace(own.unlocked, role="reader"))
    try:
        with pytest.raises(NotAllowedError):
            logbook.backing_up.prepare(place)
        with pytest.raises(NotAllowedError):
            logbook.rehearsing.prepare(place / "none")
    finally:
        opened.keys = own
    assert list(place.iterdir()) == []


def test_a_logbook_that_is_open_to_be_read_is_not_backed_up_unnoticed(
    logbook: Logbook, place: Path
) -> None:
    logbook.close()
    reading = Logbook.open(logbook.path, keys_of(logbook.path), read_only=True)
    try:
        with pytest.raises(OpenForReadingOnlyError):
            reading.backing_up.prepare(place)
    finally:
        reading.close()


def test_a_snapshot_that_cannot_be_taken_leaves_nothing(logbook: Logbook, place: Path) -> None:
    before = {one.name for one in logbook.path.iterdir()}
    anchors = logbook.path / "anchors.jsonl"
    kept = anchors.read_bytes()
    logbook.checkpoints.mark()
    anchors.unlink()
    anchors.mkdir()
    with pytest.raises(VaultError):
        logbook.backing_up.prepare(place)
    anchors.rmdir()
    anchors.write_bytes(kept)
    assert {one.name for one in logbook.path.iterdir()} == before


def test_a_manifest_that_is_no_backup_of_ours_is_passed_over(logbook: Logbook, place: Path) -> None:
    (place / f"logbook-{logbook._opened.vault.id[:8]}-x{SUFFIX}").mkdir()
    assert logbook.backing_up.stored_at(place) == ()
    assert logbook.backing_up.rotate(place) == ()


def test_a_logbook_that_has_lost_its_anchors_is_backed_up_all_the_same(
    logbook: Logbook, place: Path
) -> None:
    logbook.checkpoints.mark()
    (logbook.path / "anchors.jsonl").unlink()
    with BackupFile(logbook.backing_up.prepare(place).run().path) as backup:
        backup.check()
        assert backup.content("anchors.jsonl") == b""


_opened: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and str(arguments[0]).endswith("records.db"):
        _opened.append(str(arguments[0]))


sys.addaudithook(_watch)


def test_python_never_opens_a_database_under_its_own_name(logbook: Logbook, place: Path) -> None:
    # Closing it again would drop the lock SQLite holds (F8).
    _opened.clear()
    proof = logbook.backing_up.prepare(place).run()
    logbook.rehearsing.prepare(proof.path).run()
    assert _opened == []
    # The control: it would be seen.
    (place / "records.db").touch()
    with (place / "records.db").open("rb"):
        pass
    assert len(_opened) >= 1
    _opened.clear()
