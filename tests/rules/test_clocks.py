# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.access import Access, AccessType, IdentityEvidence
from logbook.domain.assessment import situate
from logbook.domain.basis import Basis
from logbook.domain.breach import Choosing, Incident, Risk
from logbook.domain.case import Case
from logbook.domain.clocks import deadlines_for, is_met
from logbook.domain.deadline import Deadline
from logbook.domain.decision import Choice, Refusal
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import DelayRequest, NotTellingReason, Telling, TellingOutcome
from logbook.domain.practice import Nation
from logbook.domain.request import Clarification
from logbook.domain.safeguarding import AtRisk, Concern, Safeguarding
from tests.builders import NOON
from tests.rules.situations import LONDON, a_case, assessed, the_catalogue

Due = list[tuple[str, date | datetime | None]]


def deadlines(case: Case, at: datetime = NOON) -> tuple[Deadline, ...]:
    return assessed(case, at).deadlines


def due(case: Case, at: datetime = NOON) -> Due:
    """What is due when, without the review of the consent that the ordinary case relies on."""
    return [
        (each.code.value, each.due or each.due_at)
        for each in deadlines(case, at)
        if each.code.value != "DL-13"
    ]


def asked_for(
    received: date,
    *,
    nation: Nation = Nation.ENGLAND,
    questions: tuple[Clarification, ...] = (),
    practice: dict[str, Any] | None = None,
    **parts: Any,
) -> Case:
    access = replace(Access(type=AccessType.BY_THE_PERSON), **parts)
    request = {"received_on": received, "clarifications": questions}
    return a_case(
        nation=nation,
        practice=practice,
        draft={"kind": Kind.SUBJECT_ACCESS, "access": access, "request": request},
    )


SUBJECT_ACCESS = [
    (date(2026, 1, 31), Nation.ENGLAND, date(2026, 3, 2)),
    (date(2026, 9, 3), Nation.SCOTLAND, date(2026, 10, 5)),
    (date(2026, 12, 2), Nation.ENGLAND, date(2027, 1, 4)),
    (date(2026, 12, 2), Nation.SCOTLAND, date(2027, 1, 5)),
    (date(2027, 2, 17), Nation.WALES, date(2027, 3, 17)),
    (date(2027, 2, 17), Nation.NORTHERN_IRELAND, date(2027, 3, 18)),
    (date(2026, 11, 9), Nation.ENGLAND, date(2026, 12, 9)),
]


@pytest.mark.parametrize(("received", "nation", "on"), SUBJECT_ACCESS)
def test_a_request_is_answered_in_a_month_of_the_nations_working_days(
    received: date, nation: Nation, on: date
) -> None:
    assert due(asked_for(received, nation=nation)) == [("DL-01", on)]


def test_the_practices_own_holidays_count() -> None:
    closed = {"closed_on": (date(2026, 12, 9),)}
    opened = {"open_on": (date(2026, 12, 28),)}
    assert due(asked_for(date(2026, 11, 9), practice=closed)) == [("DL-01", date(2026, 12, 10))]
    assert due(asked_for(date(2026, 11, 25), practice=opened)) == [("DL-01", date(2026, 12, 28))]


def test_the_clock_runs_from_proof_of_identity_and_from_the_fee() -> None:
    received = date(2026, 11, 2)
    waiting = IdentityEvidence(asked_on=date(2026, 11, 3))
    shown = IdentityEvidence(asked_on=date(2026, 11, 3), received_on=date(2026, 11, 9))
    unasked = IdentityEvidence(received_on=date(2026, 11, 9))
    waived = replace(waiting, waived_because="Known for years")
    assert due(asked_for(received, identity=waiting)) == [("DL-01", None)]
    assert due(asked_for(received, identity=shown)) == [("DL-01", date(2026, 12, 9))]
    assert due(asked_for(received, identity=unasked)) == [("DL-01", date(2026, 12, 9))]
    assert due(asked_for(received, identity=waived)) == [("DL-01", date(2026, 12, 2))]
    assert due(asked_for(received, fee_paid_on=date(2026, 11, 9))) == [("DL-01", date(2026, 12, 9))]


def test_a_question_stops_the_clock_until_its_answer() -> None:
    question = Clarification(asked_on=date(2026, 10, 5), answered_on=date(2026, 10, 15))
    open_ = replace(question, answered_on=None)
    not_asked_yet = Clarification(question="Which years?")
    received = date(2026, 10, 1)
    assert due(asked_for(received, questions=(question,))) == [("DL-03", date(2026, 11, 11))]
    assert due(asked_for(received, questions=(open_,))) == [("DL-03", None)]
    assert due(asked_for(received, questions=(not_asked_yet,))) == [("DL-01", date(2026, 11, 2))]


