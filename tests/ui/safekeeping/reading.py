# SPDX-License-Identifier: Apache-2.0
"""What a person sees of a part, and the controls they press, by identifier."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def button(part: QWidget, name: str) -> QAbstractButton:
    found = part.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def line(part: QWidget, name: str) -> QLineEdit:
    found = part.findChild(QLineEdit, name)
    assert found is not None, name
    return found
