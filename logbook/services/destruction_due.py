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
from logbook.domain.destruction import (
    DestructionCertificate,
    DueRecords,
    RetentionChoice,
    RetentionDecision,
)
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold, HoldReason
from logbook.domain.outlook import Outlook
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.records import Record
from logbook.domain.retention import RecordClass, RetentionSchedule, Trigger, read_schedule
from logbook.domain.retention_dates import (
    KeptFile,
    RetentionFacts,
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
from logbook.store.last_contacts import LastContact
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
    steps = due_steps(vault, schedule, nation, zone, today)
    yield from (due for due in steps if due is not None)


def due_steps(
    vault: Vault, schedule: RetentionSchedule, nation: Nation, zone: ZoneInfo, today: date
) -> Iterator[DueRecords | None]:
    """Look at everybody in turn: who is due is given, None for anybody else."""
    shortest = min(
        rule.years for rule in schedule.rules if rule.years and rule.trigger is not Trigger.BIRTHDAY
    )
    for person in last_contacts.people(vault):
        last = _last_contact(vault, person)
        if last is None or (
            not last.is_decided
            and not is_due(after_years(_day_of(vault, last.seq, zone), shortest), today)
        ):
            yield None
            continue
        outlook = outlook_of(vault, schedule, nation, zone, person)
        yield _due(outlook, today) if outlook is not None else None


def outlook_steps(
    vault: Vault, schedule: RetentionSchedule, nation: Nation, zone: ZoneInfo
) -> Iterator[Outlook | None]:
    """Look at everybody in turn, due or not; None for whoever is gone in the meantime."""
    for person in last_contacts.people(vault):
        yield outlook_of(vault, schedule, nation, zone, person)


def outlook_of(
    vault: Vault, schedule: RetentionSchedule, nation: Nation, zone: ZoneInfo, person: UUID
) -> Outlook | None:
    """Tell how long everything about a person is kept, and why; None: nobody is on record."""
    scope = scope_of(vault, person, (person,))
    records = tuple(_all(scope))
    known = next((each for each in records if isinstance(each, ServiceUser)), None)
    last = _last_contact(vault, person)
    if known is None or last is None:
        return None
    day = _day_of(vault, last.seq, zone)
    return Outlook(
        service_user=person,
        proposal=retention_date(schedule, _facts(records, known, nation, day, zone)),
        decided=_decided(records),
        holds=tuple(each for each in records if isinstance(each, Hold)),
        open_decision=_open_decision(scope),
    )


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


def _due(outlook: Outlook, today: date) -> DueRecords | None:
    if outlook.until is None or not outlook.due_on(today):
        return None
    proposal = outlook.proposal
    return DueRecords(
        service_user=outlook.service_user,
        until=outlook.until,
        rule=outlook.rule,
        record_class=proposal.longest.record_class,
        reason=proposal.reason,
        unverified=proposal.unverified,
        decided=outlook.decided is not None,
    )


def _decided(records: tuple[Record, ...]) -> RetentionDecision | None:
    """Give the decision that was made last on how long everything about the person is kept."""
    decisions = [
        each
        for each in records
        if isinstance(each, RetentionDecision)
        and each.choice is not RetentionChoice.DESTROY
        and each.service_user in each.objects
    ]
    return decisions[-1] if decisions else None


def _open_decision(scope: Scope) -> UUID | None:
    """Give the decision to destroy or erase that was made last, and waits to be carried out.

    A later decision to keep what was to be destroyed takes its place.
    """
    wholes = (*scope.goes, *scope.remains)
    in_order = sorted(wholes, key=lambda whole: whole.entries[0], reverse=True)
    records = [whole.record for whole in in_order]
    done = {each.decision for each in records if isinstance(each, DestructionCertificate)}
    for each in records:
        if isinstance(each, RetentionDecision):
            return each.id if stays(each) and each.id not in done else None
        if isinstance(each, ErasureDecision) and each.erases and each.id not in done:
            return each.id
    return None


def _facts(
    records: tuple[Record, ...], person: ServiceUser, nation: Nation, last: date, zone: ZoneInfo
) -> RetentionFacts:
    return RetentionFacts(
        nation=nation,
        classes=person.record_classes,
        last_contact=max(last, person.last_contact or last),
        treatment_ended=person.last_contact,
        born=person.born,
        died=person.died,
        files=tuple(file for each in records if (file := _file(each, zone)) is not None),
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


def _last_contact(vault: Vault, person: UUID) -> LastContact | None:
    """Give the last contact; None for somebody whose records are gone by now."""
    return last_contacts.last_of(vault, person, without=_NO_CONTACT, decided="retention-decision")


def _day_of(vault: Vault, seq: int, zone: ZoneInfo) -> date:
    entry = journal_rows.entry_at(vault, seq)
    if entry is None:
        raise VaultDamagedError("An entry of the journal is missing.")
    return read_entry(entry.body).time.astimezone(zone).date()
