# SPDX-License-Identifier: Apache-2.0
"""An audit that goes on from where an earlier one ended sees what is new as the whole one does."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from logbook.journal.audit import AuditKind, AuditReport, StoredJournal, audit_steps
from logbook.journal.audited import Audited
from logbook.journal.tree import EMPTY_ROOT, Stack, leaf_hash, root

if TYPE_CHECKING:
    from tests.journal.conftest import JournalInMemory


def end_of(steps: Generator[int, None, AuditReport]) -> AuditReport:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            report: AuditReport = end.value
            return report


def audited_since(journal: JournalInMemory, since: Audited) -> AuditReport:
    new = journal.rows[since.size :]
    stored = StoredJournal(
        entries=new,
        size=len(journal.rows),
        record_count=sum(row.payload is not None for row in new),
    )
    return end_of(audit_steps(stored, signers=journal.signers(), since=since))


def first(journal: JournalInMemory) -> Audited:
    found = journal.audited().audited
    assert found is not None
    return found


def test_what_came_after_is_read_on_top_of_what_was_read_before(journal: JournalInMemory) -> None:
    before = first(journal)
    assert before.root == root(20, journal.read)
    for _number in range(5):
        journal.record()
    report, whole = audited_since(journal, before), journal.audited()
    assert report.findings == whole.findings == ()
    assert (report.size, report.root) == (whole.size, whole.root)
    assert report.audited is not None
    assert whole.audited is not None
    # All but when everything was last read.
    assert replace(report.audited, complete_at=before.time) == replace(
        whole.audited, complete_at=before.time
    )
    assert report.audited.complete_at == before.complete_at


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"prev": "0" * 64}, AuditKind.PREVIOUS_DIFFERS),
        ({"log": "another"}, AuditKind.ENTRY_OF_ANOTHER_LOG),
        ({"epoch": 2}, AuditKind.EPOCH_SKIPPED),
    ],
)
def test_what_came_after_is_held_against_what_was_read_before(
    journal: JournalInMemory, changes: dict[str, str | int], kind: AuditKind
) -> None:
    before = first(journal)
    journal.record(**changes)
    assert kind in {finding.kind for finding in audited_since(journal, before).findings}


def test_tree_that_does_not_go_on_from_what_was_read_is_found(journal: JournalInMemory) -> None:
    before = first(journal)
    other = replace(before, peaks=("00" * 32, *before.peaks[1:]))
    for _number in range(12):
        journal.record()
    kinds = {finding.kind for finding in audited_since(journal, other).findings}
    assert kinds == {AuditKind.TREE_NODE_DIFFERS}


def test_nothing_read_has_the_root_of_nothing(journal: JournalInMemory) -> None:
    nothing = replace(first(journal), size=0, peaks=())
    assert nothing.root == EMPTY_ROOT
    assert nothing.stack().size == 0


def test_tree_goes_on_from_its_subtrees_as_if_it_had_never_stopped() -> None:
    whole, leaves = Stack(), [leaf_hash(b"%d" % number) for number in range(40)]
    for number, leaf in enumerate(leaves):
        going_on = Stack.of(whole.size, whole.peaks)
        assert going_on.push(leaf) == whole.push(leaf)
        assert (going_on.size, going_on.root()) == (number + 1, whole.root())


@pytest.mark.parametrize(
    ("size", "peaks"),
    [
        (-1, [bytes(32)]),
        (0, [bytes(32)]),
        (1, []),
        (3, [bytes(32)]),
        (4, [bytes(32), bytes(32)]),
        (1, [bytes(31)]),
    ],
)
def test_subtrees_that_cannot_be_of_that_size_are_refused(size: int, peaks: list[bytes]) -> None:
    with pytest.raises(ValueError, match="subtrees"):
        Stack.of(size, peaks)
