# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import Run, Sample

COLLEAGUE = """
[practitioner]
name = "Gethin Pugh"
profession = "OT"
hcpc_number = "OT234567"
"""
THEIRS = "velvet anchor pepper mosaic"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The file of a colleague, and one with their passphrase."""
    written = {"colleague": COLLEAGUE, "passphrase": THEIRS + "\n"}
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    return {name: tmp_path / name for name in written}


def listed(run: Run, sample: Sample) -> dict[str, Any]:
    said = run("people", sample.path, *sample.unlocked, "--json")
    assert said.status == 0
    found: dict[str, Any] = json.loads(said.out)
    return found


def enrol(run: Run, sample: Sample, files: dict[str, Path], *more: object) -> str:
    said = run(
        *("people", sample.path, "--enrol", files["colleague"]),
        *("--new-passphrase-file", files["passphrase"], *more),
        *(*sample.unlocked, "--json"),
    )
    assert said.status == 0, said.err
    found = json.loads(said.out)
    assert found["act"] == "practitioner.enrolled"
    return str(found["people"][1]["id"])


def test_colleague_is_enrolled_opens_is_suspended_and_leaves(
    run: Run, sample: Sample, files: dict[str, Path]
) -> None:
    colleague = enrol(run, sample, files, "--role", "reader")
    theirs = ("--passphrase-file", files["passphrase"])
    said = run("people", sample.path, *theirs)
    assert f"{colleague[:8]}: Gethin Pugh, Reader, " in said.out

    assert run("people", sample.path, "--suspend", colleague, *sample.unlocked).status == 0
    refused = run("people", sample.path, *theirs)
    assert (refused.status, refused.out) == (2, "")
    assert "Ask an administrator" in refused.err

    assert run("people", sample.path, "--reinstate", colleague[:8], *sample.unlocked).status == 0
    assert run("people", sample.path, "--leave", colleague[:8], *sample.unlocked).status == 0
    found = listed(run, sample)
    assert [person["status"] for person in found["people"]] == ["active", "left"]
    assert not found["rotation_is_due"]
    assert run("people", sample.path, *theirs).status == 2
    assert run("check", sample.path, *sample.unlocked).status == 0


def test_role_is_changed_and_keys_are_renewed(
    run: Run, sample: Sample, files: dict[str, Path]
) -> None:
    colleague = enrol(run, sample, files)
    changed = ("--change-role", colleague, "--role", "auditor")
    assert run("people", sample.path, *changed, *sample.unlocked).status == 0
    assert listed(run, sample)["people"][1]["role"] == "auditor"
    files["passphrase"].write_text("gravel lantern tulip harbour\n", "utf-8")
    renewed = ("--renew", colleague, "--new-passphrase-file", files["passphrase"])
    assert run("people", sample.path, *renewed, *sample.unlocked).status == 0
    assert run("people", sample.path, "--rotate", *sample.unlocked).status == 0
    assert run("people", sample.path, "--passphrase-file", files["passphrase"]).status == 0


@pytest.mark.parametrize(
    "asked",
    [
        ("--suspend", "00000000"),
        ("--suspend", ""),
        ("--rotate", "--leave", "00000000"),
        ("--renew", "nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_changes_nothing(
    run: Run, sample: Sample, asked: tuple[str, ...]
) -> None:
    before = listed(run, sample)
    said = run("people", sample.path, *asked, *sample.unlocked)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert "Nothing was changed" in said.err
    assert listed(run, sample) == before


def test_role_has_to_be_named(run: Run, sample: Sample, files: dict[str, Path]) -> None:
    colleague = enrol(run, sample, files)
    said = run("people", sample.path, "--change-role", colleague, *sample.unlocked)
    assert said.status == 2
    assert "--role" in said.err
