# SPDX-License-Identifier: Apache-2.0
"""A row of short marks, each a word with a shape, that wraps where it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import row
from ui.widgets.naming import named
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one chip says."""

    text: str
    icon: str
    tone: Tone


class Chips(QWidget):
    """Lays its chips out like words in a paragraph."""

    def __init__(self, name: str, marks: Sequence[Mark], identifier: str) -> None:
        super().__init__()
        named(self, identifier, name, ", ".join(mark.text for mark in marks))
        theme.give_look(self, look="clear")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chips = [_Chip(mark, f"{identifier}-{n + 1}", self) for n, mark in enumerate(marks)]

    def hasHeightForWidth(self) -> bool:
        """Say that narrow rows are taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the chips in as many lines as the present width needs."""
        width = max(self.width(), theme.scaled(200))
        return QSize(theme.scaled(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the widest chip."""
        widest = max((chip.sizeHint().width() for chip in self._chips), default=0)
        return QSize(widest, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chips out anew."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def _arrange(self, width: int, *, move: bool) -> int:
        gap, left, top, line = theme.px("s"), 0, 0, 0
        for chip in self._chips:
            size = chip.sizeHint()
            if left and left + size.width() > width:
                left, top, line = 0, top + line + gap, 0
            if move:
                chip.move(QPoint(left, top))
                chip.resize(size)
            left += size.width() + gap
            line = max(line, size.height())
        return top + line


class _Chip(QFrame):
    def __init__(self, mark: Mark, identifier: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, identifier, mark.text)
        theme.give_look(self, look="notice", tone=mark.tone.value)
        text = Text(mark.text, look="strong", tone=mark.tone)
        text.setWordWrap(False)
        line = row(self, "s", ("s", "xs", "m", "xs"))
        line.addWidget(IconPicture(mark.icon, mark.tone.value))
        line.addWidget(text)
