# SPDX-License-Identifier: Apache-2.0
"""The audit: reads a whole journal once, in order, and says where it is not what was recorded.

The store streams each entry with its signature, the nodes of the tree it completed and the record
it commits to (`StoredEntry`, one query). From the entries alone the tree is rebuilt in logarithmic
memory; stored nodes, records, signatures and anchors are held against it. The journal is never put
right: a finding names the first place that differs, and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from logbook.journal.anchors import Anchor, Anchors, Extent, KnownSigner
from logbook.journal.audit_findings import (
    INFORMATION,
    AuditFinding,
    AuditKind,
    Findings,
)
from logbook.journal.audited import Audited
from logbook.journal.commitment import PREFIX, SALT_BYTES
from logbook.journal.entry import (
    FIRST_EPOCH,
    NO_ENTRY,
    Entry,
    canonical_entry,
    leaf_is_signed_by,
)
from logbook.journal.tree import EMPTY_ROOT, Stack
from logbook.journal.written import WrittenFormError

__all__ = [
    "RESTORED",
    "Anchor",
    "AuditFinding",
    "AuditKind",
    "AuditReport",
    "KnownSigner",
    "StoredEntry",
    "StoredJournal",
    "audit",
    "audit_steps",
]

RESTORED = "log.restored"
"""The only act that may begin an epoch."""

SIGNATURE_BYTES = 64

CLOCK_TOLERANCE = timedelta(seconds=2)
"""Clocks are set by so much without anybody's doing."""

PROGRESS_EVERY = 1_000
"""Entries between two reports of progress."""


class StoredEntry(NamedTuple):
    """One row of the store: an entry, what was made of it, and its record or nothing.

    `signature` is Ed25519 over the leaf hash, 64 bytes; `nodes` the hashes of the subtrees the
    entry completes above its leaf, lowest first, 32 bytes each. A named tuple, since rows come from
    the database as tuples by the hundred thousand.
    """

    seq: int
    body: bytes
    leaf: bytes
    signature: bytes
    nodes: bytes
    object: str | None
    revision: int | None
    payload: bytes | None
    salt: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredJournal:
    """What the store holds, as the audit reads it.

    `entries` comes in order of `seq`; `size` is one more than the last, `record_count` the count
    of all records, of entries or not.
    """

    entries: Iterable[StoredEntry]
    size: int
    record_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What the audit read and found.

    `root` is that of the entries as they stand. `fixed_up_to` is the number of entries that an
    anchor outside bears out. `left_out` counts findings beyond those listed.
    """

    size: int
    root: bytes
    findings: tuple[AuditFinding, ...]
    left_out: int
    fixed_up_to: int
    audited: Audited | None = field(default=None, compare=False, repr=False)
    """Where the next audit may go on from, if nothing at all was found."""

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was found beyond what is merely worth knowing."""
        return all(finding.kind in INFORMATION for finding in self.findings)


def audit(
    journal: StoredJournal,
    *,
    signers: Iterable[KnownSigner],
    anchors: Iterable[Anchor] = (),
    destroyed: frozenset[tuple[str, int]] = frozenset(),
    verify_signatures: bool | int = True,
    practice: bytes = NO_ENTRY,
    allows: Callable[[Entry], bool] = lambda _entry: True,
    progress: Callable[[int], None] | None = None,
) -> AuditReport:
    """Audit a journal.

    Args:
        journal: what the store holds.
        signers: the keys whose signatures count, former ones included.
        anchors: checkpoints kept elsewhere.
        destroyed: object and revision of each record that was lawfully destroyed.
        verify_signatures: all, none, or those of so many of the newest entries.
        practice: the SHA-256 of the practice's certificate, which the first entry names.
        allows: tells whether whoever an entry names could do then what it says.
        progress: told now and then how many entries are done; may raise to stop the audit.
    """
    steps = audit_steps(
        journal,
        signers=signers,
        anchors=anchors,
        destroyed=destroyed,
        verify_signatures=verify_signatures,
        practice=practice,
        allows=allows,
    )
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            report: AuditReport = end.value
            return report
        if progress:
            progress(done)


