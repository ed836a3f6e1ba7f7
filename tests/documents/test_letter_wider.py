# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from logbook.documents.content import plain_text
from logbook.documents.letter import notification_letter
from logbook.documents.source import Beside, DisclosureSource
from logbook.domain.amendment import Amendment
from logbook.domain.basis import Attempt, Basis
from logbook.domain.breach import Choosing, Incident, Risk
from logbook.domain.decision import Choice, Decision
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.letter import LetterAnswer, LetterRefusedError
from logbook.domain.notification import (
    NotTellingReason,
    Telling,
    TellingFact,
    TellingOutcome,
)
from logbook.domain.party import Party, PartyKind
from logbook.domain.people import ContactKind, ContactPoint, SafeContact
from logbook.domain.practice import Nation
from logbook.domain.telling_review import ReviewOutcome, TellingReview
from logbook.wording.sentences import error_sentence
from tests.builders import a_representative
from tests.documents.filling import everything
from tests.documents.samples import NOW, disclosure, source

HOME = "1 High Street"


def said(whole: DisclosureSource) -> str:
    return " ".join(plain_text(notification_letter(whole, created=NOW)).split())


def refused(whole: DisclosureSource) -> LetterAnswer:
    with pytest.raises(LetterRefusedError) as raised:
        notification_letter(whole, created=NOW)
    assert error_sentence(raised.value).startswith("No letter")
    return raised.value.answer


def not_told(reason: NotTellingReason, **changes: object) -> Telling:
    telling = Telling(outcome=TellingOutcome.NOT_TOLD, reason=reason, explanation="because")
    return replace(telling, **changes)


def test_it_says_who_writes_and_under_which_registration() -> None:
    text = said(source())
    assert "My name is Siân Rees. I work at Elm Road Therapy as your physiotherapist." in text
    assert "(HCPC), number PH123456" in text


def test_it_names_a_place_to_call_at_any_hour() -> None:
    assert "call 999" in said(source())
    assert "Samaritans: 116 123" in said(source())


def test_what_is_still_to_be_given_is_told_as_such() -> None:
    ahead = replace(disclosure().transmission, made_at=NOW + timedelta(days=3))
    text = said(source(disclosure=disclosure(transmission=ahead)))
    assert "I am going to give some information about you to" in text
    assert "locked with a password" not in text


def test_a_part_that_was_disclosed_is_told_of() -> None:
    part = replace(disclosure().decision, choice=Choice.DISCLOSE_PART)
    assert "A report about how you are" in said(source(disclosure=disclosure(decision=part)))


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        (NotTellingReason.DECEASED, LetterAnswer.NOBODY_TO_WRITE_TO),
        (NotTellingReason.ASKED_NOT_TO_BE_TOLD, LetterAnswer.NOT_WANTED),
        (NotTellingReason.NO_SAFE_CHANNEL, LetterAnswer.NO_SAFE_CHANNEL),
        (NotTellingReason.REPRESENTATIVE_TOLD, LetterAnswer.TO_REPRESENTATIVE),
        (NotTellingReason.CHILD_NOT_COMPETENT, LetterAnswer.TO_REPRESENTATIVE),
        (NotTellingReason.TIPPING_OFF, LetterAnswer.FORBIDDEN),
        (NotTellingReason.SERIOUS_CRIME, LetterAnswer.NOT_YET),
    ],
)
def test_nobody_is_written_to_who_must_not_or_does_not_want_to_be(
    reason: NotTellingReason, answer: LetterAnswer
) -> None:
    assert refused(source(disclosure=disclosure(telling=not_told(reason)))) is answer


def test_the_letter_goes_to_the_representative_who_is_told_and_never_to_the_home() -> None:
    daughter = a_representative(UUID(int=1))
    telling = not_told(
        NotTellingReason.REPRESENTATIVE_TOLD,
        outcome=TellingOutcome.REPRESENTATIVE_TOLD,
        representative=daughter.id,
    )
    whole = source(
        disclosure=disclosure(telling=telling), beside=Beside(representatives=(daughter,))
    )
    text = said(whole)
    assert "Nia Okonkwo To be handed over in person" in text
    assert "because you act for Gwen Ŵyn-Okafor" in text
    assert HOME not in text


