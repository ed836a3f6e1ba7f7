# SPDX-License-Identifier: Apache-2.0
"""The application: its name, its look, the crash hook, and the first screen."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.crash import CrashHook
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.widgets.focus_ring import FocusRing

NAME = "Disclosure Logbook"


def make_application() -> QApplication:
    """Make the application, or give the one there is, with its name; no personal data in it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # Only the program's own name: arguments may hold the path of a logbook.
        app = QApplication(sys.argv[:1])
    app.setApplicationName("disclosure-logbook")
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName("disclosure-logbook")
    return app


def run(folder: Path | None = None) -> int:
    """Open the window, on a logbook if one is given, and give the exit status."""
    app = make_application()
    preferences = Preferences()
    theme.apply(app, preferences.appearance)
    CrashHook(app).install()
    FocusRing(app)
    window = MainWindow(preferences)
    window.start(folder)
    window.show()
    return app.exec()
