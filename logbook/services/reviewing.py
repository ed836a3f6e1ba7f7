# SPDX-License-Identifier: Apache-2.0
"""Looking at what is on record: a record, a list, a person's timeline. Reads only."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure
from logbook.domain.lines import Line, LineKind
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Moment, Record
from logbook.errors import LogbookError
from logbook.journal.payload import read_payload
from logbook.store import journal_rows, lines, moments, sequences
from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault

_ALL = 10_000
_Kind = TypeVar("_Kind", bound=Record)


class NotOnRecordError(LogbookError):
    """There is no such record in this logbook."""

    code = "not-on-record"


class Reviewing:
    """Reads records and lists."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def practice(self) -> Practice:
        """Give the practice, as it stands now."""
        first = journal_rows.record_of_entry(self._vault, 0)
        if first is None:
            raise VaultDamagedError("The logbook does not begin with its practice.")
        return self._latest(UUID(first.object), Practice)

    def practitioner(self, practitioner: UUID) -> Practitioner:
        """Give a practitioner."""
        return self._latest(practitioner, Practitioner)

    def person(self, person: UUID) -> ServiceUser | None:
        """Give a service user as they are known now, or None if there is no such person."""
        row = journal_rows.latest_record(self._vault, str(person))
        record = read_payload(row.payload) if row is not None else None
        return record if isinstance(record, ServiceUser) else None

    def consent(self, consent: UUID) -> Consent:
        """Give a consent.

        Raises:
            NotOnRecordError: there is no such consent.
        """
        return self._latest(consent, Consent)

    def disclosure(self, disclosure: UUID) -> Disclosure:
        """Give a disclosure.

        Raises:
            NotOnRecordError: there is no such disclosure.
        """
        return self._latest(disclosure, Disclosure)

    def consents_of(self, person: UUID) -> tuple[Consent, ...]:
        """Give every consent of a service user, newest first."""
        found = lines.of_person(self._vault, person, LineKind.CONSENT, limit=_ALL)
        return tuple(self._latest(line.object, Consent) for line in found)

    def disclosures_of(self, person: UUID, *, limit: int = 50) -> tuple[Line, ...]:
        """List a service user's disclosures, newest first."""
        return lines.of_person(self._vault, person, LineKind.DISCLOSURE, limit=limit)

    def timeline(
        self, person: UUID, *, before: int | None = None, limit: int = 50
    ) -> tuple[Moment, ...]:
        """Give a page of everything recorded about a service user, newest first."""
        if before is None:
            return moments.timeline(self._vault, person, limit=limit)
        return moments.timeline(self._vault, person, before=before, limit=limit)

    def notifications_of(self, disclosure: Disclosure) -> tuple[Notification, ...]:
        """Give every time the service user was told of a disclosure since, earliest first."""
        found = lines.of_person(
            self._vault, disclosure.service_user, LineKind.NOTIFICATION, limit=_ALL
        )
        told = (self._latest(line.object, Notification) for line in reversed(found))
        return tuple(one for one in told if one.disclosure == disclosure.id)

    def line(self, object_id: UUID) -> Line | None:
        """Give the line of a record, or None if lists do not show it."""
        return lines.line_of(self._vault, object_id)

    def numbered(self, number: str) -> Line:
        """Give the line of the disclosure with a number such as D-2026-0001.

        Raises:
            NotOnRecordError: there is no such disclosure.
        """
        found = sequences.numbered(self._vault, number)
        if found is None:
            raise NotOnRecordError("There is no disclosure of this number.")
        return found

    def order_of_people(self) -> array[int]:
        """Give the entry numbers of all service users, by name: the rows of the People list."""
        return sequences.by_name(self._vault)

    def order_of(self, kind: LineKind) -> array[int]:
        """Give the entry numbers of all records of a kind, newest first: the rows of a list."""
        return sequences.newest_first(self._vault, kind)

    def lines_at(self, numbers: Sequence[int]) -> tuple[Line, ...]:
        """Give the lines that stand at some rows of a list."""
        return sequences.lines_at(self._vault, numbers)

    def due(self, until: date, *, limit: int = 50) -> tuple[Line, ...]:
        """List what falls due up to a day, the earliest first."""
        return lines.due(self._vault, until, limit=limit)

    def disclosures_recorded_in(self, year: int) -> int:
        """Tell how many disclosures a year has so far, by the number of the newest (INV-35)."""
        newest = lines.newest(self._vault, LineKind.DISCLOSURE, limit=1)
        if not newest or not newest[0].number.startswith(f"D-{year:04d}-"):
            return 0
        return int(newest[0].number.rsplit("-", 1)[1])

    def entries(self) -> int:
        """Tell how many entries the journal has."""
        return journal_rows.size(self._vault)

    def counts(self) -> dict[LineKind, int]:
        """Tell how many records of each kind lists show."""
        return {kind: len(self.order_of(kind)) for kind in LineKind}

    def _latest(self, object_id: UUID, kind: type[_Kind]) -> _Kind:
        row = journal_rows.latest_record(self._vault, str(object_id))
        record = read_payload(row.payload) if row is not None else None
        if not isinstance(record, kind):
            raise NotOnRecordError("There is no such record in this logbook.")
        return record
