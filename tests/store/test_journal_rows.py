# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from uuid import uuid4

import pytest

from logbook.journal.audit import KnownSigner, audit
from logbook.journal.tree import inclusion_proof, is_included, root
from logbook.store import journal_rows
from logbook.store.audit_rows import stored_journal
from logbook.store.errors import VaultDamagedError
from logbook.store.journal_rows import RecordRow, SignedCheckpoint, SignedEntry
from logbook.store.person_keys import PersonKeys
from logbook.store.vault import Vault

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 9162 2.1.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\1" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


def test_empty_journal_has_no_last_leaf(vault: Vault) -> None:
    assert journal_rows.size(vault) == 0
    assert journal_rows.last_leaf(vault) is None
    assert journal_rows.entry_at(vault, 0) is None


def test_entry_and_record_come_back_as_written(vault: Vault, record: Recorder) -> None:
    entry, row = record(b'{"kind":"consent"}', kind="consent")
    assert journal_rows.entry_at(vault, 0) == entry
    assert journal_rows.last_leaf(vault) == entry.leaf
    assert journal_rows.record_at(vault, row.object, 1) == row
    assert journal_rows.record_of_entry(vault, 0) == row
    assert journal_rows.entry_of(vault, row.object, 1) == entry
    assert journal_rows.record_at(vault, row.object, 2) is None
    assert journal_rows.entry_of(vault, row.object, 2) is None
    assert journal_rows.latest_record(vault, str(uuid4())) is None


def test_latest_revision_is_the_one_asked_for(vault: Vault, record: Recorder) -> None:
    object_id = str(uuid4())
    for revision in (1, 2, 3):
        record(b"{%d}" % revision, object_id=object_id, revision=revision)
        record()
    latest = journal_rows.latest_record(vault, object_id)
    assert latest is not None
    assert (latest.revision, latest.payload) == (3, b"{3}")
    assert [seq for seq, _ in journal_rows.records(vault)] == list(range(6))
    assert [seq for seq, _ in journal_rows.records(vault, 4)] == [4, 5]


def test_tree_of_every_size_has_the_root_of_the_rfc(vault: Vault, record: Recorder) -> None:
    leaves: list[bytes] = []
    read = journal_rows.read_node(vault)
    for _ in range(17):
        leaves.append(record()[0].leaf)
        assert root(len(leaves), read) == plain_root(leaves)
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(index, 17, read)
        assert is_included(leaf, index, 17, proof, plain_root(leaves))


def test_node_that_is_not_there_is_damage(vault: Vault, record: Recorder) -> None:
    record()
    read = journal_rows.read_node(vault)
    for level, position in ((0, 1), (1, 0), (5, 0)):
        with pytest.raises(VaultDamagedError):
            read(level, position)


def test_audit_finds_a_journal_as_it_was_recorded_intact(
    vault: Vault, record: Recorder, person_keys: PersonKeys
) -> None:
    public = person_keys.ed25519.public_key().public_bytes_raw()
    assert audit(stored_journal(vault), signers=()).size == 0
    for _ in range(21):
        record()
    report = audit(
        stored_journal(vault),
        signers=[KnownSigner(actor="p_1", public=public)],
    )
    assert report.is_intact
    assert report.size == 21


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE entry SET nodes = zeroblob(32) WHERE seq = 5",
        "UPDATE entry SET nodes = x'' WHERE seq = 5",
        "UPDATE entry SET nodes = zeroblob(32) WHERE seq = 8",
        "UPDATE entry SET nodes = CAST (nodes || zeroblob(32) AS BLOB) WHERE seq = 7",
        "UPDATE entry SET leaf = zeroblob(32) WHERE seq = 6",
        "UPDATE entry SET body = x'7b7d' WHERE seq = 6",
        "UPDATE entry SET signature = zeroblob(64) WHERE seq = 6",
        "UPDATE record SET payload = x'7b7d' WHERE seq = 6",
        "UPDATE record SET salt = zeroblob(32) WHERE seq = 6",
        "UPDATE record SET seq = 99 WHERE seq = 8",
        "DELETE FROM record WHERE seq = 8",
        "DELETE FROM entry WHERE seq = 6",
    ],
)
def test_audit_finds_what_was_tampered_with(
    vault: Vault, record: Recorder, person_keys: PersonKeys, tampering: str
) -> None:
    public = person_keys.ed25519.public_key().public_bytes_raw()
    for _ in range(9):
        record()
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers = vault.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(tampering)
    report = audit(
        stored_journal(vault),
        signers=[KnownSigner(actor="p_1", public=public)],
    )
    assert not report.is_intact


def test_stored_journal_is_what_was_recorded(vault: Vault, record: Recorder) -> None:
    written = [record(b"{%d}" % number) for number in range(3)]
    journal = stored_journal(vault)
    assert (journal.size, journal.record_count) == (3, 3)
    for stored, (entry, row) in zip(journal.entries, written, strict=True):
        assert (stored.body, stored.leaf) == (entry.body, entry.leaf)
        assert (stored.object, stored.revision) == (row.object, row.revision)
        assert (stored.payload, stored.salt) == (row.payload, row.salt)
        assert stored.signature == entry.signature


def test_signed_checkpoints_are_kept_and_the_last_is_known(vault: Vault) -> None:
    assert journal_rows.last_signed_checkpoint(vault) is None
    for size in (1, 1, 5):
        kept = SignedCheckpoint(origin="log/1", size=size, root=bytes(32), note=f"note {size}\n")
        with vault.atomic():
            journal_rows.keep_signed_checkpoint(vault, kept)
        assert journal_rows.last_signed_checkpoint(vault) == kept


def test_reading_costs_look_ups_by_key_only(vault: Vault) -> None:
    queries = {
        name: text
        for name, text in vars(journal_rows).items()
        if name.startswith("_") and isinstance(text, str) and "SELECT" in text
    }
    assert len(queries) >= 8
    for name, text in queries.items():
        plan = [row[3] for row in vault.rows("EXPLAIN QUERY PLAN " + text, PARAMETERS)]
        bad = [step for step in plan if step.startswith("SCAN") and name not in ORDERED]
        assert not bad, f"{name}: {plan}"


PARAMETERS = dict.fromkeys(
    (
        *("seq", "object", "revision", "start", "length", "body", "leaf", "signature", "nodes"),
        *("kind", "payload", "salt", "origin", "size", "root", "note", "count"),
    )
)
ORDERED = {
    *("_LAST_BODY", "_LAST_LEAF", "_LAST_CHECKPOINT", "_RECORDS_BACKWARDS"),
    *("_COUNTS", "_SIGNED_SIZES", "_SIGNED_NOTES", "_NONE_IS_MISSING"),
}
"""These walk a table from its end to what they look for; few checkpoints are signed, and what a
rehearsal counts is everything."""
