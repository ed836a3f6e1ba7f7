# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.widgets.moment_field import MomentField
from ui.widgets.text import Text

Show = Callable[..., QMainWindow]
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)


def _words(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def test_a_summer_time_is_read_in_the_practice_zone(shown: Show) -> None:
    field, told = MomentField(NOW, LONDON), list[object]()
    field.edited.connect(told.append)
    shown(field)
    QTest.keyClicks(field.day, "3/9/26")
    assert told[-1] is None
    QTest.keyClicks(field.clock, "2.30pm")
    assert told[-1] == datetime(2026, 9, 3, 13, 30, tzinfo=UTC)
    assert "14:30 (BST)" in _words(field)


def test_an_hour_the_clocks_skip_is_explained(shown: Show) -> None:
    field = MomentField(NOW, LONDON)
    shown(field)
    QTest.keyClicks(field.day, "29/3/26")
    QTest.keyClicks(field.clock, "01:30")
    assert field.value() is None
    assert "did not exist" in _words(field)


def test_an_hour_the_clocks_repeat_is_the_first(shown: Show) -> None:
    field = MomentField(NOW, LONDON)
    shown(field)
    QTest.keyClicks(field.day, "25/10/26")
    QTest.keyClicks(field.clock, "01:30")
    assert field.value() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_shown_instant_comes_back_whole_until_it_is_typed_over(shown: Show) -> None:
    field, told = MomentField(NOW, LONDON), list[object]()
    field.edited.connect(told.append)
    shown(field)
    field.show_value(NOW)
    assert field.value() == NOW
    assert told == []
    QTest.keyClick(field.clock, "0")
    assert told == [None]


@pytest.mark.parametrize(("day", "clock", "hint"), [("soon", "", "date"), ("today", "x", "time")])
def test_the_part_that_is_missing_is_named(shown: Show, day: str, clock: str, hint: str) -> None:
    field = MomentField(NOW, LONDON)
    shown(field)
    QTest.keyClicks(field.day, day)
    QTest.keyClicks(field.clock, clock)
    assert f"Not a {hint} yet" in _words(field)
