# SPDX-License-Identifier: Apache-2.0
"""Telling somebody afterwards: at a contact marked unsafe, in vain, or somebody in their place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.lines import DraftLine, LineKind
from logbook.domain.notification import (
    DeliveryStatus,
    Notification,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.people import SafeContact
from logbook.domain.representative import AuthorityType
from tests.builders import (
    NOON,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_notification_draft,
    a_person,
    a_representative,
)
from ui.session import Session
from ui.tables.record_choice import RecordChoice
from ui.today.lines import draft_card
from ui.today.telling_screen import TellingScreen
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Part = TypeVar("Part", bound=QWidget)

LATER = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 12, 5))
NO_LETTERS = SafeContact(may_write=False)


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found: Part | None = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def on_record(session: Session, **person: Any) -> tuple[UUID, UUID]:
    """Give the person and a disclosure they are still to be told of."""
    about = a_person(**person)
    session.logbook.enrolling.add(about)
    consent = a_consent_draft(about.id)
    session.logbook.consenting.record(consent)
    draft = a_disclosure_draft(about.id, consent.id, telling=LATER)
    return about.id, session.logbook.disclosing.record(draft).object


def choose_way(screen: QWidget, method: TellingMethod, qtbot: QtBot) -> None:
    number = list(TellingMethod).index(method) + 1
    button = part(screen, QAbstractButton, f"telling-method-{number}")
    qtbot.keyClick(button, Qt.Key.Key_Space)


def choose_status(screen: QWidget, status: DeliveryStatus, qtbot: QtBot) -> None:
    box = part(screen, ComboChoice, "telling-status")
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _press in range(list(DeliveryStatus).index(status)):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def recorded(session: Session, disclosure: UUID) -> tuple[Notification, ...]:
    reviewing = session.logbook.reviewing
    return reviewing.notifications_of(reviewing.disclosure(disclosure))


def state(session: Session, disclosure: UUID) -> str:
    line = session.logbook.reviewing.line(disclosure)
    assert line is not None
    return line.state


def test_a_contact_marked_unsafe_asks_why_it_is_used_and_no_other_does(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    _person, disclosure = on_record(session, safe_contact=NO_LETTERS)
    screen = TellingScreen(session, disclosure)
    shown(screen, height=2000)
    why = part(screen, TextArea, "telling-unsafe-contact-because")
    choose_way(screen, TellingMethod.IN_PERSON, qtbot)
    assert not why.isVisible()

    choose_way(screen, TellingMethod.POST, qtbot)
    assert why.isVisible()
    part(screen, QAbstractButton, "telling-page-continue").click()
    assert recorded(session, disclosure) == ()
    assert "not safe" in words(screen) or "unsafe" in words(screen)

    qtbot.keyClicks(why, "She asked for it in writing today")
    with qtbot.waitSignal(screen.told):
        part(screen, QAbstractButton, "telling-page-continue").click()
    (told,) = recorded(session, disclosure)
    assert told.unsafe_contact_because == "She asked for it in writing today"


def test_an_attempt_in_vain_is_recorded_as_one_and_they_are_still_to_be_told(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    _person, disclosure = on_record(session)
    screen = TellingScreen(session, disclosure)
    shown(screen, height=2000)
    forward = part(screen, QAbstractButton, "telling-page-continue")
    assert "they know" in forward.accessibleName()
    choose_way(screen, TellingMethod.TELEPHONE, qtbot)
    choose_status(screen, DeliveryStatus.NO_ANSWER, qtbot)
    qtbot.keyClicks(part(screen, QLineEdit, "telling-evidence"), "Call list")
    assert forward.accessibleName() == "Record the attempt"

    with qtbot.waitSignal(screen.told):
        forward.click()

    (told,) = recorded(session, disclosure)
    assert (told.status, told.evidence) == (DeliveryStatus.NO_ANSWER, "Call list")
    assert state(session, disclosure) == TellingOutcome.TELL_LATER.value


def test_what_was_tried_before_is_shown_with_what_became_of_it(
    session: Session, shown: Show
) -> None:
    _person, disclosure = on_record(session)
    assert words(TellingScreen(session, disclosure)).count("No answer") == 0
    for _attempt in range(2):
        session.logbook.notifying.record(
            a_notification_draft(
                disclosure, method=TellingMethod.TELEPHONE, status=DeliveryStatus.NO_ANSWER
            )
        )

    screen = TellingScreen(session, disclosure)
    shown(screen, height=2000)

    assert words(screen).count("No answer.") == 2
    assert "It was tried 2 times in vain." in words(screen)


def test_somebody_with_authority_can_be_told_in_their_place(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    person, disclosure = on_record(session)
    attorney = a_representative(person, name="Carys Owen")
    family = a_representative(person, name="Uncle Ted", authority=AuthorityType.NONE_FAMILY)
    for each in (attorney, family):
        session.logbook.keeping.keep(each)
    screen = TellingScreen(session, disclosure)
    shown(screen, height=2000)
    assert "Carys Owen" in names(screen)
    assert "Uncle Ted" not in names(screen)

    qtbot.keyClick(part(screen, QAbstractButton, "telling-representative-1"), Qt.Key.Key_Space)
    choose_way(screen, TellingMethod.IN_PERSON, qtbot)
    forward = part(screen, QAbstractButton, "telling-page-continue")
    assert forward.accessibleName() == "Record who was told"
    with qtbot.waitSignal(screen.told):
        forward.click()

    (told,) = recorded(session, disclosure)
    assert told.representative == attorney.id


def names(screen: QWidget) -> str:
    (choice,) = screen.findChildren(RecordChoice)
    return "\n".join(each.accessibleName() for each in choice.findChildren(QAbstractButton))


def test_where_nobody_decides_for_them_nobody_else_is_offered(
    session: Session, shown: Show
) -> None:
    _person, disclosure = on_record(session)
    screen = TellingScreen(session, disclosure)
    shown(screen)

    assert screen.findChildren(RecordChoice) == []


@pytest.mark.parametrize("kind", [kind for kind in LineKind if kind.value in {
    "service-user", "consent", "disclosure", "notification", "representative", "objection",
    "capacity", "competence", "consent-event",
}])  # fmt: skip
def test_every_kind_of_draft_is_called_what_it_is_on_today(kind: LineKind) -> None:
    line = DraftLine(
        id=UUID(int=1), kind=kind, person="Zoë Okafor", title="", place="", saved_at=NOON
    )

    said = draft_card(line, StandingClock().zone)

    assert "not" in said.title
    assert "recorded" in said.title or "signed" in said.title
    assert said.detail == "Zoë Okafor"
