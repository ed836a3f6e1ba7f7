# SPDX-License-Identifier: Apache-2.0
"""How the people of the practice stand by the journal, which the key file follows."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from logbook.domain.practice import Practitioner
from logbook.domain.records import Act
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.store import journal_rows
from logbook.store.membership import Standing
from logbook.store.vault import Vault


class Standings:
    """Reads from the journal how a person stands."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def of(self, person: UUID) -> Standing | None:
        """Tell how a person stands; None if they were never enrolled to the end."""
        standing = None
        for seq, act, record in self._revisions(person):
            suspended = standing is not None and standing.suspended
            left_at = standing.left_at if standing is not None else None
            if act == Act.PRACTITIONER_SUSPENDED.value:
                suspended = True
            elif act in _LET_IN:
                suspended, left_at = False, None
            elif act == Act.PRACTITIONER_LEFT.value:
                left_at = seq
            standing = Standing(role=record.role.value, suspended=suspended, left_at=left_at)
        return standing

    def renewed_at(self, person: UUID) -> int | None:
        """Give the number of the entry by which they were last given new keys; None if never."""
        last = None
        for seq, act, _ in self._revisions(person):
            if act == Act.PRACTITIONER_RENEWED.value:
                last = seq
            elif act == Act.PRACTITIONER_ENROLLED.value:
                last = None
        return last

    def has_keys_from_others(self, person: UUID) -> bool:
        """Tell whether it was somebody else who last enrolled them, or gave them new keys."""
        given_by = None
        for seq, act, _ in self._revisions(person):
            if act in _GIVE_KEYS:
                entry = journal_rows.entry_at(self._vault, seq)
                given_by = read_entry(entry.body).actor if entry is not None else None
        return given_by is not None and given_by != str(person)

    def _revisions(self, person: UUID) -> Iterator[tuple[int, str, Practitioner]]:
        """Give every revision of a person's record, with the number of its entry and its act."""
        revision = 1
        while (row := journal_rows.record_at(self._vault, str(person), revision)) is not None:
            entry = journal_rows.entry_of(self._vault, str(person), revision)
            record = read_payload(row.payload)
            if entry is not None and isinstance(record, Practitioner):
                yield entry.seq, read_entry(entry.body).act, record
            revision += 1


_GIVE_KEYS = frozenset({Act.PRACTITIONER_ENROLLED.value, Act.PRACTITIONER_RENEWED.value})
_LET_IN = frozenset({Act.PRACTITIONER_ENROLLED.value, Act.PRACTITIONER_REINSTATED.value})
