# SPDX-License-Identifier: Apache-2.0
"""The empty stage of the screens before a logbook is open: one card in the middle that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QWidget

from ui import theme
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import column, row
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text

_WIDE = 520


class Stage(QWidget):
    """Shows the program's name, a card with a heading and a lead sentence, and what is added."""

    def __init__(self, heading: str, lead: str) -> None:
        super().__init__()
        self._card = Card(identifier="stage", gap="l")
        title = Heading(heading)
        self._card.add(title)
        self._card.add(Text(lead, look="lead"))
        self._middle = self._make_middle()
        self._fit()
        ground = QWidget()
        across = QHBoxLayout(ground)
        across.addStretch(1)
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        layout = column(self, "none")
        layout.addWidget(PageScroll(ground))

    def add(self, part: QWidget | QLayout) -> None:
        """Put a part below those already on the card."""
        self._card.add(part)

    def changeEvent(self, event: QEvent) -> None:
        """Widen the card with the zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_middle"):
            self._fit()

    def _make_middle(self) -> QWidget:
        brand = row(gap="m")
        brand.addStretch(1)
        brand.addWidget(IconPicture("logbook", "accent", 1.6))
        brand.addWidget(_name())
        brand.addStretch(1)
        middle = QWidget()
        theme.give_look(middle, look="clear")
        lines = column(middle, "xl", ("l", "xl", "l", "xl"))
        lines.addStretch(2)
        lines.addLayout(brand)
        lines.addWidget(self._card)
        lines.addStretch(3)
        return middle

    def _fit(self) -> None:
        self._middle.setMaximumWidth(theme.scaled(_WIDE))


def _name() -> QLabel:
    name = Text("Disclosure Logbook", look="heading")
    name.setWordWrap(False)
    return name
