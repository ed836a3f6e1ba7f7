# SPDX-License-Identifier: Apache-2.0
"""Lists that are not there are made when a logbook is opened, as far as that can be done."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.journal.audit_findings import AuditKind
from logbook.store.errors import VaultFullError
from tests.services.scene import Scene, a_scene
from tests.store.disks import a_disk

NO_LISTS = ("DELETE FROM line", "DELETE FROM moment")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def tamper(scene: Scene, *statements: str) -> None:
    with scene.insider() as connection:
        for statement in (*NO_LISTS, *statements):
            connection.execute(statement)


def people(logbook: Logbook) -> int:
    return len(logbook.reviewing.order_of_people())


def test_lists_that_are_gone_are_made_again(scene: Scene) -> None:
    tamper(scene)
    with scene.opened() as logbook:
        assert people(logbook) == 1
        assert not logbook.auditing.lists_differ()


def test_record_that_cannot_be_read_is_left_for_the_audit_to_name(scene: Scene) -> None:
    tamper(scene, "UPDATE record SET payload = x'7b7d' WHERE seq = 3")
    with scene.opened() as logbook:
        report = logbook.auditing.audit()
        assert 3 in {finding.seq for finding in report.findings}


def test_entry_that_is_missing_is_left_for_the_audit_to_name(scene: Scene) -> None:
    tamper(scene, "DELETE FROM entry WHERE seq = 3")
    with scene.opened() as logbook:
        report = logbook.auditing.audit()
        assert 3 in {finding.seq for finding in report.findings}


def test_where_nothing_may_be_written_they_stay_as_they_are_and_are_told_of(scene: Scene) -> None:
    tamper(scene)
    with scene.opened(read_only=True) as logbook:
        assert people(logbook) == 0
        assert logbook.auditing.lists_differ()
        found = logbook.auditing.audit().findings
        assert [finding.kind for finding in found] == [AuditKind.LISTS_DIFFER]


@pytest.mark.parametrize("left", range(0, 120, 12), ids="{} KiB left".format)
def test_disk_that_has_no_room_for_lists_keeps_the_logbook_shut_until_it_has(
    scene: Scene, tmp_path: Path, left: int
) -> None:
    tamper(scene, "VACUUM")
    with a_disk(tmp_path / "small", kib=4_000) as small:
        path = small / "Test.logbook"
        shutil.copytree(scene.path, path)
        room = small / "room"
        room.write_bytes(bytes(left * 1024))
        with suppress(OSError), (small / "filler").open("ab") as file:
            while True:
                file.write(os.urandom(4_096))
                file.flush()
        room.unlink()
        try:
            opened = Logbook.open(path, scene.keys(), scene.clock, computer=scene.computer)
        except VaultFullError:
            (small / "filler").unlink()
            opened = Logbook.open(path, scene.keys(), scene.clock, computer=scene.computer)
        else:
            assert left
        assert people(opened) == 1
        assert not opened.auditing.lists_differ()
        opened.close()
