# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

import pytest

from logbook.documents.content import SignatureBlock, plain_text
from logbook.documents.disclosure_record import disclosure_record
from logbook.documents.facts import in_groups
from logbook.documents.source import Beside, ConsentHistory, DisclosureSource
from logbook.domain.access import Access, AccessType
from logbook.domain.amendment import Amendment, amended
from logbook.domain.basis import Basis, RejectedBasis
from logbook.domain.breach import Choosing, Incident, Risk
from logbook.domain.consent import InformationCategory, Period
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.decision import Choice, Decision, Refusal, RefusalReason
from logbook.domain.findings import Answer, Code
from logbook.domain.information import Information, Item
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Effect, LegalBasis, Standing
from logbook.domain.notification import (
    DeliveryStatus,
    Notification,
    NotTellingReason,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.practice import Nation
from logbook.domain.request import Channel, Origin, Request
from logbook.domain.steps import PathStep, SkipReason, Step
from logbook.domain.unable import Unable, WhyUnable
from logbook.wording.dates import day_in_words
from logbook.wording.findings import FINDINGS
from logbook.wording.labels import label
from tests.builders import a_capacity_assessment
from tests.documents.filling import everything, leaves
from tests.documents.samples import NOW, PLACE, consent, disclosure, source

HEADINGS = [
    "The entry",
    "Service user",
    "Request and recipient",
    "Information",
    "Basis",
    "Data protection",
    "Advice",
    "Decision",
    "Making the disclosure",
    "Telling the service user",
    "Follow-up and keeping",
    "Amendments",
    "Attestation",
]

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


def printed(value: object) -> str:
    """What a value looks like on the page."""
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return day_in_words(value)
    if isinstance(value, datetime):
        return day_in_words(value.astimezone(source().zone).date())
    text = str(value)
    return in_groups(text) if len(text) == 64 else text


NOT_PRINTED = {
    "zone": "told by the times",
    "recorded_by": "by name",
    "service_user": "by name",
    "series": "by its own facts",
    "warnings": "by their sentences",
    "basis.consent": "by its own facts",
    "basis.legal_basis": "named as no longer in the catalogue, or by the row",
    "basis.refused_consent": "by its day and purpose",
    "basis.family": "in the words of the nation",
    "basis.rejected": "in the words of the nation",
    "child.competence": "by its own facts",
    "unable.assessment": "by its own facts",
    "unable.representative": "by name",
    "telling.representative": "by name",
    "telling.reason": "with its code",
    "follow_up.related": "by number",
    "follow_up.supersedes": "by number",
    "answers": "by the code's sentence",
    "access.applicant": "only after a death",
    "access.made_recently": "only after a death",
    "access.relevance": "only after a death",
    "batch.people": "as a number among others",
    "kind": "with its code",
}


def test_everything_the_record_holds_is_printed() -> None:
    whole = everything()
    text = said(whole)
    missing = [
        (leaf.part, leaf.value)
        for leaf in leaves(whole.disclosure)
        if not isinstance(leaf.value, bool)
        and not any(leaf.part == part or leaf.part.startswith(f"{part}.") for part in NOT_PRINTED)
        and printed(leaf.value) not in text
    ]
    assert missing == []


@pytest.mark.parametrize(
    "beside",
    ["representatives", "capacity", "competence", "holds", "attachments", "policy"],
)
def test_everything_that_stands_beside_it_is_printed(beside: str) -> None:
    whole = everything()
    skipped = (".id", "service_user", "added_by", ".of", "size", "added_at", "nation")
    text = said(whole)
    missing = [
        (leaf.part, leaf.value)
        for leaf in leaves(getattr(whole.beside, beside))
        if not isinstance(leaf.value, bool | UUID)
        and not leaf.part.endswith(skipped)
        and printed(leaf.value) not in text
    ]
    assert missing == []


def test_what_the_access_after_a_death_turns_on_is_printed() -> None:
    whole = everything()
    assert whole.disclosure.access is not None
    after = replace(whole.disclosure.access, type=AccessType.AFTER_DEATH)
    text = said(replace(whole, disclosure=replace(whole.disclosure, access=after)))
    assert after.relevance in text
    assert label(after.applicant) in text  # type: ignore[arg-type]
    assert "All of the record was made in the last 40 days Yes" in text


def test_the_sections_stand_in_the_order_of_the_reference_and_none_is_missing() -> None:
    for whole in (source(), everything()):
        record = disclosure_record(whole, place=PLACE, created=NOW)
        assert [section.heading for section in record.sections] == HEADINGS


def test_a_refusal_says_what_whoever_asked_was_told_in_place_of_how_it_was_sent() -> None:
    refused = disclosure(
        kind=Kind.REFUSAL,
        decision=Decision(choice=Choice.REFUSE, reasons="She objected", decided_at=NOW),
        information=Information(),
        basis=Basis(),
        refusal=Refusal(
            why=(RefusalReason.PERSON_OBJECTS,),
            reply="We cannot help without her agreement",
            replied_on=date(2026, 11, 20),
            reconsider_if="She agrees",
        ),
    )
    whole = source(disclosure=refused, consent=None)
    record = disclosure_record(whole, place=PLACE, created=NOW)
    headings = [section.heading for section in record.sections]
    assert record.title == "Decision not to disclose"
    assert headings == [
        "Reply to requester" if each == "Making the disclosure" else each for each in HEADINGS
    ]
    for part in (
        "She objected",
        "We cannot help without her agreement",
        "The person objects",
        "20 November 2026",
        "Nothing was disclosed.",
    ):
        assert part in said(whole)


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"kind": Kind.BREACH}, "Breach record"),
        ({"kind": Kind.ACCESS}, "Record of access"),
        ({"kind": Kind.DE_IDENTIFIED}, "De-identified release"),
        ({"decision": Decision(choice=Choice.DEFER)}, "Decision not to disclose yet"),
        ({"decision": Decision(choice=Choice.REFER_ON)}, "Decision to refer the request on"),
        ({"decision": Decision(choice=Choice.DISCLOSE_PART)}, "Disclosure record: disclosed in"),
        ({}, "Disclosure record"),
    ],
)
def test_the_title_says_what_it_is_a_record_of(changes: dict[str, object], title: str) -> None:
    whole = source(disclosure=disclosure(**changes))
    assert disclosure_record(whole, place=PLACE, created=NOW).title.startswith(title)


