# SPDX-License-Identifier: Apache-2.0
"""The ways on of a page: side by side, in two lines, or one below the other, as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from ui import theme
from ui.widgets.layouts import column

_COLUMNS = 4


class _Form(Enum):
    ROW = "row"
    TWO_LINES = "two_lines"
    COLUMN = "column"


class PageFooter(QFrame):
    """Holds the way back at the left, and at the right what one may ask and the way on.

    Where they do not fit into a row, the way on takes a line of its own. No label is ever cut.
    """

    def __init__(self, back: QPushButton, unsure: QPushButton, forward: QPushButton) -> None:
        super().__init__()
        theme.give_look(self, look="footer")
        self._back, self._unsure, self._forward = back, unsure, forward
        self._form: _Form | None = None
        self._ways = QWidget()
        theme.give_look(self._ways, look="clear")
        self._grid = QGridLayout(self._ways)
        self._grid.setColumnStretch(1, 1)
        theme.give_gaps(self._grid, "m")
        self._edges = column(self, "none")
        self._edges.addWidget(self._ways)
        self.fit(roomy=True)
        self._arrange()

    def fit(self, *, roomy: bool) -> None:
        """Take the margins of a roomy or of a narrow page."""
        sides, ends = ("xl", "m") if roomy else ("m", "s")
        theme.give_gaps(self._edges, "none", (sides, ends, sides, ends))
        self._ways.setMaximumWidth(theme.px("column"))

    def height_for(self, width: int) -> int:
        """Tell how many pixels it takes at a width, with its margins."""
        lines = _lines(self._form_for(width), self._shown())
        heights = [max(button.sizeHint().height() for button in line) for line in lines]
        margins, line = self._edges.contentsMargins(), self.contentsMargins()
        gaps = self._grid.verticalSpacing() * max(0, len(lines) - 1)
        edges = margins.top() + margins.bottom() + line.top() + line.bottom()
        return sum(heights) + gaps + edges

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the widest button."""
        widest = max((button.sizeHint().width() for button in self._shown()), default=0)
        return QSize(widest + self._sides(), self.height_for(self.width()))

    def sizeHint(self) -> QSize:
        """Ask for a row's width and for the height of the present width."""
        width = self._wide(self._shown()) + self._sides()
        return QSize(width, self.height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Take the form for a label or a font that changed."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and hasattr(self, "_edges"):
            self._arrange()
        return done

    def _arrange(self) -> None:
        form = self._form_for(self.width())
        if form is self._form:
            return
        self._form = form
        back, unsure, forward = self._back, self._unsure, self._forward
        while self._grid.count():
            self._grid.takeAt(0)
        if form is _Form.ROW:
            for button, place in ((back, 0), (unsure, 2), (forward, 3)):
                self._grid.addWidget(button, 0, place)
        elif form is _Form.TWO_LINES:
            self._grid.addWidget(back, 0, 0)
            self._grid.addWidget(unsure, 0, 2, 1, 2)
            self._grid.addWidget(forward, 1, 0, 1, _COLUMNS)
        else:
            for line, button in enumerate((back, unsure, forward)):
                self._grid.addWidget(button, line, 0, 1, _COLUMNS)
        self.updateGeometry()

    def _form_for(self, width: int) -> _Form:
        room, shown = min(width - self._sides(), theme.px("column")), self._shown()
        if self._wide(shown) <= room:
            return _Form.ROW
        above = [button for button in shown if button is not self._forward]
        return _Form.TWO_LINES if self._wide(above) <= room else _Form.COLUMN

    def _wide(self, buttons: Sequence[QWidget]) -> int:
        gaps = self._grid.horizontalSpacing() * max(0, len(buttons) - 1)
        return sum(button.sizeHint().width() for button in buttons) + gaps

    def _sides(self) -> int:
        margins = self._edges.contentsMargins()
        return margins.left() + margins.right()

    def _shown(self) -> list[QPushButton]:
        buttons = (self._back, self._unsure, self._forward)
        return [button for button in buttons if not button.isHidden()]


def _lines(form: _Form, shown: Sequence[QPushButton]) -> list[Sequence[QPushButton]]:
    """Give the buttons of each line."""
    if not shown:
        return []
    if form is _Form.ROW:
        return [shown]
    if form is _Form.TWO_LINES and len(shown) > 1:
        return [shown[:-1], shown[-1:]]
    return [[button] for button in shown]
