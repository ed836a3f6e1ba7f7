# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from logbook.app import Logbook, unlock_job
from logbook.services.sampling import SAMPLE_PASSPHRASE
from logbook.store.errors import OpenForReadingOnlyError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates, write_key_file
from logbook.store.seal import sealed
from logbook.wording.sentences import error_sentence
from tests.cli.commanding import ROOT, Run, Sample

COLLEAGUE = """
[practitioner]
name = "Gethin Pugh"
profession = "OT"
hcpc_number = "OT234567"
"""
SETUP = ROOT / "resources" / "sample" / "practice.toml"
NAMED = "[practitioner]\n"
GIVEN = "velvet anchor pepper mosaic"
OWN = "gravel lantern tulip harbour"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The file of a colleague, one with the passphrase they are given, one with their own."""
    written = {"colleague": COLLEAGUE, "passphrase": GIVEN + "\n", "own": OWN + "\n"}
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


def take_over(run: Run, sample: Sample, files: dict[str, Path]) -> tuple[object, ...]:
    """Choose an own passphrase; give the arguments that unlock with it."""
    given = ("--passphrase-file", files["passphrase"])
    said = run("passphrase", sample.path, *given, "--new-passphrase-file", files["own"])
    assert said.status == 0, said.err
    return "--passphrase-file", files["own"]


def test_with_a_passphrase_that_was_given_nothing_is_done_before_an_own_one_is_chosen(
    run: Run, sample: Sample, files: dict[str, Path]
) -> None:
    enrol(run, sample, files)
    given = ("--passphrase-file", files["passphrase"])
    said = run("people", sample.path, *given)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert "Choose one of your own first" in said.err
    again = run("passphrase", sample.path, *given, "--new-passphrase-file", files["passphrase"])
    assert again.status == 2
    assert "somebody else knows" in again.err

    theirs = take_over(run, sample, files)

    assert run("people", sample.path, *theirs).status == 0
    assert run("people", sample.path, *given).status == 2
    assert run("check", sample.path, *sample.unlocked).status == 0


@pytest.mark.parametrize("role", ["executor", "auditor", "administrator"])
def test_a_set_up_file_says_nothing_of_a_role_whoever_makes_a_logbook_administers_it(
    run: Run, sample: Sample, tmp_path: Path, role: str
) -> None:
    setup, made = tmp_path / "practice.toml", tmp_path / "Made.logbook"
    text = SETUP.read_text("utf-8").replace(NAMED, f'{NAMED}role = "{role}"\n')
    setup.write_text(text, "utf-8")
    said = run("create", made, "--from", setup, *sample.unlocked)
    assert (said.status, said.out) == (2, "")
    assert "practitioner.role: There is no such key" in said.err
    assert said.err.count("\n") == 1
    assert not made.exists()


def test_why_a_logbook_is_only_read_is_said_without_a_window(run: Run, sample: Sample) -> None:
    keys = unlock_job(sample.path, SAMPLE_PASSPHRASE).run()
    # What an open logbook that may only be read answers, as a command of it would.
    sentence = error_sentence(OpenForReadingOnlyError(""))
    assert "at the top" not in sentence
    first = Logbook.open(sample.path, keys)
    older = candidates(LogbookFolder(sample.path))[0]
    first.close()
    newest = candidates(LogbookFolder(sample.path))[0]
    ahead = replace(older.hwm, origin=newest.hwm.origin, size=newest.hwm.size + 9)
    root_key = bytearray(unlock_job(sample.path, SAMPLE_PASSPHRASE).run().unlocked.root_key)
    write_key_file(LogbookFolder(sample.path), sealed(replace(newest, hwm=ahead), root_key))

    said = run("people", sample.path, "--rotate", *sample.unlocked)

    assert (said.status, said.out) == (2, "")
    assert "open for reading only" in said.err
    assert "The journal is older than it was when last seen" in said.err
    assert "at the top" not in said.err


def test_colleague_is_enrolled_opens_is_suspended_and_leaves(
    run: Run, sample: Sample, files: dict[str, Path]
) -> None:
    colleague = enrol(run, sample, files, "--role", "reader")
    theirs = take_over(run, sample, files)
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
    files["passphrase"].write_text("quarry velvet hammock ginger\n", "utf-8")
    renewed = ("--renew", colleague, "--new-passphrase-file", files["passphrase"])
    assert run("people", sample.path, *renewed, *sample.unlocked).status == 0
    assert run("people", sample.path, "--rotate", *sample.unlocked).status == 0
    assert run("people", sample.path, *take_over(run, sample, files)).status == 0


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
