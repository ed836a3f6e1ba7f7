# SPDX-License-Identifier: Apache-2.0
"""Whose records have had their time: what the schedule proposes, and what was decided since.

The schedule proposes a day for everything about a person at once, by the rule that keeps it
longest; a decision to retain, lengthen or shorten takes its place. Whoever is held is not named
(INV-32). Only people about whom nothing was recorded for years are looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.access import AccessRequest
from logbook.domain.breach import Breach
from logbook.domain.destruction import DueRecords, RetentionChoice, RetentionDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.holds import Hold, HoldReason, held
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.records import Record
from logbook.domain.retention import RecordClass, RetentionSchedule, Trigger, read_schedule
from logbook.domain.retention_dates import (
    KeptFile,
    RetentionFacts,
    RetentionProposal,
    after_years,
    classes_that_apply,
    is_due,
    retention_date,
)
from logbook.journal.entry import read_entry
from logbook.resources import read_text
from logbook.services.destruction_scope import Scope, scope_of, stays
from logbook.store import journal_rows, last_contacts
from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault

SCHEDULE = "retention/rules.toml"

_NO_CONTACT = (
    "export",
    "viewing",
    "hold",
    "retention-decision",
    "erasure-decision",
    "destruction-certificate",
)
"""Kinds of record that are no contact with the person: written, they put nothing off."""


@cache
def shipped_schedule() -> RetentionSchedule:
    """Give the schedule that comes with the program."""
    return read_schedule(read_text(SCHEDULE))


def all_due(
    vault: Vault, schedule: RetentionSchedule, nation: Nation, zone: ZoneInfo, today: date
) -> Iterator[DueRecords]:
    """Name everybody whose records are due, in no particular order.

    Args:
        vault: Where they are.
        schedule: The periods.
        nation: Whose schedule the practice follows.
        zone: Where days are told.
        today: The day on which somebody asks.
    """
    shortest = min(
        rule.years for rule in schedule.rules if rule.years and rule.trigger is not Trigger.BIRTHDAY
    )
    decided = last_contacts.people_of_kind(vault, "retention-decision")
    for person, last in last_contacts.last_of_each(vault, without=_NO_CONTACT):
        day = _day_of(vault, last, zone)
        if person not in decided and not is_due(after_years(day, shortest), today):
            continue
        scope = scope_of(vault, person, (person,))
        if any(isinstance(each.record, ServiceUser) for each in scope.goes):
            due = _due(scope, schedule, nation, day, zone)
            held_back = held((each for each in _all(scope) if isinstance(each, Hold)), today)
            if due is not None and is_due(due.until, today) and person not in held_back:
                yield due


def all_proposed(
    vault: Vault, schedule: RetentionSchedule, nation: Nation, zone: ZoneInfo
) -> Iterator[tuple[UUID, RetentionProposal, RetentionDecision | None]]:
    """Tell of everybody what the schedule proposes and what was decided, due or not."""
    for person, last in last_contacts.last_of_each(vault, without=_NO_CONTACT):
        scope = scope_of(vault, person, (person,))
        known = next((each for each in _all(scope) if isinstance(each, ServiceUser)), None)
        if known is not None:
            facts = _facts(scope, known, nation, _day_of(vault, last, zone), zone)
            yield person, retention_date(schedule, facts), _decided(scope)


_CLASSES: dict[str, RecordClass] = {
    "disclosure": RecordClass.DISCLOSURE,
    "notification": RecordClass.DISCLOSURE,
    "telling-review": RecordClass.DISCLOSURE,
    "consent": RecordClass.CONSENT,
    "consent-event": RecordClass.CONSENT,
    "access-request": RecordClass.ACCESS_CORRESPONDENCE,
    "breach": RecordClass.BREACH,
}


def record_class_of(kind: str, person: ServiceUser, nation: Nation, last: date) -> RecordClass:
    """Tell what a record counts as; one without a class of its own is part of the health record.

    Args:
        kind: The written name of its kind.
        person: Whom it is about.
        nation: Whose schedule the practice follows.
        last: The day of the last contact.
    """
    if kind in _CLASSES:
        return _CLASSES[kind]
    facts = RetentionFacts(
        nation=nation, classes=person.record_classes, last_contact=last, born=person.born
    )
    return classes_that_apply(facts)[0]


def _due(
    scope: Scope, schedule: RetentionSchedule, nation: Nation, last: date, zone: ZoneInfo
) -> DueRecords | None:
    person = next(each for each in _all(scope) if isinstance(each, ServiceUser))
    proposal = retention_date(schedule, _facts(scope, person, nation, last, zone))
    decision = _decided(scope)
    until = decision.until if decision is not None else proposal.until
    if until is None:
        return None
    return DueRecords(
        service_user=person.id,
        until=until,
        rule=_rule(decision, proposal),
        record_class=proposal.longest.record_class,
        reason=proposal.reason,
        unverified=proposal.unverified,
        decided=decision is not None,
    )


def _rule(decision: RetentionDecision | None, proposal: RetentionProposal) -> str:
    return decision.rule if decision is not None else proposal.rule.code


def _decided(scope: Scope) -> RetentionDecision | None:
    """Give the decision that was made last on how long everything about the person is kept."""
    decisions = [
        each
        for each in _all(scope)
        if isinstance(each, RetentionDecision)
        and each.choice is not RetentionChoice.DESTROY
        and each.service_user in each.objects
    ]
    return decisions[-1] if decisions else None


def _facts(
    scope: Scope, person: ServiceUser, nation: Nation, last: date, zone: ZoneInfo
) -> RetentionFacts:
    return RetentionFacts(
        nation=nation,
        classes=person.record_classes,
        last_contact=max(last, person.last_contact or last),
        treatment_ended=person.last_contact,
        born=person.born,
        died=person.died,
        files=tuple(file for each in _all(scope) if (file := _file(each, zone)) is not None),
    )


_FILES = {HoldReason.COMPLAINT: RecordClass.COMPLAINT, HoldReason.CLAIM: RecordClass.CLAIM}


def _file(record: Record, zone: ZoneInfo) -> KeptFile | None:
    """Give the file a record is, beside the health record; None if it is none."""
    match record:
        case Disclosure(recorded_at=recorded_at):
            day = recorded_at.astimezone(zone).date()
            return KeptFile(record_class=RecordClass.DISCLOSURE, counted_from=day)
        case AccessRequest(closed_on=closed_on):
            return KeptFile(record_class=RecordClass.ACCESS_CORRESPONDENCE, counted_from=closed_on)
        case Breach(closed_at=closed_at):
            closed = closed_at.astimezone(zone).date() if closed_at is not None else None
            return KeptFile(record_class=RecordClass.BREACH, counted_from=closed)
        case Hold(why=why, ended_on=ended_on) if why in _FILES:
            return KeptFile(record_class=_FILES[why], counted_from=ended_on)
        case _:
            return None


def _all(scope: Scope) -> Iterator[Record]:
    yield from (whole.record for whole in scope.goes)
    yield from (whole.record for whole in scope.remains if stays(whole.record))


def _day_of(vault: Vault, seq: int, zone: ZoneInfo) -> date:
    entry = journal_rows.entry_at(vault, seq)
    if entry is None:
        raise VaultDamagedError("An entry of the journal is missing.")
    return read_entry(entry.body).time.astimezone(zone).date()
