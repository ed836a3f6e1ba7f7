# SPDX-License-Identifier: Apache-2.0
"""Holding lists, timelines and indexes against the journal before anything is decided by them.

What they are to be is made of the whole journal, in memory. A logbook that was closed here keeps on
this computer, sealed with the root key, what its lists came to at that size and root; where it
opens again there, the lists are only summed up. The seal says what is true of that journal for
good: an older one put back is of another root, and of no use.
"""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from logbook.errors import LogbookError
from logbook.journal.tree import EMPTY_ROOT, root
from logbook.journal.written import WrittenFormError, read, written
from logbook.services import indexing
from logbook.services.opening import OpenFolder
from logbook.store import journal_rows
from logbook.store.derivation import subkey, wipe
from logbook.store.errors import VaultError
from logbook.store.indexes import indexes_differ
from logbook.store.list_rows import every_record_is_there, stored_sums
from logbook.store.list_sums import ListSums


class Held(Enum):
    """What the lists turned out to be."""

    AS_MADE = "as-made"
    DIFFERENT = "different"
    NO_TELLING = "no-telling"
    """Journal, records or a page are not whole, so there is nothing to hold, or to make again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What the lists came to: sums as 64 hex digits, of the journal of that size and root."""

    log: str
    size: int
    root: str
    lines: str
    moments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sealed:
    kept: _Kept
    seal: str


def hold(opened: OpenFolder) -> Held:
    """Hold the lists of an open logbook against its journal; changes nothing in it.

    Where they are as they are made, the vault goes on summing them up (`Vault.list_sums`).
    """
    vault = opened.vault
    try:
        stored = None if indexes_differ(vault) else stored_sums(vault)
        if not every_record_is_there(vault):
            return Held.NO_TELLING
        wanted = _kept(opened)
        if wanted is None or wanted != stored:
            wanted = indexing.made_sums(vault)
    except LogbookError:
        return Held.NO_TELLING
    if wanted != stored:
        return Held.DIFFERENT
    vault.list_sums = wanted
    return Held.AS_MADE


def keep(opened: OpenFolder) -> None:
    """Keep what the lists come to now, for the next opening; a failure costs no more than time."""
    sums = opened.vault.list_sums
    if sums is None:
        return
    with suppress(VaultError):
        kept = _now(opened, sums)
        sealed = _Sealed(kept=kept, seal=_seal(opened, kept))
        opened.computer.keep_lists(opened.vault.id, written(sealed))


def _kept(opened: OpenFolder) -> ListSums | None:
    """Give what was kept of this very journal; None if nothing was."""
    try:
        found = read(opened.computer.lists(opened.vault.id) or b"", _Sealed)
        sums = ListSums(lines=int(found.kept.lines, 16), moments=int(found.kept.moments, 16))
        if not hmac.compare_digest(found.seal, _seal(opened, found.kept)):
            return None
        return sums if found.kept == _now(opened, sums) else None
    except (WrittenFormError, ValueError, TypeError):
        return None


def _now(opened: OpenFolder, sums: ListSums) -> _Kept:
    vault = opened.vault
    size = journal_rows.size(vault)
    now = root(size, journal_rows.read_node(vault)) if size else EMPTY_ROOT
    return _Kept(
        log=vault.id,
        size=size,
        root=now.hex(),
        lines=f"{sums.lines:064x}",
        moments=f"{sums.moments:064x}",
    )


def _seal(opened: OpenFolder, kept: _Kept) -> str:
    key = subkey(opened.keys.unlocked.root_key, "lists/v1")
    try:
        return hmac.digest(key, written(kept), "sha256").hex()
    finally:
        wipe(key)
