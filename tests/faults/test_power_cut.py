# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.conftest import Counts, Simulator
from tests.faults.disk import Call, Cut, Disk, Names, Start
from tests.faults.operations import OPERATIONS

STATES = 200
NAMES = tuple(one.name for one in OPERATIONS if not one.is_careless)


@pytest.fixture(scope="module")
def cut(simulated: Simulator) -> Counts:
    return simulated("power_cut", "--states", str(STATES), only=NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_power_cut_loses_what_was_acknowledged_or_leaves_half_of_anything(
    name: str, cut: Counts
) -> None:
    assert cut[name] == {"states": STATES, "lost": 0, "corrupt": 0, "unanswered": 0}


@pytest.mark.slow
def test_control_a_program_that_flushes_nothing_loses_and_corrupts(simulated: Simulator) -> None:
    found = simulated("power_cut", "--states", "40", "--control", "unflushed", "--only", "consent")

    assert found["consent"]["lost"] > 0
    assert found["consent"]["corrupt"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["consent", "draft", "export", "destroy", "leave", "will"])
def test_control_a_program_that_acknowledges_too_early_is_caught(
    name: str, simulated: Simulator
) -> None:
    found = simulated("power_cut", "--states", "40", "--control", "early", "--only", name)

    assert found[name]["lost"] > 0


@pytest.mark.slow
def test_control_a_writer_that_renames_without_flushing_is_caught(simulated: Simulator) -> None:
    found = simulated("power_cut", "--states", "40", "--only", "careless writer")

    assert found["careless writer"]["lost"] + found["careless writer"]["corrupt"] > 0


class Model:
    """A disk on which one file is written; calls by the names record_calls.c gives them."""

    def __init__(self, root: Path, names: Names) -> None:
        (root / "there").write_bytes(b"old")
        self.root = root
        self.disk = Disk(Start.of(root), names)
        self.inode = (root / "there").stat().st_ino
        self.folder = root.stat().st_ino

    def call(
        self, kind: str, path: str = "", *, inode: int = 0, at: int = 0, data: bytes = b""
    ) -> None:
        self.disk.take(Call(kind, inode, at, str(self.root / path), data))

    def left(self, how: Cut = Cut.NOTHING) -> dict[str, bytes | None]:
        return self.disk.cut(how, random.Random(5))  # noqa: S311 - chance, not secrets


@pytest.mark.parametrize("names", Names)
def test_what_was_written_is_durable_once_it_is_flushed(tmp_path: Path, names: Names) -> None:
    model = Model(tmp_path, names)
    model.call("W", inode=model.inode, data=b"new")
    assert model.left() == {"there": b"old"}
    assert model.left(Cut.EVERYTHING) == {"there": b"new"}

    model.call("S", inode=model.inode)
    assert model.left() == {"there": b"new"}


def test_a_name_is_durable_once_its_folder_is_flushed_where_names_lag(tmp_path: Path) -> None:
    model = Model(tmp_path, Names.LAGGING)
    model.call("R", "there", data=str(tmp_path / "renamed").encode())
    assert model.left() == {"there": b"old"}
    assert model.left(Cut.EVERYTHING) == {"renamed": b"old"}

    model.call("D", inode=model.folder)
    assert model.left() == {"renamed": b"old"}


def test_a_name_is_durable_before_the_data_where_names_are_ordered(tmp_path: Path) -> None:
    model = Model(tmp_path, Names.ORDERED)
    model.call("C", "made", inode=77)
    model.call("W", inode=77, data=b"text")
    model.call("R", "made", data=str(tmp_path / "there").encode())

    assert model.left() == {"there": b""}


def test_a_disk_is_behind_until_everything_is_flushed(tmp_path: Path) -> None:
    model = Model(tmp_path, Names.LAGGING)
    assert not model.disk.is_behind

    model.call("W", inode=model.inode, data=b"new")
    assert model.disk.is_behind
    model.call("S", inode=model.inode)
    assert not model.disk.is_behind

    model.call("U", "there")
    assert model.disk.is_behind
    model.call("D", inode=model.folder)
    assert not model.disk.is_behind


def test_sectors_of_one_write_are_torn_apart(tmp_path: Path) -> None:
    model = Model(tmp_path, Names.ORDERED)
    model.call("T", inode=model.inode)
    model.call("S", inode=model.inode)
    model.call("W", inode=model.inode, data=b"x" * 16_384)

    left = model.left(Cut.TORN)["there"] or b""
    assert 0 < left.count(b"x") < 16_384
    assert left.count(b"x") % 512 == 0


def test_a_file_that_took_the_name_of_one_removed_stays_when_the_removal_is_late(
    tmp_path: Path,
) -> None:
    model = Model(tmp_path, Names.LAGGING)
    model.call("U", "there")
    model.call("C", "there", inode=78)
    model.call("W", inode=78, data=b"again")
    model.call("S", inode=78)

    assert model.left() == model.left(Cut.EVERYTHING) == {"there": b"again"}
