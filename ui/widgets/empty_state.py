# SPDX-License-Identifier: Apache-2.0
"""What stands where there is nothing yet: a sentence and the way to the first one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.buttons import primary_button
from ui.widgets.heading import Heading
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text


class EmptyState(QWidget):
    """An icon, a heading, a sentence and perhaps one action."""

    acted = Signal()

    def __init__(
        self, icon: str, heading: str, sentence: str, action: str = "", identifier: str = "empty"
    ) -> None:
        super().__init__()
        named(self, identifier, heading, sentence)
        theme.give_look(self, look="clear")
        self._heading = Heading(heading, level=2)
        self._sentence = Text(sentence, look="muted")
        self._action = primary_button(action, f"{identifier}-action")
        if not action:
            self._action.hide()
        self._action.clicked.connect(self.acted)
        centre = Qt.AlignmentFlag.AlignHCenter
        ground = QWidget()
        column(self, "none").addWidget(PageScroll(ground))
        layout = column(ground, "m", ("xl", "xxl", "xl", "xxl"))
        layout.addStretch(1)
        layout.addWidget(IconPicture(icon, "muted", 2.0), 0, centre)
        for text in (self._heading, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(text)
        layout.addWidget(self._action, 0, centre)
        layout.addStretch(2)

    def show_sentence(self, heading: str, sentence: str) -> None:
        """Say something else, such as that a search found nothing."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        named(self, self.accessibleIdentifier(), heading, sentence)
