# SPDX-License-Identifier: Apache-2.0
"""One consent as it was recorded: the sentence of what it covers, and how it was given."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal, Slot

from logbook.domain.consent import Consent
from logbook.i18n import _
from logbook.wording.consent_words import consent_sentences
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from ui.session import Session
from ui.theme import Tone
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text


class ConsentRecordScreen(PageScaffold):
    """Shows one record. Nothing on it can be changed; a new consent takes its place."""

    open_person = Signal(object)
    start_consent = Signal(object)
    left = Signal()

    def __init__(self, session: Session, consent_id: UUID) -> None:
        super().__init__(_("Consent"), identifier="consent-record", unsure="", forward="")
        self._session = session
        self._consent = session.logbook.reviewing.consent(consent_id)
        person = session.logbook.reviewing.person(self._consent.service_user)
        self._lay_out(person.name if person is not None else "")
        self.back.connect(self.left)

    def _lay_out(self, name: str) -> None:
        consent, clock = self._consent, self._session.logbook.clock
        today = clock.now().astimezone(clock.zone).date()
        covers = NotesPanel("", identifier="consent-covers")
        standing = consent.stands_on(today)
        covers.show_notices(
            [
                Notice(
                    tone=Tone.INFO if standing else Tone.WARN,
                    text=consent_sentences(consent, name),
                    why="" if standing else _("It is not in force today."),
                )
            ]
        )
        self.add(covers)
        person = plain_button(_("&Open the person's page"), "open-person", "user")
        again = plain_button(_("&New consent of this person"), "new-consent", "file-signature")
        person.clicked.connect(self._open_person)
        again.clicked.connect(self._start_consent)
        self.setFocusProxy(person)
        self.add(WrappingRow([person, again], 2, "m"))
        for heading, identifier, lines in self._cards():
            self.add(_card(heading, identifier, lines))

    def _cards(self) -> tuple[tuple[str, str, list[tuple[str, str]]], ...]:
        consent, clock = self._consent, self._session.logbook.clock
        recorder = self._session.logbook.reviewing.practitioner(consent.recorded_by)
        recorded = _("{moment} by {name}").format(
            moment=moment_in_words(consent.recorded_at, clock.zone), name=recorder.name
        )
        return (
            (_("What it covers"), "consent-scope", _scope(consent)),
            (_("How it was given"), "consent-giving", _giving(consent)),
            (_("Until when"), "consent-period", [*_period(consent), (_("Recorded"), recorded)]),
        )

    @Slot()
    def _open_person(self) -> None:
        self.open_person.emit(self._consent.service_user)

    @Slot()
    def _start_consent(self) -> None:
        self.start_consent.emit(self._consent.service_user)


def _card(heading: str, identifier: str, lines: list[tuple[str, str]]) -> Card:
    card = Card(heading, identifier, gap="s")
    for name, value in lines:
        if value.strip():
            line = column(gap="none")
            line.addWidget(Text(name, look="small"))
            line.addWidget(Text(value).selectable())
            card.add(line)
    return card


def _scope(consent: Consent) -> list[tuple[str, str]]:
    scope = consent.scope
    return [
        (_("Information"), ", ".join(label(each) for each in scope.information)),
        (_("Left out"), scope.left_out),
        (_("Recipients"), "\n".join(scope.recipients)),
        (_("For"), label(scope.purpose_class) if scope.purpose_class else ""),
        (_("Purpose"), scope.purpose),
        (_("How it is used"), scope.how_used),
    ]


def _giving(consent: Consent) -> list[tuple[str, str]]:
    giving, explained = consent.giving, consent.explanation
    return [
        (_("Form"), label(giving.mode) if giving.mode else ""),
        (_("Given on"), day_in_words(giving.given_on) if giving.given_on else ""),
        (_("Decided for them"), giving.given_by),
        (_("Capacity"), label(giving.capacity) if giving.capacity else ""),
        (_("Evidence"), giving.evidence),
        (_("Why implied"), giving.implied_because),
        (_("Why not in writing"), giving.not_written_because),
        (_("How it was explained"), explained.how),
        *(
            (_("Reason given"), f"{answer.reason} ({answer.code.value})")
            for answer in consent.answers
        ),
    ]


def _period(consent: Consent) -> list[tuple[str, str]]:
    period = consent.period
    return [
        (_("Covers"), _("One disclosure only") if period.once else ""),
        (_("Holds until"), day_in_words(period.until) if period.until else ""),
        (_("Looked at again on"), day_in_words(period.review_on) if period.review_on else ""),
    ]
