# SPDX-License-Identifier: Apache-2.0
"""Questions that few entries need, folded away under a button until somebody asks for them.

What is answered is never out of sight: a fold that holds an answer opens by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.clock import Clock
from logbook.domain.parts import is_answered, value_at, with_value
from logbook.wording.question import Question
from ui import theme
from ui.tables.question_fields import Asking, QuestionField, editor_for
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named

_Record = TypeVar("_Record")


class MoreAnswers(QWidget):
    """`edited` says that something was entered, `unfolded` that Tab is to be led anew.

    `fields` holds the field of each part.
    """

    edited = Signal()
    unfolded = Signal()

    def __init__(
        self, questions: Sequence[Question], kind: type, clock: Clock, *, title: str, prefix: str
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.fields: dict[str, QuestionField] = {}
        self._unfold = quiet_button(title, f"{prefix}more", "plus")
        self._ground = named(QWidget(), f"{prefix}more-answers")
        theme.give_look(self._ground, look="clear")
        lines = column(self._ground, "l")
        for question in questions:
            asking = Asking(question=question, kind=kind, clock=clock, prefix=prefix)
            field = QuestionField(asking, editor_for(asking))
            field.edited.connect(self._tell)
            self.fields[question.part] = field
            lines.addWidget(field)
        self._ground.hide()
        layout = column(self, "none")
        self._line = WrappingRow([self._unfold], 1)
        layout.addWidget(self._line)
        layout.addWidget(self._ground)
        self._unfold.clicked.connect(self._unfold_and_enter)

    def show_record(self, record: object) -> None:
        """Show the answers of a record. Emits nothing."""
        for part, field in self.fields.items():
            field.show_value(value_at(record, part))
        if any(is_answered(record, part) for part in self.fields):
            self._open()

    def put_into(self, record: _Record) -> _Record:
        """Give a record with the answers as they stand."""
        for part, field in self.fields.items():
            record = with_value(record, part, field.value())
        return record

    def _open(self) -> None:
        if self._ground.isHidden():
            self._ground.show()
            self._line.hide()
            self.unfolded.emit()

    @Slot()
    def _unfold_and_enter(self) -> None:
        self._open()
        editor = next(iter(self.fields.values())).editor
        getattr(editor, "editor", editor).setFocus()

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()
