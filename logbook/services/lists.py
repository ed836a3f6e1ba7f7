# SPDX-License-Identifier: Apache-2.0
"""The lists as those who index records see them: as they are stored, or as the journal makes them.

The second are made in memory, by the same rules and from nothing but the journal, in a small part
of the time it takes to store them. So what is stored can be held against them at each opening.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from logbook.domain.amendment import Amendment
from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure
from logbook.domain.lines import Line
from logbook.domain.notification import Notification
from logbook.domain.records import Record, place_of
from logbook.domain.telling_review import TellingReview
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.store import erasing, journal_rows, lines, moments
from logbook.store.errors import VaultDamagedError
from logbook.store.list_sums import LineRow, MomentRow
from logbook.store.vault import Vault


class Lists(Protocol):
    """Lists and timelines, and what is on record of what they show."""

    def put_moment(self, place: UUID, seq: int) -> None:
        """Note that an entry stands in a timeline."""

    def put(self, line: Line, words: str) -> None:
        """Put a line in the place of the object's earlier one."""

    def change(self, line: Line, more_words: str = "") -> None:
        """Put a line in the place of the object's earlier one, found by its words and by more."""

    def line_of(self, object_id: UUID) -> Line | None:
        """Give the line of an object; None if it has none."""

    def record(self, object_id: UUID) -> Record:
        """Give a consent or disclosure as it was signed; raises VaultDamagedError without one."""

    def naming(self, place: UUID, named: UUID, after: int) -> Iterable[Record]:
        """Give what was recorded in a timeline after an entry and is about a record there."""

    def erased(self, object_id: UUID) -> tuple[int, datetime] | None:
        """Give the entry that last recorded what is erased, and its time; None if it is not."""


@dataclass(frozen=True, slots=True)
class StoredLists:
    """The lists in the vault, changed in the caller's transaction."""

    vault: Vault

    def put_moment(self, place: UUID, seq: int) -> None:
        """As `Lists` says."""
        moments.put(self.vault, place, seq)

    def put(self, line: Line, words: str) -> None:
        """As `Lists` says."""
        lines.put(self.vault, line, words)

    def change(self, line: Line, more_words: str = "") -> None:
        """As `Lists` says."""
        lines.change(self.vault, line, more_words)

    def line_of(self, object_id: UUID) -> Line | None:
        """As `Lists` says."""
        return lines.line_of(self.vault, object_id)

    def record(self, object_id: UUID) -> Record:
        """As `Lists` says."""
        row = journal_rows.latest_record(self.vault, str(object_id))
        if row is None:
            raise VaultDamagedError("What an act is about is not on record.")
        return read_payload(row.payload)

    def naming(self, place: UUID, named: UUID, after: int) -> Iterator[Record]:
        """As `Lists` says."""
        return moments.records_naming(self.vault, place, named, after)

    def erased(self, object_id: UUID) -> tuple[int, datetime] | None:
        """As `Lists` says."""
        seq = erasing.entry_of_erased(self.vault, str(object_id))
        entry = journal_rows.entry_at(self.vault, seq) if seq is not None else None
        return (entry.seq, read_entry(entry.body).time) if entry is not None else None


class MadeLists:
    """The lists in memory, made of the journal: tell it of each entry with `know`, in order."""

    def __init__(self, erased: Iterable[tuple[str, int]]) -> None:
        """Begin with none.

        Args:
            erased: Each erased object with the entry that recorded its last revision.
        """
        self._erased = dict(erased)
        self._of_interest = frozenset(self._erased.values())
        self._times: dict[int, datetime] = {}
        self._signed: dict[UUID, Record] = {}
        self._about: dict[tuple[UUID, UUID], list[tuple[int, Record]]] = {}
        self._lines: dict[UUID, tuple[Line, str]] = {}
        self._moments: set[tuple[UUID, int]] = set()

    def know(self, record: Record | None, *, seq: int, at: datetime) -> None:
        """Take in an entry and its record, before the record is indexed."""
        if seq in self._of_interest:
            self._times[seq] = at
        about = _about(record)
        place = place_of(record) if record is not None and about is not None else None
        if record is not None and about is not None and place is not None:
            self._about.setdefault((place, about), []).append((seq, record))
        elif isinstance(record, Consent | Disclosure):
            self._signed[record.id] = record

    def put_moment(self, place: UUID, seq: int) -> None:
        """As `Lists` says."""
        self._moments.add((place, seq))

    def put(self, line: Line, words: str) -> None:
        """As `Lists` says."""
        self._lines[line.object] = line, lines.words_to_store(line, words)

    def change(self, line: Line, more_words: str = "") -> None:
        """As `Lists` says."""
        _line, stored = self._lines[line.object]
        self.put(line, lines.words_with(line, stored, more_words))

    def line_of(self, object_id: UUID) -> Line | None:
        """As `Lists` says."""
        found = self._lines.get(object_id)
        return found[0] if found is not None else None

    def record(self, object_id: UUID) -> Record:
        """As `Lists` says."""
        found = self._signed.get(object_id)
        if found is None:
            raise VaultDamagedError("What an act is about is not on record.")
        return found

    def naming(self, place: UUID, named: UUID, after: int) -> list[Record]:
        """As `Lists` says."""
        return [record for seq, record in self._about.get((place, named), ()) if seq > after]

    def erased(self, object_id: UUID) -> tuple[int, datetime] | None:
        """As `Lists` says."""
        seq = self._erased.get(str(object_id))
        at = self._times.get(seq) if seq is not None else None
        return (seq, at) if seq is not None and at is not None else None

    def line_rows(self) -> Iterator[LineRow]:
        """Give every line as it would be stored."""
        return (lines.row_of(line, words) for line, words in self._lines.values())

    def moment_rows(self) -> Iterator[MomentRow]:
        """Give every moment as it would be stored."""
        return ((str(place), seq) for place, seq in self._moments)


def _about(record: Record | None) -> UUID | None:
    match record:
        case Amendment(target=target):
            return target
        case Notification(disclosure=disclosure) | TellingReview(disclosure=disclosure):
            return disclosure
        case _:
            return None
