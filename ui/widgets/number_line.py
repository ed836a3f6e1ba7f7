# SPDX-License-Identifier: Apache-2.0
"""A line for a whole number as people write it; what is not a number yet is said, not refused.

No spin box: it changes under the wheel, and nobody turns 240 people up one by one.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

_NUMBER = re.compile(r"\d{1,9}|\d{1,3}(?:[ ,]\d{3}){1,2}", re.ASCII)


class NumberLine(QWidget):
    """Takes `240` and `1,200`; `edited` carries the number understood, or None.

    Only the person's typing emits; `show_value` does not.
    """

    edited = Signal(object)

    def __init__(self, identifier: str = "number") -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.line = named(QLineEdit(), identifier)
        self._understood = Text(look="small", tone=Tone.WARN)
        self._understood.hide()
        self.setFocusProxy(self.line)
        layout = column(self, "xs")
        layout.addWidget(self.line)
        layout.addWidget(self._understood)
        self.line.textEdited.connect(self._tell)
        self.line.editingFinished.connect(self._speak)

    def value(self) -> int | None:
        """Give the number understood, or None if there is none."""
        text = self.line.text().strip()
        return int(re.sub("[ ,]", "", text)) if _NUMBER.fullmatch(text) else None

    def show_value(self, value: int | None) -> None:
        """Show a number; what is shown already is left alone."""
        if value != self.value():
            self.line.setText("" if value is None else str(value))
        self._say()

    @Slot()
    def _tell(self) -> None:
        self._say()
        self.edited.emit(self.value())

    @Slot()
    def _speak(self) -> None:
        announce(self.line, self._understood.text())

    def _say(self) -> None:
        wrong = bool(self.line.text().strip()) and self.value() is None
        self._understood.setText(_("Not a number yet. Type it such as 240.") if wrong else "")
        self._understood.setVisible(wrong)
