# SPDX-License-Identifier: Apache-2.0
"""What became of the people of a practice when a backup was restored: who is out again, who is in.

A backup lets in whoever could open the logbook on the day it was made. Whoever has left since, was
suspended or was given a lesser role is known elsewhere, or nowhere: then a person has to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from logbook.domain.practice import Role


class DoneAgain(Enum):
    """What was done to a person after the backup was made, and was done again."""

    LEFT = "left"
    SUSPENDED = "suspended"
    ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAgain:
    """A person whose backed-up standing did not hold any more; `role` is the one they have now."""

    name: str
    role: Role
    done: DoneAgain


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInside:
    """A person who can open the restored logbook, with what opened it when it was backed up."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceBackup:
    """What was known of the time after a backup, and what was done with it.

    `knows_people` and `knows_destroyed` tell whether anything newer was at hand that shows who left
    or was suspended, and what was destroyed, up to the end of what is known of the journal.
    """

    can_open: tuple[PersonInside, ...] = ()
    again: tuple[PersonAgain, ...] = ()
    knows_people: bool = False
    knows_destroyed: bool = False


LESSER = (Role.ADMINISTRATOR, Role.PRACTITIONER, Role.READER, Role.AUDITOR)
"""The roles, each shown less of the records than the one before, or trusted with less."""


def takes_away(then: Role, later: Role) -> bool:
    """Tell whether a role takes away from what somebody could do in another."""
    if then not in LESSER or later not in LESSER:
        return False
    return LESSER.index(later) > LESSER.index(then)
