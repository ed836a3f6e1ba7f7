# SPDX-License-Identifier: Apache-2.0
"""What was decided, with whose advice, and the reasons in their own words (HP7, HP8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.party import PartyKind
from logbook.domain.retention import RecordClass


class Choice(Enum):
    """What was decided."""

    DISCLOSE = "disclose"
    DISCLOSE_PART = "disclose-part"
    REFUSE = "refuse"
    DEFER = "defer"
    REFER_ON = "refer-on"

    @property
    def discloses(self) -> bool:
        """Whether anything leaves the practice."""
        return self is Choice.DISCLOSE or self is Choice.DISCLOSE_PART


class Followed(Enum):
    """Whether advice was followed."""

    YES = "yes"
    IN_PART = "in-part"
    NO = "no"


class RefusalReason(Enum):
    """Why something is not disclosed (P17)."""

    NO_CONSENT = "no-consent"
    NO_AUTHORITY = "no-authority"
    DISPROPORTIONATE = "disproportionate"
    PROHIBITED = "prohibited"
    EXEMPT = "exempt"
    NOT_HELD = "not-held"
    NEEDS_ORDER = "needs-order"
    PERSON_OBJECTS = "person-objects"


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
    kind: PartyKind | None = None
    identity_because: str = ""
    """Why the adviser had to know who it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, and the reasons in the professional's own words (HP8)."""

    choice: Choice | None = None
    reasons: str = ""
    views: str = ""
    """What the service user said about it."""
    alternatives: str = ""
    decided_at: datetime | None = None
    other_views: str = ""
    """What others who were asked said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A decision not to disclose, told to whoever asked (H-34, INV-05)."""

    why: tuple[RefusalReason, ...] = ()
    reply: str = ""
    replied_on: date | None = None
    reply_by: date | None = None
    reconsider_if: str = ""
    """What would change it."""
    risk: str = ""
    """What may come of not disclosing."""
    consequences_explained: bool = False
    """Whether the person knows what it means for their care (W-34)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What is still to be done, and what this hangs together with."""

    review_on: date | None = None
    outcome: str = ""
    related: tuple[UUID, ...] = ()
    supersedes: UUID | None = None
    changed: str = ""
    """What is different from the earlier decision (W-43)."""
    record_class: RecordClass | None = None
    policy: str = ""
    """Policies and guidance of the practice or a professional body that were followed (H-05)."""
