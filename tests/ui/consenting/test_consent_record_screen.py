# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.consent import ConsentDecision, Giving, Period
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.people import ServiceUser
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_consent_event,
    a_disclosure_draft,
    a_person,
    a_series,
)
from ui.consenting.consent_record_screen import ConsentRecordScreen
from ui.consenting.consents_screen import ConsentsScreen
from ui.consenting.event_screen import EventScreen
from ui.session import Session
from ui.theme import Tone
from ui.widgets.text_area import TextArea

Part = TypeVar("Part", bound=QWidget)
Show = Callable[..., object]


@pytest.fixture
def person(session: Session) -> ServiceUser:
    person = a_person()
    session.logbook.enrolling.add(person)
    return person


@pytest.fixture
def consent(session: Session, person: ServiceUser) -> UUID:
    return session.logbook.consenting.record(a_consent_draft(person.id)).object


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def actions(screen: QWidget) -> set[str]:
    names = {f"consent-{kind.value}" for kind in ConsentEventKind}
    return {
        each.objectName()
        for each in screen.findChildren(QAbstractButton)
        if each.objectName() in names
    }


def press(screen: QWidget, name: str, qtbot: QtBot) -> None:
    qtbot.keyClick(part(screen, QAbstractButton, name), Qt.Key.Key_Space)


def record_it(screen: EventScreen) -> None:
    screen.forward_button.click()


def test_a_consent_that_stands_can_be_renewed_narrowed_and_withdrawn(
    session: Session, consent: UUID, shown: Show, qtbot: QtBot
) -> None:
    screen = ConsentRecordScreen(session, consent)
    shown(screen)

    assert actions(screen) == {
        "consent-renewed", "consent-narrowed", "consent-withdrawn", "consent-invalidated",
    }  # fmt: skip
    with qtbot.waitSignal(screen.continue_consent) as asked:
        press(screen, "consent-withdrawn", qtbot)
    assert asked.args == [(consent, ConsentEventKind.WITHDRAWN)]


def test_withdrawing_takes_effect_and_is_told_in_a_sentence(
    session: Session, consent: UUID, shown: Show, qtbot: QtBot
) -> None:
    form = EventScreen(session, consent, ConsentEventKind.WITHDRAWN)
    shown(form)
    press(form, "event-method-2", qtbot)
    qtbot.keyClicks(part(form, TextArea, "event-statement"), "I do not want this any more")
    with qtbot.waitSignal(form.done):
        record_it(form)

    screen = ConsentRecordScreen(session, consent)
    shown(screen)
    said = words(screen)
    assert "They withdrew it on 20 November 2026. Nothing more can rest on it" in said
    assert "Withdrawn on 20 November 2026. By telephone. “I do not want this any more”" in said
    assert actions(screen) == set()


def test_the_form_says_what_rests_on_a_consent_that_is_withdrawn(
    session: Session, person: ServiceUser, consent: UUID, shown: Show
) -> None:
    session.logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    session.logbook.keeping.keep(a_series(person.id, consent))

    form = EventScreen(session, consent, ConsentEventKind.WITHDRAWN)
    shown(form)

    assert "1 disclosure was made on it" in words(form)
    assert "1 repeated disclosure rests on it and has to stop." in words(form)


def test_what_is_missing_is_marked_and_nothing_is_recorded(
    session: Session, person: ServiceUser, consent: UUID, shown: Show
) -> None:
    form = EventScreen(session, consent, ConsentEventKind.WITHDRAWN)
    shown(form)

    record_it(form)

    assert "what is missing is marked below" in words(form)
    assert part(form, QWidget, "event-method").accessibleDescription() != ""
    assert session.logbook.reviewing.events_of(person.id) == ()


def test_narrowing_leaves_what_stays_ticked(
    session: Session, person: ServiceUser, consent: UUID, shown: Show, qtbot: QtBot
) -> None:
    form = EventScreen(session, consent, ConsentEventKind.NARROWED)
    shown(form)
    before = session.logbook.reviewing.consent(consent).scope.information
    press(form, "narrow-information-1", qtbot)
    press(form, "event-method-1", qtbot)
    with qtbot.waitSignal(form.done):
        record_it(form)

    (event,) = session.logbook.reviewing.events_of(person.id)
    assert event.scope is not None
    assert event.scope.information == before[1:]
    screen = ConsentRecordScreen(session, consent)
    shown(screen)
    said = words(screen)
    assert "What it covers now" in said
    assert "What was agreed at first" in said
    assert "agrees that diagnosis may go to Elm Road Surgery" in said


