# SPDX-License-Identifier: Apache-2.0
"""A small form about keeping: a hold, a decision, the answer to a request for erasure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from logbook.domain.destruction import RetentionDecision
from logbook.domain.drafts import KeptDraft, SmallDraft
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.lines import LineKind
from logbook.domain.outlook import HeldRecord, Outlook
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.retention_words import hold_sentence, outlook_sentence
from ui.retention.forms import FORMS, begin, choices_for, settled
from ui.retention.wishes import KeepingTask
from ui.session import Session
from ui.tables.parts_form import NO_EDITORS
from ui.tables.question_fields import Editor
from ui.tables.small_form import SmallForm, SmallTask
from ui.theme import Tone
from ui.widgets.check_list import CheckList
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.option import Alternative

if TYPE_CHECKING:
    from logbook.app import Logbook


class KeepingForm(SmallForm):
    """Recording it goes back to where it was asked for; leaving keeps what was typed."""

    def __init__(
        self, session: Session, person: UUID, task: KeepingTask, record: UUID | None = None
    ) -> None:
        logbook, clock = session.logbook, session.logbook.clock
        outlook = logbook.retaining.outlook(person)
        assert outlook is not None, "the form is opened for a person on record"
        today = clock.now().astimezone(clock.zone).date()
        there = next((hold for hold in outlook.holds if hold.id == record), None)
        self._session, self._outlook, self._today = session, outlook, today
        about = NotesPanel("", identifier="keeping-about")
        about.show_notices(_notices(logbook, outlook, there, today))
        super().__init__(
            FORMS[task],
            SmallTask(
                blank=begin(task, outlook, logbook.practitioner.id, today, there),
                kept=_begun(logbook, person, task, there),
                clock=clock,
                keep=session.drafts.touch,
                record=self._put_on_record,
            ),
            about,
            identifier="keeping-form",
            prefix="keeping",
            offered={"choice": choices_for(outlook, today)},
            editors=_editors(logbook, person) if task is KeepingTask.ERASURE else NO_EDITORS,
        )

    def _put_on_record(self, draft: SmallDraft) -> None:
        record = settled(draft, self._outlook, self._today)
        kind = LineKind.HOLD if isinstance(record, Hold) else LineKind.SERVICE_USER
        self._session.put_on_file(kind, record)


def _begun(
    logbook: Logbook, person: UUID, task: KeepingTask, there: Hold | None
) -> KeptDraft | None:
    """Give what was begun before: of this hold, or of something new about this person."""
    if there is not None:
        kept = logbook.drafting.find(there.id)
        ends = kept is not None and isinstance(kept.draft, Hold) and kept.draft.ended_on is not None
        return kept if ends is (task is KeepingTask.HOLD_END) else None
    on_record = logbook.reviewing.holds_of(person) if task is KeepingTask.HOLD else ()
    known = {hold.id for hold in on_record}
    return logbook.drafting.begun(
        _KINDS[task], lambda draft: draft.service_user == person and draft.id not in known
    )


_KINDS: Mapping[KeepingTask, type[SmallDraft]] = {
    KeepingTask.HOLD: Hold,
    KeepingTask.HOLD_REVIEW: Hold,
    KeepingTask.HOLD_END: Hold,
    KeepingTask.DECISION: RetentionDecision,
    KeepingTask.ERASURE: ErasureDecision,
}


def _notices(logbook: Logbook, outlook: Outlook, there: Hold | None, today: date) -> list[Notice]:
    """Say whose records it is about, and how it stands with them."""
    person = logbook.reviewing.person(outlook.service_user)
    assert person is not None, "the form is opened for a person on record"
    who = _("{name}, reference {reference}.").format(name=person.name, reference=person.reference)
    said = hold_sentence(there) if there is not None else outlook_sentence(outlook, today)
    return [Notice(tone=Tone.INFO, text=f"{who} {said}")]


def _editors(logbook: Logbook, person: UUID) -> dict[str, Editor]:
    """Offer the records that can be erased one by one; what hangs on them goes with them."""
    boxes = CheckList(
        _("What is erased"),
        [
            Alternative(value=each.object, title=_in_words(logbook, each))
            for each in logbook.retaining.holdings(person)
            if each.kind in _ALONE
        ],
        identifier="keeping-objects",
        hint=_("What hangs on it goes with it, such as amendments and attempts to tell."),
    )
    return {
        "objects": Editor(
            widget=boxes,
            edited=boxes.edited,
            read=boxes.values,
            show=lambda values: boxes.show_values(values or ()),
        )
    }


_ALONE: Mapping[str, LineKind] = {
    "representative": LineKind.REPRESENTATIVE,
    "capacity-assessment": LineKind.CAPACITY,
    "competence-assessment": LineKind.COMPETENCE,
    "consent": LineKind.CONSENT,
    "objection": LineKind.OBJECTION,
    "received-request": LineKind.REQUEST,
    "access-request": LineKind.ACCESS_REQUEST,
    "disclosure": LineKind.DISCLOSURE,
    "series": LineKind.SERIES,
    "breach": LineKind.BREACH,
}
"""The kinds of record that stand for themselves, by their written names."""


def _in_words(logbook: Logbook, each: HeldRecord) -> str:
    line = logbook.reviewing.line(each.object)
    said = (
        label(_ALONE[each.kind]),
        each.number,
        line.title if line is not None else "",
        day_in_words(each.recorded_on),
    )
    return " · ".join(part for part in said if part)
