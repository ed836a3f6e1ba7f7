# SPDX-License-Identifier: Apache-2.0
"""When a backup is due at this computer, and how long it may go without one before it is said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from logbook.domain.backup import is_due
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


def place_due(logbook: Logbook, preferences: Preferences) -> Path | None:
    """Give the place where a backup is to be made now; None where none is due, or none chosen."""
    place = preferences.backup_place(logbook.id)
    if place is None or logbook.read_only is not None:
        return None
    if not may(logbook.practitioner.role, Act.BACKUP_MADE):
        return None
    last = logbook.backing_up.status().last
    every = EVERY[preferences.backup_rhythm(logbook.id)]
    due = is_due(last.made_at if last is not None else None, logbook.clock.now(), every)
    return place if due else None


def is_overdue(logbook: Logbook) -> bool:
    """Tell whether the logbook has gone too long without a proven backup.

    A logbook that was begun this week has not.
    """
    last = logbook.backing_up.status().last
    since = last.made_at if last is not None else logbook.begun_at
    return is_due(since, logbook.clock.now(), LONGEST)
