# SPDX-License-Identifier: Apache-2.0
"""Each command does its work and says it in lines for people and as a table for programs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.cli.frame import Surroundings
from logbook.clock import SystemClock
from logbook.resources import folder
from logbook.services.sampling import SAMPLE_PASSPHRASE
from logbook.store.folder import FolderLock, LogbookFolder
from tests.cli.commanding import ROOT, Run, Sample, display, run_outside

NAMES = ("Mared", "Gŵyr", "Tobias", "Fernleigh", "Nowhere Terrace", "01632 960117", "LP-0001")
"""What the sample holds about people."""

CASE = ROOT / "tests/cases/v01-referral.toml"
SETUP = folder("sample") / "practice.toml"


def test_help_is_given_without_loading_what_only_commands_need() -> None:
    heavy = ("sqlcipher3", "reportlab", "pyhanko", "pikepdf", "msgspec", "cryptography", "PySide6")
    code = (
        "import sys; from logbook.cli import main; status = main(['--help']);"
        f"sys.exit(status or 10 * any(name in sys.modules for name in {heavy}))"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert ended.returncode == 0
    assert all(name in ended.stdout.decode() for name in ("demo", "create", "verify", "check"))


@pytest.mark.slow
def test_the_demo_does_the_main_job_from_nothing(tmp_path: Path) -> None:
    outcome = run_outside("demo", tmp_path / "d", "--json")

    told = json.loads(outcome.out)
    assert (outcome.status, outcome.err) == (0, "")
    assert told["made"] is True
    assert told["number"].endswith("-0001")
    assert told["passphrase"] == SAMPLE_PASSPHRASE
    assert [document["verdict"] for document in told["documents"]] == ["intact", "intact"]
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == sorted(
        ["Sample.logbook", *(Path(document["path"]).name for document in told["documents"])]
    )


def test_the_demo_goes_on_with_a_sample_that_is_there(run: Run, sample: Sample) -> None:
    first = run("demo", sample.path.parent)
    second = run("demo", sample.path)

    assert (first.status, first.err) == (0, "")
    assert first.out.count("(verified: intact)") == 2
    assert SAMPLE_PASSPHRASE in first.out
    assert (second.status, second.err) == (0, "")
    assert second.out.count("(verified: intact)") == 2
    assert len(list(sample.path.parent.glob("*.pdf"))) == 2


def test_the_demo_opens_the_window_on_a_logbook_it_has_let_go(run: Run, sample: Sample) -> None:
    shown: list[Path] = []

    def show(path: Path) -> None:
        with FolderLock(LogbookFolder(path)):
            shown.append(path)

    with display(":99"):
        run("demo", sample.path, show=show)
        run("demo", sample.path, "--no-window", show=show)

    assert shown == [sample.path]


def test_there_is_no_screen_without_a_display() -> None:
    with display(None):
        assert Surroundings(show=print).has_screen is not sys.platform.startswith("linux")
    with display(":99"):
        assert Surroundings(show=print).has_screen
    assert not Surroundings(clock=SystemClock()).has_screen


def test_no_name_stands_in_a_file_of_the_logbook_or_in_the_name_of_a_document(
    run: Run, sample: Sample
) -> None:
    run("demo", sample.path)

    written = b"".join(path.read_bytes() for path in sample.path.iterdir())
    offered = " ".join(path.name for path in sample.path.parent.iterdir())
    assert not [name for name in NAMES if name.encode() in written or name in offered]


def test_a_logbook_is_made_from_a_file_and_opens(run: Run, tmp_path: Path) -> None:
    passphrase = b"copper lantern orbit thistle meadow\n"
    place = tmp_path / "New.logbook"

    made = run("create", place, "--from", SETUP, "--passphrase-file", "-", typed=passphrase)
    told = run("info", place, "--json", "--passphrase-file", "-", typed=passphrase)

    assert (made.status, made.err) == (0, "")
    assert json.loads(told.out)["entries"] == 2
    assert json.loads(told.out)["fingerprint"] in made.out


def test_a_logbook_is_described_without_its_passphrase_and_without_personal_data(
    run: Run, sample: Sample
) -> None:
    locked, unlocked = run("info", sample.path), run("info", sample.path, *sample.unlocked)

    assert (locked.status, unlocked.status) == (0, 0)
    assert "1 person can open it" in locked.out
    assert "Person: 2" in unlocked.out
    assert not [name for name in (*NAMES, "Achebe", "Larkspur") if name in unlocked.out]


def test_describing_and_checking_add_nothing_to_the_journal(run: Run, sample: Sample) -> None:
    first = run("check", sample.path, *sample.unlocked, "--json")
    run("info", sample.path, *sample.unlocked)
    second = run("check", sample.path, *sample.unlocked, "--json")

    assert first == second
    assert json.loads(first.out)["intact"] is True


def test_a_case_is_kept_and_judged_then_signed_then_recognised(run: Run, sample: Sample) -> None:
    def record(*more: str) -> dict[str, object]:
        outcome = run("record", sample.path, CASE, *sample.unlocked, "--json", *more)
        assert (outcome.status, outcome.err) == (0, "")
        told: dict[str, object] = json.loads(outcome.out)
        return told

    kept, signed, again = record(), record("--sign"), record("--sign")

    assert (kept["recorded"], kept["ready"]) == (False, True)
    assert (signed["recorded"], signed["before"]) == (True, False)
    assert str(signed["number"]).endswith("-0002")
    assert (again["before"], again["number"], again["entry"]) == (
        True,
        signed["number"],
        signed["entry"],
    )


def test_the_practice_of_the_logbook_decides_and_it_is_said_where_the_file_differs(
    run: Run, sample: Sample
) -> None:
    own = run("record", sample.path, CASE, *sample.unlocked)
    other = run("record", sample.path, CASE, "--variant", "wales", *sample.unlocked, "--json")

    assert "practice decides" not in own.out
    told = json.loads(other.out)
    assert told["decided_otherwise"] == ["practice.nation", "practice.public_contracts"]


def test_an_earlier_disclosure_has_to_be_on_record(run: Run, sample: Sample) -> None:
    case = ROOT / "tests/cases/v10-subpoena.toml"

    refused = run("record", sample.path, case, "--variant", "order", *sample.unlocked)

    assert refused.status == 2
    assert "earlier[1].number: There is no disclosure of this number" in refused.err
    assert refused.err.count("\n") == 1
    assert "Person: 2" in run("info", sample.path, *sample.unlocked).out


def test_a_document_is_exported_under_a_name_that_names_nobody(run: Run, sample: Sample) -> None:
    number = json.loads(run("demo", sample.path, "--json").out)["number"]
    out = sample.path.parent / "out"
    out.mkdir()

    record = run("export", sample.path, "--pdf", number, "--out", out, *sample.unlocked)
    letter = run(
        "export", sample.path, "--pdf", number.lower(), "--letter", "--out", out / "l.pdf",
        *sample.unlocked,
    )  # fmt: skip

    assert (record.status, record.err, letter.status, letter.err) == (0, "", 0, "")
    assert sorted(path.name for path in out.iterdir()) == [
        f"{number}-disclosure-record.pdf",
        "l.pdf",
    ]
    assert run("verify", *out.iterdir()).status == 0


def test_who_was_told_is_exported_for_the_person(run: Run, sample: Sample) -> None:
    run("demo", sample.path, "--json")
    out = sample.path.parent / "told"
    out.mkdir()
    told = run("export", sample.path, "--accounting", "LP-0001", "--out", out, *sample.unlocked)
    nobody = run("export", sample.path, "--accounting", "XX-1", "--out", out, *sample.unlocked)

    assert (told.status, told.err) == (0, "")
    (written,) = out.iterdir()
    assert "LP-0001" not in written.name
    assert run("verify", written).status == 0
    assert nobody.status == 2
    assert nobody.err.count("\n") == 1


def test_a_document_is_held_against_the_fingerprint_of_a_practice(run: Run, sample: Sample) -> None:
    documents = json.loads(run("demo", sample.path, "--json").out)["documents"]
    path = documents[0]["path"]
    fingerprint = json.loads(run("info", sample.path, "--json").out)["fingerprint"]
    printed = ":".join(fingerprint.upper().split())

    alone = run("verify", path, "--json")
    ours = run("verify", path, "--logbook-fingerprint", printed, "--json")
    others = run("verify", path, "--logbook-fingerprint", "0" * 64)

    assert "compare-fingerprint" in json.loads(alone.out)["files"][0]["findings"]
    assert json.loads(ours.out)["files"][0]["findings"] == []
    assert (alone.status, ours.status, others.status) == (0, 0, 1)
    assert "not ours" in others.out


def test_lists_are_made_again_from_the_journal(run: Run, sample: Sample) -> None:
    outcome = run("check", sample.path, *sample.unlocked, "--rebuild", "--json")

    assert outcome.status == 0
    assert json.loads(outcome.out)["rebuilt"] > 0
    assert run("info", sample.path, *sample.unlocked).out.count("Disclosure: 1") == 1


def test_an_older_copy_of_the_records_is_found_out(run: Run, sample: Sample) -> None:
    older = sample.path.parent / "older.db"
    shutil.copy(sample.path / "records.db", older)
    run("record", sample.path, CASE, *sample.unlocked, "--sign")
    shutil.copy(older, sample.path / "records.db")

    outcome = run("check", sample.path, *sample.unlocked, "--rebuild")

    assert outcome.status == 1
    assert "rollback" in outcome.out
    assert "were left as they are" in outcome.out
    assert outcome.err.count("\n") == 1
    assert "Nothing was changed" in outcome.err
