# SPDX-License-Identifier: Apache-2.0
"""The list of disclosures and of decisions not to disclose, newest first."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from logbook.domain.lines import Line, LineKind
from logbook.domain.notification import TellingOutcome
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui import theme
from ui.session import Session
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.paged_model import Column, PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Text

_NOTHING_SENT = "refused"
_OPEN = {TellingOutcome.TELL_LATER.value: Tone.WARN, TellingOutcome.NOT_TOLD.value: Tone.INFO}


class DisclosuresScreen(QWidget):
    """Enter opens a disclosure; the list follows what is recorded."""

    open_disclosure = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "disclosures", _("Disclosures"))
        theme.give_look(self, look="page")
        self._session = session
        reviewing, zone = session.logbook.reviewing, session.logbook.clock.zone
        self._lines = PagedModel(_columns(zone), (), reviewing.lines_at, self)
        self.table = RecordTable(self._lines, _("Disclosures"), "disclosures-table")
        self._build()
        self._show_all()
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._open)
        session.recorded.connect(self._look_again)

    def kept_view(self) -> object:
        """Give the chosen row, for when the screen is shown again."""
        return self.table.current_id()

    def show_view(self, view: object) -> None:
        """Return to a row."""
        self.table.choose(view)

    def _build(self) -> None:
        self._empty = EmptyState(
            "send",
            _("Nothing has been disclosed yet"),
            _("Press Ctrl+N when somebody is to be told something about a person."),
        )
        self._card = Card(identifier="disclosures-card")
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.add(self.table)
        self._stack = QStackedLayout()
        head = column(gap="xs")
        head.addWidget(Heading(_("Disclosures")))
        head.addWidget(
            Text(_("Newest first; Enter opens one. Decisions not to disclose stand here too."),
                 look="muted")
        )  # fmt: skip
        layout = column(self, "l", ("xl", "xl", "xl", "xl"))
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        # Only now: without a parent, what a stack shows is a window of its own.
        self._stack.addWidget(self._card)
        self._stack.addWidget(self._empty)

    def _show_all(self) -> None:
        order = self._session.logbook.reviewing.order_of(LineKind.DISCLOSURE)
        self._lines.show_ids(order)
        self._stack.setCurrentWidget(self._card if order else self._empty)
        if order and not self.table.currentIndex().isValid():
            self.table.choose(order[0])

    @Slot(object)
    def _open(self, number: object) -> None:
        place = self._lines.row_of(number)
        if place >= 0:
            self.open_disclosure.emit(self._lines.record_at(place).object)

    @Slot(object)
    def _look_again(self, kind: object) -> None:
        if kind in {LineKind.DISCLOSURE, LineKind.NOTIFICATION, LineKind.SERVICE_USER}:
            chosen = self.table.current_id()
            self._show_all()
            self.table.choose(chosen)


def _columns(zone: ZoneInfo) -> tuple[Column, ...]:
    return (
        Column(title=_("Number"), text=_number, width=120),
        Column(title=_("Recorded"), text=_recorded(zone), width=155),
        Column(title=_("Person"), text=_person, width=150),
        Column(title=_("Recipient"), text=_recipient, width=200, stretch=True),
        Column(title=_("Told"), text=_state, width=165, tone=_tone),
    )


def _number(line: Line) -> str:
    return line.number


def _person(line: Line) -> str:
    return line.person


def _recipient(line: Line) -> str:
    return line.title


def _recorded(zone: ZoneInfo) -> Callable[[Line], str]:
    def text(line: Line) -> str:
        return day_in_words(line.at.astimezone(zone).date())

    return text


def _state(line: Line) -> str:
    if line.state == _NOTHING_SENT:
        return _("Not disclosed")
    return label(TellingOutcome(line.state)) if line.state else ""


def _tone(line: Line) -> Tone | None:
    return Tone.INFO if line.state == _NOTHING_SENT else _OPEN.get(line.state, Tone.DONE)
