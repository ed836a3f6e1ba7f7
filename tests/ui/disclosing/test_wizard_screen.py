# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.basis import Basis
from logbook.domain.consent import PurposeClass
from logbook.domain.decision import Choice
from logbook.domain.disclosure import DisclosureDraft, Purpose
from logbook.domain.drafts import KeptDraft
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.lines import LineKind
from logbook.domain.notification import NotTellingReason, Telling, TellingFact, TellingOutcome
from logbook.domain.records import Act
from logbook.domain.steps import Step
from logbook.domain.transmission import SendingMethod, Transmission
from logbook.wording.sentences import PARTS
from tests.builders import StandingClock, a_person
from ui.disclosing import path
from ui.disclosing.step_pages import page_for
from ui.disclosing.wizard_screen import WizardScreen
from ui.session import Session
from ui.widgets.paged_model import Column, PagedModel
from ui.widgets.text_area import TextArea

CTRL = Qt.KeyboardModifier.ControlModifier
Show = Callable[..., object]
Find = Callable[..., Any]


def a_wizard(
    session: Session, draft: DisclosureDraft, shown: Show, place: str = ""
) -> WizardScreen:
    wizard = WizardScreen(session, KeptDraft(draft=draft, place=place))
    shown(wizard)
    wizard.setFocus()
    return wizard


def focus() -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def go_on(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)


def test_a_new_draft_is_for_care_and_begins_with_what_it_is(
    session: Session, on_record: Any, shown: Show
) -> None:
    draft = WizardScreen.new_draft(session.logbook.practice, on_record.person.id)

    a_wizard(session, draft, shown)

    assert draft.nation is session.logbook.practice.nation
    assert draft.kind is Kind.CARE
    assert focus() == "kind-1"


