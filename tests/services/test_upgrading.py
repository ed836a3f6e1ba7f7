# SPDX-License-Identifier: Apache-2.0
"""A logbook that an earlier version wrote is copied, and the copy proven, before it is touched."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.app import Elsewhere, Logbook, unlock_job
from logbook.domain.backup import Backup, PlaceKind
from logbook.domain.erasure import ErasureDecision, ErasureOutcome
from logbook.domain.practice import Role
from logbook.exchange.backup_file import BackupFile
from logbook.journal.payload import read_payload
from logbook.services.restoring import RestoreJob, key_file_of
from logbook.services.upgrading import PLACE
from logbook.store import journal_rows, migrate
from logbook.store.computer import ComputerFolder
from logbook.store.errors import (
    UpgradeFailedError,
    UpgradeNotBegunError,
    VaultOlderError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from logbook.wording.sentences import error_sentence
from tests.builders import COLLEAGUES, NOON, a_colleague, a_person
from tests.faults.operations import OPERATIONS
from tests.faults.scene import Scene, computer_in, make_scene

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def older_once(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A closed logbook with records, a database of the first schema in it."""
    scene = make_scene(tmp_path_factory.mktemp("older") / "scene")
    to_the_first_schema(scene)
    return scene


def to_the_first_schema(scene: Scene) -> None:
    [migrating] = [one for one in OPERATIONS if one.name == "migrate"]
    migrating.prepare(scene)


@pytest.fixture
def older(older_once: Scene, tmp_path: Path) -> Scene:
    return older_once.copied_to(tmp_path / "scene")


@pytest.fixture
def upgraded(older: Scene) -> Iterator[Scene]:
    older.open()
    yield older
    older.close()


def asked(scene: Scene, query: str, path: Path | None = None) -> list[tuple[object, ...]]:
    """Ask the database of a closed logbook, under another name, with its key alone."""
    beside = scene.root / "asked.db"
    shutil.copy(path or LogbookFolder(scene.path).records, beside)
    try:
        with closing(opened_raw(scene, beside)) as connection:
            found: list[tuple[object, ...]] = connection.execute(query).fetchall()
            return found
    finally:
        beside.unlink()


def opened_raw(scene: Scene, path: Path) -> dbapi2.Connection:
    key = bytes(database_key(scene.opener.unlock(scene.path).unlocked))
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
    return connection


def version(scene: Scene) -> object:
    return asked(scene, "PRAGMA user_version")[0][0]


def copies(scene: Scene) -> list[Path]:
    return sorted((scene.path / PLACE).glob("*"))


def backups_known(logbook: Logbook) -> list[Backup]:
    rows = journal_rows.records_of_kind(logbook._opened.vault, "backup")
    records = (read_payload(row.payload) for row in rows)
    return [one for one in records if isinstance(one, Backup)]


EVIDENCE = "SELECT seq, body, leaf, signature, nodes FROM entry ORDER BY seq"


def test_the_scene_is_of_the_first_schema(older: Scene) -> None:
    assert version(older) == 1
    assert asked(older, "SELECT count(*) FROM sqlite_schema WHERE name = 'erased'") == [(0,)]
    assert copies(older) == []


def test_opening_it_keeps_a_proven_copy_and_goes_on_with_all_that_was_recorded(
    older: Scene,
) -> None:
    before = asked(older, EVIDENCE)
    older.open()

    assert older.opened.read_only is None
    assert older.opened.reviewing.person(older.person) is not None
    assert older.opened.auditing.audit().is_intact
    assert not older.opened.auditing.lists_differ()
    older.close()
    assert version(older) == migrate.NEWEST
    assert asked(older, EVIDENCE)[: len(before)] == before

    [copy] = copies(older)
    with BackupFile(copy) as backup:
        backup.check()
        assert backup.manifest.size == len(before)
        backup.unpack({"records.db": older.root / "taken-out.db"})
    taken_out = older.root / "taken-out.db"
    assert asked(older, "PRAGMA user_version", taken_out) == [(1,)]
    assert asked(older, EVIDENCE, taken_out) == before
    assert not list(older.path.glob(".backup-*"))


def test_the_journal_knows_of_the_copy_and_it_counts_for_no_backup(upgraded: Scene) -> None:
    [known] = backups_known(upgraded.opened)
    assert known.place is PlaceKind.WITH_THE_LOGBOOK
    with BackupFile(copies(upgraded)[0]) as backup:
        assert known.sha256 == backup.check()
    assert upgraded.opened.backing_up.status().last is None

    upgraded.close()
    upgraded.open()
    assert len(backups_known(upgraded.opened)) == 1


