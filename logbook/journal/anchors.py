# SPDX-License-Identifier: Apache-2.0
"""Anchors: checkpoints kept outside the log, held against the log as it stands.

Nothing inside the file can show that the whole file was put back to an earlier state, or written
anew by someone who has its keys. A checkpoint in a backup, in an exported document, on paper or
with a colleague can.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from logbook.domain.anchored import AnchorKind
from logbook.journal.audit_findings import AuditKind, Findings
from logbook.journal.checkpoint import CheckpointError, Signed, epoch_of, read_checkpoint
from logbook.journal.note import note_is_signed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A checkpoint (the whole note) and where it was kept, in the words of the one who asks."""

    note: str
    where: str
    kind: AnchorKind = AnchorKind.SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSigner:
    """A person of the practice and one of their public keys (Ed25519, 32 bytes).

    `since` is the number of the first entry the key may have signed, `until` that of the entry from
    which on it signed none: its holder left, or was given another. None while it is in use.
    """

    actor: str
    public: bytes
    until: int | None = None
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The log as an audit found it.

    `epoch_starts` gives the first entry of each epoch; `roots` the root at each size an anchor
    speaks of; `whole_up_to` the number of entries before the first gap or disorder.
    """

    log: str | None
    size: int
    epoch_starts: Mapping[int, int]
    roots: Mapping[int, bytes]
    whole_up_to: int


class Anchors:
    """The anchors of one audit: read first, held against the log once its roots are known."""

    def __init__(self, anchors: Iterable[Anchor], findings: Findings) -> None:
        self._findings = findings
        self._read: list[tuple[str, Signed]] = []
        for anchor in anchors:
            try:
                self._read.append((anchor.where, read_checkpoint(anchor.note)))
            except CheckpointError:
                findings.add(AuditKind.ANCHOR_UNREADABLE, anchor=anchor.where)

    @property
    def sizes(self) -> frozenset[int]:
        """The sizes at which the audit must note the root."""
        return frozenset(signed.checkpoint.size for _, signed in self._read)

    def fixed_up_to(self, extent: Extent, signers: Iterable[KnownSigner]) -> int:
        """Note what contradicts the log; give the size of the largest anchor that bears it out."""
        keys = [signer.public for signer in signers]
        fixed = 0
        for where, signed in self._read:
            size = signed.checkpoint.size
            kind = _judge(signed, extent, keys)
            if kind is not None:
                self._findings.add(kind, seq=size, anchor=where)
            elif size <= extent.whole_up_to:
                fixed = max(fixed, size)
        return fixed


def _judge(signed: Signed, extent: Extent, keys: Iterable[bytes]) -> AuditKind | None:
    """Tell what is wrong between an anchor and the log, if anything."""
    head = signed.checkpoint
    epoch = None if extent.log is None else epoch_of(head.origin, extent.log)
    if epoch is None and extent.log is not None:
        return AuditKind.ANCHOR_OF_ANOTHER_LOG
    if not _is_signed(signed, keys):
        return AuditKind.ANCHOR_UNSIGNED
    later = [first for each, first in extent.epoch_starts.items() if epoch and each > epoch]
    if later and head.size > min(later):
        # A restore began a later epoch before this point, and its entry says so.
        return AuditKind.ANCHOR_LEFT_BEHIND
    if head.size > extent.size:
        return AuditKind.ROLLBACK
    if head.size <= extent.whole_up_to and extent.roots[head.size] != head.root:
        return AuditKind.FORK
    return None


def _is_signed(signed: Signed, keys: Iterable[bytes]) -> bool:
    names = {line.name for line in signed.note.signatures}
    return any(note_is_signed_by(signed.note, name, key) for name in names for key in keys)
