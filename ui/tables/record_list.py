# SPDX-License-Identifier: Apache-2.0
"""A screen that lists the records of one kind, newest first, and opens them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from logbook.domain.lines import Line, LineKind
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.destroyed_words import destroyed_words, is_destroyed
from ui import theme
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.paged_model import Column, PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import Logbook


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """What a list says of itself; the last three stand in its place while it is empty."""

    title: str
    lead: str
    icon: str
    nothing: str
    what_to_do: str


class RecordList(QWidget):
    """Enter opens a record. `opened` carries its identity."""

    opened = Signal(object)

    def __init__(
        self,
        logbook: Logbook,
        kind: LineKind,
        columns: Sequence[Column],
        words: ListWords,
        identifier: str,
    ) -> None:
        super().__init__()
        named(self, identifier, words.title)
        theme.give_look(self, look="page")
        self._reviewing, self._kind = logbook.reviewing, kind
        self._lines = PagedModel(columns, (), logbook.reviewing.lines_at, self)
        self.table = RecordTable(self._lines, words.title, f"{identifier}-table")
        self._build(words, identifier)
        self.show_all()
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._open)

    def kept_view(self) -> object:
        """Give the chosen row, for when the screen is shown again."""
        return self.table.current_id()

    def show_view(self, view: object) -> None:
        """Return to a row."""
        self.table.choose(view)

    def show_all(self) -> None:
        """Show what is on record now; the chosen row stays chosen."""
        chosen = self.table.current_id()
        order = self._reviewing.order_of(self._kind)
        self._lines.show_ids(order)
        self._stack.setCurrentWidget(self._card if order else self._empty)
        if order:
            self.table.choose(chosen if chosen in order else order[0])

    def _build(self, words: ListWords, identifier: str) -> None:
        self._empty = EmptyState(words.icon, words.nothing, words.what_to_do)
        self._card = Card(identifier=f"{identifier}-card")
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.add(self.table)
        self._stack = QStackedLayout()
        head = column(gap="xs")
        head.addWidget(Heading(words.title))
        head.addWidget(Text(words.lead, look="muted"))
        layout = column(self, "l", ("xl", "xl", "xl", "xl"))
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        # Only now: without a parent, what a stack shows is a window of its own.
        self._stack.addWidget(self._card)
        self._stack.addWidget(self._empty)

    @Slot(object)
    def _open(self, number: object) -> None:
        place = self._lines.row_of(number)
        if place >= 0 and not is_destroyed(self._lines.record_at(place)):
            self.opened.emit(self._lines.record_at(place).object)


def recorded_column(zone: ZoneInfo, width: int) -> Column:
    """Give the column of the day on which a record was made."""

    def text(line: Line) -> str:
        return day_in_words(line.at.astimezone(zone).date())

    return Column(title=_("Recorded"), text=text, width=width)


def person_column(width: int) -> Column:
    """Give the column of the person a record is about."""
    return Column(title=_("Person"), text=_person, width=width)


def due_column(title: str, today: date, width: int) -> Column:
    """Give the column of the day something is due; a day that has passed is a warning."""
    return Column(title=title, text=_due, width=width, tone=_due_tone(today))


def title_of(line: Line) -> str:
    """Give what a record is called in its list."""
    return destroyed_words(line) if is_destroyed(line) else line.title


def detail_of(line: Line) -> str:
    """Give what a list says of a record below its title."""
    return "" if is_destroyed(line) else line.detail


def _person(line: Line) -> str:
    return line.person


def _due(line: Line) -> str:
    return day_in_words(line.due) if line.due else ""


def _due_tone(today: date) -> Callable[[Line], Tone | None]:
    def tone(line: Line) -> Tone | None:
        return Tone.WARN if line.due is not None and line.due < today else None

    return tone