def test_narrowing_to_nothing_is_a_withdrawal(
    session: Session, person: ServiceUser, consent: UUID, shown: Show, qtbot: QtBot
) -> None:
    form = EventScreen(session, consent, ConsentEventKind.NARROWED)
    shown(form)
    press(form, "narrow-recipients-1", qtbot)
    press(form, "event-method-1", qtbot)

    record_it(form)

    assert "withdraw the consent instead" in words(form)
    assert session.logbook.reviewing.events_of(person.id) == ()


def test_narrowing_nothing_is_refused(
    session: Session, person: ServiceUser, consent: UUID, shown: Show, qtbot: QtBot
) -> None:
    form = EventScreen(session, consent, ConsentEventKind.NARROWED)
    shown(form)
    press(form, "event-method-1", qtbot)

    record_it(form)

    assert session.logbook.reviewing.events_of(person.id) == ()


def test_renewing_asks_for_a_day_where_one_was_set(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = a_consent_draft(person.id, period=Period(until=date(2026, 12, 24)))
    consent = session.logbook.consenting.record(draft).object
    form = EventScreen(session, consent, ConsentEventKind.RENEWED)
    shown(form)
    press(form, "event-method-1", qtbot)
    record_it(form)
    assert session.logbook.reviewing.events_of(person.id) == ()

    qtbot.keyClicks(part(form, QLineEdit, "event-until"), "1 March 2027")
    with qtbot.waitSignal(form.done):
        record_it(form)

    screen = ConsentRecordScreen(session, consent)
    shown(screen)
    assert "holds until 1 March 2027" in words(screen)


def test_what_was_put_off_can_be_agreed_to_later(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = a_consent_draft(person.id)
    asked = replace(
        draft, giving=Giving(given_on=date(2026, 11, 16), decision=ConsentDecision.DEFERRED)
    )
    consent = session.logbook.consenting.record(asked).object
    screen = ConsentRecordScreen(session, consent)
    shown(screen)
    assert "Nothing can rest on it." in words(screen)
    assert actions(screen) == {
        "consent-given", "consent-refused", "consent-deferred", "consent-requested",
    }  # fmt: skip

    form = EventScreen(session, consent, ConsentEventKind.GIVEN)
    shown(form)
    for name in ("event-method-1", "event-giving-mode-3", "event-giving-freely"):
        press(form, name, qtbot)
    press(form, "event-giving-capacity-1", qtbot)
    qtbot.keyClicks(part(form, TextArea, "event-giving-evidence"), "Signed form in the file")
    with qtbot.waitSignal(form.done):
        record_it(form)

    again = ConsentRecordScreen(session, consent)
    shown(again)
    assert "agrees that" in words(again)
    assert "consent-withdrawn" in actions(again)


def test_a_consent_used_up_says_so(session: Session, person: ServiceUser, shown: Show) -> None:
    draft = a_consent_draft(person.id, period=Period(once=True))
    consent = session.logbook.consenting.record(draft).object
    fresh = ConsentRecordScreen(session, consent)
    shown(fresh)
    assert "used as often" not in words(fresh)
    session.logbook.disclosing.record(a_disclosure_draft(person.id, consent))

    screen = ConsentRecordScreen(session, consent)
    shown(screen)

    assert "It was used as often as was agreed." in words(screen)


def test_a_withdrawn_consent_stands_out_in_the_list(
    session: Session, person: ServiceUser, consent: UUID, shown: Show
) -> None:
    standing = session.logbook.consenting.record(a_consent_draft(person.id))
    session.logbook.keeping.keep(a_consent_event(person.id, consent))
    screen = ConsentsScreen(session)
    shown(screen)

    rows = screen.table.records
    said = {
        rows.id_at(row): (rows.cell(row, 4), rows.tone(row, 4)) for row in range(rows.rowCount())
    }
    assert set(said.values()) == {("Withdrawn", Tone.STOP), ("Express, in writing", None)}
    assert said[standing.seq] == ("Express, in writing", None)


def test_a_consent_that_ran_out_says_since_when(
    session: Session, person: ServiceUser, shown: Show, clock: StandingClock
) -> None:
    draft = a_consent_draft(person.id, period=Period(until=date(2026, 11, 25)))
    consent = session.logbook.consenting.record(draft).object
    clock.advance(days=10)

    screen = ConsentRecordScreen(session, consent)
    shown(screen)

    assert "It ran out: since 26 November 2026 nothing more can rest on it." in words(screen)