def test_whoever_may_be_implicated_is_not_written_to() -> None:
    mother = a_representative(UUID(int=1))
    telling = not_told(
        NotTellingReason.CHILD_NOT_COMPETENT,
        representative=mother.id,
        facts=(TellingFact.REPRESENTATIVE_IMPLICATED,),
    )
    whole = source(disclosure=disclosure(telling=telling), beside=Beside(representatives=(mother,)))
    assert refused(whole) is LetterAnswer.NOT_YET


def test_once_the_reason_has_ended_the_person_is_written_to() -> None:
    telling = not_told(NotTellingReason.SERIOUS_CRIME)
    ended = TellingReview(
        id=UUID(int=8),
        disclosure=disclosure().id,
        service_user=UUID(int=1),
        outcome=ReviewOutcome.REASON_ENDED,
        told_on=date(2026, 12, 1),
        review_on=None,
        because="",
        delay=None,
        legal_advice="",
        recorded_by=UUID(int=3),
        recorded_at=NOW,
    )
    assert HOME in said(source(disclosure=disclosure(telling=telling), reviews=(ended,)))


def test_no_letter_goes_to_whoever_was_given_it_themselves() -> None:
    theirs = disclosure(
        kind=Kind.SUBJECT_ACCESS, recipient=Party(kind=PartyKind.SERVICE_USER, name="Gwen")
    )
    assert refused(source(disclosure=theirs)) is LetterAnswer.IS_THE_RECIPIENT


def test_no_letter_is_made_of_what_was_voided_or_is_about_nobody() -> None:
    voided = Amendment(
        id=UUID(int=5),
        service_user=UUID(int=1),
        target=disclosure().id,
        part="",
        old="",
        new="",
        reason="Another person's",
        voids=True,
        amended_by=UUID(int=3),
        amended_at=NOW,
    )
    assert refused(source(amendments=(voided,))) is LetterAnswer.NOTHING_DISCLOSED
    nobody = source(disclosure=disclosure(service_user=None), service_user=None)
    assert refused(nobody) is LetterAnswer.NOBODY_TO_WRITE_TO


@pytest.mark.parametrize("contact", [SafeContact(may_write=False), SafeContact(not_at_home=True)])
def test_an_unsafe_home_is_never_printed_and_a_safe_address_elsewhere_is(
    contact: SafeContact,
) -> None:
    careful = replace(source().service_user, safe_contact=contact)
    assert HOME not in said(source(service_user=careful))
    aunt = ContactPoint(kind=ContactKind.ADDRESS, where="c/o 4 Bank Row", safe=True)
    cellar = ContactPoint(kind=ContactKind.ADDRESS, where="9 Unsafe Lane", safe=False)
    text = said(source(service_user=replace(careful, other_contacts=(cellar, aunt))))
    assert "c/o 4 Bank Row" in text
    assert HOME not in text
    assert "Unsafe Lane" not in text


def test_scotland_is_told_of_benefit() -> None:
    basis = Basis(family=BasisFamily.BEST_INTERESTS)
    scots = disclosure(basis=basis, nation=Nation.SCOTLAND)
    assert "what I believed would benefit you" in said(source(disclosure=scots, consent=None))
    welsh = disclosure(basis=basis)
    assert "was best for you" in said(source(disclosure=welsh, consent=None))


@pytest.mark.parametrize("attempt", list(Attempt))
def test_whether_they_were_asked_is_said_and_what_they_said_is_not(attempt: Attempt) -> None:
    basis = Basis(
        family=BasisFamily.PUBLIC_INTEREST, attempt=attempt, attempt_words="He shouted at me"
    )
    text = said(source(disclosure=disclosure(basis=basis), consent=None))
    assert "asked" in text or "ask you first" in text
    assert "shouted" not in text


