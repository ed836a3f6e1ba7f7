# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow

from ui.widgets.text_area import TextArea

Show = Callable[..., QMainWindow]


def test_it_grows_with_its_lines_and_shows_them_all(shown: Show) -> None:
    area = TextArea(lines=2)
    shown(area)
    before = area.height()
    for _line in range(5):
        QTest.keyClicks(area, "word")
        QTest.keyClick(area, Qt.Key.Key_Return)
    assert area.height() > before
    assert area.verticalScrollBar().maximum() == 0


def test_it_stops_growing_where_it_would_fill_the_page(shown: Show) -> None:
    area = TextArea(lines=2, most_lines=4)
    shown(area)
    area.show_text("line\n" * 50)
    assert area.height() < 160
    assert area.verticalScrollBar().maximum() > 0


def test_tab_moves_on_and_control_enter_breaks_no_line(shown: Show) -> None:
    area, line = TextArea(), QLineEdit()
    shown(area, line)
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert area.text() == ""
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert line.hasFocus()
    assert area.text() == ""


def test_only_typing_is_told(shown: Show) -> None:
    area, told = TextArea(), list[str]()
    area.edited.connect(told.append)
    shown(area)
    area.show_text("shown")
    QTest.keyClicks(area, "x")
    assert told == ["xshown"]


def test_what_is_shown_again_leaves_the_cursor_alone(shown: Show) -> None:
    area = TextArea()
    shown(area)
    QTest.keyClicks(area, "abc")
    area.show_text("abc")
    assert area.textCursor().position() == 3
