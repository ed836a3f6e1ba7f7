# SPDX-License-Identifier: Apache-2.0
"""The open database of a logbook: one connection, one thread, one transaction at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from sqlcipher3 import dbapi2

from logbook.store.connection import connect, make_empty_file
from logbook.store.derivation import KEY_LENGTH, wipe
from logbook.store.errors import (
    CommitUnclearError,
    VaultError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.sqlite_errors import family_of

Parameters = Mapping[str, Any]
_NONE: Parameters = {}


class Vault:
    """The open database. It keeps the key, to reopen, and wipes it when it is closed."""

    def __init__(self, folder: LogbookFolder, key: bytearray, vault_id: str) -> None:
        """Hold what is needed to connect; `create` and `open` are the ways to get one."""
        assert isinstance(key, bytearray), "only a bytearray can be wiped"
        assert len(key) == KEY_LENGTH, "a key of another length would be taken for a passphrase"
        self._folder = folder
        self._key = key
        self._vault_id = vault_id
        self._connection: dbapi2.Connection | None = None

    @classmethod
    def create(cls, folder: LogbookFolder, key: bytearray, vault_id: str) -> Self:
        """Make the database of a new logbook and open it. The vault owns `key` from now on.

        Raises:
            VaultExistsError: There is one already.
            VaultReadOnlyError, VaultFullError, VaultDiskError: It cannot be written.
        """
        vault = cls(folder, key, vault_id)
        try:
            make_empty_file(folder)
            vault._connection = connect(folder, key, vault_id, new=True)
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def open(cls, folder: LogbookFolder, key: bytearray, vault_id: str) -> Self:
        """Open the database of a logbook. The vault owns `key` from now on.

        Raises:
            VaultMissingError, NotALogbookError, WrongKeyError: It is not what was asked for.
            VaultInUseError, VaultReadOnlyError, VaultTooNewError: It cannot be worked with now.
            VaultDamagedError, VaultDiskError: It cannot be read.
        """
        vault = cls(folder, key, vault_id)
        try:
            vault._connection = connect(folder, key, vault_id, new=False)
        except BaseException:
            vault.close()
            raise
        return vault

    @property
    def id(self) -> str:
        """The id of the logbook, which its key file bears too."""
        return self._vault_id

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be asked."""
        return self._connection is not None

    def reopen(self) -> None:
        """Connect anew, after which only what is on the disk is seen. Raises as `open` does."""
        self._disconnect()
        self._connection = connect(self._folder, self._key, self._vault_id, new=False)

    def close(self) -> None:
        """Close the database and wipe the key; a second time does nothing."""
        self._disconnect()
        wipe(self._key)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do all of the block or nothing of it, durably.

        Raises:
            CommitUnclearError: COMMIT reported an error; `reopen`, read, and only then answer.
        """
        connection = self._open_connection()
        assert not connection.in_transaction, "a transaction holds one act"
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._roll_back()
            raise
        try:
            connection.execute("COMMIT")
        except dbapi2.Error as error:
            raise CommitUnclearError(family_of(error) or VaultError(str(error))) from error

    def execute(self, sql: str, parameters: Parameters = _NONE) -> None:
        """Carry out a statement that answers nothing."""
        try:
            self._open_connection().execute(sql, parameters)
        except dbapi2.Error as error:
            raise _translated(error) from error

    def row(self, sql: str, parameters: Parameters = _NONE) -> tuple[Any, ...] | None:
        """Give the one row a query answers; None if there is none."""
        try:
            found: tuple[Any, ...] | None = (
                self._open_connection().execute(sql, parameters).fetchone()
            )
        except dbapi2.Error as error:
            raise _translated(error) from error
        return found

    def rows(self, sql: str, parameters: Parameters = _NONE) -> list[tuple[Any, ...]]:
        """Give all rows a query answers."""
        try:
            found: list[tuple[Any, ...]] = (
                self._open_connection().execute(sql, parameters).fetchall()
            )
        except dbapi2.Error as error:
            raise _translated(error) from error
        return found

    def stream(self, sql: str, parameters: Parameters = _NONE) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query one by one, however many there are."""
        try:
            # A cursor handed to `yield from` would be closed again after the vault itself.
            yield from iter(self._open_connection().execute(sql, parameters).fetchone, None)
        except dbapi2.Error as error:
            raise _translated(error) from error

    def _open_connection(self) -> dbapi2.Connection:
        assert self._connection is not None, "the vault is closed"
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _roll_back(self) -> None:
        connection = self._open_connection()
        # SQLite has rolled back by itself after a full disk or a read error.
        if connection.in_transaction:
            try:
                connection.execute("ROLLBACK")
            except dbapi2.Error as error:
                raise _translated(error) from error


def _translated(error: dbapi2.Error) -> Exception:
    return family_of(error) or error
