# SPDX-License-Identifier: Apache-2.0
"""The rows of the journal: entries, the tree over them, the records they commit to.

Rows are only added, in the caller's transaction. Reading a node, an entry or a record is one
look-up by key, at any size of the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from logbook.journal.entry import FIRST_EPOCH, canonical_entry
from logbook.journal.tree import HASH_BYTES, NodeReader, nodes_for
from logbook.journal.written import WrittenFormError
from logbook.store.errors import VaultDamagedError
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One revision of a record: its written form and the salt of its commitment (32 bytes)."""

    object: str
    revision: int
    kind: str
    payload: bytes
    salt: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedEntry:
    """An entry as it is written (JCS), its leaf hash, and the actor's signature (64 bytes)."""

    seq: int
    body: bytes
    leaf: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """A checkpoint this logbook has signed: none later may contradict it."""

    origin: str
    size: int
    root: bytes
    note: str


_SIZE = "SELECT coalesce(max(seq) + 1, 0) FROM entry"
_LAST_LEAF = "SELECT leaf FROM entry ORDER BY seq DESC LIMIT 1"
_LAST_BODY = "SELECT body FROM entry ORDER BY seq DESC LIMIT 1"
_LEAF = "SELECT leaf FROM entry WHERE seq = :seq"
_NODE = "SELECT substr(nodes, :start, :length) FROM entry WHERE seq = :seq"
_ENTRY = "SELECT seq, body, leaf, signature FROM entry WHERE seq = :seq"
_RECORD = """
SELECT object, revision, kind, payload, salt FROM record
WHERE object = :object AND revision = :revision
"""
_LATEST_RECORD = """
SELECT object, revision, kind, payload, salt FROM record
WHERE object = :object ORDER BY revision DESC LIMIT 1
"""
_RECORD_OF_ENTRY = "SELECT object, revision, kind, payload, salt FROM record WHERE seq = :seq"
_ENTRY_OF = "SELECT seq FROM record WHERE object = :object AND revision = :revision"
_RECORDS = """
SELECT seq, object, revision, kind, payload, salt FROM record WHERE seq >= :start ORDER BY seq
"""
_OF_KIND = """
SELECT seq, object, revision, kind, payload, salt FROM record
WHERE kind IN ('backup', 'clinical-will', 'erasure', 'recovery-sheet', 'restoration')
    AND kind = :kind
ORDER BY seq DESC
"""
_COUNTS = "SELECT kind, count(DISTINCT object) FROM record GROUP BY kind ORDER BY kind"
_OBJECT = "SELECT 1 FROM record WHERE object = :object LIMIT 1"
_RECORDS_BACKWARDS = """
SELECT seq, object, revision, kind, payload, salt FROM record ORDER BY seq DESC
"""
_ADD_ENTRY = """
INSERT INTO entry (seq, body, leaf, signature, nodes)
VALUES (:seq, :body, :leaf, :signature, :nodes)
"""
_ADD_RECORD = """
INSERT INTO record (seq, object, revision, kind, payload, salt)
VALUES (:seq, :object, :revision, :kind, :payload, :salt)
"""
_LAST_CHECKPOINT = """
SELECT origin, size, root, note FROM signed_checkpoint ORDER BY number DESC LIMIT 1
"""
_SIGNED_SIZES = """
SELECT DISTINCT size FROM signed_checkpoint WHERE origin = :origin ORDER BY size DESC LIMIT :count
"""
_SIGNED_NOTES = "SELECT note FROM signed_checkpoint ORDER BY number DESC"
_NONE_IS_MISSING = "SELECT count(*) = coalesce(max(number), 0) FROM signed_checkpoint"
_ADD_CHECKPOINT = """
INSERT INTO signed_checkpoint (number, origin, size, root, note)
VALUES ((SELECT coalesce(max(number) + 1, 1) FROM signed_checkpoint), :origin, :size, :root, :note)
"""


def size(vault: Vault) -> int:
    """Tell how many entries the journal has."""
    found = vault.row(_SIZE)
    return int(found[0]) if found else 0


def last_leaf(vault: Vault) -> bytes | None:
    """Give the leaf hash of the last entry; None in an empty journal."""
    found = vault.row(_LAST_LEAF)
    return bytes(found[0]) if found else None


def last_time(vault: Vault) -> datetime | None:
    """Give the time of the last entry, as it claims; None if there is none that can be read."""
    found = vault.row(_LAST_BODY)
    try:
        return canonical_entry(bytes(found[0])).time if found else None
    except WrittenFormError:
        return None


def last_epoch(vault: Vault) -> int:
    """Give the epoch the journal is in: that of its last entry.

    Raises:
        VaultDamagedError: The last entry cannot be read.
    """
    found = vault.row(_LAST_BODY)
    try:
        return canonical_entry(bytes(found[0])).epoch if found else FIRST_EPOCH
    except WrittenFormError as error:
        raise VaultDamagedError("The last entry of the journal cannot be read.") from error


def append(vault: Vault, entry: SignedEntry, record: RecordRow | None) -> None:
    """Add an entry, the nodes of the tree it completes, and the record it commits to.

    The caller's transaction holds it together with the lines made of it.
    """
    nodes = nodes_for(entry.seq, entry.leaf, read_node(vault))
    vault.execute(
        _ADD_ENTRY,
        {
            "seq": entry.seq,
            "body": entry.body,
            "leaf": entry.leaf,
            "signature": entry.signature,
            "nodes": b"".join(node.hash for node in nodes[1:]),
        },
    )
    if record is not None:
        vault.execute(
            _ADD_RECORD,
            {
                "seq": entry.seq,
                "object": record.object,
                "revision": record.revision,
                "kind": record.kind,
                "payload": record.payload,
                "salt": record.salt,
            },
        )


