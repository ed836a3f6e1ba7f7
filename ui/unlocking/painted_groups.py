# SPDX-License-Identifier: Apache-2.0
"""A recovery code painted in numbered groups. It has no accessible text on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_WIDEST = "MMMM"


class PaintedGroups(QWidget):
    """Paints the groups in large letters, each with its number, in as many columns as fit."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show the groups of a code; none of them forgets it."""
        self._groups = tuple(groups)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow column is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines."""
        return -(-len(self._groups) // self._columns(width)) * self._line() + theme.px("s")

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        return QSize(theme.scaled(200), self.heightForWidth(max(1, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each group behind its number."""
        painter = QPainter(self)
        across = self._columns(self.width())
        ascent = QFontMetrics(_large()).ascent()
        for number, group in enumerate(self._groups):
            left = number % across * self._cell()
            base = number // across * self._line() + ascent + theme.px("xs")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.look().colour("muted"))
            painter.drawText(QPoint(left, base), str(number + 1))
            painter.setFont(_large())
            painter.setPen(theme.look().colour("text"))
            painter.drawText(QPoint(left + self._number(), base), group)
        painter.end()

    def _columns(self, width: int) -> int:
        return max(1, width // self._cell())

    def _cell(self) -> int:
        return self._number() + QFontMetrics(_large()).horizontalAdvance(_WIDEST) + theme.px("l")

    def _number(self) -> int:
        return QFontMetrics(theme.font("small")).horizontalAdvance("00") + theme.px("s")

    def _line(self) -> int:
        return QFontMetrics(_large()).lineSpacing() + theme.px("s")


def _large() -> QFont:
    return theme.font("large")