def test_an_extension_has_two_days_its_own_and_the_one_to_tell_of_it() -> None:
    case = asked_for(date(2026, 11, 30), extended_because="Three files")
    assert due(case) == [("DL-02", date(2026, 12, 30)), ("DL-02", date(2027, 3, 1))]


def test_after_a_death_there_are_forty_days_or_twenty_one() -> None:
    received = date(2026, 3, 2)
    after = {"type": AccessType.AFTER_DEATH}
    assert due(asked_for(received, **after)) == [("DL-06", date(2026, 4, 10))]
    recent = asked_for(received, **after, made_recently=True)
    assert due(recent) == [("DL-06", date(2026, 3, 22))]
    further = Clarification(asked_on=date(2026, 3, 10), answered_on=date(2026, 3, 12))
    renewed = asked_for(received, **after, questions=(further,))
    assert due(renewed) == [("DL-06", date(2026, 4, 20))]


def test_a_complaint_is_acknowledged_in_thirty_days() -> None:
    assert due(asked_for(date(2026, 11, 21), type=AccessType.COMPLAINT)) == [
        ("DL-07", date(2026, 12, 20))
    ]


def test_nothing_runs_before_a_request_came_in_or_has_a_type() -> None:
    case = asked_for(date(2026, 11, 2), type=None)
    none = replace(case.draft, request=replace(case.draft.request, received_on=None))
    assert due(case) == []
    assert due(replace(case, draft=none)) == []


def breach(**parts: Any) -> Case:
    aware = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    incident = Incident(**{"aware_at": aware, **parts})
    return a_case(draft={"kind": Kind.BREACH, "incident": incident})


def test_a_breach_is_reported_in_seventy_two_hours_and_told_at_once_where_the_risk_is_high() -> (
    None
):
    report = ("DL-04", datetime(2026, 11, 23, 17, 30, tzinfo=UTC))
    assert due(breach()) == [report]
    assert due(breach(risk=Risk.RISK)) == [report]
    assert due(breach(risk=Risk.HIGH)) == [("DL-05", date(2026, 11, 20)), report]
    assert due(breach(aware_at=None, risk=Risk.HIGH)) == []


def test_seventy_two_hours_are_hours_across_a_change_of_the_clocks() -> None:
    aware = datetime(2026, 10, 24, 10, tzinfo=ZoneInfo("Europe/London"))
    assert due(breach(aware_at=aware)) == [("DL-04", datetime(2026, 10, 27, 9, tzinfo=UTC))]


def referral(nation: Nation, concern: Concern, **parts: Any) -> Case:
    group = Safeguarding(at_risk=AtRisk.CHILD, concerns=(concern,), found_on=date(2026, 11, 20))
    draft = {"kind": Kind.SAFEGUARDING, "safeguarding": replace(group, **parts)}
    return a_case(nation=nation, draft=draft)


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
def test_fgm_is_notified_by_the_next_working_day_and_within_a_month(nation: Nation) -> None:
    assert due(referral(nation, Concern.FGM)) == [
        ("DL-08", date(2026, 11, 23)),
        ("DL-08", date(2026, 12, 19)),
    ]


@pytest.mark.parametrize("nation", [Nation.SCOTLAND, Nation.NORTHERN_IRELAND])
def test_fgm_starts_no_clock_where_that_act_is_no_law(nation: Nation) -> None:
    assert due(referral(nation, Concern.FGM)) == []


def test_a_sexual_offence_against_a_child_is_reported_at_once_in_england_alone() -> None:
    offence = Concern.CHILD_SEXUAL_OFFENCE
    waits = {"deferred_until": date(2026, 11, 24), "deferred_because": "He is at home"}
    assert due(referral(Nation.ENGLAND, offence)) == [("DL-10", date(2026, 11, 20))]
    assert due(referral(Nation.ENGLAND, offence, **waits)) == [("DL-10", date(2026, 11, 27))]
    no_reason = {**waits, "deferred_because": " "}
    assert due(referral(Nation.ENGLAND, offence, **no_reason)) == [("DL-10", date(2026, 11, 20))]
    assert due(referral(Nation.WALES, offence)) == []


