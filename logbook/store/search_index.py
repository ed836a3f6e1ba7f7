# SPDX-License-Identifier: Apache-2.0
"""Whether the index of the search is what the lines make it.

An old page put back is a good page to SQLCipher and to FTS5 alike. FTS5 itself compares every word
of every line with the index, but goes by the entries that its table of leaves has, and does not
miss any: then words are not found although they are there. So the table is held against the leaves
here. How they lie is told in FTS5's own source (fts5_index.c); an index in another form than that
differs, and is made again.
"""

from __future__ import annotations

from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault

# Compares words and index, and changes nothing.
_COMPARE = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
_STRUCTURE = "SELECT CAST(block AS BLOB) FROM search_data WHERE id = 10"
# The number of a segment stands above the lowest 37 bits, that of a leaf in the lowest 31.
_LEAVES = """
SELECT id >> 37, id & 0x7fffffff, length(block), CAST(substr(block, 3, 2) AS BLOB) FROM search_data
WHERE id >= (1 << 37) AND (id >> 31) & 0x3f = 0
"""
_TABLE = "SELECT segid, pgno >> 1 FROM search_idx"

_COOKIE = 4
_SECOND_FORM = b"\xff\x00\x00\x01"
"""Stands behind the cookie where more is told of each segment than is read here."""

_MOST_BYTES = 9
"""Of a number: seven bits in each byte, the highest first, and eight in the last of nine."""

Leaf = tuple[int, int]
"""A segment of the index, and one of its pages."""


def search_differs(vault: Vault) -> bool:
    """Tell whether the index of the search is other than the lines make it; changes nothing.

    Takes some twenty milliseconds for each thousand lines. Where nothing may be written it cannot
    be asked, and no is the answer.
    """
    if vault.is_read_only:
        return False
    try:
        vault.execute(_COMPARE)
        return not _table_is_complete(vault)
    except VaultDamagedError:
        return True


def _table_is_complete(vault: Vault) -> bool:
    """Tell whether the table names every leaf that has words, and no segment that is not there."""
    found = vault.row(_STRUCTURE)
    if found is None:
        return False
    first_leaves = _segments_in(bytes(found[0]))
    if first_leaves is None:
        return False
    leaves = {
        (segment, page)
        for segment, page, length, end_of_text in vault.stream(_LEAVES)
        # Behind the text of a leaf stands where its words begin, if any do.
        if length > int.from_bytes(end_of_text, "big")
    }
    table: set[Leaf] = {(segment, page) for segment, page in vault.stream(_TABLE)}
    # A first leaf stays in the table when its last word is taken out.
    return leaves <= table and table - leaves <= set(first_leaves)


def _segments_in(structure: bytes) -> list[Leaf] | None:
    """Give the first leaf of each segment; None if the structure is of another form."""
    if structure[_COOKIE:].startswith(_SECOND_FORM):
        return None
    numbers = iter(_numbers(structure[_COOKIE:]))
    try:
        levels, _segments, _writes = next(numbers), next(numbers), next(numbers)
        found: list[Leaf] = []
        for _level in range(levels):
            _merging, count = next(numbers), next(numbers)
            for _segment in range(count):
                segment, first, _last = next(numbers), next(numbers), next(numbers)
                found.append((segment, first))
    except StopIteration:
        return None
    return found


def _numbers(data: bytes) -> list[int]:
    numbers: list[int] = []
    number = length = 0
    for byte in data:
        length += 1
        is_last = length == _MOST_BYTES
        number = (number << 8) | byte if is_last else (number << 7) | (byte & 0x7F)
        if is_last or not byte & 0x80:
            numbers.append(number)
            number = length = 0
    return numbers
