# SPDX-License-Identifier: Apache-2.0
"""The folder of this program for one user of this computer, apart from every logbook.

For each logbook opened here it keeps the newest checkpoint and the key file, so that a logbook
folder that was swapped as a whole is noticed, and a key file lost in both copies is still to be
had; and when somebody tried in vain to open it, until its journal tells. For each journal of a
colleague that was witnessed here it keeps how far that had come. It holds no secrets: a checkpoint
is public, and the key file opens nothing without a passphrase.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from logbook.store.errors import VaultError
from logbook.store.folder import content_of, write_durably
from logbook.store.key_file import KeyFile, parsed, to_bytes
from logbook.store.tries import Tries

PROGRAM = "disclosure-logbook"

_LARGEST = 4 * 1024 * 1024
_NOTE = "checkpoint.note"
_KEYS = "keys.json"
_PLACE = "place.sha256"
_AUDITED = "audited.json"
_LISTS = "lists.json"
_TRIES = "tries"


@dataclass(frozen=True, slots=True)
class ComputerFolder:
    """The places inside the folder; nothing is made before something is kept."""

    path: Path

    @classmethod
    def of_this_user(cls) -> ComputerFolder:
        """Give the folder where this operating system keeps a person's data of a program."""
        return cls(user_data_path(PROGRAM, appauthor=False))

    def newest_checkpoint(self, vault: str) -> str | None:
        """Give the checkpoint (a C2SP signed note) kept last for a logbook; None if none is."""
        data = _read(self._of(vault) / _NOTE)
        try:
            return data.decode("utf-8") if data else None
        except UnicodeDecodeError:
            return None

    def keep(self, vault: str, *, place: Path, note: str, key_file: KeyFile) -> None:
        """Keep how far a logbook has come, and its key file, durably.

        A key file that is later than this one stays: an older one was put in the folder.

        Raises:
            VaultError: It cannot be written here.
        """
        folder = _made(self._of(vault))
        kept = self.key_file(vault)
        if kept is None or kept.age <= key_file.age:
            write_durably(folder / _KEYS, to_bytes(key_file))
        write_durably(folder / _PLACE, _digest(place).encode("ascii"))
        write_durably(folder / _NOTE, note.encode("utf-8"))

    def key_file(self, vault: str) -> KeyFile | None:
        """Give the key file kept here of a logbook, if it is whole; None if none is."""
        found = parsed(_read(self._of(vault) / _KEYS) or b"")
        return found if found is not None and found.vault == vault else None

    def key_files(self, place: Path) -> tuple[KeyFile, ...]:
        """Give the key files kept here that are whole, first the one last used at this place.

        Whether one of them is genuine and belongs to that logbook, its keys will tell.
        """
        found: list[tuple[bool, KeyFile]] = []
        for folder in self._folders():
            key_file = parsed(_read(folder / _KEYS) or b"")
            if key_file is not None and self._of(key_file.vault) == folder:
                is_elsewhere = _read(folder / _PLACE) != _digest(place).encode("ascii")
                found.append((is_elsewhere, key_file))
        return tuple(key_file for _is_elsewhere, key_file in sorted(found, key=lambda one: one[0]))

    def audited(self, vault: str) -> bytes | None:
        """Give what is kept of how far a logbook was audited; None if nothing is."""
        return _read(self._of(vault) / _AUDITED)

    def keep_audited(self, vault: str, data: bytes) -> None:
        """Keep how far a logbook was audited.

        Raises:
            VaultError: It cannot be written here.
        """
        write_durably(_made(self._of(vault)) / _AUDITED, data)

    def lists(self, vault: str) -> bytes | None:
        """Give what is kept of what the lists of a logbook came to; None if nothing is."""
        return _read(self._of(vault) / _LISTS)

    def keep_lists(self, vault: str, data: bytes) -> None:
        """Keep what the lists of a logbook came to.

        Raises:
            VaultError: It cannot be written here.
        """
        write_durably(_made(self._of(vault)) / _LISTS, data)

    def tries(self, vault: str) -> Tries:
        """Give the tries to open a logbook that are not in its journal yet."""
        return Tries(self._of(vault) / _TRIES)

    def witnessed(self, log: str) -> bytes | None:
        """Give what is kept of a journal that was witnessed here; None if it never was."""
        return _read(self._witnessed(log))

    def keep_witnessed(self, log: str, data: bytes) -> None:
        """Keep what was seen of a journal that is witnessed here, durably.

        Raises:
            VaultError: It cannot be written here.
        """
        path = self._witnessed(log)
        _made(path.parent)
        write_durably(path, data)

    def _folders(self) -> list[Path]:
        try:
            return sorted(folder for folder in (self.path / "logbooks").iterdir())
        except OSError:
            return []

    def _of(self, vault: str) -> Path:
        return self.path / "logbooks" / vault

    def _witnessed(self, log: str) -> Path:
        # The name of a log comes from a file somebody brought, and may hold anything.
        return self.path / "witnessed" / f"{hashlib.sha256(log.encode()).hexdigest()}.json"


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise VaultError("The folder of this computer cannot be made.") from error
    return folder


def _read(path: Path) -> bytes | None:
    try:
        return content_of(path, _LARGEST)
    except OSError:
        return None


def _digest(place: Path) -> str:
    return hashlib.sha256(os.fsencode(place.absolute())).hexdigest()
