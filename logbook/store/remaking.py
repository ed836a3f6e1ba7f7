# SPDX-License-Identifier: Apache-2.0
"""Making all lists anew without the index of the search following line by line.

An index that does not hold together cannot be told to forget a line, and one that does takes a
millisecond for each. So it is left behind, and made anew at the end from the lines that stand then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from logbook.store.authorizer import authorise_remaking
from logbook.store.vault import Vault

# They are dropped and made again within one transaction, to the letter as the schema has them.
_LEAVE_BEHIND = ("DROP TRIGGER line_is_found", "DROP TRIGGER line_is_found_no_more")
_FOLLOW = (
    """CREATE TRIGGER line_is_found AFTER INSERT ON line
BEGIN INSERT INTO search (rowid, words) VALUES (NEW.seq, NEW.words); END""",
    """CREATE TRIGGER line_is_found_no_more AFTER DELETE ON line
BEGIN INSERT INTO search (search, rowid, words) VALUES ('delete', OLD.seq, OLD.words); END""",
)
_INDEX_ANEW = "INSERT INTO search (search) VALUES ('rebuild')"


@contextmanager
def search_left_behind(vault: Vault) -> Iterator[None]:
    """Let lines come and go in the caller's transaction, and index them all at the end of it."""
    for statement in _LEAVE_BEHIND:
        with vault.licensed(authorise_remaking):
            vault.execute(statement)
    yield
    for statement in _FOLLOW:
        with vault.licensed(authorise_remaking):
            vault.execute(statement)
    vault.execute(_INDEX_ANEW)
