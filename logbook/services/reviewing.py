# SPDX-License-Identifier: Apache-2.0
"""Looking at what is on record: a record, a list, a person's timeline. Reads only."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from logbook.domain.access import AccessRequest
from logbook.domain.amendment import Amendable, Amendment, amended, is_void
from logbook.domain.breach import Breach
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.disclosure import Disclosure
from logbook.domain.holds import Hold
from logbook.domain.lines import Line, LineKind
from logbook.domain.notification import Notification, Telling
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Moment, Record, place_of
from logbook.domain.representative import Representative
from logbook.domain.request import ReceivedRequest
from logbook.domain.series import Series
from logbook.domain.telling_review import TellingReview, restricted_now
from logbook.errors import LogbookError
from logbook.journal.payload import read_payload
from logbook.services.dossier import Dossier, Dossiers
from logbook.services.listing import tellings_of
from logbook.store import erasing, journal_rows, lines, moments, sequences
from logbook.store.errors import NotAllowedError, VaultDamagedError
from logbook.store.vault import Vault

_Kind = TypeVar("_Kind", bound=Record)
_Amended = TypeVar("_Amended", bound=Amendable)


class NotOnRecordError(LogbookError):
    """There is no such record in this logbook."""

    code = "not-on-record"


class DestroyedError(NotOnRecordError):
    """The record was destroyed; its entry in the journal, and a certificate, say so."""

    code = "destroyed"


_PAGE = 500
"""How many lines are read at a time where all are gone through."""


class Reviewing:
    """Reads records and lists, for those who may be shown them."""

    def __init__(self, vault: Vault, *, shows_records: bool = True) -> None:
        self._vault = vault
        self._shows_records = shows_records
        self._dossiers = Dossiers(vault)
        self._practice: UUID | None = None
        self._known: dict[UUID, tuple[int, Record]] = {}

    def practice(self) -> Practice:
        """Give the practice, as it stands now."""
        if self._practice is None:
            first = journal_rows.record_of_entry(self._vault, 0)
            if first is None:
                raise VaultDamagedError("The logbook does not begin with its practice.")
            self._practice = UUID(first.object)
        return self._settled(self._practice, Practice)

    def practitioner(self, practitioner: UUID) -> Practitioner:
        """Give a practitioner."""
        return self._settled(practitioner, Practitioner)

    def check_may_read(self) -> None:
        """Refuse whoever may see the journal and no record's content.

        Raises:
            NotAllowedError: it is an auditor or an executor who is signed in.
        """
        if not self._shows_records:
            raise NotAllowedError("The role does not allow records to be read.")

    def person(self, person: UUID) -> ServiceUser | None:
        """Give a service user as they are known now, or None if there is no such person."""
        row = journal_rows.latest_record(self._records, str(person))
        record = read_payload(row.payload) if row is not None else None
        return record if isinstance(record, ServiceUser) else None

    def consent(self, consent: UUID) -> Consent:
        """Give a consent.

        Raises:
            NotOnRecordError: there is no such consent.
        """
        return self._shown(consent, Consent)

    def disclosure(self, disclosure: UUID) -> Disclosure:
        """Give a disclosure.

        Raises:
            NotOnRecordError: there is no such disclosure.
        """
        return self._shown(disclosure, Disclosure)

    def record(self, object_id: UUID) -> Record:
        """Give any record, in its latest revision.

        Raises:
            NotOnRecordError: there is no such record.
        """
        row = journal_rows.latest_record(self._records, str(object_id))
        if row is None:
            raise self._missing(object_id)
        return read_payload(row.payload)

    def dossier(self, person: UUID) -> Dossier:
        """Give everything on record about a service user, as it is now."""
        self.check_may_read()
        return self._dossiers.of(person)

    def consents_of(self, person: UUID) -> tuple[Consent, ...]:
        """Give every consent of a service user as it was recorded, newest first."""
        return tuple(reversed(self.dossier(person).all(Consent)))

    def standing_consents_of(self, person: UUID) -> tuple[Consent, ...]:
        """Give every consent that was not voided, as it reads with its amendments, newest first."""
        return self.dossier(person).standing(Consent)

    def events_of(self, person: UUID) -> tuple[ConsentEvent, ...]:
        """Give what became of a service user's consents, in the order it was recorded."""
        return self.dossier(person).all(ConsentEvent)

    def representatives_of(self, person: UUID) -> tuple[Representative, ...]:
        """Give who decides or acts for a service user, as they are known now."""
        return self.dossier(person).all(Representative)

    def capacities_of(self, person: UUID) -> tuple[CapacityAssessment, ...]:
        """Give every assessment of a service user's capacity, newest first."""
        return tuple(reversed(self.dossier(person).all(CapacityAssessment)))

    def competences_of(self, person: UUID) -> tuple[CompetenceAssessment, ...]:
        """Give every assessment of a child's competence, newest first."""
        return tuple(reversed(self.dossier(person).all(CompetenceAssessment)))

    def objections_of(self, person: UUID) -> tuple[Objection, ...]:
        """Give every objection of a service user, lifted ones among them."""
        return self.dossier(person).all(Objection)

    def requests_of(self, person: UUID) -> tuple[ReceivedRequest, ...]:
        """Give the requests for a service user's information that are on file."""
        return self.dossier(person).all(ReceivedRequest)

    def access_requests_of(self, person: UUID) -> tuple[AccessRequest, ...]:
        """Give the requests for access to a service user's record that are on file."""
        return self.dossier(person).all(AccessRequest)

    def series(self, series: UUID) -> Series:
        """Give a series.

        Raises:
            NotOnRecordError: there is no such series.
        """
        return self._shown(series, Series)

    def series_of(self, person: UUID) -> tuple[Series, ...]:
        """Give every series about a service user."""
        return self.dossier(person).all(Series)

    def breaches_of(self, person: UUID) -> tuple[Breach, ...]:
        """Give the breaches that concern a service user."""
        return self.dossier(person).all(Breach)

    def holds_of(self, person: UUID) -> tuple[Hold, ...]:
        """Give what keeps a service user's records, ended holds among them."""
        return self.dossier(person).all(Hold)

    def earlier_disclosures_of(self, person: UUID) -> tuple[Disclosure, ...]:
        """Give every disclosure that was not voided, as it reads with its amendments, newest first.

        What it was decided by stands in the record itself: `disclosure`.
        """
        return self.dossier(person).standing(Disclosure)

    def amendments_of(self, object_id: UUID) -> tuple[Amendment, ...]:
        """Give what was put right of a record, the earliest first.

        Raises:
            NotOnRecordError: there is no such record.
        """
        place = place_of(self.record(object_id))
        return self.dossier(place).amendments_of(object_id) if place is not None else ()

    def as_amended(self, record: _Amended) -> _Amended:
        """Give a disclosure or a consent as it reads with everything that was put right of it."""
        return amended(record, self.amendments_of(record.id))

    def is_void(self, object_id: UUID) -> bool:
        """Tell whether a record was voided and no longer stands.

        Raises:
            NotOnRecordError: there is no such record.
        """
        return is_void(self.amendments_of(object_id))

    def version_of(self, object_id: UUID) -> int:
        """Tell in which version a record is shown: 1 as it was signed, one more per amendment.

        Raises:
            NotOnRecordError: there is no such record.
        """
        return 1 + len(self.amendments_of(object_id))

    def shown_to(self, person: UUID) -> tuple[Line, ...]:
        """Give what a service user may be told was disclosed about them, earliest first (INV-23).

        What is restricted is left out without a gap: count and number what is given here, and
        nothing else.
        """
        return lines.shown_to_person(self._records, person)

    def forget(self) -> None:
        """Let go of what was read about people, as the logbook is locked."""
        self._dossiers.forget()

    def disclosures_of(self, person: UUID, *, limit: int = 50) -> tuple[Line, ...]:
        """List a service user's disclosures, newest first."""
        return lines.of_person(self._records, person, LineKind.DISCLOSURE, limit=limit)

    def timeline(
        self, person: UUID, *, before: int | None = None, limit: int = 50
    ) -> tuple[Moment, ...]:
        """Give a page of everything recorded about a service user, newest first."""
        if before is None:
            return moments.timeline(self._records, person, limit=limit)
        return moments.timeline(self._records, person, before=before, limit=limit)

    def notifications_of(self, disclosure: Disclosure) -> tuple[Notification, ...]:
        """Give every time the service user was told of a disclosure since, earliest first."""
        if disclosure.service_user is None:
            return ()
        told = self.dossier(disclosure.service_user).all(Notification)
        return tuple(one for one in told if one.disclosure == disclosure.id)

    def telling_reviews_of(self, person: UUID) -> tuple[TellingReview, ...]:
        """Give every review of a decision not to tell a service user, earliest first."""
        return self.dossier(person).all(TellingReview)

    def reviews_of(self, disclosure: Disclosure) -> tuple[TellingReview, ...]:
        """Give every review of what a disclosure says of telling, earliest first."""
        if disclosure.service_user is None:
            return ()
        reviews = self.telling_reviews_of(disclosure.service_user)
        return tuple(one for one in reviews if one.disclosure == disclosure.id)

    def tellings_of(self, disclosure: Disclosure) -> tuple[Telling, ...]:
        """Give every decision on telling that a disclosure says or said, the signed one first."""
        return tellings_of(disclosure, self.amendments_of(disclosure.id))

    def is_restricted(self, disclosure: UUID) -> bool:
        """Tell whether a disclosure is kept from what the person may be shown (INV-23).

        What any version of it keeps from them, only telling them or a review gives them.

        Raises:
            NotOnRecordError: there is no such disclosure.
        """
        signed = self.disclosure(disclosure)
        reviews, told = self.reviews_of(signed), self.notifications_of(signed)
        return any(restricted_now(each, reviews, told) for each in self.tellings_of(signed))

    def line(self, object_id: UUID) -> Line | None:
        """Give the line of a record, or None if lists do not show it."""
        return lines.line_of(self._records, object_id)

    def numbered(self, number: str) -> Line:
        """Give the line of the disclosure with a number such as D-2026-0001.

        Raises:
            NotOnRecordError: there is no such disclosure.
        """
        found = sequences.numbered(self._records, number)
        if found is None:
            raise NotOnRecordError("There is no disclosure of this number.")
        return found

    def of_reference(self, reference: str) -> ServiceUser | None:
        """Give the person of a reference of the practice, or None if nobody has it."""
        rows = self.order_of_people()
        for start in range(0, len(rows), _PAGE):
            for line in self.lines_at(rows[start : start + _PAGE]):
                if line.number == reference:
                    return self.person(line.object)
        return None

    def order_of_people(self) -> array[int]:
        """Give the entry numbers of all service users, by name: the rows of the People list."""
        return sequences.by_name(self._records)

    def order_of(self, kind: LineKind) -> array[int]:
        """Give the entry numbers of all records of a kind, newest first: the rows of a list."""
        return sequences.newest_first(self._vault, kind)

    def lines_at(self, numbers: Sequence[int]) -> tuple[Line, ...]:
        """Give the lines that stand at some rows of a list."""
        return sequences.lines_at(self._records, numbers)

    def due(self, until: date, *, limit: int = 50) -> tuple[Line, ...]:
        """List what falls due up to a day, the earliest first."""
        return lines.due(self._records, until, limit=limit)

    def disclosures_recorded_in(self, year: int) -> int:
        """Tell how many disclosures a year has so far, by the number of the newest (INV-35)."""
        newest = lines.newest(self._records, LineKind.DISCLOSURE, limit=1)
        if not newest or not newest[0].number.startswith(f"D-{year:04d}-"):
            return 0
        return int(newest[0].number.rsplit("-", 1)[1])

    def entries(self) -> int:
        """Tell how many entries the journal has."""
        return journal_rows.size(self._vault)

    def counts(self) -> dict[LineKind, int]:
        """Tell how many records of each kind lists show."""
        return {kind: len(self.order_of(kind)) for kind in LineKind if kind.listed}

    @property
    def _records(self) -> Vault:
        """The vault, to read what is on record about service users."""
        self.check_may_read()
        return self._vault

    def _settled(self, object_id: UUID, kind: type[_Kind]) -> _Kind:
        """Give what every decision reads and hardly ever changes, read again once it has."""
        revision, known = self._known.get(object_id, (0, None))
        if isinstance(known, kind) and not journal_rows.record_at(
            self._vault, str(object_id), revision + 1
        ):
            return known
        row = journal_rows.latest_record(self._vault, str(object_id))
        found = self._latest(object_id, kind)
        assert row is not None, "it was found"
        self._known[object_id] = (row.revision, found)
        return found

    def _shown(self, object_id: UUID, kind: type[_Kind]) -> _Kind:
        self.check_may_read()
        return self._latest(object_id, kind)

    def _latest(self, object_id: UUID, kind: type[_Kind]) -> _Kind:
        row = journal_rows.latest_record(self._vault, str(object_id))
        record = read_payload(row.payload) if row is not None else None
        if not isinstance(record, kind):
            raise self._missing(object_id)
        return record

    def _missing(self, object_id: UUID) -> NotOnRecordError:
        if erasing.entry_of_erased(self._vault, str(object_id)) is not None:
            return DestroyedError("The record was destroyed.")
        return NotOnRecordError("There is no such record in this logbook.")
