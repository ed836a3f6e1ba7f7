# SPDX-License-Identifier: Apache-2.0
"""Where a person can be in an open logbook: a room, or one thing in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.lines import LineKind
from logbook.domain.records import Receipt
from ui.people.asides import Aside


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


ROOMS = (
    Spot.TODAY,
    Spot.PEOPLE,
    Spot.DISCLOSURES,
    Spot.CONSENTS,
    Spot.GUIDANCE,
    Spot.PRACTICE,
)
"""The screens the rail leads to."""


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
    task: Aside | ConsentEventKind | None = None
    """What a small form records."""
    section: str | None = None
    """The section of a room that is shown first; None: the one shown last."""


TODAY = Place(spot=Spot.TODAY)


def room_of(place: Place) -> Spot:
    """Give the room a place belongs to, where the list is that it is found in."""
    if place.spot is Spot.DRAFT and place.kind is not None:
        return _ROOM_OF_KIND[place.kind]
    return _ROOM_OF_SPOT.get(place.spot, place.spot)


_ROOM_OF_SPOT = {
    Spot.PERSON: Spot.PEOPLE,
    Spot.ASIDE: Spot.PEOPLE,
    Spot.DISCLOSURE: Spot.DISCLOSURES,
    Spot.RECEIPT: Spot.DISCLOSURES,
    Spot.TELLING: Spot.DISCLOSURES,
    Spot.CONSENT: Spot.CONSENTS,
    Spot.CONSENT_EVENT: Spot.CONSENTS,
}
_ROOM_OF_KIND = {
    LineKind.SERVICE_USER: Spot.PEOPLE,
    LineKind.CONSENT: Spot.CONSENTS,
    LineKind.DISCLOSURE: Spot.DISCLOSURES,
    LineKind.NOTIFICATION: Spot.DISCLOSURES,
}
