# SPDX-License-Identifier: Apache-2.0
"""SQLite's error codes, told as the families a person can act on."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from logbook.store.errors import (
    NotEnoughMemoryError,
    VaultDamagedError,
    VaultDiskError,
    VaultError,
    VaultFullError,
    VaultInUseError,
    VaultReadOnlyError,
    WrongKeyError,
)

_FAMILIES: dict[int, type[VaultError]] = {
    dbapi2.SQLITE_BUSY: VaultInUseError,
    dbapi2.SQLITE_LOCKED: VaultInUseError,
    dbapi2.SQLITE_FULL: VaultFullError,
    dbapi2.SQLITE_READONLY: VaultReadOnlyError,
    dbapi2.SQLITE_PERM: VaultReadOnlyError,
    # The journal could not be made beside the database.
    dbapi2.SQLITE_CANTOPEN: VaultReadOnlyError,
    dbapi2.SQLITE_IOERR: VaultDiskError,
    dbapi2.SQLITE_CORRUPT: VaultDamagedError,
    dbapi2.SQLITE_NOTADB: WrongKeyError,
    dbapi2.SQLITE_NOMEM: NotEnoughMemoryError,
}


FROM_SQLITE = (dbapi2.Error, MemoryError)
"""What a statement may raise: Python's own error takes the place of SQLITE_NOMEM.

SQLite answers so too, where a page that cannot be decrypted was met before.
"""


def code_of(error: dbapi2.Error) -> int:
    """Give SQLite's primary code of an error, 0 if it has none."""
    # The extended codes keep the primary one in the low byte.
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def family_of(error: dbapi2.Error | MemoryError) -> VaultError | None:
    """Give the family of an error; None if it is our own mistake and must be seen as such."""
    if isinstance(error, MemoryError):
        return NotEnoughMemoryError("The database has no memory left.")
    family = _FAMILIES.get(code_of(error))
    name: str = getattr(error, "sqlite_errorname", "")
    return family(name) if family else None
