# SPDX-License-Identifier: Apache-2.0
"""Looking into a backup before it is restored: whose it is, of when, whether it is whole.

It is opened on trial in a temporary folder and removed again; nothing is recorded anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from logbook.domain.backup import Counted
from logbook.domain.permissions import may, may_read
from logbook.domain.progress import Stages, Tell, unwatched
from logbook.domain.records import Act
from logbook.exchange.backup_file import BackupFile
from logbook.services.copies import examined, key_file_in, opened_copy
from logbook.services.opening import OpenFolder, UnlockJob
from logbook.services.reviewing import Reviewing
from logbook.store import journal_rows
from logbook.store.ways import Passphrase, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class InBackup:
    """What is in a backup, as far as whoever opened it may know.

    `size` counts the entries of its journal; `may_restore` is about who opened it.
    """

    made_at: datetime
    size: int
    practice: str
    records: tuple[Counted, ...]
    is_intact: bool
    may_restore: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookJob:
    """Looks into one backup. A worker runs it; nothing it made remains."""

    backup: Path
    way: Way = field(repr=False)

    def run(self, tell: Tell = unwatched) -> InBackup:
        """Open the backup on trial, and say what is in it.

        Raises:
            BackupFileError: it is none, cannot be read, or was altered.
            WrongPassphraseError: the way opens nothing in it.
            VaultError: it does not open, or there is no room for it.
        """
        stages = Stages(tell, 25, 5, 15, 55)
        with (
            BackupFile(self.backup) as backup,
            TemporaryDirectory(prefix="logbook-") as temporary,
        ):
            backup.check(stages.next())
            stages.next()
            keys = UnlockJob(copies=(key_file_in(backup),), way=self.way).run()
            with opened_copy(backup, Path(temporary) / "look", keys, stages.next()) as opened:
                return _told(opened, backup, stages.next())


def look_job(backup: Path, way: Way | str) -> LookJob:
    """Prepare a look into a backup with whatever opened the logbook when it was made."""
    return LookJob(backup=backup, way=Passphrase(way) if isinstance(way, str) else way)


def _told(opened: OpenFolder, backup: BackupFile, tell: Tell) -> InBackup:
    report, role = examined(opened, backup, tell), opened.hand.role
    is_intact = report is not None and report.is_intact
    counted = journal_rows.count_by_kind(opened.vault) if is_intact and may_read(role) else ()
    return InBackup(
        made_at=backup.manifest.made_at,
        size=backup.manifest.size,
        practice=_practice(opened) if is_intact else "",
        records=tuple(Counted(kind=kind, count=count) for kind, count in counted),
        is_intact=is_intact,
        may_restore=may(role, Act.LOGBOOK_RESTORED),
    )


def _practice(opened: OpenFolder) -> str:
    reviewing = Reviewing(opened.vault, shows_records=may_read(opened.hand.role))
    try:
        return reviewing.practice().name
    finally:
        reviewing.forget()