def test_a_private_person_who_was_warned_is_not_named_and_neither_is_why() -> None:
    basis = Basis(family=BasisFamily.PUBLIC_INTEREST)
    warned = Party(kind=PartyKind.FAMILY_OR_CARER, name="Jane Doe", organisation="")
    whole = disclosure(basis=basis, recipient=warned)
    purpose = replace(whole.purpose, words="to warn Jane Doe of what he said")
    text = said(source(disclosure=replace(whole, purpose=purpose), consent=None))
    assert "Jane" not in text
    assert "to somebody who needed to know" in text
    police = replace(warned, kind=PartyKind.POLICE, name="PC Hill")
    whole = replace(whole, purpose=purpose, recipient=police)
    text = said(source(disclosure=whole, consent=None))
    assert "PC Hill" in text
    assert "Jane" not in text


def breach(**changes: object) -> DisclosureSource:
    incident = Incident(
        aware_at=NOW,
        occurred_at=NOW - timedelta(days=1),
        what="Mr Tomos Brown was sent her plan",
        went_to="Mr Tomos Brown",
        contained="Brown deleted it and said so in writing",
        risk=Risk.HIGH,
        commissioner=Choosing(yes=True, reasons="A diagnosis", done_at=NOW),
        lessons="Two people check each envelope now",
        cause="I was in a hurry",
    )
    whole = disclosure(
        kind=Kind.BREACH,
        incident=replace(incident, **changes),
        decision=Decision(),
        basis=Basis(),
        recipient=Party(kind=PartyKind.OTHER, name="Tomos Brown"),
    )
    return source(disclosure=whole, consent=None)


def test_a_breach_is_told_with_its_nature_consequences_measures_and_whom_to_ask() -> None:
    letter = notification_letter(breach(), created=NOW)
    text = said(breach())
    assert letter.title == "Something went wrong with information about you"
    for part in (
        "It was on 20 November 2026. We noticed it on 21 November 2026. I am sorry.",
        "A report about how you are",
        "This could do you real harm",
        "Whoever had it deleted it and said so in writing",
        "Two people check each envelope now",
        "We told the Information Commissioner.",
        "Please get in touch: 01558 000000",
    ):
        assert part in text


def test_a_breach_letter_does_not_say_who_has_it_or_what_was_written_for_the_record() -> None:
    text = said(breach())
    for part in ("Brown", "Tomos", "hurry", "A diagnosis"):
        assert part not in text


@pytest.mark.parametrize("risk", [*Risk, None])
def test_every_risk_of_a_breach_has_words(risk: Risk | None) -> None:
    others = {said(breach(risk=each)) for each in (*Risk, None) if each is not risk}
    assert said(breach(risk=risk)) not in others


def test_of_a_record_with_everything_in_it_only_what_is_the_persons_to_read_is_said() -> None:
    whole = everything()
    told = Telling(outcome=TellingOutcome.TOLD_AFTER)
    whole = replace(whole, disclosure=replace(whole.disclosure, telling=told, kind=Kind.CARE))
    whole = replace(
        whole,
        service_user=replace(
            whole.service_user, died=None, safe_contact=SafeContact(), address="5 Quiet Row"
        ),
    )
    text = said(whole)
    inside = (
        "Weighing ",
        "AdviceEntry ",
        "Safeguarding ",
        "Request ",
        "Clarification ",
        "Party name",
        "Item ",
        "Decision ",
        "Answer ",
        "Basis ",
        "Unable ",
        "Access ",
        "Incident ",
        "Refusal ",
        "Child ",
        "Telling ",
        "Redaction ",
        "Representative ",
        "Attachment ",
        "Hold ",
    )
    assert [part for part in inside if part in text and part != "Party name"] == []
    assert "5 Quiet Row" in text
    assert "D-2026" not in text