def test_a_certificate_of_destruction_knows_that_the_copy_holds_the_record(
    upgraded: Scene,
) -> None:
    logbook, today = upgraded.opened, upgraded.clock.now().date()
    decision = ErasureDecision(
        id=a_person().id,
        service_user=upgraded.person,
        objects=(upgraded.disclosure,),
        outcome=ErasureOutcome.GRANTED,
        requested_on=today,
        decided_by=upgraded.person,
        decided_on=today,
    )
    logbook.destroying.decide(decision)
    logbook.destroying.destroy(decision.id, method="Overwritten")

    [certificate] = logbook.destroying.certificates()
    assert certificate.backups_until is not None


def test_it_goes_after_five_weeks(upgraded: Scene) -> None:
    upgraded.close()
    upgraded.clock.advance(days=34)
    upgraded.open()
    assert len(copies(upgraded)) == 1
    upgraded.close()
    upgraded.clock.advance(days=2)
    upgraded.open()
    assert copies(upgraded) == []


def test_it_stays_while_the_clock_is_set_back(upgraded: Scene) -> None:
    upgraded.close()
    upgraded.clock.moment = NOON - timedelta(days=400)
    upgraded.open()
    assert len(copies(upgraded)) == 1


def test_control_a_logbook_of_today_is_not_copied(upgraded: Scene) -> None:
    upgraded.close()
    for copy in copies(upgraded):
        copy.unlink()
    upgraded.open()
    assert copies(upgraded) == []


def test_the_copy_is_restored_like_any_backup(upgraded: Scene, tmp_path: Path) -> None:
    [copy] = copies(upgraded)
    upgraded.opened.enrolling.add(a_person(reference="LP-0043"))
    restored = RestoreJob(
        backup=copy,
        path=tmp_path / "Restored.logbook",
        keys=upgraded.opener.unlocked_in(key_file_of(copy)),
        clock=upgraded.clock,
        elsewhere=upgraded.opened.elsewhere(),
        computer=ComputerFolder(tmp_path / "none"),
    ).run()

    assert restored.lost > 0
    keys = upgraded.opener.unlock(restored.path)
    logbook = Logbook.open(
        restored.path, keys, upgraded.clock, computer=ComputerFolder(tmp_path / "none")
    )
    assert logbook.reviewing.person(upgraded.person) is not None
    assert logbook.auditing.audit().is_intact
    assert not (restored.path / PLACE).exists()
    logbook.close()


def test_the_copy_can_be_rehearsed(upgraded: Scene) -> None:
    found = upgraded.opened.rehearsing.prepare(copies(upgraded)[0]).run()
    assert found.is_passed


def test_where_it_cannot_be_written_to_it_says_so(older: Scene) -> None:
    with pytest.raises(VaultOlderError) as refused:
        Logbook.open(older.path, older.opener.unlock(older.path), older.clock, read_only=True)
    assert "earlier version" in error_sentence(refused.value)
    assert version(older) == 1


def test_what_a_lost_logbook_of_an_earlier_version_says_is_passed_over(
    upgraded: Scene, tmp_path: Path
) -> None:
    # The lost folder was never opened with this version: nobody reads what it cannot read.
    [copy] = copies(upgraded)
    lost = tmp_path / "Lost.logbook"
    upgraded.close()
    shutil.copytree(upgraded.path, lost)
    with BackupFile(copy) as backup:
        backup.check()
        (lost / "records.db").unlink()
        backup.unpack({"records.db": lost / "records.db"})
    restored = RestoreJob(
        backup=copy,
        path=tmp_path / "Restored.logbook",
        keys=upgraded.opener.unlocked_in(key_file_of(copy)),
        clock=upgraded.clock,
        elsewhere=Elsewhere(live=lost),
        computer=ComputerFolder(tmp_path / "none"),
    ).run()
    assert not restored.since.knows_destroyed


# What stands in the way.


