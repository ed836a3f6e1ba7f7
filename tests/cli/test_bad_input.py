# SPDX-License-Identifier: Apache-2.0
"""Bad input: an exit status, one clear line that names nobody, and nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from logbook.resources import folder
from tests.cli.commanding import ROOT, Outcome, Run, Sample, run_outside

NAMES = ("Mared", "Gŵyr", "G\\u0175yr", "Tobias", "Fernleigh", "LP-000", "Achebe", "Larkspur")
CASE = (ROOT / "tests/cases/v01-referral.toml").read_text(encoding="utf-8")
WORDS = 'use = "care", words = "To have the cause looked at the same day." }'
SETUP = folder("sample") / "practice.toml"

Damage = Callable[[Path], None]


def assert_refused(outcome: Outcome, status: int, *says: str) -> None:
    assert outcome.status == status, outcome
    assert outcome.err.count("\n") == 1, outcome
    assert outcome.err.endswith("\n")
    assert not [words for words in says if words not in outcome.err], outcome.err
    assert not [name for name in NAMES if name in outcome.err]
    assert "Traceback" not in outcome.err + outcome.out


def put_back(sample: Sample, made_once: Path) -> None:
    """Put back what a test took away from a logbook that was not written to."""
    for name in ("records.db", "keys.a.json", "keys.b.json"):
        shutil.copy(made_once / name, sample.path / name)


def assert_nothing_lost(run: Run, sample: Sample) -> None:
    """See that the journal is whole, and every record of the sample is there."""
    checked = run("check", sample.path, *sample.unlocked)
    assert (checked.status, checked.err) == (0, "")
    assert "Disclosure: 1" in run("info", sample.path, *sample.unlocked).out


def contents(path: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in path.iterdir()
        if file.name != "lock"
    }


def put(name: str, data: bytes) -> Damage:
    return lambda path: [None, (path / name).write_bytes(data)][0]


def take(*names: str) -> Damage:
    def _take(path: Path) -> None:
        for name in names:
            (path / name).unlink()

    return _take


def cut_keys(path: Path) -> None:
    for name in ("keys.a.json", "keys.b.json"):
        data = (path / name).read_bytes()
        (path / name).write_bytes(data[: len(data) // 2])


def put_plain_sqlite(path: Path) -> None:
    (path / "records.db").unlink()
    plain = sqlite3.connect(path / "records.db")
    plain.execute("CREATE TABLE note (words TEXT)")
    plain.commit()
    plain.close()


HTML = b"<!doctype html><title>Sign in</title>" + b" " * 8192

DAMAGES = {
    "the records are empty": (put("records.db", b""), "not a logbook of this program"),
    "the records are a web page": (put("records.db", HTML), "not a logbook of this program"),
    "the records are of another kind": (put("records.db", os.urandom(8192)), "do not belong"),
    "the records are plain SQLite": (put_plain_sqlite, "not a logbook of this program"),
    "the records are gone": (take("records.db"), "not a logbook of this program"),
    "the key files are gone": (take("keys.a.json", "keys.b.json"), "The key file is missing"),
    "the key files are cut off": (cut_keys, "The key file is damaged"),
    "all is gone": (take("records.db", "keys.a.json", "keys.b.json"), "There is no logbook"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_folder_is_left_as_it_is(
    name: str, run: Run, sample: Sample, made_once: Path
) -> None:
    damage, says = DAMAGES[name]
    damage(sample.path)
    before = contents(sample.path)
    case = ROOT / "tests/cases/v01-referral.toml"

    outcome = run("record", sample.path, case, *sample.unlocked)

    assert_refused(outcome, 2, says)
    assert contents(sample.path) == before
    put_back(sample, made_once)
    assert_nothing_lost(run, sample)


@pytest.mark.parametrize("name", ["keys.a.json", "keys.b.json"])
def test_one_whole_key_file_is_enough(name: str, run: Run, sample: Sample) -> None:
    """The control: not every damage is refused."""
    (sample.path / name).write_bytes(b"{")

    assert run("check", sample.path, *sample.unlocked).status == 0


def test_a_command_says_the_same_in_a_process_of_its_own(run: Run, sample: Sample) -> None:
    arguments = ("check", sample.path, "--passphrase-file", "-")

    inside, outside = (how(*arguments, typed=b"wrong horse\n") for how in (run, run_outside))

    assert inside == outside
    assert_refused(outside, 2, "does not open the logbook", "Nothing was changed", "again")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (b"", "does not open"),
        (b"\xff\xfe\n", "not UTF-8"),
        (b"x" * 100_000, "does not open"),
        ("Gŵyr".encode(), "does not open"),
    ],
)
def test_a_passphrase_that_opens_nothing_is_refused(
    typed: bytes, says: str, run: Run, sample: Sample
) -> None:
    outcome = run("check", sample.path, "--passphrase-file", "-", typed=typed)

    assert_refused(outcome, 2, says)


def test_without_a_passphrase_or_a_terminal_it_says_how_to_give_one(
    run: Run, sample: Sample
) -> None:
    assert_refused(run("check", sample.path), 2, "--passphrase-file")
    nowhere = ("--passphrase-file", sample.path / "none")
    assert_refused(run("check", sample.path, *nowhere), 2, "cannot be read")


def test_a_logbook_that_is_open_elsewhere_is_not_touched(run: Run, sample: Sample) -> None:
    with held_open(sample):
        case = ROOT / "tests/cases/v01-referral.toml"
        outcome = run_outside("record", sample.path, case, *sample.unlocked)
        demonstration = run("demo", sample.path)

    assert_refused(outcome, 2, "open in another window", "Nothing was changed", "Close it")
    assert_refused(demonstration, 2, "open in another window")
    assert run("check", sample.path, *sample.unlocked).status == 0
    assert_nothing_lost(run, sample)


class held_open:  # noqa: N801 - reads as a sentence
    """Another process that has the logbook open."""

    def __init__(self, sample: Sample) -> None:
        code = (
            "import sys; from pathlib import Path; from logbook.app import Logbook, unlock_job;"
            "path = Path(sys.argv[1]); words = Path(sys.argv[2]).read_text().strip();"
            "logbook = Logbook.open(path, unlock_job(path, words).run());"
            "print('open', flush=True); sys.stdin.read(); logbook.close()"
        )
        self._arguments = [sys.executable, "-c", code, sample.path, sample.passphrase_file]

    def __enter__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(self._arguments, cwd=ROOT, stdin=pipe, stdout=pipe)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"open\n"

    def __exit__(self, *_failure: object) -> None:
        self._process.communicate(b"", timeout=30)


AS_NOBODY = """
import ctypes, os, sys
if os.getuid() == 0:
    # Root without its power over permissions (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH): another user
    # could not read a checkout that lies in root's own folder.
    library = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):
        if library.prctl(24, capability, 0, 0, 0) != 0:
            sys.exit("the power over permissions cannot be given up here")
