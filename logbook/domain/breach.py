# SPDX-License-Identifier: Apache-2.0
"""Something went to the wrong place: what, who, the risk, and the two decisions (INV-30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID


class Risk(Enum):
    """The risk to the people concerned (UK GDPR articles 33 and 34)."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """A decision that has to be recorded with its reasons either way."""

    yes: bool | None = None
    reasons: str = ""
    done_at: datetime | None = None
    reference: str = ""

    @property
    def settled(self) -> bool:
        """Whether it was decided, with reasons."""
        return self.yes is not None and bool(self.reasons.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened, and what was done about it."""

    aware_at: datetime | None = None
    """When the practice became aware; the 72 hours run from here (article 33(1))."""
    occurred_at: datetime | None = None
    what: str = ""
    people: int = 1
    went_to: str = ""
    contained: str = ""
    """Whether and how it was got back or destroyed."""
    risk: Risk | None = None
    commissioner: Choosing = Choosing()
    """Whether the Information Commissioner is told."""
    late_because: str = ""
    individuals: Choosing = Choosing()
    """Whether the people concerned are told."""
    cause: str = ""
    lessons: str = ""
    others_told: str = ""
    """The HCPC, an insurer, a contracting body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A breach on file."""

    id: UUID
    service_user: UUID | None
    incident: Incident
    disclosure: UUID | None = None
    closed_at: datetime | None = None
