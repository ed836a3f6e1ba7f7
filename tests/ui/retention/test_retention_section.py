# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from logbook.domain.practice import Role
from tests.builders import a_person
from tests.ui.retention.conftest import Enter, Folder, Hands
from ui.frame.places import TODAY, Place, Spot
from ui.looking import Looking
from ui.people.viewing_question import ViewingQuestion
from ui.practice.practice_screen import PracticeScreen
from ui.retention.keeping_screen import KeepingScreen
from ui.retention.retention_section import RetentionSection
from ui.session import Session
from ui.widgets.not_for_you import NotForYou
from ui.widgets.record_table import RecordTable

_HOLD = "Open: Hold to look at again"
SECTION = Place(spot=Spot.PRACTICE, section="retention")


def test_the_section_says_who_is_due_who_is_held_and_until_when_for_everybody(
    hands: Hands,
) -> None:
    hands.go(SECTION)
    hands.wait_until_found()

    said = hands.words()
    assert "Not legal advice" in said
    assert "Marged Llwyd, reference M-0001" in said
    assert "Had to be kept until 20 November 2034" in said
    assert "Adult's health record, rule R-ADULT-E" in said
    assert "Amir Okonkwo, reference A-0002" in said
    assert "A claim · TS/118. Teme Solicitors, since 2 November 2026." in said
    table = hands.part(RecordTable, "retention-table").records
    rows = [[table.cell(row, column) for column in range(5)] for row in range(3)]
    assert rows == [
        ["Marged Llwyd", "Time is over", "20 November 2034", "M-0001", "R-ADULT-E"],
        ["Tomos Bevan", "", "2 January 2050", "T-0003", "R-CHILD-E"],
        ["Amir Okonkwo", "Held", "No day yet", "A-0002", "R-CLAIM-E"],
    ]


def test_a_line_opens_the_page_of_the_records_once_the_reason_for_looking_is_kept(
    enter: Enter, folder: Folder
) -> None:
    hands = enter(Role.PRACTITIONER)
    hands.go(SECTION)
    hands.wait_until_found()
    hands.click("due-1-open")
    assert hands.frame.place == Place(spot=Spot.KEEPING, id=folder.due)

    hands.click("keeping-back")
    assert isinstance(hands.screen, PracticeScreen)
    hands.wait_until_found()
    table = hands.part(RecordTable, "retention-table")
    table.choose(folder.kept)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert isinstance(hands.screen, ViewingQuestion)
    hands.click("viewing-record-keeping")
    assert isinstance(hands.screen, KeepingScreen)
    assert hands.frame.place == Place(spot=Spot.KEEPING, id=folder.kept)


def test_it_looks_again_when_asked(hands: Hands) -> None:
    hands.go(SECTION)
    hands.wait_until_found()
    hands.logbook.enrolling.add(a_person(name="Zoe Ng", reference="Z-0004"))

    hands.click("retention-again")
    hands.wait_until_found()

    assert "4 people" in hands.words()


def test_an_empty_logbook_says_so(session: Session, qtbot: QtBot) -> None:
    section = RetentionSection(session)
    qtbot.addWidget(section)
    qtbot.waitUntil(lambda: session.outlook_looking.found is not None)
    assert section._progress.text() == "Nobody is in the logbook yet."


def test_a_reader_sees_it_and_decides_nothing(enter: Enter, folder: Folder) -> None:
    hands = enter(Role.READER)
    hands.go(SECTION)
    hands.wait_until_found()
    assert "Marged Llwyd, reference M-0001" in hands.words()

    hands.seen(folder.due, folder.held)
    for person in (folder.due, folder.held):
        hands.go(Place(spot=Spot.KEEPING, id=person))
        assert isinstance(hands.screen, KeepingScreen)
        for name in ("decide", "erasure", "hold", "destroy"):
            assert not hands.has(f"keeping-{name}")
    assert not hands.has("hold-1-end")


def test_an_auditor_is_shown_no_records_and_nobodys_page(enter: Enter, folder: Folder) -> None:
    hands = enter(Role.AUDITOR)
    hands.go(SECTION)
    assert "Marged" not in hands.words()
    hands.go(Place(spot=Spot.KEEPING, id=folder.due))
    assert isinstance(hands.screen, NotForYou)


def test_today_says_in_one_line_that_somebodys_time_is_over(hands: Hands) -> None:
    hands.go(TODAY)
    hands.wait_for("The records of 1 person have had their time")

    hands.click("safety-retention-open")
    assert hands.frame.place == SECTION


def test_the_line_does_not_take_the_focus_from_where_it_was(hands: Hands) -> None:
    hands.go(TODAY)
    hands.tab_to("safety-recovery-open")
    hands.wait_for("The records of 1 person have had their time")

    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "safety-recovery-open"


def test_today_tells_readers_nothing_of_it(enter: Enter) -> None:
    hands = enter(Role.READER)
    hands.go(TODAY)
    session = hands.window.session
    assert session is not None
    assert not session.due_looking.is_running
    assert "have had their time" not in hands.words()


def test_a_hold_to_look_at_again_leads_from_today_to_the_page_of_the_records(
    hands: Hands, folder: Folder
) -> None:
    hands.seen(folder.held)
    hands.go(TODAY)
    assert "Hold to look at again" in hands.words()
    buttons = hands.screen.findChildren(QPushButton)
    next(each for each in buttons if each.accessibleName() == _HOLD).click()
    assert hands.frame.place == Place(spot=Spot.KEEPING, id=folder.held)


def test_looking_is_forgotten_at_the_lock_and_when_something_is_recorded(hands: Hands) -> None:
    session = hands.window.session
    assert session is not None
    hands.go(SECTION)
    hands.wait_until_found()
    looking: Looking = session.outlook_looking
    assert looking.found
    hands.lock()
    assert looking.found is None
    assert not looking.is_running
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert hands.window.findChildren(RecordTable) == []
