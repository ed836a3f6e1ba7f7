# SPDX-License-Identifier: Apache-2.0
"""A search line that asks a moment after the last key and says how much was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from logbook.i18n import _, ngettext
from ui import theme
from ui.widgets.naming import announce, named

# Shorter than the gap between two key strokes of a quick typist.
_PAUSE_MS = 60


class SearchBox(QLineEdit):
    """`searched` carries what to look for, `left_down` asks for the results to take the focus."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, name: str, hint: str = "", identifier: str = "search") -> None:
        super().__init__()
        named(self, identifier, name)
        self.setPlaceholderText(hint)
        self._empty = QPushButton(self)
        named(self._empty, f"{identifier}-clear", _("Clear the search"))
        self._empty.setProperty("look", "inline")
        self._empty.setToolTip(_("Clear the search"))
        # Escape does the same; Tab goes straight on to the results.
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.setCursor(Qt.CursorShape.ArrowCursor)
        theme.give_icon(self._empty, "x", "muted")
        self._empty.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        # Not `textEdited`: an assistive technology sets the text without a key stroke.
        self.textChanged.connect(self._wait)
        self._empty.clicked.connect(self.clear_search)
        self.returnPressed.connect(self._ask)

    def show_words(self, words: str) -> None:
        """Show what was looked for before. Asks nothing."""
        self.setText(words)
        self._pause.stop()

    def show_count(self, count: int) -> None:
        """Have the number of results read out."""
        announce(
            self,
            ngettext("{count} result found", "{count} results found", count).format(count=count)
            if count
            else _("Nothing found"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the line; Down goes to the results."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the icons inside the line."""
        super().resizeEvent(event)
        side, gap = theme.px("icon"), theme.px("s")
        self.setTextMargins(side + gap // 2, 0, side + gap, 0)
        self._empty.setGeometry(self.width() - side - 2 * gap, 0, side + gap, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and its magnifying glass."""
        super().paintEvent(event)
        side = theme.px("icon")
        painter = QPainter(self)
        glass = theme.picture("search", "muted", side, self.devicePixelRatioF())
        painter.drawPixmap(theme.px("s"), (self.height() - side) // 2, glass)
        painter.end()

    @Slot()
    def clear_search(self) -> None:
        """Empty the line and ask for everything again."""
        if self.text():
            self.clear()
        else:
            self._ask()

    @Slot()
    def _wait(self) -> None:
        self._empty.setVisible(bool(self.text()))
        if self.text():
            self._pause.start()
        else:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        self._empty.setVisible(bool(self.text()))
        self.searched.emit(self.text().strip())