os.execv(sys.executable, [sys.executable, "-m", "logbook.cli", *sys.argv[1:]])
"""


@pytest.fixture
def for_nobody(sample: Sample) -> Iterator[Sample]:
    """The sample in a place that somebody without rights can reach."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        shutil.copytree(sample.path, place / "S.logbook")
        shutil.copy(sample.passphrase_file, place / "passphrase.txt")
        own = Sample(path=place / "S.logbook", passphrase_file=place / "passphrase.txt")
        yield own
        own.path.chmod(0o700)


def as_nobody(*argv: object) -> Outcome:
    ended = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *(str(one) for one in argv)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return Outcome(status=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have other rights")
def test_a_folder_that_may_only_be_read_is_read_and_nothing_more(
    for_nobody: Sample, run: Run
) -> None:
    assert as_nobody("check", for_nobody.path, *for_nobody.unlocked).status == 0, "the control"
    before = contents(for_nobody.path)
    case = for_nobody.path.parent / "case.toml"
    case.write_text(CASE, encoding="utf-8")
    case.chmod(0o644)
    for path in for_nobody.path.iterdir():
        path.chmod(0o400)
    for_nobody.path.chmod(0o500)

    checked = as_nobody("check", for_nobody.path, *for_nobody.unlocked)
    recorded = as_nobody("record", for_nobody.path, case, *for_nobody.unlocked)

    assert (checked.status, checked.err) == (0, "")
    assert_refused(recorded, 2, "open for reading only", "before is kept")
    for_nobody.path.chmod(0o700)
    for path in for_nobody.path.iterdir():
        path.chmod(0o600)
    assert contents(for_nobody.path) == before
    assert_nothing_lost(run, for_nobody)


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have other rights")
def test_a_logbook_cannot_be_made_where_nothing_may_be_written(for_nobody: Sample) -> None:
    for_nobody.path.chmod(0o500)

    setup = for_nobody.path.parent / "practice.toml"
    shutil.copy(SETUP, setup)
    place = for_nobody.path / "New.logbook"

    made = as_nobody("create", place, "--from", setup, *for_nobody.unlocked)

    assert_refused(made, 2, "cannot be written to")


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        (CASE.replace(WORDS, WORDS.replace("To have", "x" * 100_001)), 1, "1 thing stands"),
        (CASE.replace(WORDS, WORDS.replace("To have", "\\u0007\\u202e")), 1, "1 thing stands"),
        (CASE.replace("Orla Penhaligon", "x" * 201), 1, "1 thing stands"),
        ('[person]\nreference = "V-1"\nname = "N"\n[disclosure]', 1, "things stand in the way"),
        (CASE.replace(WORDS, WORDS.replace('"care"', '"caring"')), 2, "purpose.use"),
        (CASE.replace("= 1959-02-11", "= 1959-02-31"), 2, "not valid TOML (line 23"),
        (CASE.encode("utf-16").decode("latin-1"), 2, "not valid TOML"),
        ("", 2, "case.toml: disclosure: This part is missing."),
    ],
    ids=["too long", "controls", "long name", "empty", "enum", "date", "utf-16", "no text"],
)
def test_a_case_that_cannot_be_signed_records_nothing(
    text: str, status: int, says: str, run: Run, sample: Sample
) -> None:
    case = sample.path.parent / "case.toml"
    case.write_text(text, encoding="utf-8")

    outcome = run("record", sample.path, case, *sample.unlocked, "--sign")

    assert_refused(outcome, status, says, "ecord")
    counted = run("info", sample.path, *sample.unlocked)
    assert "Disclosure: 1" in counted.out
    assert "Person: 2" in counted.out
    assert_nothing_lost(run, sample)


