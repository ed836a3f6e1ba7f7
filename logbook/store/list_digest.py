# SPDX-License-Identifier: Apache-2.0
"""One hash over everything the lists hold, to see whether they are what the journal makes of them.

Lists are no evidence, but decisions look at them: a page of an older file put back could hide a
line of a record that the journal still holds, and no audit of the journal would see it.
"""

from __future__ import annotations

from hashlib import sha256

from logbook.store.vault import Vault

_LINES = """
SELECT seq, object, kind, service_user, at, sort, number, title, detail, state, due, words,
    restricted
FROM line ORDER BY seq
"""
_MOMENTS = "SELECT service_user, seq FROM moment ORDER BY service_user, seq"


def digest_of_lists(vault: Vault) -> bytes:
    """Give the SHA-256 over every line and every moment, in their order."""
    hashed = sha256()
    for query in (_LINES, _MOMENTS):
        for row in vault.stream(query):
            hashed.update(repr(row).encode("utf-8"))
    return hashed.digest()
