# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from logbook.documents.content import plain_text
from logbook.documents.destruction_certificate import (
    destruction_certificate,
    destruction_reference,
)
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.source import DestructionSource, JournalPlace
from logbook.domain.destruction import (
    DestroyedItem,
    DestructionCertificate,
    DestructionGround,
    RetentionChoice,
    RetentionDecision,
)
from logbook.domain.erasure import ErasureDecision, ErasureExemption, ErasureOutcome
from logbook.domain.lines import LineKind
from logbook.domain.retention import RecordClass
from tests.builders import a_practice, a_practitioner

NOW = datetime(2034, 12, 1, 9, 30, tzinfo=UTC)
PERSON = UUID("5e1c1b1e-51c5-4f0c-9b39-2f7f3d3b8a10")
PLACE = JournalPlace(seq=41, log="9f" * 16, size=43, root=b"\x07" * 32)

RETENTION = RetentionDecision(
    id=UUID(int=4),
    service_user=PERSON,
    objects=(PERSON,),
    choice=RetentionChoice.DESTROY,
    rule="R-ADULT-E",
    proposed=date(2034, 11, 20),
    until=date(2034, 11, 20),
    decided_by=UUID(int=3),
    decided_on=date(2034, 11, 28),
)
ERASURE = ErasureDecision(
    id=UUID(int=5),
    service_user=PERSON,
    objects=(UUID(int=9),),
    outcome=ErasureOutcome.PARTIAL,
    exemptions=(ErasureExemption.LEGAL_CLAIMS,),
    requested_on=date(2034, 11, 2),
    decided_by=UUID(int=3),
    decided_on=date(2034, 11, 28),
)


def an_item(number: int) -> DestroyedItem:
    return DestroyedItem(
        object=UUID(int=(0xA0 + number) << 120 | number),
        record_class=RecordClass.DISCLOSURE if number % 2 else RecordClass.CONSENT,
        rule="R-ADULT-E",
        recorded_on=date(2026, 11, 20),
        until=date(2034, 11, 20),
        commitment=f"{number:02x}" * 32,
        revisions=1 + number % 3,
        kind=LineKind.DISCLOSURE if number % 2 else LineKind.CONSENT,
        number=f"D-2026-{number:04d}" if number % 2 else "",
    )


def a_source(count: int = 3, **changes: object) -> DestructionSource:
    certificate = DestructionCertificate(
        id=UUID(int=0xC0FFEE << 104),
        service_user=PERSON,
        decision=RETENTION.id,
        items=tuple(an_item(number) for number in range(1, 1 + count)),
        method="Erased from the logbook, and its file written anew",
        authorised_by=UUID(int=3),
        destroyed_on=date(2034, 12, 1),
        witness="J. Hale",
        backups_until=date(2035, 12, 31),
        published=1,
    )
    return DestructionSource(
        certificate=replace(certificate, **changes),  # type: ignore[arg-type]
        decision=RETENTION,
        practice=a_practice(),
        practitioner=a_practitioner(),
        zone=ZoneInfo("Europe/London"),
        authorised_by="Rhian Prosser",
        decided_by="Gethin Pugh",
    )


def said(source: DestructionSource) -> str:
    content = destruction_certificate(source, place=PLACE, created=NOW)
    return " ".join(plain_text(content).split())


def test_it_says_what_was_destroyed_by_which_rule_how_and_by_whom() -> None:
    text = said(a_source())
    for part in (
        "Certificate of destruction",
        "3 records",
        "1 December 2034",
        "The time for which they are kept was over",
        "Erased from the logbook, and its file written anew",
        "On the authority of Rhian Prosser",
        "Witness J. Hale",
        "Rule R-ADULT-E",
        "They were kept until 20 November 2034",
        "Decided by Gethin Pugh",
        str(PERSON),
        "D-2026-0001",
        str(an_item(2).object),
        "Record of a disclosure",
        "01010101 01010101",
        "2 versions",
        "goes by 31 December 2035",
        "Published snapshots that hold some of it 1",
        "Entry 41 of journal",
        "no legal advice",
    ):
        assert part in text, part


def test_an_erasure_says_what_was_answered_and_why_the_rest_is_kept() -> None:
    source = replace(a_source(ground=DestructionGround.ERASURE), decision=ERASURE)
    text = said(source)
    for part in (
        "The person asked for it",
        "Asked for 2 November 2034",
        "Granted in part",
        "Making or defending a legal claim (UK GDPR art. 17(3)(e), looked up on 22 November 2026)",
        "article 19",
    ):
        assert part in text, part
    assert "Rule R-ADULT-E" not in text.replace("Consent R-ADULT-E", "")


def test_where_no_backup_holds_any_of_it_that_is_said() -> None:
    text = said(a_source(backups_until=None, published=0))
    assert "No backup on record holds any of it." in text
    assert "goes by" not in text


def test_its_reference_says_nothing_of_how_many_there_are() -> None:
    assert destruction_reference(a_source()) == "X-C0FF-EE00"
    assert a_source().service_user is None


@pytest.mark.parametrize("count", [1, 60])
def test_it_is_a_whole_document_of_one_page_or_many(
    count: int, text_of: Callable[[bytes], str]
) -> None:
    content = destruction_certificate(a_source(count), place=PLACE, created=NOW)
    text = text_of(finish(render(content)))
    assert "Certificate of destruction" in text
    assert f"{count} record" in text
    assert text.count("2026") >= count
