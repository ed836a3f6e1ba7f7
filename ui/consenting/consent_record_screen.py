# SPDX-License-Identifier: Apache-2.0
"""One consent: what it covers now, what became of it, and how it was given."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from logbook.domain.consent_history import (
    ConsentEventKind,
    ConsentState,
    consent_at,
    next_allowed,
)
from logbook.i18n import N_, _, ngettext
from logbook.wording.consent_history_words import (
    event_sentence,
    recorded_sentence,
    standing_sentence,
)
from logbook.wording.consent_words import consent_sentences
from logbook.wording.dates import moment_in_words
from ui.consenting.consent_lines import giving_lines, period_lines, scope_lines
from ui.session import Session
from ui.tables.exporting_card import ExportingCard, of_consent
from ui.theme import Tone
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text

_ACTIONS = (
    (ConsentEventKind.GIVEN, N_("They a&gree now"), "check"),
    (ConsentEventKind.RENEWED, N_("&Renew"), "calendar"),
    (ConsentEventKind.NARROWED, N_("Na&rrow"), "list"),
    (ConsentEventKind.WITHDRAWN, N_("&Withdraw"), "octagon-alert"),
    (ConsentEventKind.REFUSED, N_("They re&fuse"), "x"),
    (ConsentEventKind.DEFERRED, N_("They want to &think"), "clock"),
    (ConsentEventKind.REQUESTED, N_("Asked a&gain"), "mail"),
    (ConsentEventKind.INVALIDATED, N_("It was never &valid"), "circle-help"),
)
_ENDED = frozenset(
    {
        ConsentState.REFUSED,
        ConsentState.WITHDRAWN,
        ConsentState.EXPIRED,
        ConsentState.INVALIDATED,
        ConsentState.SUPERSEDED,
    }
)


class ConsentRecordScreen(PageScaffold):
    """Shows one record. Nothing on it can be changed; what becomes of it is recorded beside it."""

    open_person = Signal(object)
    start_consent = Signal(object)
    continue_consent = Signal(object)
    """The identity of the consent, and what happens to it."""
    left = Signal()

    def __init__(self, session: Session, consent_id: UUID) -> None:
        super().__init__(_("Consent"), identifier="consent-record", unsure="", forward="")
        reviewing, clock = session.logbook.reviewing, session.logbook.clock
        self._session = session
        self._consent = reviewing.as_amended(reviewing.consent(consent_id))
        self._void = reviewing.is_void(consent_id)
        self._events = tuple(
            event
            for event in reviewing.events_of(self._consent.service_user)
            if event.consent == consent_id
        )
        self._now = consent_at(self._consent, self._events, clock.now(), zone=clock.zone)
        person = reviewing.person(self._consent.service_user)
        self._lay_out(person.name if person is not None else "")
        self.back.connect(self.left)

    def _lay_out(self, name: str) -> None:
        covers = NotesPanel("", identifier="consent-covers")
        covers.show_notices(self._standing(name))
        self.add(covers)
        actions = self._actions()
        if actions:
            self.add(WrappingRow(actions, len(actions), "s"))
        self.add(_card(_("What became of it"), "consent-history", self._history()))
        person = plain_button(_("&Open the person's page"), "open-person", "user")
        again = plain_button(_("&New consent of this person"), "new-consent", "file-signature")
        person.clicked.connect(self._open_person)
        again.clicked.connect(self._start_consent)
        self.setFocusProxy(person)
        self.add(WrappingRow([person, again], 2, "m"))
        logbook, background = self._session.logbook, self._session.background
        self.exporting = ExportingCard(logbook, background, of_consent(logbook, self._consent.id))
        self.add(self.exporting)
        narrowed = self._now.scope != self._consent.scope
        for heading, identifier, lines in (
            *(
                ((_("What it covers now"), "consent-scope-now", scope_lines(self._now.scope)),)
                if narrowed
                else ()
            ),
            (
                _("What was agreed at first") if narrowed else _("What it covers"),
                "consent-scope",
                scope_lines(self._consent.scope),
            ),
            (
                _("How it was given"),
                "consent-giving",
                giving_lines(self._consent, self._representative()),
            ),
            (_("Until when"), "consent-period", period_lines(self._consent, self._now)),
        ):
            self.add(_card(heading, identifier, lines))

    def _standing(self, name: str) -> list[Notice]:
        """Say how it stands, and what it covers or covered."""
        if self._void:
            words = _("This record was voided: it does not stand, and nothing can rest on it.")
            return [Notice(tone=Tone.STOP, text=words)]
        now = self._now
        standing = replace(
            self._consent,
            scope=now.scope,
            giving=now.giving,
            period=replace(self._consent.period, until=now.until),
        )
        sentence = consent_sentences(standing, name)
        if now.in_force and not self._left:
            words = _("It was used as often as was agreed. Nothing more can rest on it.")
            return [Notice(tone=Tone.STOP, text=words), Notice(tone=Tone.INFO, text=sentence)]
        if now.in_force:
            return [Notice(tone=Tone.INFO, text=f"{sentence} {self._uses()}".strip())]
        tone = Tone.STOP if now.state in _ENDED else Tone.WARN
        return [
            Notice(tone=tone, text=standing_sentence(now)),
            Notice(tone=Tone.INFO, text=_("This is what it said: {words}").format(words=sentence)),
        ]

    @property
    def _used(self) -> int:
        reviewing = self._session.logbook.reviewing
        earlier = reviewing.earlier_disclosures_of(self._consent.service_user)
        return sum(1 for each in earlier if each.basis.consent == self._consent.id)

    @property
    def _left(self) -> bool:
        uses = self._consent.period.uses
        return uses is None or self._used < uses

    def _uses(self) -> str:
        used = self._used
        if not used:
            return ""
        return ngettext(
            "{count} disclosure was made on it.", "{count} disclosures were made on it.", used
        ).format(count=used)

    def _actions(self) -> list[QPushButton]:
        if self._void:
            return []
        allowed, buttons = next_allowed(self._now.state), []
        for kind, words, icon in _ACTIONS:
            if kind in allowed:
                button = plain_button(_(words), f"consent-{kind.value}", icon)
                button.clicked.connect(partial(self._continue, kind))
                buttons.append(button)
        return buttons

    def _history(self) -> list[tuple[str, str]]:
        clock, reviewing = self._session.logbook.clock, self._session.logbook.reviewing
        recorder = reviewing.practitioner(self._consent.recorded_by).name
        recorded = _("Recorded {moment} by {name}")
        lines = [
            (
                recorded.format(
                    moment=moment_in_words(self._consent.recorded_at, clock.zone), name=recorder
                ),
                recorded_sentence(self._consent),
            )
        ]
        for event in self._events:
            by = event.recorded_by
            said = (
                recorded.format(
                    moment=moment_in_words(event.recorded_at, clock.zone),
                    name=reviewing.practitioner(by).name,
                )
                if by is not None and event.recorded_at is not None
                else ""
            )
            lines.append((said, event_sentence(event, clock.zone)))
        return lines

    def _representative(self) -> str:
        wanted = self._consent.giving.representative
        known = self._session.logbook.reviewing.representatives_of(self._consent.service_user)
        return next((each.name for each in known if each.id == wanted), "")

    def _continue(self, kind: ConsentEventKind) -> None:
        self.continue_consent.emit((self._consent.id, kind))

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
