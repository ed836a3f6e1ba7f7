# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QPushButton

from ui.asking import Asking, ConfirmDialog, Question

Show = Callable[..., QMainWindow]
GRAVE = Question(title="Withdraw?", text="It ends today.", confirm="Withdraw", grave=True)


def _asking(shown: Show) -> Asking:
    return Asking(shown(QLabel("behind")))


def test_confirming_calls_and_escape_does_not(shown: Show) -> None:
    asking, calls = _asking(shown), list[str]()
    first = asking.confirm(GRAVE, lambda: calls.append("first"))
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert calls == []
    second = asking.confirm(GRAVE, lambda: calls.append("second"))
    assert isinstance(second, ConfirmDialog)
    QTest.mouseClick(second.confirm_button, Qt.MouseButton.LeftButton)
    assert calls == ["second"]
    assert asking.open_dialogs == ()


def test_enter_keeps_things_as_they_are_when_it_is_grave(shown: Show) -> None:
    asking, calls = _asking(shown), list[str]()
    dialog = asking.confirm(GRAVE, lambda: calls.append("done"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert calls == []
    assert not dialog.isVisible()


def test_a_lock_closes_every_dialog_without_an_answer(shown: Show, tmp_path: Path) -> None:
    asking, calls = _asking(shown), list[object]()
    opened = [
        asking.confirm(GRAVE, lambda: calls.append("done")),
        asking.choose_folder("Where?", calls.append, tmp_path),
        asking.choose_place("Save", calls.append, tmp_path / "D-2026-000001 record.pdf"),
    ]
    assert all(dialog.isVisible() for dialog in opened)
    asking.close_all()
    assert not any(dialog.isVisible() for dialog in opened)
    assert asking.open_dialogs == ()
    assert calls == []


def test_a_chosen_file_comes_as_a_path(shown: Show, tmp_path: Path) -> None:
    asking, calls = _asking(shown), list[Path]()
    wanted = tmp_path / "record.pdf"
    wanted.write_bytes(b"%PDF-")
    dialog = asking.choose_file("Which?", calls.append, tmp_path)
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(wanted))
    dialog.accept()
    assert calls == [wanted]


def test_both_answers_are_named_for_screen_readers(shown: Show) -> None:
    dialog = _asking(shown).confirm(GRAVE, list[object]().clear)
    names = {
        button.accessibleIdentifier(): button.text() for button in dialog.findChildren(QPushButton)
    }
    assert names == {"confirm-yes": "Withdraw", "confirm-no": "Cancel"}
    dialog.reject()