def audit_steps(
    journal: StoredJournal,
    *,
    signers: Iterable[KnownSigner],
    anchors: Iterable[Anchor] = (),
    destroyed: frozenset[tuple[str, int]] = frozenset(),
    verify_signatures: bool | int = True,
    practice: bytes = NO_ENTRY,
    allows: Callable[[Entry], bool] = lambda _entry: True,
    every: int = PROGRESS_EVERY,
    since: Audited | None = None,
) -> Generator[int, None, AuditReport]:
    """Audit a journal as `audit` does, so many entries at a time; gives how many are done.

    A window takes a few steps whenever it has nothing else to do. With `since`, the journal given
    holds only what came after that, and anchors only what covers more.
    """
    signers = tuple(signers)
    findings = Findings()
    known = Anchors(anchors, findings)
    signed_from = 0 if verify_signatures is True else journal.size - verify_signatures
    walk = _Walk(
        journal,
        findings,
        destroyed=destroyed,
        sizes=known.sizes,
        since=since,
        practice=practice,
        allows=allows,
    )
    check = _Signatures(findings, signers)
    for row in journal.entries:
        entry = walk.take(row)
        if entry is not None and row[0] >= signed_from:
            check.take(row, entry.actor)
        if walk.size % every == 0:
            yield walk.size
    extent = walk.finish()
    fixed_up_to = known.fixed_up_to(extent, signers)
    yield extent.size
    return AuditReport(
        size=extent.size,
        root=walk.stack.root(),
        findings=findings.listed,
        left_out=findings.left_out,
        fixed_up_to=fixed_up_to,
        audited=walk.audited(since) if not findings.listed else None,
    )


