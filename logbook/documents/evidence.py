# SPDX-License-Identifier: Apache-2.0
"""What ties a document to the journal: the files attached to it, and the check of them.

The record's written form and its salt give the commitment in the entry; the entry's leaf hash
and the proof give the root of a checkpoint; the checkpoint and the entry are signed by the key in
`signer.json`. So a third party needs nothing of ours but the file. A letter carries no payload:
the record holds reasons that are not the service user's to read.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from logbook.documents.certificates import is_issued_by, journal_key_of
from logbook.documents.finish import Attachment, Relationship
from logbook.documents.verification import Check
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.journal.checkpoint import checkpoint_is_signed_by, read_checkpoint
from logbook.journal.commitment import commitment
from logbook.journal.entry import Entry, leaf_is_signed_by, read_entry
from logbook.journal.proof import InclusionProof, proves, read_proof
from logbook.journal.tree import leaf_hash

PAYLOAD = "payload.json"
SALT = "salt.bin"
ENTRY = "entry.json"
PROOF = "entry.tlog-proof"
SIGNER = "signer.json"

_SALT_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whose Ed25519 key signed the entry and the checkpoint.

    Args:
        actor: As the entry names the person.
        key_name: The name the checkpoint is signed under.
        public_key: The raw key that signed the entry, 32 bytes.
        certificate: Names that key as theirs, DER; empty if the document is signed by the same.
        checkpoint_key: The raw key that signed the checkpoint, if it is another.
    """

    actor: str
    key_name: str
    public_key: bytes
    certificate: bytes = b""
    checkpoint_key: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One entry of the journal with everything that proves it.

    Args:
        entry: Its written form.
        entry_signature: Ed25519 over its leaf hash, 64 bytes.
        proof: Inclusion proof with its checkpoint, as C2SP writes it.
        payload: The record's written form, or None where the reader may not have it.
        salt: What the commitment was salted with, 32 bytes; goes with the payload.
    """

    entry: bytes
    entry_signature: bytes
    proof: str
    signer: Signer
    payload: bytes | None = None
    salt: bytes | None = None


def attachments(evidence: Evidence) -> tuple[Attachment, ...]:
    """Give the files to attach to a document."""
    files = [
        _file(ENTRY, "application/json", evidence.entry, _("The entry in the journal")),
        _file(
            PROOF,
            "text/plain",
            evidence.proof.encode("utf-8"),
            _("Proof that the entry stands in the journal, with a signed checkpoint"),
        ),
        _file(
            SIGNER,
            "application/json",
            _written_signer(evidence.signer, evidence.entry_signature),
            _("The public key that signed the entry and the checkpoint"),
        ),
    ]
    if evidence.payload is not None and evidence.salt is not None:
        files.append(
            Attachment(
                name=PAYLOAD,
                media_type="application/json",
                data=evidence.payload,
                description=_("The same record as data"),
                relationship=Relationship.SOURCE,
            )
        )
        files.append(
            _file(
                SALT,
                "application/octet-stream",
                evidence.salt,
                _("Random bytes the commitment to the record was made with"),
            )
        )
    return tuple(files)


def _file(name: str, media_type: str, data: bytes, description: str) -> Attachment:
    return Attachment(
        name=name,
        media_type=media_type,
        data=data,
        description=description,
        relationship=Relationship.SUPPLEMENT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the attached files say, and what is wrong with them."""

    entry: Entry | None
    checkpoint: str
    checks: tuple[Check, ...]
    signer: Signer | None = None


def is_attached(files: Mapping[str, bytes]) -> bool:
    """Tell whether a document carries evidence at all."""
    return ENTRY in files and PROOF in files and SIGNER in files


def examine(files: Mapping[str, bytes]) -> Reading:
    """Check the attached files against each other; never raises."""
    try:
        entry = read_entry(files[ENTRY])
        proof = read_proof(files[PROOF].decode("utf-8"))
        signer, entry_signature = _read_signer(files[SIGNER])
        checks = tuple(_checks(files, entry, proof, signer, entry_signature))
    except (LogbookError, KeyError, TypeError, ValueError):
        return Reading(entry=None, checkpoint="", checks=(Check.EVIDENCE_UNREADABLE,))
    return Reading(entry=entry, checkpoint=proof.checkpoint_note, checks=checks, signer=signer)


def is_bound(signer: Signer, certificate: bytes, root: bytes) -> bool:
    """Tell whether certificates of the practice name the keys that signed entry and checkpoint.

    Args:
        signer: What the document says of them.
        certificate: That of who signed the document, DER.
        root: The practice's own, DER.
    """
    try:
        of_entry = journal_key_of(signer.certificate or certificate)
        of_document = journal_key_of(certificate)
    except ValueError:
        return False
    is_theirs = not signer.certificate or is_issued_by(signer.certificate, root)
    return (
        is_theirs
        and of_entry is not None
        and (of_entry.actor, of_entry.public) == (signer.actor, signer.public_key)
        and of_document is not None
        and of_document.public == (signer.checkpoint_key or signer.public_key)
    )


def _checks(
    files: Mapping[str, bytes],
    entry: Entry,
    proof: InclusionProof,
    signer: Signer,
    entry_signature: bytes,
) -> Iterator[Check]:
    leaf = leaf_hash(files[ENTRY])
    if PAYLOAD in files:
        salt = files.get(SALT, b"")
        if len(salt) != _SALT_BYTES or commitment(salt, files[PAYLOAD]).hex() != entry.commitment:
            yield Check.RECORD_DIFFERS
    if entry.actor != signer.actor or not leaf_is_signed_by(
        signer.public_key, leaf, entry_signature
    ):
        yield Check.ENTRY_NOT_SIGNED
    if proof.index != entry.seq or not proves(proof, leaf):
        yield Check.NOT_IN_JOURNAL
    key = signer.checkpoint_key or signer.public_key
    if not checkpoint_is_signed_by(proof.checkpoint_note, signer.key_name, key):
        yield Check.CHECKPOINT_NOT_SIGNED
    if entry.log not in read_checkpoint(proof.checkpoint_note).checkpoint.origin.split("/"):
        yield Check.NOT_IN_JOURNAL


def _written_signer(signer: Signer, entry_signature: bytes) -> bytes:
    table = {
        "actor": signer.actor,
        "certificate": b64encode(signer.certificate).decode("ascii"),
        "checkpoint_key": b64encode(signer.checkpoint_key or signer.public_key).decode("ascii"),
        "entry_signature": b64encode(entry_signature).decode("ascii"),
        "key_name": signer.key_name,
        "public_key": b64encode(signer.public_key).decode("ascii"),
    }
    return json.dumps(table, sort_keys=True, separators=(",", ":")).encode("ascii")


def _read_signer(data: bytes) -> tuple[Signer, bytes]:
    try:
        table = json.loads(data)
        signer = Signer(
            actor=str(table["actor"]),
            key_name=str(table["key_name"]),
            public_key=b64decode(table["public_key"], validate=True),
            certificate=b64decode(table["certificate"], validate=True),
            checkpoint_key=b64decode(table["checkpoint_key"], validate=True),
        )
        entry_signature = b64decode(table["entry_signature"], validate=True)
    except (binascii.Error, RecursionError) as error:
        raise ValueError("The signer's key is unreadable.") from error
    # JSON and base64 can say the same in several ways; there is one that is written here.
    if _written_signer(signer, entry_signature) != data:
        raise ValueError("The signer's key is not written as it should be.")
    return signer, entry_signature
