# SPDX-License-Identifier: Apache-2.0
"""The slot of a passphrase: Argon2id over it, normalised with NFKC."""

from __future__ import annotations

from logbook.domain.ways import WayKind
from logbook.store.derivation import (
    KdfCost,
    check_new_passphrase,
    key_of_passphrase,
    new_salt,
)
from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys
from logbook.store.slots.wrapping import bare_slot, wrapped
from logbook.store.ways import Passphrase


def new_passphrase_slot(
    vault: str, person_id: str, keys: PersonKeys, passphrase: str, cost: KdfCost
) -> Slot:
    """Wrap a person's keys under a new passphrase. How strong it is, is judged before.

    Raises:
        UnusablePassphraseError: The passphrase cannot be kept.
        NotEnoughMemoryError: The computer cannot spend `cost` now.
    """
    check_new_passphrase(passphrase)
    assert cost.is_within_limits(), "a new passphrase is not kept at a cost we refuse to read"
    assert cost.is_strong_enough(), "a new passphrase is not kept below the floor"
    bare = bare_slot(
        WayKind.PASSPHRASE, salt=new_salt(), m=cost.memory_kib, t=cost.passes, p=cost.lanes
    )
    kek = passphrase_kek(bare, Passphrase(passphrase))
    return wrapped(bare, kek, keys, vault=vault, person_id=person_id)


def passphrase_kek(slot: Slot, way: Passphrase) -> bytearray:
    """Derive the key that wraps, 32 bytes.

    Raises:
        KeyFileDamagedError: The cost is beyond all limits.
        NotEnoughMemoryError: The computer cannot spend it now.
    """
    cost = KdfCost(memory_kib=slot.m, passes=slot.t, lanes=slot.p)
    return key_of_passphrase(way.words, salt=slot.salt, cost=cost)
