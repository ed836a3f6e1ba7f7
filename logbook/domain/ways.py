# SPDX-License-Identifier: Apache-2.0
"""By which ways a person opens the logbook, as they are shown to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class WayKind(Enum):
    """What kind of way it is. The values are written in the key file."""

    PASSPHRASE = "argon2id"  # noqa: S105 - the name of a kind of way
    RECOVERY = "recovery"
    """The code on the recovery sheet."""
    DEVICE = "device"
    """Quick unlock: a PIN, on one account of one computer."""
    TOKEN = "token"  # noqa: S105 - the name of a kind of way
    """A hardware token with a PIN of its own (PKCS#11)."""
    WILL = "will"
    """The cards of the clinical will, held by executors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLine:
    """One way that stands open to the person who is signed in."""

    id: str
    kind: WayKind
    is_here: bool
    """Whether it works on this computer: of quick unlock only the one that was set here."""
    expires: date | None = None
    """The last day it opens, for quick unlock."""
