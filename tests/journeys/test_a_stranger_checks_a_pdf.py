# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.domain.records import OF_A_DISCLOSURE, DocumentKind
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)

STRANGER = Path(__file__).parent / "stranger.py"
LACKING = [tool for tool in ("openssl", "pdfdetach") if not shutil.which(tool)]

pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"not on this machine: {LACKING}")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[DocumentKind, Path]:
    """Make a signed record and a signed letter in a logbook that has gone on since."""
    place = tmp_path_factory.mktemp("stranger")
    logbook, _keys = a_logbook(place / "Test.logbook", StandingClock())
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    receipts = [logbook.disclosing.record(a_disclosure_draft(person.id, consent)) for _ in range(6)]
    made = {}
    for kind in OF_A_DISCLOSURE:
        document = logbook.exporting.prepare(receipts[2].object, kind).run()
        made[kind] = place / document.file_name
        logbook.exporting.deliver(document, made[kind])
    logbook.close()
    return made


def asked(path: Path) -> tuple[int, str]:
    """Let the stranger look: nothing of the product can be imported there."""
    done = subprocess.run(
        [sys.executable, "-I", str(STRANGER), str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("kind", OF_A_DISCLOSURE)
def test_a_stranger_with_openssl_and_the_standard_library_finds_it_whole(
    documents: dict[DocumentKind, Path], kind: DocumentKind
) -> None:
    status, said = asked(documents[kind])

    assert status == 0
    assert said.count("holds: ") >= 13
    is_record = kind is DocumentKind.DISCLOSURE_RECORD
    assert ("the record is the one the entry commits to" in said) is is_record


@pytest.mark.parametrize("place", [0.3, 0.6, 0.8])
def test_the_stranger_sees_one_changed_byte(
    documents: dict[DocumentKind, Path], place: float, tmp_path: Path
) -> None:
    data = bytearray(documents[DocumentKind.DISCLOSURE_RECORD].read_bytes())
    data[int(len(data) * place)] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(data)

    status, said = asked(altered)

    assert status == 1
    assert "DOES NOT HOLD" in said


def test_the_stranger_sees_what_was_added(
    documents: dict[DocumentKind, Path], tmp_path: Path
) -> None:
    added = tmp_path / "added.pdf"
    added.write_bytes(documents[DocumentKind.DISCLOSURE_RECORD].read_bytes() + b"\n% more\n")

    assert asked(added)[0] == 1
