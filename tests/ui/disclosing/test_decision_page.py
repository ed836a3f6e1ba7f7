# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from logbook.domain.decision import Choice
from logbook.domain.disclosure import DisclosureDraft
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

    qtbot.keyClick(part(page, QAbstractButton, "decision-choice-3"), Qt.Key.Key_Space)

    assert page._draft.decision.choice is Choice.REFUSE
    assert page._draft.decision.decided_at == draft.decision.decided_at
