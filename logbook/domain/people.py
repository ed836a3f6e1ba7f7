# SPDX-License-Identifier: Apache-2.0
"""The service user: who the information is about, and how they may safely be reached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.party import RecipientClass
from logbook.domain.practice import Nation
from logbook.domain.retention import RecordClass
from logbook.domain.text import NAME_LENGTH, TEXT_LENGTH, folded, texts, unreadable

_SHORT_PARTS = frozenset(
    {"name", "known_as", "reference", "phone", "email", "role", "organisation", "hcpc_number"}
)


class Flag(Enum):
    """What has to be known before anything about this person is disclosed."""

    SAFEGUARDING_CHILD = "safeguarding-child"
    SAFEGUARDING_ADULT = "safeguarding-adult"
    DOMESTIC_ABUSE = "domestic-abuse"
    VICTIM_OF_CRIME = "victim-of-crime"
    LITIGATION = "litigation"
    STAFF_OR_RELATIVE = "staff-or-relative"
    PROTECTED_GRC = "gender-recognition"
    HFEA = "fertility-treatment"
    ADOPTION = "adoption"
    WITNESS_PROTECTION = "witness-protection"
    POSTHUMOUS_ACCESS_REFUSED = "posthumous-access-refused"
    """They noted that nobody is to see the record after their death (AHRA 1990 s4(3))."""


class CommunicationNeed(Enum):
    """How something must be said or written for this person to be told at all."""

    WELSH = "welsh"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    BRAILLE = "braille"
    BSL = "bsl"
    INTERPRETER = "interpreter"


class ContactKind(Enum):
    """The ways in which a person can be reached without being seen."""

    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"


class IdentifierKind(Enum):
    """The health-service numbers of the four nations."""

    NHS = "nhs-number"
    CHI = "chi-number"
    HSC = "hsc-number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A health-service number of the person."""

    kind: IdentifierKind
    value: str

    @property
    def is_likely(self) -> bool:
        """Whether it is ten digits of which the last checks the others (modulus 11)."""
        digits = [int(each) for each in self.value if each.isascii() and each.isdigit()]
        if len(digits) != _NUMBER_DIGITS or self.value.strip(" -0123456789"):
            return False
        weighed = sum(digit * (_NUMBER_DIGITS - place) for place, digit in enumerate(digits[:-1]))
        # Where the sum asks for the check digit 10, no such number is given out.
        return (11 - weighed % 11) % 11 == digits[-1]


_NUMBER_DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """One more place the person can be reached at, and whether that is safe."""

    kind: ContactKind
    where: str
    safe: bool = True
    may_leave_message: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact:
    """Which ways of reaching the person are safe, as they said themselves."""

    may_write: bool = True
    may_call: bool = True
    may_leave_message: bool = False
    may_email: bool = False
    plain_envelope: bool = True
    """Whether nothing on an envelope may name the practice."""
    note: str = ""
    not_at_home: bool = False
    """Whether neither post nor calls may go to where they live."""
    code_word: str = ""
    """What has to be said before anything is told on the telephone."""
    third_party_risk: str = ""
    """Who might read or hear what is meant for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Somebody who is on record as what a consent may describe: "my insurer"."""

    of: RecipientClass
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceUser:
    """The person the information is about."""

    id: UUID
    reference: str
    name: str
    known_as: str = ""
    born: date | None = None
    nation: Nation = Nation.ENGLAND
    address: str = ""
    phone: str = ""
    email: str = ""
    safe_contact: SafeContact = field(default_factory=SafeContact)
    needs: tuple[CommunicationNeed, ...] = ()
    flags: tuple[Flag, ...] = ()
    died: date | None = None
    gp: str = ""
    """The practice, or the GP, they are registered with."""
    circle: tuple[Belonging, ...] = ()
    """Who is on record as their care team, insurer, employer, carers and so on."""
    identifiers: tuple[Identifier, ...] = ()
    other_contacts: tuple[ContactPoint, ...] = ()
    preferred_contact: ContactKind | None = None
    language: str = ""
    """The language they are spoken to in, where it is not English."""
    first_contact: date | None = None
    last_contact: date | None = None
    record_classes: tuple[RecordClass, ...] = ()
    """What their health record counts as when it is asked how long it is kept."""

    def members(self, of: RecipientClass) -> tuple[str, ...]:
        """Name everybody who is on record as belonging to a class for this person."""
        registered = (self.gp,) if of is RecipientClass.REGISTERED_GP and self.gp.strip() else ()
        return (*registered, *(each.name for each in self.circle if each.of is of))


