# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from ui.disclosing.telling_page import TellingPage
from ui.widgets.text_area import TextArea

TODAY = date(2026, 11, 20)
OUTCOMES = list(TellingOutcome)
Show = Callable[..., object]
Find = Callable[..., Any]


def choose(page: TellingPage, outcome: TellingOutcome, qtbot: QtBot, part: Find) -> None:
    name = f"telling-outcome-{OUTCOMES.index(outcome) + 1}"
    qtbot.keyClick(part(page, QAbstractButton, name), Qt.Key.Key_Space)


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        (TellingOutcome.TOLD_BEFORE, {"told-on"}),
        (TellingOutcome.TELL_LATER, {"telling-explanation", "review-on"}),
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
    place = list(NotTellingReason).index(NotTellingReason.HARM_TO_OTHERS) + 1
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
