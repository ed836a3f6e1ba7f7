# SPDX-License-Identifier: Apache-2.0
"""The list of consents on record, newest first."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot

from logbook.domain.consent import ConsentMode
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.lines import VOIDED, Line, LineKind
from logbook.domain.party import RecipientClass
from logbook.i18n import _
from logbook.wording.destroyed_words import is_destroyed
from logbook.wording.labels import label
from ui.session import Session
from ui.tables.record_list import (
    ListWords,
    RecordList,
    due_column,
    person_column,
    recorded_column,
    title_of,
)
from ui.theme import Tone
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
        Column(title=_("Recipients"), text=_recipients, width=180),
        Column(title=_("Given"), text=_mode, width=150, tone=_tone),
        due_column(_("Next date"), today, 180),
    )


def _mode(line: Line) -> str:
    """Say how it was given or, once something ended it, what did."""
    if line.state == VOIDED:
        return _("Void")
    if is_destroyed(line):
        return _("Destroyed")
    return label(_STATES[line.state]) if line.state else ""


def _recipients(line: Line) -> str:
    """Name the recipients; those who are described stand in the line by their written value."""
    if is_destroyed(line):
        return ""
    return "; ".join(
        label(_CLASSES[each]) if each in _CLASSES else each for each in line.detail.split("; ")
    )


def _tone(line: Line) -> Tone | None:
    """Set apart what nothing can rest on any more."""
    return Tone.STOP if line.state in _OVER else None


_CLASSES = {each.value: each for each in RecipientClass}

_OVER = frozenset(
    {
        VOIDED,
        ConsentEventKind.WITHDRAWN.value,
        ConsentEventKind.REFUSED.value,
        ConsentEventKind.EXPIRED.value,
        ConsentEventKind.INVALIDATED.value,
        ConsentEventKind.SUPERSEDED.value,
    }
)

_STATES: dict[str, ConsentMode | ConsentEventKind] = {
    each.value: each for each in (*ConsentMode, *ConsentEventKind)
}
