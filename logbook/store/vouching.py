# SPDX-License-Identifier: Apache-2.0
"""What the practice's key says of a root key: that it is this logbook's.

The seal of the key file shows that whoever sealed it had the root key, and the box that it was
meant for the person; neither shows whose root key it is. So an administrator, who alone holds the
practice's key, signs each root key as it is made, and nobody opens a logbook under another.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from logbook.journal.written import written
from logbook.store.derivation import subkey, wipe
from logbook.store.key_file import KeyFile

_SIGNED = ec.ECDSA(SHA256())


def vouched(
    practice_key: ec.EllipticCurvePrivateKey,
    root_key: bytearray,
    *,
    vault: str,
    root_epoch: int,
    fingerprint: bytes,
) -> bytes:
    """Sign that this is the root key of an epoch, and this the practice's certificate: ECDSA, DER.

    Args:
        practice_key: The practice's own key.
        root_key: The root key; what is signed and written does not tell it.
        vault: The logbook.
        root_epoch: The number of the root key.
        fingerprint: The SHA-256 of the practice's certificate.
    """
    return practice_key.sign(_said(root_key, vault, root_epoch, fingerprint), _SIGNED)


def is_vouched_for(
    key_file: KeyFile, root_key: bytearray, *, root_epoch: int, signature: bytes
) -> bool:
    """Tell whether the practice's key, as the key file names it, vouches for a root key."""
    said = _said(root_key, key_file.vault, root_epoch, key_file.practice_fingerprint)
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), key_file.practice_public
        )
        public.verify(signature, said, _SIGNED)
    except (InvalidSignature, ValueError):
        return False
    return True


def _said(root_key: bytearray, vault: str, root_epoch: int, fingerprint: bytes) -> bytes:
    named = subkey(root_key, "vouched/v1")
    try:
        return written(
            {
                "fingerprint": fingerprint.hex(),
                "root": named.hex(),
                "root_epoch": root_epoch,
                "vault": vault,
                "vouched": "root/v1",
            }
        )
    finally:
        wipe(named)
