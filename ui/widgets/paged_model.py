# SPDX-License-Identifier: Apache-2.0
"""A table model over any number of rows of which only the pages looked at are read.

The order is fixed by the ids given; rows come in pages of 256, texts are made when a page is read
and the last 64 pages are kept. A screen reader sees every row at once, which it would not with
`canFetchMore` (spikes.md 6).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from logbook.i18n import N_, _
from ui.theme import Tone

PAGE = 256
_PAGES_KEPT = 64
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column shows: `text` (and `tone`, for a pill) of a row; `width` at 100 % zoom.

    `key` names the order to ask for when its header is pressed; without one it cannot be sorted.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 140
    stretch: bool = False
    key: str = ""
    tone: Callable[[Any], Tone | None] | None = None


class PagedModel(QAbstractTableModel):
    """Rows by id, read a page at a time through `read_page(ids)`, which keeps their order."""

    def __init__(
        self,
        columns: Sequence[Column],
        ids: Sequence[Any] = (),
        read_page: Callable[[Sequence[Any]], Sequence[Any]] = tuple,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._ids = ids
        self._read_page = read_page
        self._order = (-1, False)
        self._pages: OrderedDict[int, list[tuple[Any, tuple[str, ...]]]] = OrderedDict()

    def show_ids(self, ids: Sequence[Any]) -> None:
        """Show other rows, or the same ones read anew."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    @property
    def order(self) -> tuple[int, bool]:
        """The column the rows are ordered by (-1 for none) and whether the order falls."""
        return self._order

    def show_order(self, column: int, falling: bool) -> None:  # noqa: FBT001 - the pair of `order`
        """Have the header say by which column the rows are ordered. The ids are not touched."""
        self._order = (column, falling)
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def id_at(self, row: int) -> Any:
        """Give the id of a row."""
        return self._ids[row]

    def row_of(self, identity: object) -> int:
        """Give the row of an id, or -1."""
        try:
            return self._ids.index(identity)
        except ValueError:
            return -1

    def record_at(self, row: int) -> Any:
        """Give the value a row shows."""
        return self._row(row)[0]

    def cell(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        return self._row(row)[1][column]

    def tone(self, row: int, column: int) -> Tone | None:
        """Give the tone of a cell, or None if it is plain."""
        tone = self.columns[column].tone
        return tone(self.record_at(row)) if tone else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the text of a cell; every other role is left to the delegate."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return self._row(index.row())[1][index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Give the title of a column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken_title(section)
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _spoken_title(self, section: int) -> str:
        title, (column, falling) = self.columns[section].title, self._order
        if section != column:
            return title
        form = N_("{title}, sorted downwards") if falling else N_("{title}, sorted upwards")
        return _(form).format(title=title)

    def _row(self, number: int) -> tuple[Any, tuple[str, ...]]:
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._pages[page] = self._read(page)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[number % PAGE]

    def _read(self, page: int) -> list[tuple[Any, tuple[str, ...]]]:
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        records = self._read_page(ids)
        assert len(records) == len(ids), "a page holds a row for each id asked for"
        return [(each, tuple(column.text(each) for column in self.columns)) for each in records]
