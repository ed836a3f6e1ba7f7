# SPDX-License-Identifier: Apache-2.0
"""A form made from a table of questions about the parts of one frozen record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from dataclasses import field as part_of
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from logbook.clock import Clock
from logbook.domain.parts import AnswerKind, is_answered, shape_at, start_of, value_at, with_value
from logbook.i18n import _
from logbook.wording.question import Condition, Question, always
from ui import theme
from ui.tables.question_fields import Asking, Editor, QuestionField, editor_for
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea

_Record = TypeVar("_Record")

NO_LIMITS: Mapping[str, tuple[Enum, ...]] = MappingProxyType({})


NO_EDITORS: Mapping[str, Editor] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCard:
    """Some questions under a heading."""

    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """What a small form says of itself, and what it asks."""

    title: str
    lead: str
    record: str
    """What is written on the button that records it."""
    cards: tuple[AskedCard, ...]
    offered: Mapping[str, tuple[Enum, ...]] = part_of(default_factory=lambda: NO_LIMITS)
    """The values to choose from, where those are not all of them."""


def card(heading: str, *questions: Question) -> AskedCard:
    """Put questions under a heading."""
    return AskedCard(heading=heading, questions=questions)


def ask(
    part: str,
    label: str,
    hint: str = "",
    *,
    lines: int = 2,
    none: str = "",
    ahead: bool = False,
    when: Condition = always,
) -> Question:
    """Ask for a part."""
    return Question(
        part=part, label=label, hint=hint, lines=lines, none=none, ahead=ahead, when=when
    )


class PartsForm(QWidget, Generic[_Record]):
    """Shows a record; `edited` carries a whole new one for each answer of the person.

    What no question asks stays as it was. Questions that other answers make needless are hidden.
    """

    edited = Signal(object)

    def __init__(
        self,
        record: _Record,
        cards: Sequence[AskedCard],
        clock: Clock,
        prefix: str,
        *,
        offered: Mapping[str, tuple[Enum, ...]] = NO_LIMITS,
        editors: Mapping[str, Editor] = NO_EDITORS,
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.record: _Record = record
        self._begun, self._editors = record, editors
        self._from_the_start = _needed(record)
        self._fields: dict[str, QuestionField] = {}
        layout = column(self, "l")
        for number, asked in enumerate(cards, 1):
            ground = Card(_(asked.heading), f"{prefix}card-{number}", gap="l")
            for question in asked.questions:
                asking = Asking(
                    question=question,
                    kind=type(record),
                    clock=clock,
                    prefix=prefix,
                    offered=offered.get(question.part, ()),
                )
                ground.add(self._field(asking))
            layout.addWidget(ground)
        self.show_record(record)
        first = next(iter(self._fields.values()))
        self.setFocusProxy(getattr(first.editor, "editor", first.editor))

    @property
    def parts(self) -> frozenset[str]:
        """The parts that are asked for."""
        return frozenset(self._fields)

    def show_record(self, record: _Record) -> None:
        """Show a record. Emits nothing."""
        self.record = record
        for part, field in self._fields.items():
            field.show_value(value_at(record, part))
        self._arrange()

    def kept(self) -> tuple[_Record, dict[str, str]]:
        """Give the record as it can be kept, and by part the texts that are no answers yet.

        A record of its kind may need an answer where only half of one is typed, such as the day
        on which something was said: there it has what it had, and the text tells otherwise.
        """
        kept, texts = self.record, {}
        for part, field in self._fields.items():
            text = field.typed()
            before = value_at(self._begun, part)
            if text is None or value_at(self.record, part) is not None:
                continue
            if text.strip() or before is not None:
                texts[part] = text
            if before is not None:
                kept = with_value(kept, part, before)
        return kept, texts

    def show_typed(self, texts: Mapping[str, str]) -> None:
        """Show by part what was typed and is no answer yet. Emits nothing."""
        for part, text in texts.items():
            if part in self._fields:
                self._fields[part].show_typed(text)
                self.record = with_value(self.record, part, self._fields[part].value())
        self._arrange()

    def half_answered(self) -> str | None:
        """Give the first part in sight where something is typed, or needed, and is no answer."""
        _kept, texts = self.kept()
        needed = self._from_the_start
        return next(
            (
                part
                for part, text in texts.items()
                if (text.strip() or part in needed) and self._fields[part].isVisibleTo(self)
            ),
            None,
        )

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        first: QWidget | None = None
        for part, field in self._fields.items():
            field.show_problem(problems.get(part, ""))
            if part in problems and first is None:
                first = getattr(field.editor, "editor", field.editor)
        return first

    def _field(self, asking: Asking) -> QuestionField:
        part = asking.question.part
        field = QuestionField(asking, self._editors.get(part) or _editor(asking))
        field.edited.connect(partial(self._take, part))
        field.taken_out.connect(partial(self._take_out, part))
        self._fields[part] = field
        return field

    def _arrange(self) -> None:
        record: Any = self.record
        for part, field in self._fields.items():
            # What every record of the kind says from the start is no answer of its own.
            answered = part not in self._from_the_start and is_answered(record, part)
            field.show_asked(asked=field.question.when(record), answered=answered)

    def _take(self, part: str, value: Any) -> None:
        self.record = with_value(self.record, part, value)
        self._arrange()
        self.edited.emit(self.record)

    def _take_out(self, part: str) -> None:
        self._fields[part].show_value(start_of(type(self.record), part))
        self._take(part, start_of(type(self.record), part))


def _needed(record: Any) -> frozenset[str]:
    """Give the parts that a record of this kind cannot be without."""
    return frozenset(
        each.name
        for each in fields(record)
        if each.default is MISSING and each.default_factory is MISSING
    )


def _editor(asking: Asking) -> Editor:
    listed = shape_at(asking.kind, asking.question.part).kind is AnswerKind.LIST
    return _names(asking) if listed else editor_for(asking)


def _names(asking: Asking) -> Editor:
    """Make the editor of a list of names: one on each line."""
    area = TextArea(2)
    return Editor(
        widget=Field(asking.title, area, hint=asking.hint, identifier=asking.identifier),
        edited=area.edited,
        read=lambda: tuple(line.strip() for line in area.text().splitlines() if line.strip()),
        show=lambda names: _show_names(area, tuple(names or ())),
    )


def _show_names(area: TextArea, names: tuple[str, ...]) -> None:
    if names != tuple(line.strip() for line in area.text().splitlines() if line.strip()):
        area.show_text("\n".join(names))
