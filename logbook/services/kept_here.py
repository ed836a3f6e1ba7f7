# SPDX-License-Identifier: Apache-2.0
"""What this computer keeps of a logbook, held against its folder.

Somebody who belonged to the practice has an old copy of the folder and the root key of then; put
back, it opens with the passphrases of those who were in it, and whatever is written in it, that
person reads. The key file kept here shows it: a root key or a key file never goes back to an
earlier one, unless an administrator restored a backup and the journal says so.

The copy kept here may itself be older: a logbook on a stick is used on several computers in turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress

from logbook.domain.records import Act
from logbook.journal.audit_findings import AuditFinding, AuditKind
from logbook.journal.entry import leaf_is_signed_by, read_entry
from logbook.journal.tree import leaf_hash
from logbook.journal.written import WrittenFormError
from logbook.services.opening import OpenFolder
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError
from logbook.store.key_file import KeyFile
from logbook.store.keyring import ADMINISTRATOR, is_genuine
from logbook.store.vault import Vault

KEYS_ON_THIS_COMPUTER = "keys.json"


def against_kept(opened: OpenFolder) -> Iterator[AuditFinding]:
    """Tell what in the key file goes back behind the one kept here: at most one finding."""
    kept, vault = opened.computer.key_file(opened.vault.id), opened.vault
    if kept is None:
        return
    # A journal that cannot be read is for its audit to name.
    with suppress(VaultDamagedError, WrittenFormError):
        kind = _judge(opened, kept)
        if kind is not None:
            size = journal_rows.size(vault)
            yield AuditFinding(kind=kind, seq=size, anchor=KEYS_ON_THIS_COMPUTER)


def signers_kept(opened: OpenFolder) -> tuple[bytes, ...]:
    """Give the raw Ed25519 keys that signed by the key file kept here."""
    kept = opened.computer.key_file(opened.vault.id)
    if kept is None:
        return ()
    return (*(one.ed25519 for one in kept.people), *(one.ed25519 for one in kept.former))


def _judge(opened: OpenFolder, kept: KeyFile) -> AuditKind | None:
    mine, vault = opened.keys.key_file, opened.vault
    if (mine.practice_public, mine.practice_fingerprint) != (
        kept.practice_public,
        kept.practice_fingerprint,
    ):
        return AuditKind.KEY_FILE_FOREIGN
    epoch = journal_rows.last_epoch(vault)
    if epoch > kept.journal_epoch and _is_restored(vault, kept):
        return None
    if mine.root_epoch < kept.root_epoch or (epoch, mine.epoch) < kept.age:
        return AuditKind.KEY_FILE_OLDER
    if mine.root_epoch == kept.root_epoch and not is_genuine(kept, opened.keys.unlocked):
        return AuditKind.KEY_FILE_FOREIGN
    return None


def _is_restored(vault: Vault, kept: KeyFile) -> bool:
    """Tell whether an administrator by the key file kept here began the epoch after it."""
    seq = bisect_right(
        range(journal_rows.size(vault)),
        kept.journal_epoch,
        key=lambda each: read_entry(_entry(vault, each).body).epoch,
    )
    signed = _entry(vault, seq)
    entry = read_entry(signed.body)
    return (
        entry.act == Act.LOGBOOK_RESTORED.value
        and leaf_hash(signed.body) == signed.leaf
        and any(
            leaf_is_signed_by(public, signed.leaf, signed.signature)
            for public in _administrators(kept)
        )
    )


def _administrators(kept: KeyFile) -> Iterator[bytes]:
    """Give the keys of administrators, those before too: a backup opens with them."""
    now = {
        one.id: one.ed25519
        for one in kept.people
        if one.role == ADMINISTRATOR and not one.suspended
    }
    yield from now.values()
    yield from (one.ed25519 for one in kept.former if one.person in now)


def _entry(vault: Vault, seq: int) -> journal_rows.SignedEntry:
    entry = journal_rows.entry_at(vault, seq)
    if entry is None:
        raise VaultDamagedError("An entry of the journal is missing.")
    return entry
