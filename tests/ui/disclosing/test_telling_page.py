# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.kinds import Kind
from logbook.domain.notification import (
    Counting,
    DelayRequest,
    NotTellingReason,
    Telling,
    TellingFact,
    TellingOutcome,
)
from ui.disclosing.telling_page import TellingPage
from ui.session import Session
from ui.widgets.text_area import TextArea

TODAY = date(2026, 11, 20)
OUTCOMES = [outcome for outcome in TellingOutcome if outcome is not TellingOutcome.BLOCKED]
REASONS = [
    reason
    for reason in NotTellingReason
    if reason.counts_as not in {Counting.TOLD, Counting.BLOCKED}
]
FACTS = list(TellingFact)
Show = Callable[..., object]
Find = Callable[..., Any]


def choose(page: TellingPage, outcome: TellingOutcome, qtbot: QtBot, part: Find) -> None:
    name = f"telling-outcome-{OUTCOMES.index(outcome) + 1}"
    qtbot.keyClick(part(page, QAbstractButton, name), Qt.Key.Key_Space)


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        (TellingOutcome.TOLD_BEFORE, {"told-on"}),
        (
            TellingOutcome.TELL_LATER,
            {"telling-explanation", "review-on", "not-telling-reason-1"},
        ),
        (TellingOutcome.NOT_TOLD, {"telling-explanation", "not-telling-reason-1"}),
    ],
)
def test_each_outcome_asks_only_for_what_it_needs(
    outcome: TellingOutcome, asked: set[str], shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = TellingPage(DisclosureDraft(id=uuid4()), TODAY)
    shown(page, height=2000)

    choose(page, outcome, qtbot, part)

    candidates = {
        "told-on": QLineEdit,
        "review-on": QLineEdit,
        "telling-explanation": TextArea,
        "not-telling-reason-1": QAbstractButton,
    }
    visible = {name for name, kind in candidates.items() if part(page, kind, name).isVisible()}
    assert visible == asked


def test_not_telling_takes_a_reason_words_and_a_day(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = TellingPage(DisclosureDraft(id=uuid4()), TODAY)
    shown(page)

    choose(page, TellingOutcome.NOT_TOLD, qtbot, part)
    place = REASONS.index(NotTellingReason.HARM_TO_OTHERS) + 1
    qtbot.keyClick(part(page, QAbstractButton, f"not-telling-reason-{place}"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, TextArea, "telling-explanation"), "He reads her post")
    qtbot.keyClicks(part(page, QLineEdit, "review-on"), "18 Jan")

    assert page._draft.telling == Telling(
        outcome=TellingOutcome.NOT_TOLD,
        reason=NotTellingReason.HARM_TO_OTHERS,
        explanation="He reads her post",
        review_on=date(2027, 1, 18),
    )


def test_a_reason_for_not_telling_goes_when_they_were_told(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = TellingPage(DisclosureDraft(id=uuid4()), TODAY)
    shown(page)
    choose(page, TellingOutcome.NOT_TOLD, qtbot, part)
    qtbot.keyClick(part(page, QAbstractButton, "not-telling-reason-1"), Qt.Key.Key_Space)

    choose(page, TellingOutcome.TOLD_AFTER, qtbot, part)

    assert page._draft.telling == Telling(outcome=TellingOutcome.TOLD_AFTER)


def test_a_request_for_delay_is_asked_for_by_name(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = TellingPage(DisclosureDraft(id=uuid4()), TODAY)
    shown(page, height=3000)
    assert not part(page, QLineEdit, "delay-name").isVisible()

    place = FACTS.index(TellingFact.AUTHORITY_ASKED_DELAY) + 1
    qtbot.keyClick(part(page, QAbstractButton, f"telling-facts-{place}"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part(page, QLineEdit, "delay-name").isVisible())
    for name, words in (("authority", "West Mercia Police"), ("name", "DS Hale"), ("number", "77")):
        qtbot.keyClicks(part(page, QLineEdit, f"delay-{name}"), words)
    qtbot.keyClicks(part(page, QLineEdit, "delay-until"), "18 Dec")

    assert page._draft.telling.facts == (TellingFact.AUTHORITY_ASKED_DELAY,)
    assert page._draft.telling.delay == DelayRequest(
        authority="West Mercia Police", name="DS Hale", number="77", until=date(2026, 12, 18)
    )


def test_what_must_not_be_told_is_no_matter_of_choice(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    telling = Telling(facts=(TellingFact.TIPPING_OFF,))
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, telling=telling)
    page = TellingPage(draft, TODAY)
    shown(page)
    page.show_assessment(session.logbook.disclosing.assess(draft))

    assert not part(page, QAbstractButton, "telling-outcome-1").isVisible()
    assert part(page, TextArea, "telling-explanation").isVisible()
    assert "They must not be told: telling would be an offence" in words(page)
