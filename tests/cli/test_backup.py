# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from logbook.exchange.backup_file import SUFFIX
from tests.cli.commanding import Outcome, Run, Sample, run_outside


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "Stick"
    folder.mkdir()
    return folder


@pytest.fixture
def backup(sample: Sample, run: Run, place: Path) -> Path:
    ended: Outcome = run("backup", sample.path, place, *sample.unlocked, "--json")
    assert ended.status == 0
    return Path(json.loads(ended.out)["file"])


def test_backup_restore_and_rehearsal_one_after_the_other(
    sample: Sample, run: Run, place: Path, backup: Path, tmp_path: Path
) -> None:
    assert [backup] == list(place.iterdir())
    rehearsed = run("rehearse", sample.path, backup, *sample.unlocked, "--json")
    assert rehearsed.status == 0
    table = json.loads(rehearsed.out)
    assert table["passed"]
    assert table["records"]["disclosure"] >= 1

    new = tmp_path / "New.logbook"
    restored = run(
        *("restore", backup, new, "--reason", "lost", "--live", sample.path),
        *(*sample.unlocked, "--json"),
    )
    assert restored.status == 0, restored.err
    told = json.loads(restored.out)
    assert told["epoch"] == 2
    assert told["entries_lost"] >= 3
    assert run("check", new, *sample.unlocked).status == 0
    assert run("info", new, *sample.unlocked).status == 0


def test_the_answers_for_people_name_the_file_and_nobody(
    sample: Sample, run: Run, place: Path
) -> None:
    ended = run("backup", sample.path, place, *sample.unlocked)
    assert ended.status == 0
    assert "Made and proven" in ended.out
    assert "another disk as well" in ended.out
    assert ended.err == ""


def test_old_backups_are_removed_only_when_asked(
    sample: Sample, run: Run, place: Path, backup: Path
) -> None:
    assert run("backup", sample.path, place, *sample.unlocked).status == 0
    assert len(list(place.iterdir())) == 2
    ended = run("backup", sample.path, place, *sample.unlocked, "--keep", 1, 1, "--json")
    assert len(json.loads(ended.out)["removed"]) == 2
    assert len(list(place.iterdir())) == 1
    assert not backup.exists()


def test_a_backup_of_another_history_is_a_finding(
    sample: Sample, run: Run, place: Path, backup: Path, tmp_path: Path
) -> None:
    # The logbook went on after the backup it is restored from, and was backed up again.
    for _again in range(3):
        assert run("backup", sample.path, place, *sample.unlocked).status == 0
    newest = max(place.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    new = tmp_path / "New.logbook"
    assert run("restore", backup, new, *sample.unlocked).status == 0

    assert run("rehearse", new, backup, *sample.unlocked).status == 0
    ended = run("rehearse", new, newest, *sample.unlocked)
    assert ended.status == 1
    assert len(ended.err.strip().splitlines()) == 1


def bad(kind: str, sample: Sample, place: Path, backup: Path) -> list[object]:
    broken = place / f"broken{SUFFIX}"
    data = bytearray(backup.read_bytes())
    data[5000] ^= 1
    broken.write_bytes(data)
    new = place / "New.logbook"
    missing = place / "missing"
    return {
        "no place": ["backup", sample.path, missing],
        "a place that is a file": ["backup", sample.path, backup],
        "inside the logbook": ["backup", sample.path, sample.path],
        "no logbook": ["backup", missing, place],
        "no backup": ["restore", missing, new],
        "another file": ["restore", sample.passphrase_file, new],
        "damaged": ["restore", broken, new],
        "a folder that is there": ["restore", backup, sample.path],
        "a synchronised folder": ["restore", backup, place / "Dropbox" / "N.logbook"],
        "rehearse nothing": ["rehearse", sample.path, missing],
        "rehearse damaged": ["rehearse", sample.path, broken],
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "no place",
        "a place that is a file",
        "inside the logbook",
        "no logbook",
        "no backup",
        "another file",
        "damaged",
        "a folder that is there",
        "a synchronised folder",
        "rehearse nothing",
        "rehearse damaged",
    ],
)
def test_what_cannot_be_used_is_one_clear_line(
    sample: Sample, run: Run, place: Path, backup: Path, kind: str
) -> None:
    command = bad(kind, sample, place, backup)
    before = {one: one.stat().st_size for one in place.rglob("*")}
    ended = run(*command, *sample.unlocked)
    assert ended.status == 2
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err
    assert {one: one.stat().st_size for one in place.rglob("*")} == before


def test_a_wrong_passphrase_restores_nothing(
    run: Run, backup: Path, place: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not the one at all, surely", "utf-8")
    ended = run("restore", backup, place / "N.logbook", "--passphrase-file", wrong)
    assert ended.status == 2
    assert not (place / "N.logbook").exists()


def test_nothing_personal_is_said_on_standard_error(
    sample: Sample, place: Path, tmp_path: Path
) -> None:
    ended = run_outside("backup", sample.path, place, *sample.unlocked)
    assert (ended.status, ended.err) == (0, "")
    [made] = place.iterdir()
    shutil.copy(made, tmp_path / "copy")
    again = run_outside("restore", tmp_path / "copy", tmp_path / "R.logbook", *sample.unlocked)
    assert (again.status, again.err) == (0, "")
