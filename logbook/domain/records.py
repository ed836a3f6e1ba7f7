# SPDX-License-Identifier: Apache-2.0
"""Every kind of record the journal can hold, and every act by which one comes into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from logbook.domain.access import AccessRequest
from logbook.domain.amendment import Amendment
from logbook.domain.anchored import Anchored
from logbook.domain.attachment import Attachment
from logbook.domain.backup import Backup, PlaceKind, Rehearsal, Restoration
from logbook.domain.breach import Breach
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.catalogue_update import CatalogueUpdate
from logbook.domain.clinical_will import ClinicalWill
from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import DestructionCertificate, RetentionDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import Erasure, ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.notification import Notification
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.recovery import SheetRecord
from logbook.domain.representative import Representative
from logbook.domain.request import ReceivedRequest
from logbook.domain.series import Series
from logbook.domain.staff import OwnKeys
from logbook.domain.telling_review import TellingReview
from logbook.domain.viewing import Viewing


class Act(Enum):
    """What was done, as the journal names it. The words hold no personal data."""

    LOGBOOK_CREATED = "logbook.created"
    LOGBOOK_UNLOCKED = "logbook.unlocked"
    UNLOCKING_FAILED = "logbook.unlocking-failed"
    PASSPHRASE_CHANGED = "passphrase.changed"  # noqa: S105 - the name of an act
    QUICK_UNLOCK_SET = "quick-unlock.set"
    QUICK_UNLOCK_DROPPED = "quick-unlock.dropped"
    TOKEN_ADDED = "token.added"  # noqa: S105 - the name of an act
    TOKEN_DROPPED = "token.dropped"  # noqa: S105 - the name of an act
    RECOVERY_SHEET_MADE = "recovery.sheet-made"
    RECOVERY_SHEET_SAVED = "recovery.sheet-saved"
    RECOVERY_SHEET_PRINTED = "recovery.sheet-printed"
    RECOVERY_CHECKED = "recovery.checked"
    RECOVERY_SHEET_DROPPED = "recovery.sheet-dropped"
    RECOVERY_KEYS_NOTED = "recovery.keys-noted"
    """Who has come to sign entries since a sheet was made, for a key file made again from it."""
    KEY_FILE_REBUILT = "key-file.rebuilt"
    KEY_FILE_PUT_BACK = "key-file.put-back"
    """Both copies were lost, and a recovery sheet took their place."""
    WILL_MADE = "will.made"
    WILL_CARD_SAVED = "will.card-saved"
    WILL_CARDS_PRINTED = "will.cards-printed"
    WILL_CHECKED = "will.checked"
    WILL_REVOKED = "will.revoked"
    WILL_OPENED = "will.opened"
    WILL_VIEW_SAVED = "will.view-saved"
    WILL_VIEW_PRINTED = "will.view-printed"
    PRACTICE_AMENDED = "practice.amended"
    PRACTITIONER_ENROLLED = "practitioner.enrolled"
    PRACTITIONER_AMENDED = "practitioner.amended"
    PRACTITIONER_SUSPENDED = "practitioner.suspended"
    PRACTITIONER_REINSTATED = "practitioner.reinstated"
    PRACTITIONER_LEFT = "practitioner.left"
    PRACTITIONER_RENEWED = "practitioner.renewed"
    """They were given new keys, the old passphrase being forgotten."""
    KEYS_REPLACED = "practitioner.keys-replaced"
    """They were given new keys, as somebody else may have what opens the old ones: the root key is
    to be changed next."""
    KEYS_MADE_OWN = "practitioner.keys-made-own"
    """They took keys that nobody else ever held, and a passphrase that nobody else knows."""
    KEYS_CHANGED = "practitioner.keys-changed"
    """They took other keys, to shut out who has a lost sheet or knew a passphrase: the root key is
    to be changed next."""
    CERTIFICATE_ISSUED = "practitioner.certificate-issued"
    """The practice vouches for the keys somebody made for themselves."""
    ROLE_CHANGED = "practitioner.role-changed"
    ROOT_KEY_ROTATED = "root-key.rotated"
    SERVICE_USER_ADDED = "service-user.added"
    SERVICE_USER_AMENDED = "service-user.amended"
    REPRESENTATIVE_RECORDED = "representative.recorded"
    REPRESENTATIVE_AMENDED = "representative.amended"
    CAPACITY_ASSESSED = "capacity.assessed"
    COMPETENCE_ASSESSED = "competence.assessed"
    CONSENT_RECORDED = "consent.recorded"
    CONSENT_REQUESTED = "consent.requested"
    CONSENT_DEFERRED = "consent.deferred"
    CONSENT_GIVEN = "consent.given"
    CONSENT_REFUSED = "consent.refused"
    CONSENT_RENEWED = "consent.renewed"
    CONSENT_NARROWED = "consent.narrowed"
    CONSENT_WIDENED = "consent.widened"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    CONSENT_EXPIRED = "consent.expired"
    CONSENT_INVALIDATED = "consent.invalidated"
    CONSENT_SUPERSEDED = "consent.superseded"
    OBJECTION_RECORDED = "objection.recorded"
    OBJECTION_CONTINUED = "objection.continued"
    OBJECTION_LIFTED = "objection.lifted"
    REQUEST_RECORDED = "request.recorded"
    REQUEST_CONTINUED = "request.continued"
    ACCESS_REQUEST_RECORDED = "access-request.recorded"
    ACCESS_REQUEST_CONTINUED = "access-request.continued"
    ACCESS_REQUEST_CLOSED = "access-request.closed"
    DISCLOSURE_RECORDED = "disclosure.recorded"
    REFUSAL_RECORDED = "disclosure.refused"
    NOTIFICATION_RECORDED = "notification.recorded"
    TELLING_REVIEWED = "telling.reviewed"
    SERIES_BEGUN = "series.begun"
    SERIES_CONTINUED = "series.continued"
    SERIES_ENDED = "series.ended"
    BREACH_RECORDED = "breach.recorded"
    BREACH_CONTINUED = "breach.continued"
    BREACH_CLOSED = "breach.closed"
    HOLD_PLACED = "hold.placed"
    HOLD_CONTINUED = "hold.continued"
    HOLD_ENDED = "hold.ended"
    RETENTION_DECIDED = "retention.decided"
    RETENTION_DESTROYED = "retention.destroyed"
    ERASURE_DECIDED = "erasure.decided"
    ERASURE_DONE = "erasure.done"
    ERASURE_REAPPLIED = "erasure.re-applied"
    RECORD_AMENDED = "record.amended"
    RECORD_VOIDED = "record.voided"
    ATTACHMENT_ADDED = "attachment.added"
    CATALOGUE_UPDATED = "catalogue.updated"
    DOCUMENT_EXPORTED = "document.exported"
    DOCUMENT_PRINTED = "document.printed"
    RECORD_VIEWED = "record.viewed"
    BACKUP_MADE = "backup.made"
    """And proven: what was not proven never gets a name, so there is one entry and not two."""
    BACKUP_REHEARSED = "backup.rehearsed"
    LOGBOOK_RESTORED = "log.restored"
    CHECKPOINT_WITNESSED = "checkpoint.witnessed"
    CHECKPOINT_TIME_STAMPED = "checkpoint.time-stamped"
    DAY_SHEET_MADE = "day-sheet.made"
    LISTS_REBUILT = "lists.rebuilt"
    """The search was not what the records make it; all that is made of them was made again."""
    CLOCK_REGRESSED = "clock.regressed"


class DocumentKind(Enum):
    """What kind of document left the logbook."""

    DISCLOSURE_RECORD = "disclosure-record"
    NOTIFICATION_LETTER = "notification-letter"
    CONSENT_RECORD = "consent-record"
    ACCOUNTING = "accounting"
    """Who was told about a service user, as they may see it."""
    DESTRUCTION_CERTIFICATE = "destruction-certificate"
    REHEARSAL_CERTIFICATE = "rehearsal-certificate"
    DAY_SHEET = "day-sheet"
    """How far the journal had come: nobody's record, and no entry of an export."""


