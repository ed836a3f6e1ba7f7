# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from logbook.domain.access import Access, AccessType
from logbook.domain.basis import Basis
from logbook.domain.case import Case
from logbook.domain.decision import Choice, Refusal, RefusalReason
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import (
    Counting,
    DelayRequest,
    NotTellingReason,
    Telling,
    TellingFact,
    TellingOutcome,
)
from logbook.domain.practice import Nation
from logbook.domain.representative import AuthorityEvidence, AuthorityType, Representative
from logbook.domain.request import Origin, Request, Urgency
from logbook.domain.safeguarding import AtRisk, Concern, Safeguarding
from logbook.domain.series import Batch
from logbook.domain.telling import TABLE, Question, TellingAdvice
from logbook.domain.telling_kinds import USUAL, Besides
from logbook.domain.unable import Unable, WhyUnable
from tests.rules.situations import PERSON, a_case, assessed

F, N, T = TellingFact, NotTellingReason, TellingOutcome


def advised(case: Case) -> TellingAdvice:
    return assessed(case).telling


def with_facts(*facts: TellingFact, **parts: Any) -> Case:
    return a_case(draft={"telling": Telling(facts=facts, **parts), "kind": Kind.PUBLIC_INTEREST})


def of_kind(kind: Kind, **groups: Any) -> Case:
    """A case of a kind in which nothing stands in the way of telling."""
    return a_case(draft={"kind": kind, "telling": Telling(), **groups})


NINETY, THIRTY = date(2027, 2, 18), date(2026, 12, 20)

ROWS: list[tuple[TellingFact, TellingOutcome, NotTellingReason, bool, date | None, Question]] = [
    (F.TIPPING_OFF, T.BLOCKED, N.TIPPING_OFF, True, None, Question.FORBIDDEN),
    (F.ORDER_FORBIDS, T.BLOCKED, N.FORBIDDEN, True, NINETY, Question.FORBIDDEN),
    (F.PRESENT_OR_COPIED, T.ALREADY_KNOWS, N.ALREADY_KNOWS, False, None, Question.PRESENT),
    (
        F.AUTHORITY_ASKED_DELAY,
        T.TELL_LATER,
        N.AUTHORITY_ASKED_FOR_DELAY,
        True,
        NINETY,
        Question.AUTHORITY,
    ),
    (F.PREJUDICES_CRIME, T.TELL_LATER, N.SERIOUS_CRIME, True, NINETY, Question.CRIME),
    (F.HARM_TO_PERSON, T.TELL_LATER, N.HARM_TO_PERSON, True, NINETY, Question.HARM_TO_PERSON),
    (F.HARM_TO_OTHERS, T.TELL_LATER, N.HARM_TO_OTHERS, True, NINETY, Question.HARM_TO_OTHERS),
    (F.HARM_TO_SAFEGUARDED, T.TELL_LATER, N.SAFEGUARDING, True, THIRTY, Question.SAFEGUARDED),
    (F.NO_SAFE_CHANNEL, T.TELL_LATER, N.NO_SAFE_CHANNEL, False, NINETY, Question.CHANNEL),
    (F.CANNOT_BE_REACHED, T.UNABLE, N.CANNOT_BE_REACHED, False, NINETY, Question.REACH),
    (F.DISPROPORTIONATE, T.GENERAL_NOTICE, N.DISPROPORTIONATE, False, None, Question.PROPORTION),
    (
        F.LACKS_CAPACITY,
        T.TELL_LATER,
        N.REPRESENTATIVE_TOLD,
        False,
        NINETY,
        Question.CAPACITY,
    ),
    (
        F.CHILD_NOT_COMPETENT,
        T.REPRESENTATIVE_TOLD,
        N.CHILD_NOT_COMPETENT,
        False,
        THIRTY,
        Question.CHILD,
    ),
    (F.ASKED_NOT_TO_BE_TOLD, T.NOT_TOLD, N.ASKED_NOT_TO_BE_TOLD, False, NINETY, Question.WISH),
]


@pytest.mark.parametrize(("fact", "outcome", "reason", "restricted", "by", "question"), ROWS)
def test_each_row_of_the_table(
    *,
    fact: TellingFact,
    outcome: TellingOutcome,
    reason: NotTellingReason,
    restricted: bool,
    by: date | None,
    question: Question,
) -> None:
    advice = advised(with_facts(fact))
    assert (advice.outcome, advice.reason, advice.restricted, advice.review_by) == (
        outcome,
        reason,
        restricted,
        by,
    )
    assert advice.question is question
    assert advice.blocked is (outcome is T.BLOCKED)


