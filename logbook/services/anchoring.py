# SPDX-License-Identifier: Apache-2.0
"""How much of the journal something outside this computer fixes, and what a day sheet shows.

A checkpoint on this computer shows nothing against somebody who has the keys and the computer.
Counted are only those that the journal says have left: in a document that was handed over, in a
backup proven at a second place, with a witness, under a time stamp, on paper.
"""

from __future__ import annotations

from datetime import datetime

from logbook.clock import Clock
from logbook.domain.anchored import Anchored, AnchorKind, FixedOutside, SheetAnswer
from logbook.domain.backup import Backup, PlaceKind
from logbook.domain.records import Export
from logbook.journal.checkpoint import Checkpoint
from logbook.journal.payload import read_payload
from logbook.journal.sheet_code import SheetCode, read_sheet_code
from logbook.journal.written import WrittenFormError
from logbook.services.marks import current_epoch, is_left_behind
from logbook.services.opening import OpenFolder
from logbook.services.witnessing import is_beginning
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError

_KINDS = ("export", "anchored", "backup")
_OUTSIDE = frozenset({PlaceKind.ANOTHER_DISK, PlaceKind.SYNCED_FOLDER})
_EPOCHS_AHEAD = 8
"""A sheet may be of an epoch this journal has not come to, if an older one was put back."""

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
            root_text: Its letters and digits, however they are grouped; without the last group,
                or of another document's root of the journal, what was mistyped is not told from
                what was changed.
        """
        try:
            code = read_sheet_code(root_text)
        except ValueError:
            return SheetAnswer.UNREADABLE
        if size < 0:
            return SheetAnswer.UNREADABLE
        try:
            return self._held_against(size, code)
        except (VaultDamagedError, WrittenFormError):
            return SheetAnswer.DIFFERS

    def _held_against(self, size: int, code: SheetCode) -> SheetAnswer:
        vault = self._opened.vault
        if code.check:
            epoch = code.epoch(size, current_epoch(vault) + _EPOCHS_AHEAD)
            if epoch is None:
                return SheetAnswer.UNREADABLE
            if is_left_behind(vault, epoch, size):
                return SheetAnswer.LEFT_BEHIND
        if size > journal_rows.size(vault):
            return SheetAnswer.SHORTER
        agrees = is_beginning(self._opened, Checkpoint(origin="", size=size, root=code.root))
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
                outside = place in _OUTSIDE
                whole = outside and self._is_beginning(size, root)
                return (size, at, AnchorKind.BACKUP) if whole else None
        return None

    def _is_beginning(self, size: int, root: str) -> bool:
        try:
            head = Checkpoint(origin="", size=size, root=bytes.fromhex(root))
            return is_beginning(self._opened, head)
        except (ValueError, VaultDamagedError):
            return False
