# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.text import Text

Show = Callable[..., QMainWindow]


def test_the_editor_carries_label_help_and_identifier(shown: Show) -> None:
    line = QLineEdit()
    shown(Field("&Name", line, hint="As it is spoken.", identifier="recipient-name"))
    assert line.accessibleName() == "Name"
    assert line.accessibleDescription() == "As it is spoken."
    assert line.accessibleIdentifier() == "recipient-name"


@pytest.mark.usefixtures("listening")
def test_a_problem_is_shown_and_becomes_the_description_until_it_is_gone(shown: Show) -> None:
    line = QLineEdit()
    field = Field("&Name", line, hint="As it is spoken.")
    window = shown(field)
    field.show_problem("Say who receives it.")
    assert line.accessibleDescription() == "Say who receives it."
    assert "Say who receives it." in _visible_texts(window)
    assert line.property("wrong") == "true"
    field.show_problem("")
    assert line.accessibleDescription() == "As it is spoken."
    assert "Say who receives it." not in _visible_texts(window)
    assert line.property("wrong") == "false"


def test_the_access_key_of_the_label_leads_to_the_editor(shown: Show) -> None:
    first, second = QLineEdit(), QLineEdit()
    window = shown(Field("&Name", first), Field("&Address", second))
    first.setFocus()
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert second.hasFocus()


def test_a_compound_editor_is_named_at_the_part_one_types_into(shown: Show) -> None:
    editor = DateField(date(2026, 11, 22), identifier="told-on")
    shown(Field("&Told on", editor))
    assert editor.line.accessibleName() == "Told on"
    assert editor.line.accessibleIdentifier() == "told-on"


def test_a_label_shows_markup_as_it_was_typed(shown: Show) -> None:
    text = Text('<img src="/etc/passwd"><b>x</b>')
    shown(text)
    assert text.textFormat() is Qt.TextFormat.PlainText


def _visible_texts(window: QWidget) -> list[str]:
    return [text.text() for text in window.findChildren(Text) if text.isVisible()]
