# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from logbook.domain.consent import PurposeClass
from logbook.domain.disclosure import DisclosureDraft, Purpose
from ui.disclosing.purpose_page import PurposePage
from ui.session import Session
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]


def test_class_and_words_make_the_purpose(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = PurposePage(DisclosureDraft(id=uuid4()))
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "purpose-class-2"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, TextArea, "purpose-words"), "A claim")

    assert page._draft.purpose == Purpose(purpose_class=PurposeClass.NON_CARE, words="A claim")


def test_the_purpose_of_a_consent_can_be_taken_over(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = DisclosureDraft(id=uuid4(), service_user=on_record.person.id)
    page = PurposePage(draft)
    page.show_assessment(session.logbook.disclosing.assess(draft))
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "purpose-suggestions-1"), Qt.Key.Key_Space)

    assert page._draft.purpose.words == "Referral for further assessment"


def test_whoever_words_the_purpose_knows_that_the_person_may_read_it(
    shown: Show, part: Find
) -> None:
    page = PurposePage(DisclosureDraft(id=uuid4()))
    shown(page)

    said = part(page, TextArea, "purpose-words").accessibleDescription()

    assert "The person may read these words" in said
    assert "be printed as typed" in said
