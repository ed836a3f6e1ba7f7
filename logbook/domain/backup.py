# SPDX-License-Identifier: Apache-2.0
"""Backups as the journal knows them: made and proven, tried out, restored; and which are kept.

A backup counts only once it has been proven: opened with the keys, audited whole, and found to
hold what the journal held. Where it lies is told by the kind of place only, since a path may name
somebody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID


class PlaceKind(Enum):
    """What kind of place a backup or a document was put in."""

    ANOTHER_DISK = "another-disk"
    """Or another partition of the same: what the system tells is no more than that."""
    SAME_DISK = "same-disk"
    """It goes when the disk goes."""
    SYNCED_FOLDER = "synced-folder"
    WITH_THE_LOGBOOK = "with-the-logbook"
    """In its own folder, before an upgrade: it goes when that goes, and counts for nothing else."""
    PAPER = "paper"
    """A document went to a printer, or somebody says that it was printed and signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made; `proven_at` says when it was opened and audited.

    `epoch`, `size` and `root` (64 hexadecimal digits) say how far the journal in it goes; `sha256`
    and `bytes` are of the file.
    """

    id: UUID
    place: PlaceKind
    made_by: UUID
    made_at: datetime
    epoch: int
    size: int
    root: str
    sha256: str
    bytes: int
    published: bool = False
    """Whether it is a snapshot put where others read it; such a one is not kept in rotation."""
    proven_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupStatus:
    """How the logbook is backed up now."""

    last: Backup | None
    """The last one that was proven; None: there is none."""
    days: int | None
    """Whole days since then."""
    entries_since: int
    """How many entries of the journal are in no proven backup."""


class RestoreReason(Enum):
    """Why a backup was restored."""

    LOST = "lost"
    DAMAGED = "damaged"
    ALTERED = "altered"
    MOVED = "moved"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """The journal goes on from a backup, in a new epoch (`log.restored`).

    `parent_*` say where the backup ends; `last_known_*` the furthest this journal was known to
    have come, by anything outside the backup: what lies between was lost. Roots are 64 hexadecimal
    digits.
    """

    id: UUID
    parent_epoch: int
    parent_size: int
    parent_root: str
    last_known_size: int
    last_known_root: str
    reason: RestoreReason
    restored_by: UUID
    restored_at: datetime
    backup_made_at: datetime
    erased_again: int = 0
    """How many records had been erased after the backup was made, and were erased again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many records of a kind there are."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A backup was restored on trial, into a temporary folder, and what was found there.

    `live_size` and `live_root` say how far the logbook itself had come; `is_continued` whether it
    goes on from exactly what is in the backup (RFC 9162 2.1.4).
    """

    id: UUID
    backup_sha256: str
    backup_made_at: datetime
    epoch: int
    size: int
    root: str
    live_size: int
    live_root: str
    is_continued: bool
    is_intact: bool
    records: tuple[Counted, ...]
    rehearsed_by: UUID
    rehearsed_at: datetime

    @property
    def is_passed(self) -> bool:
        """Tell whether the backup would have saved the practice."""
        return self.is_continued and self.is_intact


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How many backups stay at a place: the last of each of so many days, and of so many months."""

    days: int = 35
    months: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBackup:
    """One backup of this logbook that lies at a place."""

    name: str
    made_at: datetime
    is_proven: bool = field(default=False)

    @property
    def order(self) -> tuple[datetime, int, str]:
        """What sorts them by age. Of one second, the later has a number after its name."""
        return self.made_at, len(self.name), self.name


EVERY_DAY = timedelta(days=1)


def is_due(last: datetime | None, now: datetime, every: timedelta = EVERY_DAY) -> bool:
    """Tell whether a backup should be made; also when the last one lies in the future.

    A clock that was set back must not put the next backup off for a year.
    """
    return last is None or last > now or now - last >= every


def to_remove(
    stored: Iterable[StoredBackup], keeping: Keeping | None = None
) -> tuple[StoredBackup, ...]:
    """Tell which backups at a place have had their time, oldest first.

    The last of each of the newest days and months stays, and always the newest proven one and the
    newest of all.
    """
    keeping = keeping or Keeping()
    newest_first = sorted(stored, key=lambda one: one.order, reverse=True)
    proven = [one for one in newest_first if one.is_proven]
    kept = {one.name for one in (*newest_first[:1], *proven[:1])}
    # A day or month in which one was proven is stood for by one that was proven.
    in_order = (*proven, *(one for one in newest_first if not one.is_proven))
    days = {one.made_at.date(): one.name for one in reversed(in_order)}
    months = {(one.made_at.year, one.made_at.month): one.name for one in reversed(in_order)}
    kept.update(days[day] for day in sorted(days, reverse=True)[: keeping.days])
    kept.update(months[month] for month in sorted(months, reverse=True)[: keeping.months])
    return tuple(one for one in reversed(newest_first) if one.name not in kept)
