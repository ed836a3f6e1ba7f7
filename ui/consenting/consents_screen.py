# SPDX-License-Identifier: Apache-2.0
"""The list of consents on record, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from logbook.domain.consent import ConsentMode
from logbook.domain.lines import Line, LineKind
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


class ConsentsScreen(QWidget):
    """Enter opens a consent; the list follows what is recorded."""

    open_consent = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "consents", _("Consents"))
        theme.give_look(self, look="page")
        self._session = session
        logbook = session.logbook
        today = logbook.clock.now().astimezone(logbook.clock.zone).date()
        self._lines = PagedModel(
            _columns(logbook.clock.zone, today), (), logbook.reviewing.lines_at, self
        )
        self.table = RecordTable(self._lines, _("Consents"), "consents-table")
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
            "file-signature",
            _("No consent is on record yet"),
            _("Press Ctrl+Shift+N when somebody agrees that something may be disclosed."),
        )
        self._card = Card(identifier="consents-card")
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.add(self.table)
        self._stack = QStackedLayout()
        layout = column(self, "l", ("xl", "xl", "xl", "xl"))
        head = column(gap="xs")
        head.addWidget(Heading(_("Consents")))
        head.addWidget(Text(_("Newest first; Enter opens one."), look="muted"))
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        # Only now: without a parent, what a stack shows is a window of its own.
        self._stack.addWidget(self._card)
        self._stack.addWidget(self._empty)

    def _show_all(self) -> None:
        order = self._session.logbook.reviewing.order_of(LineKind.CONSENT)
        self._lines.show_ids(order)
        self._stack.setCurrentWidget(self._card if order else self._empty)
        if order and not self.table.currentIndex().isValid():
            self.table.choose(order[0])

    @Slot(object)
    def _open(self, number: object) -> None:
        place = self._lines.row_of(number)
        if place >= 0:
            self.open_consent.emit(self._lines.record_at(place).object)

    @Slot(object)
    def _look_again(self, kind: object) -> None:
        if kind in {LineKind.CONSENT, LineKind.SERVICE_USER}:
            chosen = self.table.current_id()
            self._show_all()
            self.table.choose(chosen)


def _columns(zone: ZoneInfo, today: date) -> tuple[Column, ...]:
    def recorded(line: Line) -> str:
        return day_in_words(line.at.astimezone(zone).date())

    return (
        Column(title=_("Recorded"), text=recorded, width=160),
        Column(title=_("Person"), text=_person, width=170),
        Column(title=_("For"), text=_purpose, width=200, stretch=True),
        Column(title=_("Recipients"), text=_recipients, width=180),
        Column(title=_("Given"), text=_mode, width=150),
        Column(title=_("Next date"), text=_due, width=180, tone=_due_tone(today)),
    )


def _person(line: Line) -> str:
    return line.person


def _purpose(line: Line) -> str:
    return line.title


def _recipients(line: Line) -> str:
    return line.detail


def _mode(line: Line) -> str:
    return label(ConsentMode(line.state)) if line.state else ""


def _due(line: Line) -> str:
    return day_in_words(line.due) if line.due else ""


def _due_tone(today: date) -> Callable[[Line], Tone | None]:
    def tone(line: Line) -> Tone | None:
        return Tone.WARN if line.due is not None and line.due < today else None

    return tone
