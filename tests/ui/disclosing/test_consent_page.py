# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from logbook.domain.basis import Basis
from logbook.domain.consent import InformationCategory
from logbook.domain.information import Item
from logbook.domain.legal_basis import BasisFamily
from tests.builders import a_consent_draft
from ui.disclosing.consent_page import ConsentPage
from ui.session import Session

Show = Callable[..., object]
Find = Callable[..., Any]


def a_page(session: Session, draft: Any, shown: Show) -> ConsentPage:
    page = ConsentPage(draft)
    page.show_assessment(session.logbook.disclosing.assess(draft))
    shown(page)
    return page


def test_the_consent_that_covers_comes_first_and_each_says_how_far_it_reaches(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    other = a_consent_draft(on_record.person.id)
    narrow = replace(other, scope=replace(other.scope, recipients=("Castle Insurance",)))
    session.logbook.consenting.record(narrow)

    page = a_page(session, replace(on_record.draft, basis=Basis()), shown)

    first, second = (part(page, QAbstractButton, f"basis-consent-{n}") for n in (1, 2))
    assert "That covers this disclosure as you describe it." in first.accessibleDescription()
    assert second.accessibleDescription().startswith("Does not cover it.")
    assert "It does not name this recipient." in second.accessibleDescription()


def test_what_a_consent_leaves_out_is_named(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    images = Item(category=InformationCategory.IMAGES, description="Two photographs")
    draft = replace(
        on_record.draft, information=replace(on_record.draft.information, items=(images,))
    )

    page = a_page(session, draft, shown)

    option = part(page, QAbstractButton, "basis-consent-1")
    assert "It leaves out images or photographs" in option.accessibleDescription()


def test_choosing_a_consent_rests_the_draft_on_it(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = a_page(session, replace(on_record.draft, basis=Basis()), shown)

    with qtbot.waitSignal(page.edited) as caught:
        qtbot.keyClick(part(page, QAbstractButton, "basis-consent-1"), Qt.Key.Key_Space)

    assert caught.args is not None
    assert caught.args[0].basis == Basis(family=BasisFamily.CONSENT, consent=on_record.consent.id)


def test_where_no_consent_is_on_record_the_way_to_one_has_the_focus(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = a_page(session, replace(on_record.draft, id=uuid4(), service_user=None), shown)

    page.focus_on()

    button = part(page, QAbstractButton, "start-consent")
    assert button.hasFocus()
    with qtbot.waitSignal(page.start_consent):
        qtbot.keyClick(button, Qt.Key.Key_Space)
