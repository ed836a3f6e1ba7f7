# SPDX-License-Identifier: Apache-2.0
"""The recipe of README-RECOVERY.txt is carried out by a program that has nothing of ours."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.store.recovery_text import RECOVERY_TEXT
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)

READER = Path(__file__).with_name("reader.py")

pytest.importorskip("apsw", reason="apsw-sqlite3mc is not installed")


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("backed-up")
    logbook, _keys = a_logbook(place / "Test.logbook", StandingClock())
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    proof = logbook.backing_up.prepare(place).run()
    logbook.close()
    return proof.path


def read(backup: Path, passphrase: str) -> subprocess.CompletedProcess[str]:
    # -I: neither the folder it stands in nor PYTHONPATH leads to the product.
    return subprocess.run(
        [sys.executable, "-I", str(READER), str(backup)],
        input=passphrase + "\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=backup.parent,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )


def test_a_disclosure_is_read_from_a_backup_with_other_programs_alone(backup: Path) -> None:
    ended = read(backup, PASSPHRASE)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    [disclosure] = found["disclosures"]
    assert disclosure["record"]["recipient"]["name"] == "Dr A. Bevan"
    assert disclosure["record"]["purpose"]["words"] == "Assessment of persistent night pain"
    assert found["entries"] >= 5


def test_control_without_the_passphrase_nothing_is_read(backup: Path) -> None:
    ended = read(backup, "another passphrase")
    assert ended.returncode != 0
    assert "InvalidTag" in ended.stderr
    assert ended.stdout == ""


def test_the_reader_imports_nothing_of_the_product() -> None:
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(READER.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not {name.partition(".")[0] for name in imported} & {"logbook", "ui", "resources"}


@pytest.mark.parametrize(
    "fact",
    [
        "NFKC",
        "slot-kek/v1",
        "root/v1",
        "db/v1",
        "logbook/entry/v1",
        "logbook/payload/v1",
        "logbook/backup/v1",
        "argon2id",
    ],
)
def test_what_the_reader_needs_to_know_stands_in_the_text(fact: str) -> None:
    assert fact in RECOVERY_TEXT
    assert fact in READER.read_text("utf-8")
