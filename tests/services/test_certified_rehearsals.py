# SPDX-License-Identifier: Apache-2.0
"""The certificate of a rehearsal, of a real backup and as a signed PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest

from logbook.app import Logbook, verify_file
from logbook.documents.verification import Verdict
from logbook.domain.anchored import AnchorKind
from logbook.domain.backup import Rehearsal
from logbook.domain.records import Act
from logbook.journal.payload import read_payload
from logbook.services.reviewing import NotOnRecordError
from tests.documents.samples import failed_rules
from tests.services.scene import Scene, a_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path / "scene")


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    with scene.opened() as opened:
        yield opened


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "Stick"
    folder.mkdir()
    return folder


def rehearsed(logbook: Logbook, backup: Path) -> Rehearsal:
    found = logbook.rehearsing.prepare(backup).run()
    logbook.rehearsing.record(found)
    return found


def test_a_rehearsal_is_certified_with_all_that_proves_it(
    logbook: Logbook, scene: Scene, place: Path, tmp_path: Path
) -> None:
    proof = logbook.backing_up.prepare(place).run()
    logbook.backing_up.record(proof)
    found = rehearsed(logbook, proof.path)
    assert found.is_passed

    job = logbook.exporting.prepare_rehearsal(found.id)
    done = logbook.exporting.deliver(job.run(), tmp_path / job.file_name)

    assert done.path.name == f"2026-11-20-{found.id.hex[:4].upper()}-rehearsal-certificate.pdf"
    assert done.receipt.act is Act.DOCUMENT_EXPORTED
    assert verify_file(done.path).verdict is Verdict.INTACT
    assert failed_rules(done.path.read_bytes()) == []
    with pikepdf.open(done.path) as pdf:
        attached = pdf.attachments["payload.json"].get_file().read_bytes()
    assert read_payload(attached) == found
    source = job.order.source
    assert source.backup_name == proof.path.name  # type: ignore[union-attr]
    assert source.place is proof.place  # type: ignore[union-attr]
    person = logbook.reviewing.person(scene.person)
    assert person is not None
    assert person.name.encode() not in attached
    assert str(person.id).encode() not in attached
    perhaps = logbook.anchoring.fixed_outside().perhaps
    assert perhaps is not None, "it was saved, and may have been handed over"
    assert perhaps.by is AnchorKind.DOCUMENT
    assert logbook.auditing.audit().is_intact
    assert not logbook.auditing.lists_differ()


def test_of_a_backup_nothing_was_noted_of_the_place_is_not_told(
    logbook: Logbook, place: Path
) -> None:
    proof = logbook.backing_up.prepare(place).run()
    found = rehearsed(logbook, proof.path)
    source = logbook.exporting.prepare_rehearsal(found.id).order.source
    assert source.place is None  # type: ignore[union-attr]
    assert source.backup_name == proof.path.name  # type: ignore[union-attr]


def test_a_published_snapshot_goes_by_its_own_name(logbook: Logbook, place: Path) -> None:
    proof = logbook.backing_up.prepare(place, publish=True).run()
    logbook.backing_up.record(proof)
    found = rehearsed(logbook, proof.path)
    source = logbook.exporting.prepare_rehearsal(found.id).order.source
    assert source.backup_name == proof.path.name  # type: ignore[union-attr]
    assert "published" in proof.path.name


def test_what_was_never_rehearsed_is_not_certified(logbook: Logbook, scene: Scene) -> None:
    for other in (uuid4(), scene.disclosure):
        with pytest.raises(NotOnRecordError):
            logbook.exporting.prepare_rehearsal(other)