@pytest.mark.parametrize("place", range(len(ROWS) - 1))
def test_an_earlier_question_decides_whatever_the_later_ones_say(place: int) -> None:
    later = [row[0] for row in ROWS[place + 1 :]]
    first = ROWS[place]
    advice = advised(with_facts(*reversed(later), first[0]))
    assert advice.question is first[5]


def test_the_table_asks_every_question_once_and_in_order() -> None:
    assert [row.question for row in TABLE] == [
        each for each in Question if each is not Question.KIND
    ]


def test_every_reason_of_the_closed_list_counts_as_something() -> None:
    assert {each.counts_as for each in NotTellingReason} == set(Counting)
    assert [each.value for each in NotTellingReason] == [f"NT-{n:02d}" for n in range(1, 16)]


RESTRICTING = {"NT-02", "NT-03", "NT-04", "NT-05", "NT-06", "NT-07", "NT-14"}


@pytest.mark.parametrize("reason", NotTellingReason)
def test_the_reasons_that_restrict_an_entry(reason: NotTellingReason) -> None:
    telling = Telling(outcome=T.NOT_TOLD, reason=reason)
    implicated = replace(telling, facts=(F.REPRESENTATIVE_IMPLICATED,))
    assert telling.restricts is (reason.value in RESTRICTING)
    assert implicated.restricts is (reason.value in RESTRICTING | {"NT-11"})


@pytest.mark.parametrize("reason", NotTellingReason)
def test_what_the_person_knows_is_not_restricted_unless_telling_is_forbidden(
    reason: NotTellingReason,
) -> None:
    telling = Telling(outcome=T.TOLD_AFTER, reason=reason)
    assert telling.restricts is (reason.value in {"NT-03", "NT-07"})


def test_blocked_restricts_and_no_decision_yet_does_not() -> None:
    assert Telling(outcome=T.BLOCKED).restricts
    assert Telling(facts=(F.TIPPING_OFF,)).restricts
    assert not Telling().restricts
    assert not Telling(outcome=T.TELL_LATER).restricts


def test_somebody_who_has_died_is_not_told() -> None:
    advice = advised(a_case(person={"died": date(2026, 11, 1)}, draft={"telling": Telling()}))
    assert (advice.outcome, advice.reason, advice.question) == (
        T.NOT_TOLD,
        N.DECEASED,
        Question.DECEASED,
    )
    assert advice.besides == (Besides.CONSIDER_FAMILY,)
    assert advice.review_by is None


@pytest.mark.parametrize(
    "code", ["LB-TACT38B", "LB-TACT19", "LB-TACTS5", "LB-POCA", "LB-TACT20", "LB-TACT21B"]
)
@pytest.mark.parametrize("nation", Nation)
def test_a_law_against_tipping_off_blocks_in_every_nation(code: str, nation: Nation) -> None:
    basis = Basis(family=BasisFamily.LAW, legal_basis=code)
    case = a_case(nation=nation, draft={"basis": basis, "telling": Telling()})
    advice = advised(case)
    assert (advice.outcome, advice.reason, advice.blocked, advice.restricted) == (
        T.BLOCKED,
        N.TIPPING_OFF,
        True,
        True,
    )
    assert advice.besides == (Besides.LEGAL_ADVICE,)


def test_a_court_that_forbids_nothing_lets_tell_before_if_there_is_time() -> None:
    def order(**parts: Any) -> Case:
        basis = Basis(family=BasisFamily.LAW, legal_basis="LB-COURT", **parts)
        return a_case(draft={"basis": basis, "telling": Telling()})

    assert advised(order()).outcome is T.TOLD_BEFORE
    assert advised(order(due=date(2026, 11, 21))).outcome is T.TOLD_BEFORE
    assert advised(order(due=date(2026, 11, 20))).outcome is T.TOLD_AFTER
    blocked = advised(order(tell_from=date(2026, 12, 1)))
    assert (blocked.outcome, blocked.reason) == (T.BLOCKED, N.FORBIDDEN)
    assert blocked.review_by == date(2026, 12, 1)


def test_in_an_emergency_they_are_told_afterwards() -> None:
    request = Request(origin=Origin.ASKED, urgency=Urgency.EMERGENCY, wording="Now")
    assert advised(of_kind(Kind.LAW, request=request)).outcome is T.TOLD_AFTER


