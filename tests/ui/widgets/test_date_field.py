# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.widgets.date_field import DateField
from ui.widgets.text import Text

Show = Callable[..., QMainWindow]
TODAY = date(2026, 11, 22)


def _words(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def test_typing_emits_the_date_and_shows_it_in_words(shown: Show) -> None:
    field, told = DateField(TODAY), list[object]()
    field.edited.connect(told.append)
    shown(field)
    QTest.keyClicks(field.line, "3 Sep")
    assert told[-1] == date(2026, 9, 3)
    assert "Thursday 3 September 2026" in _words(field)


def test_yesterday_is_said_to_be_yesterday(shown: Show) -> None:
    field = DateField(TODAY)
    shown(field)
    QTest.keyClicks(field.line, "yesterday")
    assert field.value() == date(2026, 11, 21)
    assert _words(field) == "Saturday 21 November 2026 (yesterday)"


def test_what_is_no_date_emits_nothing_to_keep_and_says_how_to_type_one(shown: Show) -> None:
    field, told = DateField(TODAY), list[object]()
    field.edited.connect(told.append)
    shown(field)
    QTest.keyClicks(field.line, "soon")
    assert told[-1] is None
    assert "Not a date yet" in _words(field)


def test_showing_echoes_nothing_and_keeps_what_was_typed(shown: Show) -> None:
    field, told = DateField(TODAY), list[object]()
    shown(field)
    QTest.keyClicks(field.line, "yesterday")
    field.edited.connect(told.append)
    field.show_value(date(2026, 11, 21))
    assert field.typed() == "yesterday"
    field.show_value(date(2026, 9, 3))
    assert field.typed() == "3/9/2026"
    field.show_value(None)
    assert field.typed() == ""
    assert told == []
