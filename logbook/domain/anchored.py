# SPDX-License-Identifier: Apache-2.0
"""Anchors: where a checkpoint of the journal is kept, and which of those places are outside.

What lies on this computer shows accidents, and the doings of people without the keys. Only what
has left it shows that somebody with the keys wrote the journal anew or put it back. What was saved
on it and may have left since, by post or by hand, is told apart from what is known to have left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.backup import PlaceKind


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

    def leaves_by(self, place: PlaceKind | None) -> bool:
        """Tell whether it counts as having left this computer, by where it was put.

        Somebody else holds what a witness or an authority signed. A day sheet counts on paper
        alone; a document also where a backup would count.
        """
        return place in _LEAVES_BY.get(self, frozenset())

    @property
    def may_leave(self) -> bool:
        """Tell whether people take it elsewhere later, and the journal never hears of it."""
        return self in _MAY_LEAVE


_APART = frozenset({PlaceKind.ANOTHER_DISK, PlaceKind.SYNCED_FOLDER})
_LEAVES_BY: Mapping[AnchorKind, frozenset[PlaceKind | None]] = {
    AnchorKind.DOCUMENT: _APART | {PlaceKind.PAPER},
    AnchorKind.BACKUP: _APART,
    AnchorKind.DAY_SHEET: frozenset({PlaceKind.PAPER}),
    AnchorKind.WITNESS: frozenset({None}),
    AnchorKind.TIME_STAMP: frozenset({None}),
}
_MAY_LEAVE = frozenset({AnchorKind.DOCUMENT, AnchorKind.DAY_SHEET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A checkpoint was fixed by something, and that is kept to be shown later.

    Whether that is outside this computer, its kind and its place tell.
    """

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
    place: PlaceKind | None = None
    """Where a day sheet was put. None: not known, or it is no sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perhaps:
    """What was saved and fixes more than what is known to have left: if it left, which none knows.

    `up_to` counts entries; `by` is a document, or a day sheet that would have to be printed.
    """

    up_to: int
    by: AnchorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedOutside:
    """How much of the journal something outside this computer fixes: the measure of what it proves.

    `up_to` counts entries, `later` those after them; `on` is the day it was fixed, `by` what did,
    at what kind of `place`, in whose name (`who`: a witness, an authority).
    """

    up_to: int
    on: date | None
    by: AnchorKind | None
    later: int
    place: PlaceKind | None = None
    who: str = ""
    perhaps: Perhaps | None = None


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
