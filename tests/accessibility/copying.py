# SPDX-License-Identifier: Apache-2.0
"""Copies from parts of the window on a real clipboard, which another program reads. Prints JSON."""

from __future__ import annotations

import json
import subprocess
import sys

from PySide6.QtCore import QProcess
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.app import make_application
from ui.clipboard import ClipboardGuard
from ui.widgets.layouts import column
from ui.widgets.text import Text

AFTER = 1_500
READING = """
import json, sys
from PySide6.QtGui import QClipboard, QGuiApplication
app = QGuiApplication([])
print("ready", flush=True)
sys.stdin.readline()
app.processEvents()
clipboard = app.clipboard()
data = clipboard.mimeData()
said = {"text": data.text(), "formats": data.formats()}
said["hint"] = bytes(data.data("x-kde-passwordManagerHint")).decode()
said["selection"] = clipboard.text(QClipboard.Mode.Selection)
print(json.dumps(said))
"""
TAKING_OVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.clipboard().setText("of another program")
QTimer.singleShot(20, lambda: print("taken", flush=True))
QTimer.singleShot(10_000, app.quit)
app.exec()
"""


def another_program() -> QProcess:
    """Start a program that reads the clipboards when it is asked to.

    It is ready before anything is copied: on a busy machine it starts more slowly than the guard
    clears.
    """
    reader = QProcess()
    reader.start(sys.executable, ["-c", READING])
    while not reader.canReadLine():
        assert reader.waitForReadyRead(60_000), "the other program starts"
    reader.readLine()
    return reader


def read(reader: QProcess) -> dict[str, object]:
    """Give what another program finds on the clipboards; the window answers meanwhile."""
    reader.write(b"\n")
    while not reader.waitForFinished(10):
        QTest.qWait(10)
    found: dict[str, object] = json.loads(bytes(reader.readAllStandardOutput().data()))
    return found


app = make_application()
guarded = sys.argv[1] == "guarded"
window = QWidget()
layout = column(window)
line, area = QLineEdit("marker of a line"), QPlainTextEdit("marker of an area")
text = Text("marker of a text").selectable()
for part in (line, area, text):
    layout.addWidget(part)
guard = ClipboardGuard(window, AFTER) if guarded else None
window.show()
QTest.qWaitForWindowExposed(window)
readers = iter([another_program() for _ in range(6)])
seen: dict[str, object] = {}
line.selectAll()
line.copy()
QTest.qWait(100)
seen["line"] = read(next(readers))
QTest.qWait(AFTER + 300)
seen["line, later"] = read(next(readers))
area.selectAll()
area.copy()
QTest.qWait(100)
seen["area"] = read(next(readers))
if guard is not None:
    guard.clear()
QTest.qWait(50)
seen["area, locked"] = read(next(readers))
text.setFocus()
text.setSelection(0, len(text.text()))
QGuiApplication.clipboard().setText(text.selectedText(), QClipboard.Mode.Selection)
QGuiApplication.clipboard().setText(text.selectedText())
QTest.qWait(100)
seen["text"] = read(next(readers))
taker = subprocess.Popen([sys.executable, "-c", TAKING_OVER], stdout=subprocess.PIPE, text=True)
assert taker.stdout is not None
taker.stdout.readline()
QTest.qWait(AFTER + 300)
seen["another's"] = read(next(readers))
taker.wait(60)
sys.stdout.write(json.dumps(seen) + "\n")
