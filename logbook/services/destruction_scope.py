# SPDX-License-Identifier: Apache-2.0
"""What goes when records are destroyed: what was named, and everything that hangs on it.

An amendment says nothing without its record, and would be all that is left of it; a notification, a
review, an event of a consent likewise. They go with what they hang on and never alone, or a consent
that was withdrawn would stand again. What proves that something left the logbook, or why it is no
longer in it, stays: identities, days and hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.amendment import Amendment, amended
from logbook.domain.attachment import Attachment
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import DestructionCertificate, RetentionChoice, RetentionDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import ErasureDecision
from logbook.domain.notification import Notification
from logbook.domain.outlook import HeldRecord
from logbook.domain.records import Export, Record
from logbook.domain.series import Series
from logbook.domain.telling_review import TellingReview
from logbook.domain.viewing import Viewing
from logbook.journal.entry import read_entry
from logbook.journal.payload import kind_of
from logbook.store import journal_rows, moments
from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault

_BEFORE_ALL = -1


@dataclass(slots=True, kw_only=True)
class Whole:
    """A record with all its revisions: the numbers of their entries, and how it reads now."""

    record: Record
    entries: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What goes, in the order it came, and what remains about the same person.

    `refused` are those that were named and may not go, or not alone.
    """

    goes: tuple[Whole, ...]
    remains: tuple[Whole, ...]
    refused: frozenset[UUID]

    @property
    def first_entry(self) -> int:
        """The first entry that recorded any of it."""
        return min(whole.entries[0] for whole in self.goes)

    @property
    def last_entry(self) -> int:
        """The last entry that recorded any of it; to have looked at it is no recording."""
        recorded = [each for each in self.goes if not isinstance(each.record, Viewing)]
        return max(whole.entries[-1] for whole in recorded or self.goes)

    def relying(self) -> tuple[UUID, ...]:
        """Name what remains and rests on a consent that would go (INV-31)."""
        gone = {whole.record.id for whole in self.goes}
        return tuple(
            whole.record.id
            for whole in self.remains
            if gone & set(_rests_on(whole.record, self._amendments_of(whole.record.id)))
        )

    def _amendments_of(self, target: UUID) -> tuple[Amendment, ...]:
        return tuple(
            whole.record
            for whole in self.remains
            if isinstance(whole.record, Amendment) and whole.record.target == target
        )


def scope_of(vault: Vault, service_user: UUID, named: Iterable[UUID]) -> Scope:
    """Gather what goes when records about a person are destroyed.

    Args:
        vault: Where they are.
        service_user: Whom they are about.
        named: What is to be destroyed; the person's own record stands for all of them.
    """
    found: dict[UUID, Whole] = {}
    for seq, record in moments.records_since(vault, service_user, _BEFORE_ALL):
        whole = found.setdefault(record.id, Whole(record=record))
        whole.record = record
        whole.entries.append(seq)
    wanted = frozenset(named)
    if service_user in wanted:
        goes = {each for each, whole in found.items() if not stays(whole.record)}
        refused = wanted - found.keys()
    else:
        goes = _with_what_hangs(wanted & found.keys(), found)
        refused = frozenset(
            each
            for each in wanted
            if each not in found
            or stays(found[each].record)
            or hangs_on(found[each].record) not in {None, *goes}
        )
    return Scope(
        goes=tuple(whole for each, whole in found.items() if each in goes),
        remains=tuple(whole for each, whole in found.items() if each not in goes),
        refused=frozenset(refused),
    )


def named(vault: Vault, wholes: Iterable[Whole], zone: ZoneInfo) -> tuple[HeldRecord, ...]:
    """Name records without anything that is in them; days are told in a zone."""
    return tuple(
        HeldRecord(
            object=whole.record.id,
            kind=kind_of(whole.record),
            number=number_of(whole.record),
            recorded_on=_first_day(vault, whole, zone),
            revisions=len(whole.entries),
        )
        for whole in wholes
    )


def number_of(record: Record) -> str:
    """Give the number of a disclosure; empty for anything else."""
    return record.number if isinstance(record, Disclosure) else ""


def stays(record: Record) -> bool:
    """Tell whether a record outlives what it is about: it says what became of that, and no more."""
    if isinstance(record, RetentionDecision):
        return record.choice is RetentionChoice.DESTROY
    return isinstance(record, Export | ErasureDecision | DestructionCertificate)


def hangs_on(record: Record) -> UUID | None:
    """Give what a record says nothing without; None: it stands for itself."""
    match record:
        case Amendment(target=target):
            return target
        case Attachment(of=of):
            return of
        case ConsentEvent(consent=consent):
            return consent
        case Viewing(subject=subject):
            return subject
        case Notification(disclosure=disclosure) | TellingReview(disclosure=disclosure):
            return disclosure
        case _:
            return None


def _first_day(vault: Vault, whole: Whole, zone: ZoneInfo) -> date:
    entry = journal_rows.entry_at(vault, whole.entries[0])
    if entry is None:
        raise VaultDamagedError("An entry of the journal is missing.")
    return read_entry(entry.body).time.astimezone(zone).date()


def _with_what_hangs(wanted: frozenset[UUID], found: dict[UUID, Whole]) -> set[UUID]:
    goes = set(wanted)
    # What hangs on a record was recorded after it: one pass in their order finds all.
    for each, whole in found.items():
        if hangs_on(whole.record) in goes:
            goes.add(each)
    return goes


def _rests_on(record: Record, amendments: tuple[Amendment, ...]) -> Iterator[UUID]:
    """Give the consents a record rests on or goes beyond, now or when it was signed."""
    if isinstance(record, Series):
        wanted = [record.consent] if record.ended_on is None else []
    elif isinstance(record, Disclosure):
        readings = (record.basis, amended(record, amendments).basis)
        wanted = [each for one in readings for each in (one.consent, one.refused_consent)]
    else:
        wanted = []
    yield from (each for each in wanted if each is not None)
