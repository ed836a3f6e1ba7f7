# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentDraft,
    ConsentMode,
    InformationCategory,
    Period,
    PurposeClass,
    complete_consent,
)
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind, consent_at
from logbook.domain.coverage import Coverage, NotCovered, coverage
from logbook.domain.information import Item
from logbook.domain.party import Party, RecipientClass
from logbook.domain.research import Medium
from logbook.domain.uses import Use
from logbook.wording.consent_words import consent_sentences, covers, reach_in_words
from tests.builders import NOON, a_consent_draft

PERSON = UUID(int=1)


def test_what_is_not_entered_yet_stays_a_gap_that_can_be_seen() -> None:
    assert consent_sentences(ConsentDraft(id=UUID(int=2)), "") == (
        "[who] agrees that [which information] may go to [to whom], for this: [for what]."
        " It was given on [when] and holds until it is withdrawn. Nothing else is covered."
    )


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(), "holds until it is withdrawn."),
        (Period(until=date(2027, 3, 1)), "holds until 1 March 2027."),
        (Period(once=True), "holds for one disclosure only."),
        (Period(max_uses=1), "holds for one disclosure only."),
        (Period(max_uses=3), "holds until it is withdrawn, for 3 disclosures at most."),
    ],
)
def test_it_is_said_how_long_it_holds(period: Period, said: str) -> None:
    draft = a_consent_draft(PERSON, period=period)
    assert f"It was given on 16 November 2026 and {said}" in consent_sentences(draft, "Siân")


def test_whoever_decided_for_the_person_is_named() -> None:
    draft = a_consent_draft(PERSON)
    decided = replace(draft, giving=replace(draft.giving, given_by="Her attorney"))
    assert covers(draft, "Siân").startswith("Siân agrees that assessment or report, diagnosis")
    assert covers(decided, "Siân").startswith("Her attorney agrees that")


def test_what_was_left_out_is_said() -> None:
    draft = a_consent_draft(PERSON)
    narrowed = replace(draft, scope=replace(draft.scope, left_out="The family history. "))
    assert "Left out: The family history." in consent_sentences(narrowed, "Siân")
    assert "Left out" not in consent_sentences(draft, "Siân")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (
            ConsentDecision.REFUSED,
            (
                "Siân does not agree that assessment or report, diagnosis goes to Elm Road Surgery,"
                " for this: Referral for further assessment. It was refused on 16 November 2026."
            ),
        ),
        (
            ConsentDecision.DEFERRED,
            (
                "Siân wants to think about whether assessment or report, diagnosis may go to"
                " Elm Road Surgery, for this: Referral for further assessment."
                " It was put off on 16 November 2026. Nothing is covered yet."
            ),
        ),
        (
            ConsentDecision.REQUESTED,
            (
                "Siân was asked whether assessment or report, diagnosis may go to Elm Road Surgery,"
                " for this: Referral for further assessment."
                " It was asked for on 16 November 2026. Nothing is covered yet."
            ),
        ),
    ],
)
def test_what_was_not_agreed_never_reads_as_agreed(decision: ConsentDecision, said: str) -> None:
    draft = a_consent_draft(PERSON)
    asked = replace(draft, giving=replace(draft.giving, decision=decision))

    assert consent_sentences(asked, "Siân") == said


def test_the_time_the_classes_and_the_media_are_said() -> None:
    draft = a_consent_draft(PERSON, period=Period(starts_on=date(2026, 12, 1)))
    scope = replace(
        draft.scope,
        since=date(2026, 1, 1),
        classes=(RecipientClass.REGISTERED_GP,),
        media=(Medium.JOURNAL,),
    )
    said = consent_sentences(replace(draft, scope=scope), "Siân")

    assert "assessment or report, diagnosis (since 1 January 2026) may go to" in said
    assert "may go to Elm Road Surgery, the GP they are registered with, for this" in said
    assert "It begins on 1 December 2026. It may appear: in a journal or book." in said


COVERS = (
    "This consent lets assessment or report, diagnosis go to Elm Road Surgery,"
    " for this: Referral for further assessment."
)
DID_COVER = COVERS.replace("lets", "let")
CONSENT = complete_consent(
    a_consent_draft(PERSON), recorded_by=uuid4(), now=NOON, today=NOON.date()
)


def changed(**groups: dict[str, Any]) -> Consent:
    parts = {name: replace(getattr(CONSENT, name), **change) for name, change in groups.items()}
    return replace(CONSENT, **parts)


def reach(consent: Consent = CONSENT, *events: ConsentEvent, **asked: Any) -> Coverage:
    return coverage(
        consent,
        now=consent_at(consent, events, NOON, zone=ZoneInfo("Europe/London")),
        on=NOON.date(),
        **(
            {
                "recipient": Party(name="Elm Road Surgery"),
                "purpose_class": PurposeClass.CARE,
                "categories": (InformationCategory.DIAGNOSIS,),
            }
            | asked
        ),
    )


def an_event(kind: ConsentEventKind, **parts: Any) -> ConsentEvent:
    event = ConsentEvent(
        id=uuid4(),
        consent=CONSENT.id,
        service_user=PERSON,
        kind=kind,
        at=datetime(2026, 11, 18, 10, tzinfo=UTC),
    )
    return replace(event, **parts)


