# SPDX-License-Identifier: Apache-2.0
"""How the people of the practice stand by the journal, which the key file follows."""

from __future__ import annotations

from uuid import UUID

from logbook.domain.records import Act
from logbook.services.opening import OpenFolder
from logbook.services.roster import GIVE_NEW_KEYS
from logbook.store.membership import Standing


class Standings:
    """Tells how a person stands, by those entries alone that count (`Roster`)."""

    def __init__(self, opened: OpenFolder) -> None:
        self._opened = opened

    def of(self, person: UUID) -> Standing | None:
        """Tell how a person stands; None if they were never enrolled to the end."""
        return self._opened.roster.standing(str(person))

    def renewed_at(self, person: UUID) -> int | None:
        """Give the number of the entry by which they were last given new keys; None if never."""
        last = None
        for turn in self._opened.roster.turns.get(str(person), ()):
            if turn.act in GIVE_NEW_KEYS:
                last = turn.seq
            elif turn.act == Act.PRACTITIONER_ENROLLED.value:
                last = None
        return last

    def has_keys_from_others(self, person: UUID) -> bool:
        """Tell whether it was somebody else who last enrolled them, or gave them new keys."""
        given_by = None
        for turn in self._opened.roster.turns.get(str(person), ()):
            given_by = turn.keys_from or given_by
        return given_by is not None and given_by != str(person)
