# SPDX-License-Identifier: Apache-2.0
"""Two programs, one logbook: the second is kept out, and a dead one keeps nobody out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from logbook.store.errors import VaultInUseError
from tests.builders import a_person
from tests.faults.promises import EntryStands, Found
from tests.faults.scene import Scene, make_scene

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


@contextmanager
def another_program(scene: Scene, *, closes: bool) -> Iterator[None]:
    """Have the logbook opened by a second process, which lives on and may close it again."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            scene.open()
            scene.opened.enrolling.add(a_person(reference="LP-0043"))
            if closes:
                scene.close()
            os.write(writer, b"done")
            signal.pause()
        finally:
            os._exit(1)
    assert os.read(reader, 4) == b"done"
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reader)
        os.close(writer)


@pytest.mark.parametrize("without", ["", "lock"], ids=["as it is", "the file of the lock gone"])
def test_a_logbook_that_is_open_elsewhere_is_refused_until_that_program_dies(
    without: str, tmp_path: Path
) -> None:
    scene = make_scene(tmp_path / "scene")
    with another_program(scene, closes=False):
        for _again in range(2):
            if without:
                (scene.path / without).unlink(missing_ok=True)
            with pytest.raises(VaultInUseError):
                scene.open()

    scene.open()
    receipt = scene.opened.enrolling.add(a_person(reference="LP-0044"))
    found = Found(root=scene.root, logbook=scene.opened, keys=None)
    assert EntryStands.of(receipt).holds(found)
    assert scene.opened.reviewing.of_reference("LP-0043") is not None
    assert scene.opened.auditing.audit().is_intact
    scene.close()


def test_control_a_program_that_lives_and_has_closed_the_logbook_keeps_nobody_out(
    tmp_path: Path,
) -> None:
    scene = make_scene(tmp_path / "scene")
    with another_program(scene, closes=True):
        scene.open()
        assert scene.opened.reviewing.of_reference("LP-0043") is not None
        scene.close()
