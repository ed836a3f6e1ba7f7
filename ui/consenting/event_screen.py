# SPDX-License-Identifier: Apache-2.0
"""A small form: what became of a consent, when, how it was said, and in which words."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind, consent_at
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.errors import LogbookError
from logbook.i18n import _, ngettext
from logbook.wording.consent_words import consent_sentences
from ui.consenting.event_questions import EVENTS
from ui.consenting.narrow_card import NarrowCard
from ui.messages import error_sentence, sentences_by_part
from ui.session import Session
from ui.tables.parts_form import PartsForm
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.page_scaffold import PageScaffold


class EventScreen(PageScaffold):
    """Recording it goes back to the consent; leaving records nothing."""

    left = Signal()
    done = Signal()

    def __init__(self, session: Session, consent: UUID, kind: ConsentEventKind) -> None:
        words = EVENTS[kind]
        super().__init__(
            _(words.title),
            _(words.lead),
            identifier="consent-event",
            back=_("&Leave it as it is"),
            unsure="",
            forward=_(words.record),
        )
        self._session, self._kind = session, kind
        reviewing, clock = session.logbook.reviewing, session.logbook.clock
        self._consent: Consent = reviewing.as_amended(reviewing.consent(consent))
        self._now = consent_at(
            self._consent,
            reviewing.events_of(self._consent.service_user),
            clock.now(),
            zone=clock.zone,
        )
        self._fill()
        self.back.connect(self.left)
        self.on.connect(self._record)
        QTimer.singleShot(0, self, self._enter)

    def _fill(self) -> None:
        clock = self._session.logbook.clock
        words = EVENTS[self._kind]
        self._banner = Banner("event-banner", lasting=True)
        about = NotesPanel("", identifier="event-about")
        about.show_notices(self._notices())
        event = ConsentEvent(
            id=uuid4(),
            consent=self._consent.id,
            service_user=self._consent.service_user,
            kind=self._kind,
            at=clock.now(),
        )
        self._form: PartsForm[ConsentEvent] = PartsForm(event, words.cards, clock, "event-")
        self._narrow: NarrowCard | None = None
        self.add(self._banner)
        self.add(about)
        if self._kind is ConsentEventKind.NARROWED:
            today = clock.now().astimezone(clock.zone).date()
            self._narrow = NarrowCard(self._now.scope, today)
            self.add(self._narrow)
        self.add(self._form)

    def _notices(self) -> list[Notice]:
        """Say which consent it is, and what follows from its end."""
        reviewing = self._session.logbook.reviewing
        person = reviewing.person(self._consent.service_user)
        standing = replace(
            self._consent,
            scope=self._now.scope,
            giving=self._now.giving,
            period=replace(self._consent.period, until=self._now.until),
        )
        notices = [
            Notice(tone=Tone.INFO, text=consent_sentences(standing, person.name if person else ""))
        ]
        if self._kind in {ConsentEventKind.WITHDRAWN, ConsentEventKind.INVALIDATED}:
            notices.append(Notice(tone=Tone.WARN, text=self._follows()))
        return notices

    def _follows(self) -> str:
        """Say what rests on the consent that ends."""
        reviewing, person = self._session.logbook.reviewing, self._consent.service_user
        resting = sum(
            1
            for each in reviewing.earlier_disclosures_of(person)
            if each.basis.consent == self._consent.id
        )
        series = sum(
            1
            for each in reviewing.series_of(person)
            if each.consent == self._consent.id and each.ended_on is None
        )
        said = [_("Nothing more can rest on it from then on.")]
        if resting:
            said.append(
                ngettext(
                    "{count} disclosure was made on it: think whether whoever has it is to be"
                    " told.",
                    "{count} disclosures were made on it: think whether whoever has them is to be"
                    " told.",
                    resting,
                ).format(count=resting)
            )
        if series:
            said.append(
                ngettext(
                    "{count} repeated disclosure rests on it and has to stop.",
                    "{count} repeated disclosures rest on it and have to stop.",
                    series,
                ).format(count=series)
            )
        return " ".join(said)

    def _event(self) -> ConsentEvent:
        event = self._form.record
        if self._narrow is None:
            return event
        return replace(event, scope=self._narrow.scope, until=self._narrow.until)

    @Slot()
    def _enter(self) -> None:
        first: QWidget = self._narrow or self._form
        target = first.focusProxy() or first
        (target.focusProxy() or target).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _record(self) -> None:
        if self._narrow is not None and self._narrow.nothing_left:
            words = _("Nothing is left of it. Leave this, and withdraw the consent instead.")
            self._narrow.show_problem("scope", words)
            self._banner.show_message(Tone.STOP, words)
            return
        try:
            self._session.logbook.keeping.keep(self._event())
        except RecordRefusedError as error:
            self._refuse(error)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            self._session.recorded.emit(LineKind.CONSENT)
            self.done.emit()

    def _refuse(self, error: RecordRefusedError) -> None:
        said = sentences_by_part(error.findings)
        first = self._form.show_problems(said)
        if self._narrow is not None:
            for part in ("scope", "until"):
                self._narrow.show_problem(part, said.get(part, ""))
        elsewhere = [
            words
            for part, words in said.items()
            if part not in self._form.parts and part not in {"scope", "until"}
        ]
        self._banner.show_message(
            Tone.STOP,
            " ".join(
                [_("This cannot be recorded yet; what is missing is marked below."), *elsewhere]
            ),
        )
        if first is not None:
            first.setFocus()
