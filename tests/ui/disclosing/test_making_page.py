# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.transmission import SendingMethod, Transmission
from tests.builders import NOON, StandingClock, a_disclosure_draft
from ui.disclosing.making_page import MakingPage
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]


def test_method_place_and_ticks_make_the_transmission(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = replace(DisclosureDraft(id=uuid4()), transmission=Transmission(made_at=NOON))
    page = MakingPage(draft, StandingClock())
    shown(page)

    qtbot.keyClick(part(page, ComboChoice, "sending-method"), Qt.Key.Key_T)
    qtbot.keyClicks(part(page, QLineEdit, "sent-to"), "Desk 4")
    qtbot.keyClick(part(page, QAbstractButton, "address-checked"), Qt.Key.Key_Space)
    qtbot.keyClick(part(page, QAbstractButton, "duty-told"), Qt.Key.Key_Space)

    assert page._draft.transmission == Transmission(
        method=SendingMethod.PORTAL,
        sent_to="Desk 4",
        made_at=NOON,
        address_checked=True,
        duty_told=True,
    )


def test_why_it_came_before_the_decision_is_asked_only_if_it_did(shown: Show, part: Find) -> None:
    draft = a_disclosure_draft(uuid4(), None)
    page = MakingPage(draft, StandingClock())
    shown(page)
    late = part(page, TextArea, "late")
    assert not late.isVisible()

    early = replace(draft.transmission, made_at=NOON - timedelta(hours=3))
    page.show_draft(replace(draft, transmission=early))

    assert late.isVisible()
