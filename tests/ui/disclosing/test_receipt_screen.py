# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.app import verify_file
from logbook.domain.basis import Basis
from logbook.domain.decision import Choice
from logbook.domain.lines import LineKind
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from logbook.domain.records import Receipt
from ui.disclosing.disclosure_screen import DisclosureScreen
from ui.disclosing.disclosures_screen import DisclosuresScreen
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.session import Session
from ui.theme import Tone

Show = Callable[..., object]
Find = Callable[..., Any]


def recorded(session: Session, on_record: Any, **telling: Any) -> Receipt:
    draft = on_record.draft
    if telling:
        draft = replace(draft, telling=Telling(**telling))
    return session.logbook.disclosing.record(draft)


def test_a_receipt_says_number_entry_and_checkpoint(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    receipt = recorded(session, on_record)
    screen = ReceiptScreen(session, receipt)
    shown(screen)

    said = words(screen)

    assert "Recorded as D-2026-0001" in said
    assert f"Entry {receipt.seq} of the journal, which then had {receipt.size} entries" in said
    assert receipt.root.hex()[:4] in said
    assert "There is nothing left to do." in said


def test_a_decision_not_to_disclose_is_listed_as_one(
    session: Session, on_record: Any, shown: Show
) -> None:
    draft = on_record.draft
    refused = replace(draft, basis=Basis(), decision=replace(draft.decision, choice=Choice.REFUSE))
    session.logbook.disclosing.record(refused)

    screen = DisclosuresScreen(session)
    shown(screen)

    assert screen.table.records.cell(0, 4) == "Not disclosed"
    assert screen.table.records.tone(0, 4) is Tone.INFO


def test_a_person_still_to_be_told_is_the_next_thing(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, words: Any
) -> None:
    receipt = recorded(
        session, on_record, outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 12, 1)
    )
    screen = ReceiptScreen(session, receipt)
    shown(screen)
    assert "Tell the person, by 1 December 2026." in words(screen)

    with qtbot.waitSignal(screen.tell) as told:
        qtbot.keyClick(screen.tell_button, Qt.Key.Key_Space)

    assert told.args == [receipt.object]


def test_no_letter_is_offered_where_the_person_must_not_be_told(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    free = ReceiptScreen(session, recorded(session, on_record))
    shown(free)
    assert part(free, QAbstractButton, "save-letter").isVisible(), "the control: else it is"
    receipt = recorded(
        session,
        replace(on_record, draft=replace(on_record.draft, id=uuid4())),
        outcome=TellingOutcome.NOT_TOLD,
        reason=NotTellingReason.HARM_TO_OTHERS,
        explanation="Her partner opens the post",
        review_on=date(2027, 1, 18),
    )
    screen = ReceiptScreen(session, receipt)
    shown(screen)

    assert screen.findChild(QAbstractButton, "save-letter") is None


def test_the_pdf_is_made_in_the_background_and_saved_where_one_says(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = ReceiptScreen(session, recorded(session, on_record))
    shown(screen)
    place = tmp_path / "out.pdf"

    with qtbot.waitSignal(screen.exporting.delivered, timeout=30_000) as delivered:
        qtbot.keyClick(screen.exporting.save_button, Qt.Key.Key_Space)
        assert not screen.exporting.save_button.isEnabled()
        qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)), timeout=30_000)
        dialog = screen.findChildren(QFileDialog)[0]
        offered = dialog.selectedFiles()[0]
        dialog.findChildren(QLineEdit, "fileNameEdit")[0].setText(str(place))
        dialog.accept()

    assert Path(offered).name == "D-2026-0001-disclosure-record.pdf"
    assert delivered.args == [place]
    assert place.read_bytes().startswith(b"%PDF-")
    assert verify_file(place) is not None
    assert screen.exporting.save_button.isEnabled()


def test_a_record_is_shown_as_it_was_decided(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    screen = DisclosureScreen(session, recorded(session, on_record).object)
    shown(screen)

    said = words(screen)

    for text in (
        "D-2026-0001",
        on_record.person.name,
        on_record.draft.decision.reasons,
        "By secure e-mail (NHSmail, CJSM)",
        "The GP has to find the right record",
    ):
        assert text in said


def test_the_list_opens_the_record_and_follows_what_is_recorded(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, words: Any
) -> None:
    screen = DisclosuresScreen(session)
    shown(screen)
    assert "Nothing has been disclosed yet" in words(screen)

    receipt = recorded(session, on_record)
    session.recorded.emit(LineKind.DISCLOSURE)

    with qtbot.waitSignal(screen.open_disclosure) as opened:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened.args == [receipt.object]
    rows = screen.table.records
    assert [rows.cell(0, column) for column in range(5)] == [
        "D-2026-0001",
        "20 November 2026",
        on_record.person.name,
        "Dr A. Bevan, Elm Road Surgery",
        "They already know",
    ]
