# SPDX-License-Identifier: Apache-2.0
"""What a list shows of a record: one line, made from the record and rebuilt from it at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

NOT_DISCLOSED = "refused"
"""The state of a disclosure's line where the decision was not to disclose."""

VOIDED = "void"
"""The state of a line whose record was voided: it is still listed, and no longer stands."""

DESTROYED = "destroyed"
"""The state of the line that stands where a destroyed record stood.

It says on what day (`title`, ISO 8601) and by which rule (`detail`), and nothing of the record.
"""


class LineKind(Enum):
    """The kinds of record that lists and search show, and of drafts that become records."""

    SERVICE_USER = "service-user"
    CONSENT = "consent"
    DISCLOSURE = "disclosure"
    NOTIFICATION = "notification"
    REPRESENTATIVE = "representative"
    OBJECTION = "objection"
    REQUEST = "request"
    ACCESS_REQUEST = "access-request"
    SERIES = "series"
    BREACH = "breach"
    HOLD = "hold"
    CAPACITY = "capacity"
    COMPETENCE = "competence"
    CONSENT_EVENT = "consent-event"
    RETENTION_DECISION = "retention-decision"
    ERASURE_DECISION = "erasure-decision"

    @property
    def listed(self) -> bool:
        """Whether what is recorded has a line; the others stand in timelines, and among drafts."""
        return self not in _UNLISTED


_UNLISTED = frozenset(
    {
        LineKind.CAPACITY,
        LineKind.COMPETENCE,
        LineKind.CONSENT_EVENT,
        LineKind.RETENTION_DECISION,
        LineKind.ERASURE_DECISION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record as a list shows it. `state` is a written value that the window puts in words."""

    seq: int
    """The number of the journal entry that recorded the object's latest revision."""
    object: UUID
    kind: LineKind
    service_user: UUID | None
    """None where the record is about nobody in particular."""
    person: str
    """The service user's name, as it is now."""
    at: datetime
    sort: str
    """The text by which lists of this kind are sorted: folded, without accents."""
    number: str
    title: str
    detail: str
    state: str
    due: date | None
    restricted: bool = False
    """Whether it is kept from everything the person may be shown (INV-23)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft as Today lists it."""

    id: UUID
    kind: LineKind
    person: str
    title: str
    saved_at: datetime
    place: str
