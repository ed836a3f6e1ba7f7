# SPDX-License-Identifier: Apache-2.0
"""Where a person can be in an open logbook: a room, or one thing in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from logbook.domain.lines import LineKind
from logbook.domain.records import Receipt


class Spot(Enum):
    """The kinds of screen."""

    TODAY = "today"
    PEOPLE = "people"
    DISCLOSURES = "disclosures"
    CONSENTS = "consents"
    PERSON = "person"
    DISCLOSURE = "disclosure"
    CONSENT = "consent"
    RECEIPT = "receipt"
    DRAFT = "draft"
    TELLING = "telling"


ROOMS = (Spot.TODAY, Spot.PEOPLE, Spot.DISCLOSURES, Spot.CONSENTS)
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
    """The service user a new draft starts with."""


TODAY = Place(spot=Spot.TODAY)


def room_of(place: Place) -> Spot:
    """Give the room a place belongs to, where the list is that it is found in."""
    if place.spot is Spot.DRAFT and place.kind is not None:
        return _ROOM_OF_KIND[place.kind]
    return _ROOM_OF_SPOT.get(place.spot, place.spot)


_ROOM_OF_SPOT = {
    Spot.PERSON: Spot.PEOPLE,
    Spot.DISCLOSURE: Spot.DISCLOSURES,
    Spot.RECEIPT: Spot.DISCLOSURES,
    Spot.TELLING: Spot.DISCLOSURES,
    Spot.CONSENT: Spot.CONSENTS,
}
_ROOM_OF_KIND = {
    LineKind.SERVICE_USER: Spot.PEOPLE,
    LineKind.CONSENT: Spot.CONSENTS,
    LineKind.DISCLOSURE: Spot.DISCLOSURES,
    LineKind.NOTIFICATION: Spot.DISCLOSURES,
}
