# SPDX-License-Identifier: Apache-2.0
"""What a way opened: whose keys they are, and the root key of the logbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from logbook.store.derivation import wipe
from logbook.store.key_file import Slot
from logbook.store.person_keys import PersonKeys


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unlocked:
    """What a way opened. `wipe` it when the logbook is locked."""

    person_id: str
    role: str
    root_key: bytearray = field(repr=False)
    keys: PersonKeys = field(repr=False)
    certificate: bytes = field(repr=False)
    practice_certificate: bytes = field(repr=False)
    slot: Slot = field(repr=False)
    """Through which slot it was opened."""

    def wipe(self) -> None:
        """Overwrite the root key; the private keys go with their objects."""
        wipe(self.root_key)
