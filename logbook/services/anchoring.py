# SPDX-License-Identifier: Apache-2.0
"""How much of the journal something outside this computer fixes, and what a day sheet shows.

A checkpoint on this computer shows nothing against somebody who has the keys and the computer.
Counted are only those that the journal says have left: in a document that was handed over, in a
backup proven at a second place, with a witness, under a time stamp, on paper.
"""

from __future__ import annotations

import re
from base64 import b32decode
from binascii import Error as Base32Error
from datetime import datetime

from logbook.clock import Clock
from logbook.domain.anchored import Anchored, AnchorKind, FixedOutside, SheetAnswer
from logbook.domain.backup import Backup, PlaceKind
from logbook.domain.records import Export
from logbook.journal.checkpoint import Checkpoint
from logbook.journal.payload import read_payload
from logbook.journal.written import WrittenFormError
from logbook.services.opening import OpenFolder
from logbook.services.witnessing import is_beginning
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError

_KINDS = ("export", "anchored", "backup")
_SHEET_LETTERS = 52
"""A root is 32 bytes, as base32 without its padding (RFC 4648 6)."""

_LIKELY_MEANT = str.maketrans("018", "OIB")
"""Base32 has no 0, 1 or 8: who types one has misread the letter beside it."""

Fixed = tuple[int, datetime, AnchorKind]
"""How many entries, when, and by what."""


class Anchoring:
    """Says how far the journal is fixed outside, and holds it against paper."""

    def __init__(self, opened: OpenFolder, clock: Clock) -> None:
        self._opened = opened
        self._clock = clock

    def fixed_outside(self) -> FixedOutside:
        """Tell up to where something outside this computer fixes the journal."""
        vault = self._opened.vault
        best: Fixed | None = None
        for seq, row in journal_rows.records_backwards(vault, _KINDS):
            # Nothing covers entries that came after it, so nothing older covers more.
            if best is not None and best[0] >= seq:
                break
            found = self._fixed_by(row.payload)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        size = journal_rows.size(vault)
        if best is None:
            return FixedOutside(up_to=0, on=None, by=None, later=size)
        up_to, at, by = best
        on = at.astimezone(self._clock.zone).date()
        return FixedOutside(up_to=up_to, on=on, by=by, later=size - up_to)

    def hold_against_sheet(self, size: int, root_text: str) -> SheetAnswer:
        """Hold the journal against a printed day sheet.

        Args:
            size: How many entries the sheet says.
            root_text: The 52 letters and digits of the root, however they are grouped.
        """
        try:
            root = sheet_root(root_text)
        except ValueError:
            return SheetAnswer.UNREADABLE
        if size < 0:
            return SheetAnswer.UNREADABLE
        if size > journal_rows.size(self._opened.vault):
            return SheetAnswer.SHORTER
        head = Checkpoint(origin="", size=size, root=root)
        agrees = is_beginning(self._opened, head)
        return SheetAnswer.AGREES if agrees else SheetAnswer.DIFFERS

    def _fixed_by(self, payload: bytes) -> Fixed | None:
        try:
            record = read_payload(payload)
        except WrittenFormError:
            return None
        match record:
            case Export(journal_size=size, exported_at=at) if size:
                return size, at, AnchorKind.DOCUMENT
            case Anchored(kind=kind, size=size, root=root, fixed_at=at) if kind.is_outside:
                return (size, at, kind) if self._is_beginning(size, root) else None
            case Backup(place=place, size=size, root=root, proven_at=at) if at is not None:
                outside = place is not PlaceKind.SAME_DISK
                whole = outside and self._is_beginning(size, root)
                return (size, at, AnchorKind.BACKUP) if whole else None
        return None

    def _is_beginning(self, size: int, root: str) -> bool:
        try:
            head = Checkpoint(origin="", size=size, root=bytes.fromhex(root))
            return is_beginning(self._opened, head)
        except (ValueError, VaultDamagedError):
            return False


def sheet_root(text: str) -> bytes:
    """Read a root (32 bytes) as it is printed, in groups of letters and digits.

    Raises:
        ValueError: it is not that.
    """
    letters = re.sub(r"[\s.-]", "", text).upper().translate(_LIKELY_MEANT)
    if len(letters) != _SHEET_LETTERS:
        raise ValueError("A root has 52 letters and digits.")
    try:
        return b32decode(letters + "====")
    except Base32Error as error:
        raise ValueError("This is not base32.") from error
