# SPDX-License-Identifier: Apache-2.0
"""Making a signed document of a record and handing it over.

Two trips. `prepare` reads, on the window's thread, everything the document will say and everything
that proves it, and gives a job: a frozen value that a worker runs and that touches nothing but
itself (render, finish, sign, verify what was signed). `deliver` writes the file whole or not at
all, and the journal says that it left the logbook. Who prints it instead says so by `note_printed`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.documents.accounting_document import accounting_lines
from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.documents.letter import what_to_do
from logbook.documents.source import Source
from logbook.domain.backup import PlaceKind
from logbook.domain.records import OF_A_DISCLOSURE, Act, DocumentKind, Export, Receipt
from logbook.journal.checkpoint import read_checkpoint
from logbook.services.catalogue_updating import CatalogueUpdating
from logbook.services.checkpoints import Checkpoints
from logbook.services.export_order import ExportOrder, Proven
from logbook.services.gathering import Gathering
from logbook.services.opening import OpenFolder
from logbook.services.proving import Proving
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.services.where_saved import where_saved
from logbook.store.folder import is_inside_a_logbook


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportJob:
    """Makes the signed PDF of an order."""

    order: ExportOrder

    @property
    def file_name(self) -> str:
        """The name to offer for the file: reference and kind, never a person's name."""
        return f"{self.order.reference}-{self.order.kind.value}.pdf"

    def run(self) -> SignedDocument:
        """Render, finish, sign, and verify what was signed.

        Raises:
            SigningError: the document could not be signed.
            OwnOutputRefusedError: what was signed does not verify.
        """
        # ReportLab, pikepdf and pyHanko take half a second to load and are only needed here.
        from logbook.services.pressing import press  # noqa: PLC0415

        return SignedDocument(
            data=press(self.order),
            kind=self.order.kind,
            subject=self.order.subject,
            service_user=self.order.service_user,
            reference=self.order.reference,
            file_name=self.file_name,
            journal_size=read_checkpoint(self.order.proven.checkpoint).checkpoint.size,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    """A signed PDF that has passed our own verification."""

    data: bytes = field(repr=False)
    kind: DocumentKind
    subject: UUID
    service_user: UUID | None
    reference: str
    file_name: str
    journal_size: int
    """How many entries the checkpoint in it covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReceipt:
    """A document stands where it was wanted, and the journal says so."""

    path: Path
    sha256: str
    receipt: Receipt


class Exporting:
    """Prepares and delivers documents."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        checkpoints: Checkpoints,
        clock: Clock,
        *,
        law: CatalogueUpdating,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._gathering = Gathering(opened.vault, reviewing, law)
        self._proving = Proving(opened, checkpoints)
        self._clock = clock

    def prepare(self, disclosure_id: UUID, kind: DocumentKind) -> ExportJob:
        """Read everything a document about a disclosure needs, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such disclosure.
            LetterRefusedError: a letter was asked for that must not, or cannot, be sent.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        assert kind in OF_A_DISCLOSURE, "other documents are prepared by methods of their own"
        source = self._gathering.disclosure(disclosure_id)
        if kind is DocumentKind.NOTIFICATION_LETTER:
            what_to_do(source)
        return self._job(kind, source, self._proving.record(disclosure_id))

    def prepare_consent(self, consent_id: UUID) -> ExportJob:
        """Read everything the record of a consent needs, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such consent.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        source = self._gathering.consent(consent_id, self._clock.zone)
        return self._job(DocumentKind.CONSENT_RECORD, source, self._proving.record(consent_id))

    def prepare_accounting(self, person_id: UUID) -> ExportJob:
        """Read who was told about a person, as they may see it.

        What proves it is the beginning of the journal, alone: where it stands now would tell how
        much else is in it (INV-23).

        Raises:
            NotOnRecordError: there is no such person.
        """
        source = self._gathering.accounting(person_id, self._scribe.person, self._clock.zone)
        return self._job(DocumentKind.ACCOUNTING, source, self._proving.beginning())

    def prepare_destruction(self, certificate_id: UUID) -> ExportJob:
        """Read everything a certificate of destruction says, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such certificate.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        source = self._gathering.destruction(certificate_id, self._scribe.person, self._clock.zone)
        proven = self._proving.record(certificate_id)
        return self._job(DocumentKind.DESTRUCTION_CERTIFICATE, source, proven)

    def prepare_rehearsal(self, rehearsal_id: UUID) -> ExportJob:
        """Read everything the certificate of a rehearsal says, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such rehearsal.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        source = self._gathering.rehearsal(rehearsal_id, self._scribe.person, self._clock.zone)
        proven = self._proving.record(rehearsal_id)
        return self._job(DocumentKind.REHEARSAL_CERTIFICATE, source, proven)

    def accounting_lines(self, person_id: UUID) -> tuple[str, ...]:
        """List who was told about a person, as they may see it, a line of text each.

        Raises:
            NotOnRecordError: there is no such person.
        """
        source = self._gathering.accounting(person_id, self._scribe.person, self._clock.zone)
        return tuple(accounting_lines(source))

    def deliver(
        self, document: SignedDocument, path: Path, *, replace: bool = False
    ) -> ExportReceipt:
        """Write a document where it is wanted, and note in the journal that it left.

        Raises:
            DeliveryError: the file could not be written; nothing was changed.
            VaultError: the file was written, and the journal could not say so.
        """
        # The journal could not say that it left: so it does not leave.
        self._opened.vault.must_be_writable()
        if is_inside_a_logbook(path):
            raise DeliveryError(DeliveryProblem.INSIDE_A_LOGBOOK)
        delivered = deliver(document.data, path, replace=replace)
        place = where_saved(delivered.path, self._opened.folder.path)
        receipt = self._note(Act.DOCUMENT_EXPORTED, document, place)
        return ExportReceipt(path=delivered.path, sha256=delivered.sha256, receipt=receipt)

    def check_may_print(self) -> None:
        """Ask before anything is made for a printer whether the journal could say so.

        Raises:
            VaultError: it could not; so nothing is to be printed.
        """
        self._opened.vault.must_be_writable()

    def note_printed(self, document: SignedDocument) -> Receipt:
        """Note in the journal that a document goes to a printer, before its first page does.

        Raises:
            VaultError: the journal could not say so; it is not to be printed.
        """
        return self._note(Act.DOCUMENT_PRINTED, document, PlaceKind.PAPER)

    def _note(self, act: Act, document: SignedDocument, place: PlaceKind | None) -> Receipt:
        now = self._clock.now()
        export = Export(
            id=uuid4(),
            service_user=document.service_user,
            subject=document.subject,
            document=document.kind,
            reference=document.reference,
            sha256=hashlib.sha256(document.data).hexdigest(),
            size=len(document.data),
            exported_by=self._scribe.person,
            exported_at=now,
            journal_size=document.journal_size,
            place=place,
        )
        return self._scribe.write(act, export, at=now)

    def _job(self, kind: DocumentKind, source: Source, proven: Proven) -> ExportJob:
        return ExportJob(order=self._proving.order(kind, source, proven, at=self._clock.now()))
