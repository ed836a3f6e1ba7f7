# SPDX-License-Identifier: Apache-2.0
"""One piece of information that is disclosed: its kind first, then words and period."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from logbook.domain.consent import InformationCategory
from logbook.domain.disclosure import Item
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.naming import named


class ItemRow(QFrame):
    """Words and period are asked for once the kind is chosen, so nothing typed is without one."""

    edited = Signal()
    taken_out = Signal(object)

    def __init__(self, number: int, today: date) -> None:
        super().__init__()
        named(self, f"item-{number}", _("Item {number}").format(number=number))
        self.setProperty("look", "card")
        self._build(number, today)
        self._connect()
        self._arrange()

    def item(self) -> Item | None:
        """Give the item as entered, or None while its kind is open."""
        category = self._category.value()
        if not isinstance(category, InformationCategory):
            return None
        return Item(
            category=category,
            description=self._description.text(),
            since=self._since.value(),
            until=self._until.value(),
        )

    def show_item(self, item: Item) -> None:
        """Show an item. Emits nothing."""
        self._category.show_value(item.category)
        if self._description.text() != item.description:
            self._description.setText(item.description)
            self._description.setCursorPosition(0)
        self._since.show_value(item.since)
        self._until.show_value(item.until)
        self._arrange()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the words, if they are the ones missing."""
        category = self._category.value()
        self._category_field.show_problem(problem if category is None else "")
        missing = category is not None and not self._description.text().strip()
        self._description_field.show_problem(problem if missing else "")

    def show_removable(self, *, removable: bool) -> None:
        """Offer to take the row out, unless it is the only one and empty."""
        self._out.setVisible(removable)

    @property
    def first_field(self) -> QWidget:
        """The field that is answered first."""
        return self._category

    def _build(self, number: int, today: date) -> None:
        self._category = ComboChoice(
            [Alternative(value=value, title=label(value)) for value in InformationCategory],
            identifier=f"item-{number}-category",
            hint=_("Choose a kind"),
        )
        self._description = QLineEdit()
        self._since = DateField(today, identifier=f"item-{number}-since")
        self._until = DateField(today, identifier=f"item-{number}-until")
        self._out = quiet_button(_("Take this out"), f"item-{number}-out", "x")
        title = _("&Kind of information") if number == 1 else _("Kind of information")
        self._category_field = Field(title, self._category)
        self._description_field = Field(
            _("&What exactly") if number == 1 else _("What exactly"),
            self._description,
            hint=_("For example: summary of the assessment"),
            identifier=f"item-{number}-description",
        )
        self._rest = QWidget()
        theme.give_look(self._rest, look="clear")
        rest = column(self._rest, "m")
        rest.addWidget(self._description_field)
        period = row(gap="m")
        period.addWidget(Field(_("From"), self._since), 1)
        period.addWidget(Field(_("Up to"), self._until), 1)
        rest.addLayout(period)
        layout = column(self, "m", ("l", "m", "l", "m"))
        layout.addWidget(self._category_field)
        layout.addWidget(self._rest)
        line = row()
        line.addWidget(self._out)
        line.addStretch(1)
        layout.addLayout(line)

    def _connect(self) -> None:
        self._category.edited.connect(self._emit)
        self._description.textEdited.connect(self._emit)
        self._since.edited.connect(self._emit)
        self._until.edited.connect(self._emit)
        self._out.clicked.connect(self._take_out)

    def _arrange(self) -> None:
        self._rest.setVisible(self._category.value() is not None)

    @Slot()
    def _emit(self) -> None:
        self._arrange()
        self.edited.emit()

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self)
