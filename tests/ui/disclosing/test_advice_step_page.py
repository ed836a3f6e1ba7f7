# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.decision import AdviceEntry
from tests.builders import a_disclosure_draft
from ui.disclosing.advice_step_page import AdviceStepPage

Show = Callable[..., object]
Find = Callable[..., Any]


def test_advice_is_listed_and_can_be_opened_or_taken_out(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    entries = (AdviceEntry(adviser="Union line", advice="Tell them first"),)
    page = AdviceStepPage(replace(a_disclosure_draft(uuid4(), None), advice=entries))
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
    page = AdviceStepPage(replace(a_disclosure_draft(uuid4(), None), advice=entries))
    shown(page)

    button: QWidget = part(page, QAbstractButton, "advice-1-open")
    assert button.accessibleName() == "Open the advice of Union line"
