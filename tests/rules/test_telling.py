# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.assessment import situate
from logbook.domain.case import Case
from logbook.domain.decision import Choice
from logbook.domain.findings import Answer, Code
from logbook.domain.kinds import Kind
from logbook.domain.notification import (
    DelayRequest,
    NotTellingReason,
    TellingFact,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.party import PartyKind
from logbook.domain.people import CommunicationNeed, Flag, SafeContact
from logbook.domain.practice import Nation
from logbook.domain.representative import (
    AuthorityEvidence,
    AuthorityType,
    Registrar,
    Representative,
)
from logbook.domain.unable import Child, Unable, WhyUnable
from tests.builders import NOON
from tests.rules.situations import (
    LONDON,
    PERSON,
    a_case,
    assessed,
    changed,
    found,
    stops,
    the_catalogue,
)

DAUGHTER = Representative(
    id=UUID(int=40),
    service_user=PERSON,
    name="Mari Okonkwo",
    relationship="daughter",
    authority=AuthorityType.LPA_HEALTH_WELFARE,
    nation=Nation.ENGLAND,
    evidence=AuthorityEvidence(document="The power", seen_on=date(2026, 10, 1), seen_by="RP"),
    registered_with=Registrar.OPG_ENGLAND_WALES,
)
ASKED = DelayRequest(
    authority="West Mercia Police",
    name="J. Hale",
    role="Detective sergeant",
    number="2214",
    in_writing=True,
    until=date(2026, 12, 18),
)


def telling(**parts: Any) -> Case:
    """The ordinary case with another decision on telling; what is not named is empty."""
    empty = {"outcome": None, "told_on": None, "method": None}
    return a_case(draft={"telling": {**empty, **parts}})


def not_told(given: NotTellingReason, **parts: Any) -> Case:
    whole: dict[str, Any] = {
        "outcome": TellingOutcome.NOT_TOLD,
        "reason": given,
        "explanation": "He opens her post",
        "review_on": date(2026, 12, 10),
    }
    return telling(**{**whole, **parts})


def under_law(code: str, **parts: Any) -> Case:
    case = not_told(NotTellingReason.TIPPING_OFF, **{"review_on": None, **parts})
    return replace(
        case, draft=replace(case.draft, basis=replace(case.draft.basis, further=(code,)))
    )


def where(case: Case) -> set[tuple[str, str]]:
    return {(each.code.value, each.part) for each in assessed(case).findings}


@pytest.mark.rule("INV-20", fires=True)
def test_what_is_disclosed_needs_a_decision_on_telling() -> None:
    assert ("INV-20", "telling.outcome") in where(telling())


@pytest.mark.rule("INV-20", fires=False)
def test_what_is_refused_needs_no_decision_on_telling() -> None:
    case = a_case(
        draft={"telling": {"outcome": None}, "decision": {"choice": Choice.REFUSE}},
    )
    assert "INV-20" not in found(case)


def test_in_an_emergency_and_after_a_breach_telling_is_decided_later() -> None:
    for kind in (Kind.EMERGENCY, Kind.BREACH, Kind.ACCESS):
        case = telling()
        assert "INV-20" not in found(replace(case, draft=replace(case.draft, kind=kind)))


@pytest.mark.rule("INV-20", fires=True)
def test_whoever_was_told_was_told_on_a_day() -> None:
    case = telling(outcome=TellingOutcome.TOLD_AT)
    assert ("INV-20", "telling.told_on") in where(case)


@pytest.mark.rule("INV-02", fires=True)
@pytest.mark.parametrize(
    ("outcome", "told_on"),
    [
        (TellingOutcome.TOLD_AT, date(2026, 11, 21)),
        (TellingOutcome.TOLD_AT, date(2026, 11, 19)),
        (TellingOutcome.TOLD_AT, date(2026, 8, 20)),
        (TellingOutcome.TOLD_BEFORE, date(2026, 11, 21)),
        (TellingOutcome.TOLD_AFTER, date(2026, 11, 19)),
        (TellingOutcome.ALREADY_KNOWS, date(2026, 11, 21)),
    ],
)
def test_the_day_fits_the_words_for_it(outcome: TellingOutcome, told_on: date) -> None:
    fits = telling(outcome=outcome, told_on=NOON.date())
    later = datetime(2026, 11, 25, 12, tzinfo=UTC)
    case = telling(outcome=outcome, told_on=told_on)
    assert ("INV-02", "telling.told_on") in {
        (each.code.value, each.part) for each in assessed(case, at=later).findings
    }
    assert "INV-02" not in found(fits, at=later)


@pytest.mark.rule("INV-02", fires=True)
def test_whoever_was_told_with_a_refusal_was_told_when_it_was_decided() -> None:
    for outcome in (TellingOutcome.TOLD_AT, TellingOutcome.TOLD_AFTER):
        case = telling(outcome=outcome, told_on=date(2026, 11, 19))
        assert ("INV-02", "telling.told_on") in where(unmade(case))


@pytest.mark.rule("INV-02", fires=False)
def test_whoever_is_told_of_a_refusal_in_time_is_told_on_a_day_around_it() -> None:
    at = telling(outcome=TellingOutcome.TOLD_AT, told_on=NOON.date())
    before = telling(outcome=TellingOutcome.TOLD_BEFORE, told_on=date(2026, 11, 19))
    assert ("INV-02", "telling.told_on") not in where(unmade(at))
    assert ("INV-02", "telling.told_on") not in where(unmade(before))


def unmade(case: Case) -> Case:
    """The case, refused and so never made."""
    made = replace(case.draft.transmission, made_at=None, method=None)
    refused = replace(case.draft.decision, choice=Choice.REFUSE)
    return replace(case, draft=replace(case.draft, transmission=made, decision=refused))


@pytest.mark.rule("INV-21", fires=True)
@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({"reason": None}, "reason"),
        ({"reason": NotTellingReason.ALREADY_KNOWS}, "reason"),
        ({"explanation": " "}, "explanation"),
        ({"review_on": None}, "review_on"),
        ({"review_on": date(2026, 11, 19)}, "review_on"),
    ],
)
def test_not_telling_has_a_reason_words_and_a_day(parts: dict[str, Any], part: str) -> None:
    case = not_told(NotTellingReason.HARM_TO_OTHERS, **parts)
    assert ("INV-21", f"telling.{part}") in where(case)


