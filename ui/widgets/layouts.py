# SPDX-License-Identifier: Apache-2.0
"""Rows and columns spaced by tokens, which grow and shrink with the zoom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme

Margins = tuple[str, str, str, str]


def column(
    parent: QWidget | None = None, gap: str = "m", margins: Margins | None = None
) -> QVBoxLayout:
    """Make a vertical layout with token spacing; it becomes the parent's layout if one is given."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    theme.give_gaps(layout, gap, margins)
    return layout


def row(
    parent: QWidget | None = None, gap: str = "m", margins: Margins | None = None
) -> QHBoxLayout:
    """Make a horizontal layout with token spacing."""
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    theme.give_gaps(layout, gap, margins)
    return layout


class WrappingRow(QWidget):
    """A row of parts that becomes a column when they no longer fit side by side.

    `split` says how many parts stay at the left; the rest go to the right.
    """

    def __init__(self, parts: Sequence[QWidget], split: int = 0, gap: str = "m") -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._parts = tuple(parts)
        self._row = row(self, gap)
        for number, part in enumerate(parts):
            if number == split:
                self._row.addStretch(1)
            self._row.addWidget(part)
        if split >= len(parts):
            self._row.addStretch(1)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the widest part."""
        shown = [part.sizeHint() for part in self._parts if not part.isHidden()]
        return QSize(max((hint.width() for hint in shown), default=0), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for a row's width and for the height of the present arrangement."""
        shown = [part.sizeHint() for part in self._parts if not part.isHidden()]
        gaps = self._row.spacing() * max(0, len(shown) - 1)
        if self._is_column():
            height = sum(hint.height() for hint in shown) + gaps
        else:
            height = max((hint.height() for hint in shown), default=0)
        return QSize(self._row_width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose row or column for the new width."""
        super().resizeEvent(event)
        upright = self._row_width() > self.width()
        if upright != self._is_column():
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._row.setDirection(down if upright else across)
            self.updateGeometry()

    def _row_width(self) -> int:
        shown = [part.sizeHint().width() for part in self._parts if not part.isHidden()]
        return sum(shown) + self._row.spacing() * max(0, len(shown) - 1)

    def _is_column(self) -> bool:
        return self._row.direction() is QBoxLayout.Direction.TopToBottom


def align_top(layout: QBoxLayout) -> None:
    """Keep what a layout holds together at its top."""
    layout.setAlignment(QtCore.Qt.AlignmentFlag.AlignTop)