def test_what_was_not_asked_is_listed_with_its_reason() -> None:
    steps = (
        PathStep(step=Step.PERSON),
        PathStep(step=Step.CHILD, skipped=SkipReason.NOT_A_CHILD),
        PathStep(step=Step.WEIGHING, skipped=SkipReason.ANOTHER_BASIS),
        PathStep(step=Step.LAW, skipped=SkipReason.ANOTHER_BASIS),
    )
    text = said(source(steps=steps))
    assert f"3 questions were not asked Why The child {label(SkipReason.NOT_A_CHILD)}" in text
    assert f"Weighing it up; The law {label(SkipReason.ANOTHER_BASIS)}" in text
    assert "Person Person" not in text


def test_nobody_in_particular_is_said_in_words() -> None:
    bulk = disclosure(kind=Kind.DE_IDENTIFIED, service_user=None)
    text = said(source(disclosure=bulk, service_user=None, consent=None))
    assert "About No single person" in text
    assert "This entry is about no single person who could be told." in text


def test_decided_made_and_recorded_are_three_times_with_their_zone() -> None:
    text = said(source())
    for moment in ("08:30 (GMT)", "09:00 (GMT)", "09:30 (GMT)"):
        assert f"21 November 2026, {moment}" in text


def test_times_in_summer_are_told_in_summer_time() -> None:
    summer = NOW.replace(month=7)
    text = said(source(disclosure=replace(disclosure(), recorded_at=summer)))
    assert "21 July 2026, 10:30 (BST)" in text


def test_the_times_of_a_breach_have_their_zone_too() -> None:
    incident = Incident(
        aware_at=NOW, what="Wrong envelope", risk=Risk.RISK, commissioner=Choosing(yes=False)
    )
    text = said(source(disclosure=disclosure(kind=Kind.BREACH, incident=incident)))
    assert "21 November 2026, 09:30 (GMT) What happened Wrong envelope" in text


def test_a_period_of_one_day_is_printed_as_that_day() -> None:
    day = date(2026, 11, 3)
    item = Item(category=InformationCategory.ATTENDANCE, description="Visit", since=day, until=day)
    items = replace(disclosure().information, items=(item,))
    text = said(source(disclosure=disclosure(information=items)))
    assert "Attendance and appointments Visit 3 November 2026" in text


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
    assert words in said(source(consent=ConsentHistory(consent=consent(period=period))))


def event(kind: ConsentEventKind, at: datetime, **changes: object) -> ConsentEvent:
    plain = ConsentEvent(
        id=UUID(int=77),
        consent=consent().id,
        service_user=UUID(int=1),
        kind=kind,
        at=at,
        method=Channel.TELEPHONE,
    )
    return replace(plain, **changes)


