# SPDX-License-Identifier: Apache-2.0
"""Windows without a screen, dressed in the light scheme at 100 %."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from tests.builders import StandingClock, a_logbook
from tests.remembered import remembered
from ui import theme
from ui.background import Background
from ui.session import Session

__all__ = ["remembered"]

Part = TypeVar("Part", bound=QWidget)


@pytest.fixture(autouse=True)
def collecting(qapp: QApplication) -> Iterator[None]:
    """Leave the collection of garbage to Python again, also after a pool that was never closed.

    Timers need an application, whichever test is the first of a process.
    """
    assert qapp
    yield
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def leaving_nothing() -> Iterator[None]:
    """Destroy here what the windows of a file left in cycles, before another test has threads."""
    yield
    gc.collect()


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp, theme.Appearance(scheme=theme.Scheme.LIGHT))
    return qapp


@pytest.fixture
def shown(dressed: QApplication, qtbot: QtBot) -> Callable[..., QMainWindow]:
    """Show parts one below the other in an active window of 1024 by 700 pixels."""
    windows = []

    def show(*parts: QWidget, width: int = 1024, height: int = 700) -> QMainWindow:
        window, ground = QMainWindow(), QWidget()
        layout = QVBoxLayout(ground)
        for part in parts:
            layout.addWidget(part)
        window.setCentralWidget(ground)
        # The bot holds windows weakly; without this one it would be gone at the end of `show`.
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        dressed.processEvents()
        return window

    return show


@pytest.fixture
def listening() -> Iterator[None]:
    """Behave as if a screen reader were there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def logbook(tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    """An open logbook with nobody in it, in a real vault."""
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    yield logbook
    logbook.close()


@pytest.fixture
def session(logbook: Logbook, dressed: QApplication) -> Iterator[Session]:
    background = Background(dressed)
    session = Session(logbook, background)
    yield session
    session.drafts.flush()
    # What begins a while after the first screen would find the logbook of this test closed.
    session.due_looking.forget()
    session.outlook_looking.forget()
    background.close()
