# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.documents.consent_record import consent_record
from logbook.documents.content import plain_text
from logbook.documents.source import ConsentHistory, ConsentSource
from logbook.domain.amendment import Amendment
from logbook.domain.consent import Consent, ConsentDecision, InformationCategory
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.request import Channel
from logbook.wording.labels import label
from tests.documents.filling import filled, leaves
from tests.documents.samples import NOW, PLACE, consent, source


def history_of(given: Consent, *events: ConsentEvent, **changes: object) -> ConsentSource:
    whole = source()
    assert whole.service_user is not None
    plain = ConsentSource(
        history=ConsentHistory(consent=given, events=events),
        service_user=whole.service_user,
        practice=whole.practice,
        practitioner=whole.practitioner,
        zone=ZoneInfo("Europe/London"),
        people={UUID(int=3): "Siân Rees"},
    )
    return replace(plain, **changes)


def event(kind: ConsentEventKind, days: int, **changes: object) -> ConsentEvent:
    plain = ConsentEvent(
        id=UUID(int=60 + days),
        consent=consent().id,
        service_user=UUID(int=1),
        kind=kind,
        at=NOW - timedelta(days=days),
        method=Channel.TELEPHONE,
        recorded_by=UUID(int=3),
        recorded_at=NOW,
    )
    return replace(plain, **changes)


def said(whole: ConsentSource) -> str:
    return " ".join(plain_text(consent_record(whole, place=PLACE, created=NOW)).split())


def test_everything_the_consent_holds_is_printed() -> None:
    given = filled(Consent, answers=(), id=consent().id)
    given = replace(given, giving=replace(given.giving, decision=ConsentDecision.GIVEN))
    text = said(history_of(given))
    missing = [
        (leaf.part, leaf.value)
        for leaf in leaves(given)
        if not isinstance(leaf.value, bool | UUID | int)
        and leaf.part != "recorded_at"
        and (label(leaf.value) if isinstance(leaf.value, Enum) else str(leaf.value)) not in text
        and not hasattr(leaf.value, "year")
    ]
    assert missing == []


def test_its_history_stands_in_the_order_in_which_it_happened() -> None:
    narrower = replace(consent().scope, information=(InformationCategory.ATTENDANCE,))
    whole = history_of(
        consent(),
        event(ConsentEventKind.WITHDRAWN, 1, statement="No more of it"),
        event(ConsentEventKind.NARROWED, 3, scope=narrower, statement="Only when I came"),
    )
    text = said(whole)
    assert text.index("Only when I came") < text.index("No more of it")
    assert "It stands as Withdrawn, since 20 November 2026" in text
    assert "Covers from then on: Attendance and appointments; for Northern Mutual" in text
    assert "Recorded by Siân Rees" in text
    assert "What it covers now" not in text


def test_what_stands_says_what_it_covers_now() -> None:
    narrower = replace(consent().scope, information=(InformationCategory.ATTENDANCE,))
    whole = history_of(consent(), event(ConsentEventKind.NARROWED, 3, scope=narrower))
    text = said(whole)
    now, recorded = text.index("What it covers now"), text.index("As it was recorded")
    assert "Consent covers Attendance and appointments For" in text[now:recorded]
    assert label(InformationCategory.ASSESSMENT_REPORT) in text[recorded:]


def test_a_refusal_is_called_one() -> None:
    no = replace(consent(), giving=replace(consent().giving, decision=ConsentDecision.REFUSED))
    record = consent_record(history_of(no), place=PLACE, created=NOW)
    assert record.title == "Refusal of consent"


def test_a_voided_consent_says_so_above_everything() -> None:
    voided = Amendment(
        id=UUID(int=5),
        service_user=UUID(int=1),
        target=consent().id,
        part="",
        old="",
        new="",
        reason="Another person's",
        voids=True,
        amended_by=UUID(int=3),
        amended_at=NOW,
    )
    history = ConsentHistory(consent=consent(), amendments=(voided,), signed=consent())
    whole = history_of(consent(), history=history)
    assert "VOID" in consent_record(whole, place=PLACE, created=NOW).banner
    assert "Another person's Siân Rees" in said(whole)


def test_neither_title_nor_reference_nor_footer_names_the_person() -> None:
    record = consent_record(history_of(consent()), place=PLACE, created=NOW)
    for text in (record.title, record.reference, record.footer, record.author):
        assert "Gwen" not in text
    assert record.reference.startswith("C-0000-0000 · version 1")
