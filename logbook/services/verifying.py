# SPDX-License-Identifier: Apache-2.0
"""Checking a document somebody brings: no logbook is needed, and nothing is asked of a network."""

from __future__ import annotations

from pathlib import Path

from logbook.documents.verification import Verification
from logbook.errors import LogbookError

LARGEST = 64 * 1024 * 1024
"""Bytes; a document of this program has a few hundred thousand."""


class UnreadableFileError(LogbookError):
    """The file to verify is not there, too large, or cannot be read; nothing was changed."""

    code = "unreadable-file"


def verify_file(path: Path, *, known_roots: frozenset[str] | None = None) -> Verification:
    """Say whether a PDF is as it was signed.

    Args:
        path: The file.
        known_roots: Fingerprints of the practices' root certificates that count, or None if
            only the file itself is to be judged.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    try:
        # A pipe would be waited for, and a device has no end.
        if not path.is_file():
            raise UnreadableFileError("There is no such file.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFileError("The file cannot be read.") from error
    if len(data) > LARGEST:
        raise UnreadableFileError("The file is too large to be a document of this program.")
    # pyHanko takes half a second to load and is only needed here.
    from logbook.documents.verify import verify  # noqa: PLC0415

    return verify(data, known_roots=known_roots)
