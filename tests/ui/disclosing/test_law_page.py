# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.basis import Basis
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from ui.disclosing.law_page import LawPage
from ui.session import Session
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

TODAY = date(2026, 11, 20)
Show = Callable[..., object]
Find = Callable[..., Any]


def a_page(session: Session, draft: Any, shown: Show, **basis: Any) -> LawPage:
    """A page that hears what the rules say after each edit, as it does in the wizard."""
    draft = replace(draft, kind=Kind.LAW, basis=Basis(family=BasisFamily.LAW, **basis))
    page = LawPage(draft, TODAY)
    assess = session.logbook.disclosing.assess
    page.edited.connect(lambda edited: page.show_assessment(assess(edited)))
    page.show_assessment(assess(draft))
    shown(page, height=3000)
    return page


def test_a_demand_asks_what_was_seen_served_and_demanded(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)
    assert not part(page, TextArea, "basis-demand").isVisible()

    QTest.keyClicks(part(page, ComboChoice, "basis-law"), "Police notice")
    QTest.keyClicks(part(page, ComboChoice, "basis-seen"), "A notice")
    QTest.keyClicks(part(page, TextArea, "basis-evidence"), "Notice seen")
    QTest.keyClicks(part(page, QLineEdit, "basis-served-on"), "18 Nov")
    QTest.keyClicks(part(page, TextArea, "basis-demand"), "Who drove")

    assert page._draft.basis == Basis(
        family=BasisFamily.LAW,
        legal_basis="LB-172",
        seen=EvidenceKind.STATUTORY_NOTICE,
        evidence="Notice seen",
        served_on=date(2026, 11, 18),
        demand="Who drove",
    )
    shown_words = words(page)
    assert "Road Traffic Act 1988, s 172(2)(b)" in shown_words
    assert "What counts for this: a notice under a statute." in shown_words
    assert "not legal advice" in shown_words


def test_what_does_not_hold_here_is_listed_with_the_reason(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)
    assert "not law in this nation" not in words(page)

    QTest.keyClick(part(page, QAbstractButton, "law-refused-show"), Qt.Key.Key_Space)

    assert "not law in this nation" in words(page)
    assert "does not bind you" in words(page)


def test_a_duty_that_is_not_followed_asks_for_the_excuse(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    followed = a_page(session, on_record.draft, shown, legal_basis="LB-TACT38B")
    assert not part(followed, TextArea, "basis-excuse").isVisible()

    refused = replace(
        on_record.draft, decision=replace(on_record.draft.decision, choice=Choice.REFUSE)
    )
    page = a_page(session, refused, shown, legal_basis="LB-TACT38B")

    assert part(page, TextArea, "basis-excuse").isVisible()


def test_other_law_is_added_by_the_button_and_never_by_passing_through(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = a_page(session, on_record.draft, shown, legal_basis="LB-COURT")
    box = part(page, ComboChoice, "basis-further-add")

    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert page._draft.basis.further == ()
    qtbot.keyClick(part(page, QAbstractButton, "basis-further-add-it"), Qt.Key.Key_Space)

    assert len(page._draft.basis.further) == 1
