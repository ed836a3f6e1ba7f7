# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import Answer, Code
from logbook.domain.practice import Nation
from logbook.domain.transmission import SendingMethod
from ui.disclosing.check_page import CheckPage
from ui.session import Session
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]
REASON = "She insists on ordinary e-mail and knows the risk"


def plain_email(draft: DisclosureDraft) -> DisclosureDraft:
    return replace(
        draft, transmission=replace(draft.transmission, method=SendingMethod.PLAIN_EMAIL)
    )


def a_page(session: Session, draft: DisclosureDraft, shown: Show) -> CheckPage:
    page = CheckPage(draft)
    page.show_assessment(session.logbook.disclosing.assess(draft))
    shown(page)
    return page


def test_a_whole_draft_can_be_signed_at_once(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)

    page.focus_on()

    assert page.forward_button.isEnabled()
    assert page.forward_button.hasFocus()
    assert "You can sign now." in words(page)


def test_a_stop_keeps_the_signature_back_until_a_long_enough_reason_is_given(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = a_page(session, plain_email(on_record.draft), shown)
    assess = session.logbook.disclosing.assess
    page.edited.connect(lambda draft: page.show_assessment(assess(draft)))
    assert not page.forward_button.isEnabled()
    page.focus_on()
    area = part(page, TextArea, "reason-B-16")
    assert area.hasFocus()

    qtbot.keyClicks(area, REASON[:29])
    assert not page.forward_button.isEnabled()
    qtbot.keyClicks(area, REASON[29:])

    assert page.forward_button.isEnabled()
    assert page._draft.answers == (Answer(code=Code.UNSAFE_CHANNEL, reason=REASON),)


def test_a_gap_has_no_reason_but_a_way_to_its_field(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    information = replace(on_record.draft.information, minimum="")
    page = a_page(session, replace(on_record.draft, information=information), shown)
    assert page.findChild(TextArea, "reason-INV-04") is None

    with qtbot.waitSignal(page.change_asked) as asked:
        qtbot.keyClick(part(page, QAbstractButton, "go-to-information.minimum"), Qt.Key.Key_Space)

    assert asked.args == ["information.minimum"]


def test_what_is_only_worth_knowing_asks_for_nothing(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    draft = replace(on_record.draft, nation=Nation.WALES)

    page = a_page(session, draft, shown)

    assert page.forward_button.isEnabled()
    assert "Worth knowing" in words(page)
    assert page.findChild(TextArea, "reason-W-25") is None
    assert part(page, QAbstractButton, "go-to-telling.method").isVisible()
    page.focus_on()
    assert page.forward_button.hasFocus()


def test_by_when_what_is_due_is_on_the_page(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)
    assert "By when" not in words(page)

    page.show_deadlines([("Answer it by 5 December 2026", "Counted from receipt; set by law.")])

    assert "Answer it by 5 December 2026" in words(page)
    assert "Counted from receipt; set by law." in words(page)


def test_a_warning_does_not_keep_the_signature_back(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    draft = replace(
        on_record.draft, transmission=replace(on_record.draft.transmission, duty_told=False)
    )

    page = a_page(session, draft, shown)

    assert page.forward_button.isEnabled()
    assert part(page, TextArea, "reason-W-35").isVisible()


def test_the_statement_that_is_signed_is_on_the_page(
    session: Session, on_record: Any, shown: Show, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)

    assert "limited to the minimum, and lawful" in words(page)
