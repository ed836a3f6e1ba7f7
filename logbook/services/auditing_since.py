# SPDX-License-Identifier: Apache-2.0
"""Keeping where the audit of a long journal got to: on this computer, sealed with the root key."""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from logbook.journal.audit import AuditReport
from logbook.journal.audited import Audited
from logbook.journal.checkpoint import CheckpointError, read_checkpoint
from logbook.journal.tree import root
from logbook.journal.written import WrittenFormError, read, written
from logbook.services.opening import OpenFolder
from logbook.store import journal_rows
from logbook.store.derivation import subkey, wipe
from logbook.store.errors import VaultDamagedError, VaultError

COMPLETE_EVERY = timedelta(days=7)
"""By the times of the entries; what was found whole may have been tampered with since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sealed:
    audited: Audited
    seal: str


def last(opened: OpenFolder, long: int) -> Audited | None:
    """Give where to go on from; None if the whole journal is to be read."""
    vault = opened.vault
    if journal_rows.size(vault) <= long:
        return None
    try:
        found = read(opened.computer.audited(vault.id) or b"", _Sealed)
        seal, audited = found.seal, found.audited
        if not hmac.compare_digest(seal, _seal(opened, audited)) or audited.log != vault.id:
            return None
        return audited if _still_holds(opened, audited) else None
    except (WrittenFormError, VaultDamagedError, ValueError, TypeError):
        return None


def keep(opened: OpenFolder, report: AuditReport, long: int) -> None:
    """Keep where an audit that found nothing got to; a failure costs no more than time."""
    audited = report.audited
    if audited is None or not report.is_intact or audited.size <= long:
        return
    sealed = _Sealed(audited=audited, seal=_seal(opened, audited))
    with suppress(VaultError):
        opened.computer.keep_audited(opened.vault.id, written(sealed))


def covers(note: str) -> int:
    """Tell how many entries a checkpoint covers; what cannot be read is left for the audit."""
    try:
        return read_checkpoint(note).checkpoint.size
    except CheckpointError:
        return 0


def _still_holds(opened: OpenFolder, audited: Audited) -> bool:
    """Tell whether the tree stored there is the one that was audited, and not too long ago."""
    vault = opened.vault
    now = journal_rows.last_time(vault)
    return (
        now is not None
        and timedelta(0) <= now - audited.complete_at < COMPLETE_EVERY
        and audited.size <= journal_rows.size(vault)
        and root(audited.size, journal_rows.read_node(vault)) == audited.root
    )


def _seal(opened: OpenFolder, audited: Audited) -> str:
    key = subkey(opened.keys.unlocked.root_key, "audited/v1")
    try:
        return hmac.digest(key, written(audited), "sha256").hex()
    finally:
        wipe(key)
