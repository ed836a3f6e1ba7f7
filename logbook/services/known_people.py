# SPDX-License-Identifier: Apache-2.0
"""How the people of a practice stood after a backup was made, as far as anything at hand tells.

Told by the newest key file there is: in the folder that was lost, on this computer, in a later
backup; and by the journal beside it, where that opens. What is taken from them only ever shuts
people out. Nobody can get in by a key file they put there, and whoever is wrongly shut out is
named, and let in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from logbook.exchange.backup_errors import BackupFileError
from logbook.exchange.backup_file import BackupFile
from logbook.exchange.manifest import manifest_is_signed_by
from logbook.journal.checkpoint import epoch_of
from logbook.journal.entry import FIRST_EPOCH
from logbook.services.copies import key_file_in
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.roster import Roster
from logbook.store import key_file as key_files
from logbook.store.computer import ComputerFolder
from logbook.store.errors import VaultError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile
from logbook.store.keyring import is_genuine, unlocked_in
from logbook.store.membership import Standing

Reached = tuple[int, int]
"""An epoch of the journal, and how many entries it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSince:
    """How everybody stood who could open the backup, by something newer.

    `up_to` is how far the journal had come by then. Where `is_vouched` is false, nobody could check
    who wrote it, and it may suspend people but not let them go for good.
    """

    standings: Mapping[str, Standing]
    up_to: Reached
    is_vouched: bool


def standings_in(roster: Roster, people: tuple[str, ...]) -> Mapping[str, Standing | None]:
    """Tell how people stand by a journal; None if it knows them not."""
    return {person: roster.standing(person) for person in people}


def people_since(
    copy: OpenFolder,
    *,
    live: Path | None,
    backups: tuple[Path, ...],
    computer: ComputerFolder,
    by_the_journal: Mapping[str, Standing | None],
) -> tuple[PeopleSince, ...]:
    """Tell how people stood since, by the newest key file at hand; nothing if none is newer.

    Where the newest of all is not vouched for, the newest that is comes before it.

    Args:
        copy: The backup, opened.
        live: The folder of the logbook that is restored.
        backups: Other backups of it.
        computer: The folder of this program for this user of this computer.
        by_the_journal: How people stand by the journal in `live`, if that could be read.
    """
    then = copy.keys.key_file
    vouched = [*_in_backups(copy, backups)]
    here = [*_in_folder(live)]
    kept = [one for one in computer.key_files(live or copy.folder.path) if one.vault == then.vault]
    found: dict[bool, KeyFile] = {}
    for one in sorted((*here, *vouched, *kept), key=_rank):
        if _rank(one) > _rank(then):
            found[one in vouched or _is_vouched(one, copy)] = one
    in_order = sorted(found.items(), key=lambda each: _rank(each[1]))
    return tuple(
        PeopleSince(
            standings={
                holder.id: (by_the_journal if one in here else {}).get(holder.id)
                or _standing(one, holder.id)
                for holder in then.people
            },
            up_to=(_epoch(one), one.hwm.size),
            is_vouched=is_vouched,
        )
        for is_vouched, one in in_order
        if is_vouched or one is in_order[-1][1]
    )


def _in_folder(live: Path | None) -> Iterator[KeyFile]:
    if live is not None:
        with suppress(VaultError, OSError):
            yield from key_files.candidates(LogbookFolder(live))


def _in_backups(copy: OpenFolder, backups: tuple[Path, ...]) -> Iterator[KeyFile]:
    """Give the key files of backups that somebody known has signed."""
    for path in backups:
        with suppress(BackupFileError), BackupFile(path) as backup:
            manifest = backup.manifest
            if manifest.vault == copy.vault.id and any(
                manifest_is_signed_by(manifest, one.public) for one in signers(copy)
            ):
                backup.check()
                yield key_file_in(backup)


def _standing(newest: KeyFile, person: str) -> Standing:
    holder = next((one for one in newest.people if one.id == person), None)
    if holder is not None:
        return Standing(role=holder.role, suspended=holder.suspended)
    left = [one.until for one in newest.former if one.person == person]
    return Standing(role="", left_at=max(left, default=0))


def _rank(key_file: KeyFile) -> Reached:
    """Order the key files of one logbook by age: each restoring begins to count anew."""
    return _epoch(key_file), key_file.epoch


def _epoch(key_file: KeyFile) -> int:
    return epoch_of(key_file.hwm.origin, key_file.vault) or FIRST_EPOCH


def _is_vouched(found: KeyFile, copy: OpenFolder) -> bool:
    """Tell whether a key file is sealed with a root key that whoever restores knows or is given."""
    if found.vault != copy.vault.id:
        return False
    if is_genuine(found, copy.keys.unlocked):
        return True
    try:
        unlocked_in(found, copy.keys.unlocked).wipe()
    except VaultError:
        return False
    return True
