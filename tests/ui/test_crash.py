# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.crash.dialog import CrashDialog
from ui.crash.hook import CrashHook
from ui.crash.report import crash_report

NAME = "Zoë Okafor"


class StrangeError(Exception):
    pass


def _fail(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise StrangeError(f"{name} cannot be recorded") from error


@pytest.fixture
def fault() -> StrangeError:
    with pytest.raises(StrangeError) as caught:
        _fail(NAME)
    return caught.value


def test_a_report_holds_types_and_lines_but_no_value(fault: StrangeError) -> None:
    assert NAME in str(fault)
    report = crash_report(fault)
    assert "StrangeError" in report
    assert "caused by builtins.ValueError" in report
    assert "test_crash.py" in report
    assert "int(name)" in report
    assert NAME not in report
    assert "Okafor" not in report


def test_a_report_names_no_folder_of_this_computer(fault: StrangeError) -> None:
    report = crash_report(fault)
    assert str(Path(__file__).parent.parent) not in report
    assert str(Path.home()) not in report


def test_a_report_that_refers_to_itself_ends() -> None:
    one, other = StrangeError("one"), StrangeError("other")
    one.__cause__, other.__cause__ = other, one
    assert crash_report(one).count("StrangeError") == 2


def test_the_report_can_be_read_and_is_saved_as_shown(
    dressed: QApplication, qtbot: QtBot, fault: StrangeError, tmp_path: Path
) -> None:
    assert dressed
    dialog = CrashDialog(crash_report(fault))
    qtbot.addWidget(dialog)
    dialog.show()
    shown = dialog.findChild(QPlainTextEdit)
    assert shown.isReadOnly()
    dialog.save(str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == shown.toPlainText()
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_place_that_cannot_be_written_is_said_in_the_dialog(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    assert dressed
    dialog = CrashDialog("report")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save(str(tmp_path / "no" / "such" / "folder.txt"))
    assert "could not be saved" in dialog._answer.text()


def test_faults_in_a_row_open_one_dialog(
    dressed: QApplication, qtbot: QtBot, fault: StrangeError
) -> None:
    assert dressed
    hook = CrashHook()
    for _time in range(3):
        hook._uncaught(StrangeError, fault, None)
    qtbot.waitUntil(lambda: hook.dialog is not None)
    assert hook.dialog is not None
    first = hook.dialog
    qtbot.wait(1)
    assert hook.dialog is first
    first.accept()
    qtbot.addWidget(first)
