# SPDX-License-Identifier: Apache-2.0
"""Answers that are already on record, each a button that fills in a field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.text import Text

MOST = 4


class Suggestions(QWidget):
    """Hidden while there is nothing to suggest; `chosen` carries the text of the button pressed."""

    chosen = Signal(str)

    def __init__(self, title: str, identifier: str) -> None:
        super().__init__()
        named(self, identifier, title)
        theme.give_look(self, look="clear")
        self._identifier = identifier
        self._texts: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self._layout = column(self, "none")
        self._layout.addWidget(Text(title, look="small"))
        self.hide()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Suggest these, the first few of them, each once."""
        wanted = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))[:MOST]
        if wanted == self._texts:
            return
        self._texts = wanted
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [
            quiet_button(text.replace("&", "&&"), f"{self._identifier}-{number + 1}", "plus")
            for number, text in enumerate(wanted)
        ]
        for button, text in zip(self._buttons, wanted, strict=True):
            button.setProperty("suggestion", text)
            button.clicked.connect(self._choose)
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(wanted))

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("suggestion"))
