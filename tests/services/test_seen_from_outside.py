# SPDX-License-Identifier: Apache-2.0
"""What is told of a logbook that is locked, missing, incomplete, or may not be written to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import Logbook, NewLogbook, create_job, unlock_job
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.findings import Code, RecordRefusedError
from logbook.services.describing import describe
from logbook.store.errors import (
    KeyFileMissingError,
    NotALogbookError,
    VaultMissingError,
    VaultReadOnlyError,
)
from tests.builders import PASSPHRASE, StandingClock, a_practice, a_practitioner
from tests.services.scene import Scene, a_scene
from tests.store.disks import closed_to_us, read_only


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def test_locked_logbook_says_how_large_it_is_and_how_many_may_open_it(scene: Scene) -> None:
    said = describe(scene.path)
    assert said.vault == scene.made_with.key_file.vault
    assert said.bytes == sum(file.stat().st_size for file in scene.path.iterdir())
    assert said.key_holders == 1
    assert said.passphrase_memory_kib == 64 * 1024
    with scene.opened() as logbook:
        assert said.entries_marked == logbook.reviewing.entries() - 1


def test_what_is_no_logbook_is_told_apart(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(VaultMissingError):
        describe(tmp_path / "nowhere")
    with pytest.raises(VaultMissingError):
        unlock_job(tmp_path / "nowhere", PASSPHRASE)
    (scene.path / "records.db").rename(tmp_path / "records.db")
    with pytest.raises(NotALogbookError):
        describe(scene.path)
    (tmp_path / "short").write_bytes(b"x" * 100)
    (tmp_path / "short").rename(scene.path / "records.db")
    with pytest.raises(NotALogbookError):
        describe(scene.path)
    for copy in scene.folder.keys:
        copy.unlink()
    with pytest.raises(KeyFileMissingError):
        describe(scene.path)


def test_logbook_where_nothing_may_be_written_is_read(scene: Scene) -> None:
    with read_only(scene.path), scene.opened() as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.NOT_WRITABLE
        assert logbook.reviewing.person(scene.person) is not None
    with scene.opened() as logbook:
        assert logbook.read_only is None


def test_logbook_that_is_open_elsewhere_is_read_by_nobody(scene: Scene, tmp_path: Path) -> None:
    with scene.opened():
        shutil.copytree(scene.path, tmp_path / "Copy.logbook")
    copied = Logbook.open(tmp_path / "Copy.logbook", scene.keys(), scene.clock, read_only=True)
    assert copied.read_only is not None
    copied.close()


def test_folder_that_may_not_be_looked_into_is_told_apart(scene: Scene) -> None:
    with closed_to_us(scene.path), pytest.raises(VaultReadOnlyError):
        describe(scene.path)
    assert describe(scene.path).key_holders == 1


@pytest.mark.parametrize(
    ("practice", "practitioner", "part"),
    [
        ({"name": "  "}, {}, "practice.name"),
        ({"address": ""}, {}, "practice.address"),
        ({}, {"name": "\n"}, "practitioner.name"),
    ],
)
def test_logbook_of_nobody_is_not_made(
    practice: dict[str, str], practitioner: dict[str, str], part: str
) -> None:
    new = NewLogbook(
        practice=replace(a_practice(), **practice),  # type: ignore[arg-type]
        practitioner=replace(a_practitioner(), **practitioner),  # type: ignore[arg-type]
        passphrase=PASSPHRASE,
    )
    with pytest.raises(RecordRefusedError) as refused:
        create_job(new, StandingClock())
    assert [(one.code, one.part) for one in refused.value.findings] == [(Code.INCOMPLETE, part)]
