# SPDX-License-Identifier: Apache-2.0
"""The field of a question, made by the kind of answer its part takes.

A field that holds an answer although it is no longer asked stays in sight and says so: what is
recorded is never out of sight, and what was typed is never taken out behind anybody's back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from logbook.clock import Clock
from logbook.domain.parts import AnswerKind, shape_at
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.question import Question
from ui import theme
from ui.tables.checked_field import CheckedField
from ui.tables.record_choice import RecordChoice
from ui.widgets.buttons import quiet_button
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.moment_field import MomentField
from ui.widgets.number_line import NumberLine
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea
from ui.widgets.typed_date import Lean

MOST_IN_SIGHT = 6
"""So many alternatives are shown one below the other; more of them stand in a box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A widget for one answer, and how to read and fill it."""

    widget: QWidget
    edited: SignalInstance
    read: Callable[[], Any]
    show: Callable[[Any], None]
    typed: Callable[[], str] | None = None
    """Gives the text as it stands, where that may be no answer yet, such as half a date."""
    show_typed: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What an editor is made from."""

    question: Question
    kind: type
    """The type that has the part."""
    clock: Clock
    prefix: str = ""
    """What stands before the part in identifiers, where it is asked more than once."""
    offered: tuple[Enum, ...] = ()
    """The values to choose from, where that is not all of them."""

    @property
    def identifier(self) -> str:
        """The stable identifier of the field."""
        return (self.prefix + self.question.part).replace("_", "-").replace(".", "-")

    @property
    def title(self) -> str:
        """What the question says."""
        return _(self.question.label)

    @property
    def hint(self) -> str:
        """What helps to answer it."""
        return _(self.question.hint) if self.question.hint else ""

    @property
    def lean(self) -> Lean:
        """Which way a day leans that is not typed whole."""
        return Lean.FUTURE if self.question.ahead else Lean.PAST


class QuestionField(QWidget):
    """One question with its editor; `edited` carries the answer, `taken_out` that it is to go."""

    edited = Signal(object)
    taken_out = Signal()

    def __init__(self, asking: Asking, editor: Editor) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.question = asking.question
        self.part = asking.question.part
        self.editor = editor.widget
        self._editor = editor
        out = quiet_button(_("Take it out"), f"{asking.identifier}-out", "x")
        out.setAccessibleName(_("Take out: {answer}").format(answer=asking.title))
        out.clicked.connect(self.taken_out)
        note = Text(_("Your other answers no longer ask for this."), look="small")
        self._left_over = QWidget()
        theme.give_look(self._left_over, look="clear")
        line = row(self._left_over, "s")
        line.addWidget(note, 1)
        line.addWidget(out)
        self._left_over.hide()
        layout = column(self, "xs")
        layout.addWidget(self.editor)
        layout.addWidget(self._left_over)
        editor.edited.connect(self._tell)

    def value(self) -> Any:
        """Give the answer as it stands."""
        return self._editor.read()

    def show_value(self, value: Any) -> None:
        """Show an answer; what is shown already is left alone. Emits nothing."""
        self._editor.show(value)

    def typed(self) -> str | None:
        """Give the text as it stands; None where what stands there always is an answer."""
        return self._editor.typed() if self._editor.typed is not None else None

    def show_typed(self, text: str) -> None:
        """Show text that is no answer yet, as it was typed. Emits nothing."""
        if self._editor.show_typed is not None:
            self._editor.show_typed(text)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the answer."""
        show = getattr(self.editor, "show_problem", None)
        assert callable(show), "an editor can say what is wrong with it"
        show(problem)

    def show_asked(self, *, asked: bool, answered: bool) -> None:
        """Show the question if it is asked, or answered although it is not."""
        focused = QApplication.focusWidget()
        typing = focused is not None and self.editor.isAncestorOf(focused)
        self._left_over.setVisible(answered and not asked)
        # A field that is emptied is not taken from under the cursor.
        self.setVisible(asked or answered or typing)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self.value())


def editor_for(asking: Asking) -> Editor:
    """Make the editor of a question by the kind of answer it takes; lists have their own."""
    return _MAKERS[shape_at(asking.kind, asking.question.part).kind](asking)


def choice_of_codes(asking: Asking, alternatives: Sequence[Alternative]) -> Editor:
    """Make the editor of a text that is one of a catalogue's codes."""
    box = ComboChoice(alternatives, identifier=asking.identifier, hint=_("Choose"))
    return Editor(
        widget=_in_field(asking, box),
        edited=box.edited,
        read=lambda: box.value() or "",
        show=box.show_value,
    )


