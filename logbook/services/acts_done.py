# SPDX-License-Identifier: Apache-2.0
"""Listing what was done, when and by whom, for those who look after the journal.

It reads entries and never a payload: what is on record about anybody does not come near it. The
names are those of the people who open the logbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from logbook.domain.act_lines import ActLine
from logbook.domain.permissions import may_audit
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.journal.entry import read_entry
from logbook.journal.written import WrittenFormError
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError

PAGE = 50


class ActsDone:
    """Reads the acts of an open logbook, the newest first."""

    def __init__(self, opened: OpenFolder, reviewing: Reviewing) -> None:
        self._opened = opened
        self._reviewing = reviewing

    def before(self, seq: int | None = None, *, limit: int = PAGE) -> tuple[ActLine, ...]:
        """Give a page of acts, the newest first.

        Args:
            seq: The number of the entry before which the page begins; None: the newest.
            limit: How many at most.

        Raises:
            NotAllowedError: the role of who is signed in does not look after the journal.
        """
        if not may_audit(self._opened.hand.role):
            raise NotAllowedError("The role does not look after the journal.")
        end = journal_rows.size(self._opened.vault) if seq is None else seq
        return tuple(self._lines(range(end - 1, max(end - limit, 0) - 1, -1)))

    def _lines(self, numbers: range) -> Iterator[ActLine]:
        names: dict[str, str] = {}
        for number in numbers:
            stored = journal_rows.entry_at(self._opened.vault, number)
            # An entry that is missing or unreadable is for the audit to name.
            with suppress(WrittenFormError):
                if stored is not None:
                    entry = read_entry(stored.body)
                    if entry.actor not in names:
                        names[entry.actor] = self._name(entry.actor)
                    yield ActLine(
                        seq=number,
                        at=entry.time,
                        act=_known(entry.act),
                        written=entry.act,
                        name=names[entry.actor],
                    )

    def _name(self, actor: str) -> str:
        with suppress(LogbookError, ValueError):
            return self._reviewing.practitioner(UUID(actor)).name
        return ""


def _known(written: str) -> Act | None:
    with suppress(ValueError):
        return Act(written)
    return None
