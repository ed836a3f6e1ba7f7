# SPDX-License-Identifier: Apache-2.0
"""What else was considered for a disclosure to rest on, and left, and why (HP8)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.basis import RejectedBasis
from logbook.domain.legal_basis import BasisFamily
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.tables.checked_field import CheckedField
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.text import Text


class RejectedBases(QWidget):
    """A box for each ground that is not the one chosen; ticking it asks why it was left."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "basis-rejected", _("Considered and left"))
        theme.give_look(self, look="clear")
        self._chosen: BasisFamily | None = None
        self._boxes = {
            family: CheckedField(label(family), f"rejected-{family.value}")
            for family in BasisFamily
        }
        self._lines = {family: QLineEdit() for family in BasisFamily}
        self._fields = {
            family: Field(_("Why it was left"), line, identifier=f"rejected-{family.value}-because")
            for family, line in self._lines.items()
        }
        layout = column(self, "xs")
        layout.addWidget(Text(_("Considered and left"), look="label"))
        for family, box in self._boxes.items():
            layout.addWidget(box)
            layout.addWidget(self._fields[family])
            box.edited.connect(self._tell)
            self._lines[family].textEdited.connect(self._tell)
        self._arrange()

    def rejected(self) -> tuple[RejectedBasis, ...]:
        """Give the grounds ticked, other than the one chosen."""
        return tuple(
            RejectedBasis(family=family, because=self._lines[family].text())
            for family, box in self._boxes.items()
            if box.checked() and family is not self._chosen
        )

    def show_rejected(self, rejected: Sequence[RejectedBasis]) -> None:
        """Show these grounds. Emits nothing."""
        because = {each.family: each.because for each in rejected}
        for family, box in self._boxes.items():
            box.show_checked(checked=family in because)
            if self._lines[family].text() != because.get(family, ""):
                self._lines[family].setText(because.get(family, ""))
        self._arrange()

    def show_chosen(self, family: BasisFamily | None) -> None:
        """Leave out the ground it rests on."""
        self._chosen = family
        self._arrange()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the first ground."""
        next(iter(self._boxes.values())).show_problem(problem)

    def _arrange(self) -> None:
        for family, box in self._boxes.items():
            other = family is not self._chosen
            box.setVisible(other)
            self._fields[family].setVisible(other and box.checked())

    @Slot()
    def _tell(self) -> None:
        self._arrange()
        self.edited.emit()
