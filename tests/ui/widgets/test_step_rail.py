# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from ui.widgets.step_rail import RailStep, StepRail, StepState

Show = Callable[..., QMainWindow]
STEPS = (
    RailStep(key="person", title="Person", state=StepState.DONE),
    RailStep(key="purpose", title="Purpose", state=StepState.CURRENT),
    RailStep(
        key="capacity", title="Capacity", state=StepState.SKIPPED, reason="an adult who can decide",
        reachable=False,
    ),
    RailStep(key="check", title="Check your answers", state=StepState.TO_COME, reachable=False),
)  # fmt: skip


def _rail(shown: Show) -> tuple[StepRail, list[object]]:
    rail, told = StepRail(), list[object]()
    rail.show_steps(STEPS)
    rail.chosen.connect(told.append)
    shown(rail)
    return rail, told


def test_a_screen_reader_finds_a_list_that_says_where_each_step_stands(shown: Show) -> None:
    rail, _told = _rail(shown)
    interface = QAccessible.queryAccessibleInterface(rail)
    assert interface.role() is QAccessible.Role.List
    names = [
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(interface.childCount())
    ]
    assert names == [
        "Person. Done",
        "Purpose. You are here",
        "Capacity. Skipped. an adult who can decide",
        "Check your answers. To come",
    ]


def test_enter_on_a_step_done_goes_back_to_it(shown: Show) -> None:
    rail, told = _rail(shown)
    rail.setFocus()
    QTest.keyClick(rail, Qt.Key.Key_Up)
    QTest.keyClick(rail, Qt.Key.Key_Return)
    assert told == ["person"]


def test_a_click_on_a_step_that_cannot_be_reached_does_nothing(shown: Show) -> None:
    rail, told = _rail(shown)
    for number in (3, 0):
        centre = rail.visualItemRect(rail.item(number)).center()
        QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert told == ["person"]


def test_a_narrow_rail_wraps_instead_of_cutting(shown: Show) -> None:
    rail, _told = _rail(shown)
    wide = rail.visualItemRect(rail.item(2)).height()
    rail.setFixedWidth(150)
    rail.doItemsLayout()
    assert rail.visualItemRect(rail.item(2)).height() > wide
    assert rail.visualItemRect(rail.item(2)).width() <= rail.viewport().width()


def test_a_shorter_path_leaves_no_step_behind(shown: Show) -> None:
    rail, _told = _rail(shown)
    rail.show_steps(STEPS[:2])
    assert [rail.item(number).text() for number in range(rail.count())] == ["Person", "Purpose"]


def test_no_line_of_a_path_is_ever_empty_while_it_is_filled(shown: Show) -> None:
    # With a screen reader there, Qt asks each line for its size as soon as one changes.
    rail = StepRail()
    shown(rail)
    model, asked = rail.model(), list[object]()
    model.rowsInserted.connect(
        lambda _parent, first, _last: asked.append(model.data(model.index(first, 0)))
    )

    rail.show_steps(STEPS)
    assert asked == [step.title for step in STEPS]
    assert rail.sizeHintForRow(len(STEPS) - 1) > 0
