# SPDX-License-Identifier: Apache-2.0
"""A long journal is read from where it was last found whole, and once a week as a whole."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.journal.audit import AuditKind, AuditReport
from logbook.journal.tree import Stack, leaf_hash
from logbook.services import auditing_since
from tests.builders import a_person
from tests.services.scene import Scene, a_scene

LONG = 4


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Give a scene whose journal counts as long and was audited once."""
    made = a_scene(tmp_path)
    with made.opened() as logbook:
        report, done = audited(logbook)
        assert report.is_intact
        assert done[-1] == report.size
    return made


def audited(logbook: Logbook, long: int = LONG) -> tuple[AuditReport, list[int]]:
    steps, done = logbook.auditing.steps(long=long), []
    while True:
        try:
            done.append(next(steps))
        except StopIteration as end:
            return end.value, done


def goes_on(logbook: Logbook, long: int = LONG) -> bool:
    return auditing_since.last(logbook._opened, long) is not None


def test_what_is_new_is_held_against_what_was_audited(scene: Scene) -> None:
    with scene.opened() as logbook:
        logbook.enrolling.add(a_person(reference="LP-1"))
        assert goes_on(logbook)
        report, _done = audited(logbook)
        whole = logbook.auditing.audit()
        assert report == whole
        assert report.is_intact


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("UPDATE record SET payload = x'7b7d' WHERE seq = 8", AuditKind.RECORD_DIFFERS),
        ("DELETE FROM record WHERE seq = 8", AuditKind.RECORD_MISSING),
        ("UPDATE entry SET signature = zeroblob(64) WHERE seq = 8", AuditKind.SIGNATURE_WRONG),
        ("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 8", AuditKind.LEAF_DIFFERS),
    ],
)
def test_tampering_with_what_is_new_is_found(scene: Scene, what: str, kind: AuditKind) -> None:
    with scene.opened() as logbook:
        assert logbook.checkpoints.head().size == 8
        logbook.enrolling.add(a_person(reference="LP-1"))
    with scene.insider() as connection:
        connection.execute(what)

    with scene.opened() as logbook:
        assert goes_on(logbook)
        report, _done = audited(logbook)
        assert kind in {finding.kind for finding in report.findings}
        assert logbook.read_only is not None


def test_tampering_with_what_is_old_is_found_when_the_whole_is_read_again(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE record SET payload = x'7b7d' WHERE seq = 3")

    with scene.opened() as logbook:
        assert audited(logbook)[0].is_intact
        scene.clock.moment += timedelta(days=7)
        logbook.enrolling.add(a_person(reference="LP-1"))
        assert not goes_on(logbook)
        report, _done = audited(logbook)
        assert AuditKind.RECORD_DIFFERS in {finding.kind for finding in report.findings}


def test_a_tree_that_is_not_the_one_audited_is_read_as_a_whole(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE entry SET nodes = zeroblob(64) WHERE seq = 3")
    with scene.opened() as logbook:
        assert not goes_on(logbook)
        report, _done = audited(logbook)
        assert AuditKind.TREE_NODE_DIFFERS in {finding.kind for finding in report.findings}


def test_what_was_kept_counts_only_with_its_seal(scene: Scene) -> None:
    path = next(scene.computer.path.rglob("audited.json"))
    good = path.read_bytes()
    for wrong in (b"", b"{}", good.replace(b'"epoch":1', b'"epoch":2'), good[:-20]):
        path.write_bytes(wrong)
        with scene.opened() as logbook:
            assert not goes_on(logbook)


def test_a_short_journal_is_always_read_as_a_whole(scene: Scene) -> None:
    with scene.opened() as logbook:
        assert not goes_on(logbook, long=100)
        path = next(scene.computer.path.rglob("audited.json"))
        path.unlink()
        audited(logbook, long=100)
        assert not path.exists()


@pytest.mark.parametrize("size", [0, 1, 7, 8, 21])
def test_a_stack_goes_on_from_its_peaks(size: int) -> None:
    whole, begun = Stack(), Stack()
    for number in range(30):
        whole.push(leaf_hash(b"%d" % number))
        if number < size:
            begun.push(leaf_hash(b"%d" % number))
    resumed = Stack.of(begun.size, begun.peaks)
    for number in range(size, 30):
        resumed.push(leaf_hash(b"%d" % number))

    assert resumed.root() == whole.root()
    with pytest.raises(ValueError, match="subtrees"):
        Stack.of(size, (*begun.peaks, bytes(32)))
