# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.assessment import complete
from logbook.domain.case import Case
from logbook.domain.consent import PurposeClass
from logbook.domain.data_protection import Article9, DataProtection
from logbook.domain.decision import AdviceEntry, Choice, Followed, FollowUp, Refusal
from logbook.domain.disclosure import Disclosure
from logbook.domain.information import Identifiability
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.notification import TellingOutcome
from logbook.domain.party import Party, PartyKind
from logbook.domain.practice import Nation
from logbook.domain.request import Origin, Request
from tests.builders import NOON
from tests.rules.situations import LONDON, a_case, assessed, found, the_catalogue

TODAY = NOON.date()
NOT_DISCLOSED = [Choice.REFUSE, Choice.DEFER, Choice.REFER_ON]
OWN = Request(origin=Origin.OWN_INITIATIVE)
ANSWERED = Refusal(reply="Not without an order", replied_on=TODAY)


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


def refused(
    choice: Choice = Choice.REFUSE, refusal: Refusal | None = ANSWERED, **draft: Any
) -> Case:
    return a_case(draft={"decision": {"choice": choice}, "refusal": refusal, **draft})


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize("part", ["choice", "decided_at", "reasons"])
def test_what_was_decided_when_and_why_is_asked(part: str) -> None:
    empty: object = " " if part == "reasons" else None
    assert parts(a_case(draft={"decision": {part: empty}}), "INV-04") == {f"decision.{part}"}


@pytest.mark.rule("INV-04", fires=False)
def test_a_decision_with_its_reasons_is_whole() -> None:
    assert parts(a_case(), "INV-04") == set()
    assert parts(refused(), "INV-04") == set()


@pytest.mark.rule("INV-04", fires=True)
def test_a_refusal_that_discloses_is_none() -> None:
    case = a_case(draft={"kind": Kind.REFUSAL})
    assert parts(case, "INV-04") == {"decision.choice"}
    assert parts(refused(kind=Kind.REFUSAL), "INV-04") == set()


@pytest.mark.rule("INV-04", fires=False)
def test_what_nobody_decided_has_no_decision() -> None:
    undecided = {"decision": {"choice": None, "decided_at": None, "reasons": ""}}
    breach = a_case(draft={"kind": Kind.BREACH, **undecided})
    looked = a_case(draft={"kind": Kind.ACCESS, **undecided})
    assert "decision.choice" not in parts(breach, "INV-04")
    assert "decision.decided_at" not in parts(breach, "INV-04")
    assert "decision.reasons" not in parts(breach, "INV-04")
    assert "decision.reasons" in parts(looked, "INV-04"), "a look into a record has a reason"


@pytest.mark.rule("INV-02", fires=True)
@pytest.mark.parametrize("kind", [None, Kind.EMERGENCY, Kind.BREACH])
def test_nothing_was_decided_in_the_future(kind: Kind | None) -> None:
    later = {"decided_at": NOON + timedelta(seconds=1)}
    assert "decision.decided_at" in parts(a_case(draft={"kind": kind, "decision": later}), "INV-02")


@pytest.mark.rule("INV-02", fires=False)
def test_something_can_be_decided_now() -> None:
    now = {"decision": {"decided_at": NOON}, "transmission": {"made_at": NOON}}
    assert "INV-02" not in found(a_case(draft=now))


@pytest.mark.rule("INV-05", fires=True)
@pytest.mark.parametrize("choice", NOT_DISCLOSED)
def test_a_refusal_has_reasons(choice: Choice) -> None:
    case = a_case(draft={"decision": {"choice": choice, "reasons": " "}, "refusal": ANSWERED})
    assert parts(case, "INV-05") == {"decision.reasons"}


@pytest.mark.rule("INV-05", fires=True)
@pytest.mark.parametrize("choice", NOT_DISCLOSED)
def test_whoever_asked_is_answered(choice: Choice) -> None:
    assert parts(refused(choice, None), "INV-05") == {"refusal.reply"}
    assert parts(refused(choice, Refusal(reply=" ")), "INV-05") == {"refusal.reply"}
    sent = Refusal(replied_on=TODAY)
    assert parts(refused(choice, sent), "INV-05") == {"refusal.reply"}
    written = Refusal(reply="Not without an order")
    assert parts(refused(choice, written), "INV-05") == {"refusal.replied_on"}


