# SPDX-License-Identifier: Apache-2.0
"""The service user: who the information is about, and how they may safely be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.practice import Nation
from logbook.domain.text import NAME_LENGTH, TEXT_LENGTH, texts, unreadable

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


class CommunicationNeed(Enum):
    """How something must be said or written for this person to be told at all."""

    WELSH = "welsh"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    BRAILLE = "braille"
    BSL = "bsl"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact:
    """Which ways of reaching the person are safe, as they said themselves."""

    may_write: bool = True
    may_call: bool = True
    may_leave_message: bool = False
    may_email: bool = False
    plain_envelope: bool = True
    note: str = ""


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


def findings_on_person(person: ServiceUser) -> tuple[Finding, ...]:
    """Tell what keeps a person from being entered: a name, a reference, readable text."""
    missing = tuple(
        Finding(code=Code.INCOMPLETE, part=part)
        for part, value in (("name", person.name), ("reference", person.reference))
        if not value.strip()
    )
    return missing + findings_on_texts(person)


def findings_on_texts(value: object) -> tuple[Finding, ...]:
    """Tell which texts of a value are over-long or hold characters that cannot be kept."""
    found = []
    for part, text in texts(value):
        if len(text) > _limit(part):
            found.append(Finding(code=Code.TEXT_TOO_LONG, part=part))
        if unreadable(text):
            found.append(Finding(code=Code.TEXT_UNREADABLE, part=part))
    return tuple(found)


def _limit(part: str) -> int:
    short = {
        "name",
        "known_as",
        "reference",
        "phone",
        "email",
        "role",
        "organisation",
        "hcpc_number",
    }
    return NAME_LENGTH if part.rsplit(".", 1)[-1] in short else TEXT_LENGTH
