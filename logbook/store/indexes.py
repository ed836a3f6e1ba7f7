# SPDX-License-Identifier: Apache-2.0
"""Whether the indexes of the tables name every row that is there, and making them again.

An index is found by before its table is, and an old page of one put back hides the newest revision
of a record as well as an old page of the table would. SQLite itself makes them of the rows again.
"""

from __future__ import annotations

from logbook.store.authorizer import authorise_remaking
from logbook.store.vault import Vault

_CHECKS = (
    "PRAGMA integrity_check(record)",
    "PRAGMA integrity_check(erased)",
    "PRAGMA integrity_check(moment)",
    "PRAGMA integrity_check(line)",
    "PRAGMA integrity_check(draft)",
)
# Of an index over some rows only, SQLite's check does not miss that it names too many.
_COUNTS = (
    """
SELECT
    (SELECT count(*) FROM line INDEXED BY line_due WHERE due IS NOT NULL)
    = (SELECT count(*) FROM line NOT INDEXED WHERE due IS NOT NULL)
""",
    """
SELECT
    (SELECT count(*) FROM line INDEXED BY line_of_name WHERE kind = 'service-user')
    = (SELECT count(*) FROM line NOT INDEXED WHERE kind = 'service-user')
""",
    """
SELECT
    (
        SELECT count(*) FROM record INDEXED BY record_of_safety
        WHERE kind IN ('backup', 'clinical-will', 'erasure', 'recovery-sheet', 'restoration')
    ) = (
        SELECT count(*) FROM record NOT INDEXED
        WHERE kind IN ('backup', 'clinical-will', 'erasure', 'recovery-sheet', 'restoration')
    )
""",
)
_MAKE_AGAIN = ("REINDEX record", "REINDEX erased", "REINDEX line", "REINDEX draft")
_SOUND = [("ok",)]


def indexes_differ(vault: Vault) -> bool:
    """Tell whether an index names other rows than its table has; changes nothing.

    Takes some five milliseconds for each thousand records.

    Raises:
        VaultDamagedError: A page cannot be read.
    """
    return any(vault.rows(check) != _SOUND for check in _CHECKS) or any(
        vault.row(count) != (1,) for count in _COUNTS
    )


def make_indexes_again(vault: Vault) -> None:
    """Make every index again from the rows of its table, in the caller's transaction.

    Raises:
        VaultDamagedError: A page of a table is damaged.
    """
    for statement in _MAKE_AGAIN:
        with vault.licensed(authorise_remaking):
            vault.execute(statement)
