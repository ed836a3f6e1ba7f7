# SPDX-License-Identifier: Apache-2.0
"""From a person or a consent to its small forms and back, as the frame leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.consent import ConsentDecision, Giving
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from tests.builders import a_consent_draft, a_person
from ui.asking import Asking
from ui.consenting.consent_record_screen import ConsentRecordScreen
from ui.consenting.consent_screen import ConsentScreen
from ui.consenting.event_screen import EventScreen
from ui.frame.frame import Frame
from ui.frame.places import Place, Spot
from ui.guidance.guidance_screen import GuidanceScreen
from ui.people.aside_screen import AsideScreen
from ui.people.person_screen import PersonScreen
from ui.session import Session

Screen = TypeVar("Screen", bound=QWidget)
Show = Callable[..., object]


@pytest.fixture
def person(session: Session) -> ServiceUser:
    person = a_person()
    session.logbook.enrolling.add(person)
    return person


@pytest.fixture
def frame(session: Session, shown: Show) -> Iterator[Frame]:
    ground = QWidget()
    frame = Frame(session, Asking(ground))
    shown(frame, ground)
    yield frame
    # As when it is locked: what goes on in steps ends before the vault is closed.
    session.journal_check.stop()


def now_shown(frame: Frame, kind: type[Screen]) -> Screen:
    assert isinstance(frame.screen_shown, kind)
    return frame.screen_shown


def button(screen: QWidget, name: str) -> QAbstractButton:
    found = screen.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def test_a_small_form_leads_back_to_the_person_it_is_about(
    frame: Frame, person: ServiceUser, qtbot: QtBot
) -> None:
    frame.go(Place(spot=Spot.PERSON, id=person.id))
    button(now_shown(frame, PersonScreen), "person-add-representative").click()

    form = now_shown(frame, AsideScreen)
    for name, words in (("aside-name", "Nia Okonkwo"), ("aside-relationship", "daughter")):
        line = form.findChild(QLineEdit, name)
        assert line is not None
        qtbot.keyClicks(line, words)
    form.forward_button.click()

    page = now_shown(frame, PersonScreen)
    assert button(page, "representative-1-amend").isVisible()


def test_leaving_a_small_form_records_nothing(
    frame: Frame, session: Session, person: ServiceUser
) -> None:
    frame.go(Place(spot=Spot.PERSON, id=person.id))
    button(now_shown(frame, PersonScreen), "person-add-objection").click()

    now_shown(frame, AsideScreen).back_button.click()

    now_shown(frame, PersonScreen)
    assert session.logbook.reviewing.objections_of(person.id) == ()


def test_withdrawing_leads_back_to_the_consent_which_says_so(
    frame: Frame, session: Session, person: ServiceUser, qtbot: QtBot
) -> None:
    consent = session.logbook.consenting.record(a_consent_draft(person.id)).object
    frame.go(Place(spot=Spot.CONSENT, id=consent))
    button(now_shown(frame, ConsentRecordScreen), "consent-withdrawn").click()

    form = now_shown(frame, EventScreen)
    qtbot.keyClick(button(form, "event-method-1"), Qt.Key.Key_Space)
    form.forward_button.click()

    again = now_shown(frame, ConsentRecordScreen)
    assert again.findChild(QAbstractButton, "consent-withdrawn") is None


def test_a_refusal_recorded_in_the_form_opens_as_the_consent_it_is(
    frame: Frame, session: Session, person: ServiceUser
) -> None:
    draft = replace(
        a_consent_draft(person.id),
        id=uuid4(),
        giving=Giving(decision=ConsentDecision.REFUSED, given_on=date(2026, 11, 16)),
    )
    session.logbook.drafting.keep(KeptDraft(draft=draft))
    frame.go(Place(spot=Spot.DRAFT, id=draft.id, kind=LineKind.CONSENT))

    now_shown(frame, ConsentScreen)._record()

    now_shown(frame, ConsentRecordScreen)


def test_the_fifth_room_is_the_guidance(frame: Frame, qtbot: QtBot) -> None:
    qtbot.keyClick(frame, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)

    now_shown(frame, GuidanceScreen)
    assert frame.place == Place(spot=Spot.GUIDANCE)
