# SPDX-License-Identifier: Apache-2.0
"""Buttons by rank: one primary on a screen, plain and quiet ones, and those that end something."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import theme
from ui.widgets.naming import named


def primary_button(text: str, identifier: str, icon: str = "") -> QPushButton:
    """Make the one button of a screen that does what the screen is for."""
    return _button(text, identifier, "primary", icon, "on_accent")


def plain_button(text: str, identifier: str, icon: str = "") -> QPushButton:
    """Make a button for something else one may want here."""
    return _button(text, identifier, "plain", icon, "text")


def quiet_button(text: str, identifier: str, icon: str = "") -> QPushButton:
    """Make a button that looks like a link, for what is rarely wanted."""
    return _button(text, identifier, "quiet", icon, "accent")


def danger_button(text: str, identifier: str, icon: str = "") -> QPushButton:
    """Make a button for something that cannot be taken back."""
    return _button(text, identifier, "danger", icon, "stop")


def _button(text: str, identifier: str, look: str, icon: str, role: str) -> QPushButton:
    button = QPushButton(text)
    named(button, identifier, text)
    button.setProperty("look", look)
    button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if icon:
        theme.give_icon(button, icon, role)
    return button
