# SPDX-License-Identifier: Apache-2.0
"""When something was last recorded about each person: asked once in a while, over everybody.

Person by person, because all at once takes most of a second where there are two thousand of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from logbook.store.vault import Vault

_PEOPLE = """
SELECT object FROM line
WHERE kind = 'service-user' AND state <> 'destroyed' ORDER BY sort, seq
"""
_LAST_OF = """
SELECT
    max(moment.seq) FILTER (
        WHERE record.kind NOT IN (SELECT value FROM json_each(:without))
    ),
    count(*) FILTER (WHERE record.kind = :decided) > 0
FROM moment JOIN record ON record.seq = moment.seq
WHERE moment.service_user = :person
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastContact:
    """The last entry that concerns somebody, and whether there is a record of some kind."""

    seq: int
    is_decided: bool


def people(vault: Vault) -> tuple[UUID, ...]:
    """Name everybody there are records about, by name."""
    return tuple(UUID(person) for (person,) in vault.rows(_PEOPLE))


def last_of(
    vault: Vault, person: UUID, *, without: tuple[str, ...], decided: str
) -> LastContact | None:
    """Give the last entry that concerns somebody; None if there is none any more.

    Args:
        vault: Where it is.
        person: Who.
        without: Kinds of record that do not count.
        decided: The kind of record of which it is told whether there is one.
    """
    wanted = {"person": str(person), "without": json.dumps(without), "decided": decided}
    found = vault.row(_LAST_OF, wanted)
    if found is None or found[0] is None:
        return None
    return LastContact(seq=int(found[0]), is_decided=bool(found[1]))
