# SPDX-License-Identifier: Apache-2.0
"""When something was last recorded about each person: asked once in a while, over everybody."""

from __future__ import annotations

import json
from uuid import UUID

from logbook.store.vault import Vault

# What is about nobody in particular has moments too; whose it is, its record tells.
_LAST_OF_EACH = """
SELECT moment.service_user, max(moment.seq)
FROM moment JOIN record ON record.seq = moment.seq
WHERE record.kind NOT IN (SELECT value FROM json_each(:without))
GROUP BY moment.service_user ORDER BY moment.service_user
"""
_PEOPLE_OF_KIND = """
SELECT DISTINCT moment.service_user
FROM moment JOIN record ON record.seq = moment.seq
WHERE record.kind = :kind
"""


def last_of_each(vault: Vault, *, without: tuple[str, ...]) -> tuple[tuple[UUID, int], ...]:
    """Give everybody with the last entry that concerns them, some kinds of record left out."""
    rows = vault.rows(_LAST_OF_EACH, {"without": json.dumps(without)})
    return tuple((UUID(person), seq) for person, seq in rows)


def people_of_kind(vault: Vault, kind: str) -> frozenset[UUID]:
    """Name everybody about whom there is a record of a kind."""
    rows = vault.rows(_PEOPLE_OF_KIND, {"kind": kind})
    return frozenset(UUID(person) for (person,) in rows)
