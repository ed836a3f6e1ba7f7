# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from logbook.documents.accounting_document import (
    accounting_document,
    accounting_lines,
    accounting_reference,
)
from logbook.documents.content import plain_text
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.source import AccountingSource
from logbook.domain.accounting import accounting
from logbook.domain.basis import Basis
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from logbook.domain.party import Party, PartyKind
from tests.documents.samples import NOW, disclosure, source

PERSON = UUID(int=1)


def numbered(place: int, **changes: object) -> Disclosure:
    whole = disclosure(id=UUID(int=100 + place), number=f"D-2026-{place:04d}", **changes)
    made = NOW - timedelta(days=30 - place)
    return replace(whole, transmission=replace(whole.transmission, made_at=made))


HIDDEN = Telling(
    outcome=TellingOutcome.NOT_TOLD, reason=NotTellingReason.SERIOUS_CRIME, explanation="DS Reid"
)


def listed(*disclosures: Disclosure) -> AccountingSource:
    whole = source()
    assert whole.service_user is not None
    return AccountingSource(
        lines=accounting(disclosures, service_user=PERSON, zone=whole.zone),
        service_user=whole.service_user,
        practice=whole.practice,
        practitioner=whole.practitioner,
        zone=whole.zone,
    )


def said(whole: AccountingSource) -> str:
    return " ".join(plain_text(accounting_document(whole, created=NOW)).split())


def test_each_line_says_when_to_whom_what_and_what_for() -> None:
    text = said(listed(numbered(1)))
    for part in (
        "1. 23 October 2026",
        "Ms P. Adeyemi, Northern Mutual",
        "A report about how you are; When you came to see us",
        "To decide on her claim for treatment",
        "You agreed to it",
    ):
        assert part in text


def test_no_number_of_a_record_and_nothing_written_for_the_record_is_in_it() -> None:
    whole = numbered(7)
    text = said(listed(whole))
    hidden = ("D-2026", whole.decision.reasons, whole.information.minimum, "Dr T. Shah", "journal")
    assert [part for part in hidden if part in text] == []


def test_what_is_restricted_leaves_neither_a_line_nor_a_gap_nor_another_byte() -> None:
    shown = (numbered(1), numbered(3), numbered(5))
    secret = numbered(4, telling=HIDDEN)
    without, with_ = listed(*shown), listed(shown[0], secret, *shown[1:])
    assert without.lines == with_.lines
    assert [line.place for line in with_.lines] == [1, 2, 3]
    assert said(without) == said(with_)
    assert tuple(accounting_lines(without)) == tuple(accounting_lines(with_))
    one, other = (
        finish(render(accounting_document(each, created=NOW))) for each in (without, with_)
    )
    assert one == other
    told = replace(secret, telling=Telling(outcome=TellingOutcome.TOLD_AFTER))
    assert said(listed(*shown, told)) != said(without)


def test_the_reference_does_not_tell_how_many_lists_or_entries_there_are() -> None:
    few, many = listed(numbered(1)), listed(*(numbered(place) for place in range(1, 9)))
    assert accounting_reference(few, NOW) == accounting_reference(many, NOW)
    later = datetime(2026, 12, 1, tzinfo=UTC)
    assert accounting_reference(few, later) != accounting_reference(few, NOW)


def test_a_private_person_who_was_warned_is_not_named() -> None:
    warned = numbered(
        2,
        kind=Kind.PUBLIC_INTEREST,
        basis=Basis(family=BasisFamily.PUBLIC_INTEREST),
        recipient=Party(kind=PartyKind.FAMILY_OR_CARER, name="Jane Doe", address="3 Her Street"),
    )
    whole = listed(replace(warned, purpose=replace(warned.purpose, words="to warn Jane Doe")))
    text = said(whole) + " ".join(accounting_lines(whole))
    assert "Jane" not in text
    assert "Her Street" not in text
    assert "Somebody who needed to know" in text


def test_a_refusal_says_that_nothing_was_given() -> None:
    refused = numbered(2)
    refused = replace(refused, decision=replace(refused.decision, choice=Choice.REFUSE))
    assert "They asked, and were given nothing" in said(listed(refused))


def test_a_series_is_one_line_with_its_count() -> None:
    series = UUID(int=70)
    text = said(listed(*(numbered(place, series=series) for place in (1, 2, 3))))
    assert "1. 3 times, from 23 October 2026 to 25 October 2026" in text
    assert "2. " not in text.split("What you can do", maxsplit=1)[0]


def test_an_empty_list_says_so() -> None:
    assert "There is nothing to list." in said(listed())


def test_it_names_the_person_in_its_text_only() -> None:
    document = accounting_document(listed(numbered(1)), created=NOW)
    for text in (document.title, document.reference, document.footer, document.banner):
        assert "Gwen" not in text


def test_a_line_of_text_is_one_line() -> None:
    lines = tuple(accounting_lines(listed(numbered(1), numbered(2))))
    assert len(lines) == 2
    assert all("\n" not in line for line in lines)
    assert lines[0].startswith("1. 23 October 2026")
