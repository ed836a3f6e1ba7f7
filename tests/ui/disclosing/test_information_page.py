# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.consent import InformationCategory
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.information import Item, Redaction
from logbook.domain.request import Origin, Request
from tests.builders import a_disclosure_draft
from ui.disclosing.information_page import InformationPage
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

TODAY = date(2026, 11, 20)
Show = Callable[..., object]
Find = Callable[..., Any]


def test_an_item_has_its_kind_before_its_words(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = InformationPage(DisclosureDraft(id=uuid4()), TODAY)
    shown(page)
    words = part(page, QLineEdit, "item-1-description")
    assert not words.isVisible()

    qtbot.keyClick(part(page, ComboChoice, "item-1-category"), Qt.Key.Key_D)
    qtbot.keyClicks(words, "Asthma")

    item = Item(category=InformationCategory.DIAGNOSIS, description="Asthma")
    assert page._draft.information.items == (item,)


def test_items_can_be_added_and_taken_out(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = InformationPage(a_disclosure_draft(uuid4(), None), TODAY)
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "item-add"), Qt.Key.Key_Space)
    qtbot.keyClick(part(page, ComboChoice, "item-2-category"), Qt.Key.Key_D)
    assert [item.category for item in page._draft.information.items] == [
        InformationCategory.ASSESSMENT_REPORT,
        InformationCategory.DIAGNOSIS,
    ]

    qtbot.keyClick(part(page, QAbstractButton, "item-1-out"), Qt.Key.Key_Space)
    assert page._draft.information.categories == (InformationCategory.DIAGNOSIS,)


def test_the_last_row_stays(shown: Show, part: Find) -> None:
    page = InformationPage(a_disclosure_draft(uuid4(), None), TODAY)
    shown(page)

    assert not part(page, QAbstractButton, "item-1-out").isVisible()


def test_why_they_must_be_identifiable_is_asked_only_if_they_are(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = InformationPage(a_disclosure_draft(uuid4(), None), TODAY)
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "identifiability-3"), Qt.Key.Key_Space)

    assert not part(page, TextArea, "why-identifiable").isVisible()
    assert page._draft.information.why_identifiable == ""


def test_missing_words_are_said_at_the_words(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = InformationPage(DisclosureDraft(id=uuid4()), TODAY)
    shown(page)
    qtbot.keyClick(part(page, ComboChoice, "item-1-category"), Qt.Key.Key_D)

    page.show_problems({"information.items.description": "This is still to be filled in."})

    words: QWidget = part(page, QLineEdit, "item-1-description")
    assert words.accessibleDescription() == "This is still to be filled in."


def test_a_code_that_can_be_undone_counts_as_a_name(shown: Show, qtbot: QtBot, part: Find) -> None:
    page = InformationPage(a_disclosure_draft(uuid4(), None), TODAY)
    shown(page)

    qtbot.keyClick(part(page, QAbstractButton, "identifiability-2"), Qt.Key.Key_Space)

    assert part(page, TextArea, "why-identifiable").isVisible()


def test_an_item_can_stay_with_its_reason_and_what_was_taken_out_is_listed(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = InformationPage(a_disclosure_draft(uuid4(), None), TODAY)
    shown(page, height=3000)
    assert not part(page, QAbstractButton, "item-1-withheld").isVisible()

    qtbot.keyClick(part(page, QAbstractButton, "item-1-more"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, TextArea, "item-1-redactions"), "Sister's name: not needed")
    qtbot.keyClicks(part(page, QLineEdit, "item-1-pages"), "3x")
    qtbot.keyClick(part(page, QAbstractButton, "item-1-withheld"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part(page, TextArea, "item-1-because").isVisible())
    qtbot.keyClicks(part(page, TextArea, "item-1-because"), "Not theirs")

    (item,) = page._draft.information.items
    assert item.pages == 3
    assert item.redactions == (Redaction(what="Sister's name", why="not needed"),)
    assert item.withheld
    assert item.withheld_because == "Not theirs"


def test_where_an_item_comes_from_and_what_it_is_can_be_said(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    page = InformationPage(a_disclosure_draft(uuid4(), None), TODAY)
    shown(page, height=3000)

    qtbot.keyClick(part(page, QAbstractButton, "item-1-more"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, QLineEdit, "item-1-source"), "Paper file, tab 3")
    qtbot.keyClicks(part(page, QLineEdit, "item-1-sha256"), "ab12")
    with qtbot.waitSignal(page.edited):
        qtbot.keyClick(part(page, QAbstractButton, "item-1-nameless"), Qt.Key.Key_Space)

    (item,) = page._draft.information.items
    assert (item.source, item.sha256) == ("Paper file, tab 3", "ab12")
    assert not item.identifiable


def test_whether_it_was_asked_for_is_asked_only_where_somebody_asked(
    shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = a_disclosure_draft(uuid4(), None)
    page = InformationPage(replace(draft, request=Request(origin=Origin.OWN_INITIATIVE)), TODAY)
    shown(page, height=3000)
    qtbot.keyClick(part(page, QAbstractButton, "item-1-more"), Qt.Key.Key_Space)
    added = part(page, QAbstractButton, "item-1-added")
    assert not added.isVisible()

    page.show_draft(replace(draft, request=Request(origin=Origin.ASKED)))

    assert added.isVisible()
    with qtbot.waitSignal(page.edited):
        qtbot.keyClick(added, Qt.Key.Key_Space)
    assert not page._draft.information.items[0].requested
