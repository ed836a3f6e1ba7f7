# SPDX-License-Identifier: Apache-2.0
"""Gathering what executors of a clinical will see.

Whose episode is open is told as of the last day the practice worked: weeks may pass before
executors come together, and nobody is to be forgotten for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.clock import Clock
from logbook.domain.clinical_will import ClinicalWill
from logbook.domain.destruction import RetentionDecision
from logbook.domain.executor_view import (
    ExecutorView,
    KeptUntil,
    OpenClock,
    PersonToTell,
    WhereFilesAre,
    open_clock,
    person_to_tell,
)
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice
from logbook.domain.retention_dates import RetentionProposal
from logbook.journal.entry import read_entry
from logbook.services.destruction_due import outlook_steps, shipped_schedule
from logbook.services.drafting import Drafting
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.services.viewing import Viewings
from logbook.store import journal_rows, lines
from logbook.store.vault import Vault

_PAGE = 500

_Proposed = tuple[RetentionProposal, RetentionDecision | None]
"""What the schedule proposes about somebody, and what was decided."""


@dataclass(frozen=True, slots=True)
class _AsOf:
    """A clock that stands at an instant."""

    instant: datetime
    zone: ZoneInfo

    def now(self) -> datetime:
        return self.instant


def view_steps(
    opened: OpenFolder, scribe: Scribe, will: ClinicalWill, clock: Clock
) -> Iterator[ExecutorView | None]:
    """Gather what the executors of a will see, a person at a time; the last step gives it."""
    vault = opened.vault
    # The one place that reads records for somebody who may not be shown them: what comes out of
    # here is all they get.
    reviewing = Reviewing(vault)
    practice = reviewing.practice()
    then = _AsOf(_last_worked(vault, will), clock.zone)
    viewings = Viewings(opened, scribe, reviewing, Drafting(vault, reviewing, then), then)
    people: list[ServiceUser] = []
    to_tell: list[PersonToTell] = []
    for person in _people(reviewing):
        people.append(person)
        episode = viewings.episode(person.id)
        # Whoever something was begun about and never recorded is somebody's work too.
        if person.died is None and (episode.is_open(then.now()) or episode.draft):
            to_tell.append(person_to_tell(person))
        yield None
    proposed: dict[UUID, _Proposed] = {}
    for outlook in outlook_steps(vault, shipped_schedule(), practice.nation, clock.zone):
        if outlook is not None:
            proposed[outlook.service_user] = (outlook.proposal, outlook.decided)
        yield None
    yield ExecutorView(
        practitioner=reviewing.practitioner(will.made_by).name,
        files=_files(practice, will),
        to_tell=tuple(to_tell),
        clocks=tuple(_clocks(vault)),
        kept=tuple(_kept(proposed, people)),
    )


def _people(reviewing: Reviewing) -> Iterator[ServiceUser]:
    rows = reviewing.order_of_people()
    for start in range(0, len(rows), _PAGE):
        for line in reviewing.lines_at(rows[start : start + _PAGE]):
            person = reviewing.person(line.object)
            if person is not None:
                yield person


def _clocks(vault: Vault) -> Iterator[OpenClock]:
    last = None
    while page := lines.due(vault, date.max, after=last, limit=_PAGE):
        for line in page:
            clock = open_clock(line)
            if clock is not None:
                yield clock
        last = page[-1]


def _kept(proposed: Mapping[UUID, _Proposed], people: Iterable[ServiceUser]) -> Iterator[KeptUntil]:
    for person in people:
        if person.id not in proposed:
            continue
        proposal, decision = proposed[person.id]
        yield KeptUntil(
            name=person.name,
            reference=person.reference,
            until=decision.until if decision is not None else proposal.until,
            reason=proposal.reason,
            unverified=decision is None and proposal.unverified,
        )


def _files(practice: Practice, will: ClinicalWill) -> WhereFilesAre:
    return WhereFilesAre(
        practice=practice.name,
        address=practice.address,
        phone=practice.phone,
        email=practice.email,
        information_lead=practice.information_lead,
        data_protection_officer=practice.data_protection_officer,
        complaints_contact=practice.complaints_contact,
        ico_registration=practice.ico_registration,
        note=will.files,
    )


def _last_worked(vault: Vault, will: ClinicalWill) -> datetime:
    """Tell when somebody other than the executors last did anything."""
    backwards = range(journal_rows.size(vault) - 1, -1, -1)
    stored = (journal_rows.entry_at(vault, seq) for seq in backwards)
    entries = (read_entry(one.body) for one in stored if one is not None)
    times = (entry.time for entry in entries if entry.actor != str(will.holder))
    return next(times, datetime.min.replace(tzinfo=UTC))
