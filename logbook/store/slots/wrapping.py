# SPDX-License-Identifier: Apache-2.0
"""Wrapping a person's keys in a slot, and unwrapping them, whatever the way."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from logbook.domain.ways import WayKind
from logbook.journal.written import written
from logbook.store.derivation import wipe
from logbook.store.key_file import VERSION, Slot, plain
from logbook.store.person_keys import PersonKeys

_TAG_LENGTH = 16


def bare_slot(kind: WayKind, **parts: Any) -> Slot:
    """Begin a slot: an identity and a nonce of its own, and nothing wrapped yet."""
    return Slot(id=os.urandom(8).hex(), type=kind.value, nonce=os.urandom(12), ct=b"", **parts)


def wrapped(bare: Slot, kek: bytearray, keys: PersonKeys, *, vault: str, person_id: str) -> Slot:
    """Wrap a person's keys; the key that wraps them is wiped."""
    try:
        ct = AESGCM(kek).encrypt(bare.nonce, keys.to_bytes(), slot_context(bare, vault, person_id))
    finally:
        wipe(kek)
    return replace(bare, ct=ct)


def unwrapped(slot: Slot, kek: bytearray, vault: str, person_id: str) -> PersonKeys | None:
    """Unwrap a person's keys, or give None; the key that wrapped them is wiped."""
    private = bytearray(max(0, len(slot.ct) - _TAG_LENGTH))
    try:
        AESGCM(kek).decrypt_into(slot.nonce, slot.ct, slot_context(slot, vault, person_id), private)
        return PersonKeys.from_bytes(private)
    except InvalidTag:
        return None
    finally:
        wipe(kek)
        wipe(private)


def slot_context(slot: Slot, vault: str, person_id: str) -> bytes:
    """Say what a slot is, to be bound to what it wraps.

    Lowering the cost, moving the slot to another person or another logbook: all refused.
    """
    described = plain(slot)
    del described["ct"]
    described.pop("expires", None)
    return written({"person": person_id, "slot": described, "v": VERSION, "vault": vault})
