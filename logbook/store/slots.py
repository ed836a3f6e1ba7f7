# SPDX-License-Identifier: Apache-2.0
"""A slot: a person's private keys, wrapped under what one passphrase gives."""

from __future__ import annotations

import os
from dataclasses import replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from logbook.journal.written import written
from logbook.store.derivation import KdfCost, check_new_passphrase, key_of_passphrase, wipe
from logbook.store.key_file import PASSPHRASE, VERSION, Slot, plain
from logbook.store.person_keys import PersonKeys


def new_slot(vault: str, person_id: str, keys: PersonKeys, passphrase: str, cost: KdfCost) -> Slot:
    """Wrap a person's keys under a new passphrase.

    Raises:
        UnusablePassphraseError: The passphrase cannot be kept.
        NotEnoughMemoryError: The computer cannot spend `cost` now.
    """
    check_new_passphrase(passphrase)
    assert cost.is_within_limits(), "a new passphrase is not kept at a cost we refuse to read"
    assert cost.is_strong_enough(), "a new passphrase is not kept below the floor"
    empty = Slot(
        id=os.urandom(8).hex(),
        type=PASSPHRASE,
        salt=os.urandom(16),
        m=cost.memory_kib,
        t=cost.passes,
        p=cost.lanes,
        nonce=os.urandom(12),
        ct=b"",
    )
    key = key_of_passphrase(passphrase, salt=empty.salt, cost=cost)
    try:
        wrapped = AESGCM(key).encrypt(
            empty.nonce, keys.to_bytes(), _slot_context(empty, vault, person_id)
        )
    finally:
        wipe(key)
    return replace(empty, ct=wrapped)


def opened_slot(slot: Slot, passphrase: str, vault: str, person_id: str) -> bytes | None:
    """Unwrap a person's keys; None if the passphrase is not this slot's.

    Raises:
        KeyFileDamagedError: The slot asks for a cost beyond all limits.
        NotEnoughMemoryError: The computer cannot spend what it asks for.
    """
    cost = KdfCost(memory_kib=slot.m, passes=slot.t, lanes=slot.p)
    key = key_of_passphrase(passphrase, salt=slot.salt, cost=cost)
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.ct, _slot_context(slot, vault, person_id))
    except InvalidTag:
        return None
    finally:
        wipe(key)


def _slot_context(slot: Slot, vault: str, person_id: str) -> bytes:
    # Lowering the cost, moving the slot to another person or another logbook: all refused.
    described = plain(slot)
    del described["ct"]
    return written({"person": person_id, "slot": described, "v": VERSION, "vault": vault})
