# SPDX-License-Identifier: Apache-2.0
"""A small form: what became of a consent, when, how it was said, and in which words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind, ConsentNow, consent_at
from logbook.domain.lines import LineKind
from logbook.i18n import _, ngettext
from logbook.wording.consent_words import consent_sentences
from ui.consenting.event_questions import EVENTS
from ui.consenting.scope_left import ScopeLeft
from ui.session import Session
from ui.tables.small_form import SmallForm, SmallTask
from ui.theme import Tone
from ui.widgets.notes_panel import NotesPanel, Notice

if TYPE_CHECKING:
    from logbook.app import Logbook


class EventScreen(SmallForm):
    """Recording it goes back to the consent; leaving records nothing and keeps what was typed."""

    def __init__(self, session: Session, consent: UUID, kind: ConsentEventKind) -> None:
        logbook, clock = session.logbook, session.logbook.clock
        reviewing = logbook.reviewing
        standing = reviewing.as_amended(reviewing.consent(consent))
        events = reviewing.events_of(standing.service_user)
        now = consent_at(standing, events, clock.now(), zone=clock.zone)
        blank = ConsentEvent(
            id=uuid4(),
            consent=standing.id,
            service_user=standing.service_user,
            kind=kind,
            at=clock.now(),
        )
        task = SmallTask(
            blank=blank,
            kept=logbook.drafting.begun(
                ConsentEvent, lambda draft: (draft.consent, draft.kind) == (consent, kind)
            ),
            clock=clock,
            keep=session.drafts.touch,
            record=partial(session.put_on_file, LineKind.CONSENT),
        )
        about = NotesPanel("", identifier="event-about")
        about.show_notices(_notices(logbook, standing, now, kind))
        narrowed = kind is ConsentEventKind.NARROWED
        left = ScopeLeft(now.scope) if narrowed else None
        super().__init__(
            EVENTS[kind],
            task,
            about,
            identifier="consent-event",
            prefix="event",
            editors={"scope": left.as_editor()} if left is not None else {},
        )
        self._left = left

    def hindrance(self) -> tuple[str, str] | None:
        """Say that nothing is left of it, as no rule on a narrowed consent does."""
        if self._left is not None and self._left.nothing_left:
            words = _("Nothing is left of it. Leave this, and withdraw the consent instead.")
            return "scope", words
        return super().hindrance()


def _notices(
    logbook: Logbook, consent: Consent, now: ConsentNow, kind: ConsentEventKind
) -> list[Notice]:
    """Say which consent it is, and what follows from its end."""
    person = logbook.reviewing.person(consent.service_user)
    standing = replace(
        consent,
        scope=now.scope,
        giving=now.giving,
        period=replace(consent.period, until=now.until),
    )
    notices = [
        Notice(tone=Tone.INFO, text=consent_sentences(standing, person.name if person else ""))
    ]
    if kind in {ConsentEventKind.WITHDRAWN, ConsentEventKind.INVALIDATED}:
        notices.append(Notice(tone=Tone.WARN, text=_follows(logbook, consent)))
    return notices


def _follows(logbook: Logbook, consent: Consent) -> str:
    """Say what rests on the consent that ends."""
    reviewing, person = logbook.reviewing, consent.service_user
    resting = sum(
        1 for each in reviewing.earlier_disclosures_of(person) if each.basis.consent == consent.id
    )
    series = sum(
        1
        for each in reviewing.series_of(person)
        if each.consent == consent.id and each.ended_on is None
    )
    said = [_("Nothing more can rest on it from then on.")]
    if resting:
        said.append(
            ngettext(
                "{count} disclosure was made on it: think whether whoever has it is to be told.",
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
