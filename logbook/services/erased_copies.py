# SPDX-License-Identifier: Apache-2.0
"""Which backups go on holding what was destroyed, as far as the journal knows of them."""

from __future__ import annotations

from datetime import date

from logbook.domain.backup import Backup
from logbook.domain.erasure import reach
from logbook.domain.outlook import Copy
from logbook.journal.payload import read_payload
from logbook.store import journal_rows
from logbook.store.vault import Vault


def backups_on_record(vault: Vault) -> tuple[Backup, ...]:
    """Give every backup that was ever made, each once."""
    rows = journal_rows.records_of_kind(vault, "backup")
    records = (read_payload(row.payload) for row in rows)
    return tuple({each.id: each for each in records if isinstance(each, Backup)}.values())


def copies_of(vault: Vault, first_entry: int, until_entry: int, today: date) -> tuple[Copy, ...]:
    """Name the backups that hold something destroyed, the newest first.

    What rotation has removed by now, if a backup was made each month, is left out.

    Args:
        vault: The logbook.
        first_entry: The first entry that recorded any of it.
        until_entry: The entry that destroyed it, or how many entries there are.
        today: The day on which somebody asks.
    """
    found = []
    for backup in backups_on_record(vault):
        if not first_entry < backup.size <= until_entry:
            continue
        gone_by = reach(first_entry, (backup,)).until
        if gone_by is None or gone_by >= today:
            found.append(
                Copy(
                    made_at=backup.made_at,
                    place=backup.place,
                    published=backup.published,
                    gone_by=gone_by,
                )
            )
    return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))
