# SPDX-License-Identifier: Apache-2.0
"""What is ordered when a document is to be made: all that it says and all that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from logbook.documents.accounting_document import accounting_reference
from logbook.documents.consent_record import consent_reference
from logbook.documents.day_sheet import day_sheet_reference
from logbook.documents.destruction_certificate import destruction_reference
from logbook.documents.letter import letter_reference
from logbook.documents.rehearsal_certificate import rehearsal_reference
from logbook.documents.source import (
    AccountingSource,
    ConsentSource,
    DaySheetSource,
    DestructionSource,
    DisclosureSource,
    RehearsalSource,
    Source,
)
from logbook.domain.records import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An entry with all that proves it: what the attachments of a document are made of."""

    entry: bytes
    entry_signature: bytes
    payload: bytes
    salt: bytes
    proof: str
    checkpoint: str
    actor: str
    key_name: str
    public_key: bytes
    certificate: bytes
    """Of who signed the entry (DER); empty if it is who signs the document too."""
    checkpoint_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """Everything a document says, everything that proves it, and who signs it."""

    kind: DocumentKind
    source: Source
    proven: Proven
    made_at: datetime
    key: EllipticCurvePrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)
    root_certificate: bytes = field(repr=False)

    @property
    def subject(self) -> UUID:
        """The record it is made of; for a list of who was told, the person."""
        match self.source:
            case DisclosureSource(disclosure=disclosure):
                return disclosure.id
            case ConsentSource(history=history):
                return history.consent.id
            case AccountingSource(service_user=person):
                return person.id
            case DestructionSource(certificate=certificate):
                return certificate.id
            case RehearsalSource(rehearsal=rehearsal):
                return rehearsal.id
            case DaySheetSource(id=sheet):
                return sheet

    @property
    def service_user(self) -> UUID | None:
        """Whom it is about; None: nobody in particular."""
        if isinstance(self.source, DestructionSource):
            return self.source.certificate.service_user
        person = self.source.service_user
        return person.id if person is not None else None

    @property
    def reference(self) -> str:
        """What the document is called by: the disclosure's number, or a reference of its own.

        What a person may see bears no number: gaps in the numbers would tell of other entries.
        """
        match self.source:
            case AccountingSource() as listed:
                return accounting_reference(listed, self.made_at)
            case ConsentSource() as agreed:
                return consent_reference(agreed)
            case DestructionSource() as destroyed:
                return destruction_reference(destroyed)
            case RehearsalSource() as rehearsed:
                return rehearsal_reference(rehearsed)
            case DaySheetSource() as sheet:
                return day_sheet_reference(sheet)
            case DisclosureSource() as source:
                is_letter = self.kind is DocumentKind.NOTIFICATION_LETTER
                return letter_reference(source) if is_letter else source.disclosure.number
