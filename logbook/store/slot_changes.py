# SPDX-License-Identifier: Apache-2.0
"""Giving a person another way to open the logbook, and taking one away.

A key file goes in and a sealed one comes out; to be kept it must be written, and it is while the
logbook is open that it can be (`OpenFolder.write_keys`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from logbook.domain.ways import WayKind
from logbook.store.errors import LastWayError
from logbook.store.key_file import PASSPHRASE, KeyFile, Slot
from logbook.store.seal import holder_of, sealed, with_holder
from logbook.store.unlocked import Unlocked


def slots_of(key_file: KeyFile, person_id: str) -> tuple[Slot, ...]:
    """Give every way a person has, in the order they are tried."""
    return holder_of(key_file, person_id).slots


def with_slot(key_file: KeyFile, unlocked: Unlocked, slot: Slot) -> KeyFile:
    """Give the person who is signed in another way.

    It takes the place of the one it makes worthless: of a passphrase, a recovery sheet and a
    clinical will there is one each, of quick unlock one for an account, and one for each token.

    Raises:
        TooManyWaysError: They have as many ways as a key file holds.
    """
    holder = holder_of(key_file, unlocked.person_id)
    earlier = [one for one in holder.slots if not _takes_the_place(slot, one)]
    slots = (slot, *earlier) if slot.type == PASSPHRASE else (*earlier, slot)
    changed = with_holder(key_file, replace(holder, slots=tuple(slots)))
    return sealed(changed, unlocked.root_key)


def without_slot(
    key_file: KeyFile, unlocked: Unlocked, slot_id: str, *, person_id: str | None = None
) -> KeyFile:
    """Take a way from the person who is signed in, or from another; it is no matter if it is gone.

    Raises:
        LastWayError: It is a passphrase, which can only be changed.
    """
    holder = holder_of(key_file, person_id or unlocked.person_id)
    if any(one.id == slot_id and one.type == PASSPHRASE for one in holder.slots):
        raise LastWayError("A passphrase is changed, and never dropped.")
    slots = tuple(one for one in holder.slots if one.id != slot_id)
    return sealed(with_holder(key_file, replace(holder, slots=slots)), unlocked.root_key)


def with_expiry(key_file: KeyFile, unlocked: Unlocked, slot_id: str, expires: date) -> KeyFile:
    """Move on the last day of a quick unlock of the person who is signed in."""
    holder = holder_of(key_file, unlocked.person_id)
    slots = tuple(
        replace(one, expires=expires.isoformat()) if one.id == slot_id else one
        for one in holder.slots
    )
    return sealed(with_holder(key_file, replace(holder, slots=slots)), unlocked.root_key)


def _takes_the_place(new: Slot, old: Slot) -> bool:
    if new.type != old.type:
        return False
    match WayKind(new.type):
        case WayKind.DEVICE:
            return new.host == old.host
        case WayKind.TOKEN:
            return new.token == old.token
        case _:
            return True