def test_no_duty_about_children_runs_for_an_adult_or_from_no_day() -> None:
    for concern in (Concern.FGM, Concern.CHILD_SEXUAL_OFFENCE):
        assert due(referral(Nation.ENGLAND, concern, at_risk=AtRisk.ADULT)) == []
        assert due(referral(Nation.ENGLAND, concern, found_on=None)) == []


def by_law(code: str, nation: Nation = Nation.ENGLAND, **parts: Any) -> Case:
    basis = Basis(family=BasisFamily.LAW, legal_basis=code, **parts)
    return a_case(nation=nation, draft={"basis": basis})


def test_a_notice_to_name_a_driver_runs_for_twenty_eight_days() -> None:
    served = date(2026, 11, 2)
    assert due(by_law("LB-172", served_on=served)) == [("DL-09", date(2026, 11, 29))]
    assert due(by_law("LB-172")) == []
    assert due(by_law("LB-172N", Nation.NORTHERN_IRELAND, served_on=served)) == []


def test_an_instrument_is_due_on_the_day_it_names() -> None:
    order = by_law("LB-COURT", due=date(2026, 12, 4), served_on=date(2026, 11, 19))
    assert due(order) == [("DL-11", date(2026, 12, 4))]
    both = by_law("LB-172", due=date(2026, 11, 27), served_on=date(2026, 11, 2))
    assert due(both) == [("DL-11", date(2026, 11, 27)), ("DL-09", date(2026, 11, 29))]


def test_the_clinics_own_referrals_have_their_time() -> None:
    grounds = {"served_on": date(2026, 11, 2)}
    assert due(by_law("LB-PVG", Nation.SCOTLAND, **grounds)) == [("DL-15", date(2027, 2, 2))]
    assert due(by_law("LB-RIDDOR", **grounds)) == [("DL-15", date(2026, 11, 12))]
    assert due(by_law("LB-RIDDOR", Nation.NORTHERN_IRELAND, **grounds)) == []
    assert due(by_law("LB-RIDDOR")) == [("DL-15", date(2026, 11, 30))]


def untold(**parts: Any) -> Case:
    return a_case(draft={"telling": Telling(**parts)})


def test_a_decision_not_to_tell_is_looked_at_again() -> None:
    later = TellingOutcome.TELL_LATER
    harm = NotTellingReason.HARM_TO_OTHERS
    oral = DelayRequest()
    written = DelayRequest(in_writing=True, until=date(2026, 12, 1))
    asked = NotTellingReason.AUTHORITY_ASKED_FOR_DELAY
    assert due(untold(outcome=later)) == [("DL-12", date(2027, 2, 18))]
    assert due(untold(outcome=later, review_on=date(2026, 12, 2))) == [("DL-12", date(2026, 12, 2))]
    assert due(untold(outcome=later, reason=harm)) == [("DL-12", date(2027, 2, 18))]
    assert due(untold(outcome=later, reason=harm, review_on=date(2026, 12, 2))) == [
        ("DL-12", date(2026, 12, 2))
    ]
    assert due(untold(outcome=later, reason=asked, delay=oral)) == [("DL-12", date(2026, 12, 20))]
    assert due(untold(outcome=later, reason=asked, delay=written)) == [("DL-12", date(2026, 12, 1))]
    # What an authority asked for says nothing about another reason.
    assert due(untold(outcome=later, reason=harm, delay=written)) == [("DL-12", date(2027, 2, 18))]


@pytest.mark.parametrize(
    "parts",
    [
        {"outcome": None, "reason": NotTellingReason.HARM_TO_OTHERS},
        {"outcome": TellingOutcome.TOLD_AT, "reason": NotTellingReason.HARM_TO_OTHERS},
        {"outcome": TellingOutcome.BLOCKED, "reason": NotTellingReason.TIPPING_OFF},
        {"outcome": TellingOutcome.GENERAL_NOTICE, "reason": NotTellingReason.DISPROPORTIONATE},
        {"outcome": TellingOutcome.NOT_TOLD},
        {"outcome": TellingOutcome.NOT_TOLD, "reason": NotTellingReason.ALREADY_KNOWS},
    ],
)
def test_what_is_settled_or_not_said_is_not_looked_at_again(parts: dict[str, Any]) -> None:
    assert due(untold(**parts)) == []


def test_an_order_is_looked_at_again_when_it_ends() -> None:
    case = untold(outcome=TellingOutcome.BLOCKED, reason=NotTellingReason.FORBIDDEN)
    basis = replace(case.draft.basis, tell_from=date(2026, 12, 24))
    ends = replace(case, draft=replace(case.draft, basis=basis))
    assert due(ends) == [("DL-12", date(2026, 12, 24))]


