# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QMainWindow

from ui import theme
from ui.theme import Tone
from ui.widgets.paged_model import PAGE, Column, PagedModel
from ui.widgets.record_table import RecordTable

Show = Callable[..., QMainWindow]
MANY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: int
    name: str


COLUMNS = (
    Column(title="Number", text=lambda line: str(line.number), width=90, key="number"),
    Column(title="Name", text=lambda line: line.name, stretch=True, key="name"),
    Column(title="State", text=lambda _line: "Open", tone=lambda _line: Tone.INFO),
)


class Shelf:
    """Rows made when a page is asked for; remembers how often it was."""

    def __init__(self) -> None:
        self.reads: list[int] = []

    def read(self, ids: Sequence[int]) -> list[Line]:
        self.reads.append(ids[0])
        return [Line(number=each, name=f"Name {each}") for each in ids]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_the_model_keeps_the_rules_of_models(qapp: QApplication, shelf: Shelf) -> None:
    assert qapp
    model = PagedModel(COLUMNS, range(PAGE + 3), shelf.read)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_ids(range(5))
    model.show_ids(())
    model.show_ids(range(PAGE * 2))
    assert tester.model() is model


def test_only_the_pages_looked_at_are_read(qapp: QApplication, shelf: Shelf) -> None:
    assert qapp
    model = PagedModel(COLUMNS, range(MANY), shelf.read)
    assert model.rowCount() == MANY
    assert shelf.reads == []
    assert model.index(MANY - 1, 1).data() == f"Name {MANY - 1}"
    assert model.index(MANY - 2, 1).data() == f"Name {MANY - 2}"
    assert shelf.reads == [(MANY - 1) // PAGE * PAGE]


def test_a_page_not_seen_for_long_is_read_again(qapp: QApplication, shelf: Shelf) -> None:
    assert qapp
    model = PagedModel(COLUMNS, range(MANY), shelf.read)
    for page in range(66):
        model.cell(page * PAGE, 0)
    model.cell(65 * PAGE, 0)
    assert len(shelf.reads) == 66
    model.cell(0, 0)
    assert len(shelf.reads) == 67


def test_a_table_of_many_rows_paints_by_reading_one_page(shown: Show, shelf: Shelf) -> None:
    table = RecordTable(PagedModel(COLUMNS, range(MANY), shelf.read), "Lines")
    shown(table).grab()
    assert shelf.reads == [0]
    assert table.rowHeight(0) >= 40
    modes = {table.horizontalHeader().sectionResizeMode(number) for number in range(3)}
    assert QHeaderView.ResizeMode.ResizeToContents not in modes


def test_a_screen_reader_finds_every_row_and_the_order(shown: Show, shelf: Shelf) -> None:
    model = PagedModel(COLUMNS, range(1000), shelf.read)
    table = RecordTable(model, "Lines", "lines")
    shown(table)
    table.show_sorting("number", falling=True)
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.role() is QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Lines"
    # Both headers count: one line above the rows and one column before them.
    assert interface.childCount() == 1001 * 4
    assert interface.child(501 * 4 + 2).text(QAccessible.Text.Name) == "Name 500"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.headerData(0, Qt.Orientation.Horizontal, role) == "Number, sorted downwards"


def test_enter_opens_and_arrows_choose(shown: Show, shelf: Shelf) -> None:
    table = RecordTable(PagedModel(COLUMNS, range(10, 20), shelf.read), "Lines")
    # The only widget of a window gets the focus at once, and with it the first row.
    table.choose(12)
    opened, chosen = list[object](), list[object]()
    table.opened.connect(opened.append)
    table.chosen.connect(chosen.append)
    shown(table)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert opened == [13]
    assert chosen == [13, 19]
    assert table.current_id() == 19


def test_tab_leaves_the_table(shown: Show, shelf: Shelf) -> None:
    table = RecordTable(PagedModel(COLUMNS, range(3), shelf.read), "Lines")
    line = QLineEdit()
    shown(table, line)
    table.setFocus()
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert line.hasFocus()


def test_a_header_asks_for_an_order_and_then_for_its_reverse(shown: Show, shelf: Shelf) -> None:
    table = RecordTable(PagedModel(COLUMNS, range(3), shelf.read), "Lines")
    asked = list[tuple[str, bool]]()
    table.sort_asked.connect(lambda key, falling: asked.append((key, falling)))
    shown(table)
    header = table.horizontalHeader()
    for section in (1, 1, 2, 0):
        middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        QTest.mouseClick(
            header.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(middle, 10),
        )
    assert asked == [("name", False), ("name", True), ("number", False)]


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_column_that_takes_what_is_left_never_gets_less_than_its_width(
    dressed: QApplication, shown: Callable[..., QMainWindow], shelf: Shelf, zoom: int
) -> None:
    theme.apply(dressed, theme.Appearance(zoom=zoom))
    least = [theme.scaled(column.width) for column in COLUMNS]
    table = RecordTable(PagedModel(COLUMNS, range(5), shelf.read), "People")
    window = shown(table, width=sum(least) - 60)
    assert table.columnWidth(1) == least[1]
    assert table.horizontalScrollBar().maximum() > 0

    window.resize(sum(least) + 300, 400)
    dressed.processEvents()
    assert table.columnWidth(1) == table.viewport().width() - least[0] - least[2]
    assert table.horizontalScrollBar().maximum() == 0

    window.resize(sum(least) - 60, 400)
    dressed.processEvents()
    assert table.columnWidth(1) == least[1]
    theme.apply(dressed, theme.Appearance(scheme=theme.Scheme.LIGHT))