@pytest.mark.rule("INV-21", fires=False)
def test_not_telling_with_a_reason_words_and_a_day_stands() -> None:
    assert stops(not_told(NotTellingReason.HARM_TO_OTHERS)) == frozenset()


LONGEST = [
    (NotTellingReason.SERIOUS_CRIME, date(2027, 2, 18)),
    (NotTellingReason.HARM_TO_PERSON, date(2027, 2, 18)),
    (NotTellingReason.HARM_TO_OTHERS, date(2027, 2, 18)),
    (NotTellingReason.SAFEGUARDING, date(2026, 12, 20)),
    (NotTellingReason.CHILD_NOT_COMPETENT, date(2026, 12, 20)),
    (NotTellingReason.FORBIDDEN, date(2027, 11, 20)),
    (NotTellingReason.CANNOT_BE_REACHED, date(2027, 11, 20)),
    (NotTellingReason.REPRESENTATIVE_TOLD, date(2027, 11, 20)),
    (NotTellingReason.ASKED_NOT_TO_BE_TOLD, date(2027, 11, 20)),
    (NotTellingReason.NO_SAFE_CHANNEL, date(2027, 11, 20)),
]


@pytest.mark.rule("INV-21", fires=True)
@pytest.mark.parametrize(("reason", "last"), LONGEST)
def test_each_reason_stands_for_its_own_time_and_no_day_longer(
    reason: NotTellingReason, last: date
) -> None:
    late = not_told(reason, review_on=date.fromordinal(last.toordinal() + 1))
    assert ("INV-21", "telling.review_on") not in where(not_told(reason, review_on=last))
    assert ("INV-21", "telling.review_on") in where(late)