class _Walk:
    """One pass over the rows: sequence, chain, tree, epochs, times and records."""

    def __init__(
        self,
        journal: StoredJournal,
        findings: Findings,
        *,
        destroyed: frozenset[tuple[str, int]],
        sizes: frozenset[int],
        since: Audited | None,
        practice: bytes,
        allows: Callable[[Entry], bool],
    ) -> None:
        self.stack = Stack()
        self.size = 0
        self._journal = journal
        self._add = findings.add
        self._destroyed = destroyed
        self._sizes = sizes
        self._roots = {0: EMPTY_ROOT}
        self._tree_holds = True
        self._whole_up_to: int | None = None
        self._previous: str | None = practice.hex()
        self._allows = allows
        self._log: str | None = None
        self._epoch = FIRST_EPOCH
        self._epoch_starts = {FIRST_EPOCH: 0}
        self._time = datetime.min.replace(tzinfo=UTC)
        self._records = 0
        if since is not None:
            self.stack, self.size = since.stack(), since.size
            self._roots[since.size] = self.stack.root()
            self._previous, self._log = since.last, since.log
            self._epoch, self._epoch_starts = since.epoch, dict(since.epoch_starts)
            self._time = since.time

    def audited(self, since: Audited | None) -> Audited | None:
        """Tell where the next audit may go on from."""
        if self._log is None or self._previous is None:
            return None
        return Audited(
            log=self._log,
            size=self.size,
            peaks=tuple(peak.hex() for peak in self.stack.peaks),
            last=self._previous,
            epoch=self._epoch,
            epoch_starts=tuple(sorted(self._epoch_starts.items())),
            time=self._time,
            complete_at=since.complete_at if since is not None else self._time,
        )

    def take(self, row: StoredEntry) -> Entry | None:
        """Check the next row; give its entry, unless it cannot be read."""
        seq, body, leaf, _, nodes, _, _, payload, _ = row
        if seq != self.size:
            self._lose_step(seq)
        self.size = seq + 1
        if sha256(b"\x00" + body).digest() != leaf:
            self._add(AuditKind.LEAF_DIFFERS, seq)
        self._grow(seq, leaf, nodes)
        if payload is not None:
            self._records += 1
        try:
            entry = canonical_entry(body)
        except WrittenFormError:
            self._add(AuditKind.ENTRY_UNREADABLE, seq)
            self._previous = leaf.hex()
            return None
        if entry.seq != seq:
            self._add(AuditKind.ENTRY_OUT_OF_SEQUENCE, seq)
        if entry.prev != self._previous and self._previous is not None:
            self._add(AuditKind.PREVIOUS_DIFFERS if seq else AuditKind.PRACTICE_DIFFERS, seq)
        self._previous = leaf.hex()
        if not self._allows(entry):
            self._add(AuditKind.ACT_NOT_ALLOWED, seq)
        if entry.log != self._log or entry.epoch != self._epoch:
            self._turn(seq, entry)
        if entry.time < self._time and entry.time < self._time - CLOCK_TOLERANCE:
            self._add(AuditKind.TIME_REGRESSED, seq)
        self._time = entry.time
        self._check_record(entry, row)
        return entry

    def finish(self) -> Extent:
        """Check what shows only at the end: records that belong to no entry."""
        if self._journal.record_count != self._records:
            self._add(AuditKind.RECORD_WITHOUT_ENTRY)
        return Extent(
            log=self._log,
            size=self.size,
            epoch_starts=self._epoch_starts,
            roots=self._roots,
            whole_up_to=self.size if self._whole_up_to is None else self._whole_up_to,
        )

    def _lose_step(self, seq: int) -> None:
        """Note a gap or disorder; from here on neither tree nor anchors can be compared."""
        if seq > self.size:
            self._add(AuditKind.ENTRY_MISSING, self.size)
            self._previous = None
        else:
            self._add(AuditKind.ENTRY_OUT_OF_SEQUENCE, seq)
        self._tree_holds = False
        if self._whole_up_to is None:
            self._whole_up_to = self.size

    def _grow(self, seq: int, leaf: bytes, nodes: bytes) -> None:
        """Add a leaf and compare the subtrees it completes with the stored ones."""
        completed = b"".join(self.stack.push(leaf))
        if self._tree_holds and completed != leaf + nodes:
            # Those above would differ with it, and say nothing more.
            self._tree_holds = False
            self._add(AuditKind.TREE_NODE_DIFFERS, seq)
        if seq + 1 in self._sizes:
            self._roots[seq + 1] = self.stack.root()

    def _turn(self, seq: int, entry: Entry) -> None:
        """Judge an entry that belongs to another epoch, or log, than the one before."""
        if self._log is None:
            self._log = entry.log
        elif entry.log != self._log:
            self._add(AuditKind.ENTRY_OF_ANOTHER_LOG, seq)
        if entry.epoch != self._epoch:
            if entry.epoch != self._epoch + 1 or entry.act != RESTORED:
                self._add(AuditKind.EPOCH_SKIPPED, seq)
            self._epoch = entry.epoch
            self._epoch_starts.setdefault(entry.epoch, seq)

    def _check_record(self, entry: Entry, row: StoredEntry) -> None:
        """Hold the record beside an entry against what the entry commits to."""
        seq, _, _, _, _, object_, revision, payload, salt = row
        if not entry.commitment:
            if payload is not None:
                self._add(AuditKind.RECORD_WITHOUT_ENTRY, seq)
        elif payload is None:
            if (entry.object, entry.revision) not in self._destroyed:
                self._add(AuditKind.RECORD_MISSING, seq)
        elif salt is None or len(salt) != SALT_BYTES:
            self._add(AuditKind.SALT_LOST, seq)
        elif (
            sha256(PREFIX + salt + payload).hexdigest() != entry.commitment
            or object_ != entry.object
            or revision != entry.revision
        ):
            self._add(AuditKind.RECORD_DIFFERS, seq)
        elif (object_, revision) in self._destroyed:
            self._add(AuditKind.RECORD_RETURNED, seq)


class _Signatures:
    """Checks that each entry is signed by the one it names, and that they are known."""

    def __init__(self, findings: Findings, signers: Iterable[KnownSigner]) -> None:
        self._add = findings.add
        self._keys: dict[str, list[KnownSigner]] = {}
        for signer in signers:
            self._keys.setdefault(signer.actor, []).append(signer)

    def take(self, row: StoredEntry, actor: str) -> None:
        """Check the signature of one entry."""
        seq, _, leaf, signature, *_ = row
        keys = self._keys.get(actor)
        if keys is None:
            self._add(AuditKind.SIGNER_UNKNOWN, seq)
        elif len(signature) != SIGNATURE_BYTES:
            self._add(AuditKind.SIGNATURE_MISSING, seq)
        elif not any(
            leaf_is_signed_by(key.public, leaf, signature)
            for key in keys
            if key.since <= seq and (key.until is None or seq < key.until)
        ):
            self._add(AuditKind.SIGNATURE_WRONG, seq)
