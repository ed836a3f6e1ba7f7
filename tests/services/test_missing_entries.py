# SPDX-License-Identifier: Apache-2.0
"""A journal in which entries are missing or say what no program wrote: told, and no crash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from logbook.domain.anchored import AnchorKind
from logbook.domain.backup import Backup, PlaceKind
from logbook.domain.records import Act
from logbook.journal.entry import read_entry, written_entry
from logbook.journal.payload import read_payload, written_payload
from logbook.services.marks import current_epoch
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError
from tests.builders import a_colleague
from tests.services.scene import Scene, a_scene

REWRITE = "UPDATE entry SET body = :body WHERE seq = :seq"
TAKE_AWAY = "DELETE FROM entry WHERE seq BETWEEN :first AND :last"
RERECORD = "UPDATE record SET payload = :payload WHERE kind = :kind"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def backed_up(scene: Scene, tmp_path: Path) -> Scene:
    """A scene with a backup on record, on the disk the logbook is on."""
    place = tmp_path / "Stick"
    place.mkdir()
    with scene.opened() as logbook:
        logbook.backing_up.record(logbook.backing_up.prepare(place).run())
    return scene


def rewrite(scene: Scene, seq: int, **changes: str) -> None:
    with scene.insider() as connection:
        (body,) = connection.execute(
            "SELECT body FROM entry WHERE seq = :seq", {"seq": seq}
        ).fetchone()
        changed = written_entry(replace(read_entry(body), **changes))
        connection.execute(REWRITE, {"body": changed, "seq": seq})


def take_away(scene: Scene, first: int, last: int) -> None:
    with scene.insider() as connection:
        connection.execute(TAKE_AWAY, {"first": first, "last": last})


def test_act_this_version_does_not_know_is_listed_as_it_is_written(scene: Scene) -> None:
    rewrite(scene, 3, act="records.hummed", actor="nobody")
    take_away(scene, 2, 2)
    with scene.opened() as logbook:
        acts = {line.seq: line for line in logbook.acts_done.before()}
    assert (acts[3].act, acts[3].written, acts[3].name) == (None, "records.hummed", "")
    assert acts[1].act is Act.PRACTITIONER_ENROLLED
    assert acts[1].name
    assert 2 not in acts


def test_backup_on_record_that_cannot_be_read_fixes_nothing(backed_up: Scene) -> None:
    with backed_up.insider() as connection:
        connection.execute(RERECORD, {"payload": b"{}", "kind": "backup"})
    with backed_up.opened() as logbook:
        assert logbook.anchoring.fixed_outside().up_to == 0


@pytest.mark.parametrize("root", ["no hash", "ab"])
def test_anchor_on_record_whose_root_is_none_fixes_nothing(backed_up: Scene, root: str) -> None:
    with backed_up.opened() as logbook:
        (row,) = journal_rows.records_of_kind(logbook._opened.vault, "backup")
        record = read_payload(row.payload)
    assert isinstance(record, Backup)
    forged = written_payload(replace(record, root=root, place=PlaceKind.ANOTHER_DISK))
    with backed_up.insider() as connection:
        connection.execute(RERECORD, {"payload": forged, "kind": "backup"})
    with backed_up.opened() as logbook:
        assert logbook.anchoring.fixed_outside().by is not AnchorKind.BACKUP


def test_records_of_a_person_whose_entries_are_missing_are_damaged_and_not_due(
    scene: Scene,
) -> None:
    take_away(scene, 2, 6)
    with scene.opened() as logbook:
        with pytest.raises(VaultDamagedError):
            logbook.retaining.outlook(scene.person)
        with pytest.raises(VaultDamagedError):
            logbook.retaining.holdings(scene.person)


def test_colleague_without_an_own_record_that_can_be_read_is_held_up_by_nothing(
    scene: Scene,
) -> None:
    with scene.opened() as logbook:
        a_colleague(logbook)
        assert current_epoch(logbook._opened.vault) == 1
    with scene.insider() as connection:
        connection.execute(RERECORD, {"payload": b"{}", "kind": "practitioner"})
    with scene.opened() as logbook:
        assert not logbook.own_keys.are_due