def test_a_consent_that_is_relied_on_is_looked_at_again() -> None:
    codes = [(each.code.value, each.due) for each in deadlines(a_case())]
    assert codes == [("DL-13", date(2027, 11, 16))]
    assert deadlines(a_case(consents=())) == ()


def test_an_emergency_is_completed_within_a_day_and_what_is_late_says_so() -> None:
    made = NOON - timedelta(hours=1)
    emergency = a_case(draft={"kind": Kind.EMERGENCY})
    assert due(emergency) == [("DL-14", made + timedelta(hours=24))]
    assert due(a_case()) == []
    assert due(a_case(), at=made + timedelta(hours=24)) == []
    late = due(a_case(), at=made + timedelta(hours=24, seconds=1))
    assert late == [("DL-14", made + timedelta(hours=24))]
    ahead = a_case(draft={"kind": Kind.EMERGENCY, "transmission": {"made_at": None}})
    assert due(ahead) == []


def near(case: Case, at: datetime = NOON) -> set[str]:
    return {each.part for each in assessed(case, at).findings if each.code.value == "W-14"}


@pytest.mark.rule("W-14", fires=True)
@pytest.mark.parametrize("received", [date(2026, 10, 27), date(2026, 8, 3)])
def test_what_is_due_within_seven_days_or_overdue_is_named(received: date) -> None:
    assert near(asked_for(received)) == {"access.sent_on"}


@pytest.mark.rule("W-14", fires=False)
def test_what_is_due_in_eight_days_is_not_urgent_yet() -> None:
    case = asked_for(date(2026, 10, 27))
    assert due(case) == [("DL-01", date(2026, 11, 27))]
    assert near(case) == {"access.sent_on"}
    assert near(case, at=NOON - timedelta(days=1)) == set()


@pytest.mark.rule("W-14", fires=False)
@pytest.mark.parametrize(
    "case",
    [
        asked_for(date(2026, 10, 22), sent_on=date(2026, 11, 19)),
        breach(commissioner=Choosing(yes=True, reasons="It matters", done_at=NOON)),
        breach(commissioner=Choosing(yes=False, reasons="Nobody read it")),
        referral(Nation.ENGLAND, Concern.FGM),
        by_law("LB-COURT", due=date(2026, 11, 24), served_on=date(2026, 11, 19)),
    ],
)
def test_what_was_done_is_not_urgent(case: Case) -> None:
    assert near(case) == set()


@pytest.mark.rule("W-14", fires=True)
@pytest.mark.parametrize(
    ("case", "part"),
    [
        (breach(commissioner=Choosing(yes=False)), "incident.commissioner.done_at"),
        (breach(risk=Risk.HIGH), "incident.individuals.done_at"),
        (referral(Nation.WALES, Concern.FGM), "safeguarding.found_on"),
        (
            by_law("LB-COURT", due=date(2026, 11, 24), served_on=date(2026, 11, 19)),
            "basis.due",
        ),
        (
            untold(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 11, 24)),
            "telling.review_on",
        ),
    ],
)
def test_what_is_not_done_is_urgent_where_it_is_entered(case: Case, part: str) -> None:
    sent = replace(case.draft.transmission, made_at=None)
    assert part in near(replace(case, draft=replace(case.draft, transmission=sent)))


def test_what_is_refused_is_answered_by_the_reply_and_no_duty_is_done_by_refusing() -> None:
    refused = {"decision": {"choice": Choice.REFUSE}}
    case = a_case(draft={**refused, "refusal": Refusal(replied_on=NOON.date())})
    access = asked_for(date(2026, 10, 27)).draft
    answered = replace(access, refusal=case.draft.refusal)
    assert near(replace(case, draft=answered)) == set()
    order = by_law("LB-COURT", due=date(2026, 11, 24), served_on=date(2026, 11, 19))
    silent = replace(order.draft, decision=case.draft.decision)
    assert near(replace(order, draft=silent)) == {"basis.due"}


def test_telling_of_an_extension_is_done_when_it_was_told() -> None:
    told = asked_for(
        date(2026, 11, 2), extended_because="Three files", extension_told_on=date(2026, 11, 18)
    )
    situation = situate(told, the_catalogue(), NOON, LONDON)
    notice, answer = (each for each in deadlines_for(situation) if each.code.value == "DL-02")
    assert is_met(notice, situation)
    assert not is_met(answer, situation)
