# SPDX-License-Identifier: Apache-2.0
"""How often a logbook was tried in vain on this computer since it was last open, and the wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from logbook.domain.waiting import seconds_left
from logbook.store.tries import Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many tries were in vain, and how many seconds of the wait after the last are left."""

    failed: int = 0
    seconds_left: int = 0


def tried(tries: Tries, now: datetime) -> Tried:
    """Tell how often a logbook was tried in vain, and whether the next try has to wait."""
    found = tries.all()
    if not found:
        return Tried()
    last = max(one.at for one in found)
    return Tried(failed=len(found), seconds_left=seconds_left(len(found), last, now))
