# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.domain.people import Flag, ServiceUser
from logbook.domain.practice import Role
from logbook.domain.viewing import EPISODE, Viewing, ViewingReason
from tests.builders import COLLEAGUES, StandingClock, a_colleague, a_person
from ui.asking import Asking
from ui.background import Background
from ui.frame.frame import Frame
from ui.frame.places import TODAY, Place, Spot
from ui.people.person_screen import PersonScreen
from ui.people.viewing_question import ViewingQuestion
from ui.session import Session

Show = Callable[..., QWidget]


@pytest.fixture
def person(logbook: Logbook, clock: StandingClock) -> ServiceUser:
    """Somebody nothing was recorded about for long."""
    person = a_person(name="Marged Llwyd")
    logbook.enrolling.add(person)
    clock.advance(seconds=EPISODE.total_seconds() + 1)
    return person


@pytest.fixture
def frame(session: Session, shown: Show) -> Iterator[Frame]:
    ground = QWidget()
    frame = Frame(session, Asking(ground))
    shown(frame)
    frame.go(TODAY)
    yield frame
    frame.leave_screen()


def page_of(person: ServiceUser) -> Place:
    return Place(spot=Spot.PERSON, id=person.id)


def words_shown(frame: Frame) -> str:
    assert frame.screen_shown is not None
    return " ".join(label.text() for label in frame.screen_shown.findChildren(QLabel))


def noted(logbook: Logbook, person: ServiceUser) -> list[Viewing]:
    return list(logbook.reviewing.dossier(person.id).all(Viewing))


def line_of(frame: Frame) -> QLineEdit:
    found = frame.findChild(QLineEdit, "viewing-words")
    assert found is not None
    return found


def test_one_key_gives_a_usual_reason_and_the_page_is_shown(
    frame: Frame, logbook: Logbook, person: ServiceUser, qtbot: QtBot
) -> None:
    a_colleague(logbook)
    frame.go(page_of(person))
    assert isinstance(frame.screen_shown, ViewingQuestion)
    assert person.phone not in words_shown(frame)
    assert noted(logbook, person) == []

    QTest.keyClick(frame.screen_shown, Qt.Key.Key_4)

    qtbot.waitUntil(lambda: isinstance(frame.screen_shown, PersonScreen))
    assert [one.reason for one in noted(logbook, person)] == [ViewingReason.COMPLAINT]
    assert person.phone in words_shown(frame)


def test_a_line_of_ones_own_is_taken_and_no_line_is_not(
    frame: Frame, logbook: Logbook, person: ServiceUser
) -> None:
    a_colleague(logbook)
    frame.go(page_of(person))
    line = line_of(frame)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert isinstance(frame.screen_shown, ViewingQuestion)
    assert "needs a reason" in words_shown(frame)

    QTest.keyClicks(line, "1 letter from their GP")
    assert noted(logbook, person) == []
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert isinstance(frame.screen_shown, PersonScreen)
    assert [one.words for one in noted(logbook, person)] == ["1 letter from their GP"]


def test_escape_leads_back_and_nothing_was_shown_or_kept(
    frame: Frame, logbook: Logbook, person: ServiceUser, qtbot: QtBot
) -> None:
    a_colleague(logbook)
    before = logbook.reviewing.entries()
    frame.go(page_of(person))
    assert frame.screen_shown is not None
    QTest.keyClick(frame.screen_shown, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: frame.place == TODAY)
    assert logbook.reviewing.entries() == before


def test_a_practice_of_one_is_shown_the_page_at_once_and_the_look_is_noted(
    frame: Frame, logbook: Logbook, person: ServiceUser
) -> None:
    frame.go(page_of(person))

    assert isinstance(frame.screen_shown, PersonScreen)
    assert [one.reason for one in noted(logbook, person)] == [None]


def test_somebody_sensitive_is_noted_without_a_question_within_an_episode(
    frame: Frame, logbook: Logbook
) -> None:
    a_colleague(logbook)
    person = a_person(flags=(Flag.SAFEGUARDING_CHILD,))
    logbook.enrolling.add(person)
    frame.go(page_of(person))
    frame.go(TODAY)
    frame.go(page_of(person))

    assert isinstance(frame.screen_shown, PersonScreen)
    assert len(noted(logbook, person)) == 1


def test_within_an_episode_nothing_is_kept(frame: Frame, logbook: Logbook) -> None:
    a_colleague(logbook)
    person = a_person()
    logbook.enrolling.add(person)
    frame.go(page_of(person))

    assert isinstance(frame.screen_shown, PersonScreen)
    assert noted(logbook, person) == []


def kept_forms(logbook: Logbook) -> Sequence[object]:
    return logbook._opened.vault.rows("SELECT id FROM draft WHERE kind = 'form'")


def a_line_begun(frame: Frame, person: ServiceUser) -> QLineEdit:
    """Begin a line of one's own, and be called away: the frame keeps what is typed."""
    frame.go(page_of(person))
    line = line_of(frame)
    line.setFocus()
    QTest.keyClicks(line, "letter from their GP")
    line.setCursorPosition(6)
    frame.leave_screen()
    return line


def test_a_line_that_was_begun_comes_back_and_opens_nothing(
    frame: Frame, session: Session, shown: Show, person: ServiceUser, qtbot: QtBot
) -> None:
    logbook = session.logbook
    a_colleague(logbook)
    a_line_begun(frame, person)
    assert noted(logbook, person) == []
    assert logbook.drafting.all() == (), "it stands in no list"

    again = Frame(session, Asking(frame))
    shown(again)
    again.go(page_of(person))
    assert isinstance(again.screen_shown, ViewingQuestion), "what is typed is no reason yet"
    line = line_of(again)
    assert line.text() == "letter from their GP"
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorPosition() == 6
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert isinstance(again.screen_shown, PersonScreen)
    assert [one.words for one in noted(logbook, person)] == ["letter from their GP"]
    again.leave_screen()
    assert kept_forms(logbook) == []


def test_a_line_that_was_begun_is_gone_once_they_lead_back(
    frame: Frame, logbook: Logbook, person: ServiceUser
) -> None:
    a_colleague(logbook)
    a_line_begun(frame, person)
    assert len(kept_forms(logbook)) == 1
    assert frame.screen_shown is not None
    QTest.keyClick(frame.screen_shown, Qt.Key.Key_Escape)
    frame.leave_screen()
    assert kept_forms(logbook) == []
    frame.go(page_of(person))
    assert isinstance(frame.screen_shown, ViewingQuestion)
    assert frame.screen_shown._words.text() == ""


def test_a_reader_s_line_is_kept_nowhere(
    logbook: Logbook, clock: StandingClock, dressed: QApplication, shown: Show, person: ServiceUser
) -> None:
    a_colleague(logbook, role=Role.READER)
    logbook.close()
    keys = unlock_job(logbook.path, COLLEAGUES).run()
    background = Background(dressed)
    session = Session(Logbook.open(logbook.path, keys, clock), background)
    failed: list[object] = []
    session.drafts.failed.connect(failed.append)
    frame = Frame(session, Asking(QWidget()))
    shown(frame)
    a_line_begun(frame, person)
    assert kept_forms(session.logbook) == []
    assert failed == []
    background.close()
    session.close()
