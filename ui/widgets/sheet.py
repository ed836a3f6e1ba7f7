# SPDX-License-Identifier: Apache-2.0
"""A dialog whose words scroll and whose answers stay in sight, as large as the screen lets it.

A dialog keeps the window from hearing its keys, and locking can never wait: each hears that one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSize, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.heading import Heading
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll

LOCKING = "Ctrl+L"
"""Hides what is on record from whoever comes in."""


class Sheet(QDialog):
    """A heading, a body to fill, and a row of buttons. The window's title names only the program.

    `width` is in pixels at 100 % zoom.
    """

    def __init__(
        self, heading: str, identifier: str, parent: QWidget | None = None, width: int = 480
    ) -> None:
        super().__init__(parent)
        named(self, identifier, heading)
        self.setWindowTitle(QApplication.applicationDisplayName())
        self._wide = width
        ground = QWidget()
        self.body: QVBoxLayout = column(ground, "m", ("xl", "xl", "xl", "m"))
        self.body.addWidget(Heading(heading, level=2))
        self._lines = column(self, "none")
        self._lines.addWidget(PageScroll(ground), 1)
        QShortcut(QKeySequence(LOCKING), self).activated.connect(self._lock)

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Put the answers below the body, the last one at the right."""
        self._buttons = QWidget()
        line = column(self._buttons, "none", ("xl", "m", "xl", "xl"))
        line.addWidget(WrappingRow(buttons))
        self._lines.addWidget(self._buttons)

    def sizeHint(self) -> QSize:
        """Ask for the height at which nothing scrolls."""
        width = theme.scaled(self._wide)
        words = self.body.totalHeightForWidth(width)
        return QSize(width, words + self._buttons.sizeHint().height() + theme.px("xl"))

    def fit(self) -> None:
        """Grow, as far as the screen lets it, to what stands on it now, so that nothing scrolls."""
        self.body.activate()
        hint = self.sizeHint()
        least = self.body.minimumSize().height() - self.body.totalHeightForWidth(hint.width())
        wanted = hint.grownBy(QMargins(0, 0, 0, max(0, least)))
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take that size as far as the screen has it; Qt alone would stop at two thirds."""
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize()))
        super().showEvent(event)

    @Slot()
    def _lock(self) -> None:
        lock_window_of(self.parentWidget())


def lock_window_of(part: QWidget | None) -> None:
    """Lock the window a part belongs to, or the one that stands behind it."""
    while part is not None:
        lock = getattr(part, "lock", None)
        if lock is not None:
            lock()
            return
        part = part.parentWidget()
