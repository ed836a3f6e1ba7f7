# SPDX-License-Identifier: Apache-2.0
"""Papers that open a logbook go to the printer without ever being a file, and leave no entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.clinical_will import Executor, WillDraft
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
def test_a_recovery_sheet_is_printed_and_leaves_the_entries_a_saved_one_leaves(
    make: Callable[[Session], tuple[QWidget, Printing]],
    session: Session,
    shown: Show,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    card, printing = make(session)
    printing.printers = one_printer
    shown(card)
    entries = session.logbook.reviewing.entries()
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
    assert session.logbook.reviewing.entries() == entries
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["paper.pdf"]


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
    will: WillForm, tmp_path: Path, qtbot: QtBot
) -> None:
    printing = will.saver.printing
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
