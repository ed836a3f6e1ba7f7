# SPDX-License-Identifier: Apache-2.0
"""An unlocked window beside a small desktop: which of its words lock it. Prints one JSON object.

Words after `--` are waited for as long as it may take on a computer that is busy.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from logbook.app import Logbook, unlock_job
from tests.builders import PASSPHRASE, StandingClock, a_logbook
from ui.app import make_application
from ui.asking import Question
from ui.main_window import MainWindow
from ui.preferences import Preferences

BRIEFLY, LONG = 400, 10_000
"""Milliseconds."""

place = Path(sys.argv[1])
app = make_application()
clock = StandingClock()
made, keys = a_logbook(place / "Practice.logbook", clock)
made.close()
desktop = subprocess.Popen(
    [sys.executable, str(Path(__file__).with_name("desktop.py"))],
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    text=True,
    bufsize=1,
)
assert desktop.stdout is not None
assert desktop.stdin is not None
desktop.stdout.readline()
window = MainWindow(Preferences(place / "preferences.ini"), clock)
window.start(made.path)
window.show()


def unlock() -> None:
    opened = Logbook.open(made.path, unlock_job(made.path, PASSPHRASE).run(), clock)
    window._enter(opened)
    window._asking.confirm(Question(title="Open", text="Open", confirm="Yes"), lambda: None)


def is_locked() -> bool:
    return window.session is None and QApplication.activeModalWidget() is None


def say(word: str, patience: int) -> tuple[bool, int]:
    """Have the desktop say a word; tell whether it locked the window, and who delays its sleep."""
    if window.session is None:
        unlock()
    assert desktop.stdin is not None
    assert desktop.stdout is not None
    desktop.stdin.write(word + "\n")
    desktop.stdout.readline()
    waited = QElapsedTimer()
    waited.start()
    while not is_locked() and waited.elapsed() < patience:
        app.processEvents()
    desktop.stdin.write("held\n")
    return is_locked(), int(desktop.stdout.readline())


first, _, then = " ".join(sys.argv[2:]).partition("--")
found = {word: say(word, BRIEFLY) for word in first.split()}
found |= {word: say(word, LONG) for word in then.split()}
window.close()
desktop.stdin.write("end\n")
desktop.stdin.close()
desktop.wait(10)
sys.stdout.write(json.dumps(found) + "\n")
