# SPDX-License-Identifier: Apache-2.0
"""What is shown of somebody while something about them is recorded is a look at them too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.domain.people import Flag, ServiceUser
from logbook.domain.viewing import EPISODE, Viewing, ViewingReason
from tests.builders import (
    StandingClock,
    a_colleague,
    a_consent_draft,
    a_disclosure_draft,
    a_person,
)
from ui.asking import Asking
from ui.consenting.consent_screen import ConsentScreen
from ui.consenting.event_screen import EventScreen
from ui.disclosing.person_page import PersonPage
from ui.disclosing.wizard_screen import WizardScreen
from ui.frame.frame import Frame
from ui.frame.places import TODAY, Place, Spot
from ui.people.aside_screen import AsideScreen
from ui.people.asides import Aside
from ui.people.person_form_screen import PersonFormScreen
from ui.people.person_screen import PersonScreen
from ui.people.viewing_question import ViewingQuestion
from ui.session import Session

Show = Callable[..., QWidget]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person(logbook: Logbook, clock: StandingClock) -> ServiceUser:
    """Somebody nothing was recorded about for long, in a practice of two."""
    a_colleague(logbook)
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
    # As when it is locked: what goes on in steps ends before the vault is closed.
    session.journal_check.stop()


def noted(logbook: Logbook, person: ServiceUser) -> list[Viewing]:
    return list(logbook.reviewing.dossier(person.id).all(Viewing))


def page_of(person: ServiceUser) -> Place:
    return Place(spot=Spot.PERSON, id=person.id)


def new(kind: LineKind, **changes: object) -> Place:
    return replace(Place(spot=Spot.DRAFT, id=uuid4(), kind=kind), **changes)  # type: ignore[arg-type]


def find_person(frame: Frame, qtbot: QtBot, identifier: str) -> None:
    """Choose the only person whose name begins so, as one does without a mouse."""
    search = frame.findChild(QLineEdit, identifier)
    assert search is not None
    QTest.keyClicks(search, "Marged")
    qtbot.wait(400)
    QTest.keyClick(search, Qt.Key.Key_Return)


def screen_of(frame: Frame) -> QWidget:
    assert frame.screen_shown is not None
    return frame.screen_shown


def words_shown(frame: Frame) -> str:
    return " ".join(label.text() for label in screen_of(frame).findChildren(QLabel))


def test_a_draft_that_is_begun_and_discarded_hides_no_look(
    frame: Frame, logbook: Logbook, person: ServiceUser, qtbot: QtBot
) -> None:
    place = new(LineKind.DISCLOSURE)
    frame.go(place)
    find_person(frame, qtbot, "person-search")
    frame.go(page_of(person))

    assert isinstance(frame.screen_shown, PersonScreen)
    assert [one.reason for one in noted(logbook, person)] == [None]

    assert place.id is not None
    logbook.drafting.discard(place.id)
    frame.go(TODAY)
    frame.go(page_of(person))

    assert isinstance(frame.screen_shown, ViewingQuestion)
    assert person.phone not in words_shown(frame)
    assert len(noted(logbook, person)) == 1


def test_the_steps_of_the_wizard_after_the_choice_leave_one_note_and_ask_nothing(
    frame: Frame, logbook: Logbook, person: ServiceUser, qtbot: QtBot
) -> None:
    frame.go(new(LineKind.DISCLOSURE))
    find_person(frame, qtbot, "person-search")
    assert noted(logbook, person) == []

    for _step in range(4):
        QTest.keyClick(screen_of(frame), Qt.Key.Key_Return, CTRL)
        assert isinstance(frame.screen_shown, WizardScreen)
        assert [one.reason for one in noted(logbook, person)] == [None]


def test_whoever_the_list_only_passes_is_not_noted_and_whoever_it_rests_on_is_by_their_flags(
    frame: Frame, logbook: Logbook, person: ServiceUser, clock: StandingClock, qtbot: QtBot
) -> None:
    flagged = replace(person, flags=(Flag.SAFEGUARDING_CHILD,))
    logbook.enrolling.amend(flagged)
    other = a_person(name="Aled Price", reference="LP-0007")
    logbook.enrolling.add(other)
    frame.go(new(LineKind.DISCLOSURE))
    (page,) = screen_of(frame).findChildren(PersonPage)

    page._take_person(person.id)
    page._take_person(other.id)
    qtbot.wait(600)
    assert noted(logbook, person) == noted(logbook, other) == []

    page._take_person(person.id)
    qtbot.waitUntil(lambda: len(noted(logbook, person)) == 1)
    clock.advance(hours=2)
    page._take_person(other.id)
    page._take_person(person.id)
    frame.go(TODAY)
    assert len(noted(logbook, person)) == 2


def test_a_consent_begun_about_somebody_notes_the_look_before_their_records_are_offered(
    frame: Frame, logbook: Logbook, person: ServiceUser, qtbot: QtBot
) -> None:
    frame.go(new(LineKind.CONSENT))
    find_person(frame, qtbot, "consent-person")

    assert isinstance(frame.screen_shown, ConsentScreen)
    assert "Marged Llwyd" in words_shown(frame)
    assert [one.reason for one in noted(logbook, person)] == [None]


@pytest.mark.parametrize(
    ("begin", "screen"), [(a_disclosure_draft, WizardScreen), (a_consent_draft, ConsentScreen)]
)
def test_a_draft_gone_on_with_is_shown_at_once_and_noted(
    frame: Frame,
    logbook: Logbook,
    person: ServiceUser,
    begin: Callable[..., object],
    screen: type[QWidget],
) -> None:
    draft = begin(person.id, None) if begin is a_disclosure_draft else begin(person.id)
    logbook.drafting.keep(KeptDraft(draft=draft))  # type: ignore[arg-type]
    (line,) = logbook.drafting.all()
    frame._resume(line)
    frame.go(TODAY)
    frame._resume(line)

    assert isinstance(frame.screen_shown, screen)
    assert len(noted(logbook, person)) == 1


def test_a_draft_begun_on_a_page_that_stood_open_for_long_is_noted_again(
    frame: Frame, logbook: Logbook, person: ServiceUser, clock: StandingClock
) -> None:
    logbook.viewing.view(person.id, ViewingReason.CARE)
    frame.go(page_of(person))
    clock.advance(hours=2)
    frame.go(new(LineKind.DISCLOSURE, about=person.id))

    assert isinstance(frame.screen_shown, WizardScreen)
    assert [one.reason for one in noted(logbook, person)] == [ViewingReason.CARE, None]


@pytest.mark.parametrize(
    ("place", "screen"),
    [
        (Place(spot=Spot.DRAFT, kind=LineKind.SERVICE_USER), PersonFormScreen),
        (Place(spot=Spot.ASIDE, task=Aside.REPRESENTATIVE), AsideScreen),
    ],
)
def test_the_forms_of_a_person_ask_as_their_page_does(
    *,
    frame: Frame,
    logbook: Logbook,
    person: ServiceUser,
    place: Place,
    screen: type[QWidget],
    qtbot: QtBot,
) -> None:
    frame.go(replace(place, id=person.id))
    assert isinstance(frame.screen_shown, ViewingQuestion)
    assert person.reference not in words_shown(frame)

    QTest.keyClick(screen_of(frame), Qt.Key.Key_1)

    qtbot.waitUntil(lambda: isinstance(frame.screen_shown, screen))
    assert [one.reason for one in noted(logbook, person)] == [ViewingReason.CARE]


def test_what_becomes_of_a_consent_is_asked_about_as_the_consent_is(
    frame: Frame, logbook: Logbook, person: ServiceUser, clock: StandingClock, qtbot: QtBot
) -> None:
    consent = a_consent_draft(person.id)
    today = clock.now().date()
    until = replace(consent.period, review_on=None, until=today)
    recorded = logbook.consenting.record(replace(consent, period=until))
    clock.advance(seconds=EPISODE.total_seconds() + 1)
    frame.go(Place(spot=Spot.CONSENT_EVENT, id=recorded.object, task=ConsentEventKind.INVALIDATED))
    assert isinstance(frame.screen_shown, ViewingQuestion)

    QTest.keyClick(screen_of(frame), Qt.Key.Key_1)

    qtbot.waitUntil(lambda: isinstance(frame.screen_shown, EventScreen))
    assert [one.subject for one in noted(logbook, person)] == [recorded.object]


def test_recording_about_somebody_whose_episode_is_open_leaves_no_note(
    frame: Frame, logbook: Logbook, person: ServiceUser, qtbot: QtBot
) -> None:
    logbook.enrolling.amend(replace(person, born=date(1980, 1, 2)))
    before = logbook.reviewing.entries()
    frame.go(new(LineKind.DISCLOSURE))
    find_person(frame, qtbot, "person-search")
    for _step in range(3):
        QTest.keyClick(screen_of(frame), Qt.Key.Key_Return, CTRL)

    assert isinstance(frame.screen_shown, WizardScreen)
    assert logbook.reviewing.entries() == before
