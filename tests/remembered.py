# SPDX-License-Identifier: Apache-2.0
"""What Argon2id made of a passphrase in this process, it need not make of it again.

It is meant to be slow, and was two thirds of what the tests of services cost. So those of services,
windows and commands, which are about other things, all take one salt, and each pair of passphrase
and cost is worked out once in a process, by Argon2id itself. The tests of the store, of whole
journeys and of processes of their own do without this.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from logbook.store import derivation
from logbook.store.slots import device, passphrase

_SALT = os.urandom(16)
_TRIED = bytes(16)
"""Of a guess that is only to be timed."""

_made: dict[tuple[object, ...], bytes] = {}


class Remembered:
    """Argon2id, which does the same work once."""

    def __init__(self, **settings: Any) -> None:
        self._settings = settings

    def derive_into(self, secret: bytearray, key: bytearray) -> None:
        """Fill the key, by working it out if it is the first time."""
        argon2 = Argon2id(**self._settings)
        if self._settings["salt"] == _TRIED:
            argon2.derive_into(secret, key)  # type: ignore[arg-type]
            return
        name = (sha256(secret).digest(), *sorted(self._settings.items()))
        if name not in _made:
            argon2.derive_into(secret, key)  # type: ignore[arg-type]
            _made[name] = bytes(key)
        key[:] = _made[name]


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each passphrase be worked on once."""
    monkeypatch.setattr(derivation, "Argon2id", Remembered)
    for slots in (passphrase, device):
        monkeypatch.setattr(slots, "new_salt", lambda: _SALT)
