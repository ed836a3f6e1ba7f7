# SPDX-License-Identifier: Apache-2.0
"""Disclosures that come again and again, and those about many people at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.party import Party


class Rhythm(Enum):
    """How often something is disclosed."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ON_EVENT = "on-event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Repeated disclosures to one recipient for one purpose; each is an entry of its own."""

    id: UUID
    service_user: UUID
    recipient: Party
    purpose: str
    rhythm: Rhythm
    starts_on: date
    consent: UUID | None = None
    """Looked at again at each occurrence."""
    legal_basis: str = ""
    next_on: date | None = None
    ends: str = ""
    """What ends it."""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One decision about many people: how they were found, who was left out, who was told."""

    found_by: str = ""
    people: int = 0
    list_sha256: str = ""
    """The hash of the list of people, in hexadecimal; the list itself is not in the entry."""
    objectors: int = 0
    objectors_left_out: bool = False
    sensitive_left_out: str = ""
    """Whom their flags keep out, and what happens with them."""
    notice: str = ""
    """How the people are told, and how long before."""
