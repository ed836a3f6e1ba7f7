# SPDX-License-Identifier: Apache-2.0
"""How it was when a disclosure was recorded: the path of the wizard, the practice's policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from zoneinfo import ZoneInfo

from logbook.domain.assessment import situate
from logbook.domain.case import Case
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.guidance import edition_in_force
from logbook.domain.legal_basis import Catalogue
from logbook.domain.practice import Practice
from logbook.domain.series import Series
from logbook.domain.steps import Circumstances, PathStep, steps_for
from logbook.journal.payload import read_payload
from logbook.services.reviewing import Reviewing
from logbook.store import journal_rows
from logbook.store.vault import Vault
from logbook.wording.guidance_words import standards_editions


def path_of(
    disclosure: Disclosure, reviewing: Reviewing, law: Catalogue, practice: Practice
) -> tuple[PathStep, ...]:
    """Give the path of the wizard as it was when a disclosure was recorded, with what was skipped.

    What was recorded later is left out: it was not there to cover anything.
    """
    case = _case(disclosure, reviewing, practice)
    then = situate(case, law, disclosure.recorded_at, ZoneInfo(disclosure.zone))
    return steps_for(
        then.draft,
        Circumstances(routine=then.routine, child=then.is_child, deceased=then.deceased),
    )


def practice_at(vault: Vault, practice: Practice, disclosure: Disclosure) -> Practice:
    """Give the practice as it was known when a disclosure was recorded (W-19, INV-37)."""
    recorded = journal_rows.entry_of(vault, str(disclosure.id), 1)
    row = journal_rows.latest_record(vault, str(practice.id))
    assert recorded is not None, "a record stands on an entry"
    assert row is not None, "so does the practice"
    for revision in range(row.revision, 0, -1):
        entry = journal_rows.entry_of(vault, str(practice.id), revision)
        then = journal_rows.record_at(vault, str(practice.id), revision)
        if entry is not None and then is not None and entry.seq < recorded.seq:
            record = read_payload(then.payload)
            assert isinstance(record, Practice), "only practices have this identity"
            return record
    return practice


def standards_for(disclosure: Disclosure) -> str:
    """Name the edition of the standards of conduct in force when it was decided."""
    at = disclosure.decision.decided_at or disclosure.recorded_at
    day = at.astimezone(ZoneInfo(disclosure.zone)).date()
    edition = edition_in_force(standards_editions(), day)
    return edition.title if edition is not None else ""


def _case(disclosure: Disclosure, reviewing: Reviewing, practice: Practice) -> Case:
    draft = DisclosureDraft(
        **{part.name: getattr(disclosure, part.name) for part in fields(DisclosureDraft)}
    )
    person, at = disclosure.service_user, disclosure.recorded_at
    signer = reviewing.practitioner(disclosure.recorded_by)
    if person is None:
        return Case(draft=draft, practice=practice, practitioner=signer, person=None)
    return Case(
        draft=draft,
        practice=practice,
        practitioner=signer,
        person=reviewing.person(person),
        consents=tuple(
            each for each in reviewing.standing_consents_of(person) if each.recorded_at <= at
        ),
        events=tuple(
            each
            for each in reviewing.events_of(person)
            if each.recorded_at is None or each.recorded_at <= at
        ),
        representatives=reviewing.representatives_of(person),
        capacities=reviewing.capacities_of(person),
        competences=reviewing.competences_of(person),
        objections=reviewing.objections_of(person),
        series=_series(disclosure, reviewing.series_of(person)),
        earlier=tuple(
            each
            for each in reviewing.earlier_disclosures_of(person)
            if each.recorded_at <= at and each.id != disclosure.id
        ),
    )


def _series(disclosure: Disclosure, found: Iterable[Series]) -> Series | None:
    return next((each for each in found if each.id == disclosure.series), None)
