# SPDX-License-Identifier: Apache-2.0
"""Radio buttons and check boxes that wrap their text and explain themselves.

Qt's own neither wrap a long label nor draw an indicator of 3:1 contrast in every scheme; these
keep Qt's behaviour, roles and keys and paint only the face.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from ui import theme
from ui.widgets.naming import named, spoken

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TALL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the things to choose from: its value, its title and one line that explains it."""

    value: object
    title: str
    explanation: str = ""


class RadioOption(QRadioButton):
    """One of several, framed like a small card."""

    def __init__(
        self,
        title: str,
        explanation: str = "",
        identifier: str = "option",
        *,
        strong: bool = False,
    ) -> None:
        super().__init__(title)
        self._face = _Face(self, title, explanation, identifier, framed=True, strong=strong)

    def hasHeightForWidth(self) -> bool:
        """Say that narrow options are taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at which no text is cut."""
        return self._face.height(width)

    def sizeHint(self) -> QSize:
        """Ask for the room of the text in one line, within reason."""
        return self._face.size_hint()

    def minimumSizeHint(self) -> QSize:
        """Allow narrow columns; the text wraps."""
        return self._face.minimum_size_hint()

    def hitButton(self, _position: QPoint) -> bool:
        """Take a click anywhere on the face."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, mark, title and explanation."""
        self._face.paint()


class CheckOption(QCheckBox):
    """A box to tick whose text wraps."""

    def __init__(
        self, title: str, explanation: str = "", identifier: str = "option", *, strong: bool = False
    ) -> None:
        super().__init__(title)
        self._face = _Face(self, title, explanation, identifier, framed=False, strong=strong)

    def hasHeightForWidth(self) -> bool:
        """Say that narrow options are taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at which no text is cut."""
        return self._face.height(width)

    def sizeHint(self) -> QSize:
        """Ask for the room of the text in one line, within reason."""
        return self._face.size_hint()

    def minimumSizeHint(self) -> QSize:
        """Allow narrow columns; the text wraps."""
        return self._face.minimum_size_hint()

    def hitButton(self, _position: QPoint) -> bool:
        """Take a click anywhere on the face."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, mark, title and explanation."""
        self._face.paint()


class _Face:
    """Measures and paints an option for the button it belongs to."""

    def __init__(
        self, button: QAbstractButton, title: str, explanation: str, identifier: str, *,
        framed: bool, strong: bool,
    ) -> None:  # fmt: skip
        self._button, self._title, self._explanation = button, spoken(title), explanation
        self._round = isinstance(button, QRadioButton)
        self._framed, self._strong = framed, strong
        named(button, identifier, title, explanation)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        button.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def height(self, width: int) -> int:
        title, explanation = self._text_rects(width)
        return max(title.bottom(), explanation.bottom()) + 1 + self._padding()

    def size_hint(self) -> QSize:
        wide = max(
            QFontMetrics(self._title_font()).horizontalAdvance(self._title),
            QFontMetrics(theme.font("small")).horizontalAdvance(self._explanation),
        )
        width = min(wide + self._text_left() + 2 * self._padding(), theme.px("column"))
        return QSize(width, self.height(width))

    def minimum_size_hint(self) -> QSize:
        width = theme.scaled(160)
        return QSize(width, self.height(max(width, self._button.width())))

    def paint(self) -> None:
        painter = QPainter(self._button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        self._paint_mark(painter)
        enabled = self._button.isEnabled()
        title, explanation = self._text_rects(self._button.width())
        painter.setFont(self._title_font())
        painter.setPen(theme.look().colour("text" if enabled else "muted"))
        painter.drawText(title, _WRAP, self._title)
        if self._explanation:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.look().colour("muted"))
            painter.drawText(explanation, _WRAP, self._explanation)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        chosen, hovered = self._button.isChecked(), self._button.underMouse()
        if not self._framed and not hovered:
            return
        colours, width = theme.look(), theme.scaled(2 if chosen else 1)
        fill = "selection" if chosen and self._framed else "hover" if hovered else "card"
        painter.setBrush(colours.colour(fill))
        edge = "accent" if chosen else "field_border"
        painter.setPen(QPen(colours.colour(edge), width) if self._framed else Qt.PenStyle.NoPen)
        inset = width / 2
        frame = QRectF(self._button.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.px("radius"), theme.px("radius"))

    def _paint_mark(self, painter: QPainter) -> None:
        colours, side = theme.look(), theme.px("icon")
        chosen = self._button.isChecked()
        line = QFontMetrics(self._title_font()).lineSpacing()
        mark = QRectF(self._padding(), self._padding() + (line - side) / 2, side, side)
        mark.adjust(1, 1, -1, -1)
        painter.setPen(QPen(colours.colour("accent" if chosen else "field_border"), 2))
        filled = chosen and not self._round
        painter.setBrush(colours.colour("accent" if filled else "card"))
        if self._round:
            painter.drawEllipse(mark)
        else:
            painter.drawRoundedRect(mark, side / 5, side / 5)
        if chosen and self._round:
            inset = side / 4
            painter.setBrush(colours.colour("accent"))
            painter.drawEllipse(mark.adjusted(inset, inset, -inset, -inset))
        elif chosen:
            _paint_tick(painter, mark, side)

    def _text_rects(self, width: int) -> tuple[QRect, QRect]:
        left, top = self._text_left(), self._padding()
        room = max(1, width - left - self._padding())
        title = QFontMetrics(self._title_font()).boundingRect(
            QRect(left, top, room, _TALL), _WRAP, self._title
        )
        title.setWidth(room)
        if not self._explanation:
            return title, title
        below = title.bottom() + 1 + theme.px("xs") // 2
        explanation = QFontMetrics(theme.font("small")).boundingRect(
            QRect(left, below, room, _TALL), _WRAP, self._explanation
        )
        explanation.setWidth(room)
        return title, explanation

    def _title_font(self) -> QFont:
        return theme.font("body", bold=self._strong)

    def _padding(self) -> int:
        return theme.px("m" if self._framed else "s")

    def _text_left(self) -> int:
        return self._padding() + theme.px("icon") + theme.px("m")


def _paint_tick(painter: QPainter, mark: QRectF, side: int) -> None:
    pen = QPen(theme.look().colour("on_accent"), side / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    across, down = mark.width(), mark.height()
    points = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.30))
    corners = [(mark.left() + x * across, mark.top() + y * down) for x, y in points]
    painter.drawLine(*(round(n) for n in (*corners[0], *corners[1])))
    painter.drawLine(*(round(n) for n in (*corners[1], *corners[2])))
