# SPDX-License-Identifier: Apache-2.0
"""The order of a list as an array of entry numbers, and the lines at some of them.

A table in a window is virtual: it holds eight bytes for each row and reads the rows it shows, a
page at a time, so that it scrolls a hundred thousand rows as it scrolls ten, and an assistive
technology sees the true number of rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import msgspec

from logbook.domain.lines import Line, LineKind
from logbook.store.lines import SHOWN, read_line
from logbook.store.search import query_of
from logbook.store.vault import Vault

# One array instead of a row each: fifty thousand rows through Python would take two frames.
_BY_NAME = """
SELECT json_group_array(seq) FROM (
    SELECT seq FROM line INDEXED BY line_of_name WHERE kind = 'service-user' ORDER BY sort, seq
)
"""
_NEWEST_FIRST = """
SELECT json_group_array(seq) FROM (
    SELECT seq FROM line WHERE kind = :kind ORDER BY seq DESC
)
"""
_NUMBERED = (
    SHOWN
    + """
FROM search JOIN line ON line.seq = search.rowid
WHERE search.words MATCH :query AND line.kind = 'disclosure' AND line.number = :number
ORDER BY search.rowid DESC LIMIT 1
"""
)
_AT = (
    SHOWN
    + """
FROM json_each(:numbers) AS wanted JOIN line ON line.seq = wanted.value ORDER BY wanted.key
"""
)


def by_name(vault: Vault) -> array[int]:
    """Give the numbers of all service users' lines, by name."""
    return _array(vault.row(_BY_NAME))


def newest_first(vault: Vault, kind: LineKind) -> array[int]:
    """Give the numbers of all lines of a kind, the one recorded last first."""
    return _array(vault.row(_NEWEST_FIRST, {"kind": kind.value}))


def lines_at(vault: Vault, numbers: Sequence[int]) -> tuple[Line, ...]:
    """Give the lines with these numbers, in their order."""
    wanted = "[" + ",".join(str(number) for number in numbers) + "]"
    return tuple(read_line(row) for row in vault.rows(_AT, {"numbers": wanted}))


def numbered(vault: Vault, number: str) -> Line | None:
    """Find the disclosure of a number; None if there is none."""
    query = query_of(number, prefix=False)
    found = vault.row(_NUMBERED, {"query": query, "number": number}) if query else None
    return read_line(found) if found else None


def _array(row: tuple[Any, ...] | None) -> array[int]:
    return array("q", msgspec.json.decode(row[0], type=list[int]) if row else ())
