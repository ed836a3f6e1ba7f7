# SPDX-License-Identifier: Apache-2.0
"""The slot of a recovery sheet: 256 bits at random, which nothing need make costly to guess."""

from __future__ import annotations

import os

from logbook.domain.ways import WayKind
from logbook.store.derivation import KEY_LENGTH, subkey, wipe
from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys
from logbook.store.recovery_code import code_text, read_code
from logbook.store.slots.wrapping import bare_slot, wrapped
from logbook.store.ways import RecoveryCode


def new_recovery_slot(vault: str, person_id: str, keys: PersonKeys) -> tuple[Slot, str]:
    """Wrap a person's keys under a new code; the code, as it is printed, comes with the slot."""
    secret = bytearray(os.urandom(KEY_LENGTH))
    bare = bare_slot(WayKind.RECOVERY)
    try:
        slot = wrapped(bare, _kek(secret), keys, vault=vault, person_id=person_id)
        return slot, code_text(secret)
    finally:
        wipe(secret)


def recovery_kek(way: RecoveryCode) -> bytearray:
    """Derive the key that wraps, 32 bytes.

    Raises:
        CodeMistypedError: What was typed is no recovery code.
    """
    secret = read_code(way.code)
    try:
        return _kek(secret)
    finally:
        wipe(secret)


def _kek(secret: bytearray) -> bytearray:
    return subkey(secret, "recovery-kek/v1")
