# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.consent import (
    ConsentDecision,
    ConsentDraft,
    ConsentMode,
    Giving,
    InformationCategory,
    PurposeClass,
)
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.domain.party import RecipientClass
from logbook.domain.people import ServiceUser
from logbook.domain.research import Medium
from logbook.domain.uses import Use
from tests.builders import a_consent_draft, a_person, a_representative
from ui.consenting.consent_record_screen import ConsentRecordScreen
from ui.consenting.consent_screen import ConsentScreen
from ui.consenting.consents_screen import ConsentsScreen
from ui.session import Session
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

Part = TypeVar("Part", bound=QWidget)
Show = Callable[..., object]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person(session: Session) -> ServiceUser:
    person = a_person()
    session.logbook.enrolling.add(person)
    return person


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def a_screen(session: Session, draft: ConsentDraft, shown: Show, place: str = "") -> ConsentScreen:
    screen = ConsentScreen(session, KeptDraft(draft=draft, place=place))
    shown(screen)
    screen.setFocus()
    return screen


def press(screen: QWidget, name: str, qtbot: QtBot) -> None:
    qtbot.keyClick(part(screen, QAbstractButton, name), Qt.Key.Key_Space)


def test_a_consent_is_recorded_with_the_keyboard(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, ConsentScreen.new_draft(person.id), shown)
    assert QApplication.focusWidget().objectName() == "consent-information-1"

    press(screen, "consent-information-3", qtbot)
    qtbot.keyClicks(part(screen, QLineEdit, "recipients-1"), "Elm Road Surgery")
    press(screen, "consent-purpose-class-1", qtbot)
    qtbot.keyClicks(part(screen, TextArea, "consent-purpose"), "Referral")
    qtbot.keyClicks(part(screen, TextArea, "consent-how-used"), "Read and filed")
    for name in ("explained-1", "explained-2", "explained-3", "consent-mode-3"):
        press(screen, name, qtbot)
    qtbot.keyClicks(part(screen, QLineEdit, "consent-given-on"), "yesterday")
    press(screen, "consent-freely-1", qtbot)
    press(screen, "consent-capacity-1", qtbot)
    qtbot.keyClicks(part(screen, TextArea, "consent-evidence"), "Form in the file")
    assert (
        "Siân Ŵyn Okonkwo agrees that diagnosis may go to Elm Road Surgery, for this: Referral."
        in words(screen)
    )
    with qtbot.waitSignal(screen.recorded) as recorded:
        qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)

    assert recorded.args is not None
    consent = session.logbook.reviewing.consent(recorded.args[0].object)
    assert consent.scope.information == (InformationCategory.DIAGNOSIS,)
    assert consent.scope.recipients == ("Elm Road Surgery",)
    assert consent.giving.given_on == date(2026, 11, 19)
    assert session.logbook.drafting.all() == ()


def test_what_is_missing_is_said_at_its_field_only_after_trying(
    session: Session, person: ServiceUser, shown: Show
) -> None:
    screen = a_screen(session, ConsentScreen.new_draft(person.id), shown)
    purpose = part(screen, TextArea, "consent-purpose")
    assert "cannot be relied on" not in purpose.accessibleDescription()

    screen._record()

    assert purpose.accessibleDescription() == "A consent without this cannot be relied on."
    assert session.logbook.reviewing.order_of(LineKind.CONSENT).tolist() == []