@pytest.mark.parametrize(
    "reason", [NotTellingReason.TIPPING_OFF, NotTellingReason.DISPROPORTIONATE]
)
def test_what_is_not_for_a_time_needs_no_day(reason: NotTellingReason) -> None:
    assert "INV-21" not in found(not_told(reason, review_on=None))


def test_being_blocked_is_only_for_what_forbids_telling() -> None:
    blocked = {"outcome": TellingOutcome.BLOCKED, "review_on": None}
    assert stops(not_told(NotTellingReason.TIPPING_OFF, **blocked)) == frozenset()
    assert "INV-21" in stops(not_told(NotTellingReason.HARM_TO_OTHERS, **blocked))


def test_an_order_is_looked_at_again_when_it_ends() -> None:
    case = not_told(NotTellingReason.FORBIDDEN, review_on=date(2027, 1, 11))
    ends = replace(
        case,
        draft=replace(case.draft, basis=replace(case.draft.basis, tell_from=date(2027, 1, 10))),
    )
    assert "INV-21" not in found(case)
    assert ("INV-21", "telling.review_on") in where(ends)


def authority(delay: DelayRequest | None, **parts: Any) -> Case:
    return not_told(NotTellingReason.AUTHORITY_ASKED_FOR_DELAY, **{"delay": delay, **parts})


@pytest.mark.rule("W-29", fires=True)
def test_what_an_authority_only_said_holds_for_thirty_days() -> None:
    said = replace(ASKED, in_writing=False, until=None)
    last, late = date(2026, 12, 20), date(2026, 12, 21)
    assert found(authority(said, review_on=last)) == {"W-29"}
    assert found(authority(said, review_on=late)) == {"W-29", "INV-21"}


@pytest.mark.rule("W-29", fires=False)
def test_what_an_authority_wrote_holds_until_the_day_it_named() -> None:
    assert found(authority(ASKED, review_on=date(2026, 12, 18))) == frozenset()
    assert ("INV-21", "telling.review_on") in where(authority(ASKED, review_on=date(2026, 12, 19)))


@pytest.mark.parametrize("part", ["authority", "name", "role", "number"])
def test_who_asked_not_to_tell_is_named_in_full(part: str) -> None:
    asked = replace(ASKED, **{part: " "})
    assert ("INV-21", f"telling.delay.{part}") in where(authority(asked))


def test_a_reason_of_delay_without_the_request_and_a_letter_without_a_day_stop() -> None:
    assert ("INV-21", "telling.delay.name") in where(authority(None))
    open_ended = authority(replace(ASKED, until=None))
    assert ("INV-21", "telling.delay.until") in where(open_ended)


@pytest.mark.rule("B-08", "INV-22", fires=True)
@pytest.mark.parametrize("outcome", [each for each in TellingOutcome if each is not None])
def test_under_a_rule_against_tipping_off_no_outcome_that_tells_can_be_signed(
    outcome: TellingOutcome,
) -> None:
    for code in ("LB-TACT38B", "LB-TACTS5", "LB-POCA", "LB-TACT19", "LB-TACT20", "LB-TACT21B"):
        case = under_law(code, outcome=outcome, told_on=NOON.date())
        allowed = outcome in {TellingOutcome.BLOCKED, TellingOutcome.NOT_TOLD}
        assert ("B-08" in stops(case)) is not allowed


@pytest.mark.rule("B-08", "INV-22", fires=True)
@pytest.mark.parametrize("fact", [TellingFact.TIPPING_OFF, TellingFact.ORDER_FORBIDS])
def test_a_fact_that_forbids_telling_blocks_it_like_the_law_does(fact: TellingFact) -> None:
    told = telling(outcome=TellingOutcome.ALREADY_KNOWS, told_on=NOON.date(), facts=(fact,))
    assert "B-08" in stops(told)


