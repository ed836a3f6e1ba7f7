# SPDX-License-Identifier: Apache-2.0
"""What a place shows of somebody's record, so that the look at it may have to be noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from logbook.domain.consent import ConsentDraft
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.lines import LineKind
from ui.frame.places import Place, Spot

if TYPE_CHECKING:
    from logbook.app import Logbook

_SHOWS_SOMEBODY = frozenset(
    {
        Spot.PERSON,
        Spot.DISCLOSURE,
        Spot.CONSENT,
        Spot.TELLING,
        Spot.KEEPING,
        Spot.ASIDE,
        Spot.CONSENT_EVENT,
    }
)
"""The places whose identity is that of somebody, or of an entry about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at somebody, or at an entry about them."""

    subject: UUID
    recording: bool = False
    """Whether it comes with recording a disclosure or a consent, which no question interrupts."""


def look_at(logbook: Logbook, place: Place) -> Look | None:
    """Tell what of somebody's record a place shows; None where it shows nothing on record."""
    if place.id is None:
        return None
    if place.spot in _SHOWS_SOMEBODY:
        return Look(subject=place.id)
    return _look_of_draft(logbook, place, place.id) if place.spot is Spot.DRAFT else None


def _look_of_draft(logbook: Logbook, place: Place, identity: UUID) -> Look | None:
    if place.kind is LineKind.SERVICE_USER:
        # The form of somebody on record is filled with all that is known of them.
        return Look(subject=identity)
    kept = logbook.drafting.find(identity)
    person = place.about
    if kept is not None and isinstance(kept.draft, DisclosureDraft | ConsentDraft):
        person = kept.draft.service_user
    return Look(subject=person, recording=True) if person is not None else None