def test_consent_to_another_use_is_never_implied_whatever_the_reason(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = a_consent_draft(person.id)
    implied = replace(
        draft,
        scope=replace(draft.scope, purpose_class=PurposeClass.NON_CARE),
        giving=replace(
            draft.giving,
            mode=ConsentMode.IMPLIED,
            implied_because="She asked for it herself",
            not_written_because="By telephone",
        ),
    )
    screen = a_screen(session, implied, shown)

    screen._record()

    assert session.logbook.reviewing.order_of(LineKind.CONSENT).tolist() == []
    assert screen.findChild(TextArea, "answer-B-11") is None
    assert "Consent cannot be implied where the use is not the person's care." in words(screen)
    press(screen, "consent-mode-2", qtbot)
    with qtbot.waitSignal(screen.recorded):
        screen._record()


def test_an_announced_last_day_is_not_forgotten(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, a_consent_draft(person.id), shown)
    assert "It can be recorded now." in words(screen)
    press(screen, "consent-span-2", qtbot)
    assert "Still to answer:\n• The last day" in words(screen)

    screen._record()
    assert session.logbook.reviewing.order_of(LineKind.CONSENT).tolist() == []

    qtbot.keyClicks(part(screen, QLineEdit, "consent-until"), "1 March")
    with qtbot.waitSignal(screen.recorded) as recorded:
        screen._record()
    assert recorded.args is not None
    consent = session.logbook.reviewing.consent(recorded.args[0].object)
    assert consent.period.until == date(2027, 3, 1)


def test_several_recipients_can_be_named_and_taken_out(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, a_consent_draft(person.id), shown)

    press(screen, "recipients-add", qtbot)
    qtbot.keyClicks(part(screen, QLineEdit, "recipients-2"), "Dr Bevan")
    assert screen._draft.scope.recipients == ("Elm Road Surgery", "Dr Bevan")

    press(screen, "recipients-2-out", qtbot)
    assert screen._draft.scope.recipients == ("Elm Road Surgery",)


def test_what_is_typed_is_kept_and_opens_at_its_field(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = ConsentScreen.new_draft(person.id)
    screen = a_screen(session, draft, shown)
    purpose = part(screen, TextArea, "consent-purpose")
    purpose.setFocus()
    qtbot.keyClicks(purpose, "Refer")
    session.drafts.flush()

    kept = session.logbook.drafting.find(draft.id)
    assert kept is not None
    again = ConsentScreen(session, kept)
    shown(again)
    again.setFocus()

    assert part(again, TextArea, "consent-purpose").hasFocus()
    assert part(again, TextArea, "consent-purpose").text() == "Refer"


def test_a_person_is_found_by_a_few_letters(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, ConsentScreen.new_draft(), shown)
    search = part(screen, QLineEdit, "consent-person")
    assert search.hasFocus()

    qtbot.keyClicks(search, "Okon")
    qtbot.waitUntil(lambda: search.parent() is not None and "consent-people" in [
        each.objectName() for each in screen.findChildren(QWidget) if each.isVisible()
    ])  # fmt: skip
    qtbot.keyClick(search, Qt.Key.Key_Return)

    assert screen._draft.service_user == person.id
    assert "Siân Ŵyn Okonkwo, reference LP-0042" in words(screen)


def test_a_search_that_finds_nobody_says_so(session: Session, shown: Show, qtbot: QtBot) -> None:
    screen = a_screen(session, ConsentScreen.new_draft(), shown)

    qtbot.keyClicks(part(screen, QLineEdit, "consent-person"), "Nobody")

    qtbot.waitUntil(lambda: "Nobody on record matches." in words(screen))


def test_showing_a_draft_emits_nothing(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, ConsentScreen.new_draft(person.id), shown)
    emitted: list[object] = []
    screen._form.edited.connect(emitted.append)

    screen._form.show_draft(a_consent_draft(person.id))
    qtbot.wait(10)

    assert emitted == []


def test_a_consent_on_record_says_in_a_sentence_what_it_covers(
    session: Session, person: ServiceUser, shown: Show
) -> None:
    receipt = session.logbook.consenting.record(a_consent_draft(person.id))
    screen = ConsentRecordScreen(session, receipt.object)
    shown(screen)

    assert (
        "Siân Ŵyn Okonkwo agrees that assessment or report, diagnosis may go to Elm Road Surgery,"
        " for this: Referral for further assessment. It was given on 16 November 2026 and holds"
        " until it is withdrawn. Nothing else is covered."
    ) in words(screen)


def test_the_list_opens_the_consent(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    receipt = session.logbook.consenting.record(a_consent_draft(person.id))
    screen = ConsentsScreen(session)
    shown(screen)

    with qtbot.waitSignal(screen.open_consent) as opened:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)

    assert opened.args == [receipt.object]
    rows = screen.table.records
    assert [rows.cell(0, column) for column in range(6)] == [
        "20 November 2026",
        person.name,
        "Referral for further assessment",
        "Elm Road Surgery",
        "Express, in writing",
        "16 November 2027",
    ]


def test_the_list_follows_what_is_recorded_and_keeps_the_chosen_row(
    session: Session, person: ServiceUser, shown: Show
) -> None:
    first = session.logbook.consenting.record(a_consent_draft(person.id))
    screen = ConsentsScreen(session)
    shown(screen)

    session.logbook.consenting.record(a_consent_draft(person.id))
    session.recorded.emit(LineKind.CONSENT)

    assert screen.table.records.rowCount() == 2
    assert screen.kept_view() == first.seq


def test_what_the_form_does_not_ask_is_not_lost_by_an_edit(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = a_consent_draft(person.id)
    draft = replace(
        draft,
        scope=replace(draft.scope, classes=(RecipientClass.CARE_TEAM,)),
        explanation=replace(draft.explanation, interpreter="Mrs Wójcik"),
        giving=replace(draft.giving, freely_because="Seen alone"),
        period=replace(draft.period, starts_on=date(2026, 12, 1)),
    )
    screen = a_screen(session, draft, shown)

    for name in ("consent-purpose", "explained-how", "consent-evidence"):
        qtbot.keyClicks(part(screen, TextArea, name), "x")
    qtbot.keyClicks(part(screen, QLineEdit, "consent-withdrawal"), "By telephone")
    edited = screen._draft

    assert set(edited.scope.information) == set(draft.scope.information)
    assert edited.scope.classes == draft.scope.classes
    assert edited.explanation.interpreter == "Mrs Wójcik"
    assert edited.giving.freely_because == "Seen alone"
    assert edited.period == replace(draft.period, withdrawal_method="By telephone")


def test_a_refusal_is_recorded_without_what_only_an_agreement_needs(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = a_consent_draft(person.id)
    screen = a_screen(session, replace(draft, giving=Giving(given_on=date(2026, 11, 16))), shown)
    screen._record()
    assert session.logbook.reviewing.order_of(LineKind.CONSENT).tolist() == []

    press(screen, "consent-decision-2", qtbot)
    assert part(screen, QWidget, "consent-mode").isHidden()
    assert part(screen, QWidget, "consent-period").isHidden()
    with qtbot.waitSignal(screen.recorded) as recorded:
        screen._record()

    assert recorded.args is not None
    consent = session.logbook.reviewing.consent(recorded.args[0].object)
    assert consent.giving.decision is ConsentDecision.REFUSED


def test_a_use_shown_to_the_world_asks_where_it_may_appear(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    draft = a_consent_draft(person.id)
    screen = a_screen(session, draft, shown)
    use = part(screen, ComboChoice, "consent-use")
    assert not use.isVisible()

    press(screen, "consent-purpose-class-2", qtbot)
    assert use.isVisible()
    qtbot.keyClicks(use, "Publication")
    assert screen._draft.scope.use is Use.PUBLICATION
    press(screen, "consent-media-2", qtbot)

    assert screen._draft.scope.media == (Medium.JOURNAL,)


def test_whoever_is_on_record_as_deciding_can_be_chosen(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    representative = a_representative(person.id)
    session.logbook.keeping.keep(representative)
    screen = a_screen(session, a_consent_draft(person.id), shown)

    press(screen, "consent-representative-1", qtbot)

    assert screen._draft.giving.representative == representative.id
    assert screen._draft.giving.given_by == "Nia Okonkwo"
    assert "Nia Okonkwo agrees that" in words(screen)
    press(screen, "consent-representative-2", qtbot)
    assert screen._draft.giving.given_by == ""


def test_a_number_of_disclosures_is_asked_for_and_kept(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, a_consent_draft(person.id), shown)
    press(screen, "consent-span-4", qtbot)
    screen._record()
    assert session.logbook.reviewing.order_of(LineKind.CONSENT).tolist() == []

    qtbot.keyClicks(part(screen, QLineEdit, "consent-max-uses"), "3")
    with qtbot.waitSignal(screen.recorded) as recorded:
        screen._record()

    assert recorded.args is not None
    consent = session.logbook.reviewing.consent(recorded.args[0].object)
    assert consent.period.max_uses == 3


def test_information_of_a_time_is_asked_only_where_it_is_announced(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, a_consent_draft(person.id), shown)
    since = part(screen, QLineEdit, "consent-since")
    assert not since.isVisible()

    press(screen, "consent-dated", qtbot)
    qtbot.keyClicks(since, "1 March 2026")
    assert screen._draft.scope.since == date(2026, 3, 1)

    press(screen, "consent-dated", qtbot)
    assert screen._draft.scope.since is None


def test_who_was_there_raises_the_question_of_pressure(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    screen = a_screen(session, a_consent_draft(person.id), shown)
    pressure = part(screen, QAbstractButton, "consent-pressure")
    assert not pressure.isVisible()

    qtbot.keyClicks(part(screen, QLineEdit, "consent-present"), "Their son")
    assert pressure.isVisible()
    press(screen, "consent-pressure", qtbot)

    assert screen._draft.giving.pressure_possible
    assert part(screen, TextArea, "answer-W-06").isVisible()
