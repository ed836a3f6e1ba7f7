# SPDX-License-Identifier: Apache-2.0
"""The backup that was to be made at closing, and was not.

Who closes a window that had locked itself, or shuts the computer down, leaves nothing open that
could be backed up. Nothing need be noted at that moment, which may never come: if there was work
since the last proven backup when a window first opens a logbook, that backup was missed.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from logbook.app import Logbook
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.errors import LogbookError
from ui.session import Session

_AROUND_A_BACKUP = 2
"""Entries that are no work: that the backup was made, and that this person unlocked."""


class MissedBackups(QObject):
    """Lives as long as the window: a lock makes nothing missed, and forgets nothing that was."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._met: set[str] = set()
        self._last: dict[str, UUID | None] = {}
        """The last proven backup of each logbook of which the next one was missed."""

    def meet(self, logbook: Logbook) -> None:
        """Look, right after it was unlocked, whether the last work in it was backed up."""
        if logbook.id in self._met or logbook.read_only is not None:
            return
        if not may(logbook.practitioner.role, Act.BACKUP_MADE):
            return
        try:
            status = logbook.backing_up.status()
        except LogbookError:
            # What cannot be read now is looked at again after the next unlocking.
            return
        self._met.add(logbook.id)
        if status.entries_since > _AROUND_A_BACKUP:
            self._last[logbook.id] = status.last.id if status.last is not None else None

    def is_missed(self, logbook: Logbook) -> bool:
        """Tell whether what was missed is still to be made.

        Raises:
            VaultError: the records cannot be read.
        """
        if logbook.id not in self._last:
            return False
        last = logbook.backing_up.status().last
        if self._last[logbook.id] != (last.id if last is not None else None):
            del self._last[logbook.id]
            return False
        return True


def missed_backups(session: Session) -> MissedBackups:
    """Give the one of the window that a session is shown in."""
    owner = session.parent() or session
    return owner.findChild(MissedBackups) or MissedBackups(owner)
