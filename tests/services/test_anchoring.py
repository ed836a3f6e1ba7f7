# SPDX-License-Identifier: Apache-2.0
"""What fixes the journal outside this computer, and what the copies on it are good for."""

from __future__ import annotations

import shutil
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from logbook.app import Logbook, unlock_job
from logbook.domain.anchored import AnchorKind, FixedOutside, Perhaps, SheetAnswer
from logbook.domain.backup import Backup, PlaceKind
from logbook.domain.records import Act, DocumentKind, Export
from logbook.journal.anchors import Anchor
from logbook.services.where_saved import where_saved
from logbook.store.errors import KeyFileDamagedError
from logbook.store.key_file import HighWaterMark
from logbook.wording.anchor_words import fixed_sentence
from tests.builders import NOON, PASSPHRASE, a_person
from tests.services.scene import Scene, a_scene

MEMORY = Path("/dev/shm")  # noqa: S108 - only looked at


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    with scene.opened() as opened:
        yield opened


def export(logbook: Logbook, scene: Scene, place: Path) -> None:
    job = logbook.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
    logbook.exporting.deliver(job.run(), place / "out.pdf")


def back_up(logbook: Logbook, place: PlaceKind, *, proven: bool = True, root: str = "") -> None:
    head = logbook.checkpoints.head()
    logbook._scribe.write(
        Act.BACKUP_MADE,
        Backup(
            id=uuid4(),
            place=place,
            made_by=logbook.practitioner.id,
            made_at=NOON,
            epoch=1,
            size=head.size,
            root=root or head.root.hex(),
            sha256="ab" * 32,
            bytes=1,
            proven_at=NOON if proven else None,
        ),
    )


def test_nothing_is_fixed_before_anything_left(logbook: Logbook) -> None:
    size = logbook.checkpoints.head().size
    fixed = logbook.anchoring.fixed_outside()

    assert fixed == FixedOutside(up_to=0, on=None, by=None, later=size)
    assert "Nothing outside this computer" in fixed_sentence(fixed)


def test_the_marks_on_this_computer_do_not_count(logbook: Logbook, scene: Scene) -> None:
    logbook.checkpoints.mark()

    assert scene.folder.read_anchors()
    assert logbook.anchoring.fixed_outside().up_to == 0
    leaving = {
        kind for kind in AnchorKind if any(kind.leaves_by(one) for one in (None, *PlaceKind))
    }
    assert set(AnchorKind) - leaving == {
        AnchorKind.DATABASE,
        AnchorKind.KEY_FILE,
        AnchorKind.ANCHORS_FILE,
        AnchorKind.COMPUTER,
        AnchorKind.SHOWN,
    }


