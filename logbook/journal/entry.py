# SPDX-License-Identifier: Apache-2.0
"""An entry of the journal: one act of one person, at one time, on one revision of one record.

Its written form is the leaf of the tree. It says who did what, and when, in codes and random
identities; what was recorded about a service user it only commits to. An entry is never changed
and never removed, not even when the record is lawfully destroyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from logbook.journal.written import INTEGER_LIMIT, WrittenFormError, written

NO_ENTRY = bytes(32)
"""What entry 0 of a journal of nobody's names as the leaf hash of the entry before it.

That of a logbook names the SHA-256 of the practice's own certificate there: on it rests who may
sign, and whoever put another in its place would have to write every entry anew.
"""

FIRST_EPOCH = 1
"""The epoch a new log begins with; each restore begins the next."""

SIGNED_PREFIX = b"logbook/entry/v1\n"
"""Keeps signatures of entries apart from all others (domain separation)."""

Code = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0, lt=INTEGER_LIMIT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal. Holds no personal data of service users.

    The fields stand in the order of their written form: that is what lets `canonical_entry` write
    them without sorting. `object` and `revision` name the record, `commitment` is what it commits
    to (64 hex digits, or nothing for an act without a payload), `prev` the leaf hash of the entry
    before (64 hex digits; of entry 0 see `NO_ENTRY`), `zone` how people there read the time
    ("Europe/London+00:00").
    """

    act: Code
    actor: Code
    app: Code
    commitment: str
    device: Code
    epoch: Annotated[int, msgspec.Meta(ge=FIRST_EPOCH, lt=INTEGER_LIMIT)]
    log: Code
    object: str
    prev: str
    revision: Count
    seq: Count
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    v: Literal[1] = 1
    zone: Code


_DECODER = msgspec.json.Decoder(Entry)
_ENCODER = msgspec.json.Encoder()

_is_digest = re.compile("[0-9a-f]{64}").fullmatch


def written_entry(entry: Entry) -> bytes:
    """Write an entry: the bytes that are hashed, signed, stored and attached.

    Raises:
        WrittenFormError: a field holds what `read_entry` would refuse.
    """
    body = written(entry)
    read_entry(body)
    return body


def read_entry(body: bytes) -> Entry:
    """Read an entry from its written form.

    Raises:
        WrittenFormError: the bytes are not the written form of an entry of version 1.
    """
    entry = canonical_entry(body)
    if not _is_digest(entry.prev) or (entry.commitment and not _is_digest(entry.commitment)):
        raise WrittenFormError("An entry holds a hash that is none.")
    return entry


def canonical_entry(body: bytes) -> Entry:
    """Read an entry as `read_entry` does, for one who compares its hashes anyway (the audit).

    Raises:
        WrittenFormError: the bytes are not the written form of an entry of version 1.
    """
    try:
        entry = _DECODER.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # Without its cause: msgspec quotes what it read.
        raise WrittenFormError("These bytes are not an entry.") from None
    # The texts of an entry are codes and need no escapes. Without them, with the keys in order
    # and the time in whole seconds of UTC, what msgspec writes is JCS.
    time = entry.time
    if (
        _ENCODER.encode(entry) != body
        or b"\\" in body
        or time.tzinfo is not UTC
        or time.microsecond
    ):
        raise WrittenFormError("These bytes are not the written form of an entry.")
    return entry


def sign_leaf(key: Ed25519PrivateKey, leaf: bytes) -> bytes:
    """Sign the leaf hash of an entry: 64 bytes."""
    return key.sign(SIGNED_PREFIX + leaf)


def leaf_is_signed_by(public: bytes, leaf: bytes, signature: bytes) -> bool:
    """Tell whether the holder of a raw public key signed this leaf hash."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, SIGNED_PREFIX + leaf)
    except (InvalidSignature, ValueError):
        return False
    return True
