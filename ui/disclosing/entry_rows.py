# SPDX-License-Identifier: Apache-2.0
"""A list of entries, one card for each: parts that are withheld, questions put back to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from logbook.clock import Clock
from logbook.domain.access import Exemption
from logbook.domain.parts import value_at, with_value
from logbook.domain.request import Clarification
from logbook.i18n import N_, _
from logbook.wording.question import Question
from ui import theme
from ui.tables.question_fields import (
    Asking,
    Editor,
    QuestionField,
    choice_of_codes,
    editor_for,
)
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.choice import Alternative
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

Alternatives = Mapping[str, Sequence[Alternative]]
"""What can be chosen for a part that is a code of the catalogue."""

_QUESTIONS: Mapping[type, tuple[Question, ...]] = MappingProxyType(
    {
        Exemption: (
            Question(part="item", label=N_("What is withheld"), lines=1),
            Question(part="code", label=N_("What allows it"), lines=1),
            Question(part="reasons", label=N_("Why that applies to this part")),
        ),
        Clarification: (
            Question(part="asked_on", label=N_("Asked on")),
            Question(part="question", label=N_("What you asked")),
            Question(part="answered_on", label=N_("Answered on")),
            Question(part="answer", label=N_("What they answered")),
        ),
    }
)
_BLANKS: Mapping[type, Any] = MappingProxyType(
    {Exemption: Exemption(code=""), Clarification: Clarification()}
)
_ADD: Mapping[type, str] = MappingProxyType(
    {Exemption: N_("Withhold a part"), Clarification: N_("Note a question you put back")}
)
_NAME: Mapping[type, str] = MappingProxyType(
    {Exemption: N_("Withheld part {number}"), Clarification: N_("Question {number}")}
)


class EntryRows(QWidget):
    """Cards of entries; `edited` carries the tuple of those in which anything is said.

    `rows_changed` tells that a card came or went, so that Tab can be led through them anew.
    """

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(
        self, kind: type, clock: Clock, *, title: str, identifier: str, hint: str = ""
    ) -> None:
        super().__init__()
        named(self, identifier, title, hint)
        theme.give_look(self, look="clear")
        self._kind, self._clock, self._identifier = kind, clock, identifier
        self._alternatives: Alternatives = {}
        self._rows: list[_EntryRow] = []
        self._made = 0
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        # Cards that come later stand within this, so that Tab reaches them before the button.
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._ground = column(ground, "m")
        self._add = plain_button(_(_ADD[kind]), f"{identifier}-add", "plus")
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

    def entries(self) -> tuple[Any, ...]:
        """Give the entries in which anything is said."""
        blank = _BLANKS[self._kind]
        return tuple(each.entry for each in self._rows if each.entry != blank)

    def show_entries(self, entries: Sequence[Any] | None) -> None:
        """Show entries. Emits nothing; what is shown already is left alone."""
        wanted = tuple(entries or ())
        if wanted == self.entries():
            return
        for gone in tuple(self._rows):
            self._drop(gone)
        for each in wanted:
            self._add_row(each)

    def show_alternatives(self, alternatives: Alternatives) -> None:
        """Offer these codes to choose from; what is the same is left alone."""
        offered = {part: tuple(some) for part, some in alternatives.items() if some}
        if offered == self._alternatives:
            return
        self._alternatives = offered
        entries = [each.entry for each in self._rows]
        for gone in tuple(self._rows):
            self._drop(gone)
        for each in entries:
            self._add_row(each)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong above the entries and have it read out."""
        if problem == self._problem.text():
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
        announce(self, problem)

    def _add_row(self, entry: Any) -> _EntryRow:
        self._made += 1
        added = _EntryRow(
            entry, self._clock, f"{self._identifier}-{self._made}", self._made, self._alternatives
        )
        added.edited.connect(self._emit)
        added.taken_out.connect(self._take_out)
        self._rows.append(added)
        self._ground.addWidget(added)
        # Qt shows what is added to a layout only later, too late to take the focus now.
        added.show()
        self.rows_changed.emit()
        return added

    def _drop(self, gone: _EntryRow) -> None:
        self._rows.remove(gone)
        self._ground.removeWidget(gone)
        gone.hide()
        # Until it is gone, Tab would still be led through it.
        gone.setParent(None)
        gone.deleteLater()
        self.rows_changed.emit()

    @Slot()
    def _emit(self) -> None:
        self.edited.emit(self.entries())

    @Slot()
    def _add_and_enter(self) -> None:
        self._add_row(_BLANKS[self._kind]).enter()

    @Slot(object)
    def _take_out(self, gone: object) -> None:
        assert isinstance(gone, _EntryRow), "cards hand over themselves"
        self._drop(gone)
        self._add.setFocus()
        self.edited.emit(self.entries())


class _EntryRow(QFrame):
    """One entry; what of it is not asked here stays as it was."""

    edited = Signal()
    taken_out = Signal(object)

    def __init__(
        self, entry: Any, clock: Clock, identifier: str, number: int, alternatives: Alternatives
    ) -> None:
        super().__init__()
        self.entry = entry
        kind = type(entry)
        name = _(_NAME[kind]).format(number=number)
        named(self, identifier, name)
        self.setProperty("look", "card")
        layout = column(self, "m", ("l", "m", "l", "m"))
        self._fields = [
            _field(question, entry, clock, f"{identifier}-", alternatives)
            for question in _QUESTIONS[kind]
        ]
        for field in self._fields:
            field.show_value(value_at(entry, field.part))
            field.edited.connect(partial(self._take, field.part))
            layout.addWidget(field)
        out = quiet_button(_("Take this out"), f"{identifier}-out", "x")
        out.setAccessibleName(_("Take out: {answer}").format(answer=name))
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
        self.entry = with_value(self.entry, part, value)
        self.edited.emit()

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self)


def _field(
    question: Question, entry: Any, clock: Clock, prefix: str, alternatives: Alternatives
) -> QuestionField:
    asking = Asking(question=question, kind=type(entry), clock=clock, prefix=prefix)
    offered = list(alternatives.get(question.part, ()))
    if not offered:
        return QuestionField(asking, editor_for(asking))
    there = value_at(entry, question.part)
    if there and all(each.value != there for each in offered):
        offered.append(Alternative(value=there, title=there))
    return QuestionField(asking, choice_of_codes(asking, offered))


def editor_of_list(asking: Asking, kind: type) -> Editor:
    """Make the editor of a list of entries of a kind."""
    rows = EntryRows(
        kind, asking.clock, title=asking.title, identifier=asking.identifier, hint=asking.hint
    )
    return Editor(widget=rows, edited=rows.edited, read=rows.entries, show=rows.show_entries)
