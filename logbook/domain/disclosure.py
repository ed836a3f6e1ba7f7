# SPDX-License-Identifier: Apache-2.0
"""A disclosure: what was told to whom, why, on which basis, and whether the person was told.

The professional fills in a draft, step by step; `assessment.assess` says what still stands in
the way. `complete` makes the record, which never changes afterwards: a mistake is put right by
an amendment that refers to it (INV-01). A decision not to disclose is the same record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.consent import InformationCategory, PurposeClass
from logbook.domain.findings import Answer
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling
from logbook.domain.party import Party
from logbook.domain.practice import Nation


class Origin(Enum):
    """How it came about that information was to be disclosed."""

    OWN_INITIATIVE = "own-initiative"
    ASKED = "asked"


class Channel(Enum):
    """The way in which a request came in."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    FORM = "form"


class Identifiability(Enum):
    """How far the information can be traced to the person (HP3)."""

    IDENTIFIABLE = "identifiable"
    PSEUDONYMISED = "pseudonymised"


class ThirdPartyReview(Enum):
    """What was done about information on somebody else (INV-08)."""

    NONE_PRESENT = "none-present"
    REMOVED = "removed"
    KEPT = "kept"


class Choice(Enum):
    """What was decided."""

    DISCLOSE = "disclose"
    REFUSE = "refuse"


class SendingMethod(Enum):
    """How information leaves the practice (domain reference 6.1, Transmission)."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    POST_FIRST_CLASS = "post-first-class"
    POST_TRACKED = "post-tracked"
    SECURE_EMAIL = "secure-email"
    ENCRYPTED_EMAIL = "encrypted-email"
    PLAIN_EMAIL = "plain-email"
    PORTAL = "portal"
    VIEWED_ON_SITE = "viewed-on-site"

    @property
    def unsafe(self) -> bool:
        """Whether others can read it on the way (B-16)."""
        return self is SendingMethod.PLAIN_EMAIL

    @property
    def remote(self) -> bool:
        """Whether the recipient is not seen, so that their identity has to be checked (B-09)."""
        return self not in {SendingMethod.IN_PERSON, SendingMethod.VIEWED_ON_SITE}


class Followed(Enum):
    """Whether advice was followed."""

    YES = "yes"
    IN_PART = "in-part"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asked for, or that nobody asked."""

    origin: Origin | None = None
    received_on: date | None = None
    channel: Channel | None = None
    reference: str = ""
    wording: str = ""
    answer_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What the recipient needs the information for."""

    purpose_class: PurposeClass | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of information that is disclosed."""

    category: InformationCategory
    description: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """What is disclosed, what is left out, and why this is the minimum (HP3)."""

    items: tuple[Item, ...] = ()
    left_out: str = ""
    minimum: str = ""
    identifiability: Identifiability = Identifiability.IDENTIFIABLE
    why_identifiable: str = ""
    third_parties: ThirdPartyReview | None = None
    third_parties_kept_because: str = ""

    @property
    def categories(self) -> tuple[InformationCategory, ...]:
        """The categories of the items, each once, in their order."""
        return tuple(dict.fromkeys(item.category for item in self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The ground the disclosure rests on."""

    family: BasisFamily | None = None
    consent: UUID | None = None
    legal_basis: str = ""
    """The code of the row of the catalogue that is relied on."""
    evidence: str = ""
    why_without_consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceEntry:
    """Advice sought before deciding: from whom, what was asked, what was said (HP7)."""

    adviser: str = ""
    role: str = ""
    asked_on: date | None = None
    question: str = ""
    advice: str = ""
    identity_shared: bool = False
    followed: Followed | None = None
    why_not_followed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, and the reasons in the professional's own words (HP8)."""

    choice: Choice | None = None
    reasons: str = ""
    views: str = ""
    """What the service user said about it."""
    alternatives: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """How the information left the practice."""

    method: SendingMethod | None = None
    sent_to: str = ""
    made_at: datetime | None = None
    address_checked: bool = False
    duty_told: bool = False
    late_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureDraft:
    """What the professional has entered so far."""

    id: UUID
    service_user: UUID | None = None
    nation: Nation | None = None
    request: Request = field(default_factory=Request)
    recipient: Party = field(default_factory=Party)
    purpose: Purpose = field(default_factory=Purpose)
    information: Information = field(default_factory=Information)
    basis: Basis = field(default_factory=Basis)
    advice: tuple[AdviceEntry, ...] = ()
    decision: Decision = field(default_factory=Decision)
    transmission: Transmission = field(default_factory=Transmission)
    telling: Telling = field(default_factory=Telling)
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A disclosure, or a decision not to disclose, as it was recorded.

    Decided, made and recorded are three times (INV-39).
    """

    id: UUID
    number: str
    service_user: UUID
    recorded_by: UUID
    recorded_at: datetime
    zone: str
    nation: Nation
    request: Request
    recipient: Party
    purpose: Purpose
    information: Information
    basis: Basis
    advice: tuple[AdviceEntry, ...]
    decision: Decision
    transmission: Transmission
    telling: Telling
    answers: tuple[Answer, ...]
    warnings: tuple[str, ...]
    """Codes of the findings that stood, answered or not, when it was signed."""
    catalogue: str
    guidance: str

    @property
    def restricted(self) -> bool:
        """Whether the entry is kept from everything the person may be shown (INV-23)."""
        return self.telling.restricts


def number_for(year: int, place: int) -> str:
    """Give the number of a year's n-th disclosure: gapless within the year (INV-35)."""
    return f"D-{year:04d}-{place:04d}"