def test_a_document_saved_on_the_same_disk_fixes_nothing_that_anybody_knows(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    size = logbook.checkpoints.head().size
    export(logbook, scene, tmp_path)

    fixed = logbook.anchoring.fixed_outside()
    assert fixed == FixedOutside(
        up_to=0,
        on=None,
        by=None,
        later=size + 1,
        perhaps=Perhaps(up_to=size, by=AnchorKind.DOCUMENT),
    )
    assert fixed_sentence(fixed) == (
        "Nothing outside this computer is known to fix this journal yet. Print a day sheet, make a"
        " backup at a second place, or ask a colleague to be its witness. A document that was"
        f" saved fixes everything up to entry {size - 1}, if it was handed over."
    )


def test_a_printed_document_fixes_what_its_checkpoint_covers_and_no_more(
    logbook: Logbook, scene: Scene
) -> None:
    size = logbook.checkpoints.head().size
    job = logbook.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
    logbook.exporting.note_printed(job.run())
    logbook.enrolling.add(a_person(reference="LP-0043"))

    fixed = logbook.anchoring.fixed_outside()
    assert fixed == FixedOutside(
        up_to=size,
        on=date(2026, 11, 20),
        by=AnchorKind.DOCUMENT,
        later=2,
        place=PlaceKind.PAPER,
    )
    assert fixed_sentence(fixed) == (
        f"Everything up to entry {size - 1} (20 November 2026) is fixed by something outside this"
        " computer: a document on paper. 2 later entries are not yet."
    )


def test_a_document_in_a_synchronised_folder_counts_as_a_backup_there_would(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    size, synced = logbook.checkpoints.head().size, tmp_path / "Dropbox"
    synced.mkdir()
    export(logbook, scene, synced)

    fixed = logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.by) == (size, AnchorKind.DOCUMENT)
    assert fixed.place is PlaceKind.SYNCED_FOLDER
    assert fixed_sentence(fixed).startswith(
        f"Everything up to entry {size - 1} (20 November 2026) is fixed by a document in a"
        " synchronised folder, once another computer has it too. 1 later entry is not yet."
    )


def test_what_was_saved_later_is_told_beside_what_is_known(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    back_up(logbook, PlaceKind.ANOTHER_DISK)
    size = logbook.checkpoints.head().size
    export(logbook, scene, tmp_path)
    said = fixed_sentence(logbook.anchoring.fixed_outside())

    assert "2 later entries are not yet." in said
    assert said.endswith(
        f"A document that was saved fixes everything up to entry {size - 1}, if it was handed over."
    )
    back_up(logbook, PlaceKind.ANOTHER_DISK)
    assert logbook.anchoring.fixed_outside().perhaps is None, "the backup covers more"


def test_where_an_export_was_put_is_not_known_of_old_records(
    logbook: Logbook, scene: Scene
) -> None:
    head = logbook.checkpoints.head()
    logbook._scribe.write(
        Act.DOCUMENT_EXPORTED,
        Export(
            id=uuid4(),
            service_user=scene.person,
            subject=scene.disclosure,
            document=DocumentKind.DISCLOSURE_RECORD,
            reference="D-2026-0001",
            sha256="ab" * 32,
            size=1,
            exported_by=logbook.practitioner.id,
            exported_at=NOON,
            journal_size=head.size,
        ),
    )
    fixed = logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.perhaps) == (
        0,
        Perhaps(up_to=head.size, by=AnchorKind.DOCUMENT),
    )


def test_what_kind_of_place_a_file_lies_in_is_told_or_not_but_never_fails(
    logbook: Logbook, tmp_path: Path
) -> None:
    assert where_saved(tmp_path / "out.pdf", logbook.path) is PlaceKind.SAME_DISK
    assert where_saved(tmp_path / "missing" / "out.pdf", logbook.path) is None
    assert where_saved(tmp_path / "out.pdf", tmp_path / "no such logbook") is None


@pytest.mark.skipif(not MEMORY.is_mount(), reason="Linux keeps a folder in memory")
def test_a_place_in_memory_is_no_other_disk(logbook: Logbook) -> None:
    assert logbook.path.stat().st_dev != MEMORY.stat().st_dev
    assert where_saved(MEMORY / "out.pdf", logbook.path) is PlaceKind.SAME_DISK


def test_a_list_for_a_person_fixes_next_to_nothing(logbook: Logbook, scene: Scene) -> None:
    job = logbook.exporting.prepare_accounting(scene.person)
    logbook.exporting.note_printed(job.run())

    assert logbook.anchoring.fixed_outside().up_to == 1
    assert "Nothing outside" in fixed_sentence(logbook.anchoring.fixed_outside())


def test_the_larger_of_two_counts_whichever_came_last(logbook: Logbook, scene: Scene) -> None:
    job = logbook.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
    logbook.exporting.note_printed(job.run())
    size = logbook.anchoring.fixed_outside().up_to
    assert size > 1
    job = logbook.exporting.prepare_accounting(scene.person)
    logbook.exporting.note_printed(job.run())

    assert logbook.anchoring.fixed_outside().up_to == size


def test_a_backup_counts_once_it_is_proven_at_a_second_place(logbook: Logbook) -> None:
    back_up(logbook, PlaceKind.ANOTHER_DISK, proven=False)
    back_up(logbook, PlaceKind.SAME_DISK)
    back_up(logbook, PlaceKind.ANOTHER_DISK, root="00" * 32)
    assert logbook.anchoring.fixed_outside().up_to == 0

    size = logbook.checkpoints.head().size
    back_up(logbook, PlaceKind.ANOTHER_DISK)
    fixed = logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.by) == (size, AnchorKind.BACKUP)
    assert fixed_sentence(fixed) == (
        f"Everything up to entry {size - 1} (20 November 2026) is fixed by a backup on another disk"
        " or partition: keep that apart from this computer. 1 later entry is not yet."
    )