@pytest.mark.rule("INV-05", fires=False)
@pytest.mark.parametrize("choice", NOT_DISCLOSED)
def test_an_answer_or_a_day_for_it_is_enough_and_nobody_asked_needs_none(choice: Choice) -> None:
    assert "INV-05" not in found(refused(choice))
    assert "INV-05" not in found(refused(choice, Refusal(reply_by=TODAY)))
    assert "INV-05" not in found(refused(choice, None, request=OWN))
    assert "INV-05" not in found(a_case())


@pytest.mark.rule("INV-02", fires=True)
def test_nobody_was_answered_tomorrow() -> None:
    ahead = replace(ANSWERED, replied_on=TODAY + timedelta(days=1))
    assert parts(refused(refusal=ahead), "INV-02") == {"refusal.replied_on"}
    assert parts(refused(), "INV-02") == set()


def test_a_refusal_is_not_asked_how_it_was_sent() -> None:
    case = refused(transmission={"method": None, "made_at": None, "duty_told": False})
    assert not {part for part in parts(case, "INV-04") if part.startswith("transmission")}
    assert found(case).isdisjoint({"B-09", "B-16", "W-35"})


CARE: dict[str, Any] = {"purpose": {"purpose_class": PurposeClass.CARE}}


@pytest.mark.rule("W-34", fires=True)
@pytest.mark.parametrize("choice", NOT_DISCLOSED)
def test_not_sharing_for_care_is_explained_to_the_person(choice: Choice) -> None:
    case = refused(choice, **CARE)
    assert parts(case, "W-34") == {"refusal.consequences_explained"}
    assert "W-34" in found(refused(choice, None, **CARE))


@pytest.mark.rule("W-34", fires=False)
def test_explained_or_not_for_care_it_is_no_question() -> None:
    explained = replace(ANSWERED, consequences_explained=True)
    assert "W-34" not in found(refused(refusal=explained, **CARE))
    assert "W-34" not in found(refused())
    assert "W-34" not in found(a_case(draft=CARE))


def on_record(case: Case, place: int) -> Disclosure:
    """The record of a case, as an earlier entry."""
    kept = complete(case, the_catalogue(), number=f"D-2026-{place:04d}", now=NOON, zone=LONDON)
    return replace(kept, id=UUID(int=100 + place))


def a_refusal(place: int = 1, **draft: Any) -> Disclosure:
    return on_record(refused(**draft), place)


def after(*earlier: Disclosure, **draft: Any) -> Case:
    return a_case(draft=draft, earlier=earlier)


@pytest.mark.rule("W-43", fires=True)
def test_what_changed_since_a_refusal_is_asked() -> None:
    refusal = a_refusal()
    assert parts(after(refusal), "W-43") == {"follow_up.changed"}
    spelled = Party(kind=PartyKind.INSURER, name="SEVERN MUTUAL")
    assert "W-43" in found(after(replace(refusal, recipient=spelled)))
    asked = replace(refusal, recipient=Party(name="Somebody"), request=Request(requester=spelled))
    assert "W-43" in found(after(asked)), "they asked through somebody else then"
    another = replace(refusal, recipient=Party(name="Brook Insurance"))
    now = {"request": {"requester": Party(name="brook insurance")}}
    assert "W-43" in found(after(another, **now)), "or now"
    again = {"decision": {"choice": Choice.REFUSE}, "refusal": ANSWERED}
    assert "W-43" in found(after(refusal, **again))


@pytest.mark.rule("W-43", fires=False)
def test_another_party_or_what_is_said_to_have_changed_is_no_repetition() -> None:
    refusal = a_refusal()
    changed = {"follow_up": FollowUp(changed="Consent in writing came")}
    assert "W-43" not in found(after(refusal, **changed))
    assert "W-43" not in found(after(replace(refusal, recipient=Party(name="Brook Insurance"))))
    assert "W-43" not in found(after(replace(refusal, recipient=Party())))
    unnamed = {"recipient": Party(kind=PartyKind.INSURER, name="?")}
    assert "W-43" not in found(after(replace(refusal, recipient=Party(name="-")), **unnamed))
    assert "W-43" not in found(after(on_record(a_case(), 1)))
    assert "W-43" not in found(after())


