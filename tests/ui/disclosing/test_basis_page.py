# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.consent import InformationCategory
from logbook.domain.disclosure import Basis, Item
from logbook.domain.legal_basis import BasisFamily
from tests.builders import a_consent_draft
from ui.disclosing.basis_page import BasisPage
from ui.session import Session
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]


def a_page(session: Session, draft: Any, shown: Show) -> BasisPage:
    page = BasisPage(draft)
    page.show_assessment(session.logbook.disclosing.assess(draft))
    shown(page)
    return page


def option(page: QWidget, title: str) -> QAbstractButton:
    return next(
        each for each in page.findChildren(QAbstractButton)
        if title in each.accessibleName() and each.isVisible()
    )  # fmt: skip


def test_the_consent_that_covers_comes_first_and_says_so(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    other = a_consent_draft(on_record.person.id)
    narrow = replace(other, scope=replace(other.scope, recipients=("Castle Insurance",)))
    session.logbook.consenting.record(narrow)

    page = a_page(session, replace(on_record.draft, basis=Basis()), shown)

    first, second = (part(page, QAbstractButton, f"basis-ground-{n}") for n in (1, 2))
    assert first.accessibleDescription() == (
        "Covers this disclosure as you describe it."
        " The person agrees that assessment or report, diagnosis may go to Elm Road Surgery, for"
        " this: Referral for further assessment."
    )
    assert second.accessibleDescription().startswith(
        "Does not cover it: this recipient is not named in it."
    )


def test_what_a_consent_leaves_out_is_named(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    images = Item(category=InformationCategory.IMAGES, description="Two photographs")
    draft = replace(
        on_record.draft, information=replace(on_record.draft.information, items=(images,))
    )

    page = a_page(session, draft, shown)

    ground = part(page, QAbstractButton, "basis-ground-1")
    assert "it leaves out images or photographs" in ground.accessibleDescription()


def test_choosing_a_consent_rests_the_draft_on_it(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = a_page(session, replace(on_record.draft, basis=Basis()), shown)

    with qtbot.waitSignal(page.edited) as caught:
        qtbot.keyClick(part(page, QAbstractButton, "basis-ground-1"), Qt.Key.Key_Space)

    assert caught.args is not None
    assert caught.args[0].basis == Basis(family=BasisFamily.CONSENT, consent=on_record.consent.id)


def test_another_ground_asks_for_the_row_of_law_and_the_reasons(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)

    QTest.keyClick(option(page, "The law requires it"), Qt.Key.Key_Space)
    QTest.keyClick(option(page, "Police notice to identify a driver"), Qt.Key.Key_Space)
    QTest.keyClicks(part(page, TextArea, "basis-evidence"), "Notice seen")
    QTest.keyClicks(part(page, TextArea, "basis-why"), "Required")

    assert page._draft.basis == Basis(
        family=BasisFamily.LAW,
        legal_basis="LB-172",
        evidence="Notice seen",
        why_without_consent="Required",
    )
    shown_words = words(page)
    assert "Road Traffic Act 1988, s 172(2)(b)" in shown_words
    assert "Last checked against its source on 21 November 2026." in shown_words
    assert "Identity only: it reaches no clinical information." in shown_words
    assert "not legal advice" in shown_words


def test_a_row_nobody_has_verified_says_so(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, words: Any
) -> None:
    page = a_page(session, on_record.draft, shown)

    qtbot.keyClick(option(page, "The public interest"), Qt.Key.Key_Space)
    if not page._draft.basis.legal_basis:
        qtbot.keyClick(option(page, "Public interest: to protect"), Qt.Key.Key_Space)

    assert "Not yet checked against its source" in words(page)


def test_words_for_another_ground_stay_off_a_record_that_rests_on_consent(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = replace(
        on_record.draft,
        basis=Basis(
            family=BasisFamily.PUBLIC_INTEREST,
            legal_basis="LB-CL-PI",
            why_without_consent="They refused",
        ),
    )
    page = a_page(session, draft, shown)

    qtbot.keyClick(part(page, QAbstractButton, "basis-ground-1"), Qt.Key.Key_Space)

    assert page._draft.basis.why_without_consent == ""
    assert page._draft.basis.legal_basis == ""


def test_a_new_consent_can_be_asked_for(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = a_page(session, replace(on_record.draft, id=uuid4()), shown)

    with qtbot.waitSignal(page.start_consent):
        qtbot.keyClick(part(page, QAbstractButton, "start-consent"), Qt.Key.Key_Space)