def test_a_case_that_is_not_utf_8_is_refused(run: Run, sample: Sample) -> None:
    case = sample.path.parent / "case.toml"
    case.write_bytes(CASE.replace("Penhaligon", "Gŵyr").encode("iso8859-14"))

    outcome = run("record", sample.path, case, *sample.unlocked)

    assert_refused(outcome, 2, "not UTF-8", "line", "Nothing of the file was recorded")


def test_an_altered_document_is_found_out(run: Run, sample: Sample) -> None:
    run("demo", sample.path)
    path = next(sample.path.parent.glob("D-*.pdf"))
    data = path.read_bytes()
    middle = data.index(b"stream") + 40
    altered, appended = path.with_name("altered.pdf"), path.with_name("appended.pdf")
    altered.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    appended.write_bytes(data + b"\n% more\n")
    (path.with_name("page.pdf")).write_bytes(HTML)

    for name, says in (
        ("altered.pdf", "ALTERED"),
        ("appended.pdf", "APPENDED"),
        ("page.pdf", "cannot tell"),
    ):
        outcome = run("verify", path.with_name(name))
        assert_refused(outcome, 1, "Nothing was changed", "Do not rely")
        assert says in outcome.out
    assert run("verify", path).status == 0, "the control"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["verify", "none.pdf"], "cannot be read"),
        (["verify", "none.pdf", "--logbook-fingerprint", "abc"], "not a fingerprint"),
        (["verify"], "Missing argument"),
        (["export", "none"], "Missing option"),
        (["export", "none", "--out", "."], "Say either --pdf"),
        (["export", "none", "--out", ".", "--pdf", "1", "--accounting", "2"], "Say either --pdf"),
        (["no-such-command"], "No such command"),
        (["info", "none", "--no-such-option"], "No such option"),
        (["info", "none"], "There is no logbook"),
        (["create", "new", "--from", "none.toml"], "none.toml: The file cannot be read."),
        (["demo", "/dev/null"], "no logbook at this place"),
    ],
)
def test_arguments_that_cannot_be_used_are_named(
    arguments: list[str], says: str, run: Run, tmp_path: Path
) -> None:
    with chdir(tmp_path):
        assert_refused(run(*arguments), 2, says)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(run: Run, sample: Sample) -> None:
    number = run("demo", sample.path).out.partition("Disclosure ")[2].partition(" ")[0]
    taken = sample.path.parent / "taken.pdf"
    taken.write_bytes(b"mine")

    exported = run("export", sample.path, "--pdf", number, "--out", taken, *sample.unlocked)
    missing = run("export", sample.path, "--pdf", "D-1999-0001", "--out", taken, *sample.unlocked)
    made = run("create", sample.path, "--from", SETUP, *sample.unlocked)

    assert_refused(exported, 2, "could not be written there", "The record is kept")
    assert_refused(missing, 2, "There is no such record")
    assert_refused(made, 2, "Something already stands at this place")
    assert taken.read_bytes() == b"mine"