def test_what_an_authority_wrote_is_reviewed_on_its_day_and_what_it_said_in_thirty_days() -> None:
    wrote = DelayRequest(in_writing=True, until=date(2026, 12, 1))
    said = DelayRequest(until=date(2027, 3, 1))
    assert advised(with_facts(delay=wrote)).review_by == date(2026, 12, 1)
    assert advised(with_facts(delay=said)).review_by == THIRTY
    assert advised(with_facts(delay=said)).question is Question.AUTHORITY


USUALLY: dict[Kind, tuple[TellingOutcome | None, NotTellingReason | None]] = {
    Kind.CARE: (T.ALREADY_KNOWS, N.ALREADY_KNOWS),
    Kind.NON_CARE: (T.TOLD_BEFORE, None),
    Kind.FAMILY: (T.ALREADY_KNOWS, N.ALREADY_KNOWS),
    Kind.PUBLIC_INTEREST: (T.TOLD_BEFORE, None),
    Kind.SAFEGUARDING: (T.TOLD_BEFORE, None),
    Kind.BEST_INTERESTS: (T.TELL_LATER, N.REPRESENTATIVE_TOLD),
    Kind.EMERGENCY: (T.UNABLE, N.REPRESENTATIVE_TOLD),
    Kind.LAW: (T.TOLD_BEFORE, None),
    Kind.REGULATOR_REQUIRED: (T.TOLD_BEFORE, None),
    Kind.REGULATOR_CONCERN: (T.TOLD_BEFORE, None),
    Kind.SUBJECT_ACCESS: (T.ALREADY_KNOWS, N.ALREADY_KNOWS),
    Kind.DECEASED: (T.NOT_TOLD, N.DECEASED),
    Kind.DE_IDENTIFIED: (T.GENERAL_NOTICE, N.DISPROPORTIONATE),
    Kind.RESEARCH: (T.TOLD_BEFORE, None),
    Kind.SUPERVISION: (T.GENERAL_NOTICE, N.DISPROPORTIONATE),
    Kind.RECURRING: (T.ALREADY_KNOWS, N.ALREADY_KNOWS),
    Kind.BULK: (T.GENERAL_NOTICE, N.DISPROPORTIONATE),
    Kind.PROCESSOR: (T.GENERAL_NOTICE, N.DISPROPORTIONATE),
    Kind.REFUSAL: (T.TOLD_BEFORE, None),
    Kind.ACCESS: (None, None),
    Kind.BREACH: (T.TOLD_AFTER, None),
}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_usual_for_each_kind(kind: Kind) -> None:
    advice = advised(of_kind(kind))
    assert (advice.outcome, advice.reason) == USUALLY[kind]
    assert advice.question is Question.KIND
    assert not advice.restricted


def test_every_kind_has_its_usual() -> None:
    assert set(USUAL) == set(Kind) == set(USUALLY)


def test_a_copy_is_offered_where_the_person_agreed() -> None:
    assert advised(of_kind(Kind.CARE)).besides == (Besides.OFFER_COPY,)
    assert advised(of_kind(Kind.NON_CARE)).besides == (
        Besides.OFFER_COPY,
        Besides.OFFER_SIGHT_FIRST,
    )
    assert advised(of_kind(Kind.BREACH)).besides == (Besides.CANDOUR,)


def test_a_referral_is_told_unless_that_is_not_safe() -> None:
    def referred(**parts: Any) -> TellingAdvice:
        return advised(of_kind(Kind.SAFEGUARDING, safeguarding=Safeguarding(**parts)))

    assert referred(at_risk=AtRisk.CHILD).outcome is T.TOLD_BEFORE
    unsafe = referred(at_risk=AtRisk.ADULT, safe_to_tell=False)
    assert (unsafe.outcome, unsafe.reason, unsafe.restricted) == (
        T.TELL_LATER,
        N.SAFEGUARDING,
        True,
    )


def test_the_family_of_a_girl_is_told_of_fgm_only_when_that_was_judged_to_be_safe() -> None:
    def girl(**parts: Any) -> TellingAdvice:
        concern = Safeguarding(at_risk=AtRisk.CHILD, concerns=(Concern.FGM,), **parts)
        return advised(of_kind(Kind.SAFEGUARDING, safeguarding=concern))

    assert girl().reason is N.SAFEGUARDING
    assert girl(safe_to_tell=True).outcome is T.TOLD_BEFORE


