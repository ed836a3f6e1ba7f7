# SPDX-License-Identifier: Apache-2.0
"""The list of consents on record, newest first."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot

from logbook.domain.consent import ConsentMode
from logbook.domain.lines import Line, LineKind
from logbook.i18n import _
from logbook.wording.labels import label
from ui.session import Session
from ui.tables.record_list import (
    ListWords,
    RecordList,
    detail_of,
    due_column,
    person_column,
    recorded_column,
    title_of,
)
from ui.widgets.paged_model import Column


class ConsentsScreen(RecordList):
    """Enter opens a consent; the list follows what is recorded."""

    open_consent = Signal(object)

    def __init__(self, session: Session) -> None:
        clock = session.logbook.clock
        words = ListWords(
            title=_("Consents"),
            lead=_("Newest first; Enter opens one."),
            icon="file-signature",
            nothing=_("No consent is on record yet"),
            what_to_do=_(
                "Press Ctrl+Shift+N when somebody agrees that something may be disclosed."
            ),
        )
        columns = _columns(clock.zone, clock.now().astimezone(clock.zone).date())
        super().__init__(session.logbook, LineKind.CONSENT, columns, words, "consents")
        self.opened.connect(self.open_consent)
        session.recorded.connect(self._look_again)

    @Slot(object)
    def _look_again(self, kind: object) -> None:
        if kind in {LineKind.CONSENT, LineKind.SERVICE_USER}:
            self.show_all()


def _columns(zone: ZoneInfo, today: date) -> tuple[Column, ...]:
    return (
        recorded_column(zone, 160),
        person_column(170),
        Column(title=_("For"), text=title_of, width=200, stretch=True),
        Column(title=_("Recipients"), text=detail_of, width=180),
        Column(title=_("Given"), text=_mode, width=150),
        due_column(_("Next date"), today, 180),
    )


def _mode(line: Line) -> str:
    return label(ConsentMode(line.state)) if line.state else ""