def test_a_consent_is_printed_as_it_stood_when_the_disclosure_was_made() -> None:
    narrower = replace(consent().scope, information=(InformationCategory.ATTENDANCE,))
    before = event(ConsentEventKind.NARROWED, NOW - timedelta(days=2), scope=narrower)
    after = event(ConsentEventKind.WITHDRAWN, NOW + timedelta(days=2), statement="No more of it")
    history = ConsentHistory(consent=consent(), events=(before, after))
    text = said(source(consent=history))
    assert "Stood as Given, since 14 November 2026" in text
    assert "Consent covers Attendance and appointments Not covered" in text or (
        "Consent covers Attendance and appointments For Northern Mutual" in text
    )
    assert "Narrowed 19 November 2026, 09:30 (GMT)" in text
    assert "Withdrawn (after this disclosure) 23 November 2026, 09:30 (GMT)" in text
    assert "No more of it" in text


def test_a_consent_withdrawn_before_is_not_printed_as_given() -> None:
    gone = event(ConsentEventKind.WITHDRAWN, NOW - timedelta(days=1))
    text = said(source(consent=ConsentHistory(consent=consent(), events=(gone,))))
    assert "Stood as Withdrawn, since 20 November 2026" in text


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


def test_warnings_stand_with_their_answers_apart_from_stops_that_were_overridden() -> None:
    overridden = Answer(
        code=Code.RECIPIENT_NOT_VERIFIED, reason="The number is on the letter they sent us before"
    )
    whole = disclosure(
        warnings=("B-09", "W-01", "W-07", "I-01"), answers=(*disclosure().answers, overridden)
    )
    text = said(source(disclosure=whole))
    stops, warnings, notes = (
        text.index("Stops overridden by Siân Rees"),
        text.index("Warnings acknowledged by Siân Rees"),
        text.index("Notes of the program"),
    )
    assert stops < text.index(overridden.reason) < warnings
    assert warnings < text.index("She confirmed it on the telephone") < notes
    assert "Seen; no answer given" in text[warnings:notes]
    assert text.index("I-01") > notes


def test_own_initiative_is_said_in_words() -> None:
    own = disclosure(request=Request(origin=Origin.OWN_INITIATIVE))
    assert "Nobody asked: I decided to tell them" in said(source(disclosure=own))


def test_no_advice_is_said_in_words() -> None:
    assert "No advice was sought." in said(source(disclosure=disclosure(advice=())))


def test_law_relied_on_is_printed_with_source_date_and_the_disclaimer() -> None:
    ordered = disclosure(
        basis=Basis(
            family=BasisFamily.LAW,
            legal_basis="LB-COURT",
            rejected=(RejectedBasis(family=BasisFamily.CONSENT, because="She was not asked"),),
        ),
        catalogue_fingerprint="ab" * 32,
    )
    text = said(source(disclosure=ordered, consent=None, legal_basis=COURT))
    for part in (
        "Civil Procedure Rules",
        "Holds in England, Wales",
        "checked on 1 November 2026",
        "edition 2026-11-22.1",
        "abababab abababab",
        "She was not asked",
        "not legal advice",
    ):
        assert part in text
    unverified = replace(COURT, verified_on=None)
    text = said(source(disclosure=ordered, consent=None, legal_basis=unverified))
    assert "not yet checked against its source" in text


def test_law_read_from_another_edition_says_so() -> None:
    ordered = disclosure(basis=Basis(family=BasisFamily.LAW, legal_basis="LB-COURT"))
    here = source(disclosure=ordered, consent=None, legal_basis=COURT)
    other = replace(here, beside=Beside(edition_read="2027-02-01"))
    assert "is not in this logbook" not in said(here)
    assert "those of another edition, 2027-02-01, and may differ" in said(other)


def test_law_that_is_in_no_edition_any_more_is_named_by_its_code() -> None:
    ordered = disclosure(basis=Basis(family=BasisFamily.LAW, legal_basis="LB-GONE"))
    text = said(source(disclosure=ordered, consent=None))
    assert "No longer in the catalogue LB-GONE" in text


def test_without_law_nothing_is_said_of_legal_advice() -> None:
    assert "legal advice" not in said(source())


def decided_for_them(nation: Nation) -> str:
    test = {"N": "common-law-northern-ireland", "S": "adults-with-incapacity-act-2000"}
    kinds = {each.value: each for each in type(a_capacity_assessment(UUID(int=1)).test)}
    assessed = a_capacity_assessment(
        UUID(int=1), nation=nation, test=kinds[test.get(nation.value, "mental-capacity-act-2005")]
    )
    whole = disclosure(
        nation=nation,
        kind=Kind.BEST_INTERESTS,
        basis=Basis(
            family=BasisFamily.BEST_INTERESTS,
            rejected=(RejectedBasis(family=BasisFamily.BEST_INTERESTS, because="No"),),
        ),
        unable=Unable(why=WhyUnable.LACKS_CAPACITY, assessment=assessed.id, reasons="It helps"),
        warnings=("W-24",) if nation is Nation.SCOTLAND else (),
    )
    return said(source(disclosure=whole, consent=None, beside=Beside(capacity=assessed)))