SON = Representative(
    id=PERSON,
    service_user=PERSON,
    name="Tom",
    relationship="son",
    authority=AuthorityType.DEPUTY_WELFARE,
    nation=Nation.ENGLAND,
    evidence=AuthorityEvidence(document="Order", seen_on=date(2026, 1, 5), seen_by="RP"),
)


def unable(kind: Kind, who: Representative | None, *facts: TellingFact) -> TellingAdvice:
    case = of_kind(
        kind,
        unable=Unable(why=WhyUnable.UNCONSCIOUS, representative=who.id if who else None),
    )
    draft = replace(case.draft, telling=Telling(facts=facts))
    return advised(replace(case, draft=draft, representatives=(who,) if who else ()))


def test_who_decides_for_them_is_told_if_they_may_and_are_not_involved() -> None:
    kin = replace(SON, authority=AuthorityType.NONE_FAMILY)
    for kind in (Kind.BEST_INTERESTS, Kind.EMERGENCY):
        assert unable(kind, SON).outcome is T.REPRESENTATIVE_TOLD
        assert unable(kind, kin).outcome is T.TELL_LATER
        involved = unable(kind, SON, F.REPRESENTATIVE_IMPLICATED)
        assert (involved.outcome, involved.reason) == (T.TELL_LATER, N.SAFEGUARDING)
        assert involved.restricted


def test_after_an_emergency_the_person_is_told_from_the_next_day() -> None:
    advice = unable(Kind.EMERGENCY, None)
    assert advice.review_by == date(2026, 11, 21)
    assert advice.besides == (Besides.PERSON_WHEN_ABLE,)


def test_who_has_responsibility_for_a_child_is_not_told_if_they_are_involved() -> None:
    advice = advised(with_facts(F.CHILD_NOT_COMPETENT, F.REPRESENTATIVE_IMPLICATED))
    assert (advice.outcome, advice.reason) == (T.TELL_LATER, N.CHILD_NOT_COMPETENT)
    assert (advice.restricted, advice.review_by) == (True, THIRTY)
    capable = advised(with_facts(F.LACKS_CAPACITY, F.REPRESENTATIVE_IMPLICATED))
    assert (capable.outcome, capable.reason) == (T.TELL_LATER, N.SAFEGUARDING)


@pytest.mark.parametrize(
    ("why", "question"),
    [
        (WhyUnable.LACKS_CAPACITY, Question.CAPACITY),
        (WhyUnable.CHILD_NOT_COMPETENT, Question.CHILD),
        (WhyUnable.CANNOT_BE_REACHED, Question.KIND),
    ],
)
def test_why_they_cannot_decide_is_why_they_are_not_told_alone(
    why: WhyUnable, question: Question
) -> None:
    case = of_kind(Kind.PUBLIC_INTEREST, unable=Unable(why=why))
    assert advised(case).question is question


@pytest.mark.parametrize(
    ("by", "outcome"),
    [
        (AccessType.BY_THE_PERSON, T.ALREADY_KNOWS),
        (AccessType.BY_AGENT, T.ALREADY_KNOWS),
        (AccessType.BY_PARENT, T.TOLD_BEFORE),
        (AccessType.BY_ATTORNEY, T.REPRESENTATIVE_TOLD),
    ],
)
def test_whoever_asks_for_a_record_knows_and_a_child_is_told(
    by: AccessType, outcome: TellingOutcome
) -> None:
    assert advised(of_kind(Kind.SUBJECT_ACCESS, access=Access(type=by))).outcome is outcome


def test_a_refusal_is_told_where_somebody_asked_or_the_person_wished_it() -> None:
    def refused(**groups: Any) -> TellingAdvice:
        decision = {"decision": {"choice": Choice.REFUSE}}
        return advised(a_case(draft={"telling": Telling(), **decision, **groups}))

    own = Request(origin=Origin.OWN_INITIATIVE)
    wished = Refusal(why=(RefusalReason.PERSON_OBJECTS,))
    exempt = Refusal(why=(RefusalReason.EXEMPT,))
    assert refused().outcome is T.TOLD_BEFORE
    assert refused().besides == (Besides.TELL_REQUESTER,)
    assert refused(request=own).outcome is None
    assert refused(request=own, refusal=wished).outcome is T.TOLD_BEFORE
    assert refused(request=own, refusal=exempt).outcome is None
    assert refused(batch=Batch(people=240)).outcome is None
