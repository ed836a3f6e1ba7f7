# SPDX-License-Identifier: Apache-2.0
"""A disk that is really full, and a folder that may only be read: through everything that is done.

The disk is a tmpfs of little more than a megabyte; whoever may not mount one, or become somebody
else, is skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from logbook.domain.records import DocumentKind
from logbook.errors import LogbookError
from logbook.wording.sentences import error_sentence
from tests.builders import a_disclosure_draft, a_person
from tests.faults.judging import GOOD, judge
from tests.faults.promises import EntryStands, Promise, RecordsStand, records_in
from tests.faults.scene import Scene, make_scene

SIZE = "1200k"
NOBODY = 65534
ROUNDS = 15

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is of Linux"),
]


@pytest.fixture(params=[SIZE, None], ids=["small disk", "control"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """A logbook on a disk of little more than a megabyte, or of no limit."""
    if request.param is None:
        yield make_scene(tmp_path / "scene")
        return
    # In a folder of its own: what clears up after earlier tests stumbles over a disk in theirs.
    with TemporaryDirectory(prefix="small-disk-") as place:
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={request.param}", "tmpfs", place]
        if subprocess.run(mounting, capture_output=True, check=False).returncode:
            pytest.skip("a small disk may not be mounted here")
        try:
            made = make_scene(Path(place) / "scene")
            yield made
            made.close()
        finally:
            subprocess.run(["umount", place], check=True)


def work(scene: Scene) -> tuple[list[Promise], list[LogbookError]]:
    """Record, and hand documents over beside the logbook, as long as there is room."""
    promises: list[Promise] = []
    refused: list[LogbookError] = []
    logbook = scene.opened
    for number in range(ROUNDS):
        draft = a_disclosure_draft(scene.person, scene.consent)
        draft = replace(draft, information=replace(draft.information, left_out="x" * 3_000))
        try:
            promises.append(EntryStands.of(logbook.disclosing.record(draft)))
            job = logbook.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
            name = scene.root / f"{number}.pdf"
            done = logbook.exporting.deliver(job.run(), name)
            promises.append(EntryStands.of(done.receipt))
        except LogbookError as error:
            refused.append(error)
            if len(refused) == 3:
                break
    return promises, refused


def is_small(scene: Scene) -> bool:
    return scene.root.parent.is_mount()


def test_a_full_disk_is_said_to_be_full_and_nothing_that_was_recorded_is_lost(
    scene: Scene,
) -> None:
    scene.open()

    promises, refused = work(scene)

    assert promises
    assert len(refused) == (3 if is_small(scene) else 0)
    for error in refused:
        assert error_sentence(error) != error_sentence(LogbookError())
    # What there is can still be read, searched and locked.
    there = records_in(scene.opened)
    assert scene.opened.reviewing.person(scene.person) is not None
    assert scene.opened.auditing.audit().is_intact
    scene.close()

    for document in scene.root.glob("*.pdf"):
        document.unlink()
    assert judge(scene, scene.root, [*promises, RecordsStand(there)]) is GOOD
    scene.open()
    assert scene.opened.enrolling.add(a_person(reference="LP-0099"))
    scene.close()


def test_a_logbook_on_a_full_disk_is_opened_to_be_read_or_refused_with_a_sentence(
    scene: Scene,
) -> None:
    filling = scene.root / "something else"
    if is_small(scene):
        with filling.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(512)):
                    pass
            except OSError:
                pass
    said = ""
    try:
        scene.open()
        assert scene.opened.reviewing.person(scene.person) is not None
    except LogbookError as error:
        said = error_sentence(error)
    scene.close()
    assert said != error_sentence(LogbookError())
    assert not said or is_small(scene)

    filling.unlink(missing_ok=True)
    assert judge(scene, scene.root, []) is GOOD


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root becomes another")
@pytest.mark.parametrize("may_write", [False, True], ids=["read only", "control"])
def test_a_folder_that_may_only_be_read_is_read_and_nothing_in_it_is_changed(
    may_write: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
) -> None:
    scene = make_scene(tmp_path / "scene")
    place = scene.root
    while place != place.parent and place.stat().st_uid == 0:
        place.chmod(place.stat().st_mode | 0o055)
        place = place.parent
    files = [scene.root, *scene.root.rglob("*")]
    for path in files:
        path.chmod(0o755 if path.is_dir() else 0o644)
        if may_write:
            os.chown(path, NOBODY, NOBODY)
    before = {path: path.read_bytes() for path in files if path.is_file()}
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, _looked_at(scene).encode())
        finally:
            os._exit(0)
    os.close(writer)
    said = os.read(reader, 4_096).decode()
    os.waitpid(child, 0)
    os.close(reader)

    changed = [path for path, data in before.items() if path.read_bytes() != data]
    assert said == ("written" if may_write else "read, and not written")
    assert bool(changed) is may_write


def _looked_at(scene: Scene) -> str:
    try:
        scene.open()
        if scene.opened.reviewing.person(scene.person) is None:
            return "not read"
        if scene.opened.read_only is None:
            scene.opened.enrolling.add(a_person(reference="LP-0098"))
            return "written"
        try:
            scene.opened.enrolling.add(a_person(reference="LP-0098"))
        except LogbookError:
            return "read, and not written"
    except LogbookError as error:
        return f"{error.code}: {error}"
    finally:
        scene.close()
    return "written though it may only be read"
