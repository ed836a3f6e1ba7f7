# SPDX-License-Identifier: Apache-2.0
"""Any number of small values of one kind, a card for each: numbers, places, people around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from logbook.clock import Clock
from logbook.domain.parts import value_at, with_value
from logbook.i18n import _
from logbook.wording.question import Question
from ui import theme
from ui.tables.question_fields import Asking, QuestionField, editor_for
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOf:
    """What rows of a kind are called, what each asks, and what one begins as."""

    title: str
    add: str
    name: str
    """What one of them is called, with `{number}`."""
    blank: Any
    key: str
    """The text without which a row says nothing."""
    questions: tuple[Question, ...]


class ValueRows(QWidget):
    """`edited` carries the tuple of values that say something.

    `rows_changed` tells that a card came or went, so that Tab can be led through them anew.
    """

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self, of: RowsOf, clock: Clock, identifier: str) -> None:
        super().__init__()
        named(self, identifier, _(of.title))
        theme.give_look(self, look="clear")
        self._of, self._clock, self._identifier = of, clock, identifier
        self._rows: list[_Row] = []
        self._made = 0
        self._problem = Text(look="strong", tone=theme.Tone.WARN)
        self._problem.hide()
        # Cards that come later stand within this, so that Tab reaches them before the button.
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._room = column(ground, "m")
        self._add = plain_button(_(of.add), f"{identifier}-add", "plus")
        self._add.clicked.connect(self._add_and_enter)
        layout = column(self, "s")
        layout.addWidget(Text(_(of.title), look="label"))
        layout.addWidget(self._problem)
        layout.addWidget(ground)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        layout.addLayout(line)

    def values(self) -> tuple[Any, ...]:
        """Give the values that say something."""
        return tuple(each.value for each in self._rows if value_at(each.value, self._of.key))

    def show_values(self, values: Sequence[Any]) -> None:
        """Show values. Emits nothing; what is shown already is left alone."""
        if tuple(values) == self.values():
            return
        for gone in tuple(self._rows):
            self._drop(gone)
        for each in values:
            self._add_row(each)

    def show_problem(self, problem: str) -> None:
        """Say above the cards what looks wrong, and have it read out."""
        if problem == self._problem.text():
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
        announce(self, problem)

    def _add_row(self, value: Any) -> _Row:
        self._made += 1
        added = _Row(value, self._of, self._clock, f"{self._identifier}-{self._made}", self._made)
        added.edited.connect(self._emit)
        added.taken_out.connect(self._take_out)
        self._rows.append(added)
        self._room.addWidget(added)
        # Qt shows what is added to a layout only later, too late to take the focus now.
        added.show()
        self.rows_changed.emit()
        return added

    def _drop(self, gone: _Row) -> None:
        self._rows.remove(gone)
        self._room.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.rows_changed.emit()

    @Slot()
    def _emit(self) -> None:
        self.edited.emit(self.values())

    @Slot()
    def _add_and_enter(self) -> None:
        self._add_row(self._of.blank).enter()

    @Slot(object)
    def _take_out(self, gone: object) -> None:
        assert isinstance(gone, _Row), "cards hand over themselves"
        self._drop(gone)
        self._add.setFocus()
        self._emit()


class _Row(QFrame):
    """One value; what of it is not asked here stays as it was."""

    edited = Signal()
    taken_out = Signal(object)

    def __init__(self, value: Any, of: RowsOf, clock: Clock, identifier: str, number: int) -> None:
        super().__init__()
        self.value = value
        name = _(of.name).format(number=number)
        named(self, identifier, name)
        self.setProperty("look", "card")
        layout = column(self, "m", ("l", "m", "l", "m"))
        self._fields = [_field(question, value, clock, identifier) for question in of.questions]
        for field in self._fields:
            field.edited.connect(partial(self._take, field.part))
            layout.addWidget(field)
        out = quiet_button(_("Take this out"), f"{identifier}-out", "x")
        out.setAccessibleName(_("Take out: {name}").format(name=name))
        out.clicked.connect(self._take_out)
        line = row()
        line.addWidget(out)
        line.addStretch(1)
        layout.addLayout(line)

    def enter(self) -> None:
        """Give the focus to the first field."""
        editor = self._fields[0].editor
        getattr(editor, "editor", editor).setFocus()

    def _take(self, part: str, value: Any) -> None:
        self.value = with_value(self.value, part, value)
        self.edited.emit()

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self)


def _field(question: Question, value: Any, clock: Clock, identifier: str) -> QuestionField:
    asking = Asking(question=question, kind=type(value), clock=clock, prefix=f"{identifier}-")
    field = QuestionField(asking, editor_for(asking))
    field.show_value(value_at(value, question.part))
    return field
