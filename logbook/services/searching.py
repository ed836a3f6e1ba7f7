# SPDX-License-Identifier: Apache-2.0
"""Finding records by the words in them."""

from __future__ import annotations

from logbook.domain.lines import Line
from logbook.store import search
from logbook.store.vault import Vault


class Searching:
    """Searches everything that lists show."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def search(self, words: str, *, limit: int = 50) -> tuple[Line, ...]:
        """Give the newest records that hold all of the words; the last may be a beginning."""
        return search.search(self._vault, words, limit=limit)