def age_on(born: date | None, day: date) -> int | None:
    """Give the age on a day in whole years (INV-27); None if not known or not born yet.

    Whoever was born on 29 February is a year older on 1 March of the other years.
    """
    if born is None or day < born:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def safe(person: ServiceUser, kind: ContactKind, where: str = "") -> bool:
    """Tell whether something may be sent or said to the person at a place (INV-24).

    Args:
        person: Who is to be reached.
        kind: How.
        where: The address or number; empty: the main one. What is not on record for the person
            is judged by what they said of the way as a whole.
    """
    contact, wanted = person.safe_contact, _place_key(kind, where)
    main = {
        ContactKind.ADDRESS: person.address,
        ContactKind.PHONE: person.phone,
        ContactKind.EMAIL: person.email,
    }[kind]
    points = [
        point
        for point in person.other_contacts
        if point.kind is kind and wanted and _place_key(kind, point.where) == wanted
    ]
    if points:
        return all(point.safe for point in points)
    at_home = kind is not ContactKind.EMAIL and (not wanted or wanted == _place_key(kind, main))
    if contact.not_at_home and at_home:
        return False
    return {
        ContactKind.ADDRESS: contact.may_write,
        ContactKind.PHONE: contact.may_call,
        ContactKind.EMAIL: contact.may_email,
    }[kind]


def findings_on_person(person: ServiceUser) -> tuple[Finding, ...]:
    """Tell what keeps a person from being entered: a name, a reference, readable text."""
    missing = tuple(
        Finding(code=Code.INCOMPLETE, part=part)
        for part, value in (("name", person.name), ("reference", person.reference))
        if not value.strip()
    )
    return missing + _times_out_of_order(person) + findings_on_texts(person)


def hints_on_person(person: ServiceUser) -> tuple[Finding, ...]:
    """Tell what looks like a slip of the pen and keeps nothing from being entered."""
    if all(identifier.is_likely for identifier in person.identifiers):
        return ()
    return (Finding(code=Code.NUMBER_UNLIKELY, part="identifiers"),)


def findings_on_texts(value: object) -> tuple[Finding, ...]:
    """Tell which texts of a value are over-long or hold characters that cannot be kept."""
    found = []
    for part, text in texts(value):
        if len(text) > _limit(part):
            found.append(Finding(code=Code.TEXT_TOO_LONG, part=part))
        if unreadable(text):
            found.append(Finding(code=Code.TEXT_UNREADABLE, part=part))
    return tuple(found)


def _times_out_of_order(person: ServiceUser) -> tuple[Finding, ...]:
    pairs = (
        ("died", person.born, person.died),
        ("last_contact", person.first_contact, person.last_contact),
    )
    return tuple(
        Finding(code=Code.TIMES_OUT_OF_ORDER, part=part)
        for part, before, after in pairs
        if before is not None and after is not None and after < before
    )


def _limit(part: str) -> int:
    return NAME_LENGTH if part.rsplit(".", 1)[-1] in _SHORT_PARTS else TEXT_LENGTH


def _place_key(kind: ContactKind, where: str) -> str:
    """Give an address or number as it is compared."""
    plain = folded(where)
    if kind is ContactKind.EMAIL:
        return plain.strip()
    key = "".join(letter for letter in plain if letter.isalnum())
    if kind is ContactKind.PHONE:
        # The same number with and without the prefix of the United Kingdom.
        return re.sub(r"^(?:00)?44(?:0(?=\d))?", "0", key)
    return key
