# SPDX-License-Identifier: Apache-2.0
"""What fixes the journal outside, and the recovery sheet, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import tsp

from logbook.app import Logbook, make_sample, unlock_job, verify_file
from logbook.clock import SystemClock
from logbook.documents.verification import Verdict
from logbook.journal.entry import read_entry
from logbook.services.sampling import SAMPLE_PASSPHRASE
from logbook.store.keyring import SMALLEST
from tests.cli.commanding import Outcome, Run, Sample, run_outside
from tests.documents.stamping import reply_to


@pytest.fixture(scope="session")
def another_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("other") / "O.logbook", SystemClock(), SMALLEST).path


def answered(ended: Outcome) -> dict[str, object]:
    assert ended.status == 0, ended.err
    assert ended.err == ""
    table = json.loads(ended.out)
    assert isinstance(table, dict)
    return table


def test_a_day_sheet_is_made_and_what_it_says_is_taken(
    sample: Sample, run: Run, tmp_path: Path
) -> None:
    made = answered(run("day-sheet", sample.path, "--out", tmp_path, *sample.unlocked, "--json"))
    file = Path(str(made["path"]))
    assert file.name == f"{made['day']}-{made['size']}-day-sheet.pdf"
    assert verify_file(file).verdict is Verdict.INTACT
    letters = made["typed"]
    assert isinstance(letters, list)

    held = run(
        "day-sheet", sample.path, "--against", made["size"], " ".join(letters), *sample.unlocked
    )
    assert (held.status, held.err) == (0, "")
    assert "The journal begins with what the sheet says." in held.out
    checked = run("check", sample.path, "--against", file, *sample.unlocked)
    assert checked.status == 0, checked.err
    assert "One file from outside was compared." in checked.out


def test_the_answer_for_people_says_how_much_is_fixed(
    sample: Sample, run: Run, tmp_path: Path
) -> None:
    ended = run("day-sheet", sample.path, "--out", tmp_path / "sheet.pdf", *sample.unlocked)
    assert ended.status == 0
    assert "sign it with a pen" in ended.out
    assert "Nothing outside this computer is known to fix this journal yet." in ended.out
    assert "if it was printed and signed." in ended.out

    signed = run("day-sheet", sample.path, "--signed", *sample.unlocked)
    assert (signed.status, signed.err) == (0, "")
    assert "outside this computer: a day sheet on paper. 3 later entries are" in signed.out
    assert "printed and signed" not in signed.out
    again = run("day-sheet", sample.path, "--signed", *sample.unlocked)
    assert again.status == 2
    assert "No day sheet was saved since the last one on paper." in again.err


def test_what_another_journal_s_sheet_says_is_a_finding(
    sample: Sample, run: Run, another_once: Path, tmp_path: Path
) -> None:
    theirs = answered(
        run("day-sheet", another_once, "--out", tmp_path / "o.pdf", *sample.unlocked, "--json")
    )
    letters = theirs["typed"]
    assert isinstance(letters, list)
    argv = ("day-sheet", sample.path, "--against", theirs["size"], "".join(letters))
    ended = run(*argv, *sample.unlocked)
    assert ended.status == 1
    assert len(ended.err.strip().splitlines()) == 1
    assert "Record nothing more" in ended.err
    typo = run("day-sheet", sample.path, "--against", 3, "".join(letters), *sample.unlocked)
    assert typo.status == 2
    assert "type again" in typo.err


def test_the_note_a_telephone_reads_from_the_sheet_is_held_against_the_journal(
    sample: Sample, run: Run, tmp_path: Path
) -> None:
    made = answered(
        run("day-sheet", sample.path, "--out", tmp_path / "s.pdf", *sample.unlocked, "--json")
    )
    note = verify_file(Path(str(made["path"]))).checkpoint
    for written in (note, note.rstrip("\n"), note.replace("\n", "\r\n")):
        file = tmp_path / "note.txt"
        file.write_bytes(written.encode())
        ended = run("check", sample.path, "--against", file, *sample.unlocked)
        assert ended.status == 0, ended.err


def test_two_logbooks_witness_each_other(
    sample: Sample, run: Run, another_once: Path, tmp_path: Path
) -> None:
    request, answer = tmp_path / "j.witness", tmp_path / "a.witness"
    who = tmp_path / "who.txt"
    who.write_text("Teme Physiotherapy\n", encoding="utf-8")

    answered(run("witness", sample.path, "--out", request, *sample.unlocked, "--json"))
    seen = answered(
        run("witness", another_once, "--for", request, "--out", answer, *sample.unlocked, "--json")
    )
    assert seen["seen_before"] is None
    argv = ("witness", sample.path, "--answer", answer, "--by-file", who, "--json")
    taken = answered(run(*argv, *sample.unlocked))
    assert taken["act"] == "checkpoint.witnessed"
    assert taken["fixed_up_to"] == seen["size"]
    assert (taken["by"], taken["key"]) == ("Teme Physiotherapy", seen["key"])
    for file in (request, answer):
        assert "Physiotherapy" not in file.read_text("utf-8")

    again = run("witness", another_once, "--for", request, "--out", tmp_path, *sample.unlocked)
    assert again.status == 0
    assert "It goes on from what was seen here on" in again.out
    assert (tmp_path / "answer.witness").is_file()


def test_who_witnessed_it_comes_from_standard_input_after_the_passphrase(
    sample: Sample, run: Run, another_once: Path, tmp_path: Path
) -> None:
    request, answer = tmp_path / "j.witness", tmp_path / "a.witness"
    assert run("witness", sample.path, "--out", request, *sample.unlocked).status == 0
    argv = ("witness", another_once, "--for", request, "--out", answer)
    assert run(*argv, *sample.unlocked).status == 0
    taking = ("witness", sample.path, "--answer", answer)
    unnamed = run(*taking, *sample.unlocked)
    assert unnamed.status == 2
    assert "It was not said who witnessed it." in unnamed.err
    typed = f"{SAMPLE_PASSPHRASE}\nTeme Physiotherapy\n".encode()
    taken = run(*taking, "--passphrase-file", "-", "--by-file", "-", typed=typed)
    assert taken.status == 0, taken.err
    assert "Kept in entry" in taken.out


def test_a_time_stamp_is_asked_for_and_taken_in(sample: Sample, run: Run, tmp_path: Path) -> None:
    asked = answered(run("time-stamp", sample.path, "--out", tmp_path, *sample.unlocked, "--json"))
    question = Path(str(asked["path"]))
    assert question.name == "journal.tsq"
    assert tsp.TimeStampReq.load(question.read_bytes())["version"].native == "v1"
    reply = tmp_path / "journal.tsr"
    reply.write_bytes(reply_to(question.read_bytes()).dump())
    taken = answered(run("time-stamp", sample.path, "--reply", reply, *sample.unlocked, "--json"))
    assert taken["act"] == "checkpoint.time-stamped"
    assert taken["by"] == "Teme Time Stamps"
    assert len(str(taken["key"])) == 64
    assert run("check", sample.path, *sample.unlocked).status == 0


def test_a_rehearsal_is_certified(sample: Sample, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "Stick"
    place.mkdir()
    backed = run("backup", sample.path, place, *sample.unlocked, "--json")
    backup = json.loads(backed.out)["file"]
    argv = ("rehearse", sample.path, backup, "--certificate", tmp_path, "--json")
    told = answered(run(*argv, *sample.unlocked))
    assert told["passed"] is True
    file = Path(str(told["file"]))
    assert file.name.endswith("-rehearsal-certificate.pdf")
    said = verify_file(file)
    assert said.verdict is Verdict.INTACT
    assert run("check", sample.path, "--against", file, *sample.unlocked).status == 0


def test_a_recovery_sheet_is_made_checked_and_opens(
    sample: Sample, run: Run, tmp_path: Path
) -> None:
    made = run("recovery-sheet", sample.path, "--out", tmp_path, *sample.unlocked)
    assert made.status == 0, made.err
    assert "destroy the file" in made.out
    assert acts_of(sample)[-2:] == ["recovery.sheet-made", "recovery.sheet-saved"]
    pdf = tmp_path / "recovery-sheet.pdf"
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert not list(tmp_path.glob(".*.part"))
    wrong = tmp_path / "code.txt"
    wrong.write_text("0000 1111", encoding="utf-8")
    argv = ("recovery-sheet", sample.path, "--check", "--code-file", wrong)
    ended = run(*argv, *sample.unlocked)
    assert ended.status == 2
    assert "slip" in ended.err


def test_the_code_of_an_earlier_sheet_is_a_finding_and_the_newest_opens(
    sample: Sample, run: Run, tmp_path: Path, code_in: Callable[[Path], str]
) -> None:
    for name in ("first.pdf", "second.pdf"):
        argv = ("recovery-sheet", sample.path, "--out", tmp_path / name)
        assert run(*argv, *sample.unlocked).status == 0
    checking = ("recovery-sheet", sample.path, "--check", "--code-file", "-", *sample.unlocked)
    right = run(*checking, typed=code_in(tmp_path / "second.pdf").encode())
    assert right.status == 0, right.err
    assert "The code opens." in right.out
    former = run(*checking, typed=code_in(tmp_path / "first.pdf").encode())
    assert former.status == 1
    assert "It may be an earlier sheet's" in former.err


def acts_of(sample: Sample) -> list[str]:
    """Give the act of every entry of the journal, as it stands in the file."""
    keys = unlock_job(sample.path, SAMPLE_PASSPHRASE).run()
    with_it = Logbook.open(sample.path, keys, SystemClock(), read_only=True)
    try:
        bodies = with_it._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
        return [read_entry(body).act for (body,) in bodies]
    finally:
        with_it.close()


@pytest.fixture
def code_in() -> Callable[[Path], str]:
    """Read the code off the PDF of a sheet, as its structure says it for those who cannot see."""

    def read(path: Path) -> str:
        with pikepdf.open(path) as pdf:
            spoken = [
                str(item.ActualText)
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and "/ActualText" in item
            ]
        return " ".join(row for row in spoken if ":" not in row)

    return read


def test_where_a_sheet_cannot_be_written_the_earlier_one_stays(
    sample: Sample, run: Run, tmp_path: Path
) -> None:
    before = people_in(sample.path)
    assert len(before) == 2
    there = tmp_path / "there.pdf"
    there.write_text("theirs", encoding="utf-8")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the one at all, surely", encoding="utf-8")
    for place, unlocked in (
        (there, sample.unlocked),
        (tmp_path / "missing" / "sheet.pdf", sample.unlocked),
        (sample.path / "sheet.pdf", sample.unlocked),
        (tmp_path / "sheet.pdf", ("--passphrase-file", wrong)),
    ):
        ended = run("recovery-sheet", sample.path, "--out", place, *unlocked)
        assert ended.status == 2
        assert len(ended.err.strip().splitlines()) == 1
    assert there.read_text("utf-8") == "theirs"
    assert not (tmp_path / "sheet.pdf").exists()
    assert not (sample.path / "sheet.pdf").exists()
    assert people_in(sample.path) == before


def people_in(path: Path) -> list[object]:
    """Read who opens a logbook by what, as both copies of its key file say it."""
    copies = sorted(path.glob("keys.*.json"))
    return [json.loads(copy.read_text("utf-8").splitlines()[0])["people"] for copy in copies]


def unusable(kind: str, sample: Sample, tmp_path: Path) -> list[object]:
    large, empty = tmp_path / "large", tmp_path / "empty"
    large.write_bytes(bytes(1_000_001))
    empty.write_bytes(b"")
    missing, taken = tmp_path / "missing", sample.passphrase_file
    return {
        "sheet: neither": ["day-sheet", sample.path],
        "sheet: both": ["day-sheet", sample.path, "--out", tmp_path, "--against", 3, "A"],
        "sheet: signed and out": ["day-sheet", sample.path, "--out", tmp_path, "--signed"],
        "sheet: none was saved": ["day-sheet", sample.path, "--signed"],
        "sheet: a file there": ["day-sheet", sample.path, "--out", taken],
        "sheet: inside": ["day-sheet", sample.path, "--out", sample.path / "s.pdf"],
        "sheet: less than none": ["day-sheet", sample.path, "--against", -1, "A" * 52],
        "sheet: no letters": ["day-sheet", sample.path, "--against", 3, "hello"],
        "witness: nothing": ["witness", sample.path],
        "witness: both": ["witness", sample.path, "--out", tmp_path, "--answer", empty],
        "witness: for without out": ["witness", sample.path, "--for", empty],
        "witness: key of nobody": ["witness", sample.path, "--out", tmp_path, "--accept-key"],
        "witness: by of nobody": ["witness", sample.path, "--out", tmp_path, "--by-file", empty],
        "witness: no file": ["witness", sample.path, "--answer", missing, "--by-file", taken],
        "witness: a folder": ["witness", sample.path, "--answer", tmp_path, "--by-file", taken],
        "witness: too large": ["witness", sample.path, "--answer", large, "--by-file", taken],
        "witness: no answer": ["witness", sample.path, "--answer", empty, "--by-file", taken],
        "witness: no request": ["witness", sample.path, "--for", taken, "--out", tmp_path],
        "witness: nobody": ["witness", sample.path, "--answer", taken, "--by-file", empty],
        "stamp: neither": ["time-stamp", sample.path],
        "stamp: both": ["time-stamp", sample.path, "--out", tmp_path, "--reply", empty],
        "stamp: no reply": ["time-stamp", sample.path, "--reply", taken],
        "stamp: no folder": ["time-stamp", sample.path, "--out", missing / "x" / "j.tsq"],
        "recovery: neither": ["recovery-sheet", sample.path],
        "recovery: both": ["recovery-sheet", sample.path, "--check", "--out", tmp_path],
        "recovery: code and out": [
            *("recovery-sheet", sample.path, "--out", tmp_path, "--code-file", empty)
        ],
        "recovery: no code": ["recovery-sheet", sample.path, "--check"],
        "recovery: an empty code": ["recovery-sheet", sample.path, "--check", "--code-file", empty],
        "no logbook": ["day-sheet", missing, "--out", tmp_path],
    }[kind]


KINDS = (
    "sheet: neither",
    "sheet: both",
    "sheet: signed and out",
    "sheet: none was saved",
    "sheet: a file there",
    "sheet: inside",
    "sheet: less than none",
    "sheet: no letters",
    "witness: nothing",
    "witness: both",
    "witness: for without out",
    "witness: key of nobody",
    "witness: by of nobody",
    "witness: no file",
    "witness: a folder",
    "witness: too large",
    "witness: no answer",
    "witness: no request",
    "witness: nobody",
    "stamp: neither",
    "stamp: both",
    "stamp: no reply",
    "stamp: no folder",
    "recovery: neither",
    "recovery: both",
    "recovery: code and out",
    "recovery: no code",
    "recovery: an empty code",
    "no logbook",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_used_is_one_clear_line(
    sample: Sample, run: Run, tmp_path: Path, kind: str
) -> None:
    command = unusable(kind, sample, tmp_path)
    before = made_there(sample, tmp_path)
    ended = run(*command, *sample.unlocked)
    assert ended.status == 2, ended.out
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err
    assert made_there(sample, tmp_path) == before


def made_there(sample: Sample, place: Path) -> set[Path]:
    """List what stands at a place, but what the opening of the logbook itself leaves in it."""
    own = {sample.path / name for name in ("anchors.jsonl", "lock")}
    return {one for one in place.rglob("*") if one not in own}


def test_as_a_process_nothing_is_said_beside_the_answer(sample: Sample, tmp_path: Path) -> None:
    ended = run_outside("day-sheet", sample.path, "--out", tmp_path / "s.pdf", *sample.unlocked)
    assert (ended.status, ended.err) == (0, "")
