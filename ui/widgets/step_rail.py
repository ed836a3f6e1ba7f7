# SPDX-License-Identifier: Apache-2.0
"""The path of a wizard: steps done, current, to come and skipped, each with a word and a shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from logbook.i18n import N_, _
from ui import theme
from ui.widgets.naming import named

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_STEP = Qt.ItemDataRole.UserRole + 1
_TALL = 10_000


class StepState(Enum):
    """Where a step of the path stands."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"
    SKIPPED = "skipped"
    FOLDED = "folded"
    """Not a step, but the line that opens the list of those skipped."""
    UNFOLDED = "unfolded"


_WORDS = {
    StepState.DONE: N_("Done"),
    StepState.CURRENT: N_("You are here"),
    StepState.TO_COME: N_("To come"),
    StepState.SKIPPED: N_("Skipped"),
    StepState.FOLDED: N_("Show which, and why"),
    StepState.UNFOLDED: N_("Hide them"),
}
_SHAPES = {
    StepState.DONE: ("circle-check", "done"),
    StepState.CURRENT: ("circle-dot", "accent"),
    StepState.TO_COME: ("circle", "muted"),
    StepState.SKIPPED: ("circle-dashed", "muted"),
    StepState.FOLDED: ("chevron-right", "text"),
    StepState.UNFOLDED: ("chevron-down", "text"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RailStep:
    """One line of the path; `key` is handed back when it is chosen."""

    key: object
    title: str
    state: StepState
    reason: str = ""
    reachable: bool = True


class StepRail(QListWidget):
    """A list of steps; a click or Enter on a reachable one emits `chosen(key)`."""

    chosen = Signal(object)

    def __init__(self, identifier: str = "step-rail") -> None:
        super().__init__()
        named(self, identifier, _("Steps"))
        self._steps: tuple[RailStep, ...] = ()
        self.setItemDelegate(_StepDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    @property
    def steps(self) -> tuple[RailStep, ...]:
        """The lines that are shown."""
        return self._steps

    def show_steps(self, steps: Sequence[RailStep]) -> None:
        """Show a path; what stays the same is left alone, so that focus and scroll stay put."""
        steps = tuple(steps)
        if steps == self._steps:
            return
        self._steps = steps
        while self.count() > len(steps):
            self.takeItem(self.count() - 1)
        for number, step in enumerate(steps):
            # A screen reader asks about every line as soon as one changes: none is ever empty.
            item = self.item(number) if number < self.count() else QListWidgetItem()
            self._fill(item, step)
            if number >= self.count():
                self.addItem(item)
        for number, step in enumerate(steps):
            if step.state is StepState.CURRENT:
                self.setCurrentRow(number)

    def sizeHint(self) -> QSize:
        """Ask for a narrow column."""
        return QSize(theme.scaled(220), theme.scaled(320))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(theme.scaled(150), theme.scaled(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the titles anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _fill(self, item: QListWidgetItem, step: RailStep) -> None:
        word = _(_WORDS[step.state])
        item.setText(step.title)
        item.setData(_STEP, step)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            _("{step}. {state}. {reason}").format(step=step.title, state=word, reason=step.reason)
            if step.reason
            else _("{step}. {state}").format(step=step.title, state=word),
        )
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags if step.reachable else Qt.ItemFlag.ItemIsSelectable)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        step: RailStep = item.data(_STEP)
        if step.reachable:
            self.chosen.emit(step.key)


class _StepDelegate(QStyledItemDelegate):
    """Paints shape, title, word and reason of a step, wrapped to the width of the rail."""

    def __init__(self, rail: StepRail) -> None:
        super().__init__(rail)
        self._rail = rail

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._rail.viewport().width()
        title, below = _rects(index.data(_STEP), QRect(0, 0, width, _TALL))
        return QSize(width, max(title.bottom(), below.bottom()) + 1 + theme.px("s"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        step: RailStep = index.data(_STEP)
        colours, area = theme.look(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = step.state is StepState.CURRENT
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and step.reachable
        if is_current or hovered or has_focus:
            painter.setBrush(colours.colour("selection" if is_current else "hover"))
            painter.setPen(colours.colour("focus") if has_focus else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.px("s"), theme.px("s"))
        name, role = _SHAPES[step.state]
        title, below = _rects(step, area)
        side = theme.px("icon")
        picture = theme.picture(name, role, side, self._rail.devicePixelRatioF())
        painter.drawPixmap(area.left() + theme.px("s"), title.top(), picture)
        painter.setFont(theme.font("body", bold=is_current))
        quiet = step.state in (StepState.TO_COME, StepState.SKIPPED)
        painter.setPen(colours.colour("muted" if quiet else "text"))
        painter.drawText(title, _WRAP, step.title)
        painter.setFont(theme.font("small"))
        painter.setPen(colours.colour("muted"))
        painter.drawText(below, _WRAP, _second_line(step))
        painter.restore()


def _second_line(step: RailStep) -> str:
    word = _(_WORDS[step.state])
    if not step.reason:
        return word
    return _("{state}: {reason}").format(state=word, reason=step.reason)


def _rects(step: RailStep, area: QRect) -> tuple[QRect, QRect]:
    """Give where title and second line of a step stand, wrapped to the width of `area`."""
    left = area.left() + theme.px("s") + theme.px("icon") + theme.px("s")
    room = max(1, area.right() - left - theme.px("s"))
    bold = theme.font("body", bold=step.state is StepState.CURRENT)
    title = QFontMetrics(bold).boundingRect(
        QRect(left, area.top() + theme.px("s"), room, _TALL), _WRAP, step.title
    )
    title.setWidth(room)
    below = QFontMetrics(theme.font("small")).boundingRect(
        QRect(left, title.bottom() + 1, room, _TALL), _WRAP, _second_line(step)
    )
    below.setWidth(room)
    return title, below
