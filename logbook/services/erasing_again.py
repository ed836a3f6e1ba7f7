# SPDX-License-Identifier: Apache-2.0
"""Erasing once more what an older backup brought back, with an entry that says so.

The decision and the certificate stand in the journal that was lost; what is kept here is what lists
and numbers need: a number that was given once is never given to another (INV-35).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from logbook.domain.erasure import ErasedObject, Erasure
from logbook.domain.records import Act, place_of
from logbook.journal.payload import read_payload
from logbook.services import indexing
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.store import erasing, journal_rows, lines
from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault

EraseAgain = Callable[[OpenFolder, Scribe, frozenset[str], datetime], object]
"""Erases objects again in a restored logbook that nobody has opened yet."""


def erase_again(opened: OpenFolder, scribe: Scribe, objects: frozenset[str], at: datetime) -> None:
    """Erase objects that are on record, and sweep the file of what is left of them.

    Where they were shown a line remains that says so, as where they were first erased.

    Raises:
        VaultError: it could not be done whole; nothing is to be put in place.
    """
    vault, in_order = opened.vault, sorted(objects)
    erasure = Erasure(
        id=uuid4(),
        objects=tuple(_told_of(vault, one) for one in in_order),
        erased_by=scribe.person,
        erased_at=at,
    )

    def take_out(seq: int) -> None:
        erasing.erase(vault, in_order, erased_by=seq)
        indexing.stand_in(vault, erasure)

    scribe.write(Act.ERASURE_REAPPLIED, erasure, at=at, then=take_out)
    erasing.sweep(vault)


def _told_of(vault: Vault, object_id: str) -> ErasedObject:
    row = journal_rows.latest_record(vault, object_id)
    if row is None:
        raise VaultDamagedError("What is to be erased again is not on record.")
    record = read_payload(row.payload)
    line = lines.line_of(vault, UUID(object_id))
    return ErasedObject(
        object=UUID(object_id),
        revisions=row.revision,
        service_user=place_of(record),
        kind=line.kind if line is not None else None,
        number=line.number if line is not None else "",
    )
