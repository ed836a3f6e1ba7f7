# SPDX-License-Identifier: Apache-2.0
"""The people of the practice who open the logbook, as an administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

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
