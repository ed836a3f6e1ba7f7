# SPDX-License-Identifier: Apache-2.0
"""From the button to the paper: asked, noted in the journal, sent; or none of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, SignedDocument, unlock_job
from logbook.domain.records import Act, DocumentKind, Export, Moment
from logbook.store.errors import VaultFullError
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)
from tests.ui.printing.choosing import (
    WAIT_MS,
    choose,
    no_printer,
    one_printer,
    open_dialogs,
    the_dialog,
    words_on,
)
from tests.ui.printing.looking import a_pdf, difference, load, pages_of, seen, words_of
from ui.asking import Asking
from ui.disclosing.disclosure_screen import DisclosureScreen
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.people.person_screen import PersonScreen
from ui.preferences import Preferences
from ui.printing.sending import Printing
from ui.session import Session
from ui.tables.exporting_card import ExportingCard
from ui.theme import Tone
from ui.unlocking.unlock_screen import UnlockScreen

ALIKE = 2.0
"""A page of text and its picture differ by about one, two pages of a record by eight."""

Show = Callable[..., QWidget]


@dataclass(frozen=True, slots=True)
class Scene:
    """Somebody on record, and a disclosure about them."""

    logbook: Logbook
    person: UUID
    disclosure: UUID

    @property
    def entries(self) -> int:
        return self.logbook.reviewing.entries()

    @property
    def newest(self) -> Moment:
        return self.logbook.reviewing.timeline(self.person, limit=1)[0]


IN_MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux keeps what is in memory


def a_scene(logbook: Logbook) -> Scene:
    person = a_person(name="Marged Llwyd")
    logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    logbook.consenting.record(consent)
    draft = a_disclosure_draft(person.id, consent.id)
    return Scene(logbook, person.id, logbook.disclosing.record(draft).object)


@pytest.fixture
def scene(logbook: Logbook) -> Scene:
    return a_scene(logbook)


@pytest.fixture
def card(session: Session, scene: Scene, shown: Show) -> ExportingCard:
    """The documents of a disclosure, on a computer that has a printer."""
    screen = DisclosureScreen(session, scene.disclosure)
    shown(screen)
    screen.exporting.printing.printers = one_printer
    return screen.exporting


def test_a_record_is_printed_as_it_is_saved_and_the_journal_says_so(
    card: ExportingCard, scene: Scene, tmp_path: Path, qtbot: QtBot
) -> None:
    saved: list[SignedDocument] = []
    exporting, entries = scene.logbook.exporting, scene.entries
    job = exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
    qtbot.keyClick(card.print_button, Qt.Key.Key_Space)
    assert not card.print_button.isEnabled(), "it is being made"
    dialog = the_dialog(qtbot)
    assert scene.entries == entries, "nothing is noted before a printer has it"
    with qtbot.waitSignal(card.printing.sent, timeout=WAIT_MS):
        choose(dialog, tmp_path / "paper.pdf")
        assert scene.entries == entries + 1, "noted before its first page goes"
        assert not card.print_button.isEnabled(), "it is being sent"

    saved.append(job.run())
    out = (tmp_path / "paper.pdf").read_bytes()
    assert pages_of(out) == pages_of(saved[0].data)
    assert difference(seen(out, 1), seen(saved[0].data, 1)) < ALIKE
    assert difference(seen(out, 1), seen(saved[0].data, 2)) > 2 * ALIKE, "the control"
    assert "Marged" in words_of(saved[0].data)
    assert b"Marged" not in out
    assert "Sent to the printer. The journal says so." in words_on(card)
    assert card.print_button.isEnabled()
    assert not card.printing.is_waiting


def test_what_the_journal_says_of_a_print_is_what_it_says_of_a_file(
    scene: Scene, tmp_path: Path
) -> None:
    exporting = scene.logbook.exporting
    document = exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD).run()
    exporting.deliver(document, tmp_path / "file.pdf")
    saved = scene.newest
    receipt = exporting.note_printed(document)
    printed = scene.newest

    assert (saved.act, printed.act) == (Act.DOCUMENT_EXPORTED, Act.DOCUMENT_PRINTED)
    assert receipt.seq == printed.seq == saved.seq + 1
    assert isinstance(saved.record, Export)
    assert isinstance(printed.record, Export)
    assert printed.record.sha256 == hashlib.sha256(document.data).hexdigest()
    for part in ("document", "subject", "reference", "sha256", "size", "journal_size"):
        assert getattr(printed.record, part) == getattr(saved.record, part), part
    assert scene.logbook.auditing.audit().is_intact


def test_the_timeline_tells_a_print_from_a_file(
    session: Session, scene: Scene, shown: Show, tmp_path: Path
) -> None:
    exporting = scene.logbook.exporting
    document = exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD).run()
    exporting.deliver(document, tmp_path / "file.pdf")
    exporting.note_printed(document)
    screen = PersonScreen(session, scene.person)
    shown(screen, height=2000)

    assert "Disclosure record printed" in words_on(screen)
    assert "Disclosure record handed over" in words_on(screen)


def test_the_keys_for_printing_press_the_first_button(card: ExportingCard, qtbot: QtBot) -> None:
    QTest.keyClick(card.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    dialog = the_dialog(qtbot)
    assert dialog.windowTitle() == "Print"
    assert dialog.accessibleName() == "Print"
    dialog.reject()


def test_turned_down_nothing_is_printed_nor_noted(
    card: ExportingCard, scene: Scene, qtbot: QtBot
) -> None:
    entries = scene.entries
    card.print_button.click()
    the_dialog(qtbot).reject()

    assert "Nothing was printed." in words_on(card)
    assert scene.entries == entries
    assert not card.printing.is_waiting


def test_without_a_printer_it_is_said_at_once_and_nothing_is_made(
    card: ExportingCard, scene: Scene
) -> None:
    card.printing.printers = no_printer
    entries = scene.entries
    card.print_button.click()

    assert "There is no printer on this computer, so nothing was printed." in words_on(card)
    assert card.print_button.isEnabled()
    assert scene.entries == entries


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", extend=True)
def test_a_printer_that_does_not_take_it_leaves_nothing_in_the_journal(
    card: ExportingCard, scene: Scene, tmp_path: Path, qtbot: QtBot
) -> None:
    entries = scene.entries
    card.print_button.click()
    choose(the_dialog(qtbot), tmp_path / "no such folder" / "paper.pdf")

    assert "The printer did not take it, so nothing was printed." in words_on(card)
    assert scene.entries == entries
    assert not card.printing.is_waiting


def test_a_logbook_that_cannot_note_it_prints_nothing(
    card: ExportingCard, scene: Scene, qtbot: QtBot
) -> None:
    scene.logbook._opened.vault.turn_read_only()
    card.print_button.click()

    qtbot.wait(50)
    assert "open for reading only" in words_on(card)
    assert open_dialogs() == []


def test_a_note_that_cannot_be_written_calls_it_off(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    owner = QWidget()
    asking = Asking(owner)
    printing = Printing(session.background, lambda: asking, owner)
    heard: list[tuple[Tone, str]] = []
    printing.said.connect(lambda tone, words: heard.append((tone, words)))

    def note() -> None:
        raise VaultFullError

    printing.ask([a_pdf(105, 148)], note)
    with qtbot.assertNotEmitted(printing.sent, wait=200):
        choose(the_dialog(qtbot), tmp_path / "paper.pdf")

    ((tone, words),) = heard
    assert tone is Tone.STOP
    assert "The disk is full" in words
    out = tmp_path / "paper.pdf"
    assert not out.exists() or seen(out.read_bytes()).getextrema() == (255, 255)


def test_two_papers_never_share_a_sheet(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    owner = QWidget()
    asking = Asking(owner)
    printing = Printing(session.background, lambda: asking, owner)
    noted: list[int] = []
    pdfs = [a_pdf(105, 148, pages=pages) for pages in (1, 2)]
    printing.ask(pdfs, lambda: noted.append(1))
    dialog = the_dialog(qtbot)
    printer = dialog.printer()
    printing.sent.connect(lambda number: load(printer, tmp_path / f"{number + 1}.pdf"))
    with qtbot.waitSignals([printing.sent, printing.sent], timeout=WAIT_MS):
        choose(dialog, tmp_path / "0.pdf")

    assert [pages_of((tmp_path / f"{number}.pdf").read_bytes()) for number in (0, 1)] == [1, 2]
    assert noted == [1], "noted once"


@pytest.mark.skipif(not os.access(IN_MEMORY, os.W_OK), reason="Linux keeps a folder in memory")
@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", extend=True)
@pytest.mark.parametrize("ends", ["sent", "called off", "not taken"])
def test_what_is_on_its_way_stays_until_it_is_sent_and_no_longer(
    session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    """The printing system names its file when the painter begins, and sends it at its end."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    owner = QWidget()
    asking = Asking(owner)
    printing = Printing(session.background, lambda: asking, owner)
    ours = partial(IN_MEMORY.glob, f"print-{os.getpid()}-*")
    while_it_is_sent: list[int] = []

    def note() -> None:
        while_it_is_sent.append(len(list(ours())))
        if ends == "called off":
            raise VaultFullError

    printing.ask([a_pdf(105, 148)], note)
    place = tmp_path / "no such folder" if ends == "not taken" else tmp_path
    with qtbot.waitSignal(printing.said, timeout=WAIT_MS):
        choose(the_dialog(qtbot), place / "paper.pdf")

    assert while_it_is_sent == ([] if ends == "not taken" else [1])
    assert not list(ours())


