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
from logbook.documents.accounting_document import accounting_lines
from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.documents.letter import what_to_do
from logbook.documents.source import Source
from logbook.domain.records import OF_A_DISCLOSURE, Act, DocumentKind, Export, Receipt
from logbook.journal.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from logbook.journal.entry import read_entry
from logbook.journal.proof import InclusionProof, write_proof
from logbook.journal.tree import inclusion_proof, root
from logbook.services.catalogue_updating import CatalogueUpdating
from logbook.services.checkpoints import Checkpoints
from logbook.services.export_order import ExportOrder, Proven
from logbook.services.gathering import Gathering
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.store import journal_rows
from logbook.store.folder import is_inside_a_logbook
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.keyring import certificate_of


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
        self._checkpoints = checkpoints
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
        return self._job(kind, source, self._prove(disclosure_id))

    def prepare_consent(self, consent_id: UUID) -> ExportJob:
        """Read everything the record of a consent needs, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such consent.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        source = self._gathering.consent(consent_id, self._clock.zone)
        return self._job(DocumentKind.CONSENT_RECORD, source, self._prove(consent_id))

    def prepare_accounting(self, person_id: UUID) -> ExportJob:
        """Read who was told about a person, as they may see it.

        What proves it is the beginning of the journal, alone: where it stands now would tell how
        much else is in it (INV-23).

        Raises:
            NotOnRecordError: there is no such person.
        """
        source = self._gathering.accounting(person_id, self._scribe.person, self._clock.zone)
        return self._job(DocumentKind.ACCOUNTING, source, self._prove_beginning())

    def prepare_destruction(self, certificate_id: UUID) -> ExportJob:
        """Read everything a certificate of destruction says, and sign a checkpoint for it.

        Raises:
            NotOnRecordError: there is no such certificate.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        source = self._gathering.destruction(certificate_id, self._scribe.person, self._clock.zone)
        return self._job(DocumentKind.DESTRUCTION_CERTIFICATE, source, self._prove(certificate_id))

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
                journal_size=document.journal_size,
            ),
            at=now,
        )
        return ExportReceipt(path=delivered.path, sha256=delivered.sha256, receipt=receipt)

    def _job(self, kind: DocumentKind, source: Source, proven: Proven) -> ExportJob:
        unlocked = self._opened.keys.unlocked
        return ExportJob(
            order=ExportOrder(
                kind=kind,
                source=source,
                proven=proven,
                made_at=self._clock.now(),
                key=unlocked.keys.p256,
                certificate=unlocked.certificate,
                root_certificate=unlocked.practice_certificate,
            )
        )

    def _prove(self, object_id: UUID) -> Proven:
        vault = self._opened.vault
        record = journal_rows.latest_record(vault, str(object_id))
        assert record is not None, "a document was asked for of it"
        entry = journal_rows.entry_of(vault, record.object, record.revision)
        assert entry is not None, "a record stands on an entry"
        note = self._checkpoints.sign()
        return self._proven(entry, record, note, size=journal_rows.size(vault))

    def _prove_beginning(self) -> Proven:
        """Prove the first entry by a checkpoint of a journal that has no other."""
        vault, read = self._opened.vault, journal_rows.read_node(self._opened.vault)
        entry, record = journal_rows.entry_at(vault, 0), journal_rows.record_of_entry(vault, 0)
        assert entry is not None, "a logbook begins with an entry"
        assert record is not None, "and that with its practice"
        head = Checkpoint(origin=self._checkpoints.origin, size=1, root=root(1, read))
        note = sign_checkpoint(head, self._opened.keys.unlocked.keys.ed25519, head.origin)
        return self._proven(entry, record, note, size=1)

    def _proven(self, entry: SignedEntry, record: RecordRow, note: str, *, size: int) -> Proven:
        hashes = inclusion_proof(entry.seq, size, journal_rows.read_node(self._opened.vault))
        keys = self._opened.keys
        mine = keys.unlocked.keys.ed25519.public_key().public_bytes_raw()
        actor = read_entry(entry.body).actor
        # A colleague's record is signed by them: their certificate goes with the document.
        signed_by = certificate_of(keys.key_file, keys.unlocked, actor, entry.seq)
        public, certificate = signed_by or (mine, b"")
        return Proven(
            entry=entry.body,
            entry_signature=entry.signature,
            payload=record.payload,
            salt=record.salt,
            proof=write_proof(InclusionProof(index=entry.seq, hashes=hashes, checkpoint_note=note)),
            checkpoint=note,
            actor=actor,
            key_name=self._checkpoints.origin,
            public_key=public,
            certificate=certificate if public != mine else b"",
            checkpoint_key=mine,
        )
