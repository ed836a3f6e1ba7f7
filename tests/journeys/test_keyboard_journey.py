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
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.consent import InformationCategory, PurposeClass
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.information import ThirdPartyReview
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.lines import LineKind
from logbook.domain.notification import NotTellingReason, TellingOutcome
from logbook.domain.party import IdentityCheck, PartyKind
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act
from logbook.domain.request import Origin
from logbook.domain.steps import Step
from logbook.domain.transmission import SendingMethod
from logbook.domain.weighing import Gravity
from tests.builders import PASSPHRASE, StandingClock, a_consent_draft, a_logbook, a_person
from ui import theme
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.disclosing.wizard_screen import WizardScreen
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.widgets.step_rail import StepRail, StepState

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
    steps_seen: int = 1

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
        passed = []
        for _step in range(90):
            if self.focus == identifier:
                return
            passed.append(self.focus)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {identifier}: {passed}")

    def unlock(self) -> None:
        self.bot.waitUntil(lambda: self.focus != "")
        self.type(PASSPHRASE)
        self.press(Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.window.frame is not None, timeout=20_000)

    def go_on(self) -> None:
        self.steps_seen += 1
        self.press(Qt.Key.Key_Return, CTRL)

    def path(self) -> list[str]:
        """Give the steps the rail shows in full."""
        assert isinstance(self.screen, WizardScreen)
        rail = self.screen.findChild(StepRail)
        assert rail is not None
        shown = [step for step in rail.steps if isinstance(step.key, Step)]
        return [step.key.value for step in shown if step.state is not StepState.SKIPPED]

    def at(self, step: Step) -> None:
        """Be at a step of the wizard, as the rail says."""
        assert isinstance(self.screen, WizardScreen)
        page = self.screen.findChild(DraftPage, f"step-{step.value}")
        assert page is not None, step
        assert page.isVisible(), step

    def fill(self, identifier: str, text: str) -> None:
        """Go to a field with Tab and type into it."""
        self.tab_to(identifier)
        self.type(text)

    def tick(self, identifier: str) -> None:
        """Go to a box or a button with Tab and press it."""
        self.tab_to(identifier)
        self.press(Qt.Key.Key_Space)

    def tick_by(self, letter: Qt.Key) -> None:
        """Tick a box with Alt and its letter; Qt shows it pressed for a tenth of a second first."""
        self.press(letter, ALT)
        box = QApplication.focusWidget()
        assert isinstance(box, QCheckBox)
        self.bot.waitUntil(box.isChecked)

    def pick(self, identifier: str, number: int) -> None:
        """Choose one of a group with Tab and the arrow keys, counted from 1."""
        for _step in range(80):
            if self.focus.startswith(f"{identifier}-"):
                break
            self.press(Qt.Key.Key_Tab)
        else:
            raise AssertionError(f"Tab never reaches {identifier}")
        for _step in range(number + 20):
            if self.focus == f"{identifier}-{number}":
                # While none is chosen, the arrow keys only move the focus.
                self.press(Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"the arrow keys never reach {identifier}-{number}")

    def stops(self) -> list[str]:
        """Give what still stands in the way of signing."""
        assert isinstance(self.screen, WizardScreen)
        found = self.screen._assessment.findings
        return [f"{each.code.value} {each.part}" for each in found if each.blocks]

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