def test_a_consent_that_covers_says_what_and_that_it_does() -> None:
    assert reach_in_words(CONSENT, reach()) == (
        f"{COVERS} That covers this disclosure as you describe it."
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            ConsentEventKind.WITHDRAWN,
            "It was withdrawn on 18 November 2026; what was disclosed before then stays covered.",
        ),
        (ConsentEventKind.EXPIRED, "It ran out: 18 November 2026 was its last day."),
        (ConsentEventKind.INVALIDATED, "On 18 November 2026 it was found not to be valid."),
        (ConsentEventKind.SUPERSEDED, "On 18 November 2026 another consent took its place."),
    ],
)
def test_a_consent_that_has_ended_says_what_it_did_cover_and_when_it_ended(
    kind: ConsentEventKind, said: str
) -> None:
    assert reach_in_words(CONSENT, reach(CONSENT, an_event(kind))) == f"{DID_COVER} {said}"


def test_a_consent_that_was_narrowed_says_what_is_left_and_since_when() -> None:
    scope = replace(CONSENT.scope, information=(InformationCategory.ASSESSMENT_REPORT,))
    found = reach(CONSENT, an_event(ConsentEventKind.NARROWED, scope=scope))

    assert reach_in_words(CONSENT, found) == (
        "This consent lets assessment or report go to Elm Road Surgery, for this:"
        " Referral for further assessment."
        " It was narrowed on 18 November 2026 and no longer reaches this."
    )


@pytest.mark.parametrize(
    ("groups", "asked", "said"),
    [
        ({}, {"recipient": Party(name="Brook")}, "It does not name this recipient."),
        (
            {"scope": {"recipients": (), "classes": (RecipientClass.OWN_INSURER,)}},
            {},
            (
                "It describes recipients (their own insurer), and this one is not on record as one"
                " of them."
            ),
        ),
        (
            {},
            {"purpose_class": PurposeClass.NON_CARE},
            "It is for another use: their care or services to them.",
        ),
        (
            {"scope": {"use": Use.INSURANCE}},
            {"use": Use.EMPLOYMENT},
            "It is for another use: insurance.",
        ),
        ({}, {"medium": Medium.PRESS}, "It does not let anything appear in public."),
        (
            {"scope": {"media": (Medium.JOURNAL,)}},
            {"medium": Medium.PRESS},
            "It is for other media: in a journal or book.",
        ),
        (
            {},
            {"categories": (InformationCategory.FINANCIAL, InformationCategory.DIAGNOSIS)},
            "It leaves out financial information.",
        ),
        (
            {"scope": {"since": date(2026, 1, 1)}},
            {"items": (Item(category=InformationCategory.DIAGNOSIS, since=date(2019, 1, 1)),)},
            "It is about information of this time only: since 1 January 2026.",
        ),
        (
            {"giving": {"mode": ConsentMode.IMPLIED}},
            {"use": Use.RESEARCH},
            "It was implied, and implied consent covers care only.",
        ),
        ({"period": {"once": True}}, {"used": 1}, "It was for 1 disclosure, and that was made."),
        (
            {"period": {"max_uses": 3}},
            {"used": 3},
            "It was for 3 disclosures, and they were made.",
        ),
        (
            {"period": {"until": date(2026, 11, 19)}},
            {},
            "It ran out: 19 November 2026 was its last day.",
        ),
        (
            {"period": {"starts_on": date(2026, 12, 1)}},
            {},
            "It only begins on 1 December 2026.",
        ),
        (
            {"giving": {"given_on": date(2026, 11, 21)}},
            {},
            "It was only given on 21 November 2026.",
        ),
        (
            {"giving": {"decision": ConsentDecision.REQUESTED}},
            {},
            "They were asked and have not agreed yet.",
        ),
        (
            {"giving": {"decision": ConsentDecision.DEFERRED}},
            {},
            "They wanted to think about it and have not agreed.",
        ),
        (
            {"giving": {"decision": ConsentDecision.REFUSED}},
            {},
            "It was refused on 16 November 2026: nothing can rest on it.",
        ),
    ],
)
def test_why_a_consent_does_not_reach_is_said_in_a_sentence(
    groups: dict[str, Any], asked: dict[str, Any], said: str
) -> None:
    consent = changed(**groups)
    words = reach_in_words(consent, reach(consent, **asked))

    assert words.endswith(said)
    assert "That covers" not in words


def test_what_was_never_given_is_not_said_to_cover_anything() -> None:
    for decision in set(ConsentDecision) - {ConsentDecision.GIVEN}:
        consent = changed(giving={"decision": decision})
        assert "This consent" not in reach_in_words(consent, reach(consent))


def test_what_no_rule_can_decide_is_left_to_the_reader_in_words() -> None:
    consent = changed(scope={"left_out": "The year 2019.", "until": date(2026, 12, 31)})
    item = Item(category=InformationCategory.DIAGNOSIS)
    words = reach_in_words(consent, reach(consent, items=(item,)))

    assert words.endswith(
        "That covers this disclosure as you describe it."
        " Left out in words: The year 2019. Read whether that touches this."
        " It covers information of a time (until 31 December 2026): say of when each item is."
    )


def test_every_reason_has_its_sentence() -> None:
    found = reach()
    for reason in NotCovered:
        assert reach_in_words(CONSENT, replace(found, who=False, reasons=(reason,))) != COVERS
