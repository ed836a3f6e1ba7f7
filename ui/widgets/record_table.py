# SPDX-License-Identifier: Apache-2.0
"""The table every list is shown in: tall rows, one column that stretches, one row selected."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui import theme
from ui.theme import Tone
from ui.widgets.naming import named
from ui.widgets.paged_model import PagedModel
from ui.widgets.tones import TONE_ICONS

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecordTable(QTableView):
    """`opened` carries the id of the row the person opens, `chosen` that of the row reached.

    `sort_asked` carries a column's key and whether the order is to fall.
    """

    opened = Signal(object)
    chosen = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(self, model: PagedModel, name: str, identifier: str = "records") -> None:
        super().__init__()
        named(self, identifier, name)
        self._records = model
        self.setHorizontalHeader(_Header(model, self))
        self._sorted: tuple[int, bool] = (-1, False)
        self.setItemDelegate(_RowDelegate(self))
        self._set_up()
        self.setModel(model)
        self._fit()
        self._connect()

    @property
    def records(self) -> PagedModel:
        """The model of the rows."""
        return self._records

    def choose(self, identity: object) -> None:
        """Select the row of an id, if it is there, and bring it into view."""
        row = self._records.row_of(identity)
        if row >= 0:
            self.setCurrentIndex(self._records.index(row, 0))

    def current_id(self) -> Any:
        """Give the id of the selected row, or None."""
        index = self.currentIndex()
        return self._records.id_at(index.row()) if index.isValid() else None

    def show_sorting(self, key: str, *, falling: bool) -> None:
        """Mark in the header by which column, and which way, the rows are ordered."""
        keys = [column.key for column in self._records.columns]
        self._sorted = (keys.index(key) if key in keys else -1, falling)
        self._records.show_order(*self._sorted)
        self.horizontalHeader().viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Home and End go to the first and last row."""
        index, last = self.currentIndex(), self._records.rowCount() - 1
        if event.key() in _ENTER and index.isValid():
            self.opened.emit(self._records.id_at(index.row()))
        elif event.key() == Qt.Key.Key_Home and last >= 0:
            self.setCurrentIndex(self._records.index(0, max(0, index.column())))
        elif event.key() == Qt.Key.Key_End and last >= 0:
            self.setCurrentIndex(self._records.index(last, max(0, index.column())))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the new zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_records"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self._stretch()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        # Tab leaves the table; the arrow keys move within it.
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme.scaled(48))

    def _connect(self) -> None:
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.horizontalHeader().sectionClicked.connect(self._ask_sorting)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        header = self.horizontalHeader()
        for number, column in enumerate(self._records.columns):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(number, theme.scaled(column.width))
        self._stretch()

    def _stretch(self) -> None:
        """Let the column that can take what is left, but never less than its width."""
        header, columns = self.horizontalHeader(), self._records.columns
        has_room = self.viewport().width() >= sum(theme.scaled(one.width) for one in columns)
        mode = QHeaderView.ResizeMode.Stretch if has_room else QHeaderView.ResizeMode.Interactive
        for number, column in enumerate(columns):
            if column.stretch and header.sectionResizeMode(number) is not mode:
                header.setSectionResizeMode(number, mode)
                if not has_room:
                    self.setColumnWidth(number, theme.scaled(column.width))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._records.id_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, reached: QModelIndex, _left: QModelIndex) -> None:
        if reached.isValid():
            self.chosen.emit(self._records.id_at(reached.row()))

    @Slot(int)
    def _ask_sorting(self, number: int) -> None:
        key = self._records.columns[number].key
        if not key:
            self.show_sorting("", falling=False)
            return
        column, falling = self._sorted
        falling = not falling if column == number else False
        self.show_sorting(key, falling=falling)
        self.sort_asked.emit(key, falling)


class _Header(QHeaderView):
    """Marks the column the rows are ordered by with a chevron; its name says so too."""

    def __init__(self, model: PagedModel, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._records = model

    def sectionSizeFromContents(self, number: int) -> QSize:
        return super().sectionSizeFromContents(number).expandedTo(QSize(0, theme.px("control")))

    def paintSection(self, painter: QPainter, area: QRect, number: int) -> None:
        painter.save()
        super().paintSection(painter, area, number)
        painter.restore()
        column, falling = self._records.order
        if column != number:
            return
        title = self._records.columns[number].title
        wide = QFontMetrics(theme.font("small", bold=True)).horizontalAdvance(title)
        reach = theme.px("xs")
        left = min(area.left() + theme.px("m") + wide + theme.px("m"), area.right() - 2 * reach)
        point = -1 if falling else 1
        middle = QPointF(left, area.center().y() - point * reach / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.look().colour("accent"), theme.scaled(2)))
        painter.drawLine(middle, middle + QPointF(-reach, point * reach))
        painter.drawLine(middle, middle + QPointF(reach, point * reach))
        painter.restore()


class _RowDelegate(QStyledItemDelegate):
    """Paints a cell from the model's texts, without asking it for ten roles as Qt would."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        text = self._table.records.cell(index.row(), index.column())
        width = QFontMetrics(theme.font("body")).horizontalAdvance(text)
        return QSize(width + 2 * theme.px("m"), theme.px("row"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, column = index.row(), index.column()
        painter.save()
        self._paint_ground(painter, option, row, first=column == 0)
        tone = self._table.records.tone(row, column)
        text = self._table.records.cell(row, column)
        if tone:
            self._paint_pill(painter, option, text, tone)
        else:
            font = theme.font("body")
            painter.setFont(font)
            painter.setPen(theme.look().colour("text"))
            area = option.rect.adjusted(theme.px("m"), 0, -theme.px("s"), 0)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(
                area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown
            )
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: int, *, first: bool
    ) -> None:
        colours, area = theme.look(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, colours.colour("selection"))
        elif row == self._row_under_mouse():
            painter.fillRect(area, colours.colour("hover"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if not selected:
            return
        if first:
            bar = QRect(area.left(), area.top(), theme.px("xs"), area.height())
            painter.fillRect(bar, colours.colour("accent"))
        if self._table.hasFocus():
            painter.setPen(QPen(colours.colour("focus"), 2))
            painter.drawLine(area.topLeft(), area.topRight())
            painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _row_under_mouse(self) -> int:
        viewport = self._table.viewport()
        if not viewport.underMouse():
            return -1
        return self._table.rowAt(viewport.mapFromGlobal(self._table.cursor().pos()).y())

    def _paint_pill(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, tone: Tone
    ) -> None:
        colours, font = theme.look(), theme.font("small", bold=True)
        metrics, side = QFontMetrics(font), theme.scaled(14)
        gap, room = theme.px("xs"), option.rect.width() - 2 * theme.px("s")
        around = 2 * theme.px("s") + side + gap
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - around)
        height = metrics.height() + theme.px("s")
        pill = QRectF(
            option.rect.left() + theme.px("m"), option.rect.center().y() - height / 2,
            metrics.horizontalAdvance(shown) + around, height,
        )  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.colour(tone.value))
        painter.setBrush(colours.colour(f"{tone.value}_bg"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        ratio = self._table.devicePixelRatioF()
        picture = theme.picture(TONE_ICONS[tone], tone.value, side, ratio)
        left = round(pill.left()) + theme.px("s")
        painter.drawPixmap(left, round(pill.center().y() - side / 2), picture)
        painter.setFont(font)
        painter.drawText(
            pill.adjusted(theme.px("s") + side + gap, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown,
        )  # fmt: skip
