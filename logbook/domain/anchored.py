# SPDX-License-Identifier: Apache-2.0
"""Anchors: where a checkpoint of the journal is kept, and which of those places are outside.

What lies on this computer shows accidents, and the doings of people without the keys. Only what
has left it shows that somebody with the keys wrote the journal anew or put it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID


class AnchorKind(Enum):
    """Where a checkpoint is kept."""

    DATABASE = "database"
    KEY_FILE = "key-file"
    ANCHORS_FILE = "anchors-file"
    COMPUTER = "computer"
    DOCUMENT = "document"
    BACKUP = "backup"
    DAY_SHEET = "day-sheet"
    WITNESS = "witness"
    TIME_STAMP = "time-stamp"
    SHOWN = "shown"
    """Brought by somebody to be compared; where it was meanwhile, nobody here knows."""

    @property
    def is_outside(self) -> bool:
        """Tell whether it counts as having left this computer."""
        return self in _OUTSIDE


_OUTSIDE = frozenset(
    {
        AnchorKind.DOCUMENT,
        AnchorKind.BACKUP,
        AnchorKind.DAY_SHEET,
        AnchorKind.WITNESS,
        AnchorKind.TIME_STAMP,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A checkpoint was fixed by something outside, and that is kept to be shown later."""

    id: UUID
    kind: AnchorKind
    size: int
    """How many entries the checkpoint covers."""
    root: str
    """The root of the journal then: 64 hex digits."""
    fixed_at: datetime
    """When, by whoever fixed it: the witness's clock, the authority's, or ours for a print."""
    by: str
    """Who fixed it, in words: a colleague's practice, a time-stamping authority."""
    key: str = ""
    """Whose key it was: 64 hex digits of the witness's key, or SHA-256 of a certificate."""
    note: str = ""
    """The checkpoint with all its signatures (C2SP signed note)."""
    token: str = ""
    """The reply of a time-stamping authority (RFC 3161), as Base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedOutside:
    """How much of the journal something outside this computer fixes: the measure of what it proves.

    `up_to` counts entries, `later` those after them; `on` is the day it was fixed, `by` what did.
    """

    up_to: int
    on: date | None
    by: AnchorKind | None
    later: int


class SheetAnswer(Enum):
    """How the journal stands against a printed day sheet."""

    AGREES = "agrees"
    DIFFERS = "differs"
    SHORTER = "shorter"
    """The journal has fewer entries than it had then."""
    LEFT_BEHIND = "left-behind"
    """A backup was restored since, from before what the sheet says, and the journal says so."""
    UNREADABLE = "unreadable"
    """What was typed is not what a sheet says."""


class ReadOnlyReason(Enum):
    """Why a logbook is open for reading only."""

    ROLLED_BACK = "rolled-back"
    OLDER_KEYS = "older-keys"
    """The key file goes back behind the one kept on this computer; the journal does not."""
    FORKED = "forked"
    DAMAGED = "damaged"
    NOT_WRITABLE = "not-writable"
    NEWER = "newer"
    ASKED = "asked"
