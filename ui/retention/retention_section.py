# SPDX-License-Identifier: Apache-2.0
"""The section of the practice's room about keeping: what is due, what is held, until when.

Nobody is destroyed from here: each line leads to the page of somebody's records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.lines import Line
from logbook.domain.outlook import Outlook
from logbook.errors import LogbookError
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from ui import theme
from ui.messages import error_sentence
from ui.retention.lists import RetentionLists
from ui.retention.wishes import KeepingWish
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named
from ui.widgets.paged_model import Column, PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Text

_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    name: str
    reference: str
    until: str
    rule: str
    state: str
    tone: Tone | None


class RetentionSection(QWidget):
    """`keeping_asked` carries a `KeepingWish`: whose records, or which certificate.

    Raises:
        NotAllowedError: who is signed in may not read records.
    """

    keeping_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        session.logbook.reviewing.check_may_read()
        named(self, "retention-section", _("Keeping and destroying"))
        theme.give_look(self, look="clear")
        self._session, self._looking = session, session.outlook_looking
        clock = session.logbook.clock
        self._today = clock.now().astimezone(clock.zone).date()
        self._outlooks: dict[UUID, Outlook] = {}
        self._lists: RetentionLists | None = None
        self._all = 0
        self._progress = Text(look="muted")
        self._banner = Banner("retention-message", lasting=True)
        self._again = plain_button(_("Look &again"), "retention-again", "search")
        self._table = RecordTable(
            PagedModel(_columns(), (), self._rows, self), _("Until when"), "retention-table"
        )
        self._table.setMinimumHeight(_ROWS * theme.px("row"))
        self._build()
        self._connect()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what is known, and look at everybody where nothing is."""
        if self._looking.found is not None:
            self._show_found()
        elif not self._looking.is_running:
            self._look()

    def _build(self) -> None:
        schedule = self._session.logbook.retaining.schedule
        about = Card(_("How long records are kept"), "retention-about")
        about.add(
            Text(
                _(
                    "The program proposes a day for everything about a person, by the rule that"
                    " keeps it longest. It destroys nothing by itself: somebody decides, and an"
                    " administrator carries it out."
                )
            )
        )
        about.add(Text(schedule.disclaimer, look="strong"))
        about.add(Text(schedule.applicability, look="small"))
        about.add(
            Text(
                _("Schedule {version}, compiled on {day}.").format(
                    version=schedule.version, day=day_in_words(schedule.compiled_on)
                ),
                look="small",
            )
        )
        everybody = Card(_("Everybody"), "retention-everybody")
        everybody.add(self._progress)
        everybody.add(self._table)
        everybody.add(WrappingRow([self._again], 1))
        layout = column(self, "l")
        layout.addWidget(about)
        layout.addWidget(self._banner)
        self._place = column(gap="l")
        layout.addLayout(self._place)
        layout.addWidget(everybody)

    def _connect(self) -> None:
        self._looking.progressed.connect(self._show_progress)
        self._looking.ended.connect(self._show_found)
        self._looking.failed.connect(self._show_failed)
        self._table.opened.connect(self._open)
        self._again.clicked.connect(self._look)

    @Slot()
    def _look(self) -> None:
        self._banner.clear()
        self._looking.start()
        self._all = len(self._session.logbook.reviewing.order_of_people())
        self._show_progress(0)

    @Slot(int)
    def _show_progress(self, looked: int) -> None:
        self._progress.setText(
            _("Looked at {count} of {total} people so far …").format(
                count=f"{looked:,}", total=f"{max(looked, self._all):,}"
            )
        )
        self._again.setEnabled(False)

    @Slot(object)
    def _show_failed(self, error: LogbookError) -> None:
        self._progress.setText("")
        self._again.setEnabled(True)
        self._banner.show_message(Tone.STOP, error_sentence(error))

    @Slot()
    def _show_found(self) -> None:
        found: tuple[Outlook, ...] = self._looking.found or ()
        self._again.setEnabled(True)
        self._outlooks = {each.service_user: each for each in found}
        in_order = sorted(found, key=lambda each: (each.until or date.max, each.service_user.int))
        chosen = self._table.current_id()
        self._table.records.show_ids([each.service_user for each in in_order])
        self._table.choose(chosen)
        count = len(found)
        self._progress.setText(
            ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")
            if count
            else _("Nobody is in the logbook yet.")
        )
        self._show_lists(in_order)

    def _show_lists(self, in_order: Sequence[Outlook]) -> None:
        if self._lists is not None:
            self._lists.hide()
            self._lists.deleteLater()
        self._lists = RetentionLists(self._session.logbook, in_order, self._today)
        self._lists.keeping_asked.connect(self.keeping_asked)
        self._place.addWidget(self._lists)

    def _rows(self, people: Sequence[UUID]) -> list[Row]:
        reviewing = self._session.logbook.reviewing
        return [self._row(self._outlooks[each], reviewing.line(each)) for each in people]

    def _row(self, outlook: Outlook, line: Line | None) -> Row:
        until, today = outlook.until, self._today
        state, tone = "", None
        if outlook.open_decision is not None:
            state, tone = _("To be destroyed"), Tone.WARN
        elif outlook.held_on(today):
            state, tone = _("Held"), Tone.INFO
        elif outlook.due_on(today):
            state, tone = _("Time is over"), Tone.WARN
        return Row(
            name=line.person if line is not None else "",
            reference=line.number if line is not None else "",
            until=day_in_words(until) if until is not None else _("No day yet"),
            rule=outlook.rule,
            state=state,
            tone=tone,
        )

    @Slot(object)
    def _open(self, person: UUID) -> None:
        self.keeping_asked.emit(KeepingWish(person=person))


def _columns() -> tuple[Column, ...]:
    return (
        Column(title=_("Person"), text=_name, width=200),
        Column(title=_("How it stands"), text=_state, width=150, tone=_tone),
        Column(title=_("Kept until"), text=_until, width=150),
        Column(title=_("Reference"), text=_reference, width=100),
        Column(title=_("Rule"), text=_rule, stretch=True),
    )


def _name(row: Row) -> str:
    return row.name


def _reference(row: Row) -> str:
    return row.reference


def _until(row: Row) -> str:
    return row.until


def _rule(row: Row) -> str:
    return row.rule


def _state(row: Row) -> str:
    return row.state


def _tone(row: Row) -> Tone | None:
    return row.tone