def _text(asking: Asking) -> Editor:
    if asking.question.lines == 1:
        line = QLineEdit()
        return Editor(
            widget=_in_field(asking, line),
            edited=line.textEdited,
            read=line.text,
            show=lambda text: _show_line(line, text or ""),
        )
    area = TextArea(asking.question.lines)
    return Editor(
        widget=_in_field(asking, area),
        edited=area.edited,
        read=area.text,
        show=lambda text: area.show_text(text or ""),
    )


def _show_line(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)
        line.setCursorPosition(0)


def _tick(asking: Asking) -> Editor:
    box = CheckedField(asking.title, asking.identifier)
    return Editor(
        widget=box,
        edited=box.edited,
        read=box.checked,
        show=lambda checked: box.show_checked(checked=bool(checked)),
    )


def _yes_or_no(asking: Asking) -> Editor:
    words = ((True, _("Yes")), (False, _("No")), (None, _("Not settled yet")))
    return _choice(asking, [Alternative(value=value, title=title) for value, title in words])


def _one_of(asking: Asking) -> Editor:
    alternatives = _alternatives(asking)
    if asking.question.none:
        alternatives.append(Alternative(value=None, title=_(asking.question.none)))
    if len(alternatives) <= MOST_IN_SIGHT:
        return _choice(asking, alternatives)
    box = ComboChoice(alternatives, identifier=asking.identifier, hint=_("Choose"))
    return Editor(
        widget=_in_field(asking, box), edited=box.edited, read=box.value, show=box.show_value
    )


def _alternatives(asking: Asking) -> list[Alternative]:
    values = shape_at(asking.kind, asking.question.part).type
    assert issubclass(values, Enum), "what is chosen from a closed list has its labels"
    return [Alternative(value=value, title=label(value)) for value in asking.offered or values]


def _choice(asking: Asking, alternatives: Sequence[Alternative]) -> Editor:
    choice = Choice(asking.title, alternatives, identifier=asking.identifier, hint=asking.hint)
    return Editor(widget=choice, edited=choice.edited, read=choice.value, show=choice.show_value)


def _several_of(asking: Asking) -> Editor:
    boxes = CheckList(
        asking.title,
        _alternatives(asking),
        identifier=asking.identifier,
        hint=asking.hint,
    )
    return Editor(
        widget=boxes,
        edited=boxes.edited,
        read=boxes.values,
        show=lambda values: boxes.show_values(values or ()),
    )


def _day(asking: Asking) -> Editor:
    today = asking.clock.now().astimezone(asking.clock.zone).date()
    day = DateField(today, lean=asking.lean, identifier=asking.identifier)
    return Editor(
        widget=_in_field(asking, day),
        edited=day.edited,
        read=day.value,
        show=day.show_value,
        typed=day.typed,
        show_typed=lambda text: day.show_value(None, text),
    )


def _moment(asking: Asking) -> Editor:
    moment = MomentField(
        asking.clock.now(), asking.clock.zone, lean=asking.lean, identifier=asking.identifier
    )
    return Editor(
        widget=_in_field(asking, moment, identifier=""),
        edited=moment.edited,
        read=moment.value,
        show=moment.show_value,
        typed=moment.typed,
        show_typed=moment.show_typed,
    )


def _number(asking: Asking) -> Editor:
    number = NumberLine(asking.identifier)
    return Editor(
        widget=_in_field(asking, number),
        edited=number.edited,
        read=lambda: number.value() or 0,
        # Nought stands for a number that nobody gave yet.
        show=lambda value: number.show_value(value or None),
    )


def _record(asking: Asking) -> Editor:
    choice = RecordChoice(
        asking.title, asking.identifier, hint=asking.hint, none=_(asking.question.none)
    )
    return Editor(widget=choice, edited=choice.edited, read=choice.value, show=choice.show_value)


def _in_field(asking: Asking, editor: QWidget, identifier: str | None = None) -> Field:
    return Field(
        asking.title,
        editor,
        hint=asking.hint,
        identifier=asking.identifier if identifier is None else identifier,
    )


_MAKERS: Mapping[AnswerKind, Callable[[Asking], Editor]] = MappingProxyType(
    {
        AnswerKind.TEXT: _text,
        AnswerKind.TICK: _tick,
        AnswerKind.YES_OR_NO: _yes_or_no,
        AnswerKind.ONE_OF: _one_of,
        AnswerKind.SEVERAL_OF: _several_of,
        AnswerKind.DAY: _day,
        AnswerKind.MOMENT: _moment,
        AnswerKind.NUMBER: _number,
        AnswerKind.RECORD: _record,
    }
)
