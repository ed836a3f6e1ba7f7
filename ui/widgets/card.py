# SPDX-License-Identifier: Apache-2.0
"""A card: one subject, set apart from the page by a quiet border."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named


class Card(QFrame):
    """Holds widgets under an optional heading."""

    def __init__(self, heading: str = "", identifier: str = "card", gap: str = "m") -> None:
        super().__init__()
        named(self, identifier, heading)
        self.setProperty("look", "card")
        self.body: QVBoxLayout = column(self, gap, ("xl", "l", "xl", "xl"))
        self._heading = Heading(heading, level=2)
        if not heading:
            self._heading.hide()
        self.body.addWidget(self._heading)

    def show_heading(self, heading: str) -> None:
        """Show another heading."""
        self.setAccessibleName(heading)
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))

    def add(self, part: QWidget | QLayout) -> None:
        """Put a part below those already in the card."""
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)