def test_what_is_typed_is_kept_with_its_place(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = WizardScreen.new_draft(session.logbook.practice, on_record.person.id)
    wizard = a_wizard(session, draft, shown, "disclosure/request/")
    name = part(wizard, QLineEdit, "recipient-name")
    name.setFocus()

    qtbot.keyClicks(name, "Dr Bev")
    session.drafts.flush()

    kept = session.logbook.drafting.find(draft.id)
    assert kept is not None
    assert kept.place == "disclosure/request/recipient.name"
    assert isinstance(kept.draft, DisclosureDraft)
    assert kept.draft.recipient.name == "Dr Bev"


def test_merely_opening_the_wizard_keeps_no_draft(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    a_wizard(session, WizardScreen.new_draft(session.logbook.practice), shown)

    go_on(qtbot)
    session.drafts.flush()

    assert session.logbook.drafting.all() == ()


def test_a_kept_draft_opens_at_its_field(session: Session, on_record: Any, shown: Show) -> None:
    a_wizard(session, on_record.draft, shown, "disclosure/decision/decision.views")

    assert focus() == "decision-views"


def test_continue_is_never_held_up_but_problems_show_when_one_comes_back(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = WizardScreen.new_draft(session.logbook.practice, on_record.person.id)
    wizard = a_wizard(session, draft, shown, "disclosure/request/")
    name = part(wizard, QLineEdit, "recipient-name")
    assert name.accessibleDescription() == ""

    go_on(qtbot)
    assert focus() == "purpose-class-1"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert focus() == "origin-1"
    assert name.accessibleDescription() == "This is still to be filled in."


def test_a_decision_not_to_disclose_skips_the_sending(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot
) -> None:
    refused = replace(
        on_record.draft,
        decision=replace(on_record.draft.decision, choice=Choice.REFUSE),
        transmission=Transmission(),
    )
    wizard = a_wizard(session, refused, shown, "disclosure/decision/decision.choice")

    go_on(qtbot)

    assert wizard._step is Step.REFUSAL
    assert Step.MAKING not in path.asked(wizard._assessment, wizard._step)


def test_a_decision_not_to_disclose_is_recorded_with_the_same_care(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot
) -> None:
    refused = replace(
        on_record.draft,
        decision=replace(on_record.draft.decision, choice=Choice.REFUSE),
        transmission=Transmission(),
    )
    wizard = a_wizard(session, refused, shown, "disclosure/check/")

    with qtbot.waitSignal(wizard.recorded) as recorded:
        go_on(qtbot)

    assert recorded.args is not None
    assert recorded.args[0].act is Act.REFUSAL_RECORDED


def test_a_care_disclosure_is_taken_to_be_known_since_the_consent(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    draft = replace(on_record.draft, telling=Telling())

    wizard = a_wizard(session, draft, shown, "disclosure/telling/")

    taken = wizard._assessment.draft.telling
    assert taken.outcome is TellingOutcome.ALREADY_KNOWS
    assert taken.told_on == on_record.consent.giving.given_on
    assert part(wizard, QAbstractButton, "telling-outcome-1").isChecked()


def test_what_is_filled_in_is_shown_but_not_entered(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = WizardScreen.new_draft(session.logbook.practice, on_record.person.id)
    wizard = a_wizard(session, draft, shown, "disclosure/purpose/purpose.words")
    assert part(wizard, QAbstractButton, "purpose-class-1").isChecked()
    assert wizard._draft.purpose == Purpose()

    qtbot.keyClicks(part(wizard, TextArea, "purpose-words"), "Care")

    assert wizard._draft.purpose == Purpose(purpose_class=PurposeClass.CARE, words="Care")
    assert wizard._draft.basis == Basis()


def test_sending_is_taken_to_be_now(
    session: Session, on_record: Any, clock: StandingClock, shown: Show
) -> None:
    draft = replace(on_record.draft, transmission=Transmission())

    wizard = a_wizard(session, draft, shown, "disclosure/making/")

    assert wizard._draft.transmission == Transmission(made_at=clock.now())


def test_pressing_on_through_the_steps_never_signs(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/telling/telling.outcome")
    wizard._pages[Step.TELLING].focus_on()

    go_on(qtbot)
    assert wizard._step is Step.CHECK
    QApplication.focusWidget().clearFocus()
    wizard._go_on()

    assert session.logbook.reviewing.order_of(LineKind.DISCLOSURE).tolist() == []
    assert focus() == "step-check-continue"


def test_signing_gives_the_receipt_and_leaves_no_draft(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/check/")
    wizard.keep_place()
    kinds: list[object] = []
    session.recorded.connect(kinds.append)

    with qtbot.waitSignal(wizard.recorded) as recorded:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    wizard.keep_place()
    session.drafts.flush()

    assert recorded.args is not None
    assert recorded.args[0].number == "D-2026-0001"
    assert kinds == [LineKind.DISCLOSURE]
    assert session.logbook.drafting.all() == ()


def test_a_draft_that_grew_stale_on_the_screen_is_refused_and_kept(
    session: Session, on_record: Any, clock: StandingClock, shown: Show, words: Any
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/check/")
    clock.advance(days=-1)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    session.drafts.flush()

    assert "This cannot be recorded yet. What was typed is kept." in words(wizard)
    assert [line.id for line in session.logbook.drafting.all()] == [on_record.draft.id]


def test_change_leads_to_the_field_and_the_path_back(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/check/")
    change = next(
        each for each in wizard.findChildren(QAbstractButton)
        if each.accessibleName() == "Change: Sent to"
    )  # fmt: skip

    qtbot.keyClick(change, Qt.Key.Key_Space)

    assert focus() == "sent-to"


def test_not_being_sure_leads_to_words_for_a_call_that_name_nobody(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/basis/")

    QTest.keyClick(part(wizard, QAbstractButton, "step-basis-unsure"), Qt.Key.Key_Space)

    assert focus() == "adviser"
    shown_words = words(wizard)
    assert "What could this rest on" in shown_words
    for private in (on_record.person.name, "Bevan", "Elm Road", "night pain"):
        assert private not in shown_words


def test_advice_that_says_something_joins_the_draft(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/basis/")
    wizard._ask_somebody()
    qtbot.keyClicks(part(wizard, QLineEdit, "adviser"), "Union")
    qtbot.keyClicks(part(wizard, TextArea, "advice-words"), "Go ahead")

    go_on(qtbot)

    assert wizard._step is Step.BASIS
    assert [(each.adviser, each.advice) for each in wizard._draft.advice] == [("Union", "Go ahead")]


def test_advice_that_says_nothing_leaves_no_trace(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/basis/")
    wizard._ask_somebody()
    adviser = part(wizard, QLineEdit, "adviser")
    qtbot.keyClicks(adviser, "U")
    qtbot.keyClick(adviser, Qt.Key.Key_Backspace)

    go_on(qtbot)

    assert wizard._draft.advice == ()


def test_a_new_consent_is_started_for_the_person_with_the_draft_kept(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/consent/")

    with qtbot.waitSignal(wizard.start_consent) as started:
        qtbot.keyClick(part(wizard, QAbstractButton, "start-consent"), Qt.Key.Key_Space)

    assert started.args == [on_record.person.id]
    assert [line.id for line in session.logbook.drafting.all()] == [on_record.draft.id]


def test_another_person_takes_no_consent_along(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    other = a_person(name="Aled Price", reference="LP-0007")
    session.logbook.enrolling.add(other)
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/person/service_user")
    search = part(wizard, QLineEdit, "person-search")

    qtbot.keyClicks(search, "Aled")
    qtbot.waitUntil(lambda: wizard._people.rowCount() == 1)
    qtbot.keyClick(search, Qt.Key.Key_Return)

    assert wizard._draft.service_user == other.id
    assert wizard._draft.basis.consent is None


def test_what_the_consent_covers_stands_beside_the_question(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    wizard = a_wizard(session, on_record.draft, shown, "disclosure/making/")

    assert "agrees that assessment or report, diagnosis may go to Elm Road Surgery" in words(wizard)


def test_an_unsafe_channel_is_stopped_at_once(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    sending = replace(on_record.draft.transmission, method=SendingMethod.PLAIN_EMAIL)

    wizard = a_wizard(
        session, replace(on_record.draft, transmission=sending), shown, "disclosure/making/"
    )

    assert "Others can read a fax or ordinary e-mail on the way." in words(wizard)


@pytest.mark.parametrize("width", [1024, 700, 480])
def test_path_and_meaning_fold_where_there_is_no_room(
    width: int, session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    wizard = WizardScreen(session, KeptDraft(draft=on_record.draft, place="disclosure/making/"))
    shown(wizard, width=width)

    assert wizard._frame.rail.isVisible() is (width == 1024)
    assert "agrees that assessment or report" in words(wizard)


def test_a_person_added_meanwhile_is_listed(session: Session, shown: Show) -> None:
    wizard = a_wizard(session, WizardScreen.new_draft(session.logbook.practice), shown)
    assert wizard._people.rowCount() == 0

    session.logbook.enrolling.add(a_person(id=uuid4()))
    session.recorded.emit(LineKind.SERVICE_USER)

    assert wizard._people.rowCount() == 1


def test_the_path_grows_without_leaving_the_step_one_is_at(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = replace(on_record.draft, kind=Kind.CARE)
    wizard = a_wizard(session, draft, shown, "disclosure/request/recipient.name")
    assert [step.value for step in path.asked(wizard._assessment, wizard._step)] == [
        "person",
        "request",
        "information",
        "making",
        "check",
    ]

    part(wizard, QLineEdit, "recipient-organisation").clear()
    qtbot.keyClicks(part(wizard, QLineEdit, "recipient-organisation"), "Castle")

    assert wizard._step is Step.REQUEST
    assert focus() == "recipient-name"
    assert {Step.CONSENT, Step.DECISION, Step.TELLING} <= set(
        path.asked(wizard._assessment, wizard._step)
    )


def test_what_is_not_asked_is_one_line_that_opens_to_the_reasons(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot
) -> None:
    wizard = a_wizard(session, replace(on_record.draft, kind=Kind.CARE), shown)
    rail = wizard._frame.rail
    lines = [rail.item(number).text() for number in range(rail.count())]
    assert lines[-1] == "Not asked (21)"
    rail.setFocus()
    rail.setCurrentRow(rail.count() - 1)

    qtbot.keyClick(rail, Qt.Key.Key_Return)

    assert rail.count() == 5 + 1 + 21
    spoken = rail.item(rail.count() - 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Skipped. A consent on record answers this" in spoken
    assert wizard._step is Step.PERSON
    qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert rail.count() == 5 + 1


def test_what_is_usual_follows_the_facts_until_something_else_is_chosen(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, basis=Basis(), telling=Telling())
    wizard = a_wizard(session, draft, shown, "disclosure/telling/")
    assert wizard._draft.telling.outcome is TellingOutcome.TOLD_BEFORE

    def tick(fact: TellingFact) -> None:
        number = list(TellingFact).index(fact) + 1
        qtbot.keyClick(part(wizard, QAbstractButton, f"telling-facts-{number}"), Qt.Key.Key_Space)

    tick(TellingFact.HARM_TO_OTHERS)
    assert wizard._draft.telling.outcome is TellingOutcome.TELL_LATER
    assert wizard._draft.telling.reason is NotTellingReason.HARM_TO_OTHERS
    tick(TellingFact.TIPPING_OFF)
    assert wizard._draft.telling.outcome is TellingOutcome.BLOCKED
    tick(TellingFact.TIPPING_OFF)
    assert wizard._draft.telling.outcome is TellingOutcome.TELL_LATER

    chosen = part(wizard, QAbstractButton, "telling-outcome-6")
    qtbot.keyClick(chosen, Qt.Key.Key_Space)
    assert wizard._draft.telling.outcome is TellingOutcome.NOT_TOLD
    tick(TellingFact.HARM_TO_OTHERS)
    assert wizard._draft.telling.outcome is TellingOutcome.NOT_TOLD


def test_what_is_due_stands_beside_the_question(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    asked = replace(
        on_record.draft,
        kind=Kind.LAW,
        basis=Basis(
            family=BasisFamily.LAW,
            legal_basis="LB-COURT",
            served_on=date(2026, 11, 18),
            due=date(2026, 12, 2),
        ),
    )

    wizard = a_wizard(session, asked, shown, "disclosure/law/")

    said = words(wizard)
    assert "Do what the order or notice requires by 2 December 2026" in said
    assert "set in the order or notice" in said


@pytest.mark.usefixtures("dressed")
def test_every_part_a_finding_can_name_has_its_field() -> None:
    law = DisclosureDraft(id=uuid4(), basis=Basis(family=BasisFamily.LAW))
    groups = {field.name for field in fields(DisclosureDraft)}
    parts = [part for part in PARTS if part.split(".")[0] in groups]
    people = PagedModel([Column(title="Name", text=str)])
    pages = {step: page_for(step, law, StandingClock(), people) for step in Step}

    without = [part for part in parts if part not in pages[path.asks_for(part, law)]._fields]

    assert len(parts) > 100
    assert without == []
