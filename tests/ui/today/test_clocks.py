# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.breach import Choosing
from logbook.domain.people import ServiceUser
from tests.builders import (
    StandingClock,
    a_breach,
    a_hold,
    a_person,
    a_received_request,
    an_access_request,
)
from ui.session import Session
from ui.tables.entry_card import EntryCard
from ui.today.today_screen import TodayScreen

Show = Callable[..., object]


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def a_person_on_record(session: Session) -> ServiceUser:
    person = a_person(name="Zoë Okafor")
    session.logbook.enrolling.add(person)
    return person


def test_requests_that_wait_for_an_answer_are_listed_the_nearest_first(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    person = a_person_on_record(session)
    session.logbook.keeping.keep(an_access_request(person.id))
    session.logbook.keeping.keep(a_received_request(person.id))
    screen = TodayScreen(session)
    shown(screen)

    said = words(screen)
    assert said.index("Request to answer") < said.index("Request for access to answer")
    assert "By 8 December 2026, in 18 days" in said
    card = screen.findChildren(EntryCard)[0]
    with qtbot.waitSignal(screen.open_person) as opened:
        card.open_button.click()
    assert opened.args == [person.id]


def test_a_breach_that_is_not_decided_on_shows_its_three_days(
    session: Session, shown: Show, clock: StandingClock
) -> None:
    breach = a_breach(None)
    incident = replace(breach.incident, commissioner=Choosing(), individuals=Choosing())
    session.logbook.keeping.keep(replace(breach, incident=incident))
    screen = TodayScreen(session)
    shown(screen)
    assert "Breach: decide on telling the Commissioner" in words(screen)
    assert "By 23 November 2026, in 3 days" in words(screen)
    assert not [
        each
        for each in screen.findChildren(QAbstractButton)
        if each.objectName().startswith("clock-") and each.isVisible()
    ], "what is about nobody in particular has no person's page to open"

    clock.advance(days=5)
    later = TodayScreen(session)
    shown(later)
    assert "Was to be by 23 November 2026, 2 days ago" in words(later)


def test_a_clock_that_ends_in_more_than_thirty_days_is_not_listed_yet(
    session: Session, shown: Show
) -> None:
    person = a_person_on_record(session)
    session.logbook.keeping.keep(a_hold(person.id, review_on=date(2026, 12, 20)))
    session.logbook.keeping.keep(a_hold(person.id, review_on=date(2026, 12, 21), who="Later LLP"))
    screen = TodayScreen(session)
    shown(screen)

    assert "Teme Solicitors" in words(screen)
    assert "Later LLP" not in words(screen)
