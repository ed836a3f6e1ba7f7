# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with the file of a backup and its place, each for a person to act on.

No text here holds a path: each may be logged.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from logbook.errors import LogbookError


class BackupFileError(LogbookError):
    """The file is no backup of a logbook."""

    code: ClassVar[str] = "backup-file"


class BackupUnreadableError(BackupFileError):
    """The file is not there, or the disk does not give it."""

    code: ClassVar[str] = "backup-file.unreadable"


class BackupAlteredError(BackupFileError):
    """The file is not, to the byte, what was written."""

    code: ClassVar[str] = "backup-file.altered"


class BackupTooNewError(BackupFileError):
    """A newer version of the program wrote it."""

    code: ClassVar[str] = "backup-file.too-new"


class BackupTooLargeError(BackupFileError):
    """The logbook is larger than the format holds; nothing was written."""

    code: ClassVar[str] = "backup-file.too-large"


class BackupPlaceError(LogbookError):
    """Nothing could be written at this place; nothing half done was left there."""

    code: ClassVar[str] = "backup-place"


class PlaceMissingError(BackupPlaceError):
    """The place is not there: a disk that is not plugged in, a folder that was moved."""

    code: ClassVar[str] = "backup-place.missing"


class PlaceReadOnlyError(BackupPlaceError):
    """The place cannot be written to."""

    code: ClassVar[str] = "backup-place.read-only"


class PlaceFullError(BackupPlaceError):
    """The disk at the place is full."""

    code: ClassVar[str] = "backup-place.full"


class PlaceInsideLogbookError(BackupPlaceError):
    """The place lies in the folder of a logbook: whatever takes that folder takes the backup."""

    code: ClassVar[str] = "backup-place.inside-a-logbook"


@contextmanager
def place_errors() -> Iterator[None]:
    """Tell errors of the system, while writing at a place, as what a person can act on."""
    try:
        yield
    except OSError as error:
        raise _PLACE.get(error.errno or 0, BackupPlaceError)("The place refused it.") from error


@contextmanager
def file_errors() -> Iterator[None]:
    """Tell errors of the system, while reading a backup, as what a person can act on."""
    try:
        yield
    except OSError as error:
        raise BackupUnreadableError("The file cannot be read.") from error


_PLACE: dict[int, type[BackupPlaceError]] = {
    errno.ENOENT: PlaceMissingError,
    errno.ENOTDIR: PlaceMissingError,
    errno.ENODEV: PlaceMissingError,
    errno.ENXIO: PlaceMissingError,
    errno.EACCES: PlaceReadOnlyError,
    errno.EPERM: PlaceReadOnlyError,
    errno.EROFS: PlaceReadOnlyError,
    errno.ENOSPC: PlaceFullError,
    errno.EDQUOT: PlaceFullError,
    errno.EFBIG: PlaceFullError,
}
