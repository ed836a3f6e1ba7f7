# SPDX-License-Identifier: Apache-2.0
"""Slots: a person's private keys, wrapped once for each way by which they open the logbook.

Each way gives 32 bytes, the key that wraps; AES-256-GCM does the wrapping, and binds the logbook,
the person and the slot. One module for each kind says where its 32 bytes come from.

`new_token_slot` stands in `slots.hardware`, which alone loads PKCS#11, and only where it is used.
"""

from __future__ import annotations

from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys
from logbook.store.slots.device import device_kek, new_device_slot
from logbook.store.slots.passphrase import new_passphrase_slot, passphrase_kek
from logbook.store.slots.recovery import new_recovery_slot, recovery_kek
from logbook.store.slots.will import new_will_slot, will_kek
from logbook.store.slots.wrapping import unwrapped
from logbook.store.ways import Cards, Passphrase, Pin, RecoveryCode, Token, Way, kind_of

__all__ = [
    "new_device_slot",
    "new_passphrase_slot",
    "new_recovery_slot",
    "new_will_slot",
    "opened_slot",
]


def opened_slot(slot: Slot, way: Way, vault: str, person_id: str) -> PersonKeys | None:
    """Unwrap a person's keys; None if the way is not this slot's.

    Raises:
        KeyFileDamagedError: The slot asks for a cost beyond all limits, or is not whole.
        NotEnoughMemoryError: The computer cannot spend what it asks for.
        CodeMistypedError, CardsMistypedError: What was typed can open no slot.
        TokenUnavailableError, TokenLockedError, WrongTokenPinError: The token does not help.
    """
    if slot.type != kind_of(way).value:
        return None
    kek = _kek(slot, way)
    return None if kek is None else unwrapped(slot, kek, vault, person_id)


def _kek(slot: Slot, way: Way) -> bytearray | None:
    match way:
        case Passphrase():
            return passphrase_kek(slot, way)
        case RecoveryCode():
            return recovery_kek(way)
        case Pin():
            return device_kek(slot, way)
        case Token():
            from logbook.store.slots.hardware import token_kek  # noqa: PLC0415

            return token_kek(slot, way)
        case Cards():
            return will_kek(way)
