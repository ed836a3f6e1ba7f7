# SPDX-License-Identifier: Apache-2.0
"""From the decision to the certificate: with the keyboard alone, and without a trace left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from logbook.domain.destruction import DestructionGround
from logbook.domain.lines import DESTROYED
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.store.keyring import database_key
from tests.builders import a_hold, an_erasure_decision, an_objection
from tests.store.pages import in_clear
from tests.ui.retention.conftest import WAIT_MS, Enter, Folder, Hands, keys
from tests.ui.test_every_control import unnamed
from ui import theme
from ui.frame.places import TODAY, Place, Spot
from ui.people.people_screen import PeopleScreen
from ui.retention.certificate_screen import CertificateScreen
from ui.retention.destroying_screen import DestroyingScreen
from ui.retention.keeping_form import KeepingForm
from ui.retention.wishes import KeepingTask

DESTROY_MS = 60_000
SOON = pytest.mark.usefixtures("soon")


def decided(hands: Hands, person: UUID) -> UUID:
    """Decide that everything about somebody whose time is over is destroyed; give the decision."""
    outlook = hands.logbook.retaining.outlook(person)
    assert outlook is not None
    today = hands.logbook.clock.now().date()
    decision = an_erasure_decision(person, requested_on=today, decided_on=today)
    hands.logbook.destroying.decide(decision)
    return decision.id


def asked(hands: Hands, folder: Folder) -> DestroyingScreen:
    """Come to the screen that destroys everything about the person whose time is over."""
    hands.seen(folder.due)
    decision = decided(hands, folder.due)
    task = KeepingTask.DESTROYING
    hands.go(Place(spot=Spot.KEEPING, id=folder.due, task=task, about=decision))
    screen = hands.screen
    assert isinstance(screen, DestroyingScreen)
    return screen


def certified(hands: Hands) -> CertificateScreen:
    hands.qtbot.waitUntil(
        lambda: isinstance(hands.frame.screen_shown, CertificateScreen), timeout=DESTROY_MS
    )
    screen = hands.screen
    assert isinstance(screen, CertificateScreen)
    return screen


def texts_of(window: QWidget) -> str:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said = [each.text() for each in window.findChildren(QLabel)]
    said += [each.text() for each in window.findChildren(QLineEdit)]
    said += [each.toPlainText() for each in window.findChildren(QPlainTextEdit)]
    said += [each.accessibleName() for each in window.findChildren(QWidget)]
    return "\n".join(said)


def kept_forms(hands: Hands) -> Sequence[object]:
    return hands.logbook._opened.vault.rows("SELECT id FROM draft WHERE kind = 'form'")


def test_the_whole_road_with_the_keyboard_alone(hands: Hands, folder: Folder) -> None:
    hands.seen(folder.due)
    hands.go(TODAY)
    hands.wait_for("The records of 1 person have had their time")
    hands.press("safety-retention-open")
    hands.wait_until_found()
    hands.press("due-1-open")
    hands.press("keeping-decide")
    # Down from "Retain for now", which is what stands there first.
    QTest.keyClick(hands.tab_to("keeping-choice-1"), Qt.Key.Key_Down)
    hands.type_in("keeping-reasons", "The time is over")
    hands.press("keeping-form-continue")
    hands.press("keeping-destroy")
    hands.type_in("destroying-confirm", "m-0001")
    hands.press("destroying-do")
    screen = certified(hands)

    assert screen.documents.save_button.isVisible()
    (certificate,) = hands.logbook.destroying.certificates()
    assert certificate.ground is DestructionGround.RETENTION
    assert len(certificate.items) == 3
    assert hands.logbook.reviewing.person(folder.due) is None
    assert not hands.logbook.destroying.is_unswept


@SOON
def test_before_it_is_said_what_goes_what_stays_who_is_told_and_which_backups_hold_it(
    hands: Hands, folder: Folder
) -> None:
    asked(hands, folder)
    said = hands.words()
    assert "Nothing brings them back." in said
    assert "3 records, with all that was in them" in said
    assert "Consents and refusals: 1" in said
    assert "Their numbers: D-2026-0001" in said
    assert "the hash the journal holds" in said
    assert "Decisions on erasure: 1" in said
    assert "Dr A. Bevan, Elm Road Surgery (D-2026-0001)" in said
    assert "UK GDPR, article 19" in said
    assert "1 backup that the journal knows of holds some of it:" in said
    assert "16 September 2027, 13:00" in said
    assert "goes by 30 September 2028" in said
    assert "delete these files yourself" in said


def test_nothing_is_destroyed_until_the_reference_is_typed(hands: Hands, folder: Folder) -> None:
    screen = asked(hands, folder)
    before = hands.logbook.reviewing.entries()
    hands.click("destroying-do")
    assert "Nothing was destroyed. Type M-0001 exactly, or leave." in hands.words()
    assert screen.typed.hasFocus()

    QTest.keyClicks(screen.typed, "M-0002")
    QTest.keyClick(screen.typed, Qt.Key.Key_Return)

    assert isinstance(hands.screen, DestroyingScreen)
    assert hands.logbook.reviewing.entries() == before
    assert not screen._destruction.is_running
    hands.click("destroying-back")
    assert hands.logbook.reviewing.person(folder.due) is not None


def test_the_way_it_was_done_names_nobody(hands: Hands, folder: Folder) -> None:
    screen = asked(hands, folder)
    screen.method.show_text("Shredded the file of Marged")
    QTest.keyClicks(screen.typed, "M-0001")
    hands.click("destroying-do")
    hands.wait_for("This sentence stays when the records are gone")

    assert screen._fields["method"].problem
    assert screen.method.isEnabled()
    assert hands.logbook.reviewing.person(folder.due) is not None


def test_a_hold_that_came_after_the_decision_stops_it_and_offers_to_decide_again(
    hands: Hands, folder: Folder
) -> None:
    hands.seen(folder.due)
    decision = decided(hands, folder.due)
    hands.logbook.keeping.keep(a_hold(folder.due))
    task = KeepingTask.DESTROYING
    hands.go(Place(spot=Spot.KEEPING, id=folder.due, task=task, about=decision))

    assert "This cannot be carried out as it was decided." in hands.words()
    assert "A hold keeps this record." in hands.words()
    assert not hands.has("destroying-do")
    hands.click("destroying-message-action")
    assert isinstance(hands.screen, KeepingForm)


def test_a_hold_placed_while_the_screen_was_open_stops_it_too(hands: Hands, folder: Folder) -> None:
    screen = asked(hands, folder)
    hands.logbook.keeping.keep(a_hold(folder.due))
    QTest.keyClicks(screen.typed, "M-0001")
    hands.click("destroying-do")
    hands.wait_for("A hold keeps this record.")

    assert hands.logbook.reviewing.person(folder.due) is not None
    assert screen.button.isEnabled()


def test_after_it_no_way_leads_back_and_nothing_of_the_person_is_shown(
    hands: Hands, folder: Folder
) -> None:
    hands.seen(folder.due)
    for place in (Place(spot=Spot.PEOPLE), Place(spot=Spot.PERSON, id=folder.due)):
        hands.go(place)
    QTest.keyClicks(hands.frame._bar.box, "Llwyd")
    hands.frame.go(TODAY)
    screen = asked(hands, folder)
    QTest.keyClicks(screen.typed, "M-0001")
    hands.click("destroying-do")
    certified(hands)

    said = texts_of(hands.window)
    for word in ("Marged", "Llwyd", "M-0001", "Elm Road"):
        assert word not in said
    hands.frame.go_back()
    assert hands.frame.place == TODAY
    for spot in (Spot.PERSON, Spot.KEEPING):
        hands.go(Place(spot=spot, id=folder.due))
        assert hands.frame.place.id is None
    hands.go(Place(spot=Spot.PEOPLE))
    assert isinstance(hands.screen, PeopleScreen)
    lines = hands.logbook.reviewing.lines_at(hands.logbook.reviewing.order_of_people())
    assert DESTROYED in {line.state for line in lines}


def test_the_file_holds_none_of_the_words_afterwards_and_the_journal_is_whole(
    enter: Enter, folder: Folder
) -> None:
    key = bytes(database_key(keys().unlocked))
    words = b"Marged Llwyd"
    hands = enter()
    screen = asked(hands, folder)
    records = folder.path / "records.db"
    assert words in in_clear(records, key), "the control: it is there before"

    QTest.keyClicks(screen.typed, "M-0001")
    hands.click("destroying-do")
    certified(hands)

    assert hands.logbook.auditing.audit().is_intact
    assert not hands.logbook.auditing.lists_differ()
    hands.lock()
    assert words not in in_clear(records, key)


@SOON
def test_the_certificate_says_what_was_done_and_which_backups_hold_it(
    hands: Hands, folder: Folder
) -> None:
    screen = asked(hands, folder)
    QTest.keyClicks(screen.witness, "J. Hale")
    QTest.keyClicks(screen.typed, "M-0001")
    hands.click("destroying-do")
    certified(hands)

    said = hands.words()
    assert "3 records" in said
    assert "The person asked for it" in said
    assert "J. Hale" in said
    assert "Rhian Prosser" in said
    assert "Erased from the logbook, and its file written anew" in said
    assert "D-2026-0001 · Record of a disclosure" in said
    assert "16 September 2027, 13:00" in said
    assert "Leave it to the rotation" in said
    assert "Not legal advice" in said
    assert "written anew at the next unlocking" not in said

    hands.go(Place(spot=Spot.PRACTICE, section="retention"))
    hands.wait_until_found()
    assert "3 records destroyed on 17 September 2027" in hands.words()
    hands.click("certificate-1-open")
    assert isinstance(hands.screen, CertificateScreen)


@SOON
def test_the_certificate_is_saved_as_a_signed_pdf(
    hands: Hands, folder: Folder, tmp_path: Path
) -> None:
    screen = asked(hands, folder)
    QTest.keyClicks(screen.typed, "M-0001")
    hands.click("destroying-do")
    documents = certified(hands).documents
    hands.click("save-certificate")
    asking = documents._asker()
    hands.qtbot.waitUntil(lambda: bool(asking.open_dialogs), timeout=WAIT_MS)
    dialog = asking.open_dialogs[-1]
    assert isinstance(dialog, QFileDialog)
    target = tmp_path / "certificate.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()

    assert target.read_bytes().startswith(b"%PDF")
    assert "Saved as certificate.pdf" in hands.words()
    acts = [each.act for each in hands.logbook.reviewing.timeline(folder.due)]
    assert acts[0] is Act.DOCUMENT_EXPORTED
    assert documents.print_button.isVisible()


def test_a_reader_sees_a_certificate_and_its_documents(enter: Enter, folder: Folder) -> None:
    with_key = enter()
    decision = decided(with_key, folder.due)
    certificate = with_key.logbook.destroying.destroy(decision, method="Erased").object
    with_key.lock()
    hands = enter(Role.READER)
    hands.go(Place(spot=Spot.CERTIFICATE, id=certificate))
    assert isinstance(hands.screen, CertificateScreen)
    assert hands.has("save-certificate")


def test_the_window_goes_on_while_a_worker_destroys_and_the_sweep_may_be_left(
    hands: Hands, folder: Folder
) -> None:
    screen = asked(hands, folder)
    QTest.keyClicks(screen.typed, "M-0001")
    # Had the window's own thread to destroy, it would have the turn already, and be done.
    with hands.logbook._opened.vault.turn():
        hands.click("destroying-do")
        hands.qtbot.waitUntil(lambda: screen._destruction._job is not None, timeout=WAIT_MS)
        hands.qtbot.wait(300)
        assert "1 of 2: taking the records out" in hands.words()
        assert not screen.back_button.isEnabled()
        assert hands.logbook.reviewing.person(folder.due) is not None
        # As the frame does when another place is asked for.
        hands.frame.leave_screen()
    certified(hands)

    assert "written anew at the next unlocking" in hands.words()
    assert hands.logbook.destroying.is_unswept
    assert hands.logbook.reviewing.person(folder.due) is None


def test_what_was_left_is_swept_at_the_next_unlocking_and_a_lock_empties_the_window(
    hands: Hands, folder: Folder
) -> None:
    screen = asked(hands, folder)
    job = hands.logbook.destroying.job(screen._destruction._decision, method="Erased")
    job.leave_sweep()
    job.run()
    assert hands.logbook.destroying.is_unswept

    hands.lock()
    assert "M-0001" not in texts_of(hands.window)
    assert "Marged" not in texts_of(hands.window)
    hands.unlock()
    assert not hands.logbook.destroying.is_unswept


def test_a_lock_before_it_begins_destroys_nothing(hands: Hands, folder: Folder) -> None:
    screen = asked(hands, folder)
    QTest.keyClicks(screen.typed, "M-0001")
    screen.button.click()
    hands.lock()
    assert "Marged" not in texts_of(hands.window)
    hands.qtbot.wait(300)
    hands.unlock()
    assert hands.logbook.reviewing.person(folder.due) is not None


def test_how_and_before_whom_comes_back_after_a_lock_and_the_confirmation_is_typed_again(
    hands: Hands, folder: Folder
) -> None:
    screen = asked(hands, folder)
    QTest.keyClicks(screen.method, "Paper shredded. ")
    QTest.keyClicks(screen.typed, "M-0001")
    screen.witness.setFocus()
    QTest.keyClicks(screen.witness, "J. Hale")
    screen.witness.setCursorPosition(2)
    method = screen.method.text()
    hands.lock()
    hands.unlock()
    hands.qtbot.waitUntil(lambda: isinstance(hands.frame.screen_shown, DestroyingScreen))

    again = hands.screen
    assert isinstance(again, DestroyingScreen)
    assert again is not screen
    assert (again.method.text(), again.witness.text()) == (method, "J. Hale")
    assert again.typed.text() == ""
    hands.qtbot.waitUntil(again.witness.hasFocus)
    assert again.witness.cursorPosition() == 2
    hands.click("destroying-back")
    assert kept_forms(hands) == [], "who leaves wants it gone"


def test_what_was_typed_is_destroyed_with_the_records_whatever_the_window_does(
    hands: Hands, folder: Folder
) -> None:
    screen = asked(hands, folder)
    QTest.keyClicks(screen.witness, "J. Hale")
    screen.keep_place()
    hands.window.session.drafts.flush()  # type: ignore[union-attr]
    assert len(kept_forms(hands)) == 1
    # As if the window went away in between: nobody is told that it has ended.
    hands.logbook.destroying.destroy(screen._destruction._decision, method="Erased")
    assert kept_forms(hands) == []


def test_it_waits_for_the_check_of_the_journal(hands: Hands, folder: Folder) -> None:
    for _more in range(60):
        hands.logbook.keeping.keep(an_objection(folder.kept))
    screen = asked(hands, folder)
    session = hands.window.session
    assert session is not None
    waited: list[bool] = []
    screen._destruction.waiting.connect(lambda: waited.append(True))
    QTest.keyClicks(screen.typed, "M-0001")
    session.journal_check.start()
    screen.button.click()
    certified(hands)
    assert waited
    assert not session.journal_check.is_running


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_control_has_a_name_and_no_text_is_cut(
    hands: Hands, folder: Folder, dressed: QApplication, zoom: int
) -> None:
    theme.apply(dressed, theme.Appearance(scheme=theme.Scheme.DARK, zoom=zoom))
    hands.seen(folder.due, folder.held)
    decision = decided(hands, folder.due)
    hands.go(Place(spot=Spot.PRACTICE, section="retention"))
    hands.wait_until_found()
    places = [
        hands.frame.place,
        Place(spot=Spot.KEEPING, id=folder.held),
        *(
            Place(spot=Spot.KEEPING, id=folder.due, task=task, about=decision)
            for task in (KeepingTask.HOLD, KeepingTask.DECISION, KeepingTask.ERASURE)
        ),
        Place(spot=Spot.KEEPING, id=folder.due, task=KeepingTask.DESTROYING, about=decision),
    ]
    for place in places:
        hands.go(place)
        QApplication.processEvents()
        assert unnamed(hands.window) == [], place
        assert cut(hands.screen) == [], place
    receipt = hands.logbook.destroying.destroy(decision, method="Erased")
    hands.go(Place(spot=Spot.CERTIFICATE, id=receipt.object))
    QApplication.processEvents()
    assert unnamed(hands.window) == []
    assert cut(hands.screen) == []
    theme.apply(dressed, theme.Appearance(scheme=theme.Scheme.LIGHT))


def cut(screen: QWidget) -> list[str]:
    """Give the texts and buttons with less room than they need."""
    QApplication.processEvents()
    narrow = [
        each.text()
        for each in screen.findChildren(QPushButton)
        if each.isVisible() and each.width() < each.sizeHint().width()
    ]
    low = [
        each.text()
        for each in screen.findChildren(QLabel)
        if each.isVisible() and each.text() and each.height() < each.heightForWidth(each.width())
    ]
    return narrow + low


def test_nothing_is_known_of_a_certificate_that_is_not_there(hands: Hands) -> None:
    hands.go(Place(spot=Spot.CERTIFICATE, id=uuid4()))
    assert hands.frame.place == TODAY
