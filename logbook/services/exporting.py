# SPDX-License-Identifier: Apache-2.0
"""Making a signed document of a record and handing it over.

Two trips. `prepare` reads, on the window's thread, everything the document will say and everything
that proves it, and gives a job: a frozen value that a worker runs and that touches nothing but
itself (render, finish, sign, verify what was signed). `deliver` writes the file whole or not at
all, and the journal says that it left the logbook.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.documents.letter import LetterRefusedError
from logbook.documents.source import DisclosureSource
from logbook.domain.disclosure import Choice, Disclosure
from logbook.domain.legal_basis import Catalogue
from logbook.domain.practice import Practice
from logbook.domain.records import Act, DocumentKind, Export, Receipt
from logbook.journal.entry import read_entry
from logbook.journal.proof import InclusionProof, write_proof
from logbook.journal.tree import inclusion_proof
from logbook.services.checkpoints import Checkpoints
from logbook.services.export_order import ExportOrder, Proven
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.store import journal_rows
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

        disclosure = self.order.source.disclosure
        return SignedDocument(
            data=press(self.order),
            kind=self.order.kind,
            subject=disclosure.id,
            service_user=disclosure.service_user,
            reference=self.order.reference,
            file_name=self.file_name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    """A signed PDF that has passed our own verification."""

    data: bytes = field(repr=False)
    kind: DocumentKind
    subject: UUID
    service_user: UUID
    reference: str
    file_name: str


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
        practice: Practice,
        catalogue: Catalogue,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._checkpoints = checkpoints
        self._clock = clock
        self._practice = practice
        self._catalogue = catalogue

    def prepare(self, disclosure_id: UUID, kind: DocumentKind) -> ExportJob:
        """Read everything a document about a disclosure needs, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such disclosure.
            LetterRefusedError: a letter was asked for that must not, or cannot, be sent.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        disclosure = self._reviewing.disclosure(disclosure_id)
        if kind is DocumentKind.NOTIFICATION_LETTER and (
            disclosure.restricted or disclosure.decision.choice is Choice.REFUSE
        ):
            raise LetterRefusedError("There is no letter to the person about this record.")
        unlocked = self._opened.keys.unlocked
        return ExportJob(
            order=ExportOrder(
                kind=kind,
                source=self._source(disclosure),
                proven=self._prove(disclosure_id),
                made_at=self._clock.now(),
                key=unlocked.keys.p256,
                certificate=unlocked.certificate,
                root_certificate=unlocked.practice_certificate,
            )
        )

    def deliver(
        self, document: SignedDocument, path: Path, *, replace: bool = False
    ) -> ExportReceipt:
        """Write a document where it is wanted, and note in the journal that it left.

        Raises:
            DeliveryError: the file could not be written; nothing was changed.
            VaultError: the file was written, and the journal could not say so.
        """
        if is_inside_a_logbook(path):
            raise DeliveryError(DeliveryProblem.INSIDE_A_LOGBOOK)
        delivered = deliver(document.data, path, replace=replace)
        now = self._clock.now()
        receipt = self._scribe.write(
            Act.DOCUMENT_EXPORTED,
            Export(
                id=uuid4(),
                service_user=document.service_user,
                subject=document.subject,
                document=document.kind,
                reference=document.reference,
                sha256=hashlib.sha256(document.data).hexdigest(),
                size=len(document.data),
                exported_by=self._scribe.person,
                exported_at=now,
            ),
            at=now,
        )
        return ExportReceipt(path=delivered.path, sha256=delivered.sha256, receipt=receipt)

    def _source(self, disclosure: Disclosure) -> DisclosureSource:
        person = self._reviewing.person(disclosure.service_user)
        assert person is not None, "a disclosure is about a person on record"
        consent = disclosure.basis.consent
        return DisclosureSource(
            disclosure=disclosure,
            service_user=person,
            practice=self._practice,
            practitioner=self._reviewing.practitioner(disclosure.recorded_by),
            consent=self._reviewing.consent(consent) if consent is not None else None,
            legal_basis=self._catalogue.find(disclosure.basis.legal_basis),
            notifications=self._reviewing.notifications_of(disclosure),
        )

    def _prove(self, object_id: UUID) -> Proven:
        vault = self._opened.vault
        record = journal_rows.latest_record(vault, str(object_id))
        assert record is not None, "a disclosure was read of it"
        entry = journal_rows.entry_of(vault, record.object, record.revision)
        assert entry is not None, "a record stands on an entry"
        note = self._checkpoints.sign()
        size = journal_rows.size(vault)
        hashes = inclusion_proof(entry.seq, size, journal_rows.read_node(vault))
        public = self._opened.keys.unlocked.keys.ed25519.public_key().public_bytes_raw()
        return Proven(
            entry=entry.body,
            entry_signature=entry.signature,
            payload=record.payload,
            salt=record.salt,
            proof=write_proof(InclusionProof(index=entry.seq, hashes=hashes, checkpoint_note=note)),
            checkpoint=note,
            actor=read_entry(entry.body).actor,
            key_name=self._checkpoints.origin,
            public_key=public,
        )
