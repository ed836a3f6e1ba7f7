# SPDX-License-Identifier: Apache-2.0
"""The marks that this program leaves outside the database at each closing, held against it.

One stands in the key file, sealed with the root key, one in the folder of this user of this
computer. Both only ever grow; a journal that is shorter, or another, was put there by somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from logbook.domain.anchored import AnchorKind
from logbook.journal.anchors import Anchor, KnownSigner
from logbook.journal.audit_findings import AuditFinding, AuditKind
from logbook.journal.checkpoint import CheckpointError, epoch_of, read_checkpoint
from logbook.journal.entry import FIRST_EPOCH, read_entry
from logbook.journal.note import note_is_signed_by
from logbook.journal.tree import root
from logbook.journal.written import WrittenFormError
from logbook.services.kept_here import against_kept, signers_kept
from logbook.services.opening import OpenFolder
from logbook.services.reading_only import because_of
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault

KEY_FILE = "keys.a.json"
ON_THIS_COMPUTER = "checkpoint.note"


def signers(opened: OpenFolder) -> list[KnownSigner]:
    """Name everyone whose signature counts in this journal, with their keys, former ones too.

    What the key file says of it does not count by itself: whoever opens the logbook could write it.
    """
    return list(opened.roster.signers)


def against_marks(opened: OpenFolder) -> tuple[AuditFinding, ...]:
    """Tell what the journal as it stands contradicts: at most one finding for each mark.

    Where it contradicts none, tell what of people in it, and in the key file, does not count.
    """
    found = tuple(_findings(opened))
    return found if because_of(found) is not None else (*found, *opened.roster.findings)


def on_this_computer(opened: OpenFolder) -> Anchor | None:
    """Give the checkpoint kept on this computer, if somebody known here signed it.

    Known by the journal, or by the key file kept beside it: whoever puts another folder in the
    place of this one says who is known in that. One that nobody signed forbids nothing, since
    whoever can write there needs no key for it; the audit names it.
    """
    found = _kept_here(opened)
    return found if isinstance(found, Anchor) else None


def _kept_here(opened: OpenFolder) -> Anchor | AuditKind | None:
    """Give the checkpoint kept on this computer, or say why it tells nothing; None: none is."""
    note = opened.computer.newest_checkpoint(opened.vault.id)
    if note is None:
        return None
    try:
        signed = read_checkpoint(note)
    except CheckpointError:
        return AuditKind.ANCHOR_UNREADABLE
    head = signed.checkpoint
    if epoch_of(head.origin, opened.vault.id) is None:
        return AuditKind.ANCHOR_OF_ANOTHER_LOG
    known = (*(one.public for one in signers(opened)), *signers_kept(opened))
    if not any(note_is_signed_by(signed.note, head.origin, public) for public in known):
        return AuditKind.ANCHOR_UNSIGNED
    return Anchor(note=note, where=ON_THIS_COMPUTER, kind=AnchorKind.COMPUTER)


def current_epoch(vault: Vault) -> int:
    """Tell the epoch of the journal: that of its last entry."""
    size = journal_rows.size(vault)
    return _epoch_at(vault, size - 1) if size else FIRST_EPOCH


def is_left_behind(vault: Vault, epoch: int, covered: int) -> bool:
    """Tell whether a restore began a later epoch before what a checkpoint covers, and says so."""
    size = journal_rows.size(vault)
    if not size or _epoch_at(vault, size - 1) <= epoch:
        return False
    # Epochs only ever rise: the first entry of a later one is found by halving.
    low, high = 0, size - 1
    while low < high:
        middle = (low + high) // 2
        if _epoch_at(vault, middle) > epoch:
            high = middle
        else:
            low = middle + 1
    return covered > low


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    where: str
    epoch: int
    size: int
    root: bytes


def lost_checkpoint(opened: OpenFolder, notes: Iterable[str], where: str) -> AuditFinding | None:
    """Tell whether a checkpoint kept outside was signed here and is not among those any more.

    Rows are only ever added to them, so that an old page put back is what takes one away.

    Args:
        opened: The open logbook.
        notes: Checkpoints kept outside (C2SP signed notes).
        where: Where they are kept.
    """
    vault = opened.vault
    last = journal_rows.last_signed_checkpoint(vault)
    reached = (_epoch_of(last.origin, vault.id), last.size) if last is not None else (0, 0)
    for note in notes:
        try:
            signed = read_checkpoint(note)
        except CheckpointError:
            continue
        head = signed.checkpoint
        is_later = (epoch_of(head.origin, vault.id) or 0, head.size) > reached
        if (
            is_later
            and epoch_of(head.origin, vault.id) == current_epoch(vault)
            and any(
                note_is_signed_by(signed.note, head.origin, one.public) for one in signers(opened)
            )
        ):
            return AuditFinding(kind=AuditKind.CHECKPOINT_LOST, seq=head.size, anchor=where)
    return None


def _findings(opened: OpenFolder) -> Iterator[AuditFinding]:
    yield from against_kept(opened)
    why = _kept_here(opened)
    if isinstance(why, AuditKind):
        yield AuditFinding(kind=why, anchor=ON_THIS_COMPUTER)
    for mark in _marks(opened):
        kind = _judge(opened.vault, mark)
        if kind is not None:
            yield AuditFinding(kind=kind, seq=mark.size, anchor=mark.where)


def _epoch_of(line: str, log: str) -> int:
    return epoch_of(line, log) or FIRST_EPOCH


def _marks(opened: OpenFolder) -> Iterator[_Mark]:
    mark, vault = opened.keys.key_file.hwm, opened.vault.id
    if mark.size:
        epoch = epoch_of(mark.origin, vault) or FIRST_EPOCH
        yield _Mark(where=KEY_FILE, epoch=epoch, size=mark.size, root=mark.root)
    kept = on_this_computer(opened)
    if kept is not None:
        head = read_checkpoint(kept.note).checkpoint
        epoch = epoch_of(head.origin, vault) or FIRST_EPOCH
        yield _Mark(where=kept.where, epoch=epoch, size=head.size, root=head.root)


def _judge(vault: Vault, mark: _Mark) -> AuditKind | None:
    try:
        size = journal_rows.size(vault)
        if is_left_behind(vault, mark.epoch, mark.size):
            return AuditKind.ANCHOR_LEFT_BEHIND
        if mark.size > size:
            return AuditKind.ROLLBACK
        same = root(mark.size, journal_rows.read_node(vault)) == mark.root
    except VaultDamagedError:
        return AuditKind.TREE_NODE_DIFFERS
    except WrittenFormError:
        return AuditKind.ENTRY_UNREADABLE
    if not same:
        return AuditKind.FORK
    # Whoever left the mark had signed a checkpoint first, and that stands in the database.
    last = journal_rows.last_signed_checkpoint(vault)
    reached = (_epoch_of(last.origin, vault.id), last.size) if last is not None else (0, 0)
    return None if reached >= (mark.epoch, mark.size) else AuditKind.CHECKPOINT_LOST


def _epoch_at(vault: Vault, seq: int) -> int:
    entry = journal_rows.entry_at(vault, seq)
    if entry is None:
        raise VaultDamagedError("An entry of the journal is missing.")
    return read_entry(entry.body).epoch