@pytest.mark.rule("B-08", "INV-22", fires=False)
def test_the_same_disclosure_under_a_law_that_lets_tell_is_not_blocked() -> None:
    told = {"outcome": TellingOutcome.TOLD_AFTER, "told_on": NOON.date(), "reason": None}
    assert "B-08" in found(under_law("LB-TACTS5", **told))
    assert "B-08" not in found(under_law("LB-COURT", **told))


@pytest.mark.rule("B-08", fires=True)
def test_no_reason_of_any_length_overrides_tipping_off() -> None:
    case = under_law("LB-TACT38B", outcome=TellingOutcome.TOLD_AFTER, told_on=NOON.date())
    answer = Answer(code=Code.TIPPING_OFF, reason="The officer said that it would be all right")
    assert "B-08" in stops(replace(case, draft=replace(case.draft, answers=(answer,))))


@pytest.mark.rule("INV-22", fires=True)
def test_what_is_blocked_says_so_with_its_own_reasons_and_is_restricted() -> None:
    case = under_law("LB-TACT38B", reason=NotTellingReason.HARM_TO_OTHERS)
    assert ("B-08", "telling.reason") in where(case)
    right = under_law("LB-TACT38B")
    assert "B-08" not in found(right)
    assert right.draft.telling.restricts


def test_an_order_forbids_until_its_day_and_not_on_it() -> None:
    def until(day: date) -> Case:
        told = telling(outcome=TellingOutcome.TOLD_AT, told_on=NOON.date())
        basis = replace(told.draft.basis, tell_from=day)
        return replace(told, draft=replace(told.draft, basis=basis))

    assert "B-08" in stops(until(date(2026, 11, 21)))
    assert "B-08" not in stops(until(date(2026, 11, 20)))


def contact(method: TellingMethod, safe: SafeContact, **parts: Any) -> Case:
    told = {"method": method, "outcome": TellingOutcome.TOLD_AT, "told_on": NOON.date(), **parts}
    case = telling(**told)
    assert case.person is not None
    return replace(case, person=replace(case.person, safe_contact=safe))


@pytest.mark.rule("INV-24", fires=True)
@pytest.mark.parametrize(
    ("method", "safe"),
    [
        (TellingMethod.POST, SafeContact(may_write=False)),
        (TellingMethod.POST, SafeContact(not_at_home=True)),
        (TellingMethod.TELEPHONE, SafeContact(may_call=False)),
        (TellingMethod.EMAIL, SafeContact(may_email=False)),
    ],
)
def test_nothing_goes_to_a_contact_marked_unsafe(method: TellingMethod, safe: SafeContact) -> None:
    assert ("INV-24", "telling.method") in where(contact(method, safe))


@pytest.mark.rule("INV-24", fires=False)
@pytest.mark.parametrize(
    ("method", "safe"),
    [
        (TellingMethod.POST, SafeContact(may_call=False)),
        (TellingMethod.TELEPHONE, SafeContact(may_write=False)),
        (TellingMethod.EMAIL, SafeContact(may_email=True)),
        (TellingMethod.IN_PERSON, SafeContact(may_write=False, may_call=False)),
    ],
)
def test_a_contact_that_is_safe_is_used(method: TellingMethod, safe: SafeContact) -> None:
    assert "INV-24" not in found(contact(method, safe))


@pytest.mark.rule("INV-24", fires=True)
def test_an_unsafe_contact_is_used_only_when_that_is_said_twice() -> None:
    unsafe = contact(TellingMethod.POST, SafeContact(may_write=False))
    answer = Answer(code=Code.CONTACT_UNSAFE, reason="She asked for this letter, at this address")
    once = replace(unsafe, draft=replace(unsafe.draft, answers=(answer,)))
    second = replace(once.draft.telling, unsafe_contact_because="He is in hospital this month")
    assert stops(unsafe) == {"INV-24", "INV-04"}
    assert stops(once) == {"INV-04"}
    assert stops(replace(once, draft=replace(once.draft, telling=second))) == frozenset()


def died(**parts: Any) -> Case:
    case = not_told(NotTellingReason.DECEASED, **{"review_on": None, "explanation": "", **parts})
    assert case.person is not None
    return replace(case, person=replace(case.person, died=date(2026, 11, 1)))


