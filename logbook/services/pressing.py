# SPDX-License-Identifier: Apache-2.0
"""Making the signed PDF of an order: content, pages, archival form, signature, and the check of it.

Loaded only when a document is first made, because ReportLab, pikepdf and pyHanko are.
"""

from __future__ import annotations

from logbook.documents.accounting_document import accounting_document
from logbook.documents.consent_record import consent_record
from logbook.documents.content import DocumentContent
from logbook.documents.day_sheet import day_sheet
from logbook.documents.destruction_certificate import destruction_certificate
from logbook.documents.disclosure_record import disclosure_record
from logbook.documents.evidence import Evidence, Signer, attachments
from logbook.documents.finish import finish
from logbook.documents.letter import notification_letter
from logbook.documents.rehearsal_certificate import rehearsal_certificate
from logbook.documents.render import render
from logbook.documents.sign import SigningIdentity, sign
from logbook.documents.source import (
    AccountingSource,
    ConsentSource,
    DaySheetSource,
    DestructionSource,
    DisclosureSource,
    JournalPlace,
    RehearsalSource,
)
from logbook.documents.verification import Verdict
from logbook.documents.verify import verify
from logbook.domain.people import CommunicationNeed
from logbook.domain.records import DocumentKind
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.journal.checkpoint import read_checkpoint
from logbook.journal.entry import read_entry
from logbook.services.export_order import ExportOrder

LARGE_PRINT = 1.5
"""12 pt become 18 pt."""


class OwnOutputRefusedError(LogbookError):
    """The document just signed did not pass our own verification; it was not given out."""

    code = "own-output-refused"


def press(order: ExportOrder) -> bytes:
    """Make the signed PDF of an order.

    Raises:
        SigningError: the document could not be signed.
        OwnOutputRefusedError: what was signed does not verify.
    """
    practitioner, practice = order.source.practitioner, order.source.practice
    finished = finish(render(_content(order), scale=_scale(order)), attachments(_evidence(order)))
    signed = sign(
        finished,
        SigningIdentity(
            private_key=order.key,
            certificate=order.certificate,
            root_certificate=order.root_certificate,
            name=practitioner.name,
        ),
        reason=_("I made this record and it is accurate"),
        location=practice.name,
        at=order.made_at,
    )
    if verify(signed, known_roots=None).verdict is not Verdict.INTACT:
        raise OwnOutputRefusedError("The signed document does not verify.")
    return signed


def _content(order: ExportOrder) -> DocumentContent:
    match order.source:
        case AccountingSource() as listed:
            return accounting_document(listed, created=order.made_at)
        case ConsentSource() as agreed:
            return consent_record(agreed, place=_place(order), created=order.made_at)
        case DisclosureSource() as source:
            if order.kind is DocumentKind.NOTIFICATION_LETTER:
                return notification_letter(source, created=order.made_at)
            return disclosure_record(source, place=_place(order), created=order.made_at)
        case source:
            return _about_the_logbook(source, order)


def _about_the_logbook(
    source: DestructionSource | RehearsalSource | DaySheetSource, order: ExportOrder
) -> DocumentContent:
    match source:
        case DestructionSource() as destroyed:
            return destruction_certificate(destroyed, place=_place(order), created=order.made_at)
        case RehearsalSource() as rehearsed:
            return rehearsal_certificate(rehearsed, place=_place(order), created=order.made_at)
        case DaySheetSource() as sheet:
            return day_sheet(sheet, created=order.made_at)


def _place(order: ExportOrder) -> JournalPlace:
    entry = read_entry(order.proven.entry)
    head = read_checkpoint(order.proven.checkpoint).checkpoint
    return JournalPlace(seq=entry.seq, log=entry.log, size=head.size, root=head.root)


_FOR_THE_PERSON = frozenset({DocumentKind.NOTIFICATION_LETTER, DocumentKind.ACCOUNTING})
"""What the person reads; the others are for the file."""
_WITHOUT_RECORD = _FOR_THE_PERSON | {DocumentKind.DAY_SHEET}
"""What carries no record: its reasons are not for who reads it, or it is of none."""


def _scale(order: ExportOrder) -> float:
    """What the person reads follows their recorded needs; a record is for the file."""
    person = order.source.service_user
    large = person is not None and CommunicationNeed.LARGE_PRINT in person.needs
    return LARGE_PRINT if large and order.kind in _FOR_THE_PERSON else 1.0


def _evidence(order: ExportOrder) -> Evidence:
    proven, is_record = order.proven, order.kind not in _WITHOUT_RECORD
    return Evidence(
        entry=proven.entry,
        entry_signature=proven.entry_signature,
        proof=proven.proof,
        signer=Signer(
            actor=proven.actor,
            key_name=proven.key_name,
            public_key=proven.public_key,
            certificate=proven.certificate,
            checkpoint_key=proven.checkpoint_key,
        ),
        payload=proven.payload if is_record else None,
        salt=proven.salt if is_record else None,
    )
