# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.number_line import NumberLine

Show = Callable[..., object]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("240", 240),
        (" 7 ", 7),
        ("0", 0),
        ("1,200", 1200),
        ("1 200 000", 1_200_000),
        ("", None),
        ("12,34", None),
        ("a few", None),
        ("-3", None),
        ("2.5", None),
        ("1234567890", None),
    ],
)
def test_whole_numbers_are_understood_as_people_write_them(
    typed: str, understood: int | None, shown: Show, qtbot: QtBot
) -> None:
    line = NumberLine()
    shown(line)
    emitted: list[int | None] = []
    line.edited.connect(emitted.append)

    qtbot.keyClicks(line.line, typed)

    assert line.value() == understood
    assert (emitted[-1] if typed else None) == understood


def test_digits_of_other_scripts_are_no_number_rather_than_another_one() -> None:
    line = NumberLine()
    line.line.setText("٢٤")

    assert line.value() is None


def test_what_is_no_number_is_said_and_left_as_it_was_typed(shown: Show, qtbot: QtBot) -> None:
    line = NumberLine()
    shown(line)

    qtbot.keyClicks(line.line, "a few")

    said = [each.text() for each in line.findChildren(QLabel) if each.isVisibleTo(line)]
    assert said == ["Not a number yet. Type it such as 240."]
    assert line.line.text() == "a few"
    line.show_value(3)
    assert line.line.text() == "3"
    assert not any(each.isVisibleTo(line) for each in line.findChildren(QLabel))


def test_showing_a_number_emits_nothing_and_leaves_the_same_number_as_typed(
    shown: Show, qtbot: QtBot
) -> None:
    line = NumberLine()
    shown(line)
    qtbot.keyClicks(line.line, "1,200")
    emitted: list[object] = []
    line.edited.connect(emitted.append)

    line.show_value(1200)

    assert line.line.text() == "1,200"
    line.show_value(None)
    assert line.line.text() == ""
    assert emitted == []
