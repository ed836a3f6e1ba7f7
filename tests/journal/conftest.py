# SPDX-License-Identifier: Apache-2.0
"""A journal in memory, as the store would hold it, for tests to record in and to tamper with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.journal.anchors import Anchor, KnownSigner
from logbook.journal.audit import AuditReport, StoredEntry, StoredJournal, audit
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.commitment import commitment
from logbook.journal.entry import NO_ENTRY, Entry, read_entry, sign_leaf, written_entry
from logbook.journal.tree import HASH_BYTES, leaf_hash, nodes_for, root

NINE = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)


class JournalInMemory:
    """Holds the rows of a journal in lists; `record` appends as the store does."""

    def __init__(self, log: str = "k3v7") -> None:
        self.log = log
        self.epoch = 1
        self.rows: list[StoredEntry] = []
        self.keys: dict[str, Ed25519PrivateKey] = {}
        self.former_signers: list[KnownSigner] = []
        self.stray_records = 0

    def key(self, actor: str) -> Ed25519PrivateKey:
        return self.keys.setdefault(
            actor, Ed25519PrivateKey.from_private_bytes(sha256(actor.encode()).digest())
        )

    def record(self, payload: bytes | None = b"{}", **changes: Any) -> Entry:
        seq = len(self.rows)
        salt = sha256(b"salt %d" % seq).digest()
        entry = Entry(
            act="consent.recorded",
            actor="a_1",
            app="0.1.0",
            commitment="" if payload is None else commitment(salt, payload).hex(),
            device="d_1",
            epoch=self.epoch,
            log=self.log,
            object=f"c_{seq}",
            prev=(self.rows[-1].leaf if self.rows else NO_ENTRY).hex(),
            revision=1,
            seq=seq,
            time=NINE + timedelta(minutes=seq),
            zone="Europe/London+00:00",
        )
        entry = replace(entry, **changes)
        body = written_entry(entry)
        leaf = leaf_hash(body)
        record = (None,) * 4 if payload is None else (entry.object, entry.revision, payload, salt)
        signature = sign_leaf(self.key(entry.actor), leaf)
        self.rows.append(
            StoredEntry(seq, body, leaf, signature, self.nodes_above(seq, leaf), *record)
        )
        return entry

    def nodes_above(self, seq: int, leaf: bytes) -> bytes:
        return b"".join(node.hash for node in nodes_for(seq, leaf, self.read)[1:])

    def read(self, level: int, position: int) -> bytes:
        row = self.rows[((position + 1) << level) - 1]
        return row.nodes[HASH_BYTES * (level - 1) :][:HASH_BYTES] if level else row.leaf

    def entry(self, seq: int) -> Entry:
        return read_entry(self.rows[seq].body)

    def rewrite(self, seq: int, **changes: Any) -> None:
        """Put another body, with its right leaf hash, in the place of an entry."""
        body = written_entry(replace(self.entry(seq), **changes))
        self.rows[seq] = self.rows[seq]._replace(body=body, leaf=leaf_hash(body))

    def anchor(self, size: int | None = None, actor: str = "a_1", epoch: int = 0) -> Anchor:
        size = len(self.rows) if size is None else size
        name = origin(self.log, epoch or self.epoch)
        head = Checkpoint(origin=name, size=size, root=root(size, self.read))
        return Anchor(note=sign_checkpoint(head, self.key(actor), name), where=f"backup {size}")

    def signers(self) -> list[KnownSigner]:
        return self.former_signers + [
            KnownSigner(actor=actor, public=key.public_key().public_bytes_raw())
            for actor, key in self.keys.items()
        ]

    def stored(self) -> StoredJournal:
        joined = sum(row.payload is not None for row in self.rows)
        return StoredJournal(
            entries=self.rows,
            size=len(self.rows),
            record_count=joined + self.stray_records,
        )

    def audited(
        self,
        *,
        anchors: Iterable[Anchor] = (),
        destroyed: frozenset[tuple[str, int]] = frozenset(),
        verify_signatures: bool | int = True,
        progress: Callable[[int], None] | None = None,
    ) -> AuditReport:
        return audit(
            self.stored(),
            signers=self.signers(),
            anchors=anchors,
            destroyed=destroyed,
            verify_signatures=verify_signatures,
            progress=progress,
        )


@pytest.fixture
def empty_journal() -> JournalInMemory:
    return JournalInMemory()


@pytest.fixture(scope="session")
def make_journal() -> Callable[[], JournalInMemory]:
    """Make twenty entries of two people, the eighth without a payload."""

    def make() -> JournalInMemory:
        made = JournalInMemory()
        for number in range(20):
            payload = None if number == 7 else b'{"number":%d}' % number
            made.record(payload, actor=f"a_{number % 2 + 1}")
        return made

    return make


@pytest.fixture
def journal(make_journal: Callable[[], JournalInMemory]) -> JournalInMemory:
    return make_journal()


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
