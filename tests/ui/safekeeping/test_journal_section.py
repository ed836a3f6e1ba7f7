# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from logbook.app import ComputerFolder, Logbook, unlock_job, verify_file
from logbook.documents.verification import Verdict
from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.practice import Role
from logbook.journal.audit_findings import AuditKind
from logbook.journal.payload import read_payload
from logbook.store import journal_rows
from tests.builders import COLLEAGUES, StandingClock, a_colleague, a_logbook, a_person
from tests.documents.stamping import reply_to
from tests.services.scene import a_scene
from tests.ui.safekeeping.reading import button, line, words
from ui.printing.paper import a_printer
from ui.safekeeping.audit_words import FINDINGS
from ui.safekeeping.day_sheet_card import DaySheetCard
from ui.safekeeping.journal_section import JournalSection
from ui.safekeeping.stamp_card import StampCard
from ui.safekeeping.witness_card import WitnessCard
from ui.session import Session

Show = Callable[..., object]


@pytest.fixture
def section(session: Session, shown: Show) -> JournalSection:
    session.logbook.enrolling.add(a_person())
    section = JournalSection(session)
    shown(section, height=2000)
    return section


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Logbook]:
    """Give a colleague's logbook, on a computer of their own."""
    clock = StandingClock()
    clock.advance(hours=1)
    made, _keys = a_logbook(tmp_path / "Theirs.logbook", clock)
    made._opened.computer = ComputerFolder(tmp_path / "theirs")
    yield made
    made.close()


def grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, 64, 4))


def checked(section: JournalSection, session: Session, qtbot: QtBot) -> str:
    with qtbot.waitSignal(session.whole_check.checked, timeout=10_000):
        button(section, "journal-check").click()
    return words(section)


def test_it_says_how_far_something_outside_fixes_the_journal(
    section: JournalSection, session: Session
) -> None:
    assert session.logbook.anchoring.fixed_outside().by is None
    assert "Nothing outside this computer is known to fix this journal yet" in words(section)


def test_a_whole_journal_is_said_to_be_whole(
    section: JournalSection, session: Session, qtbot: QtBot
) -> None:
    said = checked(section, session, qtbot)

    assert "The journal is whole: 3 entries, each read, and each signature checked." in said
    assert button(section, "journal-check").isEnabled()


def test_a_record_that_was_changed_is_named_by_its_entry(
    tmp_path: Path, session: Session, shown: Show, qtbot: QtBot
) -> None:
    scene = a_scene(tmp_path / "scene")
    with scene.insider() as connection:
        connection.execute(
            "UPDATE record SET payload = CAST(replace(payload, 'Okonkwo', 'Oakenkow') AS BLOB)"
            " WHERE kind = 'service-user'"
        )
    with scene.opened() as altered:
        theirs = Session(altered, session.background, preferences=session.preferences)
        section = JournalSection(theirs)
        shown(section, height=2000)

        said = checked(section, theirs, qtbot)

        assert "The journal is not as it was recorded." in said
        assert "Entry 2: the record is not what was recorded" in said
        assert altered.read_only is not None
        theirs.whole_check.stop()


def test_a_check_can_be_stopped(section: JournalSection, session: Session) -> None:
    button(section, "journal-check").click()
    assert session.whole_check.is_running

    button(section, "journal-check-cancel").click()

    assert not session.whole_check.is_running
    assert "stopped before its end" in words(section)
    assert button(section, "journal-check").isEnabled()


def test_every_kind_of_finding_has_words() -> None:
    assert set(FINDINGS) == {kind.value for kind in AuditKind}


def test_two_files_and_a_colleague_is_a_witness(
    section: JournalSection, session: Session, colleague: Logbook, shown: Show, tmp_path: Path
) -> None:
    mine = section.findChild(WitnessCard)
    assert mine is not None
    theirs = WitnessCard(Session(colleague, session.background, preferences=session.preferences))
    shown(theirs)
    out, back = tmp_path / "journal.witness", tmp_path / "answer.witness"

    mine.write_to(out)
    theirs.be_witness(out)
    assert "Witnessed: " in words(theirs)
    theirs._write_answer(back)
    key = grouped(theirs._key)
    assert f"The key you witnessed with is {key}." in words(theirs)
    for dialog in theirs._asker().open_dialogs:
        dialog.reject()
    line(mine, "witness-by").setText("Teme Physiotherapy")
    mine.take_back(back)

    said = words(section)
    assert "Kept. Witnessed by Teme Physiotherapy on " in said
    assert f"Their key: {key}. Ask them to read out theirs" in said
    fixed = session.logbook.anchoring.fixed_outside()
    assert fixed.by is AnchorKind.WITNESS
    assert "outside this computer: Teme Physiotherapy as a witness." in said


