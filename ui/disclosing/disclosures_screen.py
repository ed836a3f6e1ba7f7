# SPDX-License-Identifier: Apache-2.0
"""The list of disclosures and of decisions not to disclose, newest first."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot

from logbook.domain.lines import DESTROYED, NOT_DISCLOSED, VOIDED, Line, LineKind
from logbook.domain.notification import TellingOutcome
from logbook.i18n import _
from logbook.wording.destroyed_words import is_destroyed
from logbook.wording.labels import label
from ui.session import Session
from ui.tables.record_list import (
    ListWords,
    RecordList,
    person_column,
    recorded_column,
    title_of,
)
from ui.theme import Tone
from ui.widgets.paged_model import Column

_TONES = {
    NOT_DISCLOSED: Tone.INFO,
    DESTROYED: Tone.INFO,
    TellingOutcome.TELL_LATER.value: Tone.WARN,
    TellingOutcome.NOT_TOLD.value: Tone.INFO,
}


class DisclosuresScreen(RecordList):
    """Enter opens a disclosure; the list follows what is recorded."""

    open_disclosure = Signal(object)

    def __init__(self, session: Session) -> None:
        words = ListWords(
            title=_("Disclosures"),
            lead=_("Newest first; Enter opens one. Decisions not to disclose stand here too."),
            icon="send",
            nothing=_("Nothing has been disclosed yet"),
            what_to_do=_("Press Ctrl+N when somebody is to be told something about a person."),
        )
        columns = _columns(session.logbook.clock.zone)
        super().__init__(session.logbook, LineKind.DISCLOSURE, columns, words, "disclosures")
        self.opened.connect(self.open_disclosure)
        session.recorded.connect(self._look_again)

    @Slot(object)
    def _look_again(self, kind: object) -> None:
        if kind in {LineKind.DISCLOSURE, LineKind.NOTIFICATION, LineKind.SERVICE_USER}:
            self.show_all()


def _columns(zone: ZoneInfo) -> tuple[Column, ...]:
    return (
        Column(title=_("Number"), text=_number, width=120),
        recorded_column(zone, 155),
        person_column(150),
        Column(title=_("Recipient"), text=title_of, width=200, stretch=True),
        Column(title=_("Told"), text=_state, width=165, tone=_tone),
    )


def _number(line: Line) -> str:
    return line.number


def _state(line: Line) -> str:
    if line.state == NOT_DISCLOSED:
        return _("Not disclosed")
    if line.state == VOIDED:
        return _("Void")
    if is_destroyed(line):
        return _("Destroyed")
    return label(TellingOutcome(line.state)) if line.state else ""


def _tone(line: Line) -> Tone:
    return _TONES.get(line.state, Tone.DONE)
