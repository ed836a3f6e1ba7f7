# SPDX-License-Identifier: Apache-2.0
"""How much of the journal something outside this computer fixes, and what a day sheet shows.

A checkpoint on this computer shows nothing against somebody who has the keys and the computer.
Counted are only those that the journal says have left: on paper, in a document or a proven backup
at a second place, with a witness, under a time stamp. A file that was saved on this computer may
have been handed over or printed since: what it would fix is told apart, as a condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from logbook.clock import Clock
from logbook.domain.anchored import Anchored, AnchorKind, FixedOutside, Perhaps, SheetAnswer
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
_NAMED = frozenset({AnchorKind.WITNESS, AnchorKind.TIME_STAMP})
_EPOCHS_AHEAD = 8
"""A sheet may be of an epoch this journal has not come to, if an older one was put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fixed:
    """So many entries were fixed: when, by what, where it was put, and in whose name."""

    up_to: int
    at: datetime
    by: AnchorKind
    place: PlaceKind | None = None
    who: str = ""

    @property
    def is_outside(self) -> bool:
        return self.by.leaves_by(self.place)


class Anchoring:
    """Says how far the journal is fixed outside, and holds it against paper."""

    def __init__(self, opened: OpenFolder, clock: Clock) -> None:
        self._opened = opened
        self._clock = clock

    def fixed_outside(self) -> FixedOutside:
        """Tell up to where something outside this computer fixes the journal."""
        vault = self._opened.vault
        best: _Fixed | None = None
        saved: _Fixed | None = None
        for seq, row in journal_rows.records_backwards(vault, _KINDS):
            # Nothing covers entries that came after it, so nothing older covers more.
            if best is not None and best.up_to >= seq:
                break
            found = self._fixed_by(row.payload)
            if found is not None and found.is_outside:
                best = _the_further(best, found)
            elif found is not None and found.by.may_leave:
                saved = _the_further(saved, found)
        size, covered = journal_rows.size(vault), best.up_to if best is not None else 0
        return FixedOutside(
            up_to=covered,
            on=best.at.astimezone(self._clock.zone).date() if best is not None else None,
            by=best.by if best is not None else None,
            later=size - covered,
            place=best.place if best is not None else None,
            who=best.who if best is not None else "",
            perhaps=Perhaps(up_to=saved.up_to, by=saved.by)
            if saved is not None and saved.up_to > covered
            else None,
        )

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

    def _fixed_by(self, payload: bytes) -> _Fixed | None:
        try:
            record = read_payload(payload)
        except WrittenFormError:
            return None
        match record:
            case Export(journal_size=size, exported_at=at, place=place) if size:
                return _Fixed(up_to=size, at=at, by=AnchorKind.DOCUMENT, place=place)
            case Anchored(kind=kind, size=size, fixed_at=at, place=place, by=by):
                who = by if kind in _NAMED else ""
                found = _Fixed(up_to=size, at=at, by=kind, place=place, who=who)
            case Backup(place=place, size=size, proven_at=at) if at is not None:
                found = _Fixed(up_to=size, at=at, by=AnchorKind.BACKUP, place=place)
            case _:
                return None
        counts = found.is_outside or found.by.may_leave
        return found if counts and self._is_beginning(record.size, record.root) else None

    def _is_beginning(self, size: int, root: str) -> bool:
        try:
            head = Checkpoint(origin="", size=size, root=bytes.fromhex(root))
            return is_beginning(self._opened, head)
        except (ValueError, VaultDamagedError):
            return False


def _the_further(best: _Fixed | None, found: _Fixed) -> _Fixed:
    return found if best is None or found.up_to > best.up_to else best
