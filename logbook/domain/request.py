# SPDX-License-Identifier: Apache-2.0
"""What somebody asked for: who, how, under which power, and what was asked back (H-35, H-45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.party import Party


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
    SERVED = "served"


class Urgency(Enum):
    """How soon an answer is needed."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class RequestStatus(Enum):
    """Where the dealing with a request stands."""

    OPEN = "open"
    CLARIFYING = "clarifying"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    COMPLIED = "complied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """A question put back to the requester, and the answer (H-35)."""

    asked_on: date | None = None
    question: str = ""
    answered_on: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asked for, or that nobody asked."""

    origin: Origin | None = None
    received_on: date | None = None
    channel: Channel | None = None
    reference: str = ""
    wording: str = ""
    answer_by: date | None = None
    requester: Party | None = None
    """Who asked, where that is somebody else than the recipient."""
    on_behalf_of: str = ""
    power_cited: str = ""
    urgency: Urgency = Urgency.ROUTINE
    whole_record: bool = False
    """Whether everything that is held was asked for (B-14)."""
    form_enclosed: bool = False
    """Whether a consent form of the requester's came with it (W-02)."""
    form_names_use: bool = False
    """Whether that form says what is wanted and how it is used."""
    person_made_to_ask: bool = False
    """Whether the person was made to ask for their own record (W-27; DPA 2018 s184)."""
    victim_information: bool = False
    """Whether an investigation asks for a victim's information (W-16; PCSC Act 2022 part 2)."""
    about_the_registrant: bool = False
    """Whether a regulator asks the very registrant it investigates (I-01)."""
    clarifications: tuple[Clarification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRequest:
    """A request on file while it is dealt with; what was decided is a disclosure."""

    id: UUID
    service_user: UUID
    requester: Party
    request: Request
    status: RequestStatus
    disclosures: tuple[UUID, ...] = ()
