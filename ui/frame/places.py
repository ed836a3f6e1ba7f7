# SPDX-License-Identifier: Apache-2.0
"""Where a person can be in an open logbook: a room, or one thing in it; and who can be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.lines import LineKind
from logbook.domain.permissions import may, may_read, may_record
from logbook.domain.practice import Role
from logbook.domain.records import Receipt
from ui.people.asides import Aside
from ui.retention.wishes import KEEPING_ACTS, KeepingTask


class Spot(Enum):
    """The kinds of screen."""

    TODAY = "today"
    PEOPLE = "people"
    DISCLOSURES = "disclosures"
    CONSENTS = "consents"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    PERSON = "person"
    DISCLOSURE = "disclosure"
    CONSENT = "consent"
    RECEIPT = "receipt"
    DRAFT = "draft"
    TELLING = "telling"
    ASIDE = "aside"
    """A small form about a person: who decides for them, what they refuse, what was assessed."""
    CONSENT_EVENT = "consent-event"
    """A small form about what became of a consent."""
    KEEPING = "keeping"
    """How long somebody's records are kept, or what is decided and done about them."""
    CERTIFICATE = "certificate"
    """Of destruction."""
    OVERSIGHT = "oversight"
    """What an auditor looks after: the journal, and who did what; no record about anybody."""
    EXECUTORS = "executors"
    """What executors of a clinical will are shown, and all they are shown."""


ROOMS = (
    Spot.TODAY,
    Spot.PEOPLE,
    Spot.DISCLOSURES,
    Spot.CONSENTS,
    Spot.GUIDANCE,
    Spot.PRACTICE,
)
"""The screens the rail leads to, for those who read records."""

ROOMS_OF: Mapping[Role, tuple[Spot, ...]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: ROOMS,
        Role.PRACTITIONER: ROOMS,
        Role.READER: ROOMS,
        Role.AUDITOR: (Spot.OVERSIGHT, Spot.GUIDANCE, Spot.PRACTICE),
        Role.EXECUTOR: (Spot.EXECUTORS,),
    }
)
"""The rooms of each role; it enters by the first."""


FORMS = (Spot.DRAFT, Spot.TELLING, Spot.ASIDE, Spot.CONSENT_EVENT)
"""The screens on which something is put on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A screen, and what it shows. It holds no personal data, so it may outlast a lock."""

    spot: Spot
    id: UUID | None = None
    kind: LineKind | None = None
    """What a draft will become."""
    receipt: Receipt | None = None
    about: UUID | None = None
    """The service user a new draft starts with; the record a small form begins with."""
    task: Aside | ConsentEventKind | KeepingTask | None = None
    """What a small form records."""
    section: str | None = None
    """The section of a room that is shown first; None: the one shown last."""


TODAY = Place(spot=Spot.TODAY)


def within(role: Role, place: Place) -> Place:
    """Give the place somebody in a role is led to who asks for a place.

    Where all roles are led to Today, each is led to its own first room. Executors have one place,
    whatever they ask for.
    """
    rooms = ROOMS_OF[role]
    leads_home = place.spot is Spot.TODAY or role is Role.EXECUTOR
    return Place(spot=rooms[0]) if leads_home and place.spot not in rooms else place


def leads_to(role: Role, place: Place) -> bool:
    """Tell whether a role leads to a place at all."""
    if isinstance(place.task, KeepingTask):
        return may(role, KEEPING_ACTS[place.task])
    if place.spot in FORMS:
        return may_record(role)
    if place.spot in _OF_RECORDS:
        return may_read(role)
    return place.spot in ROOMS_OF[role]


def room_of(place: Place) -> Spot:
    """Give the room a place belongs to, where the list is that it is found in."""
    if place.spot is Spot.DRAFT and place.kind is not None:
        return _ROOM_OF_KIND[place.kind]
    return _ROOM_OF_SPOT.get(place.spot, place.spot)


_OF_RECORDS = frozenset(
    {
        Spot.PERSON,
        Spot.DISCLOSURE,
        Spot.CONSENT,
        Spot.RECEIPT,
        Spot.KEEPING,
        Spot.CERTIFICATE,
    }
)
_ROOM_OF_SPOT = {
    Spot.PERSON: Spot.PEOPLE,
    Spot.ASIDE: Spot.PEOPLE,
    Spot.DISCLOSURE: Spot.DISCLOSURES,
    Spot.RECEIPT: Spot.DISCLOSURES,
    Spot.TELLING: Spot.DISCLOSURES,
    Spot.CONSENT: Spot.CONSENTS,
    Spot.CONSENT_EVENT: Spot.CONSENTS,
    Spot.KEEPING: Spot.PRACTICE,
    Spot.CERTIFICATE: Spot.PRACTICE,
}
_ROOM_OF_KIND = {
    LineKind.SERVICE_USER: Spot.PEOPLE,
    LineKind.CONSENT: Spot.CONSENTS,
    LineKind.DISCLOSURE: Spot.DISCLOSURES,
    LineKind.NOTIFICATION: Spot.DISCLOSURES,
}
