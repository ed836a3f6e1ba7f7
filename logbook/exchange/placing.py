# SPDX-License-Identifier: Apache-2.0
"""Putting a file at a place outside the logbook: whole and tried, or nothing."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from logbook.exchange.backup_errors import (
    BackupPlaceError,
    PlaceMissingError,
    PlaceReadOnlyError,
    place_errors,
)

if sys.platform != "win32":
    import fcntl

PART = ".part"
_HIDDEN = ".logbook-"
_NAMED = "logbook-"
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)
_MOST_OF_A_NAME = 1_000


def check_place(place: Path) -> None:
    """Refuse a place nothing can be written to, before any work is done.

    Raises:
        PlaceMissingError, PlaceReadOnlyError: that is why.
    """
    with place_errors():
        if not place.is_dir():
            raise PlaceMissingError("The place is not there.")
    if not os.access(place, os.W_OK | os.X_OK):
        raise PlaceReadOnlyError("The place cannot be written to.")


@contextmanager
def new_part(place: Path, owner: str) -> Iterator[Path]:
    """Give a new, empty, hidden file at a place; it goes when the block ends, unless named.

    `owner` keeps the halves of different logbooks at the same place apart.

    Raises:
        BackupPlaceError: it cannot be made.
    """
    with place_errors():
        for left in place.glob(f"{_HIDDEN}{owner}-*{PART}"):
            # Of an attempt that was cut off: ours by its name, and never more than half a file.
            left.unlink(missing_ok=True)
        for left in place.glob(f"{_NAMED}{owner}-*"):
            # A name reserved when the stick was pulled: it looks like a backup and is none.
            if left.is_file() and left.stat().st_size == 0:
                left.unlink(missing_ok=True)
        part = place / f"{_HIDDEN}{owner}-{secrets.token_hex(8)}{PART}"
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW | _BINARY
        os.close(os.open(part, flags, 0o600))
    try:
        yield part
    finally:
        # Where the place refuses even that, the next backup removes it.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def make_durable(part: Path) -> None:
    """Have the file on the disk itself, and the next reader fetch it from there.

    Raises:
        BackupPlaceError: the disk refused.
    """
    with place_errors():
        descriptor = os.open(part, os.O_RDWR | _NO_FOLLOW | _BINARY)
        try:
            _flush(descriptor)
            if sys.platform == "linux":
                # Otherwise the proof would read what memory still holds, not what the disk has.
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def name_it(part: Path, name: str, *, read_only: bool = False) -> Path:
    """Give the finished file its name, or the next free one; nothing is ever replaced.

    Raises:
        BackupPlaceError: it cannot be named.
    """
    stem, dot, suffix = name.rpartition(".")
    with place_errors():
        if read_only:
            part.chmod(0o400)
        for number in range(1, _MOST_OF_A_NAME):
            wanted = part.with_name(name if number == 1 else f"{stem}-{number}{dot}{suffix}")
            if _named(part, wanted):
                _flush_folder(part.parent)
                return wanted
    raise BackupPlaceError("There are too many files of this name.")


def remove(path: Path) -> None:
    """Remove a file at a place, durably.

    Raises:
        BackupPlaceError: the place refused.
    """
    with place_errors():
        path.unlink(missing_ok=True)
        _flush_folder(path.parent)


def _named(part: Path, wanted: Path) -> bool:
    """Give the file a name unless it is taken; tell whether it has it now."""
    try:
        # A link fails where the name is taken; a rename would silently replace.
        os.link(part, wanted)
    except FileExistsError:
        return False
    except OSError:
        # Some file systems (FAT on a memory stick) know no links: reserve the name instead.
        try:
            os.close(os.open(wanted, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return False
        try:
            part.replace(wanted)
        except OSError:
            wanted.unlink(missing_ok=True)
            raise
    else:
        part.unlink()
    return True


def _flush(descriptor: int) -> None:
    # On macOS fsync stops at the drive's own cache.
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _flush_folder(path: Path) -> None:
    # Windows has no handle to flush a folder by; NTFS journals the rename.
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _flush(descriptor)
        finally:
            os.close(descriptor)
