# SPDX-License-Identifier: Apache-2.0
"""The marks outside the database against a journal that was tampered with, and forged marks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.app import Logbook
from logbook.domain.anchored import ReadOnlyReason
from logbook.journal.audit_findings import AuditKind
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.entry import read_entry, written_entry
from logbook.services import marks
from logbook.services.auditing_since import covers
from logbook.services.checkpoints import InconsistentJournalError
from logbook.services.witnessing import is_beginning
from logbook.store.errors import VaultDamagedError
from tests.builders import a_person
from tests.services.scene import Scene, a_scene

SPOIL = "UPDATE entry SET body = :body WHERE seq = :seq"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def size_of(scene: Scene) -> int:
    with scene.insider() as connection:
        (size,) = connection.execute("SELECT count(*) FROM entry").fetchone()
        return int(size)


def put_on_this_computer(scene: Scene, note: str) -> None:
    key_file = scene.made_with.key_file
    scene.computer.keep(key_file.vault, place=scene.path, note=note, key_file=key_file)


def kinds(logbook: Logbook) -> set[AuditKind]:
    return {finding.kind for finding in marks.against_marks(logbook._opened)}


def test_checkpoint_on_this_computer_that_a_stranger_signed_says_nothing(scene: Scene) -> None:
    vault = scene.made_with.key_file.vault
    head = Checkpoint(origin=origin(vault, 1), size=999, root=bytes(32))
    put_on_this_computer(
        scene, sign_checkpoint(head, Ed25519PrivateKey.generate(), origin(vault, 1))
    )
    with scene.opened() as logbook:
        assert logbook.read_only is None
        assert marks.on_this_computer(logbook._opened) is None


def test_control_one_that_was_signed_here_does(scene: Scene) -> None:
    vault = scene.made_with.key_file.vault
    head = Checkpoint(origin=origin(vault, 1), size=999, root=bytes(32))
    mine = scene.keys().unlocked.keys.ed25519
    put_on_this_computer(scene, sign_checkpoint(head, mine, origin(vault, 1)))
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.ROLLED_BACK


@pytest.mark.parametrize("note", ["", "nothing of the kind", "disclosure-logbook.invalid/x/1\n"])
def test_what_is_no_checkpoint_says_nothing_and_covers_nothing(scene: Scene, note: str) -> None:
    put_on_this_computer(scene, note)
    assert covers(note) == 0
    with scene.opened() as logbook:
        assert logbook.read_only is None


def test_last_entry_that_cannot_be_read_ends_the_writing(scene: Scene) -> None:
    last = size_of(scene) - 1
    with scene.insider() as connection:
        connection.execute(SPOIL, {"body": b"{}", "seq": last})
    with scene.opened() as logbook:
        assert kinds(logbook) == {AuditKind.ENTRY_UNREADABLE}
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.DAMAGED


def test_later_epoch_made_up_over_a_gap_is_damage(scene: Scene) -> None:
    size = size_of(scene)
    with scene.insider() as connection:
        (body,) = connection.execute("SELECT body FROM entry ORDER BY seq DESC").fetchone()
        later = written_entry(replace(read_entry(body), epoch=2))
        connection.execute(SPOIL, {"body": later, "seq": size - 1})
        connection.execute("DELETE FROM entry WHERE seq = :seq", {"seq": (size - 1) // 2})
    with scene.opened() as logbook:
        assert kinds(logbook) == {AuditKind.TREE_NODE_DIFFERS}
        assert logbook.read_only is not None


def test_tree_with_a_hole_in_it_is_the_beginning_of_nothing(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE entry SET nodes = x'' WHERE seq = 3")
    with scene.opened() as logbook:
        opened = logbook._opened
        assert not is_beginning(opened, Checkpoint(origin="", size=4, root=bytes(32)))
        assert logbook.read_only is not None


def test_logbook_of_which_a_copy_was_written_to_here_meanwhile_signs_nothing_more(
    scene: Scene, tmp_path: Path
) -> None:
    copy = tmp_path / "Copy.logbook"
    shutil.copytree(scene.path, copy)
    with scene.opened() as logbook:
        other = Logbook.open(copy, scene.keys(), scene.clock, computer=scene.computer)
        for number in range(5):
            other.enrolling.add(a_person(reference=f"LP-{number}"))
        other.close()
        with pytest.raises(InconsistentJournalError, match="outside the database"):
            logbook.checkpoints.sign()


@pytest.mark.parametrize(
    "tampering",
    ["UPDATE signed_checkpoint SET root = zeroblob(32)", "UPDATE signed_checkpoint SET size = 99"],
)
def test_journal_that_contradicts_what_was_signed_before_is_not_signed(
    scene: Scene, tampering: str
) -> None:
    with scene.insider() as connection:
        connection.execute(tampering)
    with scene.opened() as logbook:
        logbook.enrolling.add(a_person(reference="LP-1"))
        with pytest.raises(InconsistentJournalError, match="signed before"):
            logbook.checkpoints.sign()


def test_logbook_that_does_not_begin_with_its_practice_is_damaged(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("DELETE FROM record WHERE seq = 0")
    with scene.opened() as logbook, pytest.raises(VaultDamagedError):
        assert logbook.practice.name
