# SPDX-License-Identifier: Apache-2.0
"""What is promised of people and of the ways by which they open the logbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from logbook.domain.practice import Role
from logbook.domain.ways import WayKind
from logbook.journal.tree import root
from logbook.store import journal_rows
from logbook.store.key_file import KeyFile, KeyHolder, Slot
from logbook.store.slots import opened_slot
from logbook.store.ways import Cards
from tests.faults.promises import EntryNoted, Found, Promise
from tests.faults.scene import Scene


def newest_entry(scene: Scene) -> EntryNoted:
    """Take the newest entry at its word, where what was done gives no receipt."""
    vault = scene.opened._opened.vault
    size = journal_rows.size(vault)
    return EntryNoted(size, root(size, journal_rows.read_node(vault)))


def way_of(slots: Iterable[Slot], kind: WayKind) -> str | None:
    """Name the way of a kind of which there is one at most."""
    return next((slot.id for slot in slots if slot.type == kind.value), None)


def holder_in(key_file: KeyFile, person: UUID) -> KeyHolder | None:
    """Give a person in a key file; None if they do not open it."""
    return next((one for one in key_file.people if one.id == str(person)), None)


def signing_key_of(key_file: KeyFile, person: UUID) -> bytes:
    """Give the key by which the entries of a person are verified."""
    holder = holder_in(key_file, person)
    assert holder is not None, "they were enrolled"
    return holder.ed25519


def _is_noted(entry: EntryNoted | None, found: Found) -> bool:
    return entry is None or entry.holds(found)


@dataclass(frozen=True, slots=True)
class WayStands(Promise):
    """Of a kind of way one of these is set (None: none), and the passphrase beside it."""

    kind: WayKind
    allowed: tuple[str | None, ...]
    entry: EntryNoted | None = None
    brings_records: int = 0

    def holds(self, found: Found) -> bool:
        """Look into the key file that opened."""
        if found.keys is None or not _is_noted(self.entry, found):
            return False
        holder = holder_in(found.keys.key_file, UUID(found.keys.unlocked.person_id))
        if holder is None or way_of(holder.slots, WayKind.PASSPHRASE) is None:
            return False
        return way_of(holder.slots, self.kind) in self.allowed

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of the same kind before."""
        return isinstance(earlier, WayStands) and earlier.kind is self.kind


@dataclass(frozen=True, slots=True)
class HasLeft(Promise):
    """A person opens the logbook no more, the key they knew is not the present one (`epoch`).

    Without an entry they have left all the same, and the key is still to be changed.
    """

    person: UUID
    entry: EntryNoted | None = None
    epoch: int = 0

    def holds(self, found: Found) -> bool:
        """Look for them in vain, and for the number of the root key."""
        if found.keys is None or not _is_noted(self.entry, found):
            return False
        key_file = found.keys.key_file
        return holder_in(key_file, self.person) is None and key_file.root_epoch >= self.epoch


@dataclass(frozen=True, slots=True)
class IsShutOut(Promise):
    """Whatever logbook stands there, a person does not open it, nor with a key file from before."""

    person: UUID
    epoch: int

    def holds(self, found: Found) -> bool:
        """Look for them in vain, where there is a logbook."""
        if found.keys is None:
            return True
        return HasLeft(self.person, None, self.epoch).holds(found)


@dataclass(frozen=True, slots=True)
class KeysStand(Promise):
    """A person has one of these signing keys, and a box with the root key that it opens by."""

    person: UUID
    allowed: tuple[bytes, ...]
    entry: EntryNoted | None = None

    def holds(self, found: Found) -> bool:
        """Look into the key file that opened."""
        if found.keys is None or not _is_noted(self.entry, found):
            return False
        holder = holder_in(found.keys.key_file, self.person)
        return holder is not None and bool(holder.root_box) and holder.ed25519 in self.allowed

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of the same person before."""
        return isinstance(earlier, KeysStand) and earlier.person == self.person


@dataclass(frozen=True, slots=True)
class PersonStands(Promise):
    """A person is in the key file in one of these roles, or not in it (None).

    `suspended` says whether they may be, and must be, shut out.
    """

    person: UUID
    roles: frozenset[Role | None]
    suspended: frozenset[bool] = frozenset()
    entry: EntryNoted | None = None

    def or_else(self, role: Role | None, *, suspended: bool | None) -> Self:
        """Say what may come to be of what something is about to change (None: not that)."""
        return replace(
            self,
            roles=self.roles | ({role} if role is not None else frozenset()),
            suspended=self.suspended | ({suspended} if suspended is not None else frozenset()),
        )

    def now(self, role: Role | None, *, suspended: bool | None) -> Self:
        """Say what has come to be of what was changed (None: not that)."""
        there = self.roles - {None}
        return replace(
            self,
            roles=frozenset({role}) if role is not None else there,
            suspended=frozenset({suspended}) if suspended is not None else self.suspended,
        )

    def holds(self, found: Found) -> bool:
        """Look into the key file that opened."""
        if found.keys is None or not _is_noted(self.entry, found):
            return False
        holder = holder_in(found.keys.key_file, self.person)
        if holder is None:
            return None in self.roles
        is_shut_out = not holder.root_box
        return (
            Role(holder.role) in self.roles
            and holder.suspended in self.suspended
            and is_shut_out is holder.suspended
        )

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of the same person before."""
        return isinstance(earlier, PersonStands) and earlier.person == self.person


@dataclass(frozen=True, slots=True)
class WillStands(Promise):
    """Two cards open the logbook; None: a will is about to be made, or revoked."""

    holder: UUID | None
    cards: tuple[str, ...] = ()
    entry: EntryNoted | None = None

    def holds(self, found: Found) -> bool:
        """Open the executor's keys with the cards."""
        if self.holder is None:
            return True
        if found.keys is None or found.logbook is None or not _is_noted(self.entry, found):
            return False
        key_file = found.keys.key_file
        holder = holder_in(key_file, self.holder)
        if (
            holder is None
            or not holder.root_box
            or found.logbook.clinical_will.status().will is None
        ):
            return False
        way = Cards(self.cards)
        return any(
            opened_slot(slot, way, key_file.vault, holder.id) is not None for slot in holder.slots
        )

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of an earlier will."""
        return isinstance(earlier, (WillStands, WillIsRevoked))


@dataclass(frozen=True, slots=True)
class WillIsRevoked(Promise):
    """No cards open the logbook any more."""

    entry: EntryNoted

    def holds(self, found: Found) -> bool:
        """Look for an executor in vain."""
        if found.keys is None or not self.entry.holds(found):
            return False
        return all(one.role != Role.EXECUTOR.value for one in found.keys.key_file.people)

    def releases(self, earlier: Promise) -> bool:
        """Release what was said of it before."""
        return isinstance(earlier, WillStands)
