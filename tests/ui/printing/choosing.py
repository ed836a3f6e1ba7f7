# SPDX-License-Identifier: Apache-2.0
"""Answers the question for a printer, and reads what a window says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.printing.looking import load

WAIT_MS = 30_000


def one_printer() -> tuple[str, ...]:
    return ("Laser in the back room",)


def no_printer() -> tuple[str, ...]:
    return ()


def open_dialogs() -> list[QPrintDialog]:
    found = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, QPrintDialog) and each.isVisible()]


def the_dialog(qtbot: QtBot) -> QPrintDialog:
    qtbot.waitUntil(lambda: bool(open_dialogs()), timeout=WAIT_MS)
    (dialog,) = open_dialogs()
    return dialog


def choose(dialog: QPrintDialog, path: Path) -> None:
    """Answer a dialog as if a printer had been chosen that writes to a file."""
    load(dialog.printer(), path)
    dialog.done(QDialog.DialogCode.Accepted.value)


def words_on(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())