@pytest.mark.rule("INV-26", fires=True)
@pytest.mark.parametrize(
    "parts",
    [
        {"outcome": TellingOutcome.TOLD_AFTER, "told_on": date(2026, 11, 20)},
        {"outcome": TellingOutcome.TELL_LATER},
        {"outcome": TellingOutcome.REPRESENTATIVE_TOLD},
        {"reason": NotTellingReason.CANNOT_BE_REACHED},
    ],
)
def test_nobody_who_has_died_is_told(parts: dict[str, Any]) -> None:
    assert "INV-26" in stops(died(**parts))


@pytest.mark.rule("INV-26", fires=False)
def test_a_death_is_the_reason_or_nothing_is_decided() -> None:
    assert not {"INV-26", "INV-20", "INV-21"} & found(died())
    assert not {"INV-26", "INV-20", "INV-21"} & found(died(outcome=None, reason=None))


@pytest.mark.rule("INV-26", fires=True)
def test_the_living_are_not_left_untold_because_they_died() -> None:
    case = not_told(NotTellingReason.DECEASED, review_on=None)
    assert ("INV-26", "telling.reason") in where(case)


@pytest.mark.rule("INV-26", fires=False)
def test_somebody_who_died_after_the_decision_was_still_to_be_told() -> None:
    case = telling(outcome=TellingOutcome.TOLD_BEFORE, told_on=date(2026, 11, 19))
    assert case.person is not None
    later = replace(case, person=replace(case.person, died=date(2026, 11, 21)))
    assert "INV-26" not in found(later, at=datetime(2026, 11, 25, 12, tzinfo=UTC))


@pytest.mark.rule("INV-26", fires=True)
def test_nobody_was_told_after_the_day_they_died() -> None:
    case = telling(outcome=TellingOutcome.TOLD_AFTER, told_on=date(2026, 11, 23))
    assert case.person is not None
    dead = replace(case, person=replace(case.person, died=date(2026, 11, 22)))
    later = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert "INV-26" in stops(dead, at=later)
    # On their last day they may have been told before they died.
    last = replace(dead, person=replace(case.person, died=date(2026, 11, 23)))
    assert "INV-26" not in found(last, at=later)


@pytest.mark.rule("INV-27", fires=True)
def test_the_age_that_counts_is_the_one_when_it_was_decided() -> None:
    at_decision = a_case(person={"born": date(2008, 11, 21)})
    day_after = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert situate(at_decision, the_catalogue(), day_after, LONDON).age == 17
    assert situate(at_decision, the_catalogue(), day_after, LONDON).is_child


@pytest.mark.rule("INV-27", fires=False)
def test_what_is_not_decided_yet_is_judged_by_the_age_today() -> None:
    undecided = a_case(
        person={"born": date(2008, 11, 21)},
        draft={"decision": {"decided_at": None}, "transmission": {"made_at": None}},
    )
    day_after = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert situate(undecided, the_catalogue(), day_after, LONDON).age == 18


def instead(somebody: Representative, **parts: Any) -> Case:
    told = {
        "outcome": TellingOutcome.REPRESENTATIVE_TOLD,
        "told_on": NOON.date(),
        "representative": somebody.id,
        "facts": (TellingFact.LACKS_CAPACITY,),
    }
    case = telling(**{**told, **parts})
    return replace(case, representatives=(somebody,))


def test_who_is_told_in_their_place_is_on_record_and_has_authority() -> None:
    kin = replace(DAUGHTER, authority=AuthorityType.NONE_FAMILY)
    assert stops(instead(DAUGHTER)) == frozenset()
    assert ("B-12", "telling.representative") in where(instead(kin))
    unknown = instead(DAUGHTER, representative=UUID(int=99))
    assert ("INV-20", "telling.representative") in where(unknown)