@pytest.mark.rule("W-43", fires=False)
def test_a_disclosure_since_then_has_settled_a_refusal() -> None:
    given, refusal = on_record(a_case(), 2), a_refusal(1)
    assert "W-43" not in found(after(given, refusal))
    assert "W-43" in found(after(refusal, given)), "newest first"
    elsewhere = replace(given, recipient=Party(name="Brook Insurance"))
    assert "W-43" in found(after(elsewhere, refusal))


@pytest.mark.rule("W-43", fires=True)
def test_what_supersedes_a_refusal_says_what_changed() -> None:
    refusal = replace(a_refusal(), recipient=Party(name="Brook Insurance"))
    given = on_record(a_case(), 2)
    instead = {"follow_up": FollowUp(supersedes=refusal.id)}
    assert "W-43" in found(after(given, refusal, **instead))
    assert "W-43" not in found(after(given, refusal, follow_up=FollowUp(supersedes=given.id)))
    assert "W-43" not in found(after(given, follow_up=FollowUp(supersedes=UUID(int=500))))


ADVICE = AdviceEntry(
    adviser="Union line",
    asked_on=TODAY,
    question="May I tell the insurer?",
    advice="Only the report",
    followed=Followed.YES,
)


def advised(*entries: AdviceEntry, **draft: Any) -> Case:
    return a_case(draft={"advice": entries, **draft})


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize("part", ["adviser", "question", "advice"])
def test_advice_says_who_was_asked_what_and_what_they_said(part: str) -> None:
    assert parts(advised(ADVICE, replace(ADVICE, **{part: " "})), "INV-04") == {"advice"}  # type: ignore[arg-type]


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize("followed", [Followed.NO, Followed.IN_PART])
def test_advice_that_was_not_followed_says_why(followed: Followed) -> None:
    bare = replace(ADVICE, followed=followed, why_not_followed=" ")
    assert parts(advised(bare), "INV-04") == {"advice.why_not_followed"}
    assert parts(advised(replace(bare, why_not_followed="She was in danger")), "INV-04") == set()


@pytest.mark.rule("INV-04", fires=False)
def test_advice_that_was_followed_needs_no_excuse() -> None:
    assert parts(advised(ADVICE, replace(ADVICE, followed=None)), "INV-04") == set()


@pytest.mark.rule("INV-02", fires=True)
def test_advice_was_not_asked_tomorrow() -> None:
    ahead = replace(ADVICE, asked_on=TODAY + timedelta(days=1))
    assert parts(advised(ADVICE, ahead), "INV-02") == {"advice.asked_on"}
    assert parts(advised(ADVICE, replace(ADVICE, asked_on=None)), "INV-02") == set()


@pytest.mark.rule("W-32", fires=True)
def test_an_adviser_who_was_told_the_name_had_to_know_it() -> None:
    named = replace(ADVICE, identity_shared=True)
    assert parts(advised(ADVICE, named), "W-32") == {"advice.identity_because"}
    refusal = {"decision": {"choice": Choice.REFUSE}, "refusal": ANSWERED}
    assert "W-32" in found(advised(named, **refusal))


@pytest.mark.rule("W-32", fires=False)
def test_a_name_that_was_needed_or_not_told_is_no_question() -> None:
    needed = replace(ADVICE, identity_shared=True, identity_because="They hold the file")
    assert "W-32" not in found(advised(ADVICE, needed))


@pytest.mark.rule("W-32", fires=True)
@pytest.mark.parametrize("how", [Identifiability.IDENTIFIABLE, Identifiability.MIXED])
def test_supervision_mostly_does_without_a_name(how: Identifiability) -> None:
    supervised = {
        "kind": Kind.SUPERVISION,
        "recipient": {"kind": PartyKind.HEALTH_PROFESSIONAL},
        "information": {"identifiability": how},
    }
    assert parts(a_case(draft=supervised), "W-32") == {"information.identifiability"}


