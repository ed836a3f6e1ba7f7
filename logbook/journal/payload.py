# SPDX-License-Identifier: Apache-2.0
"""A record's payload: its kind, its schema and itself, in the written form the journal commits to.

An old schema is read through a chain of small pure upgrades, each from one version to the next,
and the stored bytes stay as they are: a migration re-indexes, it never rewrites evidence. Parts
that came later and say nothing when they are absent need no new schema: their default is that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from logbook.domain.access import AccessRequest
from logbook.domain.amendment import Amendment
from logbook.domain.anchored import Anchored
from logbook.domain.attachment import Attachment
from logbook.domain.backup import Backup, Rehearsal, Restoration
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
from logbook.domain.records import Export, Record
from logbook.domain.recovery import SheetRecord
from logbook.domain.representative import Representative
from logbook.domain.request import ReceivedRequest
from logbook.domain.series import Series
from logbook.domain.staff import OwnKeys
from logbook.domain.telling_review import TellingReview
from logbook.domain.viewing import Viewing
from logbook.journal.upgrades import disclosure_1_to_2
from logbook.journal.written import WrittenFormError, read, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The envelope of a record."""

    kind: str
    schema: int
    record: Any


_TYPES: dict[str, type[Record]] = {
    "practice": Practice,
    "practitioner": Practitioner,
    "service-user": ServiceUser,
    "representative": Representative,
    "capacity-assessment": CapacityAssessment,
    "competence-assessment": CompetenceAssessment,
    "consent": Consent,
    "consent-event": ConsentEvent,
    "objection": Objection,
    "received-request": ReceivedRequest,
    "access-request": AccessRequest,
    "disclosure": Disclosure,
    "notification": Notification,
    "telling-review": TellingReview,
    "series": Series,
    "breach": Breach,
    "hold": Hold,
    "retention-decision": RetentionDecision,
    "destruction-certificate": DestructionCertificate,
    "erasure-decision": ErasureDecision,
    "erasure": Erasure,
    "amendment": Amendment,
    "attachment": Attachment,
    "catalogue-update": CatalogueUpdate,
    "export": Export,
    "backup": Backup,
    "restoration": Restoration,
    "rehearsal": Rehearsal,
    "anchored": Anchored,
    "recovery-sheet": SheetRecord,
    "clinical-will": ClinicalWill,
    "own-keys": OwnKeys,
    "viewing": Viewing,
}
_KINDS = {type_: kind for kind, type_ in _TYPES.items()}
_SCHEMAS = {**dict.fromkeys(_TYPES, 1), "disclosure": 2}
_UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("disclosure", 1): disclosure_1_to_2,
}


def kind_of(record: Record) -> str:
    """Tell the written name of a record's kind."""
    return _KINDS[type(record)]


def written_payload(record: Record) -> bytes:
    """Give the written form of a record with its kind and schema.

    Raises:
        WrittenFormError: the record holds something the written form cannot.
    """
    kind = kind_of(record)
    return written(Payload(kind=kind, schema=_SCHEMAS[kind], record=record))


def read_payload(payload: bytes) -> Record:
    """Read a record back, from whichever schema it was written in.

    Raises:
        WrittenFormError: the bytes are not a payload of this program, or of a newer one.
    """
    envelope = read(payload, Payload)
    if envelope.schema > _SCHEMAS.get(envelope.kind, 0) or not isinstance(envelope.record, dict):
        raise WrittenFormError("The record is of a kind or schema this version does not know.")
    fields = envelope.record
    try:
        for schema in range(envelope.schema, _SCHEMAS[envelope.kind]):
            fields = _UPGRADES[envelope.kind, schema](fields)
        return msgspec.convert(fields, _TYPES[envelope.kind])
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise WrittenFormError("The record does not have the shape of its kind.") from error
