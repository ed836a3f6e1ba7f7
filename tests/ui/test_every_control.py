# SPDX-License-Identifier: Apache-2.0
"""Walks every screen of the tour as an assistive technology would, control by control."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui import theme
from ui.preferences import Preferences

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def the_tour() -> ModuleType:
    place = Path(__file__).parents[2] / "packaging" / "tour.py"
    found = importlib.util.spec_from_file_location("tour", place)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def unnamed(window: QWidget) -> list[str]:
    """Give the controls of a window that have no name or no stable identifier."""
    bad = []
    for control in window.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or not control.isVisible():
            continue
        if control.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        told = QAccessible.queryAccessibleInterface(control)
        name = told.text(QAccessible.Text.Name) if told is not None else ""
        if not name.strip() or not control.accessibleIdentifier():
            bad.append(f"{type(control).__name__} {name!r} {control.accessibleIdentifier()!r}")
    return bad


def test_every_control_of_every_screen_has_a_name_and_a_stable_identifier(
    qapp: QApplication, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "preferences.ini")
    theme.apply(qapp, preferences.appearance)
    seen = 0
    found = {}
    for name, window in the_tour()._tour(tmp_path, preferences):
        qapp.processEvents()
        seen += 1
        if bad := unnamed(window):
            found[name] = bad
        if name == "unlock":
            control = QLineEdit(window)
            control.show()
            assert unnamed(window) != [], "the control: an editor without a name is seen"
            control.deleteLater()
            control.hide()

    assert seen >= 26
    assert found == {}
