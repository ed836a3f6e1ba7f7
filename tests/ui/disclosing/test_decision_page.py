# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import AdviceEntry, Choice, DisclosureDraft
from tests.builders import NOON, StandingClock, a_disclosure_draft
from ui.disclosing.decision_page import DecisionPage
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]


def test_a_choice_is_decided_at_the_moment_it_is_made(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    clock = StandingClock()
    page = DecisionPage(DisclosureDraft(id=uuid4()), clock)
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "decision-choice-1"), Qt.Key.Key_Space)
    clock.advance(hours=1)
    qtbot.keyClicks(part(page, TextArea, "decision-reasons"), "Needed")

    assert page._draft.decision.choice is Choice.DISCLOSE
    assert page._draft.decision.decided_at == NOON
    assert page._draft.decision.reasons == "Needed"


def test_thinking_again_keeps_the_time_that_stands(shown: Show, qtbot: QtBot, part: Find) -> None:
    draft = a_disclosure_draft(uuid4(), None)
    page = DecisionPage(draft, StandingClock())
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "decision-choice-2"), Qt.Key.Key_Space)

    assert page._draft.decision.choice is Choice.REFUSE
    assert page._draft.decision.decided_at == draft.decision.decided_at


def test_advice_is_listed_and_can_be_opened_or_taken_out(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    entries = (AdviceEntry(adviser="Union line", advice="Tell them first"),)
    page = DecisionPage(replace(a_disclosure_draft(uuid4(), None), advice=entries), StandingClock())
    shown(page)

    with qtbot.waitSignal(page.advice_opened) as opened:
        qtbot.keyClick(part(page, QAbstractButton, "advice-1-open"), Qt.Key.Key_Space)
    assert opened.args == [0]

    with qtbot.waitSignal(page.edited) as edited:
        qtbot.keyClick(part(page, QAbstractButton, "advice-1-out"), Qt.Key.Key_Space)
    assert edited.args is not None
    assert edited.args[0].advice == ()


def test_each_button_of_the_list_says_whose_advice_it_means(shown: Show, part: Find) -> None:
    entries = (AdviceEntry(adviser="Union line", advice="Tell them first"),)
    page = DecisionPage(replace(a_disclosure_draft(uuid4(), None), advice=entries), StandingClock())
    shown(page)

    button: QWidget = part(page, QAbstractButton, "advice-1-open")
    assert button.accessibleName() == "Open the advice of Union line"
