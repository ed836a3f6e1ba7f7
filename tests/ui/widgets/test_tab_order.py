# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QWidget

from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.tab_order import settle_tab_order

Show = Callable[..., QMainWindow]


def walked(window: QMainWindow, presses: int, *, ahead: bool = True) -> list[str]:
    seen = []
    for _press in range(presses):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        window.focusNextPrevChild(ahead)
    return seen


def test_fields_that_come_later_are_gone_through_once_where_they_stand(shown: Show) -> None:
    page, rows = QWidget(), QWidget()
    first, last = named(QLineEdit(), "first"), named(QLineEdit(), "last")
    on = named(QPushButton("On"), "on")
    layout, within = column(page), column(rows)
    for part in (first, rows, last, on):
        layout.addWidget(part)
    settle_tab_order(page, (on,))
    window = shown(page)

    for name in ("one", "two"):
        within.addWidget(DateField(date(2026, 11, 20), identifier=name))
    choice = Choice("", [Alternative(value=1, title="A")], identifier="choice")
    choice.show_value(1)
    within.addWidget(choice)
    QApplication.processEvents()
    settle_tab_order(page, (on,))
    first.setFocus()

    order = ["first", "one", "two", "choice-1", "last", "on"]
    assert walked(window, 12) == [*order, *order]
    assert walked(window, 6, ahead=False) == ["first", "on", *order[-2:0:-1]]