IN_A_NAMESPACE = """
import io, json, subprocess, sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from logbook.cli import main
size, sample, passphrase, case, place, kept = sys.argv[1:]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place], check=True)
path = Path(place) / "S.logbook"
subprocess.run(["cp", "-r", sample, path], check=True)
text, told = Path(case).read_text(encoding="utf-8"), []
for turn in range(8):
    Path(case).write_text(text.replace("hours count", f"{turn} hours count"), encoding="utf-8")
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        status = main(["record", str(path), case, "--sign", "--passphrase-file", passphrase])
    told.append([status, out.getvalue(), err.getvalue()])
    if status:
        break
subprocess.run(["cp", "-r", path, kept], check=True)
print(json.dumps(told))
"""


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode != 0,
    reason="a small disk needs a mount namespace, which is not allowed here",
)
def test_a_full_disk_loses_nothing_that_was_acknowledged(run: Run, sample: Sample) -> None:
    small = recorded_on_a_disk("3m", sample)
    large = recorded_on_a_disk("256m", sample)

    assert [ended.status for ended in large] == [0] * 8, "the control"
    *recorded, last = small
    assert 0 < len(recorded) < 8
    assert_refused(last, 2, "The disk is full", "recorded before is kept", "Make room")
    copy = Sample(path=sample.path.parent / "kept-3m", passphrase_file=sample.passphrase_file)
    assert run("check", copy.path, *copy.unlocked).status == 0
    assert f"Disclosure: {1 + len(recorded)}\n" in run("info", copy.path, *copy.unlocked).out


def recorded_on_a_disk(size: str, sample: Sample) -> list[Outcome]:
    """Record up to eight long cases on a disk of a size, and keep a copy of the logbook."""
    case, place = sample.path.parent / "long.toml", sample.path.parent / f"disk-{size}"
    long = WORDS.replace("To have", "To have " + "many words " * 9_000)
    case.write_text(CASE.replace(WORDS, long), encoding="utf-8")
    place.mkdir()
    kept = sample.path.parent / f"kept-{size}"
    ended = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", IN_A_NAMESPACE, size, sample.path,
         sample.passphrase_file, case, place, kept],
        cwd=ROOT, capture_output=True, check=True,
        # Another computer each time, which does not know how far the other copy has come.
        env={**os.environ, "XDG_DATA_HOME": str(sample.path.parent / f"computer-{size}")},
    )  # fmt: skip
    return [Outcome(status=one, out=out, err=err) for one, out, err in json.loads(ended.stdout)]


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have other rights")
def test_a_folder_that_may_not_be_looked_into_is_refused(for_nobody: Sample) -> None:
    for_nobody.path.chmod(0o000)

    for command in ("info", "check"):
        assert_refused(as_nobody(command, for_nobody.path, *for_nobody.unlocked), 2, "cannot be")
