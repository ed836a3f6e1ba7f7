# SPDX-License-Identifier: Apache-2.0
"""Boxes in the key file: what only one person can open, and what the root key opens.

A box for one person is HPKE (RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM) to their public
key; what it is, whose and of which root key is bound to it, so that no box can stand in the place
of another. What all who can open the logbook may read lies under a key made of the root key.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from logbook.journal.written import written
from logbook.store.derivation import subkey, wipe
from logbook.store.errors import KeyFileDamagedError

_NONCE_LENGTH = 12

_BOX = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def box(secret: bytes | bytearray, reader: X25519PublicKey, about: bytes) -> bytes:
    """Close a secret in a box that only the holder of the private key opens."""
    return _BOX.encrypt(secret, reader, info=about)


def unboxed(sealed: bytes, key: X25519PrivateKey, about: bytes) -> bytes:
    """Open a box.

    Raises:
        KeyFileDamagedError: It is not this person's, or not about this.
    """
    try:
        return _BOX.decrypt(sealed, key, info=about)
    except (InvalidTag, ValueError) as error:
        raise KeyFileDamagedError("A box in the key file does not open.") from error


def about_root_key(vault: str, person_id: str, root_epoch: int) -> bytes:
    """Say of a box that it holds the root key of an epoch, for a person."""
    return _about("root/v1", vault, person_id, root_epoch)


def about_practice_key(vault: str, person_id: str) -> bytes:
    """Say of a box that it holds the key of the practice, which no rotation changes."""
    return _about("practice/v1", vault, person_id, 1)


def put_away(certificate: bytes, root_key: bytearray, vault: str, whose: str) -> bytes:
    """Close a certificate (DER) under the root key.

    A certificate bears a name: nobody without a passphrase is to read whose logbook this is.
    """
    nonce = os.urandom(_NONCE_LENGTH)
    key = subkey(root_key, "certificate/v1")
    try:
        return nonce + AESGCM(key).encrypt(nonce, certificate, _whose(vault, whose))
    finally:
        wipe(key)


def taken_out(sealed: bytes, root_key: bytearray, vault: str, whose: str) -> bytes:
    """Give a certificate (DER) that `put_away` closed.

    Raises:
        KeyFileDamagedError: It is not this person's, or was altered.
    """
    key = subkey(root_key, "certificate/v1")
    nonce, closed = sealed[:_NONCE_LENGTH], sealed[_NONCE_LENGTH:]
    try:
        return AESGCM(key).decrypt(nonce, closed, _whose(vault, whose))
    except (InvalidTag, ValueError) as error:
        raise KeyFileDamagedError("A certificate in the key file does not open.") from error
    finally:
        wipe(key)


def _about(kind: str, vault: str, person_id: str, root_epoch: int) -> bytes:
    return written({"box": kind, "person": person_id, "root_epoch": root_epoch, "vault": vault})


def _whose(vault: str, whose: str) -> bytes:
    return written({"vault": vault, "whose": whose})
