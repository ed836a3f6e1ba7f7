# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from logbook.documents.content import plain_text
from logbook.documents.finish import finish
from logbook.documents.rehearsal_certificate import rehearsal_certificate, rehearsal_reference
from logbook.documents.render import render
from logbook.documents.source import JournalPlace, RehearsalSource
from logbook.domain.backup import Counted, PlaceKind, Rehearsal
from logbook.exchange.backup_file import name_of
from logbook.wording.record_kinds import RECORD_KINDS
from tests.builders import a_practice, a_practitioner
from tests.documents.samples import failed_rules

NOW = datetime(2026, 7, 2, 16, 30, tzinfo=UTC)
LOG = "9f" * 16
PLACE = JournalPlace(seq=1210, log=LOG, size=1211, root=b"\x07" * 32)
REHEARSAL = Rehearsal(
    id=UUID("8d2f3a91-bc00-4000-8000-000000000001"),
    backup_sha256="0a1b2c3d" * 8,
    backup_made_at=datetime(2026, 7, 1, 18, 5, tzinfo=UTC),
    epoch=2,
    size=1204,
    root="11" * 32,
    live_size=1210,
    live_root="22" * 32,
    is_continued=True,
    is_intact=True,
    records=(
        Counted(kind="consent", count=1048),
        Counted(kind="disclosure", count=307),
        Counted(kind="service-user", count=211),
    ),
    rehearsed_by=UUID(int=3),
    rehearsed_at=NOW,
)


def a_source(**changes: object) -> RehearsalSource:
    return RehearsalSource(
        rehearsal=replace(REHEARSAL, **changes),  # type: ignore[arg-type]
        practice=a_practice(),
        practitioner=a_practitioner(),
        zone=ZoneInfo("Europe/London"),
        rehearsed_by="Gethin Pugh",
        backup_name=name_of(LOG, REHEARSAL.backup_made_at),
        place=PlaceKind.ANOTHER_DISK,
    )


def said(source: RehearsalSource) -> str:
    content = rehearsal_certificate(source, place=PLACE, created=NOW)
    return " ".join(plain_text(content).split())


def test_it_says_which_backup_what_was_compared_what_was_found_and_by_whom() -> None:
    text = said(a_source())
    for part in (
        "Passed. On 2 July 2026",
        "Made 1 July 2026, 19:05 (BST)",
        "logbook-9f9f9f9f-2026-07-01T1805.logbookbackup",
        "Where it was put Another disk",
        "0a1b2c3d 0a1b2c3d",
        "Entries 1,204 1,210",
        "11111111 11111111",
        "22222222 22222222",
        "Epoch of the journal 2",
        "Journal whole Yes",
        "The logbook goes on from it Yes 6 entries more",
        "Consents and refusals 1,048",
        "Disclosures and decisions not to disclose 307",
        "Service users 211",
        "Rehearsed by Gethin Pugh",
        "Rehearsed 2 July 2026, 17:30 (BST)",
        str(REHEARSAL.id),
        "Entry 1210 of journal",
        "Rhian Prosser",
    ):
        assert part in text, part


def test_a_backup_this_journal_does_not_know_has_no_place() -> None:
    assert "Where it was put" not in said(replace(a_source(), place=None))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_intact": False}, "its journal is not whole. It would not have saved the records."),
        ({"is_continued": False}, "but the logbook does not go on from it."),
    ],
)
def test_one_that_did_not_pass_says_why(changes: dict[str, object], words: str) -> None:
    text = said(a_source(**changes))
    assert "Not passed. On 2 July 2026" in text
    assert words in text
    assert "Passed. On" not in text


def test_its_reference_is_the_day_where_the_practice_is_and_says_no_number() -> None:
    late = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    assert rehearsal_reference(a_source()) == "2026-07-02-8D2F"
    assert rehearsal_reference(a_source(rehearsed_at=late)) == "2026-07-03-8D2F"


def test_it_keeps_every_rule_of_the_archival_and_the_accessible_standard() -> None:
    every = tuple(Counted(kind=kind, count=3) for kind in RECORD_KINDS)
    for source in (a_source(), a_source(records=every, is_intact=False)):
        content = rehearsal_certificate(source, place=PLACE, created=NOW)
        assert failed_rules(finish(render(content))) == []


def test_a_certificate_of_many_kinds_is_whole(text_of: Callable[[bytes], str]) -> None:
    every = tuple(Counted(kind=kind, count=place) for place, kind in enumerate(RECORD_KINDS))
    content = rehearsal_certificate(a_source(records=every), place=PLACE, created=NOW)
    text = text_of(finish(render(content)))
    for words in RECORD_KINDS.values():
        assert words in text
