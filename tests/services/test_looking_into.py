# SPDX-License-Identifier: Apache-2.0
"""A look into a backup before it is restored: what is in it, for whoever may know."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.domain.practice import Role
from logbook.exchange.backup_errors import BackupFileError
from logbook.services.looking_into import look_job
from logbook.store.errors import WrongPassphraseError
from tests.builders import COLLEAGUES, PASSPHRASE, a_colleague
from tests.services.scene import Scene, a_scene
from tests.temporary import own_temporary_folder


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture(autouse=True)
def temporary_folder(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Have one that no other test looks into backups in at the same time."""
    with own_temporary_folder(tmp_path_factory.mktemp("temporary")):
        yield


def backed_up(logbook: Logbook, tmp_path: Path) -> Path:
    place = tmp_path / "Stick"
    place.mkdir()
    return logbook.backing_up.prepare(place).run().path


def temporary_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("logbook-*/look"))


def test_look_tells_what_is_in_a_backup_and_leaves_nothing(scene: Scene, tmp_path: Path) -> None:
    with scene.opened() as logbook:
        backup = backed_up(logbook, tmp_path)
        practice, size = logbook.practice.name, logbook.reviewing.entries()
    told: list[int] = []
    found = look_job(backup, PASSPHRASE).run(lambda done, _total: told.append(done))
    assert (found.practice, found.size, found.made_at) == (practice, size, scene.clock.now())
    assert {one.kind: one.count for one in found.records}["disclosure"] == 1
    assert found.is_intact
    assert found.may_restore
    assert told == sorted(told)
    assert temporary_folders() == set()


def test_look_with_the_wrong_passphrase_tells_nothing(scene: Scene, tmp_path: Path) -> None:
    with scene.opened() as logbook:
        backup = backed_up(logbook, tmp_path)
    with pytest.raises(WrongPassphraseError):
        look_job(backup, COLLEAGUES).run()
    backup.write_bytes(backup.read_bytes()[:-1])
    with pytest.raises(BackupFileError):
        look_job(backup, PASSPHRASE).run()
    assert temporary_folders() == set()


def test_who_may_not_read_records_is_told_no_counts(scene: Scene, tmp_path: Path) -> None:
    with scene.opened() as logbook:
        a_colleague(logbook, role=Role.AUDITOR)
        backup = backed_up(logbook, tmp_path)
    found = look_job(backup, COLLEAGUES).run()
    assert found.is_intact
    assert found.records == ()
    assert not found.may_restore
