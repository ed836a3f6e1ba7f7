# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from uuid import UUID

import pytest

from logbook.documents.content import SignatureBlock, plain_text
from logbook.documents.disclosure_record import disclosure_record
from logbook.documents.source import DisclosureSource
from logbook.domain.consent import InformationCategory, Period
from logbook.domain.disclosure import (
    Basis,
    Choice,
    Decision,
    Information,
    Item,
    Origin,
    Request,
)
from logbook.domain.legal_basis import BasisFamily, Effect, LegalBasis, Standing
from logbook.domain.notification import (
    Notification,
    NotTellingReason,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.practice import Nation
from tests.documents.samples import NOW, PLACE, consent, disclosure, source

COURT = LegalBasis(
    code="LB-COURT",
    family=BasisFamily.LAW,
    effect=Effect.REQUIRED_ON_DEMAND,
    title="Order of a court",
    citation="Civil Procedure Rules, rule 31.17",
    nations=(Nation.ENGLAND, Nation.WALES),
    addressee="The court",
    evidence="The order",
    standing=Standing.IN_FORCE,
    verified_on=date(2026, 11, 1),
    source="legislation.gov.uk",
)


def said(whole: DisclosureSource) -> str:
    return " ".join(plain_text(disclosure_record(whole, place=PLACE, created=NOW)).split())


def texts(value: object) -> list[str]:
    """Every text a person typed into a record."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def test_every_text_of_the_disclosure_is_on_the_record() -> None:
    recorded = replace(disclosure(), zone="", warnings=(), catalogue="")
    missing = [text for text in texts(recorded) if text not in said(source())]
    assert missing == []


def test_every_text_of_the_consent_is_on_the_record() -> None:
    assert [text for text in texts(source().consent) if text not in said(source())] == []


def test_the_sections_stand_in_the_order_of_the_reference() -> None:
    record = disclosure_record(source(), place=PLACE, created=NOW)
    assert [section.heading for section in record.sections] == [
        "Service user",
        "Request and recipient",
        "Information",
        "Basis",
        "Advice",
        "Decision",
        "Making the disclosure",
        "Telling the service user",
        "Attestation",
    ]


def test_decided_made_and_recorded_are_three_times_with_their_zone() -> None:
    text = said(source())
    for moment in ("08:30 (GMT)", "09:00 (GMT)", "09:30 (GMT)"):
        assert f"21 November 2026, {moment}" in text


def test_times_in_summer_are_told_in_summer_time() -> None:
    summer = NOW.replace(month=7)
    text = said(source(disclosure=replace(disclosure(), recorded_at=summer)))
    assert "21 July 2026, 10:30 (BST)" in text


def test_a_period_of_one_day_is_printed_as_that_day() -> None:
    day = date(2026, 11, 3)
    item = Item(category=InformationCategory.ATTENDANCE, description="Visit", since=day, until=day)
    items = replace(disclosure().information, items=(item,))
    text = said(source(disclosure=disclosure(information=items)))
    assert "Attendance and appointments Visit 3 November 2026 Purpose" in text


def test_what_was_explained_and_how_long_the_consent_holds_begin_with_a_capital() -> None:
    text = said(source())
    assert "Explained Why the information is wanted; what refusing would mean;" in text
    assert "Holds Until it is withdrawn" in text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(once=True), "Holds For one disclosure only"),
        (Period(until=date(2027, 3, 1)), "Holds Until 1 March 2027"),
    ],
)
def test_how_long_the_consent_holds_is_on_the_record(period: Period, words: str) -> None:
    assert words in said(source(consent=consent(period=period)))


def test_the_age_is_that_at_the_decision() -> None:
    assert "12 March 1987 (aged 39 at the time of the decision)" in said(source())


def test_the_person_who_signs_is_named_with_their_registration() -> None:
    record = disclosure_record(source(), place=PLACE, created=NOW)
    block = record.sections[-1].blocks[-1]
    assert isinstance(block, SignatureBlock)
    assert block.lines[:2] == ("Siân Rees, physiotherapist", "HCPC registration PH123456")


def test_the_journal_is_on_the_record_in_full() -> None:
    text = said(source())
    assert "Entry 41 of journal k3v, which then had 44 entries" in text
    assert PLACE.printed_root in text
    assert len(PLACE.printed_root.replace(" ", "")) == 52


def test_warnings_stand_with_their_answers() -> None:
    text = said(source())
    assert "W-01: This consent is more than twelve months old." in text
    assert "Answer: She confirmed it on the telephone" in text
    assert "W-07: That is a lot of information." in text


def test_a_refusal_has_no_section_on_making_it() -> None:
    refused = disclosure(
        decision=Decision(choice=Choice.REFUSE, reasons="She objected", decided_at=NOW),
        information=Information(),
        basis=Basis(),
    )
    record = disclosure_record(source(disclosure=refused, consent=None), place=PLACE, created=NOW)
    headings = [section.heading for section in record.sections]
    assert record.title == "Decision not to disclose"
    assert "Making the disclosure" not in headings
    assert "Information" not in headings
    assert "She objected" in plain_text(record)


def test_own_initiative_is_said_in_words() -> None:
    own = disclosure(request=Request(origin=Origin.OWN_INITIATIVE))
    assert "Nobody asked: I decided to tell them" in said(source(disclosure=own))


def test_no_advice_is_said_in_words() -> None:
    assert "No advice was sought." in said(source(disclosure=disclosure(advice=())))


def test_law_relied_on_is_printed_with_source_date_and_the_disclaimer() -> None:
    ordered = disclosure(basis=Basis(family=BasisFamily.LAW, legal_basis="LB-COURT"))
    text = said(source(disclosure=ordered, consent=None, legal_basis=COURT))
    for part in ("Civil Procedure Rules", "checked on 1 November 2026", "not legal advice"):
        assert part in text
    unverified = replace(COURT, verified_on=None)
    text = said(source(disclosure=ordered, consent=None, legal_basis=unverified))
    assert "not yet checked against its source" in text


def test_without_law_nothing_is_said_of_legal_advice() -> None:
    assert "legal advice" not in said(source())


@pytest.mark.parametrize("reason", [reason for reason in NotTellingReason if reason.restricts])
def test_a_restricted_record_says_so_above_everything(reason: NotTellingReason) -> None:
    telling = Telling(
        outcome=TellingOutcome.NOT_TOLD, reason=reason, explanation="because", review_on=None
    )
    restricted = source(disclosure=disclosure(telling=telling))
    record = disclosure_record(restricted, place=PLACE, created=NOW)
    assert "RESTRICTED" in record.banner
    assert reason.value in said(restricted)


def test_an_ordinary_record_is_not_marked() -> None:
    practice = replace(source().practice, sample=False)
    assert disclosure_record(source(practice=practice), place=PLACE, created=NOW).banner == ""


def test_having_told_them_since_is_on_the_record() -> None:
    told = Notification(
        id=UUID(int=7),
        disclosure=disclosure().id,
        service_user=UUID(int=1),
        method=TellingMethod.POST,
        told_on=date(2026, 11, 22),
        words="Letter sent, plain envelope",
        recorded_by=UUID(int=3),
        recorded_at=NOW,
    )
    text = said(source(notifications=(told,)))
    assert "22 November 2026 By letter Letter sent, plain envelope" in text


def test_neither_title_nor_reference_nor_footer_names_the_person() -> None:
    record = disclosure_record(source(), place=PLACE, created=NOW)
    for text in (record.title, record.reference, record.footer, record.banner, record.author):
        assert "Gwen" not in text
        assert "Okafor" not in text
