# SPDX-License-Identifier: Apache-2.0
"""The card that says whose consent it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from logbook.domain.people import ServiceUser
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.paged_model import PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

_ROWS_SHOWN = 3


class WhoCard(Card):
    """Finds a person on record; `edited` carries their identity, `searched` what to look for."""

    edited = Signal(object)
    searched = Signal(str)

    def __init__(self, people: PagedModel) -> None:
        super().__init__(_("Whose consent is it?"), "consent-who")
        self._people = people
        self._person: ServiceUser | None = None
        self.search = SearchBox(_("Find the person"), _("Name or reference"), "consent-person")
        self.field = Field(_("&Find the person"), self.search)
        self._table = RecordTable(people, _("People"), "consent-people")
        self._chosen = Text(look="strong")
        self._flags = Text(look="strong", tone=theme.Tone.WARN)
        for part in (self._chosen, self._flags, self.field, self._table):
            self.add(part)
        self._table.setFixedHeight(theme.px("row") * _ROWS_SHOWN + theme.px("control"))
        self._table.hide()
        self.search.searched.connect(self.searched)
        self.search.left_down.connect(self._enter_table)
        self.search.returnPressed.connect(self._take_first)
        self._table.chosen.connect(self._take)

    def show_person(self, person: ServiceUser | None) -> None:
        """Show who is chosen, and what has to be known about them first."""
        self._person = person
        self._chosen.setVisible(person is not None)
        self._flags.setVisible(person is not None and bool(person.flags))
        if person is not None:
            self._chosen.setText(
                _("{name}, reference {reference}").format(
                    name=person.name, reference=person.reference
                )
            )
            self._flags.setText(", ".join(label(flag) for flag in person.flags))

    def show_found(self, numbers: Sequence[int]) -> None:
        """Show the rows a search found."""
        self._people.show_ids(numbers)
        self._table.setVisible(bool(numbers))
        self.search.show_count(len(numbers))

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the search."""
        self.field.show_problem(problem)

    @Slot()
    def _enter_table(self) -> None:
        if self._people.rowCount():
            self._table.setFocus()
            self._table.setCurrentIndex(self._people.index(0, 0))

    @Slot()
    def _take_first(self) -> None:
        if self._people.rowCount():
            self._table.setCurrentIndex(self._people.index(0, 0))

    @Slot(object)
    def _take(self, number: object) -> None:
        place = self._people.row_of(number)
        if place >= 0:
            person = self._people.record_at(place).object
            if self._person is None or person != self._person.id:
                self.edited.emit(person)
