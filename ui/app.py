# SPDX-License-Identifier: Apache-2.0
"""The application: its name, its look, the crash hook, and the first screen."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.crash.hook import CrashHook
from ui.main_window import MainWindow
from ui.preferences import Preferences

NAME = "Disclosure Logbook"


def make_application() -> QApplication:
    """Make the application, or give the one there is, with its name; no personal data in it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # Of the arguments only the program's own name: others may hold the path of a logbook.
        app = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    app.setApplicationName("disclosure-logbook")
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName("disclosure-logbook")
    return app


def run(folder: Path | None = None) -> int:
    """Open the window, on a logbook if one is given, and give the exit status."""
    app = make_application()
    preferences = Preferences()
    theme.apply_at_start(app, preferences.appearance)
    CrashHook(app).install()
    window = MainWindow(preferences)
    window.appeared.connect(partial(_finish, app))
    window.start(folder)
    window.show()
    return app.exec()


def _finish(app: QApplication) -> None:
    """Do what the first frame need not wait for: 45 ms, most of it spent on the enums of Qt."""
    from ui.widgets.focus_ring import FocusRing  # noqa: PLC0415 - see above

    theme.follow_desktop(app)
    FocusRing(app)
