# SPDX-License-Identifier: Apache-2.0
"""What the program promises when it says that something is done: each can be looked up later.

A promise is a plain value, so that a process that is to be killed can send it on before it dies.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self
from uuid import UUID

from logbook.app import Keys, Logbook
from logbook.domain.records import Receipt
from logbook.journal.payload import written_payload
from logbook.journal.tree import root
from logbook.store import journal_rows
from logbook.store.key_file import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in the watched folder after the fault; no logbook where there is none."""

    root: Path
    logbook: Logbook | None
    keys: Keys | None


class Promise(ABC):
    """Something that was acknowledged."""

    __slots__ = ()

    brings_records = 0
    """How many records more are in the journal."""

    @abstractmethod
    def holds(self, found: Found) -> bool:
        """Tell whether it is kept."""

    def releases(self, earlier: Promise) -> bool:  # noqa: ARG002 - most release nothing
        """Tell whether an earlier promise need not be kept any more."""
        return False


def in_force(promises: tuple[Promise, ...]) -> Iterator[Promise]:
    """Give those promises that no later one releases."""
    for number, promise in enumerate(promises, 1):
        if not any(later.releases(promise) for later in promises[number:]):
            yield promise


@dataclass(frozen=True, slots=True)
class EntryStands(Promise):
    """The journal has at least so many entries, and these are they (`root`: of the tree)."""

    size: int
    root: bytes
    brings_records = 1

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        """Take a receipt at its word."""
        return cls(receipt.size, receipt.root)

    def holds(self, found: Found) -> bool:
        """Compute the root of the first so many entries again."""
        if found.logbook is None:
            return False
        vault = found.logbook._opened.vault
        if journal_rows.size(vault) < self.size:
            return False
        return root(self.size, journal_rows.read_node(vault)) == self.root


@dataclass(frozen=True, slots=True)
class EntryNoted(EntryStands):
    """An entry without a record."""

    brings_records = 0


@dataclass(frozen=True, slots=True)
class DraftStands(Promise):
    """A draft is kept in this version or a later one, or has become a record."""

    draft: UUID
    version: int

    def holds(self, found: Found) -> bool:
        """Look for the draft, and for the record it became."""
        if found.logbook is None:
            return False
        kept = found.logbook.drafting.find(self.draft)
        if kept is not None:
            return int(kept.place) >= self.version
        return found.logbook.reviewing.line(self.draft) is not None


@dataclass(frozen=True, slots=True)
class DraftMayGo(Promise):
    """A draft is about to be discarded: from now on it may be there, or not."""

    draft: UUID

    def holds(self, found: Found) -> bool:  # noqa: ARG002
        """Nothing is promised."""
        return True

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of the draft."""
        return isinstance(earlier, DraftStands) and earlier.draft == self.draft


@dataclass(frozen=True, slots=True)
class DraftIsGone(Promise):
    """A draft was discarded."""

    draft: UUID

    def holds(self, found: Found) -> bool:
        """Look for it in vain."""
        return found.logbook is not None and found.logbook.drafting.find(self.draft) is None


@dataclass(frozen=True, slots=True)
class FileStands(Promise):
    """A file was handed over (`path` below the root); the journal says so (`entry`)."""

    path: str
    digest: str
    entry: EntryStands
    brings_records = 1

    def holds(self, found: Found) -> bool:
        """Read the file, and look for the entry."""
        file = found.root / self.path
        if not file.is_file() or sha256(file.read_bytes()).hexdigest() != self.digest:
            return False
        return self.entry.holds(found)


@dataclass(frozen=True, slots=True)
class RecordIsDestroyed(Promise):
    """A record was destroyed, which the journal says (`entry`): it never comes back."""

    object: UUID
    entry: EntryStands
    brings_records = 1

    def holds(self, found: Found) -> bool:
        """Look for the record in vain, and for the entry."""
        if found.logbook is None or not self.entry.holds(found):
            return False
        vault = found.logbook._opened.vault
        return not journal_rows.is_on_record(vault, str(self.object))


@dataclass(frozen=True, slots=True)
class MayBeNoted(Promise):
    """Something is about to be done that brings so many records, each an entry of its own.

    Whoever is refused may find some of them: the journal is told before the key file is, and that a
    backup was made before it is proven.
    """

    brings_records: int = 1

    def holds(self, found: Found) -> bool:  # noqa: ARG002
        """Nothing is promised."""
        return True


@dataclass(frozen=True, slots=True)
class IsGone(Promise):
    """A record was destroyed for good: whatever logbook stands there, it is not in it."""

    object: UUID

    def holds(self, found: Found) -> bool:
        """Look for the record in vain."""
        if found.logbook is None:
            return True
        return not journal_rows.is_on_record(found.logbook._opened.vault, str(self.object))


@dataclass(frozen=True, slots=True)
class WholeOrGone(Promise):
    """Records that are destroyed together, or not: all can be read, or nothing of them is left.

    `mark` is a word that stands in each of them, and nowhere else; `draft` names them.
    """

    objects: tuple[UUID, ...]
    mark: str
    draft: UUID | None = None
    brings_records: int = 0

    def holds(self, found: Found) -> bool:
        """Whatever of them is there, it is all of them."""
        there = self._there(found)
        return not any(there) or all(there)

    def is_gone(self, found: Found) -> bool:
        """Tell whether nothing of them can be asked for any more."""
        return not any(self._there(found))

    def _there(self, found: Found) -> list[bool]:
        if found.logbook is None:
            return []
        logbook = found.logbook
        there = [self._is_read(logbook, each) for each in self.objects]
        words = {line.object for line in logbook.searching.search(self.mark)}
        there.extend(each in words for each in self.objects)
        if self.draft is not None:
            there.append(logbook.drafting.find(self.draft) is not None)
        return there

    def _is_read(self, logbook: Logbook, each: UUID) -> bool:
        if not journal_rows.is_on_record(logbook._opened.vault, str(each)):
            return False
        return self.mark.encode() in written_payload(logbook.reviewing.record(each))


@dataclass(frozen=True, slots=True)
class SlotStands(Promise):
    """The person's keys open by one of these slots: a second one is about to be put in its place.

    `entry` says so in the journal; None where there is none.
    """

    slots: tuple[Slot, ...]
    entry: EntryNoted | None = None

    def holds(self, found: Found) -> bool:
        """Look into the key file that opened."""
        if found.keys is None or (self.entry is not None and not self.entry.holds(found)):
            return False
        there = {slot for holder in found.keys.key_file.people for slot in holder.slots}
        return not there.isdisjoint(self.slots)

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of the slots before it."""
        return isinstance(earlier, SlotStands)


@dataclass(frozen=True, slots=True)
class RecordsStand(Promise):
    """The journal holds so many records at the least."""

    count: int

    def holds(self, found: Found) -> bool:
        """Count them."""
        return found.logbook is not None and records_in(found.logbook) >= self.count


def records_in(logbook: Logbook) -> int:
    """Count the records of an open logbook."""
    row = logbook._opened.vault.row("SELECT count(*) FROM record")
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class LogbookStands(Promise):
    """A logbook was made, or opened."""

    def holds(self, found: Found) -> bool:
        """Tell whether it is there."""
        return found.logbook is not None
