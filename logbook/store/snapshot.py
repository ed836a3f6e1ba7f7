# SPDX-License-Identifier: Apache-2.0
"""A snapshot of the open database: one sound file, encrypted with the same key.

The database itself is never copied: half a transaction could be in the copy, and Python closing
the file would drop SQLite's lock. VACUUM INTO writes what one reader sees, page by page, through
SQLCipher. The key is the same and so is the salt (which, under a raw key, only seeds the HMAC key);
each page gets a fresh nonce.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from logbook.store.authorizer import authorise_snapshot
from logbook.store.errors import VaultExistsError
from logbook.store.folder import disk_errors, flush, flush_folder
from logbook.store.vault import Vault

_COPY = "VACUUM INTO :path"

_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


def take_snapshot(vault: Vault, path: Path) -> None:
    """Write a snapshot of the vault to a new file, durably; on failure nothing is left.

    Runs on the vault's own thread. SQLite follows links, so the folder of `path` must be one in
    which nobody else can put any: a new one, for its owner only.

    Raises:
        VaultExistsError: Something stands at `path`; it was left as it is.
        VaultFullError, VaultReadOnlyError, VaultDiskError: It cannot be written there.
        VaultDamagedError: The database cannot be read whole.
    """
    _make_empty(path)
    place = str(path)
    try:
        with vault.licensed(authorise_snapshot(place)):
            vault.execute(_COPY, {"path": place})
        with disk_errors():
            # SQLite has flushed it; on macOS only this reaches the disk.
            descriptor = os.open(path, os.O_RDWR | _NO_FOLLOW | _BINARY)
            try:
                flush(descriptor)
            finally:
                os.close(descriptor)
            flush_folder(path.parent)
    except BaseException:
        for left in (path, path.with_name(path.name + "-journal")):
            # A disk that refuses this too is told of by the first error.
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise


def _make_empty(path: Path) -> None:
    """Make the file ourselves, for its owner only: VACUUM INTO takes over an empty one."""
    with disk_errors():
        try:
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW | _BINARY
            os.close(os.open(path, flags, 0o600))
        except FileExistsError as error:
            raise VaultExistsError("Something already stands at this place.") from error