def test_an_upgrade_that_fails_leaves_the_logbook_as_it_was_and_the_copy(older: Scene) -> None:
    """A table of a name that a script of later makes is in the way."""
    records = LogbookFolder(older.path).records
    with closing(opened_raw(older, records)) as connection:
        connection.execute("CREATE TABLE unswept (x)")
    before = asked(older, "SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    data = records.read_bytes()

    with pytest.raises(UpgradeFailedError) as failed:
        older.open()

    assert "before-upgrade" in error_sentence(failed.value)
    assert version(older) == 1
    assert asked(older, "SELECT type, name, sql FROM sqlite_schema ORDER BY name") == before
    # It failed on the copy already: not a byte of the logbook was written.
    assert records.read_bytes() == data
    assert len(copies(older)) == 1


def test_no_more_than_two_copies_are_kept_of_attempts_that_failed(older: Scene) -> None:
    with closing(opened_raw(older, LogbookFolder(older.path).records)) as connection:
        connection.execute("CREATE TABLE unswept (x)")
    for _attempt in range(4):
        with pytest.raises(UpgradeFailedError):
            older.open()
        older.clock.advance(days=1)
    days = [one.name[17:27] for one in copies(older)]
    assert days == ["2026-11-22", "2026-11-23"]


def test_without_a_copy_there_is_no_upgrade(older: Scene) -> None:
    # A file stands where the folder of the copies would be.
    (older.path / PLACE).write_bytes(b"in the way")
    data = LogbookFolder(older.path).records.read_bytes()

    with pytest.raises(UpgradeNotBegunError) as refused:
        older.open()

    assert "Nothing was changed" in error_sentence(refused.value)
    assert LogbookFolder(older.path).records.read_bytes() == data
    (older.path / PLACE).unlink()
    older.open()
    assert len(copies(older)) == 1
    older.close()


FULL = """
import resource, sys
from pathlib import Path
from logbook.app import ComputerFolder, Logbook, unlock_job
from logbook.store.errors import UpgradeNotBegunError
from tests.builders import PASSPHRASE, StandingClock

path = Path(sys.argv[1])
keys = unlock_job(path, PASSPHRASE).run()
# No file may grow beyond this: the copy of the records would.
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    Logbook.open(path, keys, StandingClock(), computer=ComputerFolder(path.parent / "computer"))
except UpgradeNotBegunError as error:
    print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set as POSIX has them")
def test_without_room_for_the_copy_the_logbook_is_left_as_it_was(older: Scene) -> None:
    data = LogbookFolder(older.path).records.read_bytes()
    assert len(data) > 50_000
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(older.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("refused\n", "")
    assert LogbookFolder(older.path).records.read_bytes() == data
    assert copies(older) == []
    assert not list(older.path.glob(".backup-*"))
    older.open()
    older.close()


def test_a_journal_that_was_tampered_with_is_copied_as_it_is_and_opened_to_be_read(
    older: Scene,
) -> None:
    with closing(opened_raw(older, LogbookFolder(older.path).records)) as connection:
        connection.execute("DROP TRIGGER record_is_not_changed")
        connection.execute("UPDATE record SET payload = x'7b7d' WHERE seq = 2")
    older.open()
    assert not older.opened.auditing.audit().is_intact
    assert older.opened.read_only is not None
    older.close()
    assert len(copies(older)) == 1


def test_so_is_one_whose_last_entry_cannot_be_read(older: Scene) -> None:
    with closing(opened_raw(older, LogbookFolder(older.path).records)) as connection:
        connection.execute("DROP TRIGGER entry_is_not_changed")
        connection.execute(
            "UPDATE entry SET body = x'7b7d' WHERE seq = (SELECT max(seq) FROM entry)"
        )
    older.open()
    assert older.opened.read_only is not None
    older.close()
    [copy] = copies(older)
    with BackupFile(copy) as backup:
        assert backup.manifest.root == "00" * 32


def test_whoever_may_make_no_backup_leaves_the_noting_to_who_may(upgraded: Scene) -> None:
    colleague = a_colleague(upgraded.opened, role=Role.READER)
    upgraded.close()
    shutil.rmtree(upgraded.path / PLACE)
    to_the_first_schema(upgraded)
    upgraded.clock.advance(hours=1)

    keys = unlock_job(upgraded.path, COLLEAGUES).run()
    theirs = Logbook.open(upgraded.path, keys, upgraded.clock, computer=computer_in(upgraded.root))
    assert theirs.practitioner.id == colleague.id
    assert len(backups_known(theirs)) == 1, "of the first upgrade"
    theirs.close()
    assert len(copies(upgraded)) == 1

    # What lies there and is none of ours stays, and is passed over.
    (upgraded.path / PLACE / "of-nobody.logbookbackup").write_bytes(b"no backup")
    upgraded.clock.advance(minutes=1)
    upgraded.open()
    assert len(backups_known(upgraded.opened)) == 2
    assert len(copies(upgraded)) == 2


KILLED = """
import sys
from pathlib import Path
from logbook.app import ComputerFolder, Logbook, unlock_job
from tests.builders import PASSPHRASE, StandingClock

path = Path(sys.argv[1])
keys = unlock_job(path, PASSPHRASE).run()
print("ready", flush=True)
Logbook.open(path, keys, StandingClock(), computer=ComputerFolder(path.parent / "computer"))
print("open", flush=True)
sys.stdin.read()
"""


def test_killed_at_any_moment_it_is_whole_in_the_one_schema_or_the_other(older: Scene) -> None:
    before = asked(older, EVIDENCE)
    found: set[object] = set()
    for delay in (0.0, 0.02, 0.05, 0.1, 0.2, None):
        scene = older.copied_to(older.root.with_name("killed"))
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(scene.path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        if delay is None:
            assert child.stdout.readline() == b"open\n"
        else:
            time.sleep(delay)
        child.kill()
        child.communicate()

        found.add(version(scene))
        scene.open()
        assert scene.opened.auditing.audit().is_intact
        scene.close()
        assert version(scene) == migrate.NEWEST
        assert asked(scene, EVIDENCE)[: len(before)] == before
    assert found == {1, migrate.NEWEST}