def test_a_day_sheet_is_held_against_the_journal(logbook: Logbook) -> None:
    head = logbook.checkpoints.head()
    printed = b32encode(head.root).decode().rstrip("=")
    grouped = " ".join(printed[at : at + 4] for at in range(0, 52, 4))
    held = logbook.anchoring.hold_against_sheet

    assert held(head.size, grouped) is SheetAnswer.AGREES
    logbook.enrolling.add(a_person(reference="LP-0044"))
    assert held(head.size, grouped.lower()) is SheetAnswer.AGREES
    assert held(head.size - 1, grouped) is SheetAnswer.DIFFERS
    assert held(head.size + 100, grouped) is SheetAnswer.SHORTER
    assert held(-1, grouped) is SheetAnswer.UNREADABLE
    for wrong in ("", printed[:-1], printed[:-1] + "!"):
        assert held(head.size, wrong) is SheetAnswer.UNREADABLE
    assert logbook.read_only is None


def test_a_key_file_lost_in_both_copies_is_restored_from_this_computer(scene: Scene) -> None:
    before = scene.folder.keys[0].read_bytes()
    for copy in scene.folder.keys:
        copy.unlink()

    keys = unlock_job(scene.path, PASSPHRASE, scene.computer).run()
    Logbook.open(scene.path, keys, scene.clock, computer=scene.computer).close()

    assert all(copy.exists() for copy in scene.folder.keys)
    assert scene.folder.keys[0].read_bytes() != before
    with scene.opened() as logbook:
        assert logbook.auditing.audit().is_intact


def test_a_copy_that_was_tampered_with_on_this_computer_opens_nothing(scene: Scene) -> None:
    for copy in scene.folder.keys:
        copy.write_bytes(b"torn")
    (kept,) = scene.computer.key_files(scene.path)
    forged = replace(kept, hwm=HighWaterMark())
    scene.computer.keep(kept.vault, place=scene.path, note="", key_file=forged)

    with pytest.raises(KeyFileDamagedError):
        unlock_job(scene.path, PASSPHRASE, scene.computer).run()
    shutil.rmtree(scene.computer.path)
    with pytest.raises(KeyFileDamagedError):
        unlock_job(scene.path, PASSPHRASE, scene.computer)


def test_the_copy_on_this_computer_is_an_anchor_only_if_somebody_known_signed_it(
    scene: Scene,
) -> None:
    note = scene.computer.path / "logbooks" / scene.made_with.key_file.vault / "checkpoint.note"
    note.write_text("disclosure-logbook.invalid/ff/1\n900\nq6s=\n\nnothing\n", "utf-8")

    with scene.opened() as logbook:
        assert logbook.read_only is None


def test_each_anchor_of_an_audit_says_where_it_is_kept(scene: Scene) -> None:
    with scene.opened() as logbook:
        kinds = {anchor.kind for anchor in logbook.auditing._anchors()}
    assert kinds == {AnchorKind.DATABASE, AnchorKind.ANCHORS_FILE}
    assert Anchor(note="", where="").kind is AnchorKind.SHOWN
