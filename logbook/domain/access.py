# SPDX-License-Identifier: Apache-2.0
"""Somebody asks to see a record: the person, somebody for them, or those a death leaves behind.

UK GDPR articles 12 to 15 for the living, the Access to Health Records Act 1990 (Northern Ireland:
Order 1993) for the dead. Received, reference and clarifications stand in `Request`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.party import Party
from logbook.domain.request import Request


class AccessType(Enum):
    """What right is used, and by whom."""

    BY_THE_PERSON = "by-the-person"
    BY_AGENT = "by-agent"
    BY_PARENT = "by-parent"
    BY_ATTORNEY = "by-attorney"
    AFTER_DEATH = "after-death"
    RECTIFY = "rectify"
    ERASE = "erase"
    OBJECT = "object"
    COMPLAINT = "complaint"

    @property
    def sees_a_record(self) -> bool:
        """Whether a copy or a sight of the record is what is asked for."""
        return self in {
            AccessType.BY_THE_PERSON,
            AccessType.BY_AGENT,
            AccessType.BY_PARENT,
            AccessType.BY_ATTORNEY,
            AccessType.AFTER_DEATH,
        }


class Applicant(Enum):
    """What somebody is to a person who has died (B-06; AHRA 1990 s3(1)(f))."""

    PERSONAL_REPRESENTATIVE = "personal-representative"
    POSSIBLE_CLAIMANT = "possible-claimant"
    RELATIVE = "relative"
    OTHER = "other"

    @property
    def entitled(self) -> bool:
        """Whether the Act gives them a right to apply."""
        return self in {Applicant.PERSONAL_REPRESENTATIVE, Applicant.POSSIBLE_CLAIMANT}


class AccessOutcome(Enum):
    """How a request for access ended."""

    GIVEN = "given"
    GIVEN_IN_PART = "given-in-part"
    REFUSED = "refused"
    NOTHING_HELD = "nothing-held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityEvidence:
    """What showed that whoever asks is who they say, and may (INV-29)."""

    asked_on: date | None = None
    received_on: date | None = None
    how: str = ""
    waived_because: str = ""

    @property
    def settled(self) -> bool:
        """Whether identity was shown, or waived with a reason."""
        return self.received_on is not None or bool(self.waived_because.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the appropriate health professional said on serious harm (DPA 2018 schedule 3)."""

    by: str = ""
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A part that is withheld, the row of the catalogue that allows it, and why."""

    code: str
    item: str = ""
    reasons: str = ""
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What has to be settled when somebody asks to see a record."""

    type: AccessType | None = None
    applicant: Applicant | None = None
    """Only after a death."""
    authority: str = ""
    """What shows that they may ask for somebody else."""
    identity: IdentityEvidence = IdentityEvidence()
    fee_paid_on: date | None = None
    extended_because: str = ""
    extension_told_on: date | None = None
    search: str = ""
    """Where was looked: a reasonable and proportionate search (article 15(1A))."""
    made_recently: bool = False
    """Whether the whole record was made within the last 40 days (AHRA s3(5))."""
    relevance: str = ""
    """Which parts matter to the claim (AHRA s5(4))."""
    exemptions: tuple[Exemption, ...] = ()
    opinion: Opinion | None = None
    scope_confirmed: bool = False
    """Whether the person confirmed the scope of an agent's form with us (W-02)."""
    sent_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """A request for access on file while its clock runs."""

    id: UUID
    service_user: UUID
    requester: Party
    request: Request
    access: Access
    outcome: AccessOutcome | None = None
    closed_on: date | None = None