def test_who_is_said_to_decide_for_them_is_taken_to_be_who_was_told() -> None:
    case = instead(DAUGHTER, representative=None)
    unable = Unable(why=WhyUnable.LACKS_CAPACITY, representative=DAUGHTER.id)
    named = replace(case, draft=replace(case.draft, unable=unable))
    assert ("INV-20", "telling.representative") in where(case)
    assert ("INV-20", "telling.representative") not in where(named)


def test_who_may_be_involved_is_not_told_in_their_place() -> None:
    facts = (TellingFact.REPRESENTATIVE_IMPLICATED,)
    assert ("INV-24", "telling.representative") in where(instead(DAUGHTER, facts=facts))


@pytest.mark.rule("W-11", fires=True)
@pytest.mark.parametrize(
    "person",
    [
        {"flags": (Flag.DOMESTIC_ABUSE,)},
        {"safe_contact": SafeContact(not_at_home=True)},
        {"safe_contact": SafeContact(may_write=False)},
        {"safe_contact": SafeContact(third_party_risk="His mother opens the post")},
    ],
)
def test_somebody_who_is_watched_is_told_with_care(person: dict[str, Any]) -> None:
    assert "W-11" in found(a_case(person=person))


@pytest.mark.rule("W-11", fires=False)
@pytest.mark.parametrize(
    "person",
    [
        {"flags": (Flag.LITIGATION,)},
        {"safe_contact": SafeContact(may_call=False, third_party_risk=" ")},
        {"flags": (Flag.DOMESTIC_ABUSE,), "died": date(2026, 11, 1)},
    ],
)
def test_nobody_who_is_not_watched_is_said_to_be(person: dict[str, Any]) -> None:
    assert "W-11" not in found(a_case(person=person))


@pytest.mark.rule("W-25", fires=True)
def test_welsh_is_offered_in_wales_and_to_whoever_needs_it() -> None:
    assert "W-25" in found(a_case(nation=Nation.WALES))
    assert "W-25" in found(a_case(person={"needs": (CommunicationNeed.WELSH,)}))


@pytest.mark.rule("W-25", fires=False)
def test_welsh_is_not_offered_to_whoever_needs_large_print_in_england() -> None:
    assert "W-25" not in found(a_case(person={"needs": (CommunicationNeed.LARGE_PRINT,)}))


@pytest.mark.rule("W-30", fires=True)
@pytest.mark.parametrize("fact", [TellingFact.PREJUDICES_CRIME, TellingFact.AUTHORITY_ASKED_DELAY])
def test_before_anything_is_told_about_the_police_tipping_off_is_looked_at(
    fact: TellingFact,
) -> None:
    case = telling(outcome=TellingOutcome.TOLD_AFTER, told_on=NOON.date(), facts=(fact,))
    police = replace(case.draft.recipient, kind=PartyKind.POLICE)
    assert "W-30" in found(replace(case, draft=replace(case.draft, recipient=police)))


@pytest.mark.rule("W-30", fires=True)
def test_a_law_against_tipping_off_says_so_whoever_receives_it() -> None:
    assert "W-30" in found(under_law("LB-TACT38B"))
    assert "W-30" in found(under_law("LB-POCA"))


@pytest.mark.rule("W-30", fires=False)
def test_without_a_serious_crime_telling_about_the_police_tips_nobody_off() -> None:
    case = telling(outcome=TellingOutcome.TOLD_AFTER, told_on=NOON.date())
    police = replace(case.draft.recipient, kind=PartyKind.POLICE)
    assert "W-30" not in found(replace(case, draft=replace(case.draft, recipient=police)))
    insurer = telling(
        outcome=TellingOutcome.TOLD_AFTER,
        told_on=NOON.date(),
        facts=(TellingFact.PREJUDICES_CRIME,),
    )
    assert "W-30" not in found(insurer)


@pytest.mark.rule("B-12", fires=True)
def test_nobody_is_told_in_place_of_somebody_who_can_be_told() -> None:
    part = ("B-12", "telling.outcome")
    grown = instead(DAUGHTER, facts=())
    assert part in where(grown)
    sixteen = replace(grown, person=changed(grown.person, {"born": date(2010, 1, 1)}))
    assert part in where(sixteen)
    asked_to_keep = replace(
        instead(DAUGHTER), draft=replace(instead(DAUGHTER).draft, child=Child(asked_to_keep=True))
    )
    assert part in where(asked_to_keep)


