# SPDX-License-Identifier: Apache-2.0
"""What holds for every step of the wizard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from tests.builders import StandingClock, a_disclosure_draft
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.step_pages import page_for
from ui.widgets.field import Field
from ui.widgets.paged_model import Column, PagedModel
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
FIRST_PART = {
    Step.PERSON: "service_user",
    Step.REQUEST: "recipient.name",
    Step.PURPOSE: "purpose.words",
    Step.INFORMATION: "information.minimum",
    Step.BASIS: "basis.family",
    Step.DECISION: "decision.reasons",
    Step.MAKING: "transmission.method",
    Step.TELLING: "telling.told_on",
}
each_step = pytest.mark.parametrize("step", FIRST_PART)


def a_page(step: Step, draft: DisclosureDraft) -> DraftPage:
    people = PagedModel([Column(title="Name", text=str)])
    return page_for(step, draft, StandingClock(), people)


@each_step
def test_showing_a_draft_emits_nothing(step: Step, shown: Show, qtbot: QtBot) -> None:
    page = a_page(step, DisclosureDraft(id=uuid4()))
    shown(page)
    emitted: list[object] = []
    page.edited.connect(emitted.append)

    page.show_draft(a_disclosure_draft(uuid4(), uuid4()))
    qtbot.wait(10)

    assert emitted == []


@each_step
def test_a_problem_is_read_out_with_its_field(step: Step, shown: Show) -> None:
    page = a_page(step, a_disclosure_draft(uuid4(), None))
    shown(page)
    page.focus_on(FIRST_PART[step])
    focused = QApplication.focusWidget()
    assert focused is not None

    page.show_problems({FIRST_PART[step]: "Say it in a word."})

    holder: object = focused
    said = []
    while holder is not None:
        said.append(holder.accessibleDescription())  # type: ignore[attr-defined]
        holder = holder.parentWidget()  # type: ignore[attr-defined]
    assert "Say it in a word." in said


@each_step
def test_tab_goes_through_every_field_before_the_ways_on(step: Step, shown: Show) -> None:
    page = a_page(step, a_disclosure_draft(uuid4(), uuid4()))
    window = shown(page)
    page.settle_tab_order()
    page.focus_on()
    seen: list[str] = []

    while not page.forward_button.hasFocus() and len(seen) < 60:
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        window.focusNextPrevChild(True)  # type: ignore[attr-defined]

    ways = [name for name in seen if name.startswith(f"step-{step.value}-")]
    assert seen[-len(ways) :] == ways
    assert len(seen) > len(ways)


@each_step
def test_a_field_can_be_found_again_by_its_part(step: Step, shown: Show) -> None:
    page = a_page(step, a_disclosure_draft(uuid4(), uuid4()))
    shown(page)

    page.focus_on(FIRST_PART[step])

    assert page.part_in_focus() == FIRST_PART[step]


@each_step
def test_no_two_fields_of_a_page_share_an_access_key(step: Step, shown: Show) -> None:
    page = a_page(step, a_disclosure_draft(uuid4(), uuid4()))
    shown(page)
    texts = [each.text() for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
    texts += [each._label.text() for each in page.findChildren(Field) if each.isVisibleTo(page)]
    keys = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]

    assert sorted(keys) == sorted(set(keys))


def test_an_edit_that_comes_late_undoes_nothing_answered_since(shown: Show, qtbot: QtBot) -> None:
    draft = a_disclosure_draft(uuid4(), uuid4())
    page = a_page(Step.PURPOSE, draft)
    shown(page)
    since = replace(draft, decision=replace(draft.decision, reasons="Thought again"))
    page.hold_draft(since)

    with qtbot.waitSignal(page.edited) as caught:
        qtbot.keyClicks(page.findChild(TextArea, "purpose-words"), "!")

    assert caught.args is not None
    assert caught.args[0].decision.reasons == "Thought again"