def test_a_routine_disclosure_takes_five_steps_and_no_mouse(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    assert isinstance(desk.screen, WizardScreen)
    assert desk.focus == "person-search"

    desk.type("Okon")
    QTest.qWait(120)
    desk.press(Qt.Key.Key_Return)
    desk.go_on()
    _say_to_whom(desk)
    assert desk.path() == ["person", "request", "information", "making", "check"]
    _say_what(desk)
    desk.clock.advance(minutes=1)
    _make_it(desk)

    assert desk.steps_seen == 5
    assert desk.focus == "step-check-continue"
    desk.clock.advance(seconds=20)
    desk.press(Qt.Key.Key_Space)

    assert isinstance(desk.screen, ReceiptScreen)
    assert desk.focus == "save-pdf"
    _check_the_record(desk)


def _say_to_whom(desk: Desk) -> None:
    assert desk.focus == "origin-1"
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("recipient-suggestions-1")
    desk.press(Qt.Key.Key_Space)
    desk.type("G")
    desk.press(Qt.Key.Key_H, ALT)
    desk.type("Add")
    desk.go_on()


def _say_what(desk: Desk) -> None:
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


def _make_it(desk: Desk) -> None:
    assert desk.focus == "sending-method"
    desk.type("By secure")
    desk.press(Qt.Key.Key_T, ALT)
    desk.type("elm.road@nhs.example")
    desk.tick_by(Qt.Key.Key_A)
    desk.tick_by(Qt.Key.Key_K)
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
    assert record.kind is Kind.CARE
    assert record.purpose.words == "Referral for further assessment"
    assert desk.logbook.drafting.all() == ()


def test_a_lock_in_the_middle_returns_to_the_same_field_with_the_same_text(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    desk.go_on()
    desk.tab_to("recipient-role")
    desk.type("Practice man")

    desk.press(Qt.Key.Key_L, CTRL)
    assert desk.window.frame is None
    desk.unlock()

    assert isinstance(desk.screen, WizardScreen)
    assert desk.focus == "recipient-role"
    desk.press(Qt.Key.Key_End)
    desk.type("ager")
    assert desk.window.session is not None
    desk.window.session.drafts.flush()
    (line,) = desk.logbook.drafting.all()
    kept = desk.logbook.drafting.find(line.id)
    assert kept is not None
    assert isinstance(kept.draft, DisclosureDraft)
    assert kept.draft.recipient.role == "Practice manager"


def test_a_disclosure_in_the_public_interest_is_walked_to_the_signature(desk: Desk) -> None:
    _begin(desk, kind=5)
    _ask_the_police(desk)
    _say_what_must_be_known(desk)
    _weigh(desk)
    _confirm_and_decide(desk)
    _ring_and_hold_back(desk)

    record = _sign(desk)

    assert record.kind is Kind.PUBLIC_INTEREST
    assert record.basis.legal_basis == "LB-CL-PI"
    assert record.weighing is not None
    assert record.weighing.gravity is Gravity.DEATH
    assert record.telling.outcome is TellingOutcome.TELL_LATER
    assert record.telling.reason is NotTellingReason.HARM_TO_OTHERS
    assert record.restricted


def _begin(desk: Desk, *, kind: int) -> None:
    """Begin a disclosure about the first person and say what it is, with the keyboard."""
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type("Okon")
    QTest.qWait(120)
    desk.press(Qt.Key.Key_Return)
    desk.pick("kind", kind)
    desk.go_on()


def _sign(desk: Desk) -> Disclosure:
    desk.at(Step.CHECK)
    desk.clock.advance(seconds=20)
    assert desk.stops() == []
    desk.tab_to("step-check-continue")
    desk.press(Qt.Key.Key_Space)
    assert isinstance(desk.screen, ReceiptScreen), desk.stops()
    record = desk.logbook.reviewing.timeline(desk.person.id)[0].record
    assert isinstance(record, Disclosure)
    return record


def _ask_the_police(desk: Desk) -> None:
    desk.at(Step.REQUEST)
    desk.pick("origin", 1)
    desk.fill("recipient-name", "Duty inspector")
    desk.fill("recipient-kind", "Pol")
    desk.fill("identity-check", "Add")
    desk.go_on()
    desk.at(Step.PURPOSE)
    desk.fill("purpose-use", "Prev")
    desk.fill("purpose-words", "To keep a named person from serious harm tonight")
    desk.go_on()


def _say_what_must_be_known(desk: Desk) -> None:
    desk.at(Step.INFORMATION)
    desk.type("Safe")
    desk.fill("item-1-description", "The plan, against whom, when and where")
    desk.fill("minimum", "What the police need to find both people, and nothing else")
    desk.fill("why-identifiable", "Somebody has to be found")
    desk.pick("third-parties", 3)
    desk.fill("third-parties-kept", "The person threatened has to be warned")
    desk.go_on()
    desk.at(Step.SCREENING)
    desk.tick("screening-done")
    desk.go_on()
    desk.at(Step.BASIS)
    desk.fill("basis-law", "Public")
    desk.fill("basis-evidence", "What was said, word for word, in the notes of today")
    desk.pick("basis-attempt", 2)
    desk.fill("basis-attempt-words", "Asked to let me call the police together; said no")
    desk.fill("basis-why", "Asked and refused; waiting would cost a person's safety")
    desk.go_on()


def _weigh(desk: Desk) -> None:
    desk.at(Step.WEIGHING)
    for part, words in (
        ("harm-if-not", "Serious injury or death"),
        ("to-whom", "The former partner"),
    ):
        desk.fill(f"weighing-{part}", words)
    desk.pick("weighing-likelihood", 3)
    desk.pick("weighing-gravity", 4)
    desk.pick("weighing-imminence", 4)
    for part, words in (
        ("harm-if-disclosed", "Arrest; loss of trust in therapy"),
        ("effect-on-care", "May not come back"),
        ("effect-on-trust", "Confidence was explained with this limit"),
        ("less-intrusive", "A crisis team was rung and cannot come tonight"),
        ("proper-recipient", "The police alone can reach both tonight"),
        ("conclusion", "The danger to life outweighs the confidence"),
    ):
        desk.fill(f"weighing-{part}", words)
    desk.go_on()


def _confirm_and_decide(desk: Desk) -> None:
    desk.at(Step.DATA_PROTECTION)
    desk.tick("data-protection-confirmed")
    desk.go_on()
    desk.at(Step.ADVICE)
    desk.go_on()
    desk.at(Step.DECISION)
    desk.pick("decision-choice", 1)
    desk.fill("decision-reasons", "Credible, specific and for tonight")
    desk.fill("decision-views", "Asked for it to stay between us")
    desk.clock.advance(minutes=1)
    desk.go_on()


def _ring_and_hold_back(desk: Desk) -> None:
    desk.at(Step.MAKING)
    desk.fill("sending-method", "By tel")
    desk.tick("duty-told")
    desk.go_on()
    desk.at(Step.TELLING)
    desk.tick("telling-facts-7")
    desk.fill("telling-explanation", "Telling now could bring the harm forward")
    desk.go_on()
    desk.at(Step.FOLLOW_UP)
    desk.go_on()


def test_a_decision_not_to_disclose_is_walked_with_the_same_care(desk: Desk) -> None:
    _begin(desk, kind=2)
    desk.at(Step.REQUEST)
    desk.pick("origin", 2)
    desk.fill("wording", "Send all notes")
    desk.fill("received-on", "yesterday")
    desk.fill("channel", "By l")
    desk.fill("recipient-name", "Crest Insurance")
    desk.fill("recipient-kind", "Ins")
    desk.fill("identity-check", "Add")
    desk.go_on()
    desk.at(Step.PURPOSE)
    desk.fill("purpose-use", "Ins")
    desk.fill("purpose-words", "A claim")
    desk.go_on()
    desk.at(Step.INFORMATION)
    desk.go_on()
    desk.at(Step.SCREENING)
    desk.tick("screening-done")
    while not _is_at(desk, Step.DECISION):
        desk.go_on()
    desk.pick("decision-choice", 3)
    desk.fill("decision-reasons", "No consent, and too much is asked")
    desk.go_on()
    desk.at(Step.REFUSAL)
    desk.tick("refusal-why-1")
    desk.fill("refusal-reply", "Not without consent")
    desk.fill("refusal-replied-on", "today")
    assert "making" not in desk.path()
    _tell_them(desk)

    record = _sign(desk)

    assert record.decision.choice is Choice.REFUSE
    assert record.refusal is not None
    assert record.refusal.reply == "Not without consent"


def test_an_emergency_is_never_held_up(desk: Desk) -> None:
    _begin(desk, kind=8)
    desk.at(Step.REQUEST)
    desk.pick("origin", 1)
    desk.fill("recipient-name", "Ambulance crew")
    desk.fill("recipient-kind", "Another h")
    desk.go_on()
    desk.at(Step.INFORMATION)
    desk.type("Diag")
    desk.fill("item-1-description", "Epilepsy and its drugs")
    desk.fill("minimum", "What the crew needs now")
    desk.fill("why-identifiable", "They treat this person")
    desk.pick("third-parties", 1)
    asked = desk.path()
    desk.go_on()
    while not _is_at(desk, Step.UNABLE):
        desk.go_on()
    desk.pick("unable-why", 2)
    desk.pick("unable-can-wait", 2)
    desk.fill("unable-reasons", "Fitting; it could not wait")
    desk.go_on()
    desk.at(Step.MAKING)
    desk.fill("sending-method", "In p")
    desk.tick("duty-told")
    desk.go_on()

    record = _sign(desk)

    assert len(asked) <= 7
    assert record.kind is Kind.EMERGENCY
    assert record.decision.reasons == "Fitting; it could not wait"


def test_a_breach_is_recorded_with_both_its_decisions(desk: Desk) -> None:
    _begin(desk, kind=9)
    desk.at(Step.REQUEST)
    desk.pick("origin", 1)
    desk.fill("recipient-name", "Another patient")
    desk.fill("recipient-kind", "Somebody")
    desk.go_on()
    desk.at(Step.INFORMATION)
    desk.type("Ass")
    desk.fill("item-1-description", "Treatment plan")
    while not _is_at(desk, Step.BREACH):
        desk.go_on()
    desk.fill("incident-aware-at-date", "today")
    desk.fill("incident-aware-at-time", "09:00")
    desk.fill("incident-what", "A plan went to the wrong address")
    desk.fill("incident-went-to", "Another person")
    desk.fill("incident-contained", "Deleted, and confirmed")
    desk.pick("incident-risk", 1)
    desk.pick("incident-commissioner-yes", 2)
    desk.fill("incident-commissioner-reasons", "No risk: deleted unread")
    desk.pick("incident-individuals-yes", 1)
    desk.fill("incident-individuals-reasons", "They should know")
    _tell_them(desk)

    record = _sign(desk)

    assert record.kind is Kind.BREACH
    assert record.incident is not None
    assert record.incident.commissioner.yes is False


def _tell_them(desk: Desk) -> None:
    while not _is_at(desk, Step.TELLING):
        desk.go_on()
    desk.fill("told-on", "today")
    while not _is_at(desk, Step.CHECK):
        desk.go_on()


def _is_at(desk: Desk, step: Step) -> bool:
    assert isinstance(desk.screen, WizardScreen)
    page = desk.screen.findChild(DraftPage, f"step-{step.value}")
    return page is not None and page.isVisible()
