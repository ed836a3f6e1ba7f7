# SPDX-License-Identifier: Apache-2.0
"""From "New disclosure" to the receipt with the keyboard alone, in the real window."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.consent import InformationCategory, PurposeClass
from logbook.domain.disclosure import (
    Choice,
    Disclosure,
    DisclosureDraft,
    Origin,
    SendingMethod,
    ThirdPartyReview,
)
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.lines import LineKind
from logbook.domain.notification import TellingOutcome
from logbook.domain.party import IdentityCheck, PartyKind
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act
from tests.builders import PASSPHRASE, StandingClock, a_consent_draft, a_logbook, a_person
from ui import theme
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.disclosing.wizard_screen import WizardScreen
from ui.main_window import MainWindow
from ui.preferences import Preferences

ALT, CTRL, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)


@dataclass(slots=True)
class Desk:
    """A window on a logbook with one person and one consent, and ten fingers."""

    window: MainWindow
    person: ServiceUser
    clock: StandingClock
    bot: QtBot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(QApplication.focusWidget(), character)
        QApplication.processEvents()

    def tab_to(self, identifier: str) -> None:
        """Press Tab until the widget has the focus: what is not in the order is not found."""
        for _step in range(60):
            if self.focus == identifier:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {identifier}")

    def unlock(self) -> None:
        self.bot.waitUntil(lambda: self.focus != "")
        self.type(PASSPHRASE)
        self.press(Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.window.frame is not None, timeout=20_000)

    def go_on(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)

    @property
    def focus(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    @property
    def logbook(self) -> Logbook:
        assert self.window.session is not None
        return self.window.session.logbook

    @property
    def screen(self) -> QWidget | None:
        assert self.window.frame is not None
        return self.window.frame.screen_shown


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    theme.apply(qapp, theme.Appearance(scheme=theme.Scheme.LIGHT))
    clock = StandingClock()
    folder = tmp_path / "Larkfield.logbook"
    logbook, _keys = a_logbook(folder, clock)
    person = a_person()
    logbook.enrolling.add(person)
    logbook.enrolling.add(a_person(name="Aled Price", reference="LP-0007"))
    logbook.consenting.record(a_consent_draft(person.id))
    logbook.close()
    window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
    qtbot.addWidget(window)
    window.resize(1180, 760)
    window.show_unlock(folder)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk = Desk(window, person, clock, qtbot)
    desk.unlock()
    yield desk
    window.close()


def test_a_routine_disclosure_needs_no_mouse(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    assert isinstance(desk.screen, WizardScreen)

    _say_who_and_why(desk)
    _say_what_and_on_which_ground(desk)
    _decide_and_make_it(desk)

    assert desk.focus == "step-check-continue"
    desk.clock.advance(seconds=20)
    desk.press(Qt.Key.Key_Space)

    assert isinstance(desk.screen, ReceiptScreen)
    assert desk.focus == "save-pdf"
    _check_the_record(desk)


def _say_who_and_why(desk: Desk) -> None:
    assert desk.focus == "person-search"
    desk.type("Okon")
    QTest.qWait(120)
    desk.press(Qt.Key.Key_Return)
    desk.go_on()

    assert desk.focus == "origin-1"
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("recipient-suggestions-1")
    desk.press(Qt.Key.Key_Space)
    desk.type("G")
    desk.press(Qt.Key.Key_H, ALT)
    desk.type("Add")
    desk.go_on()

    assert desk.focus == "purpose-class-1"
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("purpose-words")
    desk.type("Assessment of persistent night pain")
    desk.go_on()


def _say_what_and_on_which_ground(desk: Desk) -> None:
    assert desk.focus == "item-1-category"
    desk.type("Ass")
    desk.tab_to("item-1-description")
    desk.type("Summary of the assessment")
    desk.press(Qt.Key.Key_M, ALT)
    desk.type("The findings, nothing of the earlier notes")
    desk.press(Qt.Key.Key_I, ALT)
    desk.type("The surgery has to find the right record")
    desk.tab_to("third-parties-1")
    desk.press(Qt.Key.Key_Space)
    desk.go_on()

    assert desk.focus == "basis-ground-1"
    desk.press(Qt.Key.Key_Space)
    desk.go_on()


def _decide_and_make_it(desk: Desk) -> None:
    assert desk.focus == "decision-choice-1"
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_R, ALT)
    desk.type("Red flags; she asked for it")
    desk.clock.advance(minutes=1)
    desk.go_on()

    assert desk.focus == "sending-method"
    for _row in range(5):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_T, ALT)
    desk.type("elm.road@nhs.example")
    desk.press(Qt.Key.Key_A, ALT)
    desk.press(Qt.Key.Key_K, ALT)
    desk.go_on()

    assert desk.focus == "telling-outcome-1"
    desk.go_on()


def _check_the_record(desk: Desk) -> None:
    reviewing = desk.logbook.reviewing
    (number,) = reviewing.order_of(LineKind.DISCLOSURE)
    (line,) = reviewing.lines_at([number])
    moment = reviewing.timeline(desk.person.id)[0]
    assert (moment.seq, moment.act) == (number, Act.DISCLOSURE_RECORDED)
    assert line.number == "D-2026-0001"
    record = moment.record
    assert isinstance(record, Disclosure)
    assert record.service_user == desk.person.id
    assert record.request.origin is Origin.OWN_INITIATIVE
    assert record.recipient.name == "Elm Road Surgery"
    assert record.recipient.kind is PartyKind.GP
    assert record.recipient.identity_check is IdentityCheck.OFFICIAL_DIRECTORY
    assert record.purpose.purpose_class is PurposeClass.CARE
    (item,) = record.information.items
    assert item.category is InformationCategory.ASSESSMENT_REPORT
    assert item.description == "Summary of the assessment"
    assert record.information.third_parties is ThirdPartyReview.NONE_PRESENT
    assert record.basis.family is BasisFamily.CONSENT
    assert record.decision.choice is Choice.DISCLOSE
    assert record.transmission.method is SendingMethod.SECURE_EMAIL
    assert record.transmission.duty_told
    assert record.telling.outcome is TellingOutcome.ALREADY_KNOWS
    assert desk.logbook.drafting.all() == ()


def test_a_lock_in_the_middle_returns_to_the_same_field_with_the_same_text(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    desk.go_on()
    desk.go_on()
    desk.tab_to("purpose-words")
    desk.type("Assessment of nig")

    desk.press(Qt.Key.Key_L, CTRL)
    assert desk.window.frame is None
    desk.unlock()

    assert isinstance(desk.screen, WizardScreen)
    assert desk.focus == "purpose-words"
    desk.press(Qt.Key.Key_End)
    desk.type("ht pain")
    assert desk.window.session is not None
    desk.window.session.drafts.flush()
    (line,) = desk.logbook.drafting.all()
    kept = desk.logbook.drafting.find(line.id)
    assert kept is not None
    assert isinstance(kept.draft, DisclosureDraft)
    assert kept.draft.purpose.words == "Assessment of night pain"
