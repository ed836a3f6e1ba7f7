# SPDX-License-Identifier: Apache-2.0
"""Any number of names, one line for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.layouts import column, row
from ui.widgets.naming import named, spoken
from ui.widgets.text import Text


class NameRows(QWidget):
    """Lines under a title; `edited` carries the tuple of names that are not empty."""

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self, title: str, hint: str, identifier: str) -> None:
        super().__init__()
        named(self, identifier, title, hint)
        theme.give_look(self, look="clear")
        self._title, self._identifier, self._made = title, identifier, 0
        self._rows: list[tuple[QWidget, QLineEdit]] = []
        label = Text(title, look="label")
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        # Lines that come later stand within this, so that Tab reaches them before the button.
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._room = column(ground, "s")
        self._add = plain_button(_("&Another recipient"), f"{identifier}-add", "plus")
        self._add.clicked.connect(self._add_and_enter)
        layout = column(self, "xs")
        for part in (label, Text(hint, look="small"), self._problem):
            layout.addWidget(part)
        layout.addWidget(ground)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        layout.addLayout(line)
        label.setBuddy(self._add_row())

    def names(self) -> tuple[str, ...]:
        """Give the names entered."""
        return tuple(line.text() for _row, line in self._rows if line.text().strip())

    def show_names(self, names: Sequence[str]) -> None:
        """Show names, or one empty line. Emits nothing; what is shown already is left alone."""
        if tuple(names) == self.names():
            return
        while len(self._rows) > max(1, len(names)):
            self._drop(len(self._rows) - 1)
        while len(self._rows) < len(names):
            self._add_row()
        for (_row, line), name in zip(self._rows, names, strict=False):
            if line.text() != name:
                line.setText(name)
        self.rows_changed.emit()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong above the lines."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._rows[0][1].setAccessibleDescription(problem)
        theme.give_look(self._rows[0][1], wrong="true" if problem else "false")

    def _add_row(self) -> QLineEdit:
        self._made += 1
        ground = QWidget()
        theme.give_look(ground, look="clear")
        line = named(QLineEdit(), f"{self._identifier}-{self._made}", spoken(self._title))
        across = row(ground, "s")
        across.addWidget(line, 1)
        if self._rows:
            out = quiet_button(_("Take out"), f"{self._identifier}-{self._made}-out", "x")
            out.clicked.connect(partial(self._take_out, ground))
            across.addWidget(out)
        line.textEdited.connect(self._emit)
        self._rows.append((ground, line))
        self._room.addWidget(ground)
        # Qt shows what is added to a layout only later, too late to take the focus now.
        ground.show()
        return line

    def _drop(self, place: int) -> None:
        ground, _line = self._rows.pop(place)
        self._room.removeWidget(ground)
        ground.hide()
        ground.deleteLater()

    def _take_out(self, ground: QWidget) -> None:
        self._drop([each for each, _line in self._rows].index(ground))
        self._rows[-1][1].setFocus()
        self.rows_changed.emit()
        self._emit()

    @Slot()
    def _add_and_enter(self) -> None:
        line = self._add_row()
        self.rows_changed.emit()
        line.setFocus()

    @Slot()
    def _emit(self) -> None:
        self.edited.emit(self.names())
