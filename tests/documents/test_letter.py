# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest

from logbook.documents.content import plain_text
from logbook.documents.letter import LetterRefusedError, notification_letter
from logbook.documents.source import DisclosureSource
from logbook.domain.basis import Basis
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice, Decision
from logbook.domain.information import Item
from logbook.domain.legal_basis import BasisFamily, Effect
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from logbook.domain.people import SafeContact
from logbook.domain.transmission import SendingMethod
from tests.documents.samples import NOW, disclosure, source
from tests.documents.test_disclosure_record import COURT


def said(whole: DisclosureSource) -> str:
    return " ".join(plain_text(notification_letter(whole, created=NOW)).split())


def test_it_says_when_to_whom_what_why_and_on_which_ground() -> None:
    text = said(source())
    for part in (
        "on 21 November 2026",
        "Ms P. Adeyemi, claims handler, Northern Mutual",
        "A report about how you are",
        "When you came to see us",
        "to decide on her claim for treatment",
        "You agreed to this on 14 November 2026",
        "locked with a password",
        "keep it private",
    ):
        assert part in text


def test_it_says_what_the_person_can_do_with_source_and_date() -> None:
    text = said(source())
    for part in (
        "ask for a copy",
        "put right",
        "take that back",
        "do not want this to happen again",
        "complain to us: Siân Rees, 01558 000000",
        "within 30 days",
        "Information Commissioner",
        "hcpc-uk.org",
        "UK GDPR, articles 7, 15, 16 and 21",
        "Looked up on 22 November 2026",
        "not legal advice",
        "large print",
    ):
        assert part in text


def test_it_never_says_what_is_not_the_persons_to_read() -> None:
    text = said(source())
    whole = source().disclosure
    hidden = (
        whole.decision.reasons,
        whole.decision.views,
        whole.information.minimum,
        whole.information.left_out,
        whole.information.items[0].description,
        whole.information.why_identifiable,
        whole.advice[0].adviser,
        whole.advice[0].advice,
        whole.answers[0].reason,
        whole.number,
        "W-01",
        "D-2026",
        "journal",
    )
    assert [part for part in hidden if part in text] == []


def test_its_reference_does_not_tell_how_many_disclosures_there_are() -> None:
    letter = notification_letter(source(), created=NOW)
    assert letter.reference == "Our reference: 3F2A-91BC"


def test_that_somebody_else_is_in_the_record_is_not_said() -> None:
    whole = disclosure()
    item = Item(category=InformationCategory.THIRD_PARTY, description="About her sister")
    items = replace(whole.information, items=(item,))
    text = said(source(disclosure=replace(whole, information=items)))
    assert "sister" not in text
    assert "somebody else" not in text.replace("We gave somebody", "")


@pytest.mark.parametrize("reason", [reason for reason in NotTellingReason if reason.restricts])
def test_no_letter_is_made_of_a_restricted_entry(reason: NotTellingReason) -> None:
    telling = Telling(outcome=TellingOutcome.NOT_TOLD, reason=reason, explanation="because")
    with pytest.raises(LetterRefusedError):
        notification_letter(source(disclosure=disclosure(telling=telling)), created=NOW)


def test_no_letter_is_made_where_nothing_was_disclosed() -> None:
    refused = disclosure(decision=Decision(choice=Choice.REFUSE, reasons="no", decided_at=NOW))
    with pytest.raises(LetterRefusedError):
        notification_letter(source(disclosure=refused), created=NOW)


def test_an_address_that_is_not_safe_is_left_out() -> None:
    assert "1 High Street" in said(source())
    careful = replace(source().service_user, safe_contact=SafeContact(may_write=False))
    text = said(source(service_user=careful))
    assert "1 High Street" not in text
    assert "To be handed over in person" in text


def test_a_person_is_addressed_by_the_name_they_use() -> None:
    known = replace(source().service_user, known_as="Winnie")
    assert "Dear Winnie" in said(source(service_user=known))


def test_law_is_cited_with_its_source_and_without_internal_codes() -> None:
    ordered = disclosure(basis=Basis(family=BasisFamily.LAW, legal_basis="LB-COURT"))
    text = said(source(disclosure=ordered, consent=None, legal_basis=COURT))
    assert "The law says I must do this." in text
    assert "Civil Procedure Rules, rule 31.17 (legislation.gov.uk; checked on 1 November" in text
    assert "LB-COURT" not in text
    assert "take that back" not in text
    allowed = replace(COURT, effect=Effect.PERMITS)
    text = said(source(disclosure=ordered, consent=None, legal_basis=allowed))
    assert "The law allows me to do this." in text


@pytest.mark.parametrize("family", list(BasisFamily))
def test_every_ground_has_words_of_its_own(family: BasisFamily) -> None:
    whole = source(disclosure=disclosure(basis=Basis(family=family)), consent=None)
    others = {
        said(source(disclosure=disclosure(basis=Basis(family=other)), consent=None))
        for other in BasisFamily
        if other is not family
    }
    assert said(whole) not in others


@pytest.mark.parametrize("category", list(InformationCategory))
def test_every_kind_of_information_has_plain_words(category: InformationCategory) -> None:
    whole = disclosure()
    items = replace(whole.information, items=(Item(category=category, description="x"),))
    assert "What I gave them" in said(source(disclosure=replace(whole, information=items)))


@pytest.mark.parametrize("method", list(SendingMethod))
def test_every_way_of_sending_has_plain_words(method: SendingMethod) -> None:
    whole = disclosure()
    sent = replace(whole.transmission, method=method)
    assert "How it was sent" in said(source(disclosure=replace(whole, transmission=sent)))


def test_sentences_are_short_and_words_plain() -> None:
    """A rough measure of a reading age of about eleven: Flesch-Kincaid grade below 7."""
    prose = [
        line
        for line in plain_text(notification_letter(source(), created=NOW)).splitlines()
        if line.endswith(".") and "article" not in line and "Commissioner" not in line
    ]
    words = " ".join(prose).split()
    sentences = sum(line.count(". ") + 1 for line in prose)
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    assert len(words) > 100
    assert grade < 7


def _syllables(word: str) -> int:
    letters = "".join(letter for letter in word.lower() if letter.isalpha())
    groups = sum(
        letter in "aeiouy" and (place == 0 or letters[place - 1] not in "aeiouy")
        for place, letter in enumerate(letters)
    )
    silent = letters.endswith("e") and not letters.endswith("le") and groups > 1
    return max(1, groups - silent)