@pytest.fixture
def window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> Iterator[MainWindow]:
    """A window that shows a disclosure."""
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    scene = a_scene(made)
    made.close()
    window = MainWindow(Preferences(tmp_path / "p.ini"), clock)
    window.start(made.path)
    with qtbot.waitExposed(window):
        window.show()
    window._enter(Logbook.open(made.path, unlock_job(made.path, PASSPHRASE).run(), clock))
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.DISCLOSURE, id=scene.disclosure))
    dressed.processEvents()
    yield window
    window.close()
    window.deleteLater()


def card_of(window: MainWindow) -> ExportingCard:
    assert window.frame is not None
    card = window.frame.findChild(ExportingCard)
    assert card is not None
    card.printing.printers = one_printer
    return card


def opened_again(window: MainWindow, clock: StandingClock) -> Logbook:
    path = window._folder
    assert path is not None
    return Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock)


def acts(logbook: Logbook) -> list[Act]:
    (person,) = logbook.reviewing.order_of_people()
    (line,) = logbook.reviewing.lines_at([person])
    return [moment.act for moment in logbook.reviewing.timeline(line.object)]


def test_a_lock_closes_the_question_for_a_printer_and_forgets_what_waits(
    window: MainWindow, clock: StandingClock, tmp_path: Path, qtbot: QtBot
) -> None:
    card = card_of(window)
    printing = card.printing
    card.print_button.click()
    dialog = the_dialog(qtbot)
    printer = dialog.printer()
    load(printer, tmp_path / "paper.pdf")
    assert printing.is_waiting
    QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert open_dialogs() == []
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert not printing.is_waiting
    printing.print_on(printer)
    assert not (tmp_path / "paper.pdf").exists(), "an answer that comes late prints nothing"
    again = opened_again(window, clock)
    assert Act.DOCUMENT_PRINTED not in acts(again)
    again.close()


def test_a_lock_lets_what_the_printer_has_taken_come_out_whole_and_noted(
    window: MainWindow, clock: StandingClock, tmp_path: Path, qtbot: QtBot
) -> None:
    card = card_of(window)
    card.print_button.click()
    choose(the_dialog(qtbot), tmp_path / "paper.pdf")
    window.lock()
    assert window.session is None
    assert window._background._pool.waitForDone(WAIT_MS)

    again = opened_again(window, clock)
    assert acts(again)[0] is Act.DOCUMENT_PRINTED
    again.close()
    out = (tmp_path / "paper.pdf").read_bytes()
    assert pages_of(out) > 1
    assert all(seen(out, index).getextrema()[0] < 128 for index in range(pages_of(out)))
