# SPDX-License-Identifier: Apache-2.0
"""What is imported before the first screen is painted, and what the program makes of its words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "sqlcipher3",
    "cryptography",
    "reportlab",
    "pikepdf",
    "pyhanko",
    "zxcvbn",
    "dateutil",
    "logbook.app",
    "logbook.domain.disclosure",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
)

FIRST_SCREEN = """
import json, sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QTimer
from ui import theme
from ui.app import make_application
from ui.main_window import MainWindow
from ui.preferences import Preferences

app = make_application()
preferences = Preferences(Path(sys.argv[1]) / "p.ini")
theme.apply_at_start(app, preferences.appearance)
seen = {}

def slow():
    return [name for name, module in SLOW if name in vars(module)]

SLOW = (("Qt", QtCore), ("QStyle", QtWidgets), ("QAccessible", QtGui))

class Watched(MainWindow):
    def paintEvent(self, event):
        seen.setdefault("painted", sorted(sys.modules))
        seen.setdefault("slow_when_painted", slow())
        super().paintEvent(event)

def look():
    seen["later"] = sorted(sys.modules)
    seen["slow_later"] = slow()
    if "ui.messages" in sys.modules or look.tries > 400:
        app.quit()
    look.tries += 1

look.tries = 0
window = Watched(preferences)
window.appeared.connect(lambda: theme.follow_desktop(app))
window.start(Path(sys.argv[1]))
window.show()
timer = QTimer()
timer.timeout.connect(look)
timer.start(25)
app.exec()
window.close()
print(json.dumps(seen))
"""


A_COMMAND = """
import sys
from ui.__main__ import main

try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code
assert not any(name.startswith("PySide6") for name in sys.modules)
sys.exit(status)
"""


def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def test_only_qt_is_loaded_before_the_unlock_screen_is_painted_and_the_rest_right_after(
    tmp_path: Path,
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FIRST_SCREEN, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(tmp_path),
        timeout=60,
    )
    seen = json.loads(run.stdout)

    assert [name for name in HEAVY if name in seen["painted"]] == []
    # The control: the same names are noticed once they are loaded.
    for name in ("sqlcipher3", "cryptography", "logbook.app"):
        assert name in seen["later"]
    # PySide builds these whole when they are first named, in 25, 8 and 3 ms.
    assert seen["slow_when_painted"] == []
    assert "Qt" in seen["slow_later"]


def test_without_a_screen_one_line_says_so(tmp_path: Path) -> None:
    bare = {
        name: value
        for name, value in environment(tmp_path).items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    run = subprocess.run(
        [sys.executable, "-m", "ui"],
        capture_output=True,
        text=True,
        check=False,
        env=bare,
        timeout=60,
    )

    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "no screen" in run.stderr


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_everything_else_is_a_command_and_needs_no_qt(tmp_path: Path, words: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", A_COMMAND, *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment(tmp_path),
        timeout=60,
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout


def test_a_crash_leaves_no_memory_of_the_process_in_a_file() -> None:
    told = (
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, {limits});"
        "from ui.__main__ import main;"
        "{call}"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    ours, control = (
        subprocess.run(
            [sys.executable, "-c", told.format(limits=(1024, 1024), call=call)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout.splitlines()[-1]
        for call in ("main(['verify', '/nowhere']);", "")
    )

    assert (ours, control) == ("0", "1024")
