# SPDX-License-Identifier: Apache-2.0
"""The schema of the vault, brought forward by numbered scripts that never change once released.

Context: the schema is part of the evidence and a vault lives longer than any version of the
program. Decision: plain SQL files, counted in `user_version`, one transaction for all that are due.
Consequence: an interrupted migration leaves the version the program before could open, and runs
again. Refused: Alembic, whose scripts import living code and so change the past; `executescript`,
which commits behind our back.

A migration may remake lists and the search index. It never rewrites what was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from sqlcipher3 import dbapi2

from logbook.store.errors import VaultNewerError, VaultOlderError, VaultTooNewError

OLDEST_CIPHER = (4, 18)
"""The oldest SQLCipher whose `set_key` leaves no copy of the key in memory, with room to spare."""

_SCRIPTS = ("0001_initial.sql", "0002_restricted_lines.sql", "0003_erasure.sql")

NEWEST = len(_SCRIPTS)

MAJOR = 1_000
"""A schema that versions before it cannot even read counts on from the next multiple of this."""


def begin(connection: dbapi2.Connection, application_id: int, vault_id: str) -> None:
    """Give a new database its identity and its schema."""
    # A pragma takes no bound value; the number is a constant of the program.
    connection.execute(f"PRAGMA application_id = {application_id:d}")
    bring_up_to_date(connection)
    connection.execute("INSERT INTO vault (only, id) VALUES (1, :id)", {"id": vault_id})


def bring_up_to_date(connection: dbapi2.Connection) -> None:
    """Run the scripts the database has not seen, all of them or none.

    Raises:
        VaultNewerError: A newer program wrote it, in a way this one can still read.
        VaultTooNewError: A newer program wrote it.
        sqlcipher3.dbapi2.Error: One failed, and the database is as it was.
    """
    version = check_current(connection, earlier=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(version + 1, NEWEST + 1):
            _run(connection, number)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check_current(connection: dbapi2.Connection, *, earlier: bool) -> int:
    """Give the version of the schema, unless it cannot be worked with.

    Args:
        connection: Open, with its key.
        earlier: Whether one that has yet to be brought up to date will do.

    Raises:
        VaultNewerError: A newer program wrote it, in a way this one can still read.
        VaultTooNewError: A newer program wrote it.
        VaultOlderError: An earlier one did.
    """
    version = check_version(connection)
    if version > NEWEST:
        raise VaultNewerError("The database is of a newer version.")
    if version < NEWEST and not earlier:
        raise VaultOlderError("The database is of an earlier version.")
    return version


def check_readable(connection: dbapi2.Connection) -> None:
    """Refuse what this program cannot read as it is; a somewhat newer schema it can.

    Raises:
        VaultTooNewError: A newer program wrote it.
        VaultOlderError: An earlier one did, and it would have to be brought up to date.
    """
    if check_version(connection) < NEWEST:
        raise VaultOlderError("The database is of an earlier version.")


def check_version(connection: dbapi2.Connection) -> int:
    """Give the version of the schema, unless this program could not even read it.

    Raises:
        VaultTooNewError: A newer program wrote it.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version // MAJOR > NEWEST // MAJOR:
        raise VaultTooNewError("The database is of a newer version.")
    return version


def statements(script: str) -> Iterator[str]:
    """Part a script into its statements; a trigger, semicolons and all, is one."""
    collected = ""
    for line in script.splitlines(keepends=True):
        collected += line
        if dbapi2.complete_statement(collected):
            yield collected.strip()
            collected = ""
    assert not _is_code(collected), "the last statement of a script is not ended"


def _run(connection: dbapi2.Connection, number: int) -> None:
    script = (files("logbook.store") / "migrations" / _SCRIPTS[number - 1]).read_text("utf-8")
    for statement in statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {number:d}")


def _is_code(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("--") for line in text.splitlines())
