# SPDX-License-Identifier: Apache-2.0
"""Every kind of record the journal can hold, and every act by which one comes into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner


class Act(Enum):
    """What was done, as the journal names it. The words hold no personal data."""

    LOGBOOK_CREATED = "logbook.created"
    LOGBOOK_UNLOCKED = "logbook.unlocked"
    UNLOCKING_FAILED = "logbook.unlocking-failed"
    PRACTITIONER_ENROLLED = "practitioner.enrolled"
    SERVICE_USER_ADDED = "service-user.added"
    SERVICE_USER_AMENDED = "service-user.amended"
    CONSENT_RECORDED = "consent.recorded"
    DISCLOSURE_RECORDED = "disclosure.recorded"
    REFUSAL_RECORDED = "disclosure.refused"
    NOTIFICATION_RECORDED = "notification.recorded"
    DOCUMENT_EXPORTED = "document.exported"


class DocumentKind(Enum):
    """What kind of document left the logbook."""

    DISCLOSURE_RECORD = "disclosure-record"
    NOTIFICATION_LETTER = "notification-letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A signed document was made of a record and handed over (INV-34)."""

    id: UUID
    service_user: UUID
    subject: UUID
    document: DocumentKind
    reference: str
    sha256: str
    size: int
    """How many bytes the document has."""
    exported_by: UUID
    exported_at: datetime


Record = Practice | Practitioner | ServiceUser | Consent | Disclosure | Notification | Export
"""Whatever the journal commits to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What comes back when something was recorded: where it stands in the journal."""

    act: Act
    object: UUID
    number: str
    """The number people use for it, such as D-2026-0001; empty where there is none."""
    seq: int
    """The number of its entry in the journal, counted from 0."""
    recorded_at: datetime
    size: int
    """How many entries the journal then had."""
    root: bytes
    """The hash of the whole journal then: 32 bytes (RFC 9162 2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One act in a service user's timeline."""

    seq: int
    act: Act
    object: UUID
    at: datetime
    record: Record
