# SPDX-License-Identifier: Apache-2.0
"""Two programs, one logbook: the second is kept out, and a dead one keeps nobody out."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from logbook.store.errors import VaultInUseError
from tests.builders import a_person
from tests.faults.promises import EntryStands, Found
from tests.faults.scene import make_scene

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


def test_a_logbook_that_is_open_elsewhere_is_refused_until_that_program_dies(
    tmp_path: Path,
) -> None:
    scene = make_scene(tmp_path / "scene")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            scene.open()
            scene.opened.enrolling.add(a_person(reference="LP-0043"))
            os.write(writer, b"open")
            signal.pause()
        finally:
            os._exit(1)
    assert os.read(reader, 4) == b"open"

    for _again in range(2):
        with pytest.raises(VaultInUseError):
            scene.open()

    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reader)
    os.close(writer)
    scene.open()
    receipt = scene.opened.enrolling.add(a_person(reference="LP-0044"))
    found = Found(root=scene.root, logbook=scene.opened, keys=None)
    assert EntryStands.of(receipt).holds(found)
    assert scene.opened.reviewing.of_reference("LP-0043") is not None
    assert scene.opened.auditing.audit().is_intact
    scene.close()
