# SPDX-License-Identifier: Apache-2.0
"""Papers that open a logbook go to the printer without ever being a file; each is an entry."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.records import Act
from logbook.journal.entry import read_entry
from logbook.store.errors import VaultFullError
from tests.builders import PASSPHRASE
from tests.ui.printing.choosing import (
    WAIT_MS,
    choose,
    no_printer,
    one_printer,
    open_dialogs,
    the_dialog,
    words_on,
)
from tests.ui.printing.looking import ink, load, pages_of, seen, words_of
from ui.asking import Asking
from ui.practice.recovery_section import SheetCard as SheetInPractice
from ui.practice.will_form import WillForm
from ui.printing.sending import Printing
from ui.session import Session
from ui.unlocking.sheet_card import SheetCard

Show = Callable[..., QWidget]


def acts(logbook: Logbook) -> list[str]:
    """Give the act of every entry of the journal, in order."""
    bodies = logbook._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
    return [read_entry(body).act for (body,) in bodies]


def fill(logbook: Logbook) -> None:
    """Leave no room for another entry."""
    connection = logbook._opened.vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("PRAGMA max_page_count = 1")
    with suppress(VaultFullError):
        while True:
            logbook._scribe.write(Act.RECOVERY_CHECKED, object_id=logbook.practitioner.id)


def save_as(qtbot: QtBot, path: Path) -> None:
    """Answer the question where a file goes."""

    def asked() -> list[QFileDialog]:
        found = QApplication.topLevelWidgets()
        return [each for each in found if isinstance(each, QFileDialog) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(asked()), timeout=WAIT_MS)
    (dialog,) = asked()
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def button(card: QWidget, name: str) -> QPushButton:
    found = card.findChild(QPushButton, name)
    assert found is not None, name
    return found


def sheet_at_first(session: Session) -> tuple[QWidget, Printing]:
    """The card of the first steps, with a sheet that was just made."""
    holder = QWidget()
    card = SheetCard(session, Asking(holder))
    card.holder = holder  # type: ignore[attr-defined]
    card._keep(session.logbook.recovering.sheet_job(PASSPHRASE).run())
    return card, card.printing


def sheet_in_practice(session: Session) -> tuple[QWidget, Printing]:
    """The card of the room of the practice, with a sheet that was just made."""
    card = SheetInPractice(session)
    card._keep(session.logbook.recovering.sheet_job(PASSPHRASE).run())
    return card, card.saver.printing


@pytest.mark.parametrize("make", [sheet_at_first, sheet_in_practice])
def test_a_recovery_sheet_is_printed_and_the_journal_says_so(
    make: Callable[[Session], tuple[QWidget, Printing]],
    session: Session,
    shown: Show,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    card, printing = make(session)
    printing.printers = one_printer
    shown(card)
    before = acts(session.logbook)
    assert button(card, "sheet-print").isEnabled()
    button(card, "sheet-print").click()
    dialog = the_dialog(qtbot)
    with qtbot.waitSignal(printing.sent, timeout=WAIT_MS):
        choose(dialog, tmp_path / "paper.pdf")
        assert not button(card, "sheet-print").isEnabled(), "it is being sent"

    out = (tmp_path / "paper.pdf").read_bytes()
    assert pages_of(out) == 2
    assert words_of(out) == ""
    assert ink(seen(out, 0))[2] > 150
    assert "Sent to the printer. Fetch it now" in words_on(card)
    assert button(card, "sheet-print").isEnabled()
    assert acts(session.logbook) == [*before, "recovery.sheet-printed"]
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["paper.pdf"]


@pytest.mark.parametrize("make", [sheet_at_first, sheet_in_practice])
def test_a_recovery_sheet_that_is_saved_is_an_entry_each_time(
    make: Callable[[Session], tuple[QWidget, Printing]],
    session: Session,
    shown: Show,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    card, _printing = make(session)
    shown(card)
    before = acts(session.logbook)
    for name in ("one.pdf", "another.pdf"):
        button(card, "sheet-save").click()
        save_as(qtbot, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
        assert f"Saved as {name}" in words_on(card)

    assert acts(session.logbook) == [*before, *["recovery.sheet-saved"] * 2]


@pytest.mark.parametrize("make", [sheet_at_first, sheet_in_practice])
def test_where_the_journal_has_no_room_the_saved_sheet_stays_and_it_is_said(
    make: Callable[[Session], tuple[QWidget, Printing]],
    session: Session,
    shown: Show,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    card, printing = make(session)
    printing.printers = one_printer
    shown(card)
    fill(session.logbook)
    before = acts(session.logbook)
    button(card, "sheet-save").click()
    save_as(qtbot, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "but the journal does not say so" in words_on(card)

    button(card, "sheet-print").click()
    with qtbot.assertNotEmitted(printing.sent, wait=200):
        choose(the_dialog(qtbot), tmp_path / "paper.pdf")
    assert "The disk is full" in words_on(card)
    assert acts(session.logbook) == before


@pytest.mark.parametrize("make", [sheet_at_first, sheet_in_practice])
def test_what_could_not_be_noted_is_not_made_for_a_printer(
    make: Callable[[Session], tuple[QWidget, Printing]],
    session: Session,
    shown: Show,
    qtbot: QtBot,
) -> None:
    card, printing = make(session)
    printing.printers = one_printer
    shown(card)
    session.logbook._opened.vault.turn_read_only()
    button(card, "sheet-print").click()

    qtbot.wait(50)
    assert "open for reading only" in words_on(card)
    assert open_dialogs() == []


@pytest.mark.parametrize("make", [sheet_at_first, sheet_in_practice])
def test_without_a_printer_no_sheet_is_made_for_one(
    make: Callable[[Session], tuple[QWidget, Printing]], session: Session, shown: Show
) -> None:
    card, printing = make(session)
    printing.printers = no_printer
    shown(card)
    button(card, "sheet-print").click()

    assert "There is no printer on this computer" in words_on(card)
    assert button(card, "sheet-print").isEnabled()
    assert open_dialogs() == []


@pytest.fixture
def will(session: Session, shown: Show) -> WillForm:
    """The form, with three cards that were just made."""
    draft = WillDraft(
        executors=tuple(
            Executor(name=name, role="solicitor", contact="01584 960002")
            for name in ("Owain Rees", "Delyth Vaughan", "Ifan Morus")
        ),
        threshold=2,
        files="Grey cabinet",
    )
    form = WillForm(session)
    form._keep(session.logbook.clinical_will.will_job(PASSPHRASE, draft).run())
    form.saver.printing.printers = one_printer
    shown(form)
    return form


def test_each_card_is_a_print_of_its_own_after_one_question(
    will: WillForm, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    printing = will.saver.printing
    before = acts(session.logbook)
    button(will, "will-print").click()
    dialog = the_dialog(qtbot)
    printer = dialog.printer()
    printing.sent.connect(lambda number: load(printer, tmp_path / f"{number + 1}.pdf"))
    choose(dialog, tmp_path / "0.pdf")
    qtbot.waitUntil(lambda: "Sent to the printer" in words_on(will), timeout=WAIT_MS)

    prints = [(tmp_path / f"{number}.pdf").read_bytes() for number in (0, 1, 2)]
    assert [pages_of(each) for each in prints] == [1, 1, 1]
    assert len({seen(each).tobytes() for each in prints}) == 3, "each executor has their own"
    assert will._left() == will._cards, "all of them are out, so all are offered again"
    assert acts(session.logbook) == [*before, "will.cards-printed"], "they go together"


def test_each_card_that_is_saved_is_an_entry(
    will: WillForm, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    before = acts(session.logbook)
    button(will, "will-save").click()
    for number in (1, 2, 3):
        save_as(qtbot, tmp_path / f"{number}.pdf")
    assert acts(session.logbook) == [*before, *["will.card-saved"] * 3]


def test_cards_that_were_not_printed_are_the_ones_still_offered(
    will: WillForm, qtbot: QtBot
) -> None:
    button(will, "will-print").click()
    the_dialog(qtbot).reject()
    QApplication.processEvents()
    assert "Nothing was printed." in words_on(will)
    assert will._left() == will._cards

    will.saver._note_printed(1)
    assert [card.number for card in will._left()] == [1, 3]