def read_node(vault: Vault) -> NodeReader:
    """Give the reader of stored nodes that roots and proofs are computed with."""

    def read(level: int, position: int) -> bytes:
        # A subtree stands in the row of its last entry, which completed it.
        seq = ((position + 1) << level) - 1
        if level == 0:
            found = vault.row(_LEAF, {"seq": seq})
        else:
            start = 1 + HASH_BYTES * (level - 1)
            found = vault.row(_NODE, {"seq": seq, "start": start, "length": HASH_BYTES})
        # Beyond the end of the nodes that stand there, SQLite answers nothing at all.
        if found is None or found[0] is None or len(found[0]) != HASH_BYTES:
            raise VaultDamagedError("A node of the journal's tree is missing.")
        return bytes(found[0])

    return read


def entry_at(vault: Vault, seq: int) -> SignedEntry | None:
    """Give an entry by its number, counted from 0; None if the journal is shorter."""
    found = vault.row(_ENTRY, {"seq": seq})
    if found is None:
        return None
    number, body, leaf, signature = found
    return SignedEntry(seq=number, body=body, leaf=leaf, signature=signature)


def entry_of(vault: Vault, object_id: str, revision: int) -> SignedEntry | None:
    """Give the entry that recorded a revision; None if there is no such revision."""
    found = vault.row(_ENTRY_OF, {"object": object_id, "revision": revision})
    return entry_at(vault, found[0]) if found else None


def record_at(vault: Vault, object_id: str, revision: int) -> RecordRow | None:
    """Give a revision of a record; None if there is no such revision."""
    return _record(vault.row(_RECORD, {"object": object_id, "revision": revision}))


def latest_record(vault: Vault, object_id: str) -> RecordRow | None:
    """Give the latest revision of a record; None if there is none."""
    return _record(vault.row(_LATEST_RECORD, {"object": object_id}))


def record_of_entry(vault: Vault, seq: int) -> RecordRow | None:
    """Give the record an entry commits to; None if it recorded nothing, or there is no entry."""
    return _record(vault.row(_RECORD_OF_ENTRY, {"seq": seq}))


def records(vault: Vault, start: int = 0) -> Iterator[tuple[int, RecordRow]]:
    """Give every record in the order of the journal, each with the number of its entry."""
    for seq, object_id, revision, kind, payload, salt in vault.stream(_RECORDS, {"start": start}):
        yield (
            seq,
            RecordRow(object=object_id, revision=revision, kind=kind, payload=payload, salt=salt),
        )


def records_of_kind(vault: Vault, kind: str) -> Iterator[RecordRow]:
    """Give every revision of the records of a kind the practice's safety rests on, newest first.

    Those are `backup`, `clinical-will`, `erasure`, `recovery-sheet` and `restoration`, which an
    index finds among the others.
    """
    for _seq, object_id, revision, found, payload, salt in vault.stream(_OF_KIND, {"kind": kind}):
        yield RecordRow(object=object_id, revision=revision, kind=found, payload=payload, salt=salt)


def count_by_kind(vault: Vault) -> tuple[tuple[str, int], ...]:
    """Tell how many records there are of each kind, however often each was revised."""
    return tuple((kind, count) for kind, count in vault.rows(_COUNTS))


def is_on_record(vault: Vault, object_id: str) -> bool:
    """Tell whether any revision of a record is still there."""
    return vault.row(_OBJECT, {"object": object_id}) is not None


def records_backwards(
    vault: Vault, kinds: tuple[str, ...], *, down_to: int = 0
) -> Iterator[tuple[int, RecordRow]]:
    """Give the records of some kinds, the newest first, each with the number of its entry.

    Args:
        vault: The vault.
        kinds: The written names of the kinds.
        down_to: The number of the entry at which to stop looking.
    """
    for seq, *row in vault.stream(_RECORDS_BACKWARDS):
        if seq < down_to:
            return
        if row[2] in kinds:
            record = _record(tuple(row))
            assert record is not None, "a row makes a record"
            yield seq, record


def last_signed_checkpoint(vault: Vault) -> SignedCheckpoint | None:
    """Give the checkpoint signed last; None before the first."""
    found = vault.row(_LAST_CHECKPOINT)
    if found is None:
        return None
    origin, tree_size, root, note = found
    return SignedCheckpoint(origin=origin, size=tree_size, root=root, note=note)


def checkpoints_are_gapless(vault: Vault) -> bool:
    """Tell whether none is missing between the first checkpoint signed here and the last."""
    found = vault.row(_NONE_IS_MISSING)
    return bool(found and found[0])


def signed_sizes(vault: Vault, origin: str, count: int) -> tuple[int, ...]:
    """Give the sizes of the checkpoints signed last under an origin, each once, newest first."""
    found = vault.rows(_SIGNED_SIZES, {"origin": origin, "count": count})
    return tuple(int(size) for (size,) in found)


def signed_notes(vault: Vault) -> Iterator[str]:
    """Give every checkpoint that was signed, the newest first."""
    for (note,) in vault.stream(_SIGNED_NOTES):
        yield note


def keep_signed_checkpoint(vault: Vault, checkpoint: SignedCheckpoint) -> None:
    """Note that a checkpoint was signed; whether it may be, the caller has proved before."""
    vault.execute(
        _ADD_CHECKPOINT,
        {
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": checkpoint.root,
            "note": checkpoint.note,
        },
    )


def _record(row: tuple[Any, ...] | None) -> RecordRow | None:
    if row is None:
        return None
    object_id, revision, kind, payload, salt = row
    return RecordRow(object=object_id, revision=revision, kind=kind, payload=payload, salt=salt)
