# SPDX-License-Identifier: Apache-2.0
"""When a backup is due at this computer, and how long it may go without one before it is said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from logbook.domain.backup import EVERY_DAY, is_due
from logbook.domain.permissions import may
from logbook.domain.records import Act
from ui.preferences import BackupRhythm, Preferences

if TYPE_CHECKING:
    from logbook.app import Logbook

LONGEST = timedelta(days=7)
"""So long after the last proven backup, or after the logbook was begun, Today says so."""

EVERY = {
    BackupRhythm.DAILY: timedelta(days=1),
    BackupRhythm.WEEKLY: timedelta(days=7),
    BackupRhythm.AT_CLOSING: timedelta(),
}

_OF_A_BACKUP = 1
"""Entries that every backup is followed by: that it was made and proven."""


def place_due(logbook: Logbook, preferences: Preferences) -> Path | None:
    """Give the place for the backup due as the window closes; None: none is due, or none chosen."""
    place = preferences.backup_place(logbook.id)
    if place is None or logbook.read_only is not None:
        return None
    if not may(logbook.practitioner.role, Act.BACKUP_MADE):
        return None
    last = logbook.backing_up.status().last
    every = EVERY[preferences.backup_rhythm(logbook.id)]
    due = is_due(last.made_at if last is not None else None, logbook.clock.now(), every)
    return place if due else None


def place_due_at_work(
    logbook: Logbook, preferences: Preferences, *, is_missed: bool = False
) -> Path | None:
    """Give the place where a backup is due while somebody works; None: none is, or none chosen.

    Where each closing has its own, work that is in none for a day has one too: a window that locks
    itself, or goes with the computer, is never closed. What was missed so is due at once.
    """
    place = place_due(logbook, preferences)
    if place is None or is_missed:
        return place
    if preferences.backup_rhythm(logbook.id) is not BackupRhythm.AT_CLOSING:
        return place
    status = logbook.backing_up.status()
    last = status.last.made_at if status.last is not None else None
    is_old = is_due(last, logbook.clock.now(), EVERY_DAY)
    return place if is_old and status.entries_since > _OF_A_BACKUP else None


def is_overdue(logbook: Logbook) -> bool:
    """Tell whether the logbook has gone too long without a proven backup.

    A logbook that was begun this week has not.
    """
    last = logbook.backing_up.status().last
    since = last.made_at if last is not None else logbook.begun_at
    return is_due(since, logbook.clock.now(), LONGEST)
