# SPDX-License-Identifier: Apache-2.0
"""The slot of a quick unlock: a PIN, and a secret that the operating system keeps.

Both are needed, so neither a copied disk nor a PIN that was seen is enough. When it must not be
offered, and when it ends, is for `services.quick_unlock` to say.
"""

from __future__ import annotations

from datetime import date

from logbook.domain.ways import WayKind
from logbook.store.derivation import (
    KEY_LENGTH,
    SMALLEST,
    KdfCost,
    new_salt,
    stretched,
    subkey,
    wipe,
)
from logbook.store.errors import UnusablePinError
from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys
from logbook.store.slots.wrapping import bare_slot, wrapped
from logbook.store.ways import Pin

SHORTEST_PIN = 6
_LONGEST_PIN = 64
_IN_A_ROW = ("0123456789" * 2, "9876543210" * 2)


def new_device_slot(
    vault: str, person_id: str, keys: PersonKeys, pin: Pin, *, host: bytes, expires: date
) -> Slot:
    """Wrap a person's keys for one account of one computer.

    Args:
        vault: The logbook.
        person_id: Whose keys they are.
        keys: The keys.
        pin: The PIN, and the secret that is kept by the operating system.
        host: A hash that names the account and the computer (`services.this_computer`).
        expires: The last day it opens.

    Raises:
        UnusablePinError: The PIN is too short, too long, or the first anybody would try.
        NotEnoughMemoryError: The computer cannot spend what the PIN costs now.
    """
    check_new_pin(pin.pin)
    bare = bare_slot(
        WayKind.DEVICE,
        salt=new_salt(),
        m=SMALLEST.memory_kib,
        t=SMALLEST.passes,
        p=SMALLEST.lanes,
        host=host,
        expires=expires.isoformat(),
    )
    return wrapped(bare, device_kek(bare, pin), keys, vault=vault, person_id=person_id)


def check_new_pin(pin: str) -> None:
    """Refuse a PIN that is no obstacle, even to somebody with five guesses.

    Raises:
        UnusablePinError: It is shorter than six, longer than 64, one character, or a row.
    """
    in_a_row = any(pin in row for row in _IN_A_ROW)
    if not SHORTEST_PIN <= len(pin) <= _LONGEST_PIN or len(set(pin)) == 1 or in_a_row:
        raise UnusablePinError("The PIN is too short, too long, or too plain.")


def device_kek(slot: Slot, way: Pin) -> bytearray:
    """Derive the key that wraps, 32 bytes, from the PIN and the secret.

    Raises:
        KeyFileDamagedError: The cost is beyond all limits.
        NotEnoughMemoryError: The computer cannot spend it now.
    """
    assert len(way.secret) == KEY_LENGTH, "the secret in the system's store is 32 bytes"
    cost = KdfCost(memory_kib=slot.m, passes=slot.t, lanes=slot.p)
    both = stretched(way.pin, salt=slot.salt, cost=cost)
    both += way.secret
    try:
        return subkey(both, "device-kek/v1")
    finally:
        wipe(both)
