# SPDX-License-Identifier: Apache-2.0
"""Finding a person on record by a few letters, and saying who is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.tables.people import people_columns
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.paged_model import PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import Logbook

_COLUMNS = 2
_MOST_FOUND = 500


class PersonSearch(QWidget):
    """A search line over a table. It asks for rows and is shown them; it knows no logbook.

    `searched` carries what to look for, `chosen` the identity of a person, and `opened` says that
    the person chosen is to be gone on with.
    """

    searched = Signal(str)
    chosen = Signal(object)
    opened = Signal()

    def __init__(self, people: PagedModel, identifier: str, table: str, *, rows: int) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._people, self._rows, self._tallest = people, rows, 1
        self._search = SearchBox(_("Find the person"), _("Name or reference"), identifier)
        self._field = Field(_("&Find the person"), self._search)
        self._table = RecordTable(people, _("People"), table)
        self._none = Text(look="muted")
        self._none.hide()
        self._chosen = Text(look="strong")
        self._flags = NotesPanel("", identifier=f"{identifier}-flags")
        layout = column(self)
        for part in (self._field, self._table, self._none, self._chosen, self._flags):
            layout.addWidget(part)
        self.setFocusProxy(self._search)
        self._join()

    def show_person(self, person: ServiceUser | None, number: int | None = None) -> None:
        """Show who is chosen, the row they stand in, and what has to be known about them first."""
        if number is not None:
            self._table.choose(number)
        self._chosen.setVisible(person is not None)
        self._flags.setVisible(person is not None and bool(person.flags))
        if person is None:
            return
        self._chosen.setText(
            _("Chosen: {name}, reference {reference}").format(
                name=person.name, reference=person.reference
            )
        )
        flags = ", ".join(label(flag) for flag in person.flags)
        self._flags.show_notices([Notice(tone=theme.Tone.WARN, text=flags)] if flags else [])

    def show_found(self, numbers: Sequence[int], *, nobody: str = "") -> None:
        """Show these rows of people.

        Args:
            numbers: The rows.
            nobody: What to say where there are none.
        """
        self._people.show_ids(numbers)
        count = len(numbers)
        self._none.setText(nobody)
        self._none.setVisible(bool(nobody) and not count)
        self._table.setVisible(bool(count))
        # The table never shrinks: nothing below it jumps while one types.
        self._tallest = max(self._tallest, min(self._rows, count))
        height = theme.px("row") * self._tallest + theme.px("control") + theme.px("s")
        self._table.setFixedHeight(height)
        if self._search.text().strip():
            self._search.show_count(count)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the search."""
        self._field.show_problem(problem)

    def _join(self) -> None:
        self._search.searched.connect(self.searched)
        self._search.left_down.connect(self._enter_table)
        self._search.returnPressed.connect(self._take_first)
        self._table.chosen.connect(self._take)
        self._table.opened.connect(self._take_and_go_on)

    @Slot()
    def _enter_table(self) -> None:
        if self._people.rowCount():
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
            self._table.setCurrentIndex(self._people.index(0, 0))

    @Slot()
    def _take_first(self) -> None:
        if self._search.text().strip() and self._people.rowCount():
            self._table.setCurrentIndex(self._people.index(0, 0))

    @Slot(object)
    def _take(self, number: object) -> None:
        place = self._people.row_of(number)
        if place >= 0:
            self.chosen.emit(self._people.record_at(place).object)

    @Slot(object)
    def _take_and_go_on(self, number: object) -> None:
        self._take(number)
        self.opened.emit()


def people_to_choose(logbook: Logbook, parent: QObject) -> PagedModel:
    """Give the rows of people, none shown yet, by name and reference."""
    columns = people_columns(logbook.clock.zone)[:_COLUMNS]
    return PagedModel(columns, (), logbook.reviewing.lines_at, parent)


def people_found(logbook: Logbook, words: str) -> tuple[int, ...]:
    """Give the rows of the people whom a few words find, the best first; no words find nobody."""
    found = logbook.searching.search(words, limit=_MOST_FOUND) if words else ()
    return tuple(line.seq for line in found if line.kind is LineKind.SERVICE_USER)
