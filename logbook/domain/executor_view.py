# SPDX-License-Identifier: Apache-2.0
"""What executors of a clinical will see, and nothing else: whom to tell, what runs, what is kept.

Whoever has no safe way on record is named with none: it is better to tell nobody than to tell
whoever opens their post (INV-24).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from logbook.domain.lines import DESTROYED, VOIDED, Line, LineKind
from logbook.domain.people import CommunicationNeed, ContactKind, ServiceUser, safe
from logbook.domain.retention_dates import DateReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeWay:
    """One way in which a person may be reached."""

    kind: ContactKind
    where: str
    may_leave_message: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonToTell:
    """A service user with an open episode, and how they may safely be told."""

    name: str
    reference: str
    ways: tuple[SafeWay, ...]
    plain_envelope: bool = True
    code_word: str = ""
    care: str = ""
    """What they said of how they are reached, and who might overhear."""
    language: str = ""
    needs: tuple[CommunicationNeed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClock:
    """Something that is due, and for whom; what it is about is not said."""

    kind: LineKind
    number: str
    person: str
    due: date
    keep_from_person: bool = False
    """Whether the person must not learn of it (INV-23)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUntil:
    """Until when everything about a person is kept; None: no day can be named yet."""

    name: str
    reference: str
    until: date | None
    reason: DateReason
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereFilesAre:
    """What is known of where records and files are, and who answers for them."""

    practice: str
    address: str
    phone: str
    email: str
    information_lead: str
    data_protection_officer: str
    complaints_contact: str
    ico_registration: str
    note: str
    """What the practitioner wrote for their executors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorView:
    """Everything executors are shown."""

    practitioner: str
    """Whose will it is."""
    files: WhereFilesAre
    to_tell: tuple[PersonToTell, ...]
    clocks: tuple[OpenClock, ...]
    kept: tuple[KeptUntil, ...]


def person_to_tell(person: ServiceUser) -> PersonToTell:
    """Say how a person may safely be told."""
    contact = person.safe_contact
    return PersonToTell(
        name=person.known_as or person.name,
        reference=person.reference,
        ways=tuple(_safe_ways(person)),
        plain_envelope=contact.plain_envelope,
        code_word=contact.code_word,
        care=" ".join(said for said in (contact.note, contact.third_party_risk) if said.strip()),
        language=person.language,
        needs=person.needs,
    )


def open_clock(line: Line) -> OpenClock | None:
    """Give what executors are told of a line that is due; None where it is nobody's clock."""
    if line.due is None or line.kind not in _CLOCKS or line.state in {VOIDED, DESTROYED}:
        return None
    return OpenClock(
        kind=line.kind,
        number=line.number,
        person=line.person,
        due=line.due,
        keep_from_person=line.restricted,
    )


_CLOCKS = frozenset(LineKind) - {LineKind.CONSENT, LineKind.SERVICE_USER}
"""A consent that runs out calls for nothing from those who disclose nothing more."""


def _safe_ways(person: ServiceUser) -> Iterator[SafeWay]:
    may_leave_message = person.safe_contact.may_leave_message
    main = (
        (ContactKind.PHONE, person.phone),
        (ContactKind.ADDRESS, person.address),
        (ContactKind.EMAIL, person.email),
    )
    for kind, where in main:
        if where.strip() and safe(person, kind):
            leave = kind is ContactKind.PHONE and may_leave_message
            yield SafeWay(kind=kind, where=where, may_leave_message=leave)
    for point in person.other_contacts:
        if point.where.strip() and safe(person, point.kind, point.where):
            yield SafeWay(
                kind=point.kind,
                where=point.where,
                may_leave_message=point.may_leave_message,
                note=point.note,
            )
