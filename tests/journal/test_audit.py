# SPDX-License-Identifier: Apache-2.0
"""What an honest journal looks like to the audit; `test_tampering` has the dishonest ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.journal.audit import RESTORED, AuditFinding, AuditKind
from logbook.journal.audit_findings import INFORMATION, MOST_OF_A_KIND
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.tree import EMPTY_ROOT, root

if TYPE_CHECKING:
    from tests.journal.conftest import JournalInMemory


def test_honest_journal_has_nothing_to_find(journal: JournalInMemory) -> None:
    report = journal.audited(anchors=[journal.anchor(size) for size in (0, 1, 8, 13, 20)])
    assert report.findings == ()
    assert report.is_intact
    assert report.left_out == 0
    assert report.size == report.fixed_up_to == 20
    assert report.root == root(20, journal.read)


def test_empty_journal_has_nothing_to_find(empty_journal: JournalInMemory) -> None:
    report = empty_journal.audited(anchors=[empty_journal.anchor()])
    assert report.findings == ()
    assert (report.size, report.root, report.fixed_up_to) == (0, EMPTY_ROOT, 0)


def test_journal_is_fixed_as_far_as_an_anchor_outside_bears_it_out(
    journal: JournalInMemory,
) -> None:
    assert journal.audited().fixed_up_to == 0
    assert journal.audited(anchors=[journal.anchor(13), journal.anchor(5)]).fixed_up_to == 13


def test_record_that_was_lawfully_destroyed_may_be_missing(journal: JournalInMemory) -> None:
    gone = journal.rows[4]
    journal.rows[4] = gone._replace(object=None, revision=None, payload=None, salt=None)
    assert journal.audited(destroyed=frozenset({("c_4", 1)})).findings == ()
    assert journal.audited().findings == (AuditFinding(kind=AuditKind.RECORD_MISSING, seq=4),)


def test_clock_that_was_set_back_is_told_and_no_more(journal: JournalInMemory) -> None:
    last = journal.entry(19).time
    journal.record(time=last - timedelta(seconds=2))
    journal.record(time=last - timedelta(seconds=5))
    report = journal.audited()
    assert report.findings == (AuditFinding(kind=AuditKind.TIME_REGRESSED, seq=21),)
    assert report.is_intact


def test_restored_backup_begins_an_epoch_and_leaves_later_anchors_behind(
    journal: JournalInMemory,
) -> None:
    left_behind, kept = journal.anchor(20), journal.anchor(12)
    del journal.rows[12:]
    journal.epoch = 2
    for number in range(10):
        journal.record(act=RESTORED if number == 0 else "consent.recorded")
    report = journal.audited(anchors=[left_behind, kept, journal.anchor(22)])
    assert report.findings == (
        AuditFinding(kind=AuditKind.ANCHOR_LEFT_BEHIND, seq=20, anchor="backup 20"),
    )
    assert report.is_intact
    assert report.fixed_up_to == 22


def test_keys_that_a_person_had_before_still_count(journal: JournalInMemory) -> None:
    former = journal.signers()
    journal.keys["a_1"] = Ed25519PrivateKey.generate()
    journal.record()
    assert journal.audited().findings[0].kind is AuditKind.SIGNATURE_WRONG
    journal.former_signers = former
    assert journal.audited().findings == ()


@pytest.mark.parametrize(
    ("newest", "asked"), [(True, range(20)), (False, range(0)), (3, range(17, 20)), (99, range(20))]
)
def test_signatures_are_checked_as_far_back_as_asked(
    journal: JournalInMemory, *, newest: bool | int, asked: range
) -> None:
    journal.rows = [row._replace(signature=b"") for row in journal.rows]
    missing = journal.audited(verify_signatures=newest).findings
    assert [finding.seq for finding in missing] == list(asked)


def test_progress_is_told_and_reaches_the_end(empty_journal: JournalInMemory) -> None:
    for _ in range(1_005):
        empty_journal.record(None)
    told: list[int] = []
    empty_journal.audited(verify_signatures=False, progress=told.append)
    assert told == [1_000, 1_005]


def test_findings_beyond_those_anybody_reads_are_counted(empty_journal: JournalInMemory) -> None:
    for _ in range(MOST_OF_A_KIND + 7):
        empty_journal.record(None)
    empty_journal.rows = [row._replace(signature=b"") for row in empty_journal.rows]
    report = empty_journal.audited()
    assert len(report.findings) == MOST_OF_A_KIND
    assert report.left_out == 7


def test_kinds_worth_knowing_are_the_only_ones_an_intact_journal_may_have() -> None:
    assert {
        AuditKind.TIME_REGRESSED,
        AuditKind.ANCHOR_LEFT_BEHIND,
        AuditKind.SEARCH_DIFFERS,
        AuditKind.LISTS_DIFFER,
    } == INFORMATION


@settings(max_examples=40, deadline=None)
@given(seq=st.integers(0, 19), place=st.integers(0, 999), bit=st.integers(0, 7), data=st.data())
def test_any_flipped_bit_is_found(
    make_journal: Callable[[], JournalInMemory],
    seq: int,
    place: int,
    bit: int,
    data: st.DataObject,
) -> None:
    journal = make_journal()
    row = journal.rows[seq]
    held = ["body", "leaf", "nodes", "payload", "salt"]
    column = data.draw(st.sampled_from([name for name in held if getattr(row, name)]))
    flipped = bytearray(getattr(row, column))
    flipped[place % len(flipped)] ^= 1 << bit
    changes: dict[str, Any] = {column: bytes(flipped)}
    journal.rows[seq] = row._replace(**changes)
    assert not journal.audited(verify_signatures=False).is_intact


def test_anchor_in_the_name_of_another_key_is_told_from_one_of_ours(
    journal: JournalInMemory,
) -> None:
    name = origin(journal.log, 1)
    head = Checkpoint(origin=name, size=20, root=root(20, journal.read))
    note = sign_checkpoint(head, journal.key("a_1"), "another-name")
    ours = replace(journal.anchor(), note=note)
    assert journal.audited(anchors=[ours]).fixed_up_to == 20
