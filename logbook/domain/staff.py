# SPDX-License-Identifier: Apache-2.0
"""The people of the practice who open the logbook, as an administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID, uuid5

from logbook.domain.practice import Role
from logbook.domain.ways import WayKind


class StaffStatus(Enum):
    """How a person stands with the logbook."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"
    UNFINISHED = "unfinished"
    """They were to be given new keys, and a crash came between: give them new ones again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKeys:
    """That a person took keys of their own making in the place of those they were given.

    Whoever gave them those knew what opens them. It is signed with the key that was given; the
    one that `signs` from the next entry on nobody else ever held.
    """

    id: UUID
    """`own_keys_id` of the person."""
    person: UUID
    signs: str
    """Ed25519, 64 hexadecimal digits."""
    request: str
    """The SHA-256, in hexadecimal, of what they asked the practice to issue a certificate for."""
    made_at: datetime


def own_keys_id(person: UUID) -> UUID:
    """Give the identity under which it is recorded that a person made their own keys."""
    return uuid5(person, "own keys")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """One person of the practice."""

    id: UUID
    name: str
    role: Role
    status: StaffStatus
    nickname: str
    """What the unlock window shows of them; their own choice, and may be empty."""
    ways: tuple[WayKind, ...]
    """By which they open the logbook, in the order they are tried."""
    is_me: bool
