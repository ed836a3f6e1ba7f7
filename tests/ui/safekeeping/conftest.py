# SPDX-License-Identifier: Apache-2.0
"""A session with preferences of its own, and a folder that backups go to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from logbook.app import Logbook
from ui.background import Background
from ui.preferences import Preferences
from ui.session import Session


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def session(logbook: Logbook, dressed: QApplication, preferences: Preferences) -> Iterator[Session]:
    background = Background(dressed)
    session = Session(logbook, background, preferences=preferences)
    yield session
    session.journal_check.stop()
    session.whole_check.stop()
    session.drafts.flush()
    background.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder for backups; on the same disk, as everything here."""
    place = tmp_path / "stick"
    place.mkdir()
    return place
