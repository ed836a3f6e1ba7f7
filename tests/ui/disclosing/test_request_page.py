# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.party import Party, PartyKind
from logbook.domain.request import Clarification, Origin, Request
from tests.builders import StandingClock, a_disclosure_draft
from ui.disclosing.request_page import RequestPage
from ui.session import Session
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]
_SPACE = Qt.Key.Key_Space


def test_typing_a_name_emits_the_draft_with_it(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = RequestPage(DisclosureDraft(id=uuid4()), StandingClock())
    shown(page)

    with qtbot.waitSignals([page.edited] * 4):
        qtbot.keyClicks(part(page, QLineEdit, "recipient-name"), "Bevs")

    assert page._draft.recipient.name == "Bevs"


def test_choosing_what_they_are_emits_the_kind(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = RequestPage(DisclosureDraft(id=uuid4()), StandingClock())
    shown(page)

    with qtbot.waitSignal(page.edited) as caught:
        qtbot.keyClick(part(page, ComboChoice, "recipient-kind"), Qt.Key.Key_P)

    assert caught.args is not None
    assert caught.args[0].recipient == Party(kind=PartyKind.POLICE)


def test_a_request_is_asked_about_only_if_there_was_one(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = RequestPage(DisclosureDraft(id=uuid4()), StandingClock())
    shown(page)
    reference = part(page, QLineEdit, "their-reference,-if-any")
    assert not reference.isVisible()

    qtbot.keyClick(part(page, QAbstractButton, "origin-2"), Qt.Key.Key_Space)

    assert reference.isVisible()
    assert page._draft.request.origin is Origin.ASKED


def test_what_was_typed_for_a_request_is_not_recorded_when_nobody_asked(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = a_disclosure_draft(uuid4(), None)
    asked = replace(draft, request=Request(origin=Origin.ASKED, wording="Everything, please"))
    page = RequestPage(asked, StandingClock())
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "origin-1"), Qt.Key.Key_Space)
    assert page._draft.request == Request(origin=Origin.OWN_INITIATIVE)

    qtbot.keyClick(part(page, QAbstractButton, "origin-2"), Qt.Key.Key_Space)
    assert page._draft.request.wording == "Everything, please"


def test_a_recipient_that_a_consent_names_is_one_key_away(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = DisclosureDraft(id=uuid4(), service_user=on_record.person.id)
    page = RequestPage(draft, StandingClock())
    page.show_assessment(session.logbook.disclosing.assess(draft))
    shown(page)

    with qtbot.waitSignal(page.edited) as caught:
        qtbot.keyClick(part(page, QAbstractButton, "recipient-suggestions-1"), Qt.Key.Key_Space)

    assert caught.args is not None
    assert caught.args[0].recipient.name == "Elm Road Surgery"


def test_only_what_fits_whoever_asks_is_asked(shown: Show, qtbot: QtBot, part: Find) -> None:
    asked = DisclosureDraft(id=uuid4(), request=Request(origin=Origin.ASKED))
    page = RequestPage(asked, StandingClock())
    shown(page, height=3000)
    victim = part(page, QAbstractButton, "victim_information")
    power = part(page, TextArea, "power-cited")
    assert not victim.isVisible()
    assert not power.isVisible()

    qtbot.keyClick(part(page, ComboChoice, "recipient-kind"), Qt.Key.Key_P)

    assert page._draft.recipient.kind is PartyKind.POLICE
    assert victim.isVisible()
    assert power.isVisible()


def test_somebody_else_can_have_asked(shown: Show, qtbot: QtBot, part: Find) -> None:
    asked = DisclosureDraft(id=uuid4(), request=Request(origin=Origin.ASKED))
    page = RequestPage(asked, StandingClock())
    shown(page, height=3000)

    qtbot.keyClick(part(page, QAbstractButton, "other-requester"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part(page, QLineEdit, "requester-name").isVisible())
    qtbot.keyClicks(part(page, QLineEdit, "requester-name"), "Mr Hale")

    assert page._draft.request.requester == Party(name="Mr Hale")


def test_a_question_put_back_is_kept_with_its_answer(shown: Show, qtbot: QtBot, part: Find) -> None:
    asked = DisclosureDraft(id=uuid4(), request=Request(origin=Origin.ASKED))
    page = RequestPage(asked, StandingClock())
    shown(page, height=3000)

    qtbot.keyClick(part(page, QAbstractButton, "clarifications-add"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, TextArea, "clarifications-1-question"), "What for?")
    qtbot.keyClicks(part(page, TextArea, "clarifications-1-answer"), "A claim")

    assert page._draft.request.clarifications == (
        Clarification(question="What for?", answer="A claim"),
    )


def test_what_few_recipients_need_is_folded_away_until_it_is_asked_for(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = RequestPage(DisclosureDraft(id=uuid4()), StandingClock())
    shown(page, height=3000)
    phone = part(page, QLineEdit, "recipient-phone")
    assert not phone.isVisible()

    qtbot.keyClick(part(page, QAbstractButton, "recipient-more"), Qt.Key.Key_Space)

    assert phone.hasFocus()
    qtbot.keyClicks(phone, "01743 000")
    qtbot.keyClicks(part(page, QLineEdit, "recipient-verified-by"), "I rang back")
    qtbot.keyClick(part(page, QAbstractButton, "recipient-bound-by-confidentiality-1"), _SPACE)
    assert page._draft.recipient == Party(
        phone="01743 000", verified_by="I rang back", bound_by_confidentiality=True
    )
    assert not part(page, QAbstractButton, "recipient-more").isVisible()


def test_what_is_answered_of_a_recipient_is_never_folded_away(shown: Show, part: Find) -> None:
    draft = DisclosureDraft(id=uuid4(), recipient=Party(email="gp@elm.example"))
    page = RequestPage(draft, StandingClock())
    shown(page, height=3000)

    assert part(page, QLineEdit, "recipient-email").isVisible()


def test_more_can_be_said_of_whoever_asked(shown: Show, qtbot: QtBot, part: Find) -> None:
    request = Request(origin=Origin.ASKED, requester=Party(name="Mr Hale"))
    page = RequestPage(DisclosureDraft(id=uuid4(), request=request), StandingClock())
    shown(page, height=4000)

    qtbot.keyClick(part(page, QAbstractButton, "requester-more"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, QLineEdit, "requester-role"), "Clerk")

    assert page._draft.request.requester == Party(name="Mr Hale", role="Clerk")
