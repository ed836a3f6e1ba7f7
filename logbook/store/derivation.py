# SPDX-License-Identifier: Apache-2.0
"""From a passphrase to a key, and from the root key to the keys for one purpose each.

Argon2id (RFC 9106) makes each guess cost memory and time; HKDF-SHA256 (RFC 5869) parts one key
into many. What can be wiped is a bytearray and is wiped.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from logbook.store.errors import (
    KeyFileDamagedError,
    NotEnoughMemoryError,
    UnusablePassphraseError,
)

KEY_LENGTH = 32
LONGEST_PASSPHRASE = 1024
_SHORTEST_SALT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfCost:
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def is_within_limits(self) -> bool:
        """Tell whether this program would ever spend so much, asked before any is allocated."""
        return (
            1 <= self.lanes <= MOST.lanes
            and 1 <= self.passes <= MOST.passes
            and 8 * self.lanes <= self.memory_kib <= MOST.memory_kib
            and self.memory_kib * self.passes <= MOST_WORK
        )

    def is_strong_enough(self) -> bool:
        """Tell whether a new passphrase may be kept at this cost."""
        return self.memory_kib >= SMALLEST.memory_kib and self.passes >= SMALLEST.passes


DEFAULT = KdfCost(memory_kib=256 * 1024, passes=3, lanes=4)
SMALLEST = KdfCost(memory_kib=64 * 1024, passes=3, lanes=4)
MOST = KdfCost(memory_kib=1024 * 1024, passes=64, lanes=16)
MOST_WORK = 16 * 1024 * 1024
"""KiB times passes: some seconds of a fast computer, a quarter of a minute of a slow one. Whoever
can write into the folder says what a guess costs, before anything is known to be genuine."""


def check_new_passphrase(passphrase: str) -> None:
    """Refuse what cannot be kept; how strong it is, is judged where it is typed.

    Raises:
        UnusablePassphraseError: It is empty, too long, or not text (a lone surrogate).
    """
    if not 0 < len(passphrase) <= LONGEST_PASSPHRASE or not _is_text(passphrase):
        raise UnusablePassphraseError("The passphrase is empty, too long or not text.")


def new_salt() -> bytes:
    """Make what keeps two equal passphrases from having equal keys: 16 random bytes."""
    return os.urandom(_SHORTEST_SALT)


def key_of_passphrase(passphrase: str, *, salt: bytes, cost: KdfCost) -> bytearray:
    """Derive the key that wraps a person's private keys.

    Raises:
        KeyFileDamagedError, NotEnoughMemoryError: As `stretched`.
    """
    secret = stretched(passphrase, salt=salt, cost=cost)
    try:
        return subkey(secret, "slot-kek/v1")
    finally:
        wipe(secret)


def stretched(text: str, *, salt: bytes, cost: KdfCost) -> bytearray:
    """Make each guess at a passphrase or a PIN cost memory and time: Argon2id, 32 bytes.

    The text is normalised with NFKC, since one keyboard composes é and another does not; spaces
    are kept.

    Raises:
        KeyFileDamagedError: The cost is beyond all reason, so the key file was tampered with.
        NotEnoughMemoryError: The computer cannot spend that much now.
    """
    if not cost.is_within_limits() or len(salt) < _SHORTEST_SALT:
        raise KeyFileDamagedError("The cost of the passphrase is beyond all limits.")
    secret = bytearray(unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass"))
    key = bytearray(KEY_LENGTH)
    argon2 = Argon2id(
        salt=salt,
        length=KEY_LENGTH,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        argon2.derive_into(secret, key)  # type: ignore[arg-type]  # its stub knows bytes only
    except MemoryError as error:
        raise NotEnoughMemoryError("There is not enough free memory.") from error
    finally:
        wipe(secret)
    return key


def subkey(key: bytearray, purpose: str) -> bytearray:
    """Derive the 32-byte key for one purpose, such as `db/v1`."""
    derived = bytearray(KEY_LENGTH)
    HKDF(SHA256(), KEY_LENGTH, salt=None, info=purpose.encode("ascii")).derive_into(key, derived)
    return derived


def wipe(secret: bytearray) -> None:
    """Overwrite a secret with zeros."""
    secret[:] = bytes(len(secret))


def _is_text(passphrase: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in passphrase)
