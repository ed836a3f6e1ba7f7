# SPDX-License-Identifier: Apache-2.0
"""Proving entries of the journal to a stranger: what the attachments of a document are made of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from logbook.documents.source import Source
from logbook.domain.records import DocumentKind
from logbook.journal.checkpoint import Checkpoint, sign_checkpoint
from logbook.journal.entry import read_entry
from logbook.journal.proof import InclusionProof, write_proof
from logbook.journal.tree import inclusion_proof, root
from logbook.services.checkpoints import Checkpoints
from logbook.services.export_order import ExportOrder, Proven
from logbook.services.opening import OpenFolder
from logbook.services.own_keys import must_be_certified, must_be_valid
from logbook.store import journal_rows
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.keyring import certificate_of


class Proving:
    """Proves entries of an open logbook, and orders documents in the name of who is signed in."""

    def __init__(self, opened: OpenFolder, checkpoints: Checkpoints) -> None:
        self._opened = opened
        self._checkpoints = checkpoints

    def record(self, object_id: UUID) -> Proven:
        """Prove the newest revision of a record by a checkpoint of the whole journal.

        Raises:
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        vault = self._opened.vault
        record = journal_rows.latest_record(vault, str(object_id))
        assert record is not None, "a document was asked for of it"
        entry = journal_rows.entry_of(vault, record.object, record.revision)
        assert entry is not None, "a record stands on an entry"
        note = self._checkpoints.sign()
        return self._proven(entry, record, note, size=journal_rows.size(vault))

    def beginning(self) -> Proven:
        """Prove the first entry by a checkpoint of a journal that has no other."""
        read = journal_rows.read_node(self._opened.vault)
        head = Checkpoint(origin=self._checkpoints.origin, size=1, root=root(1, read))
        note = sign_checkpoint(head, self._opened.keys.unlocked.keys.ed25519, head.origin)
        return self._first(note, size=1)

    def whole(self) -> Proven:
        """Prove the first entry, which is about the practice, by one of the whole journal.

        Raises:
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        note = self._checkpoints.sign()
        return self._first(note, size=journal_rows.size(self._opened.vault))

    def order(
        self, kind: DocumentKind, source: Source, proven: Proven, *, at: datetime
    ) -> ExportOrder:
        """Order a document, signed by who is signed in as of a time.

        Raises:
            CertificateAwaitedError: the practice does not vouch for their keys yet.
            CertificateOutOfTimeError: their certificate is not valid then.
        """
        unlocked = self._opened.keys.unlocked
        must_be_certified(unlocked.certificate, unlocked.practice_certificate)
        must_be_valid(unlocked.certificate, at)
        return ExportOrder(
            kind=kind,
            source=source,
            proven=proven,
            made_at=at,
            key=unlocked.keys.p256,
            certificate=unlocked.certificate,
            root_certificate=unlocked.practice_certificate,
        )

    def _first(self, note: str, *, size: int) -> Proven:
        vault = self._opened.vault
        entry, record = journal_rows.entry_at(vault, 0), journal_rows.record_of_entry(vault, 0)
        assert entry is not None, "a logbook begins with an entry"
        assert record is not None, "and that with its practice"
        return self._proven(entry, record, note, size=size)

    def _proven(self, entry: SignedEntry, record: RecordRow, note: str, *, size: int) -> Proven:
        hashes = inclusion_proof(entry.seq, size, journal_rows.read_node(self._opened.vault))
        keys = self._opened.keys
        mine = keys.unlocked.keys.ed25519.public_key().public_bytes_raw()
        actor = read_entry(entry.body).actor
        # A colleague's record is signed by them: their certificate goes with the document.
        signed_by = certificate_of(keys.key_file, keys.unlocked, actor, entry.seq)
        public, certificate = signed_by or (mine, b"")
        if signed_by is not None and public != mine:
            must_be_certified(certificate, keys.unlocked.practice_certificate)
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
