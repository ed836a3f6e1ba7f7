# SPDX-License-Identifier: Apache-2.0
"""Other rows of the catalogue that support the one relied on, added one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.legal_basis import LegalBasis
from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow, column, row
from ui.widgets.naming import named
from ui.widgets.text import Text


class FurtherLaws(QWidget):
    """`edited` carries the codes chosen; `rows_changed` that Tab is to be led anew."""

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "basis-further", _("Other law that supports it"))
        theme.give_look(self, look="clear")
        self._rows: dict[str, LegalBasis] = {}
        self._codes: tuple[str, ...] = ()
        self._ground = QWidget()
        theme.give_look(self._ground, look="clear")
        self._lines = column(self._ground, "s")
        self._room = column(self, "s")
        self._room.addWidget(self._ground)
        self._problem = ""
        self._field = self._make_field()
        self._room.addWidget(self._field)
        self._button = plain_button(_("Add it"), "basis-further-add-it", "plus")
        self._button.clicked.connect(self._add)
        line = row()
        line.addWidget(self._button)
        line.addStretch(1)
        self._room.addLayout(line)
        self._say()

    def codes(self) -> tuple[str, ...]:
        """Give the codes chosen, in the order they were."""
        return self._codes

    def show_codes(self, codes: Sequence[str]) -> None:
        """Show which rows are chosen. Emits nothing."""
        if tuple(codes) != self._codes:
            self._codes = tuple(codes)
            self._renew()

    def show_rows(self, rows: Sequence[LegalBasis]) -> None:
        """Offer these rows; what is the same is left alone."""
        offered = {each.code: each for each in rows}
        if offered != self._rows:
            self._rows = offered
            self._renew()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the rows."""
        self._problem = problem
        self._field.show_problem(problem)

    def _renew(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            gone = item.widget() if item else None
            if gone:
                gone.hide()
                gone.deleteLater()
        for code in self._codes:
            self._lines.addWidget(self._line(code))
        before, self._field = self._field, self._make_field()
        self._room.replaceWidget(before, self._field)
        before.hide()
        before.deleteLater()
        self._field.show()
        self._say()
        self.rows_changed.emit()

    def _line(self, code: str) -> QWidget:
        found = self._rows.get(code)
        title = f"{found.title} ({found.citation})" if found is not None else code
        out = quiet_button(_("Take out"), f"further-{code}-out", "x")
        out.setAccessibleName(_("Take out: {answer}").format(answer=title))
        out.clicked.connect(partial(self._take_out, code))
        return WrappingRow([Text(title), out], 1, "s")

    def _make_field(self) -> Field:
        self._box = ComboChoice(
            [
                Alternative(value=code, title=found.title)
                for code, found in self._rows.items()
                if code not in self._codes
            ],
            identifier="basis-further-add",
            hint=_("None besides"),
        )
        # It is added by the button alone: the arrow keys pass by what is not meant.
        self._box.edited.connect(self._say)
        field = Field(_("Other law that supports it"), self._box)
        field.show_problem(self._problem)
        return field

    @Slot()
    def _say(self) -> None:
        self._button.setEnabled(self._box.value() is not None)

    @Slot()
    def _add(self) -> None:
        self._codes = (*self._codes, str(self._box.value()))
        self._renew()
        self._box.setFocus()
        self.edited.emit(self._codes)

    def _take_out(self, code: str) -> None:
        self._codes = tuple(each for each in self._codes if each != code)
        self._renew()
        self._box.setFocus()
        self.edited.emit(self._codes)
