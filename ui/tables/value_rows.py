# SPDX-License-Identifier: Apache-2.0
"""A list of small values of one kind, a card for each: numbers, places, parts that are withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from ui.tables.question_fields import Asking, QuestionField, choice_of_codes, editor_for
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.choice import Alternative
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

Alternatives = Mapping[str, Sequence[Alternative]]
"""What can be chosen for a part that is a code of the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOf:
    """What rows of a kind are called, what each asks, and what one begins as."""

    title: str
    add: str
    name: str
    """What one of them is called, with `{number}`."""
    blank: Any
    questions: tuple[Question, ...]
    hint: str = ""
    tone: theme.Tone = theme.Tone.WARN
    """How a problem looks: whether it keeps something from being recorded."""


class ValueRows(QWidget):
    """`edited` carries the tuple of values in which anything is said.

    `rows_changed` tells that a card came or went, so that Tab can be led through them anew.
    """

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self, of: RowsOf, clock: Clock, identifier: str) -> None:
        super().__init__()
        title, hint = _(of.title), _(of.hint) if of.hint else ""
        named(self, identifier, title, hint)
        theme.give_look(self, look="clear")
        self._of, self._clock, self._identifier = of, clock, identifier
        self._alternatives: Alternatives = {}
        self._rows: list[_Row] = []
        self._made = 0
        self._problem = Text(look="strong", tone=of.tone)
        self._problem.hide()
        # Cards that come later stand within this, so that Tab reaches them before the button.
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._room = column(ground, "m")
        self._add = plain_button(_(of.add), f"{identifier}-add", "plus")
        self._add.clicked.connect(self._add_and_enter)
        layout = column(self, "s")
        head = column(gap="xs")
        head.addWidget(Text(title, look="label"))
        if hint:
            head.addWidget(Text(hint, look="small"))
        layout.addLayout(head)
        layout.addWidget(self._problem)
        layout.addWidget(ground)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        layout.addLayout(line)

    def values(self) -> tuple[Any, ...]:
        """Give the values in which anything is said."""
        return tuple(each.value for each in self._rows if each.value != self._of.blank)

    def show_values(self, values: Sequence[Any] | None) -> None:
        """Show values. Emits nothing; what is shown already is left alone."""
        wanted = tuple(values or ())
        if wanted != self.values():
            self._renew(wanted)

    def show_alternatives(self, alternatives: Alternatives) -> None:
        """Offer these codes to choose from; what is the same is left alone."""
        offered = {part: tuple(some) for part, some in alternatives.items() if some}
        if offered != self._alternatives:
            self._alternatives = offered
            self._renew([each.value for each in self._rows])

    def show_problem(self, problem: str) -> None:
        """Say above the cards what is wrong, and have it read out."""
        if problem == self._problem.text():
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
        announce(self, problem)

    def _renew(self, values: Sequence[Any]) -> None:
        for gone in tuple(self._rows):
            self._drop(gone)
        for each in values:
            self._add_row(each)

    def _add_row(self, value: Any) -> _Row:
        self._made += 1
        name = _(self._of.name).format(number=self._made)
        added = _Row(value, name, f"{self._identifier}-{self._made}")
        added.ask(self._of.questions, self._clock, self._alternatives)
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
        # Until it is gone, Tab would still be led through it.
        gone.setParent(None)
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

    def __init__(self, value: Any, name: str, identifier: str) -> None:
        super().__init__()
        self.value, self._identifier = value, identifier
        self._fields: list[QuestionField] = []
        named(self, identifier, name)
        self.setProperty("look", "card")
        layout = column(self, "m", ("l", "m", "l", "m"))
        self._questions = column(gap="m")
        layout.addLayout(self._questions)
        out = quiet_button(_("Take this out"), f"{identifier}-out", "x")
        out.setAccessibleName(_("Take out: {answer}").format(answer=name))
        out.clicked.connect(self._take_out)
        line = row()
        line.addWidget(out)
        line.addStretch(1)
        layout.addLayout(line)

    def ask(self, questions: Sequence[Question], clock: Clock, alternatives: Alternatives) -> None:
        """Ask about the value, with these codes to choose from."""
        for question in questions:
            asking = Asking(
                question=question,
                kind=type(self.value),
                clock=clock,
                prefix=f"{self._identifier}-",
            )
            there = value_at(self.value, question.part)
            offered = list(alternatives.get(question.part, ()))
            if offered and there and all(each.value != there for each in offered):
                offered.append(Alternative(value=there, title=there))
            editor = choice_of_codes(asking, offered) if offered else editor_for(asking)
            field = QuestionField(asking, editor)
            field.show_value(there)
            field.edited.connect(partial(self._take, field.part))
            self._fields.append(field)
            self._questions.addWidget(field)

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
