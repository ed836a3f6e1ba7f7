# SPDX-License-Identifier: Apache-2.0
"""How the database is opened: with its key, its guards and its lock, or not at all.

It opens in one order only, and each step is there because leaving it out was seen to do harm: a
key given as PRAGMA text stays in memory, a key of the wrong length becomes a passphrase, an empty
file becomes a new database, a library without encryption would write in clear, a pragma that is
set is not yet a pragma that holds.

The journal mode is DELETE with EXTRA synchronisation and exclusive locking: of the modes tried it
alone lost nothing and tore nothing in simulated power cuts, also where folders lag behind files.

SQLCipher keeps its copy of the key locked and masked whatever the settings. cipher_memory_security
would also lock and wipe every other piece of memory SQLite takes: it took one of three copies of a
shown text away, cost two calls of the system for each allocation, and made the search for a common
word seven hundred times slower (6 s at 100,000 entries). It stays off; a test looks for the key.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from logbook.store import migrate
from logbook.store.authorizer import authorise, authorise_reading
from logbook.store.derivation import KEY_LENGTH, wipe
from logbook.store.errors import (
    NotALogbookError,
    UpgradeFailedError,
    VaultDamagedError,
    VaultExistsError,
    VaultMissingError,
    VaultReadOnlyError,
    WrongKeyError,
)
from logbook.store.folder import LogbookFolder, is_plain, write_durably
from logbook.store.sqlite_errors import family_of

APPLICATION_ID = 0x444C4231
"""`DLB1`: says that an SQLite file is a disclosure logbook."""

PAGE = 4096
BUSY_SECONDS = 0.3
STATEMENTS_KEPT = 256

_FOR_READING: tuple[tuple[str, str, object], ...] = (
    ("PRAGMA query_only = ON", "PRAGMA query_only", 1),
    ("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0),
    ("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1),
    ("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2),
    ("PRAGMA cache_size = -32768", "PRAGMA cache_size", -32768),
    ("PRAGMA mmap_size = 0", "PRAGMA mmap_size", 0),
)

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1),
    # Without it INSERT OR REPLACE walks past the triggers that forbid DELETE.
    ("PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", 1),
    ("PRAGMA secure_delete = ON", "PRAGMA secure_delete", 1),
    ("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0),
    ("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1),
    # Temporary files would be written in clear.
    ("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2),
    # Holds the edges that recording works at: 32 MiB.
    ("PRAGMA cache_size = -32768", "PRAGMA cache_size", -32768),
    ("PRAGMA mmap_size = 0", "PRAGMA mmap_size", 0),
    ("PRAGMA fullfsync = ON", "PRAGMA fullfsync", 1),
    ("PRAGMA checkpoint_fullfsync = ON", "PRAGMA checkpoint_fullfsync", 1),
    ("PRAGMA journal_mode = DELETE", "PRAGMA journal_mode", "delete"),
    ("PRAGMA synchronous = EXTRA", "PRAGMA synchronous", 3),
    ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode", "exclusive"),
)


def connect(
    folder: LogbookFolder, key: bytearray, vault_id: str, *, new: bool, earlier: bool = False
) -> dbapi2.Connection:
    """Open the database and keep everyone else out.

    Args:
        folder: Where it lies.
        key: 32 bytes, which stay the caller's.
        vault_id: Whose database it has to be.
        new: Make it, in an empty file.
        earlier: Take one of an earlier schema as it is: who asks will `upgrade` it.

    Raises:
        VaultMissingError, NotALogbookError, WrongKeyError: It is not what was asked for.
        VaultInUseError, VaultReadOnlyError, VaultTooNewError: It cannot be worked with now.
        VaultOlderError: It is of an earlier schema.
        VaultDamagedError, VaultDiskError: It cannot be read.
    """
    if not new:
        _check_writable(folder)
    is_torn = not new and _is_torn(folder)
    connection = _bare_connection(folder, mode="rw")
    try:
        _give_key(connection, key)
        _check_key(connection, folder, is_torn=is_torn)
        _apply_settings(connection, _SETTINGS)
        # This takes the exclusive lock, which is then kept.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        if new:
            migrate.begin(connection, APPLICATION_ID, vault_id)
        else:
            _check_identity(connection, vault_id)
            migrate.check_current(connection, earlier=earlier)
        connection.set_authorizer(authorise)
    except dbapi2.Error as error:
        connection.close()
        raise _translated(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(folder: LogbookFolder, key: bytearray, vault_id: str) -> dbapi2.Connection:
    """Open the database so that nothing can be written to it: not by us, and not to mend it.

    What a crash left half written has to be undone first, and that is writing: where it cannot be,
    the database is not opened at all, since half a transaction would be read.

    Raises:
        VaultMissingError, NotALogbookError, WrongKeyError: It is not what was asked for.
        VaultInUseError, VaultReadOnlyError, VaultTooNewError: It cannot be read now.
        VaultOlderError: It would have to be written to first.
        VaultDamagedError, VaultDiskError: It cannot be read.
    """
    is_torn = _is_torn(folder)
    connection = _bare_connection(folder, mode="ro")
    try:
        _give_key(connection, key)
        _check_key(connection, folder, is_torn=is_torn)
        _check_identity(connection, vault_id)
        migrate.check_readable(connection)
        forbid_writing(connection)
    except dbapi2.Error as error:
        connection.close()
        raise _translated(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def upgrade(connection: dbapi2.Connection) -> None:
    """Bring the schema of an open database up to date, whole or not at all.

    Raises:
        UpgradeFailedError: It is as it was.
        VaultFullError, VaultDiskError, VaultDamagedError: The same, and that is why.
    """
    connection.set_authorizer(None)
    try:
        migrate.bring_up_to_date(connection)
    except dbapi2.Error as error:
        raise family_of(error) or UpgradeFailedError("A script failed.") from error
    finally:
        connection.set_authorizer(authorise)


def forbid_writing(connection: dbapi2.Connection) -> None:
    """Let an open connection write nothing from now on."""
    connection.set_authorizer(None)
    _apply_settings(connection, _FOR_READING)
    connection.set_authorizer(authorise_reading)


def make_empty_file(folder: LogbookFolder) -> None:
    """Make the empty file of a new database, and never take over one that is there."""
    if folder.records.exists():
        raise VaultExistsError("There is a database already.")
    # Under another name first: the database itself is never opened but by SQLite.
    write_durably(folder.records, b"")


def _is_torn(folder: LogbookFolder) -> bool:
    """Refuse what cannot be a database before SQLite would make one of it; tell if the end is torn.

    A length that is no whole number of pages is sound only beside a journal, which SQLite then
    plays back.
    """
    try:
        length = folder.records.stat().st_size
    except OSError as error:
        raise VaultMissingError("There is no database at this place.") from error
    # SQLite would follow a link, and write the pages of its journal over what lies there.
    if not is_plain(folder.records) or length < PAGE:
        raise NotALogbookError("The file is too short, or none.")
    if not all(map(is_plain, _beside(folder))):
        raise VaultDamagedError("What lies beside the database is not from this program.")
    return length % PAGE != 0 and not _journal(folder)


def _check_writable(folder: LogbookFolder) -> None:
    # A file that is not there, or none, is for `_is_torn` to tell.
    if folder.records.is_file() and not (
        os.access(folder.path, os.W_OK) and os.access(folder.records, os.W_OK)
    ):
        raise VaultReadOnlyError("The folder or its database may not be written to.")


def _beside(folder: LogbookFolder) -> tuple[Path, ...]:
    """Give the places where SQLite looks for what a crash left."""
    name = folder.records.name
    return tuple(folder.records.with_name(name + end) for end in ("-journal", "-wal", "-shm"))


def _journal(folder: LogbookFolder) -> bool:
    return folder.records.with_name(folder.records.name + "-journal").exists()


def connect_to_copy(path: Path, key: bytearray) -> dbapi2.Connection:
    """Connect to an empty file, to be filled with a copy under a key; what fails is thrown away.

    Raises:
        sqlcipher3.dbapi2.Error: It cannot be opened.
    """
    connection = _bare_connection_to(path, mode="rw")
    try:
        _give_key(connection, key)
        # Nothing of it is ever undone; who has filled it sees to it that it is on the disk.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _bare_connection(folder: LogbookFolder, *, mode: str) -> dbapi2.Connection:
    return _bare_connection_to(folder.records, mode=mode)


def _bare_connection_to(path: Path, *, mode: str) -> dbapi2.Connection:
    # Neither rw nor ro makes a file that is not there.
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = dbapi2.connect(
            address,
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            cached_statements=STATEMENTS_KEPT,
            # A worker may have its turn; the vault sees to it that nobody else has theirs then.
            check_same_thread=False,
        )
    except dbapi2.Error as error:
        raise _translated(error) from error
    # Before the key: SQLCipher would otherwise tell standard error about a wrong one.
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def _give_key(connection: dbapi2.Connection, key: bytearray) -> None:
    spec = _spec(key)
    try:
        connection.set_key(spec)
    finally:
        wipe(spec)


def _spec(key: bytearray) -> bytearray:
    """Give a raw key as SQLCipher takes it; who asks must wipe it."""
    assert len(key) == KEY_LENGTH, "a key of another length would be taken for a passphrase"
    spec = bytearray(b"x'" + bytes(2 * KEY_LENGTH) + b"'")
    digits = b"0123456789abcdef"
    for place, value in enumerate(key):
        spec[2 + 2 * place] = digits[value >> 4]
        spec[3 + 2 * place] = digits[value & 15]
    return spec


def _check_key(connection: dbapi2.Connection, folder: LogbookFolder, *, is_torn: bool) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.Error as error:
        family = _translated(error)
        if isinstance(family, WrongKeyError) and (is_torn or _opens_without_a_key(folder)):
            raise NotALogbookError("The file is no logbook.") from error
        raise family from error
    if is_torn:
        raise VaultDamagedError("The end of the file is missing.")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    # Plain SQLite knows no such pragma, and would go on in clear.
    if version is None or _numbers(version[0]) < migrate.OLDEST_CIPHER:
        raise RuntimeError("The SQLite library does not encrypt, or is too old.")


def _opens_without_a_key(folder: LogbookFolder) -> bool:
    with closing(_bare_connection(folder, mode="ro")) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except dbapi2.Error:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.partition(" ")[0].split("."))


def _apply_settings(
    connection: dbapi2.Connection, settings: tuple[tuple[str, str, object], ...]
) -> None:
    for setting, question, wanted in settings:
        connection.execute(setting)
        answer = connection.execute(question).fetchone()[0]
        if answer != wanted:
            raise RuntimeError(f"{question} answers {answer!r} instead of {wanted!r}.")


def _check_identity(connection: dbapi2.Connection, vault_id: str) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotALogbookError("The database is of another program.")
    if connection.execute("SELECT id FROM vault").fetchone() != (vault_id,):
        raise NotALogbookError("The database is of another logbook.")


def _translated(error: dbapi2.Error) -> Exception:
    return family_of(error) or error
