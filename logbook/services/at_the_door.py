# SPDX-License-Identifier: Apache-2.0
"""What a locked logbook tells whoever stands before it: who may open it, and by which ways.

It is read from the key file, which anybody can read who has the folder: ids, nicknames and kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from logbook.clock import Clock
from logbook.domain.ways import WayKind
from logbook.services.opening import PersonAtTheDoor, key_copies, people_named
from logbook.services.quick_unlock import has_expired, set_on_this_account, today
from logbook.services.tried import Tried, tried
from logbook.store.computer import ComputerFolder
from logbook.store.folder import LogbookFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTheDoor:
    """Who may be opening a logbook, and with what."""

    people: tuple[PersonAtTheDoor, ...]
    """Without executors, whose cards say who they are."""
    ways: frozenset[WayKind]
    """The kinds of ways that somebody has; quick unlock only where it is set here and stands."""
    tried: Tried
    """How often it was tried in vain here since it was last open."""
    quick_unlock: UUID | None = None
    """Whose quick unlock is set on this account of this computer."""


def at_the_door(path: Path, clock: Clock, computer: ComputerFolder | None = None) -> AtTheDoor:
    """Tell who may open a locked logbook, and by which ways.

    Raises:
        VaultError: there is no logbook here, or its key file is missing or damaged.
    """
    computer = computer or ComputerFolder.of_this_user()
    newest = key_copies(LogbookFolder(path), computer)[0]
    holders = [one for one in newest.people if not one.suspended]
    known = {kind.value for kind in WayKind} - {WayKind.DEVICE.value}
    ways = {WayKind(slot.type) for one in holders for slot in one.slots if slot.type in known}
    set_here = set_on_this_account(newest)
    quick = None
    if set_here is not None and not set_here[0].suspended:
        holder, slot = set_here
        quick = None if has_expired(slot, today(clock)) else UUID(holder.id)
    return AtTheDoor(
        people=people_named(newest),
        ways=frozenset(ways | ({WayKind.DEVICE} if quick is not None else set())),
        tried=tried(computer.tries(newest.vault), clock.now()),
        quick_unlock=quick,
    )


def tried_in_vain(path: Path, clock: Clock, computer: ComputerFolder | None = None) -> Tried:
    """Tell how often a locked logbook was tried in vain here, and whether the next try is to wait.

    Raises:
        VaultError: its key file is missing or damaged, and so there is nothing to try.
    """
    computer = computer or ComputerFolder.of_this_user()
    newest = key_copies(LogbookFolder(path), computer)[0]
    return tried(computer.tries(newest.vault), clock.now())
