# SPDX-License-Identifier: Apache-2.0
"""A box for sentences that grows with what is typed into it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from ui import theme


class TextArea(QPlainTextEdit):
    """Plain text of several lines; Tab moves on, Ctrl+Enter does nothing.

    `edited` speaks for the person only; `show_text` emits nothing.
    """

    edited = Signal(str)

    def __init__(self, lines: int = 3, most_lines: int = 12) -> None:
        super().__init__()
        self._lines, self._most_lines = lines, most_lines
        self._showing = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def text(self) -> str:
        """Give what stands in the box."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text without echoing it; the cursor stays where it was if nothing changes."""
        if text == self.toPlainText():
            return
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the window, so that no line is broken by accident."""
        breaks = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if breaks and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew and take the height the lines need."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Take the height the lines need in the new font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def sizeHint(self) -> QSize:
        """Ask for a comfortable width and the present height."""
        return QSize(theme.scaled(360), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        """Allow narrow columns."""
        return QSize(theme.scaled(120), self.maximumHeight())

    @Slot()
    def _tell(self) -> None:
        self._grow()
        if not self._showing:
            self.edited.emit(self.toPlainText())

    @Slot()
    def _grow(self) -> None:
        # A plain-text document measures its height in lines.
        wanted = round(self.document().size().height())
        lines = max(self._lines, min(self._most_lines, wanted))
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        # Padding and border of the style sheet; Qt wants one pixel more before it hides the bar.
        around = 2 * (theme.px("xs") + theme.scaled(1) + ceil(self.document().documentMargin()))
        self.setFixedHeight(lines * line + around + 2)
