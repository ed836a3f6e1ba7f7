# SPDX-License-Identifier: Apache-2.0
"""The results of the search line, below it and above the screen, as one types."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from logbook.app import NotAllowedError
from logbook.domain.lines import Line, LineKind
from logbook.i18n import _, ngettext
from ui import theme
from ui.searching.results import Result, listed
from ui.session import Session
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

_NEWEST = 50
_RESULT = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SearchPanel(QFrame):
    """Hidden until something is looked for; `opened` carries what a result leads to."""

    open_person = Signal(object)
    open_disclosure = Signal(object)
    open_consent = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, box: SearchBox, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "search-results", _("Search results"))
        theme.give_look(self, look="card")
        self._session, self._box = session, box
        self._count = Text(look="muted")
        self.list = _Results(self)
        layout = column(self, "s", ("s", "m", "s", "s"))
        head = column(gap="none", margins=("m", "none", "m", "none"))
        head.addWidget(self._count)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        box.searched.connect(self._search)
        box.left_down.connect(self._enter)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.list.left.connect(self._leave)
        self.hide()

    def found(self) -> int:
        """Tell how many records are listed."""
        return len([row for row in range(self.list.count()) if self.list.line_at(row)])

    def wanted_height(self) -> int:
        """Tell how high the panel is with all its results in it."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        count = QFontMetrics(theme.font("body")).lineSpacing()
        return rows + count + 2 * theme.px("s") + 2 * theme.px("m") + theme.px("xs")

    def close_results(self) -> None:
        """Hide the results and forget them."""
        self.list.clear()
        self.hide()

    @Slot(str)
    def _search(self, words: str) -> None:
        if not words.strip():
            self.close_results()
            self.closed.emit()
            return
        logbook = self._session.logbook
        try:
            lines = logbook.searching.search(words, limit=_NEWEST)
        except NotAllowedError:
            self._refuse()
            return
        self.list.show_results(listed(lines, logbook.clock.zone))
        count = len(lines)
        if count >= _NEWEST:
            said = _("The newest {count}; type more to narrow it down").format(count=count)
        else:
            said = ngettext("{count} found", "{count} found", count).format(count=count)
        self._count.setText(said if count else _("Nothing found"))
        self.show()
        self.raise_()
        self._box.show_count(count)

    def _refuse(self) -> None:
        self.list.clear()
        self._count.setText(_("Your role in this practice does not show records."))
        self.show()
        self.raise_()

    @Slot()
    def _enter(self) -> None:
        if self.isVisible() and self.list.choose_first():
            self.list.setFocus()

    @Slot()
    def _leave(self) -> None:
        self._box.setFocus()

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        line = item.data(_RESULT).line
        if not isinstance(line, Line):
            return
        self._box.clear_search()
        if line.kind is LineKind.DISCLOSURE:
            self.open_disclosure.emit(line.object)
        elif line.kind is LineKind.CONSENT:
            self.open_consent.emit(line.object)
        else:
            self.open_person.emit(line.service_user)


class _Results(QListWidget):
    """Headings that cannot be chosen, and results of two lines that can."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "search-list", _("Search results"))
        self.setItemDelegate(_ResultDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setProperty("no_ring", True)

    def show_results(self, results: tuple[Result, ...]) -> None:
        self.clear()
        for result in results:
            said = ". ".join(part for part in (result.title, result.detail) if part)
            item = QListWidgetItem(said)
            item.setData(_RESULT, result)
            if result.line is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            # Whole before it is listed: a screen reader asks about it at once.
            self.addItem(item)

    def line_at(self, row: int) -> Line | None:
        line = self.item(row).data(_RESULT).line
        return line if isinstance(line, Line) else None

    def choose_first(self) -> bool:
        for row in range(self.count()):
            if self.line_at(row) is not None:
                self.setCurrentRow(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first = next((row for row in range(self.count()) if self.line_at(row)), 0)
        up = event.key() == Qt.Key.Key_Up and self.currentRow() <= first
        if up or event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            # Qt activates on Enter on some desktops only.
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()


class _ResultDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = index.data(_RESULT).line is None
        body = QFontMetrics(theme.font("body", bold=True)).lineSpacing()
        small = QFontMetrics(theme.font("small")).lineSpacing()
        height = small + 2 * theme.px("s") if heading else body + small + 2 * theme.px("s")
        return QSize(theme.scaled(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        result, colours = index.data(_RESULT), theme.look()
        area = option.rect.adjusted(theme.px("m"), theme.px("s"), -theme.px("m"), -theme.px("s"))
        painter.save()
        if result.line is None:
            font = theme.font("small", bold=True)
            self._line(painter, area, result.title, font, "muted")
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.colour("selection"))
            bar = QRect(option.rect.topLeft(), QSize(theme.px("xs"), option.rect.height()))
            painter.fillRect(bar, colours.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colours.colour("hover"))
        bold, small = theme.font("body", bold=True), theme.font("small")
        top = QRect(area.topLeft(), QSize(area.width(), QFontMetrics(bold).lineSpacing()))
        self._line(painter, top, result.title, bold, "text")
        below = QRect(area.left(), top.bottom() + 1, area.width(), area.bottom() - top.bottom())
        self._line(painter, below, result.detail, small, "muted")
        painter.restore()

    def _line(self, painter: QPainter, area: QRect, text: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.look().colour(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _TEXT, shown)