OF_A_DISCLOSURE = (DocumentKind.DISCLOSURE_RECORD, DocumentKind.NOTIFICATION_LETTER)
"""The documents that are made of one disclosure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A signed document was made of a record and handed over, as a file or on paper (INV-34)."""

    id: UUID
    service_user: UUID | None
    """None where the record is about nobody in particular."""
    subject: UUID
    document: DocumentKind
    reference: str
    sha256: str
    size: int
    """How many bytes the document has."""
    exported_by: UUID
    exported_at: datetime
    journal_size: int = 0
    """How many entries the checkpoint in it covers, and so fixes outside; 0: not known."""
    place: PlaceKind | None = None
    """What kind of place it was put in; None: not known. Where it went from there, nobody knows."""


Revised = (
    Practice
    | Practitioner
    | ServiceUser
    | Representative
    | Objection
    | ReceivedRequest
    | AccessRequest
    | Series
    | Breach
    | Hold
    | CatalogueUpdate
    | Backup
    | SheetRecord
    | ClinicalWill
    | OwnKeys
)
"""What is recorded again under its own identity when more is known; every revision stays."""

Lasting = (
    CapacityAssessment
    | CompetenceAssessment
    | Consent
    | ConsentEvent
    | Disclosure
    | Notification
    | TellingReview
    | RetentionDecision
    | DestructionCertificate
    | ErasureDecision
    | Erasure
    | Amendment
    | Attachment
    | Export
    | Restoration
    | Rehearsal
    | Anchored
    | Viewing
)
"""What was signed once and for all: only an amendment says otherwise (INV-01)."""

OfThePractice = (
    Practice
    | Practitioner
    | CatalogueUpdate
    | Anchored
    | Backup
    | Restoration
    | Rehearsal
    | Erasure
    | SheetRecord
    | ClinicalWill
    | OwnKeys
)
"""What is about the practice and its logbook, and stands in nobody's timeline."""

Record = Revised | Lasting
"""Whatever the journal commits to."""


def is_revised(record: Record) -> bool:
    """Tell whether a record may be followed by another revision of itself (INV-01)."""
    return isinstance(record, Revised)


def place_of(record: Record) -> UUID | None:
    """Tell in which timeline a record stands: the person's it concerns, if it concerns one.

    What is about nobody in particular has a timeline of its own, in which everything that belongs
    to it stands too. None: the record is about the practice.
    """
    if isinstance(record, OfThePractice):
        return None
    if isinstance(record, ServiceUser):
        return record.id
    if record.service_user is not None:
        return record.service_user
    return _belongs_to(record)


def _belongs_to(record: Record) -> UUID:
    """Give the record about nobody in particular that a record belongs to: itself, or another."""
    if isinstance(record, Amendment):
        return record.target
    if isinstance(record, Attachment):
        return record.of
    return record.subject if isinstance(record, Export | Viewing) else record.id


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
