# SPDX-License-Identifier: Apache-2.0
"""The seal of the key file: a MAC under the root key over all of it but the MAC itself."""

from __future__ import annotations

import hmac
from dataclasses import replace

from logbook.journal.written import written
from logbook.store.derivation import subkey, wipe
from logbook.store.errors import TooManyWaysError
from logbook.store.key_file import (
    MOST_FORMER,
    MOST_PEOPLE,
    MOST_SLOTS,
    KeyFile,
    KeyHolder,
    plain,
)


def sealed(key_file: KeyFile, root_key: bytearray) -> KeyFile:
    """Give a key file as it is written next: its epoch is one higher, and the root key seals it.

    Raises:
        TooManyWaysError: It holds more than this program would read again.
    """
    most = max((len(holder.slots) for holder in key_file.people), default=0)
    people, former = len(key_file.people), len(key_file.former)
    if most > MOST_SLOTS or people > MOST_PEOPLE or former > MOST_FORMER:
        raise TooManyWaysError("A key file holds no more people or ways than this.")
    later = replace(key_file, epoch=key_file.epoch + 1)
    return replace(later, mac=_mac(later, root_key))


def is_sealed_with(key_file: KeyFile, root_key: bytearray) -> bool:
    """Tell whether a key file was sealed with this root key."""
    return hmac.compare_digest(_mac(key_file, root_key), key_file.mac)


def holder_of(key_file: KeyFile, person_id: str) -> KeyHolder:
    """Give a person who can open the logbook, by their id."""
    return next(holder for holder in key_file.people if holder.id == person_id)


def with_holder(key_file: KeyFile, changed: KeyHolder) -> KeyFile:
    """Put a person in the place of who has their id. The file must be sealed again."""
    people = tuple(changed if one.id == changed.id else one for one in key_file.people)
    return replace(key_file, people=people)


def _mac(key_file: KeyFile, root_key: bytearray) -> bytes:
    # GCM does not commit to its key; this does, and no slot can be added without the root key.
    open_parts = plain(key_file)
    del open_parts["mac"]
    key = subkey(root_key, "header-mac/v1")
    try:
        return hmac.digest(key, written(open_parts), "sha256")
    finally:
        wipe(key)
