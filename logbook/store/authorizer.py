# SPDX-License-Identifier: Apache-2.0
"""What a statement may do in an open vault: SQLite asks here for each one it prepares.

Together with the triggers of the schema this keeps our own mistakes from altering what was
recorded. It is no defence against a person who holds the key: only the hashes of the journal and
the checkpoints outside this computer are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlcipher3 import dbapi2

Authoriser = Callable[[int, str | None, str | None, str | None, str | None], int]
"""Answers SQLite, given an action, what it is about (twice), the schema and the trigger."""

ALLOWED: int = dbapi2.SQLITE_OK
REFUSED: int = dbapi2.SQLITE_DENY

_CHANGEABLE = frozenset({"draft", "line", "moment", "unswept"})
_SEARCH = "search"

_NEVER = frozenset(
    {
        # ATTACH with an empty key would write a database in clear.
        dbapi2.SQLITE_ATTACH,
        dbapi2.SQLITE_DETACH,
        dbapi2.SQLITE_ALTER_TABLE,
        dbapi2.SQLITE_CREATE_INDEX,
        dbapi2.SQLITE_CREATE_TABLE,
        dbapi2.SQLITE_CREATE_TEMP_INDEX,
        dbapi2.SQLITE_CREATE_TEMP_TABLE,
        dbapi2.SQLITE_CREATE_TEMP_TRIGGER,
        dbapi2.SQLITE_CREATE_TEMP_VIEW,
        dbapi2.SQLITE_CREATE_TRIGGER,
        dbapi2.SQLITE_CREATE_VIEW,
        dbapi2.SQLITE_CREATE_VTABLE,
        dbapi2.SQLITE_DROP_INDEX,
        dbapi2.SQLITE_DROP_TABLE,
        dbapi2.SQLITE_DROP_TEMP_INDEX,
        dbapi2.SQLITE_DROP_TEMP_TABLE,
        dbapi2.SQLITE_DROP_TEMP_TRIGGER,
        dbapi2.SQLITE_DROP_TEMP_VIEW,
        dbapi2.SQLITE_DROP_TRIGGER,
        dbapi2.SQLITE_DROP_VIEW,
        dbapi2.SQLITE_DROP_VTABLE,
        dbapi2.SQLITE_ANALYZE,
        dbapi2.SQLITE_REINDEX,
    }
)
_PRAGMAS_READ = frozenset(
    {
        "application_id",
        "cipher_integrity_check",
        # FTS5 asks this of itself before each query.
        "data_version",
        "foreign_key_check",
        "freelist_count",
        "integrity_check",
        "page_count",
        "quick_check",
        "user_version",
    }
)
_PRAGMAS_THAT_TAKE_A_LIMIT = frozenset({"integrity_check", "quick_check"})
_FUNCTIONS_NEVER = frozenset(
    {"edit", "fts3_tokenizer", "load_extension", "readfile", "sqlcipher_export", "writefile"}
)


def authorise(
    action: int, first: str | None, second: str | None, _schema: str | None, _inner: str | None
) -> int:
    """Answer SQLite: may a statement with this action be prepared?"""
    if action in _NEVER:
        return REFUSED
    if action == dbapi2.SQLITE_PRAGMA:
        return _answer(_may_ask(first or "", second))
    if action in (dbapi2.SQLITE_UPDATE, dbapi2.SQLITE_DELETE):
        return _answer(_may_change(first or ""))
    if action == dbapi2.SQLITE_INSERT:
        return _answer(not (first or "").startswith("sqlite_"))
    if action == dbapi2.SQLITE_FUNCTION:
        return _answer((second or "").lower() not in _FUNCTIONS_NEVER)
    return ALLOWED


def authorise_snapshot(path: str) -> Authoriser:
    """Give what answers SQLite while it copies the database into the new file at `path`.

    For VACUUM INTO SQLite asks, in this order, to attach that very path, to begin, and to make and
    fill each table in a schema it names by chance. That much passes, the attaching once; all else
    is answered as ever.
    """
    still_to_attach = [path]

    def answer(
        action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
    ) -> int:
        if action == dbapi2.SQLITE_ATTACH:
            return _answer(bool(still_to_attach) and first == still_to_attach.pop())
        if action in _COPYING and _is_vacuum_schema(schema or ""):
            return ALLOWED
        return authorise(action, first, second, schema, inner)

    return answer


def authorise_sweep() -> Authoriser:
    """Give what answers SQLite while it writes every page of the database anew (VACUUM)."""
    # The same steps as to a new file, but into one without a name, which is in memory.
    return authorise_snapshot("")


def authorise_erasing(
    action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
) -> int:
    """Answer SQLite as `authorise` does, but let records be taken out.

    Which ones, a trigger sees to: those with a tombstone of the entry written last.
    """
    if action == dbapi2.SQLITE_DELETE and first == "record":
        return ALLOWED
    return authorise(action, first, second, schema, inner)


def authorise_remaking(
    action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
) -> int:
    """Answer SQLite as `authorise` does, but let go of the triggers that the search follows by.

    And let them be made again, in the transaction in which all lists are; indexes too.
    """
    if action == dbapi2.SQLITE_REINDEX:
        return ALLOWED
    if action in _TRIGGERS and first in _SEARCH_FOLLOWS and second == "line":
        return ALLOWED
    if action in _SCHEMA_ROWS and first == "sqlite_master":
        return ALLOWED
    return authorise(action, first, second, schema, inner)


_TRIGGERS = frozenset({dbapi2.SQLITE_CREATE_TRIGGER, dbapi2.SQLITE_DROP_TRIGGER})
_SCHEMA_ROWS = frozenset({dbapi2.SQLITE_INSERT, dbapi2.SQLITE_DELETE})
_SEARCH_FOLLOWS = frozenset({"line_is_found", "line_is_found_no_more"})

_is_vacuum_schema = re.compile("vacuum_[0-9a-f]{16}").fullmatch

_COPYING = frozenset(
    {
        dbapi2.SQLITE_CREATE_TABLE,
        dbapi2.SQLITE_CREATE_INDEX,
        dbapi2.SQLITE_INSERT,
        dbapi2.SQLITE_UPDATE,
        # An index is filled as it is when it is made again.
        dbapi2.SQLITE_REINDEX,
    }
)


def authorise_reading(
    action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
) -> int:
    """Answer SQLite as `authorise` does, where nothing at all may be written."""
    if action in _WRITES:
        return REFUSED
    return authorise(action, first, second, schema, inner)


_WRITES = frozenset(
    {
        dbapi2.SQLITE_INSERT,
        dbapi2.SQLITE_UPDATE,
        dbapi2.SQLITE_DELETE,
    }
)


def _may_ask(pragma: str, value: str | None) -> bool:
    return pragma in _PRAGMAS_READ and (value is None or pragma in _PRAGMAS_THAT_TAKE_A_LIMIT)


def _may_change(table: str) -> bool:
    return table in _CHANGEABLE or table == _SEARCH or table.startswith(_SEARCH + "_")


def _answer(allowed: bool) -> int:  # noqa: FBT001 - the answer itself
    return ALLOWED if allowed else REFUSED
