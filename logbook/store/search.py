# SPDX-License-Identifier: Apache-2.0
"""Search by words, newest first. What is typed is always text, never a query language.

The index follows the lines by triggers of the schema. There is no ranking: a professional looks for
what happened lately, and the order of rows costs nothing.
"""

from __future__ import annotations

from logbook.domain.lines import Line
from logbook.store.lines import PAGE_LENGTH, SHOWN, read_line
from logbook.store.vault import Vault

_LAST = 2**62
_MOST_WORDS = 16

_SEARCH = (
    SHOWN
    + """
FROM search JOIN line ON line.seq = search.rowid
WHERE search.words MATCH :query AND search.rowid < :before
ORDER BY search.rowid DESC LIMIT :limit
"""
)


def search(
    vault: Vault, words: str, *, before: int = _LAST, limit: int = PAGE_LENGTH
) -> tuple[Line, ...]:
    """Find the lines with all the words, the last as far as it is typed; newest first."""
    query = query_of(words)
    if not query:
        return ()
    rows = vault.rows(_SEARCH, {"query": query, "before": before, "limit": limit})
    return tuple(read_line(row) for row in rows)


def query_of(words: str, *, prefix: bool = True) -> str:
    """Write what was typed as an FTS5 query: each word a quoted string, the last one a prefix.

    One letter alone is not taken as a beginning: it begins nearly everything.
    """
    text = "".join(
        character for character in words if character != "\0" and not _is_half(character)
    )
    found = [word for word in text.split() if _has_sense(word)][:_MOST_WORDS]
    quoted = ['"' + word.replace('"', '""') + '"' for word in found]
    ends_open = prefix and bool(found) and len(found[-1]) > 1
    return " ".join(quoted) + ("*" if ends_open else "")


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _has_sense(word: str) -> bool:
    # A word of signs alone has no token, and a query without tokens finds nothing.
    return any(character.isalnum() for character in word)
