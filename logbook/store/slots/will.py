# SPDX-License-Identifier: Apache-2.0
"""The slot of a clinical will: a secret that is split onto cards (SLIP-39).

Who holds the cards, how many there are and what they open to an executor is said elsewhere.
"""

from __future__ import annotations

from logbook.domain.ways import WayKind
from logbook.store.cards import put_together
from logbook.store.derivation import KEY_LENGTH, subkey, wipe
from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys
from logbook.store.slots.wrapping import bare_slot, wrapped
from logbook.store.ways import Cards


def new_will_slot(vault: str, person_id: str, keys: PersonKeys, secret: bytes | bytearray) -> Slot:
    """Wrap a person's keys under the secret that is on the cards: 32 bytes at random."""
    assert len(secret) == KEY_LENGTH, "the cards carry 256 bits"
    held = bytearray(secret)
    try:
        kek = subkey(held, _PURPOSE)
    finally:
        wipe(held)
    return wrapped(bare_slot(WayKind.WILL), kek, keys, vault=vault, person_id=person_id)


def will_kek(way: Cards) -> bytearray:
    """Derive the key that wraps, 32 bytes.

    Raises:
        CardsMistypedError: A card is mistyped, there are too few, or they are of different sets.
    """
    secret = put_together(way.mnemonics)
    try:
        return subkey(secret, _PURPOSE)
    finally:
        wipe(secret)


_PURPOSE = "will-kek/v1"
