# SPDX-License-Identifier: Apache-2.0
"""Whether a sheet is needed at all, and how far somebody has come who types one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import ComputerFolder
from logbook.services.rebuilding import key_file_lost, typed_so_far
from logbook.store.errors import KeyFileDamagedError, KeyFileMissingError
from logbook.store.key_file import to_bytes
from tests.builders import PASSPHRASE
from tests.services.scene import Scene, a_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> ComputerFolder:
    """Give a computer that has never seen the logbook."""
    return ComputerFolder(tmp_path / "elsewhere")


def lose(scene: Scene) -> None:
    for copy in scene.folder.keys:
        copy.unlink()


def test_no_sheet_is_needed_where_there_is_a_key_file_or_nothing_to_open(
    scene: Scene, elsewhere: ComputerFolder, tmp_path: Path
) -> None:
    assert key_file_lost(scene.path, elsewhere) is None
    assert key_file_lost(tmp_path / "nowhere", elsewhere) is None


def test_key_file_that_is_lost_here_and_on_this_computer_is_told(
    scene: Scene, elsewhere: ComputerFolder
) -> None:
    lose(scene)
    assert isinstance(key_file_lost(scene.path, elsewhere), KeyFileMissingError)
    for copy in scene.folder.keys:
        copy.write_bytes(b"{}")
    assert isinstance(key_file_lost(scene.path, elsewhere), KeyFileDamagedError)


def test_key_file_kept_on_this_computer_helps_if_it_is_this_logbook_s(
    scene: Scene, elsewhere: ComputerFolder
) -> None:
    lose(scene)
    assert key_file_lost(scene.path, scene.computer) is None
    other = replace(scene.made_with.key_file, vault="00" * 16)
    elsewhere.keep(other.vault, place=scene.path, note="", key_file=other)
    assert key_file_lost(scene.path, elsewhere) is not None


def test_without_a_checkpoint_that_names_the_logbook_no_kept_key_file_is_believed(
    scene: Scene,
) -> None:
    lose(scene)
    scene.folder.anchors.write_text(
        '{"note":"nothing of the kind"}\n{"note":"another.example/log\\n1\\nq6s=\\n\\n'
        '— another.example/log q6urq6s=\\n"}\n',
        "utf-8",
    )
    assert isinstance(key_file_lost(scene.path, scene.computer), KeyFileMissingError)
    scene.folder.anchors.unlink()
    scene.folder.anchors.mkdir()
    assert isinstance(key_file_lost(scene.path, scene.computer), KeyFileMissingError)


def test_key_file_of_a_newer_version_is_not_lost(scene: Scene, elsewhere: ComputerFolder) -> None:
    later = replace(scene.made_with.key_file, v=99)
    for copy in scene.folder.keys:
        copy.write_bytes(to_bytes(later))
    assert key_file_lost(scene.path, elsewhere) is None


def test_lines_are_counted_and_slips_named_while_they_are_typed(scene: Scene) -> None:
    with scene.opened() as logbook:
        recovering = logbook.recovering
        lines = recovering.make_sheet(recovering.sheet_job(PASSPHRASE).run()).lines
    assert typed_so_far("").typed == 0
    half = typed_so_far("\n".join(lines[:11]))
    assert (half.typed, half.slips, half.total) == (11, (), 23)
    wrong = [*lines[:4], lines[4][:-1], lines[6], *lines[6:]]
    assert typed_so_far("\n".join(wrong)).slips == (5, 6)
