# SPDX-License-Identifier: Apache-2.0
"""Finding records by the words in them."""

from __future__ import annotations

from logbook.domain.lines import Line
from logbook.services.reviewing import Reviewing
from logbook.store import search
from logbook.store.vault import Vault


class Searching:
    """Searches everything that lists show."""

    def __init__(self, vault: Vault, reviewing: Reviewing) -> None:
        self._vault = vault
        self._reviewing = reviewing

    def search(self, words: str, *, limit: int = 50) -> tuple[Line, ...]:
        """Give the newest records that hold all of the words; the last may be a beginning.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        return search.search(self._vault, words, limit=limit)
