# SPDX-License-Identifier: Apache-2.0
"""Each way of tampering with a journal is found, and named by its kind.

The last tests say what is *not* found without an anchor outside: that is why there are anchors.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from logbook.journal.anchors import Anchor
from logbook.journal.audit import RESTORED, AuditFinding, AuditKind, AuditReport
from logbook.journal.commitment import commitment
from logbook.journal.entry import NO_ENTRY, sign_leaf, written_entry
from logbook.journal.tree import leaf_hash

if TYPE_CHECKING:
    from tests.journal.conftest import JournalInMemory


def found(report: AuditReport) -> set[AuditKind]:
    assert not report.is_intact
    return {finding.kind for finding in report.findings}


def only(kind: AuditKind, seq: int | None = None) -> tuple[AuditFinding, ...]:
    return (AuditFinding(kind=kind, seq=seq),)


def cut(journal: JournalInMemory, size: int) -> None:
    """Take entries and records from `size` on away, leaving no trace inside."""
    del journal.rows[size:]


def recast(journal: JournalInMemory, seq: int, **changes: Any) -> None:
    """Change an entry and rewrite chain, tree and signatures after it, as only an insider can."""
    later = [journal.entry(each) for each in range(seq, len(journal.rows))]
    rows = journal.rows[seq:]
    cut(journal, seq)
    for entry, row in zip(later, rows, strict=True):
        changed = replace(entry, **changes) if entry.seq == seq else entry
        before = journal.rows[-1].leaf if journal.rows else NO_ENTRY
        body = written_entry(replace(changed, prev=before.hex()))
        leaf = leaf_hash(body)
        signature = sign_leaf(journal.key(entry.actor), leaf)
        nodes = journal.nodes_above(row.seq, leaf)
        journal.rows.append(row._replace(body=body, leaf=leaf, signature=signature, nodes=nodes))


# The twelve classes.


def test_edited_entry(journal: JournalInMemory) -> None:
    row = journal.rows[5]
    journal.rows[5] = row._replace(body=row.body.replace(b"consent.recorded", b"consent.withdraw"))
    assert journal.audited().findings == only(AuditKind.LEAF_DIFFERS, 5)


def test_edited_entry_with_its_hash(journal: JournalInMemory) -> None:
    journal.rewrite(5, act="consent.withdrawn")
    report = journal.audited()
    assert found(report) == {
        AuditKind.TREE_NODE_DIFFERS,
        AuditKind.SIGNATURE_WRONG,
        AuditKind.PREVIOUS_DIFFERS,
    }
    assert {finding.seq for finding in report.findings} == {5, 6}


def test_deleted_entry(journal: JournalInMemory) -> None:
    del journal.rows[5]
    assert journal.audited().findings == only(AuditKind.ENTRY_MISSING, 5)


def test_deleted_entry_with_the_gap_closed(journal: JournalInMemory) -> None:
    del journal.rows[5]
    journal.rows[5:] = [row._replace(seq=row.seq - 1) for row in journal.rows[5:]]
    kinds = found(journal.audited())
    assert {AuditKind.ENTRY_OUT_OF_SEQUENCE, AuditKind.PREVIOUS_DIFFERS} <= kinds


def test_inserted_entry(journal: JournalInMemory) -> None:
    journal.rows.insert(6, journal.rows[5])
    assert AuditKind.ENTRY_OUT_OF_SEQUENCE in found(journal.audited())


def test_inserted_entry_with_the_rest_moved(journal: JournalInMemory) -> None:
    journal.rows.insert(6, journal.rows[5])
    journal.rows[6:] = [row._replace(seq=6 + at) for at, row in enumerate(journal.rows[6:])]
    kinds = found(journal.audited())
    assert {AuditKind.ENTRY_OUT_OF_SEQUENCE, AuditKind.TREE_NODE_DIFFERS} <= kinds


def test_reordered_entries(journal: JournalInMemory) -> None:
    fifth, sixth = journal.rows[5], journal.rows[6]
    journal.rows[5], journal.rows[6] = sixth._replace(seq=5), fifth._replace(seq=6)
    report = journal.audited()
    moved = [each.seq for each in report.findings if each.kind is AuditKind.ENTRY_OUT_OF_SEQUENCE]
    assert moved == [5, 6]


def test_reordered_rows(journal: JournalInMemory) -> None:
    journal.rows[5], journal.rows[6] = journal.rows[6], journal.rows[5]
    report = journal.audited()
    assert report.findings[:2] == (
        AuditFinding(kind=AuditKind.ENTRY_MISSING, seq=5),
        AuditFinding(kind=AuditKind.ENTRY_OUT_OF_SEQUENCE, seq=5),
    )


def test_truncated_entries(journal: JournalInMemory) -> None:
    journal.stray_records = 5
    del journal.rows[15:]
    assert journal.audited().findings == only(AuditKind.RECORD_WITHOUT_ENTRY)


def test_rollback_to_an_earlier_state(journal: JournalInMemory) -> None:
    anchors = [journal.anchor(20), journal.anchor(10)]
    cut(journal, 15)
    report = journal.audited(anchors=anchors)
    assert report.findings == (AuditFinding(kind=AuditKind.ROLLBACK, seq=20, anchor="backup 20"),)
    assert report.fixed_up_to == 10


def test_rollback_past_a_restore(journal: JournalInMemory) -> None:
    journal.epoch = 2
    journal.record(act=RESTORED)
    anchor = journal.anchor()
    cut(journal, 15)
    assert found(journal.audited(anchors=[anchor])) == {AuditKind.ROLLBACK}


def test_fork_by_an_insider_who_rewrites_everything(journal: JournalInMemory) -> None:
    before, after = journal.anchor(5), journal.anchor(20)
    recast(journal, 5, act="consent.withdrawn")
    report = journal.audited(anchors=[before, after])
    assert report.findings == (AuditFinding(kind=AuditKind.FORK, seq=20, anchor="backup 20"),)
    assert report.fixed_up_to == 5


def test_page_replay_of_a_record(journal: JournalInMemory) -> None:
    journal.record(b'{"status":"given"}', object="c_x", revision=1)
    journal.record(b'{"status":"withdrawn"}', object="c_x", revision=2)
    given = journal.rows[20]
    journal.rows[21] = journal.rows[21]._replace(payload=given.payload, salt=given.salt)
    assert journal.audited().findings == only(AuditKind.RECORD_DIFFERS, 21)


def test_page_replay_that_takes_a_record_away(journal: JournalInMemory) -> None:
    row = journal.rows[5]
    journal.rows[5] = row._replace(object=None, revision=None, payload=None, salt=None)
    assert journal.audited().findings == only(AuditKind.RECORD_MISSING, 5)


def test_page_replay_that_brings_a_destroyed_record_back(journal: JournalInMemory) -> None:
    report = journal.audited(destroyed=frozenset({("c_5", 1)}))
    assert report.findings == only(AuditKind.RECORD_RETURNED, 5)
    assert not report.is_intact


def test_commitments_swapped_between_entries(journal: JournalInMemory) -> None:
    fourth, fifth = journal.entry(4).commitment, journal.entry(5).commitment
    journal.rewrite(4, commitment=fifth)
    journal.rewrite(5, commitment=fourth)
    report = journal.audited()
    differing = [each.seq for each in report.findings if each.kind is AuditKind.RECORD_DIFFERS]
    assert differing == [4, 5]


def test_records_swapped_between_entries(journal: JournalInMemory) -> None:
    fourth, fifth = journal.rows[4], journal.rows[5]
    journal.rows[4] = fourth._replace(payload=fifth.payload, salt=fifth.salt)
    journal.rows[5] = fifth._replace(payload=fourth.payload, salt=fourth.salt)
    assert [each.kind for each in journal.audited().findings] == [AuditKind.RECORD_DIFFERS] * 2


@pytest.mark.parametrize("changes", [{"object": "c_x"}, {"revision": 2}])
def test_record_put_under_another_name(journal: JournalInMemory, changes: dict[str, Any]) -> None:
    journal.rows[5] = journal.rows[5]._replace(**changes)
    assert journal.audited().findings == only(AuditKind.RECORD_DIFFERS, 5)


def test_signatures_swapped_between_entries(journal: JournalInMemory) -> None:
    fourth, sixth = journal.rows[4], journal.rows[6]
    journal.rows[4] = fourth._replace(signature=sixth.signature)
    journal.rows[6] = sixth._replace(signature=fourth.signature)
    assert journal.audited().findings == (
        AuditFinding(kind=AuditKind.SIGNATURE_WRONG, seq=4),
        AuditFinding(kind=AuditKind.SIGNATURE_WRONG, seq=6),
    )


def test_signature_of_somebody_else(journal: JournalInMemory) -> None:
    row = journal.rows[4]
    journal.rows[4] = row._replace(signature=sign_leaf(journal.key("a_2"), row.leaf))
    assert journal.audited().findings == only(AuditKind.SIGNATURE_WRONG, 4)


@pytest.mark.parametrize("length", [0, 63, 65])
def test_signature_missing(journal: JournalInMemory, length: int) -> None:
    journal.rows[4] = journal.rows[4]._replace(signature=bytes(length))
    assert journal.audited().findings == only(AuditKind.SIGNATURE_MISSING, 4)


def test_entry_by_nobody_known(journal: JournalInMemory) -> None:
    journal.record(actor="a_9")
    del journal.keys["a_9"]
    assert journal.audited().findings == only(AuditKind.SIGNER_UNKNOWN, 20)


@pytest.mark.parametrize("salt", [None, b"", bytes(31), bytes(33)])
def test_salt_lost(journal: JournalInMemory, salt: bytes | None) -> None:
    journal.rows[5] = journal.rows[5]._replace(salt=salt)
    assert journal.audited().findings == only(AuditKind.SALT_LOST, 5)


def test_salt_changed(journal: JournalInMemory) -> None:
    journal.rows[5] = journal.rows[5]._replace(salt=bytes(32))
    assert journal.audited().findings == only(AuditKind.RECORD_DIFFERS, 5)


@pytest.mark.parametrize(("epoch", "act"), [(3, RESTORED), (2, "consent.recorded")])
def test_epoch_skipped(journal: JournalInMemory, epoch: int, act: str) -> None:
    journal.epoch = epoch
    journal.record(act=act)
    journal.record()
    assert journal.audited().findings == only(AuditKind.EPOCH_SKIPPED, 20)


def test_epoch_gone_back(journal: JournalInMemory) -> None:
    journal.epoch = 2
    journal.record(act=RESTORED)
    journal.epoch = 1
    journal.record()
    assert journal.audited().findings == only(AuditKind.EPOCH_SKIPPED, 21)


# What else can be wrong with a row.


def test_entry_of_another_log(journal: JournalInMemory) -> None:
    journal.log = "x9"
    journal.record()
    assert journal.audited().findings == only(AuditKind.ENTRY_OF_ANOTHER_LOG, 20)


def test_entry_in_another_form(journal: JournalInMemory) -> None:
    body = journal.rows[5].body.replace(b'":', b'": ', 1)
    leaf = leaf_hash(body)
    journal.rows[5] = journal.rows[5]._replace(body=body, leaf=leaf)
    kinds = found(journal.audited())
    assert kinds == {
        AuditKind.ENTRY_UNREADABLE,
        AuditKind.TREE_NODE_DIFFERS,
        AuditKind.PREVIOUS_DIFFERS,
    }


def test_first_entry_that_names_another_practice(journal: JournalInMemory) -> None:
    assert journal.audited().is_intact
    journal.rewrite(0, prev="ab" * 32)
    assert AuditFinding(kind=AuditKind.PRACTICE_DIFFERS, seq=0) in journal.audited().findings


def test_record_beside_an_entry_that_commits_to_none(journal: JournalInMemory) -> None:
    journal.rows[7] = journal.rows[7]._replace(
        object="c_7", revision=1, payload=b"{}", salt=bytes(32)
    )
    assert journal.audited().findings == only(AuditKind.RECORD_WITHOUT_ENTRY, 7)


def test_record_of_no_entry(journal: JournalInMemory) -> None:
    journal.stray_records = 1
    assert journal.audited().findings == only(AuditKind.RECORD_WITHOUT_ENTRY)


def test_commitment_to_another_payload(journal: JournalInMemory) -> None:
    recast(journal, 5, commitment=commitment(bytes(32), b"{}").hex())
    assert journal.audited().findings == only(AuditKind.RECORD_DIFFERS, 5)


@pytest.mark.parametrize(("seq", "place"), [(5, 0), (7, 1), (15, 3)])
def test_stored_node_changed(journal: JournalInMemory, seq: int, place: int) -> None:
    nodes = bytearray(journal.rows[seq].nodes)
    nodes[32 * place] ^= 1
    journal.rows[seq] = journal.rows[seq]._replace(nodes=bytes(nodes))
    assert journal.audited().findings == only(AuditKind.TREE_NODE_DIFFERS, seq)


@pytest.mark.parametrize(("seq", "nodes"), [(18, bytes(32)), (19, b""), (19, bytes(31))])
def test_stored_node_missing_or_too_many(journal: JournalInMemory, seq: int, nodes: bytes) -> None:
    journal.rows[seq] = journal.rows[seq]._replace(nodes=nodes)
    assert journal.audited().findings == only(AuditKind.TREE_NODE_DIFFERS, seq)


# Anchors that say nothing.


def test_anchor_that_cannot_be_read(journal: JournalInMemory) -> None:
    report = journal.audited(anchors=[Anchor(note="torn", where="sheet 3")])
    assert report.findings == (AuditFinding(kind=AuditKind.ANCHOR_UNREADABLE, anchor="sheet 3"),)


def test_anchor_that_nobody_known_signed(journal: JournalInMemory) -> None:
    anchor = journal.anchor(actor="stranger")
    del journal.keys["stranger"]
    report = journal.audited(anchors=[anchor])
    assert found(report) == {AuditKind.ANCHOR_UNSIGNED}
    assert report.fixed_up_to == 0


def test_anchor_of_another_log(journal: JournalInMemory) -> None:
    journal.log = "x9"
    assert found(journal.audited(anchors=[journal.anchor()])) == {AuditKind.ANCHOR_OF_ANOTHER_LOG}


def test_anchor_beyond_a_gap_bears_nothing_out(journal: JournalInMemory) -> None:
    anchors = [journal.anchor(20), journal.anchor(4)]
    del journal.rows[5]
    report = journal.audited(anchors=anchors)
    assert report.findings == only(AuditKind.ENTRY_MISSING, 5)
    assert report.fixed_up_to == 4


# What only an anchor outside can tell.


def test_without_an_anchor_a_rollback_goes_unseen(journal: JournalInMemory) -> None:
    cut(journal, 15)
    assert journal.audited().findings == ()


def test_without_an_anchor_after_it_a_fork_goes_unseen(journal: JournalInMemory) -> None:
    before = journal.anchor(5)
    recast(journal, 5, act="consent.withdrawn")
    assert journal.audited(anchors=[before]).findings == ()
