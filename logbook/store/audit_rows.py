# SPDX-License-Identifier: Apache-2.0
"""The journal as the audit reads it: one query, streamed in order."""

from __future__ import annotations

from logbook.journal.audit import StoredEntry, StoredJournal
from logbook.store.vault import Vault

_ENTRIES = """
SELECT entry.seq, entry.body, entry.leaf, entry.signature, entry.nodes,
    record.object, record.revision, record.payload, record.salt
FROM entry LEFT JOIN record ON record.seq = entry.seq
WHERE entry.seq >= :start AND entry.seq < :size ORDER BY entry.seq
"""
# To count the entries would be to read them all twice; the audit itself finds any that is missing.
_COUNTS = """
SELECT
    (SELECT coalesce(max(seq) + 1, 0) FROM entry),
    (SELECT count(*) FROM record WHERE seq >= :start)
"""


def stored_journal(vault: Vault, start: int = 0) -> StoredJournal:
    """Give the journal from an entry on, as it is now; what is added meanwhile is left out."""
    counted = vault.row(_COUNTS, {"start": start})
    assert counted is not None, "a count always answers"
    size, record_count = counted
    return StoredJournal(
        entries=map(StoredEntry._make, vault.stream(_ENTRIES, {"start": start, "size": size})),
        size=size,
        record_count=record_count,
    )
