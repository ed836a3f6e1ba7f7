# SPDX-License-Identifier: Apache-2.0
"""The backups that lie at a place: listed, and removed in their time. A slow stick takes its time.

What is needed of the open logbook is read before, so that a worker does the rest.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from logbook.domain.backup import Keeping, StoredBackup, to_remove
from logbook.domain.progress import Tell, unwatched
from logbook.exchange.backup_errors import BackupFileError
from logbook.exchange.backup_file import SUFFIX, BackupFile, stem_of
from logbook.exchange.manifest import Manifest, manifest_is_signed_by
from logbook.exchange.placing import remove


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBackups:
    """The backups of one logbook at a place.

    `signers` are the public keys whose backups count, `proven` the times of those the journal
    knows to have been proven.
    """

    place: Path
    vault: str
    signers: tuple[bytes, ...]
    proven: frozenset[datetime]

    def listed(self, tell: Tell = unwatched) -> tuple[StoredBackup, ...]:
        """List them, oldest first.

        Only what a person of this logbook signed counts; whatever else lies there is not ours.
        Published snapshots are for others, and are not listed. A place that does not answer, such
        as a stick that was pulled, has none: to make a backup there says why.
        """
        found = []
        there: list[Path] = []
        with suppress(OSError):
            there = sorted(self.place.glob(f"{stem_of(self.vault)}[0-9]*{SUFFIX}"))
        for number, path in enumerate(there):
            tell(number, len(there))
            manifest = _manifest_of(path)
            if manifest is None or manifest.vault != self.vault:
                continue
            if any(manifest_is_signed_by(manifest, public) for public in self.signers):
                found.append(
                    StoredBackup(
                        name=path.name,
                        made_at=manifest.made_at,
                        is_proven=manifest.made_at in self.proven,
                    )
                )
        return tuple(sorted(found, key=lambda one: one.order))

    def rotated(self, keeping: Keeping | None = None, tell: Tell = unwatched) -> tuple[str, ...]:
        """Remove those that have had their time; give their names.

        Raises:
            BackupPlaceError: the place refused; what was removed before stays removed.
        """
        gone = to_remove(self.listed(tell), keeping)
        for one in gone:
            tell(0, 1)
            remove(self.place / one.name)
        return tuple(one.name for one in gone)


def _manifest_of(path: Path) -> Manifest | None:
    with suppress(BackupFileError), BackupFile(path) as backup:
        return backup.manifest
    return None
