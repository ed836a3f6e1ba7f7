# SPDX-License-Identifier: Apache-2.0
"""Which records were lawfully destroyed: a backup carries the list, so that none comes back.

The list holds identities made at random and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.destruction import DestroyedItem, DestructionCertificate
from logbook.domain.erasure import ErasedObject, Erasure
from logbook.journal.payload import read_payload
from logbook.journal.written import WrittenFormError
from logbook.store import erasing, journal_rows
from logbook.store.vault import Vault


def erased_in(vault: Vault) -> frozenset[str]:
    """Name every object that this journal says was destroyed."""
    return frozenset(str(each.object) for each in _destroyed(vault))


def destroyed_in(vault: Vault) -> frozenset[tuple[str, int]]:
    """Give object and revision of every record that this journal says was destroyed.

    What counts is what those entries committed to; the database beside it only says which they are.
    """
    return frozenset(
        (str(each.object), revision)
        for each in _destroyed(vault)
        for revision in range(1, each.revisions + 1)
    )


def _destroyed(vault: Vault) -> Iterator[DestroyedItem | ErasedObject]:
    for seq in erasing.erasing_entries(vault):
        row = journal_rows.record_of_entry(vault, seq)
        try:
            record = read_payload(row.payload) if row is not None else None
        except WrittenFormError:
            # The audit, which asks too, names it itself.
            continue
        if isinstance(record, DestructionCertificate):
            yield from record.items
        elif isinstance(record, Erasure):
            yield from record.objects
