# SPDX-License-Identifier: Apache-2.0
"""Preferences survive a restart, and a damaged file is no obstacle."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from ui.preferences import Preferences
from ui.theme import Appearance, Scheme


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "preferences.ini"


def test_a_fresh_computer_has_defaults(ini: Path) -> None:
    preferences = Preferences(ini)
    assert preferences.appearance == Appearance(scheme=Scheme.SYSTEM, zoom=100)
    assert preferences.idle_minutes == 5
    assert preferences.last_logbook is None
    assert preferences.language == ""
    assert preferences.geometry.isEmpty()


def test_everything_set_is_there_after_a_restart(ini: Path, tmp_path: Path) -> None:
    first = Preferences(ini)
    first.geometry = QByteArray(b"\x01\x02")
    first.zoom = 150
    first.scheme = Scheme.HIGH_CONTRAST
    first.language = "cy"
    first.last_logbook = tmp_path / "Ŵyn.logbook"
    first.idle_minutes = 10
    first.keep()
    again = Preferences(ini)
    assert again.geometry == QByteArray(b"\x01\x02")
    assert again.appearance == Appearance(scheme=Scheme.HIGH_CONTRAST, zoom=150)
    assert again.language == "cy"
    assert again.last_logbook == tmp_path / "Ŵyn.logbook"
    assert again.idle_minutes == 10


def test_values_out_of_range_are_brought_back(ini: Path) -> None:
    preferences = Preferences(ini)
    preferences.zoom = 900
    preferences.idle_minutes = 0
    assert preferences.zoom == 200
    assert preferences.idle_minutes == 1


def test_a_damaged_file_gives_defaults(ini: Path) -> None:
    ini.parent.mkdir()
    ini.write_text("[window]\nzoom=huge\nscheme=pink\ngeometry=7\n[lock]\nidle_minutes=\n")
    preferences = Preferences(ini)
    assert preferences.appearance == Appearance()
    assert preferences.idle_minutes == 5
    assert preferences.geometry.isEmpty()
