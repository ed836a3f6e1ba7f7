# SPDX-License-Identifier: Apache-2.0
"""Saying what a logbook is without opening it: nothing of it is about a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from logbook.documents.certificates import printed_fingerprint
from logbook.store import key_file as key_files
from logbook.store.errors import (
    NotALogbookError,
    VaultMissingError,
    VaultReadOnlyError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import PASSPHRASE

_SMALLEST = 4096
"""Bytes: one page of the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What can be told of a locked logbook."""

    vault: str
    """The identity of the logbook: 32 hexadecimal digits, made at random."""
    bytes: int
    """How much room its files take."""
    key_file_version: int
    key_holders: int
    passphrase_memory_kib: int
    """What one guess at the first passphrase costs in memory."""
    fingerprint: str
    """Of the root its documents are signed under, as people compare it."""
    entries_marked: int
    """How many entries the journal had when it was last closed on this computer."""


def describe(path: Path) -> Description:
    """Describe a logbook from the outside.

    Raises:
        VaultError: there is no logbook here, or its key file is missing or damaged.
    """
    folder = LogbookFolder(path)
    try:
        exists = folder.exists()
    except PermissionError as error:
        raise VaultReadOnlyError("The folder may not be looked into.") from error
    if not exists:
        raise VaultMissingError("There is no logbook at this place.")
    newest = key_files.candidates(folder)[0]
    # Only measured: Python must not open the database (see `LogbookFolder.records`).
    if not folder.records.is_file() or folder.records.stat().st_size < _SMALLEST:
        raise NotALogbookError("The database is missing or too short.")
    return Description(
        vault=newest.vault,
        bytes=sum(file.stat().st_size for file in path.iterdir() if file.is_file()),
        key_file_version=newest.v,
        key_holders=len(newest.people),
        passphrase_memory_kib=next(
            (
                slot.m
                for holder in newest.people
                for slot in holder.slots
                if slot.type == PASSPHRASE
            ),
            0,
        ),
        fingerprint=printed_fingerprint(newest.practice_fingerprint),
        entries_marked=newest.hwm.size,
    )