def test_an_answer_needs_to_be_from_somebody(section: JournalSection) -> None:
    button(section, "witness-back").click()

    assert "Write who it was first, as you call them." in words(section)


def test_a_file_that_is_no_answer_is_refused(
    section: JournalSection, session: Session, tmp_path: Path
) -> None:
    card = section.findChild(WitnessCard)
    assert card is not None
    file = tmp_path / "answer.witness"
    file.write_text("hello")

    card.take_back(file)
    assert "This file is not what is exchanged with a witness" in words(card)
    card.take_back(tmp_path / "not there")
    assert "The file cannot be read." in words(card)
    assert session.logbook.anchoring.fixed_outside().by is None


def test_a_request_for_a_time_stamp_is_written_and_a_wrong_reply_refused(
    section: JournalSection, tmp_path: Path
) -> None:
    card = section.findChild(StampCard)
    assert card is not None
    request = tmp_path / "journal.tsq"

    card.write_to(request)
    assert request.read_bytes()[:1] == b"\x30", "an ASN.1 sequence"
    card.take_reply(request)

    assert "Nothing was recorded." in words(card)
    card.write_to(tmp_path / "no such folder" / "journal.tsq")
    assert "could not be written there" in words(card)


def test_a_reply_is_kept_and_shows_whose_it_was(
    section: JournalSection, session: Session, tmp_path: Path
) -> None:
    card = section.findChild(StampCard)
    assert card is not None
    request, reply = tmp_path / "journal.tsq", tmp_path / "journal.tsr"
    card.write_to(request)
    response = reply_to(request.read_bytes())
    reply.write_bytes(response.dump())
    (certificate,) = response["time_stamp_token"]["content"]["certificates"]

    with_signal = QSignalSpy(card.kept)
    card.take_reply(reply)

    assert with_signal.count() == 1
    said = words(section)
    assert "Kept. Stamped by Teme Time Stamps on 21 November 2026, 09:30." in said
    digits = sha256(certificate.chosen.dump()).hexdigest()
    assert f"Fingerprint (SHA-256): {grouped(digits)}. Compare it with what the authority" in said
    assert "this program knows no authority" in said
    assert "outside this computer: a time stamp in the name of Teme Time Stamps." in said
    vault = session.logbook._opened.vault
    ((_seq, row),) = journal_rows.records_backwards(vault, ("anchored",))
    kept = read_payload(row.payload)
    assert isinstance(kept, Anchored)
    assert (kept.by, kept.key) == ("Teme Time Stamps", digits)


def test_a_day_sheet_is_made_saved_and_noted(
    section: JournalSection, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    card = section.findChild(DaySheetCard)
    assert card is not None
    size = session.logbook.checkpoints.head().size
    place = tmp_path / "sheet.pdf"

    button(card, "day-sheet-save").click()
    assert not button(card, "day-sheet-save").isEnabled()
    assert "Making and signing the sheet" in words(card)
    qtbot.waitUntil(lambda: bool(card._asker().open_dialogs), timeout=30_000)
    (dialog,) = card._asker().open_dialogs
    dialog.reject()
    assert session.logbook.anchoring.fixed_outside().by is None, "nothing was saved"
    with qtbot.waitSignal(card.made):
        card.save_to(place)

    assert "Saved as sheet.pdf" in words(card)
    assert verify_file(place).verdict is Verdict.INTACT
    assert session.logbook.anchoring.fixed_outside().by is None, "a file is no paper"
    assert "A day sheet that was saved fixes everything" in words(section)

    assert "was saved as a file, which fixes nothing." in words(card)
    with qtbot.waitSignal(card.made):
        button(card, "day-sheet-signed").click()

    assert "Noted. Keep the sheet apart from this computer." in words(card)
    assert not button(card, "day-sheet-signed").isVisible()
    fixed = session.logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.by) == (size, AnchorKind.DAY_SHEET)
    assert f"Everything up to entry {size - 1}" in words(section)


