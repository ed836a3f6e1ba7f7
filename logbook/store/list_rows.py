# SPDX-License-Identifier: Apache-2.0
"""All rows of the lists as they are stored, to be held against those the journal makes."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.store.list_sums import LineRow, ListSums, MomentRow, sum_of
from logbook.store.vault import Vault

_LINES = """
SELECT seq, object, kind, service_user, at, sort, number, title, detail, state, due, words,
    restricted
FROM line
"""
_MOMENTS = "SELECT service_user, seq FROM moment"
_ERASED = "SELECT object, seq FROM erased ORDER BY object, revision"
# What an entry says it recorded is there or erased, and not both; no entry is missing.
_COUNTS = """
SELECT
    count(*) = coalesce(max(entry.seq) + 1, 0),
    count(*) FILTER (
        WHERE record.seq IS NULL AND erased.seq IS NULL
            AND instr(entry.body, CAST('"commitment":""' AS BLOB)) = 0
    ) = 0,
    count(*) FILTER (WHERE record.seq IS NOT NULL AND erased.seq IS NOT NULL) = 0
FROM entry
    LEFT JOIN record ON record.seq = entry.seq
    LEFT JOIN erased ON erased.seq = entry.seq
"""


def stored_sums(vault: Vault) -> ListSums:
    """Give the sums over the lists and timelines that are stored."""
    return ListSums(lines=sum_of(_line_rows(vault)), moments=sum_of(_moment_rows(vault)))


def erased_objects(vault: Vault) -> tuple[tuple[str, int], ...]:
    """Give every erased object, with the entry of each of its revisions, the last one last."""
    return tuple((object_id, seq) for object_id, seq in vault.rows(_ERASED))


def every_record_is_there(vault: Vault) -> bool:
    """Tell whether there is what each entry recorded, or a tombstone; what it says, is not asked.

    Takes some five milliseconds for each thousand entries.
    """
    found = vault.row(_COUNTS)
    return found is not None and all(found)


def _line_rows(vault: Vault) -> Iterator[LineRow]:
    return vault.stream(_LINES)


def _moment_rows(vault: Vault) -> Iterator[MomentRow]:
    return vault.stream(_MOMENTS)
