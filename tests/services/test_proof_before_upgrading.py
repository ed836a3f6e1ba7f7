# SPDX-License-Identifier: Apache-2.0
"""The copy kept before an upgrade counts only if it is what was copied, and is whole."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.exchange.backup_file import BackupFile
from logbook.services import upgrading
from logbook.services.opening import open_folder
from logbook.services.upgrading import PLACE
from logbook.store.errors import UpgradeNotBegunError, VaultDamagedError, VaultOlderError
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from logbook.store.rotation import Opened
from tests.builders import a_person
from tests.faults.operations import OPERATIONS
from tests.faults.scene import Scene, make_scene
from tests.services.scene import a_scene


@pytest.fixture(scope="module")
def older_once(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A closed logbook with records, a database of the first schema in it."""
    scene = make_scene(tmp_path_factory.mktemp("older") / "scene")
    [migrating] = [one for one in OPERATIONS if one.name == "migrate"]
    migrating.prepare(scene)
    return scene


@pytest.fixture
def older(older_once: Scene, tmp_path: Path) -> Scene:
    return older_once.copied_to(tmp_path / "scene")


def tamper(scene: Scene, statement: str) -> None:
    key = bytes(database_key(scene.opener.unlock(scene.path).unlocked))
    records = str(LogbookFolder(scene.path).records)
    with closing(dbapi2.connect(records, isolation_level=None)) as connection:
        connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)


def test_copy_of_something_else_is_not_what_was_copied(tmp_path: Path) -> None:
    scene = a_scene(tmp_path / "scene")
    place, work = tmp_path / "place", tmp_path / "work"
    place.mkdir()
    work.mkdir()
    with scene.opened() as logbook:
        earlier = logbook.backing_up.prepare(place).run().path
        logbook.enrolling.add(a_person(reference="LP-2"))
        opened = logbook._opened
        found = Opened(
            vault=opened.vault, key_file=opened.keys.key_file, unlocked=opened.keys.unlocked
        )
        with BackupFile(earlier) as backup:
            backup.check()
            with pytest.raises(UpgradeNotBegunError, match="not what was copied"):
                upgrading._proven(backup, found, work)


def test_logbook_that_was_not_whole_before_is_not_upgraded(older: Scene) -> None:
    tamper(
        older,
        "INSERT INTO line (seq, object, kind, service_user, at, sort, number, title, detail, state,"
        " due, words) VALUES (0, 'o', 'hold', 'p', 'no instant', '', '', '', '', '', NULL, '')",
    )
    with pytest.raises(VaultDamagedError, match="not whole"):
        older.open()
    assert not list((older.path / PLACE).glob("*"))


def test_logbook_that_lost_its_anchors_is_upgraded_all_the_same(older: Scene) -> None:
    LogbookFolder(older.path).anchors.unlink()
    older.open()
    assert len(list((older.path / PLACE).glob("*"))) == 1
    older.close()


def test_place_that_cannot_be_listed_holds_no_copies(tmp_path: Path) -> None:
    assert upgrading._in(tmp_path / ("n" * 300)) == []


def test_who_keeps_no_copy_upgrades_nothing(older: Scene) -> None:
    keys = older.opener.unlock(older.path)
    with pytest.raises(VaultOlderError):
        open_folder(older.path, keys)
    older.open()
    older.close()
