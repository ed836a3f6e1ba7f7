# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QRadioButton

from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.field import Field
from ui.widgets.option import RadioOption

Show = Callable[..., QMainWindow]


class Fruit(Enum):
    APPLE = "apple"
    PEAR = "pear"
    PLUM = "plum"


FRUITS = [
    Alternative(value=Fruit.APPLE, title="Apple", explanation="Keeps all winter."),
    Alternative(value=Fruit.PEAR, title="Pear"),
    Alternative(value=Fruit.PLUM, title="Plum"),
]


def test_arrow_keys_choose_and_emit_the_enum(shown: Show) -> None:
    choice, told = Choice("Which?", FRUITS, identifier="fruit"), list[object]()
    choice.edited.connect(told.append)
    shown(choice)
    choice.show_value(Fruit.APPLE)
    choice.findChildren(QRadioButton)[0].setFocus()
    QTest.keyClick(QMainWindow.focusWidget(choice.window()), Qt.Key.Key_Down)
    assert told == [Fruit.PEAR]
    assert choice.value() is Fruit.PEAR


def test_showing_a_choice_emits_nothing_and_can_be_none(shown: Show) -> None:
    choice, told = Choice("Which?", FRUITS, identifier="fruit"), list[object]()
    choice.edited.connect(told.append)
    shown(choice)
    choice.show_value(Fruit.PLUM)
    assert choice.value() is Fruit.PLUM
    choice.show_value(None)
    assert choice.value() is None
    assert told == []


def test_an_option_is_a_radio_button_with_its_explanation_to_a_screen_reader(shown: Show) -> None:
    choice = Choice("Which?", FRUITS, identifier="fruit")
    shown(choice)
    option = choice.findChildren(QRadioButton)[0]
    interface = QAccessible.queryAccessibleInterface(option)
    assert interface.role() is QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "Apple"
    assert interface.text(QAccessible.Text.Description) == "Keeps all winter."
    assert option.accessibleIdentifier() == "fruit-1"
    group = QAccessible.queryAccessibleInterface(choice)
    assert group.text(QAccessible.Text.Name) == "Which?"


def test_a_long_option_grows_instead_of_being_cut(shown: Show) -> None:
    option = RadioOption("A title that is rather long " * 4, "and an explanation " * 6)
    shown(option)
    assert option.heightForWidth(200) > 2 * option.heightForWidth(900)


def test_a_click_anywhere_on_an_option_takes_it(shown: Show) -> None:
    choice = Choice("Which?", FRUITS, identifier="fruit")
    shown(choice)
    option = choice.findChildren(QRadioButton)[2]
    QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().bottomRight())
    assert choice.value() is Fruit.PLUM


def test_a_problem_of_a_choice_is_its_description(shown: Show) -> None:
    choice = Choice("Which?", FRUITS, identifier="fruit")
    shown(choice)
    choice.show_problem("Choose one.")
    assert choice.accessibleDescription() == "Choose one."


def test_a_combo_emits_what_the_person_picks_and_is_labelled(shown: Show) -> None:
    combo, told = ComboChoice(FRUITS, identifier="fruit"), list[object]()
    combo.edited.connect(told.append)
    shown(Field("&Fruit", combo))
    combo.show_value(Fruit.APPLE)
    assert told == []
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert told == [Fruit.PEAR]
    assert combo.value() is Fruit.PEAR
    relations = QAccessible.queryAccessibleInterface(combo).relations()
    labels = [other.text(QAccessible.Text.Name) for other, _flag in relations]
    assert "Fruit" in labels


WAYS = [
    Alternative(value=1, title="By tracked post"),
    Alternative(value=2, title="By post, first class"),
    Alternative(value=3, title="By secure e-mail"),
    Alternative(value=4, title="In person"),
]


def test_typing_ahead_goes_on_over_a_space(shown: Show) -> None:
    combo, told = ComboChoice(WAYS, identifier="way"), list[object]()
    combo.edited.connect(told.append)
    shown(Field("&Way", combo))
    QTest.keyClicks(combo, "by sec")
    assert told == [1, 3]
    assert combo.value() == 3
    assert not combo.view().isVisible()


def test_one_letter_typed_again_goes_to_the_next_alternative(shown: Show) -> None:
    combo = ComboChoice(WAYS, identifier="way")
    shown(Field("&Way", combo))
    QTest.keyClicks(combo, "b")
    QTest.qWait(QApplication.keyboardInputInterval() + 50)
    QTest.keyClicks(combo, "b")
    assert combo.value() == 2


def test_letters_that_begin_nothing_leave_the_answer(shown: Show) -> None:
    combo = ComboChoice(WAYS, identifier="way")
    shown(Field("&Way", combo))
    combo.show_value(4)
    QTest.keyClicks(combo, "by fax")
    assert combo.value() == 1


def test_a_space_that_follows_nothing_opens_the_list(shown: Show) -> None:
    combo = ComboChoice(WAYS, identifier="way")
    shown(Field("&Way", combo))
    QTest.keyClick(combo, Qt.Key.Key_Space)
    assert combo.view().isVisible()
    combo.hidePopup()


def test_a_space_some_time_after_a_letter_opens_the_list(shown: Show) -> None:
    combo = ComboChoice(WAYS, identifier="way")
    shown(Field("&Way", combo))
    QTest.keyClicks(combo, "i")
    QTest.qWait(1_050)
    QTest.keyClick(combo, Qt.Key.Key_Space)
    assert combo.value() == 4
    assert combo.view().isVisible()
    combo.hidePopup()


def test_ticks_are_emitted_in_the_order_of_the_list(shown: Show) -> None:
    boxes, told = CheckList("Which?", FRUITS, identifier="fruits"), list[object]()
    boxes.edited.connect(told.append)
    shown(boxes)
    boxes.show_values([Fruit.PLUM])
    assert told == []
    box = boxes.focusProxy()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert told == [(Fruit.APPLE, Fruit.PLUM)]
    assert boxes.values() == (Fruit.APPLE, Fruit.PLUM)
