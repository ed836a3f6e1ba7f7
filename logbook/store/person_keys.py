# SPDX-License-Identifier: Apache-2.0
"""The private keys of a person and of the practice: to open, to sign the journal, to sign PDFs.

With a person's keys lies which practice they belong to. Whoever can write into the folder can box a
root key of their own for anybody, since the keys to box with are public; what the practice's key
vouches for (`vouching`) they cannot make, and which key that is, only the person's own ways tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LENGTH = 32

TRUST_LENGTH = 16
NOBODY = bytes(TRUST_LENGTH)
"""What keys trust that were made for no practice: they open no key file."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PersonKeys:
    """A person's keys: X25519 opens the root key, Ed25519 signs entries, P-256 signs PDFs.

    `trusts` names the practice's key (`trust_in`), which has to vouch for the root key.
    """

    x25519: X25519PrivateKey
    ed25519: Ed25519PrivateKey
    p256: ec.EllipticCurvePrivateKey
    trusts: bytes

    def to_bytes(self) -> bytes:
        """Write the three keys one after the other, 32 bytes each, and 16 of what they trust."""
        return (
            self.x25519.private_bytes_raw()
            + self.ed25519.private_bytes_raw()
            + practice_key_to_bytes(self.p256)
            + self.trusts
        )

    @classmethod
    def from_bytes(cls, data: bytes | bytearray) -> Self:
        """Read what `to_bytes` wrote."""
        assert len(data) == 3 * _LENGTH + TRUST_LENGTH, "the seal of the slot vouches for it"
        parts = memoryview(data)  # a slice of a bytearray would be a copy that nobody wipes
        return cls(
            x25519=X25519PrivateKey.from_private_bytes(parts[:_LENGTH]),
            ed25519=Ed25519PrivateKey.from_private_bytes(parts[_LENGTH : 2 * _LENGTH]),
            p256=practice_key_from(parts[2 * _LENGTH : 3 * _LENGTH]),
            trusts=bytes(parts[3 * _LENGTH :]),
        )


def make_person_keys(trusts: bytes = NOBODY) -> PersonKeys:
    """Make new keys for a person of a practice, which `trust_in` names."""
    return PersonKeys(
        x25519=X25519PrivateKey.generate(),
        ed25519=Ed25519PrivateKey.generate(),
        p256=make_practice_key(),
        trusts=trusts,
    )


def trust_in(practice_public: bytes) -> bytes:
    """Name the practice's key: the first 16 bytes of the SHA-256 of its point, uncompressed."""
    return sha256(practice_public).digest()[:TRUST_LENGTH]


def public_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Give the public half of a P-256 key, uncompressed, 65 bytes (SEC 1, 2.3.3)."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def make_practice_key() -> ec.EllipticCurvePrivateKey:
    """Make a new P-256 key, such as the practice issues its certificates with."""
    return ec.generate_private_key(ec.SECP256R1())


def practice_key_to_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Write a P-256 key as 32 bytes, big-endian."""
    return key.private_numbers().private_value.to_bytes(_LENGTH, "big")


def practice_key_from(data: bytes | memoryview) -> ec.EllipticCurvePrivateKey:
    """Read a P-256 key from its 32 bytes."""
    return ec.derive_private_key(int.from_bytes(data, "big"), ec.SECP256R1())