def test_a_sheet_that_was_saved_is_asked_about_in_a_later_window(
    session: Session, shown: Show, tmp_path: Path
) -> None:
    sheet = session.logbook.day_sheets.prepare().run()
    session.logbook.day_sheets.save(sheet, tmp_path / "sheet.pdf")
    card = DaySheetCard(session)
    shown(card)
    assert button(card, "day-sheet-signed").isVisible()
    session.logbook.close()

    button(card, "day-sheet-signed").click()

    assert "Noted." not in words(card), "it could not be recorded"
    assert button(card, "day-sheet-signed").isVisible()


def test_a_day_sheet_goes_nowhere_where_there_is_no_printer(
    section: JournalSection, session: Session
) -> None:
    card = section.findChild(DaySheetCard)
    assert card is not None
    card.printing.printers = list
    size = session.logbook.checkpoints.head().size

    button(card, "day-sheet-print").click()

    assert "There is no printer on this computer" in words(card)
    assert button(card, "day-sheet-print").isEnabled()
    assert session.logbook.checkpoints.head().size == size


def test_a_printed_sheet_is_noted_when_the_printer_has_taken_it(
    section: JournalSection, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    card = section.findChild(DaySheetCard)
    assert card is not None
    card.printing.printers = lambda: ["One"]
    button(card, "day-sheet-print").click()
    qtbot.waitUntil(lambda: bool(card._asker().open_dialogs), timeout=30_000)
    assert session.logbook.anchoring.fixed_outside().by is None
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))

    with qtbot.waitSignal(card.printing.said, timeout=30_000):
        card.printing.print_on(printer)
    for dialog in card._asker().open_dialogs:
        dialog.reject()

    assert session.logbook.anchoring.fixed_outside().by is AnchorKind.DAY_SHEET
    assert (tmp_path / "paper.pdf").stat().st_size > 1000


def test_what_a_sheet_prints_is_what_the_window_takes(
    section: JournalSection, session: Session, qtbot: QtBot
) -> None:
    source = session.logbook.day_sheets.prepare().source
    qtbot.keyClicks(line(section, "sheet-entries"), str(source.place.size))
    qtbot.keyClicks(line(section, "sheet-letters"), " ".join(source.groups).lower())
    button(section, "sheet-hold").click()
    assert "The journal begins with what the sheet says." in words(section)

    line(section, "sheet-letters").setText(" ".join((*source.groups[:-1], "AAAA")))
    button(section, "sheet-hold").click()
    assert "This is not what a day sheet says. Nothing was compared." in words(section)


def test_a_reader_is_offered_no_sheet_to_make_and_may_compare_one(
    session: Session, shown: Show
) -> None:
    a_colleague(session.logbook, role=Role.READER)
    path = session.logbook.path
    session.logbook.close()
    theirs = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), session.logbook.clock)
    try:
        section = JournalSection(
            Session(theirs, session.background, preferences=session.preferences)
        )
        shown(section, height=2000)
        assert section.findChild(DaySheetCard) is None
        assert line(section, "sheet-letters").isVisible(), "who may read may compare"
    finally:
        theirs.close()


def test_the_journal_is_held_against_what_a_sheet_says(
    section: JournalSection, session: Session, qtbot: QtBot
) -> None:
    head = session.logbook.checkpoints.head()
    letters = b32encode(head.root).decode().rstrip("=")
    session.logbook.enrolling.add(a_person())
    qtbot.keyClicks(line(section, "sheet-entries"), str(head.size))
    qtbot.keyClicks(line(section, "sheet-letters"), letters)

    button(section, "sheet-hold").click()
    assert "The journal begins with what the sheet says. Nothing up to there" in words(section)

    line(section, "sheet-letters").setText(letters[::-1])
    button(section, "sheet-hold").click()
    said = words(section)
    assert "Record nothing more" in said or "This is not what a day sheet says" in said
    line(section, "sheet-letters").setText("too short")
    button(section, "sheet-hold").click()
    assert "This is not what a day sheet says" in words(section)
