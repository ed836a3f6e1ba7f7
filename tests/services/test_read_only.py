# SPDX-License-Identifier: Apache-2.0
"""After a finding, or where nothing can be written, a logbook is read and never repaired."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.domain.anchored import ReadOnlyReason
from logbook.store.errors import (
    OpenForReadingOnlyError,
    VaultDamagedError,
    VaultInUseError,
    VaultReadOnlyError,
    VaultTooNewError,
)
from logbook.store.folder import FolderLock, LogbookFolder
from logbook.store.keyring import database_key
from logbook.wording.anchor_words import read_only_sentence
from logbook.wording.sentences import error_sentence
from tests.builders import a_person
from tests.services.scene import Scene, a_scene

READING = """
import os, sys
from pathlib import Path
os.environ["XDG_DATA_HOME"] = "/nowhere"
from logbook.store.folder import FolderLock, LogbookFolder
from logbook.store.vault import Vault
from logbook.store.errors import VaultError
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
folder = LogbookFolder(Path(sys.argv[1]))
key = bytearray.fromhex(sys.stdin.readline())
try:
    Vault.open(folder, bytearray(key), sys.argv[2])
except VaultError as error:
    print(error.code)
FolderLock(folder, read_only=True).release()
vault = Vault.open_to_read(folder, key, sys.argv[2])
print(vault.row("SELECT count(*) FROM entry")[0])
vault.close()
"""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def contents(scene: Scene) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in scene.path.iterdir()}


def refused(scene: Scene) -> None:
    """Try whatever writes; each is refused with the one clear error, and nothing is changed."""
    before = contents(scene)
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        for act in (
            lambda: logbook.enrolling.add(a_person()),
            logbook.checkpoints.sign,
            lambda: logbook.exporting.prepare_consent(scene.consent),
            logbook.auditing.rebuild,
        ):
            with pytest.raises(OpenForReadingOnlyError) as error:
                act()
            assert "reading only" in error_sentence(error.value)
        assert logbook.reviewing.person(scene.person).id == scene.person
        assert logbook.practice.name
    assert contents(scene) == before


def test_an_older_database_is_read_and_nothing_of_it_is_changed(scene: Scene) -> None:
    shutil.copy(scene.before / "records.db", scene.folder.records)

    refused(scene)
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.ROLLED_BACK
        assert {one.anchor for one in logbook.read_only.findings} == {
            "keys.a.json",
            "checkpoint.note",
        }
        assert logbook.read_only.calls_for_a_backup


def test_a_whole_folder_that_was_put_back_is_noticed_by_this_computer(scene: Scene) -> None:
    shutil.rmtree(scene.path)
    shutil.copytree(scene.before, scene.path)

    with scene.opened() as logbook:
        assert logbook.read_only is not None
        # The key file kept on this computer, which is later, and the checkpoint beside it.
        assert [one.anchor for one in logbook.read_only.findings] == [
            "keys.a.json",
            "checkpoint.note",
        ]
    for now, before in zip(scene.folder.keys, LogbookFolder(scene.before).keys, strict=True):
        assert now.read_bytes() == before.read_bytes()


def test_what_an_audit_finds_ends_the_writing_at_once_and_names_the_entries(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE record SET payload = x'7b7d' WHERE seq = 3")

    with scene.opened() as logbook:
        assert logbook.read_only is None
        report = logbook.auditing.audit()
        assert not report.is_intact
        found = logbook.read_only
        assert found is not None
        assert found.reason is ReadOnlyReason.DAMAGED
        assert found.entries == (3,)
        with pytest.raises(OpenForReadingOnlyError):
            logbook.enrolling.add(a_person())
        words = read_only_sentence(found.reason, found.entries)
        assert "entry 3" in words
        assert "restore" in words


def test_what_the_stepwise_audit_finds_ends_the_writing_too(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE entry SET signature = zeroblob(64) WHERE seq = 2")

    with scene.opened() as logbook:
        for _done in logbook.auditing.steps():
            assert logbook.read_only is None
        assert logbook.read_only is not None


def test_an_anchor_of_something_else_says_nothing_about_the_journal(scene: Scene) -> None:
    with scene.folder.anchors.open("a", encoding="utf-8") as file:
        file.write('{"note":"disclosure-logbook.invalid/ff/1\\n3\\nq6s=\\n\\nnothing\\n"}\n')

    with scene.opened() as logbook:
        assert not logbook.auditing.audit().is_intact
        assert logbook.read_only is None


def test_a_sound_logbook_is_written_to(scene: Scene) -> None:
    with scene.opened() as logbook:
        assert logbook.auditing.audit().is_intact
        assert logbook.read_only is None
        logbook.enrolling.add(a_person())


def test_one_may_ask_for_a_logbook_to_be_read_only(scene: Scene) -> None:
    before = contents(scene)
    with scene.opened(read_only=True) as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.ASKED
        assert logbook.auditing.audit().is_intact
        assert not logbook.auditing.lists_differ()
        with pytest.raises(OpenForReadingOnlyError):
            logbook.enrolling.add(a_person())
    assert contents(scene) == before


def test_what_was_found_outweighs_that_one_only_asked_to_read(scene: Scene) -> None:
    shutil.copy(scene.before / "records.db", scene.folder.records)
    with scene.opened(read_only=True) as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.ROLLED_BACK


def test_a_somewhat_newer_schema_is_read_and_a_quite_new_one_refused(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("PRAGMA user_version = 999")
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.NEWER
        assert not logbook.read_only.calls_for_a_backup

    with scene.insider() as connection:
        connection.execute("PRAGMA user_version = 1000")
    with pytest.raises(VaultTooNewError):
        scene.open()


def test_a_folder_that_cannot_be_written_to_is_read(scene: Scene) -> None:
    key = bytes(database_key(scene.keys().unlocked)).hex()
    scene.folder.records.chmod(0o444)
    scene.folder.lock.chmod(0o444)
    scene.path.chmod(0o555)
    for parent in scene.path.parents:
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    try:
        done = subprocess.run(
            [sys.executable, "-c", READING, str(scene.path), scene.made_with.key_file.vault],
            input=key + "\n",
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        scene.path.chmod(0o755)
    assert (done.stdout.split(), done.stderr) == (["vault.read_only", "6"], "")


def test_a_crash_that_must_be_undone_first_is_not_read_half_done(scene: Scene) -> None:
    """Nothing can be undone where nothing can be written: then nothing is read either."""
    journal = scene.folder.records.with_name("records.db-journal")
    with scene.insider() as connection:
        connection.execute("PRAGMA cache_size = 0")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE big (words BLOB)")
        for _row in range(40):
            connection.execute("INSERT INTO big VALUES (randomblob(4000))")
        hot = journal.read_bytes()
        half = scene.folder.records.read_bytes()
        connection.execute("ROLLBACK")
    scene.folder.records.write_bytes(half)
    journal.write_bytes(hot)

    with pytest.raises(VaultReadOnlyError):
        scene.open(read_only=True)
    with scene.opened() as logbook:
        assert logbook.auditing.audit().is_intact


def test_a_database_that_cannot_be_read_is_refused_as_ever(scene: Scene) -> None:
    data = bytearray(scene.folder.records.read_bytes())
    for page in range(1, len(data) // 4096):
        data[4096 * page + 100] ^= 1
    scene.folder.records.write_bytes(bytes(data))

    with pytest.raises(VaultDamagedError):
        scene.open()


def test_a_lock_that_somebody_holds_keeps_a_reader_out_too(scene: Scene) -> None:
    with FolderLock(scene.folder), pytest.raises(VaultInUseError):
        scene.open(read_only=True)


def test_every_reason_has_a_sentence() -> None:
    for reason in ReadOnlyReason:
        assert read_only_sentence(reason, tuple(range(12))).count(".") >= 2
    assert "and 4 more" in read_only_sentence(ReadOnlyReason.DAMAGED, tuple(range(12)))