def test_scotland_prints_benefit_and_never_best_interests() -> None:
    text = decided_for_them(Nation.SCOTLAND)
    assert "Basis The person cannot decide: benefit" in text
    assert "best interests" not in text.replace(FINDINGS[Code.SCOTTISH_TESTS], "").lower()
    assert "Adults with Incapacity (Scotland) Act 2000" in text
    assert "Basis The person cannot decide: best interests" in decided_for_them(Nation.WALES)


def test_northern_ireland_prints_nothing_of_the_act_of_england_and_wales() -> None:
    text = decided_for_them(Nation.NORTHERN_IRELAND)
    assert "Common law of Northern Ireland" in text
    assert "Mental Capacity Act" not in text
    assert "Mental Capacity Act 2005" in decided_for_them(Nation.ENGLAND)


@pytest.mark.parametrize("reason", [reason for reason in NotTellingReason if reason.restricts])
def test_a_restricted_record_says_so_above_everything(reason: NotTellingReason) -> None:
    telling = Telling(
        outcome=TellingOutcome.NOT_TOLD, reason=reason, explanation="because", review_on=None
    )
    restricted = source(disclosure=disclosure(telling=telling))
    record = disclosure_record(restricted, place=PLACE, created=NOW)
    assert "RESTRICTED" in record.banner
    assert f"{reason.value}: {label(reason)}" in said(restricted)


def test_an_ordinary_record_is_not_marked() -> None:
    practice = replace(source().practice, sample=False)
    assert disclosure_record(source(practice=practice), place=PLACE, created=NOW).banner == ""


def amendment(**changes: object) -> Amendment:
    plain = Amendment(
        id=UUID(int=55),
        service_user=UUID(int=1),
        target=disclosure().id,
        part="recipient.name",
        old="Ms P. Adeyemi",
        new="Ms Patience Adeyemi",
        reason="Her letter shows the whole name",
        voids=False,
        amended_by=UUID(int=3),
        amended_at=NOW + timedelta(days=1),
    )
    return replace(plain, **changes)


def test_what_was_put_right_is_printed_with_old_new_reason_who_and_when() -> None:
    changes = (
        amendment(),
        amendment(part="information.items.0.until", old="2026-11-03", new="2026-11-04"),
        amendment(part="telling.outcome", old="told-before", new="told-after"),
    )
    signed = disclosure()
    whole = source(
        disclosure=amended(signed, changes),
        signed=signed,
        amendments=changes,
        beside=Beside(people={UUID(int=3): "Siân Rees"}),
    )
    record = disclosure_record(whole, place=PLACE, created=NOW)
    text = said(whole)
    for part in (
        "Ms P. Adeyemi Ms Patience Adeyemi Her letter shows the whole name Siân Rees 22 November",
        "3 November 2026 4 November 2026",
        "Told before Told afterwards",
        "Version 4, put right 3 times since it was signed",
    ):
        assert part in text
    assert "version 4" in record.reference
    assert "information.items" not in text
    assert "VOID" not in record.banner


def test_a_voided_record_says_so_above_everything() -> None:
    voided = amendment(part="", old="", new="", voids=True, reason="Entered for another person")
    whole = source(amendments=(voided,), signed=disclosure())
    assert "VOID" in disclosure_record(whole, place=PLACE, created=NOW).banner
    assert "The whole record was voided It does not stand Entered for another person" in said(whole)


def test_having_told_them_since_is_on_the_record_with_what_came_of_it() -> None:
    told = Notification(
        id=UUID(int=7),
        disclosure=disclosure().id,
        service_user=UUID(int=1),
        method=TellingMethod.POST,
        told_on=date(2026, 11, 22),
        words="Letter sent, plain envelope",
        recorded_by=UUID(int=3),
        recorded_at=NOW,
        status=DeliveryStatus.RETURNED,
        evidence="The envelope",
    )
    text = said(source(notifications=(told,)))
    assert "22 November 2026 By letter Came back Letter sent, plain envelope" in text
    assert "Evidence: The envelope" in text
    before = replace(told, status=None)
    assert "By letter Told Letter sent" in said(source(notifications=(before,)))


def test_an_opinion_on_an_exemption_is_printed_with_it() -> None:
    access = Access(type=AccessType.BY_THE_PERSON, search="The paper file", fee_paid_on=None)
    assert "Where you looked The paper file" in said(source(disclosure=disclosure(access=access)))


def test_neither_title_nor_reference_nor_footer_names_the_person() -> None:
    record = disclosure_record(source(), place=PLACE, created=NOW)
    for text in (record.title, record.reference, record.footer, record.banner, record.author):
        assert "Gwen" not in text
        assert "Okafor" not in text
