# SPDX-License-Identifier: Apache-2.0
"""Which row of the catalogue it rests on: those offered, the one chosen in full, those refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.legal_basis import LegalBasis, Refused
from logbook.i18n import _, ngettext
from logbook.wording.labels import label
from ui import theme
from ui.disclosing.law_row import LawRow
from ui.tables.question_fields import MOST_IN_SIGHT
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.text import Text


class LawChoice(QWidget):
    """`edited` carries the code of the row chosen; `rows_changed` that Tab is to be led anew."""

    edited = Signal(str)
    rows_changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        named(self, "law-choice", title)
        theme.give_look(self, look="clear")
        self._title = title
        self._offered: tuple[LegalBasis, ...] | None = None
        self._code, self._problem = "", ""
        self._editor: Choice | ComboChoice
        self._field = self._make_field()
        self._row = LawRow()
        self._refusals = _Refusals()
        self._layout = column(self, "l")
        for part in (self._field, self._row, self._refusals):
            self._layout.addWidget(part)
        self.setFocusProxy(self._editor)
        self._refusals.rows_changed.connect(self.rows_changed)

    @property
    def code(self) -> str:
        """The code of the row chosen; empty while none is."""
        return self._code

    @property
    def row(self) -> LegalBasis | None:
        """The row chosen, if it is offered here."""
        return next((each for each in self._offered or () if each.code == self._code), None)

    def show_rows(self, offered: Sequence[LegalBasis], refused: Sequence[Refused]) -> None:
        """Offer these rows, and say of the others why not; what is the same is left alone."""
        self._refusals.show_refused(tuple(refused))
        if tuple(offered) == self._offered:
            return
        self._offered = tuple(offered)
        before, self._field = self._field, self._make_field()
        self._layout.replaceWidget(before, self._field)
        before.hide()
        before.deleteLater()
        # Qt shows what is added to a layout only later, too late to take the focus now.
        self._field.show()
        self.setFocusProxy(self._editor)
        self.show_code(self._code)
        self.rows_changed.emit()

    def show_code(self, code: str) -> None:
        """Show which row is chosen. Emits nothing."""
        self._code = code
        self._editor.show_value(code or None)
        self._row.show_row(self.row)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the rows."""
        self._problem = problem
        self._field.show_problem(problem)

    def _make_field(self) -> Choice | Field:
        offered = self._offered or ()
        hint = (
            _("A memory aid with sources, not legal advice.")
            if offered
            else _("The catalogue holds nothing for this here. Choose another basis.")
        )
        alternatives = [
            Alternative(value=each.code, title=each.title, explanation=each.citation)
            for each in offered
        ]
        field: Choice | Field
        if len(offered) > MOST_IN_SIGHT:
            self._editor = ComboChoice(alternatives, identifier="basis-law", hint=_("Choose"))
            field = Field(self._title, self._editor, hint=hint)
        else:
            field = self._editor = Choice(
                self._title, alternatives, identifier="basis-law", hint=hint
            )
        field.show_problem(self._problem)
        self._editor.edited.connect(self._choose)
        return field

    @Slot(object)
    def _choose(self, code: object) -> None:
        self.show_code(str(code))
        self.edited.emit(self._code)


class _Refusals(QWidget):
    """What looks as if it fitted and does not hold here, each with the reason in words."""

    rows_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "law-refused", _("Not here"))
        theme.give_look(self, look="clear")
        self._refused: tuple[Refused, ...] = ()
        self._button = quiet_button("", "law-refused-show", "chevron-right")
        self._list = QWidget()
        theme.give_look(self._list, look="clear")
        self._lines = column(self._list, "s")
        self._list.hide()
        line = row()
        line.addWidget(self._button)
        line.addStretch(1)
        layout = column(self, "s")
        layout.addLayout(line)
        layout.addWidget(self._list)
        self._button.clicked.connect(self._toggle)
        self.hide()

    def show_refused(self, refused: tuple[Refused, ...]) -> None:
        """Show these rows, folded away until they are asked for."""
        if refused == self._refused:
            return
        self._refused = refused
        while self._lines.count():
            item = self._lines.takeAt(0)
            gone = item.widget() if item else None
            if gone:
                gone.hide()
                gone.deleteLater()
        for each, reasons in refused:
            why = "; ".join(label(reason) for reason in reasons)
            self._lines.addWidget(
                Text(
                    _("{title} ({citation}): {why}.").format(
                        title=each.title, citation=each.citation, why=why
                    )
                )
            )
            if each.trap:
                self._lines.addWidget(Text(each.trap, look="small"))
        self.setVisible(bool(refused))
        self._say()

    def _say(self) -> None:
        count = len(self._refused)
        words = ngettext("Not here ({count})", "Not here ({count})", count).format(count=count)
        opened = not self._list.isHidden()
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setAccessibleDescription(
            _("Hides them")
            if opened
            else _("Shows what looks as if it fitted, and why it does not")
        )
        theme.give_icon(self._button, "chevron-down" if opened else "chevron-right", "accent")

    @Slot()
    def _toggle(self) -> None:
        self._list.setVisible(self._list.isHidden())
        self._say()
        self.rows_changed.emit()
