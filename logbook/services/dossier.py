# SPDX-License-Identifier: Apache-2.0
"""Everything on record about one person at once, read once and then only what is new.

The rules look at all of it with every key stroke, and a person may have a thousand entries. What
was recorded never changes, so a dossier asks only for what came after the last entry it knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar, cast
from uuid import UUID

from logbook.domain.amendment import Amendable, Amendment, amended, is_void
from logbook.domain.records import Record
from logbook.store import moments
from logbook.store.vault import Vault

_Kind = TypeVar("_Kind", bound=Record)
_Amended = TypeVar("_Amended", bound=Amendable)
_BEFORE_ALL = -1


class Dossier:
    """What is on record about one person, each object in its latest revision."""

    def __init__(self, place: UUID) -> None:
        self.place = place
        self._seen = _BEFORE_ALL
        self._objects: dict[type, dict[UUID, Record]] = defaultdict(dict)
        self._amendments: dict[UUID, tuple[Amendment, ...]] = {}
        self._standing: dict[type, tuple[Record, ...]] = {}

    @property
    def seen(self) -> int:
        """The number of the last entry that was read; -1 before the first."""
        return self._seen

    def add(self, found: Iterable[tuple[int, Record]]) -> None:
        """Take in what was recorded since, the earliest first."""
        for seq, record in found:
            self._objects[type(record)][record.id] = record
            self._standing.clear()
            if isinstance(record, Amendment):
                earlier = self._amendments.get(record.target, ())
                self._amendments[record.target] = (*earlier, record)
            self._seen = seq

    def all(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """Give every record of a kind, the one that came first first."""
        found = self._objects.get(kind, {}).values()
        return tuple(record for record in found if isinstance(record, kind))

    def standing(self, kind: type[_Amended]) -> tuple[_Amended, ...]:
        """Give what was not voided, as it reads with its amendments, newest first."""
        known = self._standing.get(kind)
        if known is None:
            known = self._standing[kind] = tuple(
                amended(record, self.amendments_of(record.id))
                for record in reversed(self.all(kind))
                if not is_void(self.amendments_of(record.id))
            )
        return cast("tuple[_Amended, ...]", known)

    def amendments_of(self, target: UUID) -> tuple[Amendment, ...]:
        """Give what was put right of a record, the earliest first."""
        return self._amendments.get(target, ())


class Dossiers:
    """Keeps the dossier of whoever was asked for last."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._kept: Dossier | None = None

    def of(self, place: UUID) -> Dossier:
        """Give the dossier of a person, or of a record about nobody in particular, as it is now."""
        if self._kept is None or self._kept.place != place:
            self._kept = Dossier(place)
        self._kept.add(moments.records_since(self._vault, place, self._kept.seen))
        return self._kept

    def forget(self) -> None:
        """Let go of what was read."""
        self._kept = None