@pytest.mark.rule("W-32", fires=False)
@pytest.mark.parametrize(
    "lawyer",
    [PartyKind.SOLICITOR_OWN, PartyKind.SOLICITOR_OTHER, PartyKind.UNION_OR_INDEMNIFIER],
)
def test_a_lawyer_an_indemnifier_or_a_nameless_talk_is_no_question(lawyer: PartyKind) -> None:
    peer = {"kind": Kind.SUPERVISION, "recipient": {"kind": PartyKind.HEALTH_PROFESSIONAL}}
    refusal = {"decision": {"choice": Choice.REFUSE}, "refusal": ANSWERED}
    assert "W-32" not in found(
        a_case(draft={"kind": Kind.SUPERVISION, "recipient": {"kind": lawyer}})
    )
    for how in (Identifiability.ANONYMISED, Identifiability.PSEUDONYMISED):
        assert "W-32" not in found(a_case(draft={**peer, "information": {"identifiability": how}}))
    assert "W-32" not in found(a_case(draft={**peer, **refusal}))
    assert "W-32" not in found(a_case(draft={**peer, "kind": Kind.CARE}))


CLAIM = {
    "family": BasisFamily.LAW,
    "consent": None,
    "legal_basis": "LB-CL-ADVICE",
    "evidence": "The letter of claim of 12 November 2026",
    "seen": EvidenceKind.EVENT_KNOWN,
    "why_without_consent": "The claim is about the treatment of this person",
}
ADVISERS = [PartyKind.SOLICITOR_OWN, PartyKind.SOLICITOR_OTHER, PartyKind.UNION_OR_INDEMNIFIER]


def asking_for_advice(adviser: PartyKind, **basis: Any) -> Case:
    """An indemnifier is told of a claim, by name, of one's own accord."""
    return a_case(
        draft={
            "kind": Kind.SUPERVISION,
            "request": Request(origin=Origin.OWN_INITIATIVE),
            "recipient": {"kind": adviser},
            "purpose": {"purpose_class": PurposeClass.NON_CARE},
            "basis": {**CLAIM, **basis},
            "data_protection": DataProtection(confirmed=True),
            "telling": {"outcome": TellingOutcome.GENERAL_NOTICE},
        },
        consents=(),
    )


@pytest.mark.rule("C-05", "B-01", "B-07", "INV-09", fires=False)
@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize("adviser", ADVISERS)
def test_a_registrant_may_ask_for_advice_on_a_claim(adviser: PartyKind, nation: Nation) -> None:
    case = asking_for_advice(adviser)
    case = replace(case, draft=replace(case.draft, nation=nation))
    assessment = assessed(case)
    assert assessment.ready, found(case)
    assert "LB-CL-ADVICE" in {row.code for row in assessment.bases}
    assert assessment.draft.data_protection.article_9 is Article9.LEGAL_CLAIMS
    # Written from memory, which the record says.
    assert "W-37" in found(case)


@pytest.mark.rule("C-05", fires=True)
def test_a_colleague_who_supervises_gives_no_legal_advice() -> None:
    case = asking_for_advice(PartyKind.HEALTH_PROFESSIONAL)
    assert parts(case, "C-05") == {"recipient.kind"}


@pytest.mark.rule("INV-09", "B-05", fires=True)
def test_the_claim_is_shown_and_not_only_said() -> None:
    adviser = PartyKind.UNION_OR_INDEMNIFIER
    assert "INV-09" in found(asking_for_advice(adviser, evidence=" "))
    assert "B-05" in found(asking_for_advice(adviser, seen=EvidenceKind.SPOKEN))


@pytest.mark.rule("B-07", fires=True)
def test_nothing_but_advice_rests_on_the_right_to_it() -> None:
    case = asking_for_advice(PartyKind.SOLICITOR_OTHER)
    assert "B-07" in found(replace(case, draft=replace(case.draft, kind=Kind.LAW)))
