# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDropEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

Show = Callable[..., QMainWindow]
CONTROL = Qt.KeyboardModifier.ControlModifier


pytestmark = pytest.mark.usefixtures("listening")


@pytest.fixture
def heard() -> list[str]:
    """Changes of text that happened while accessibility was on: what a client would be told."""
    return []


def _listen(line: QLineEdit, heard: list[str]) -> None:
    def note(text: str) -> None:
        if QAccessible.isActive():
            heard.append(text)

    line.textChanged.connect(note)


def _line(field: SecretField) -> QLineEdit:
    line = field.focusProxy()
    assert isinstance(line, QLineEdit)
    return line


def test_an_ordinary_password_line_is_heard(shown: Show, heard: list[str]) -> None:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    shown(line)
    _listen(line, heard)
    QTest.keyClicks(line, "hunter2")
    assert heard[-1] == "hunter2"


def test_typing_deleting_and_undoing_are_not_heard(shown: Show, heard: list[str]) -> None:
    field = SecretField()
    shown(field)
    line = _line(field)
    _listen(line, heard)
    QTest.keyClicks(line, "hunter2")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert line.text() == "unter"
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert line.text() == ""
    assert heard == []
    assert QAccessible.isActive()


def test_pasting_is_not_heard_and_takes_one_line(shown: Show, heard: list[str]) -> None:
    QApplication.clipboard().setText("correct horse\nsecond line")
    field = SecretField()
    shown(field)
    _listen(_line(field), heard)
    QTest.keyClick(_line(field), Qt.Key.Key_V, CONTROL)
    assert field.text() == "correct horse"
    assert heard == []
    QApplication.clipboard().clear()


def test_the_menu_offers_only_quiet_actions(shown: Show, heard: list[str], qtbot: QtBot) -> None:
    QApplication.clipboard().setText("from the menu")
    field = SecretField()
    shown(field)
    line = _line(field)
    _listen(line, heard)
    QTest.keyClicks(line, "a")
    QApplication.postEvent(line, _menu_event())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    actions = {action.text(): action for action in menu.actions()}
    assert set(actions) == {"Paste", "Clear"}
    actions["Paste"].trigger()
    assert field.text() == "afrom the menu"
    actions["Clear"].trigger()
    menu.close()
    assert field.text() == ""
    assert heard == []
    QApplication.clipboard().clear()


def _menu_event() -> object:
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), QPoint(2, 2))


def test_composed_text_is_not_heard(shown: Show, heard: list[str]) -> None:
    field = SecretField()
    shown(field)
    _listen(_line(field), heard)
    event = QInputMethodEvent()
    event.setCommitString("ŵ")
    QApplication.sendEvent(_line(field), event)
    assert field.text() == "ŵ"
    assert heard == []


def test_a_dropped_text_is_refused(shown: Show) -> None:
    field = SecretField()
    shown(field)
    data = QMimeData()
    data.setText("dropped")
    event = QDropEvent(
        QPointF(3, 3), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(_line(field), event)
    assert field.text() == ""
    assert not _line(field).acceptDrops()


def test_showing_never_hands_the_text_to_an_accessible_object(shown: Show) -> None:
    field = SecretField()
    window = shown(field)
    QTest.keyClicks(_line(field), "hunter2")
    QTest.mouseClick(field.reveal_button, Qt.MouseButton.LeftButton)
    assert field.reveal_button.accessibleName() == "Hide"
    assert _line(field).echoMode() is QLineEdit.EchoMode.Password
    spoken = []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    for widget in window.findChildren(QWidget):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface:
            spoken += [interface.text(kind) for kind in kinds]
    assert "Hide" in spoken
    assert not [text for text in spoken if "hunter2" in text]


def test_clearing_forgets_and_hides(shown: Show) -> None:
    field = SecretField()
    shown(field)
    QTest.keyClicks(_line(field), "hunter2")
    field.reveal_button.click()
    field.clear()
    assert field.text() == ""
    assert not field.reveal_button.isChecked()
    _line(field).undo()
    assert field.text() == ""


def test_capital_letters_without_shift_give_the_caps_lock_hint(shown: Show) -> None:
    field = SecretField()
    window = shown(field)
    _press(_line(field), "A", Qt.KeyboardModifier.ShiftModifier)
    assert not _hints(window)
    _press(_line(field), "A")
    assert _hints(window)
    _press(_line(field), "a")
    assert not _hints(window)


def _press(
    line: QLineEdit,
    letter: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    QApplication.sendEvent(line, event)


def _hints(window: QWidget) -> list[str]:
    return [
        text.text()
        for text in window.findChildren(Text)
        if text.isVisible() and "Caps" in text.text()
    ]


def test_enter_and_edits_are_told(shown: Show, qtbot: QtBot) -> None:
    field = SecretField()
    shown(field)
    with qtbot.waitSignal(field.edited):
        QTest.keyClicks(_line(field), "x")
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(_line(field), Qt.Key.Key_Return)
