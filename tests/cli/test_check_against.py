# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.cli import main
from logbook.domain.records import DocumentKind
from logbook.services.opening import open_folder
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a logbook, a copy of the whole folder, and then a PDF that was handed over."""
    clock = StandingClock()
    logbook, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    logbook.close()
    shutil.copytree(tmp_path / "Test.logbook", tmp_path / "Before.logbook")
    logbook = Logbook.open(
        tmp_path / "Test.logbook", unlock_job(tmp_path / "Test.logbook", PASSPHRASE).run(), clock
    )
    receipt = logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    document = logbook.exporting.prepare(receipt.object, DocumentKind.DISCLOSURE_RECORD).run()
    logbook.exporting.deliver(document, tmp_path / "handed-over.pdf")
    logbook.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    return tmp_path


def check(place: Path, folder: str, *options: str) -> int:
    passphrase = ["--passphrase-file", str(place / "passphrase")]
    return main(["check", str(place / folder), *passphrase, *options])


def test_a_pdf_that_was_handed_over_bears_the_journal_out(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(place, "Test.logbook", "--against", str(place / "handed-over.pdf")) == 0
    assert "One file from outside was compared." in capsys.readouterr().out


def test_a_whole_folder_that_was_rolled_back_is_found_out_on_the_computer_it_was_closed_on(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(place, "Before.logbook") == 1
    assert "rollback" in capsys.readouterr().out


def test_a_whole_folder_that_was_rolled_back_is_found_out_elsewhere_only_by_what_left_it(
    place: Path, capsys: pytest.CaptureFixture[str], folder_of_this_computer: Path
) -> None:
    shutil.rmtree(folder_of_this_computer)
    assert check(place, "Before.logbook") == 0
    assert "Nothing from outside" in capsys.readouterr().out

    assert check(place, "Before.logbook", "--against", str(place / "handed-over.pdf")) == 1
    assert "rollback" in capsys.readouterr().out


def test_a_file_without_a_checkpoint_is_one_clear_line(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(place, "Test.logbook", "--against", str(place / "passphrase")) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_line_that_was_taken_out_of_a_list_is_found_and_made_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "Test.logbook"
    opened = open_folder(path, unlock_job(path, PASSPHRASE).run())
    with opened.vault.atomic():
        opened.vault.execute("DELETE FROM line WHERE kind = 'disclosure'")
    opened.close()

    assert check(place, "Test.logbook") == 1
    assert "not what the journal makes of them" in capsys.readouterr().out
    assert check(place, "Test.logbook", "--rebuild") == 1
    assert check(place, "Test.logbook") == 0
