# SPDX-License-Identifier: Apache-2.0
"""The list of people, by name, with a line to narrow it down."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from logbook.domain.lines import Line, LineKind
from logbook.domain.text import folded
from logbook.i18n import _, ngettext
from logbook.wording.destroyed_words import is_destroyed
from ui import theme
from ui.session import Session
from ui.tables.people import people_columns
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import Heading
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.paged_model import PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

_AT_A_TIME = 1_000
_FEWEST_ROWS = 4


class PeopleScreen(QWidget):
    """Everybody in the logbook; Enter opens a person's page."""

    open_person = Signal(object)
    add_person = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "people", _("People"))
        self._session = session
        self._names: list[tuple[int, str]] | None = None
        self._build()
        self._show_all()
        self._connect()

    def kept_view(self) -> object:
        """Give the filter and the chosen row, for when the screen is shown again."""
        return self.filter_box.text(), self.table.current_id()

    def show_view(self, view: object) -> None:
        """Return to a filter and a row."""
        words, row = view if isinstance(view, tuple) else ("", None)
        self.filter_box.show_words(words)
        self._narrow(words)
        self.table.choose(row)

    def _build(self) -> None:
        zone = self._session.logbook.clock.zone
        read = self._session.logbook.reviewing.lines_at
        self.filter_box = SearchBox(
            _("Narrow the list down"), _("Name or reference"), "people-filter"
        )
        self.filter_box.setMaximumWidth(theme.scaled(420))
        self.add_button = plain_button(_("&Add a person"), "people-add", "user-plus")
        self._count = Text(look="muted")
        model = PagedModel(people_columns(zone), (), read, self)
        self.table = RecordTable(model, _("People"), "people-table")
        self._empty = EmptyState(
            "users",
            _("Nobody is in the logbook yet"),
            _("Add the first person you hold information about."),
            _("Add a person"),
            "people-empty",
        )
        card = Card(identifier="people-card")
        theme.give_gaps(card.body, "none", ("none", "none", "none", "none"))
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        card.body.addWidget(stack, 1)
        # Where the window is low for its zoom, the page scrolls and the table keeps some rows.
        self.table.setMinimumHeight(_FEWEST_ROWS * theme.px("row"))
        ground = QWidget()
        column(self, "none").addWidget(PageScroll(ground))
        layout = column(ground, "l", ("xl", "xl", "xl", "xl"))
        layout.addWidget(Heading(_("People")))
        across = row()
        across.addWidget(self.filter_box, 10)
        across.addStretch(1)
        across.addWidget(self.add_button)
        layout.addLayout(across)
        layout.addWidget(card, 1)
        layout.addWidget(self._count)
        self.setFocusProxy(self.filter_box)

    def _connect(self) -> None:
        self.filter_box.searched.connect(self._narrow)
        self.filter_box.left_down.connect(self._enter_table)
        self.table.opened.connect(self._open)
        self.add_button.clicked.connect(self.add_person)
        self._empty.acted.connect(self.add_person)
        self._session.recorded.connect(self._ask_again)

    @Slot(object)
    def _ask_again(self, kind: LineKind) -> None:
        if kind is LineKind.SERVICE_USER:
            self._names = None
            self._narrow(self.filter_box.text())

    @Slot(str)
    def _narrow(self, words: str) -> None:
        wanted = folded(words.strip())
        if not wanted:
            self._show_all()
            return
        found = [seq for seq, name in self._known_names() if wanted in name]
        self._show(found)
        self.filter_box.show_count(len(found))

    def _show_all(self) -> None:
        self._show(self._session.logbook.reviewing.order_of_people())

    def _show(self, numbers: Sequence[int]) -> None:
        self.table.records.show_ids(numbers)
        count = len(numbers)
        said = ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")
        self._count.setText(said if count else _("Nobody of this name or reference."))
        nobody = not count and not self.filter_box.text().strip()
        self._count.setVisible(not nobody)
        self.add_button.setVisible(not nobody)
        self.filter_box.setVisible(not nobody)
        self._stack.setCurrentIndex(1 if nobody else 0)

    def _known_names(self) -> list[tuple[int, str]]:
        """Read every name once; ten thousand take a tenth of a second and few have as many."""
        if self._names is None:
            reviewing = self._session.logbook.reviewing
            order = reviewing.order_of_people()
            self._names = [
                (line.seq, f"{line.sort} {folded(line.number)}")
                for start in range(0, len(order), _AT_A_TIME)
                for line in reviewing.lines_at(order[start : start + _AT_A_TIME])
            ]
        return self._names

    @Slot()
    def _enter_table(self) -> None:
        if self.table.records.rowCount():
            self.table.setFocus()
            if self.table.current_id() is None:
                self.table.choose(self.table.records.id_at(0))

    @Slot(object)
    def _open(self, number: int) -> None:
        line: Line = self._session.logbook.reviewing.lines_at([number])[0]
        person: UUID = line.object
        if not is_destroyed(line):
            self.open_person.emit(person)
