# SPDX-License-Identifier: Apache-2.0
"""The commitment: what an entry says of a record's payload without saying anything about it.

The salt lies beside the payload and goes with it. Once both are lawfully destroyed, the
commitment that stays in the log cannot be tested against guesses.
"""

from __future__ import annotations

from hashlib import sha256

SALT_BYTES = 32

PREFIX = b"logbook/payload/v1\0"
"""Keeps these hashes apart from all others (domain separation)."""


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Commit to a payload: SHA-256 of prefix, salt and payload, 32 bytes.

    Raises:
        ValueError: the salt is not 32 bytes long, so the payload's end could be mistaken for it.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("A salt has 32 bytes.")
    return sha256(PREFIX + salt + payload).digest()