@pytest.mark.rule("B-12", fires=False)
def test_somebody_is_told_in_place_of_whoever_cannot_be() -> None:
    part = ("B-12", "telling.outcome")
    grown = instead(DAUGHTER, facts=())
    assert part not in where(instead(DAUGHTER))
    assert part not in where(
        replace(grown, draft=replace(grown.draft, unable=Unable(why=WhyUnable.UNCONSCIOUS)))
    )
    ten = replace(grown, person=changed(grown.person, {"born": date(2016, 1, 1)}))
    assert part not in where(ten)


WAITING_FACTS = [
    TellingFact.PREJUDICES_CRIME,
    TellingFact.HARM_TO_PERSON,
    TellingFact.HARM_TO_OTHERS,
    TellingFact.HARM_TO_SAFEGUARDED,
]


@pytest.mark.rule("INV-21", fires=True)
@pytest.mark.parametrize("fact", WAITING_FACTS)
def test_what_is_known_to_keep_it_from_the_person_has_to_be_the_reason(fact: TellingFact) -> None:
    reason, outcome = ("INV-21", "telling.reason"), ("INV-21", "telling.outcome")
    assert {reason, outcome} <= where(
        telling(outcome=TellingOutcome.REPRESENTATIVE_TOLD, facts=(fact,))
    )
    other = not_told(NotTellingReason.DISPROPORTIONATE, facts=(fact,))
    assert reason in where(other)
    assert outcome not in where(other)


@pytest.mark.rule("INV-21", fires=False)
@pytest.mark.parametrize("fact", WAITING_FACTS)
def test_a_reason_that_keeps_it_from_the_person_is_one(fact: TellingFact) -> None:
    waits = {("INV-21", "telling.reason"), ("INV-21", "telling.outcome")}
    assert not waits & where(not_told(NotTellingReason.HARM_TO_OTHERS, facts=(fact,)))
    told = telling(outcome=TellingOutcome.TOLD_BEFORE, told_on=date(2026, 11, 19), facts=(fact,))
    assert not waits & where(told), "who was told is told"


@pytest.mark.rule("INV-21", fires=True)
def test_a_notice_to_everybody_about_one_person_has_its_reason_in_words() -> None:
    notice = TellingOutcome.GENERAL_NOTICE
    reason, words = ("INV-21", "telling.reason"), ("INV-21", "telling.explanation")
    assert {reason, words} <= where(telling(outcome=notice))
    unreachable = telling(outcome=notice, reason=NotTellingReason.HARM_TO_OTHERS, explanation="x")
    assert reason in where(unreachable)


@pytest.mark.rule("INV-21", fires=False)
def test_a_notice_to_everybody_is_for_many_or_for_disproportionate_effort() -> None:
    notice = telling(
        outcome=TellingOutcome.GENERAL_NOTICE,
        reason=NotTellingReason.DISPROPORTIONATE,
        explanation="Nobody knows where they live now",
    )
    assert "INV-21" not in found(notice)
    many = telling(outcome=TellingOutcome.GENERAL_NOTICE)
    assert "INV-21" not in found(replace(many, draft=replace(many.draft, kind=Kind.BULK)))


@pytest.mark.rule("INV-26", fires=True)
def test_whoever_died_between_the_decision_and_the_making_is_not_told() -> None:
    draft = {
        "decision": {"decided_at": datetime(2026, 11, 17, 12, tzinfo=UTC)},
        "telling": {"outcome": TellingOutcome.TOLD_AFTER, "told_on": date(2026, 11, 20)},
    }
    between = a_case(person={"died": date(2026, 11, 19)}, draft=draft)
    assert ("INV-26", "telling.outcome") in where(between)
    assert ("INV-26", "telling.outcome") not in where(a_case(draft=draft))
