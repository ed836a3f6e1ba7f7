# SPDX-License-Identifier: Apache-2.0
"""One of several: a group of radio buttons that explain themselves, or a combo box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGroupBox

from ui import theme
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.option import Alternative, RadioOption
from ui.widgets.text import Text

__all__ = ["Alternative", "Choice", "ComboChoice"]

_TYPED_ON_MS = 1_000
"""Within this time a letter goes on with the word begun; Qt waits less, and ends it at a space."""


class Choice(QGroupBox):
    """Radio buttons under a title; arrow keys move between them.

    `edited` carries the value the person chose; `show_value` emits nothing.
    """

    edited = Signal(object)

    def __init__(
        self,
        title: str,
        alternatives: Sequence[Alternative],
        *,
        identifier: str,
        hint: str = "",
    ) -> None:
        super().__init__()
        named(self, identifier, title, hint)
        self._values = [alternative.value for alternative in alternatives]
        self._group = QButtonGroup(self)
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        layout = column(self, "s")
        if title:
            layout.addWidget(Text(title, look="label"))
        if hint:
            layout.addWidget(Text(hint, look="small"))
        layout.addWidget(self._problem)
        strong = any(each.explanation for each in alternatives)
        for number, each in enumerate(alternatives):
            option = RadioOption(
                each.title, each.explanation, f"{identifier}-{number + 1}", strong=strong
            )
            self._group.addButton(option, number)
            layout.addWidget(option)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(self._tell)

    def value(self) -> object:
        """Give the value chosen, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def show_value(self, value: object) -> None:
        """Mark an alternative, or none of them if the value is not among them."""
        number = self._values.index(value) if value in self._values else -1
        if number == self._group.checkedId():
            return
        if number >= 0:
            self._group.button(number).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong above the alternatives and have it read out."""
        if problem == self._problem.text():
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
        announce(self, problem)

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.edited.emit(self._values[number])


class ComboChoice(QComboBox):
    """A combo box over alternatives. Put it into a `Field`: its name is always its present text,
    so only the label's relation tells a screen reader what it is for.
    """  # noqa: D205

    edited = Signal(object)

    def __init__(
        self, alternatives: Sequence[Alternative], *, identifier: str, hint: str = ""
    ) -> None:
        super().__init__()
        named(self, identifier)
        self._values = [alternative.value for alternative in alternatives]
        self._typed, self._since_typed = "", QElapsedTimer()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setPlaceholderText(hint)
        for each in alternatives:
            self.addItem(each.title)
        self.setCurrentIndex(-1)
        self.activated.connect(self._tell)

    def value(self) -> object:
        """Give the value chosen, or None."""
        number = self.currentIndex()
        return self._values[number] if number >= 0 else None

    def show_value(self, value: object) -> None:
        """Show an alternative, or the hint if the value is not among them. Emits nothing."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the alternative that begins with what is typed, words and spaces and all."""
        typing_on = bool(self._typed) and not self._since_typed.hasExpired(_TYPED_ON_MS)
        before = self._typed if typing_on else ""
        letter = event.text()
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if held or not letter.isprintable() or not (before + letter).strip():
            self._typed = ""
            super().keyPressEvent(event)
            return
        self._typed = before + letter
        self._since_typed.start()
        # One letter pressed again and again goes from one alternative to the next, as Qt has it.
        if len(set(self._typed.casefold())) == 1:
            super().keyPressEvent(event)
        else:
            self._choose(self.findText(self._typed, Qt.MatchFlag.MatchStartsWith))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a turned wheel must not change an answer in passing."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Make room anew when the font grows."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and a chevron that has the contrast of text."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.look().colour("text" if self.isEnabled() else "muted"))
        pen.setWidthF(theme.look().zoom / 100 * 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        reach = theme.px("xs") + 1
        middle = QPointF(self.width() - theme.px("l"), self.height() / 2 + reach / 2)
        painter.drawLine(middle, middle + QPointF(-reach, -reach))
        painter.drawLine(middle, middle + QPointF(reach, -reach))
        painter.end()

    def _choose(self, number: int) -> None:
        if number >= 0 and number != self.currentIndex():
            self.setCurrentIndex(number)
            self.activated.emit(number)

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.edited.emit(self._values[number])
