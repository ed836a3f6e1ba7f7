# SPDX-License-Identifier: Apache-2.0
"""The open database of a logbook: one connection, one thread at a time, one transaction at a time.

It is asked from the window's thread. What takes seconds and nothing else has to wait for may be
done by a worker, which takes its turn (`turn`): whoever asks meanwhile waits until it is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Self

from sqlcipher3 import dbapi2

from logbook.store.authorizer import Authoriser, authorise, authorise_reading
from logbook.store.connection import (
    connect,
    connect_to_read,
    forbid_writing,
    make_empty_file,
    upgrade,
)
from logbook.store.copying import Copying
from logbook.store.derivation import KEY_LENGTH, wipe
from logbook.store.errors import (
    CommitUnclearError,
    KeyNotChangedError,
    OpenForReadingOnlyError,
    VaultDiskError,
    VaultError,
    WrongKeyError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.list_sums import ListSums
from logbook.store.migrate import NEWEST
from logbook.store.sqlite_errors import FROM_SQLITE, family_of

Parameters = Mapping[str, Any]
_NONE: Parameters = {}


class Vault:
    """The open database. It keeps the key, to reopen, and wipes it when it is closed."""

    def __init__(
        self, folder: LogbookFolder, key: bytearray, vault_id: str, *, read_only: bool = False
    ) -> None:
        """Hold what is needed to connect; `create` and `open` are the ways to get one."""
        assert isinstance(key, bytearray), "only a bytearray can be wiped"
        assert len(key) == KEY_LENGTH, "a key of another length would be taken for a passphrase"
        self._folder = folder
        self._key = key
        self._vault_id = vault_id
        self._is_read_only = read_only
        self._connection: dbapi2.Connection | None = None
        self._turn = RLock()
        self._copyings: list[Copying] = []
        self.list_sums: ListSums | None = None
        """The sums over lists and timelines, kept in step with what is put there.

        None: nobody has held them against the journal, or something was taken out since.
        """

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
            VaultOlderError: It has to be upgraded first: see `open_as_it_is`.
            VaultDamagedError, VaultDiskError: It cannot be read.
        """
        vault = cls(folder, key, vault_id)
        try:
            vault._connection = connect(folder, key, vault_id, new=False)
            folder.clear_beside()
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def open_as_it_is(cls, folder: LogbookFolder, key: bytearray, vault_id: str) -> Self:
        """Open the database of a logbook, also of an earlier schema; else as `open`.

        Of such a one only the journal and its records can be read before it is upgraded.
        """
        vault = cls(folder, key, vault_id)
        try:
            vault._connection = connect(folder, key, vault_id, new=False, earlier=True)
            folder.clear_beside()
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def open_to_read(cls, folder: LogbookFolder, key: bytearray, vault_id: str) -> Self:
        """Open the database of a logbook so that nothing can be written. The vault owns `key`.

        Raises:
            VaultError: As `open`; `VaultReadOnlyError` if a crash left something to undo first.
        """
        vault = cls(folder, key, vault_id, read_only=True)
        try:
            vault._connection = connect_to_read(folder, key, vault_id)
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

    @property
    def is_of_an_earlier_schema(self) -> bool:
        """Tell whether it has to be upgraded before it can be worked with."""
        found = self.row("PRAGMA user_version")
        return found is None or int(found[0]) < NEWEST

    def upgrade(self) -> None:
        """Bring the schema up to date, whole or not at all. Whoever asks has made a copy before.

        Raises:
            UpgradeFailedError: It is as it was.
            VaultFullError, VaultDiskError, VaultDamagedError: The same, and that is why.
        """
        with self._turn:
            upgrade(self._open_connection())

    @property
    def is_read_only(self) -> bool:
        """Tell whether nothing can be written."""
        return self._is_read_only

    def turn_read_only(self) -> None:
        """Let nothing be written from now on; there is no way back but to open it again.

        Raises:
            VaultError: It does not even open to be read.
        """
        with self._turn:
            self._is_read_only = True
            try:
                forbid_writing(self._open_connection())
            except dbapi2.Error:
                # Where a page could not be decrypted, the connection answers nothing any more.
                self.reopen()

    def must_be_writable(self) -> None:
        """Refuse at once what would have to be written.

        Raises:
            OpenForReadingOnlyError: The vault is open for reading only.
        """
        if self._is_read_only:
            raise OpenForReadingOnlyError("The logbook is open for reading only.")

    def reopen(self) -> None:
        """Connect anew, after which only what is on the disk is seen. Raises as `open` does."""
        with self._turn:
            self._disconnect()
            self._connection = (
                connect_to_read(self._folder, self._key, self._vault_id)
                if self._is_read_only
                else connect(self._folder, self._key, self._vault_id, new=False)
            )

    def rekey(self, key: bytearray) -> None:
        """Encrypt the whole database under another key, which the vault owns from now on.

        Whoever may have to open it after a crash in between needs both keys. Takes seconds for
        each hundred megabytes; where a worker is to do it, see `rekeying`.

        Raises:
            KeyNotChangedError: The key it had still holds, and the vault is open with it.
            VaultError: It does not open now; the next opening finds out which key holds.
        """
        self.must_be_writable()
        with self._turn:
            copying = self.rekeying(key)
            try:
                copying.run()
            except VaultError as error:
                wipe(key)
                raise KeyNotChangedError("The key was not changed.") from error
            self.take_over(copying, key)

    def rekeying(self, key: bytearray) -> Copying:
        """Prepare a copy under another key, to be taken over; a worker makes it."""
        return self.copying(self._folder.new_beside(), key)

    def take_over(self, copying: Copying, key: bytearray) -> None:
        """Go on with a copy that was made under another key, which the vault owns from now on.

        It takes the place of the database, and some milliseconds. Whoever may have to open it
        after a crash in between needs both keys. No rows may be being read.

        Raises:
            KeyNotChangedError: The key it had still holds, and the vault is open with it.
            VaultError: It does not open now; the next opening finds out which key holds.
        """
        self.must_be_writable()
        with self._turn:
            assert not self._open_connection().in_transaction, "a transaction holds one act"
            reason: VaultError | None = None
            if copying.is_up_to_date:
                self._disconnect()
                try:
                    self._folder.put_in_place(copying.path)
                except VaultError as error:
                    reason = error
            else:
                self._disconnect()
            # What the disk answered is not asked: only what is on it counts.
            try:
                self._connection = connect(self._folder, key, self._vault_id, new=False)
            except WrongKeyError:
                wipe(key)
                self._folder.clear_beside()
                self._connection = connect(self._folder, self._key, self._vault_id, new=False)
                raise KeyNotChangedError("The key was not changed.") from reason
            except BaseException:
                wipe(key)
                raise
            wipe(self._key)
            self._key = key

    def close(self) -> None:
        """Close the database and wipe the key; a second time does nothing."""
        with self._turn:
            was_open = self.is_open
            self._disconnect()
            wipe(self._key)
            if was_open and not self._is_read_only:
                self._folder.clear_beside()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the database to oneself for the length of a block, on whichever thread."""
        with self._turn:
            yield

    def interrupt(self) -> None:
        """Have a long statement of another thread stop soon; what it did is undone."""
        if self._connection is not None:
            # It may have been closed in this very moment.
            with suppress(dbapi2.ProgrammingError):
                self._connection.interrupt()

    def copying(self, path: Path, key: bytearray | None = None) -> Copying:
        """Prepare a copy at `path`, under this key or another; a worker makes it.

        To be stopped or run: it holds a key. Closing the vault stops it.
        """
        with self._turn:
            self._copyings = [one for one in self._copyings if not one.has_ended]
            connection = self._open_connection()
            made = Copying(
                connection,
                self._turn,
                path,
                bytearray(self._key if key is None else key),
                is_to_be_checked=key is not None,
            )
            self._copyings.append(made)
            return made

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do all of the block or nothing of it, durably.

        Raises:
            CommitUnclearError: COMMIT reported an error; `reopen`, read, and only then answer.
            OpenForReadingOnlyError: Nothing may be written.
        """
        self.must_be_writable()
        with self._turn:
            connection = self._open_connection()
            assert not connection.in_transaction, "a transaction holds one act"
            sums = self.list_sums
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.list_sums = sums
                self._roll_back()
                raise
            try:
                connection.execute("COMMIT")
            except FROM_SQLITE as error:
                self.list_sums = None
                raise CommitUnclearError(family_of(error) or VaultError(str(error))) from error

    def execute(self, sql: str, parameters: Parameters = _NONE) -> None:
        """Carry out a statement that answers nothing."""
        try:
            with self._turn:
                self._open_connection().execute(sql, parameters)
        except FROM_SQLITE as error:
            raise _translated(error) from error

    def row(self, sql: str, parameters: Parameters = _NONE) -> tuple[Any, ...] | None:
        """Give the one row a query answers; None if there is none."""
        try:
            with self._turn:
                found: tuple[Any, ...] | None = (
                    self._open_connection().execute(sql, parameters).fetchone()
                )
        except FROM_SQLITE as error:
            raise _translated(error) from error
        return found

    def rows(self, sql: str, parameters: Parameters = _NONE) -> list[tuple[Any, ...]]:
        """Give all rows a query answers."""
        try:
            with self._turn:
                found: list[tuple[Any, ...]] = (
                    self._open_connection().execute(sql, parameters).fetchall()
                )
        except FROM_SQLITE as error:
            raise _translated(error) from error
        return found

    def stream(self, sql: str, parameters: Parameters = _NONE) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query one by one, however many there are.

        Raises:
            VaultError: The database was closed or connected anew before the last of them.
        """
        try:
            with self._turn:
                connection = self._open_connection()
                # A cursor handed to `yield from` would be closed again after the vault itself.
                fetch = connection.execute(sql, parameters).fetchone
            while (found := self._next(connection, fetch)) is not None:
                yield found
        except FROM_SQLITE as error:
            raise _translated(error) from error

    @contextmanager
    def licensed(self, licence: Authoriser) -> Iterator[None]:
        """Let another guard answer for the length of a block, which should be one statement."""
        with self._turn:
            connection = self._open_connection()
            connection.set_authorizer(licence)
            try:
                yield
            finally:
                connection.set_authorizer(authorise_reading if self._is_read_only else authorise)

    def _next(
        self, connection: dbapi2.Connection, fetch: Callable[[], tuple[Any, ...] | None]
    ) -> tuple[Any, ...] | None:
        with self._turn:
            if connection is not self._connection:
                raise VaultError("The database was connected anew while it was read.")
            return fetch()

    def _open_connection(self) -> dbapi2.Connection:
        if self._connection is None:
            # It was to be connected anew after an error of the disk, and that failed too.
            raise VaultDiskError("The database is not open.")
        return self._connection

    def _disconnect(self) -> None:
        for copying in self._copyings:
            copying.stop()
        self._copyings.clear()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _roll_back(self) -> None:
        connection = self._open_connection()
        # SQLite has rolled back by itself after a full disk or a read error.
        if connection.in_transaction:
            try:
                connection.execute("ROLLBACK")
            except FROM_SQLITE as error:
                raise _translated(error) from error


def _translated(error: dbapi2.Error | MemoryError) -> Exception:
    return family_of(error) or error
