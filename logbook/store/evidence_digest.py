# SPDX-License-Identifier: Apache-2.0
"""One hash over everything that was ever recorded or half written, to hold a copy against it.

What lists and search hold is made from that, and is not in it.
"""

from __future__ import annotations

from hashlib import sha256

from logbook.store.vault import Vault

_EVIDENCE = (
    "SELECT id FROM vault",
    "SELECT seq, body, leaf, signature, nodes FROM entry ORDER BY seq",
    "SELECT seq, object, revision, kind, payload, salt FROM record ORDER BY seq",
    "SELECT number, origin, size, root, note FROM signed_checkpoint ORDER BY number",
    "SELECT id, kind, body, saved_at FROM draft ORDER BY id",
)
_ERASED = "SELECT seq, object, revision, erased_by FROM erased ORDER BY seq"
_KNOWS_ERASED = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'erased'"


def digest_of_evidence(vault: Vault) -> bytes:
    """Give the SHA-256 over every row that is not derived, of this schema or an earlier one."""
    hashed = sha256()
    queries = (*_EVIDENCE, _ERASED) if knows_erased(vault) else _EVIDENCE
    for query in queries:
        for row in vault.stream(query):
            hashed.update(repr(row).encode("utf-8"))
    return hashed.digest()


def knows_erased(vault: Vault) -> bool:
    """Tell whether the schema is one in which records can be erased."""
    return vault.row(_KNOWS_ERASED) is not None
