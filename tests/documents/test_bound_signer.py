# SPDX-License-Identifier: Apache-2.0
"""A certificate of the practice names the key that signed the entry, or it is not ours."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.documents.certificates import (
    JournalKey,
    is_issued_by,
    issue_certificate,
    journal_key_of,
    make_root,
)
from logbook.documents.evidence import Signer, is_bound
from tests.documents.samples import NOW, evidence, identity

PUBLIC = Ed25519PrivateKey.from_private_bytes(sha256(b"actor").digest())
MINE = JournalKey(actor="8d2f", public=PUBLIC.public_key().public_bytes_raw())
THEIRS = JournalKey(actor="77aa", public=bytes(range(32)))


def issued(journal: JournalKey | None) -> tuple[bytes, bytes]:
    """Issue a certificate that names a key of the journal; give the practice's own beside it."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _one in range(2))
    root = make_root("Elm Road", root_key, NOW)
    return (
        issue_certificate(
            root_key, root, name="A", organisation="B", key=key, at=NOW, journal=journal
        ),
        root,
    )


def test_a_certificate_names_the_key_of_the_journal() -> None:
    certificate, root = issued(MINE)
    assert journal_key_of(certificate) == MINE
    assert is_issued_by(certificate, root)
    assert not is_issued_by(certificate, issued(None)[1])
    assert not is_issued_by(b"torn", root)
    assert journal_key_of(issued(None)[0]) is None
    with pytest.raises(ValueError, match="asn1"):
        journal_key_of(b"torn")


def test_who_signs_the_document_is_who_signed_the_entry() -> None:
    one = identity()
    assert is_bound(evidence().signer, one.certificate, one.root_certificate)


@pytest.mark.parametrize(
    "changes",
    [
        {"public_key": bytes(32)},
        {"actor": "77aa"},
        {"checkpoint_key": bytes(32)},
        {"certificate": b"torn"},
        {"certificate": issued(MINE)[0]},
    ],
    ids=["key", "person", "checkpoint", "torn", "another practice"],
)
def test_whoever_no_certificate_names_is_not_bound(changes: dict[str, object]) -> None:
    one = identity()
    signer: Signer = replace(evidence().signer, **changes)  # type: ignore[arg-type]
    assert not is_bound(signer, one.certificate, one.root_certificate)


def test_a_document_signed_with_a_certificate_that_names_no_key_is_not_bound() -> None:
    certificate, root = issued(None)
    assert not is_bound(evidence().signer, certificate, root)


def test_a_colleague_s_entry_is_bound_by_their_certificate() -> None:
    root_key, mine, theirs = (ec.generate_private_key(ec.SECP256R1()) for _one in range(3))
    root = make_root("Elm Road", root_key, NOW)
    of_document, of_entry = (
        issue_certificate(
            root_key, root, name="A", organisation="B", key=key, at=NOW, journal=journal
        )
        for key, journal in ((mine, MINE), (theirs, THEIRS))
    )
    signer = Signer(
        actor=THEIRS.actor,
        key_name="k",
        public_key=THEIRS.public,
        certificate=of_entry,
        checkpoint_key=MINE.public,
    )
    assert is_bound(signer, of_document, root)
    assert not is_bound(replace(signer, certificate=b""), of_document, root)
    assert not is_bound(replace(signer, checkpoint_key=THEIRS.public), of_document, root)
