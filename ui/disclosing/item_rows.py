# SPDX-License-Identifier: Apache-2.0
"""All that is disclosed, one row for each piece of information."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.information import Item
from logbook.i18n import _
from ui import theme
from ui.disclosing.item_row import ItemRow
from ui.widgets.buttons import plain_button
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.text import Text


class ItemRows(QWidget):
    """Rows of items; `edited` carries the tuple of those whose kind is chosen.

    `rows_changed` tells that a row came or went, so that Tab can be led through them anew.
    """

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "items", _("What is disclosed"))
        theme.give_look(self, look="clear")
        self._today = today
        self._rows: list[ItemRow] = []
        self._made = 0
        self._problem = ""
        self._asked_for = False
        # Rows that come later stand within this, so that Tab reaches them before the button.
        self._ground = QWidget()
        theme.give_look(self._ground, look="clear")
        self._layout = column(self._ground, "m")
        self._add = plain_button(_("Add a&nother item"), "item-add", "plus")
        self._add.clicked.connect(self._add_and_enter)
        layout = column(self, "m")
        layout.addWidget(Text(_("What is disclosed"), look="label"))
        layout.addWidget(self._ground)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        layout.addLayout(line)
        self._add_row()

    def items(self) -> tuple[Item, ...]:
        """Give the items whose kind is chosen."""
        return tuple(item for item in (each.item() for each in self._rows) if item is not None)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show items, or one empty row. Emits nothing; what is shown already is left alone."""
        if tuple(items) == self.items():
            return
        while len(self._rows) > max(1, len(items)):
            self._drop(self._rows[-1])
        while len(self._rows) < len(items):
            self._add_row()
        for each, item in zip(self._rows, items, strict=False):
            each.show_item(item)
        self._arrange()

    def show_asked_for(self, *, asked_for: bool) -> None:
        """Ask of each whether it was asked for, where somebody asked for something."""
        self._asked_for = asked_for
        for each in self._rows:
            each.show_asked_for(asked_for=asked_for)

    def show_all_of_each(self) -> None:
        """Bring into sight what is asked of an item only at times."""
        for each in self._rows:
            each.unfold()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the rows it concerns."""
        self._problem = problem
        for each in self._rows:
            each.show_problem(problem)

    def _add_row(self) -> ItemRow:
        self._made += 1
        added = ItemRow(self._made, self._today)
        added.show_asked_for(asked_for=self._asked_for)
        added.edited.connect(self._emit)
        added.taken_out.connect(self._take_out)
        added.unfolded.connect(self.rows_changed)
        self._rows.append(added)
        self._layout.addWidget(added)
        # Qt shows what is added to a layout only later, too late to take the focus now.
        added.show()
        self._arrange()
        return added

    def _drop(self, gone: ItemRow) -> None:
        self._rows.remove(gone)
        self._layout.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _arrange(self) -> None:
        complete = all(each.item() is not None for each in self._rows)
        self._add.setEnabled(complete)
        self.setFocusProxy(self._rows[0].first_field)
        for each in self._rows:
            each.show_removable(removable=len(self._rows) > 1)
        self.rows_changed.emit()

    @Slot()
    def _emit(self) -> None:
        self._arrange()
        self.edited.emit(self.items())

    @Slot()
    def _add_and_enter(self) -> None:
        self._add_row().first_field.setFocus()

    @Slot(object)
    def _take_out(self, gone: object) -> None:
        assert isinstance(gone, ItemRow), "rows hand over themselves"
        self._drop(gone)
        self._arrange()
        self.setFocus()
        self.edited.emit(self.items())
