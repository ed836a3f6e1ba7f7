# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.calendar import WorkingDays
from logbook.domain.deadline import Deadline
from logbook.domain.deadline_rules import Event
from logbook.domain.deadlines import (
    AccessClock,
    Asking,
    access_after_death,
    accident_report,
    breach_to_person,
    breach_to_regulator,
    child_sexual_offence,
    complaint,
    driver,
    extended_access,
    fgm,
    instrument,
    is_retrospective,
    pvg_referral,
    recording,
    review_of_consent,
    review_of_not_telling,
    subject_access,
)
from logbook.domain.notification import NotTellingReason
from logbook.domain.practice import Nation

LONDON = ZoneInfo("Europe/London")
ENGLAND = WorkingDays(nation=Nation.ENGLAND)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))
NATIONS = st.sampled_from(Nation)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """Read a local time of the practice as the instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def told(deadline: Deadline) -> tuple[str, str | None]:
    return deadline.code.value, str(deadline.due) if deadline.due else None


SUBJECT_ACCESS = [
    # Received, due in England and Wales, in Scotland, in Northern Ireland (domain reference 4.1).
    ("2026-01-31", "2026-03-02", "2026-03-02", "2026-03-02"),
    ("2026-09-03", "2026-10-05", "2026-10-05", "2026-10-05"),
    ("2026-11-25", "2026-12-29", "2026-12-29", "2026-12-29"),
    ("2026-12-02", "2027-01-04", "2027-01-05", "2027-01-04"),
    ("2027-02-17", "2027-03-17", "2027-03-17", "2027-03-18"),
    ("2026-06-13", "2026-07-13", "2026-07-13", "2026-07-14"),
    ("2026-10-30", "2026-11-30", "2026-12-01", "2026-11-30"),
    # V09, and Easter Monday, which is a working day in Scotland.
    ("2026-11-09", "2026-12-09", "2026-12-09", "2026-12-09"),
    ("2026-03-06", "2026-04-07", "2026-04-06", "2026-04-07"),
]


@pytest.mark.parametrize(("received", "england", "scotland", "northern_ireland"), SUBJECT_ACCESS)
def test_access_is_answered_a_month_on_or_the_next_working_day_of_the_nation(
    received: str, england: str, scotland: str, northern_ireland: str
) -> None:
    due = {
        nation: told(
            subject_access(AccessClock(received=day(received)), WorkingDays(nation=nation))
        )
        for nation in Nation
    }

    assert due == {
        Nation.ENGLAND: ("DL-01", england),
        Nation.WALES: ("DL-01", england),
        Nation.SCOTLAND: ("DL-01", scotland),
        Nation.NORTHERN_IRELAND: ("DL-01", northern_ireland),
    }


def test_a_deadline_that_rolled_says_from_where() -> None:
    rolled = subject_access(AccessClock(received=day("2026-11-25")), ENGLAND)
    straight = subject_access(AccessClock(received=day("2026-11-09")), ENGLAND)

    assert rolled.rolled_from == day("2026-12-25")
    assert straight.rolled_from is None


def test_a_holiday_the_practice_adds_moves_the_answer() -> None:
    days = WorkingDays(nation=Nation.ENGLAND, closed=(day("2026-12-09"),))

    assert subject_access(AccessClock(received=day("2026-11-09")), days).due == day("2026-12-10")


RELEVANT = [
    (None, None, Event.RECEIPT, "2026-10-01"),
    ("2026-10-06", None, Event.IDENTITY, "2026-10-06"),
    (None, "2026-10-08", Event.FEE, "2026-10-08"),
    ("2026-10-06", "2026-10-08", Event.FEE, "2026-10-08"),
    ("2026-10-08", "2026-10-06", Event.IDENTITY, "2026-10-08"),
    # Identity that was proved before the request came changes nothing.
    ("2026-09-20", None, Event.RECEIPT, "2026-10-01"),
    ("2026-10-01", None, Event.RECEIPT, "2026-10-01"),
]


@pytest.mark.parametrize(("identity", "fee", "counted_from", "since"), RELEVANT)
def test_access_is_counted_from_the_latest_of_receipt_identity_and_fee(
    identity: str | None, fee: str | None, counted_from: Event, since: str
) -> None:
    asked = day("2026-09-19")
    found = subject_access(
        AccessClock(
            received=day("2026-10-01"),
            identity=Asking(asked=asked, answered=day(identity)) if identity else None,
            fee=Asking(asked=asked, answered=day(fee)) if fee else None,
        ),
        ENGLAND,
    )

    assert (found.counted_from, found.since) == (counted_from, day(since))
    assert found.due == ENGLAND.next_working(day(since).replace(month=day(since).month + 1))


@pytest.mark.parametrize(
    ("clock", "waiting_for", "code"),
    [
        ({"identity": Asking(asked=date(2026, 10, 5))}, Event.IDENTITY, "DL-01"),
        ({"fee": Asking(asked=date(2026, 10, 5))}, Event.FEE, "DL-01"),
        ({"clarifications": (Asking(asked=date(2026, 10, 5)),)}, Event.CLARIFICATION, "DL-03"),
    ],
)
def test_the_clock_waits_for_what_was_asked(
    clock: dict[str, Asking], waiting_for: Event, code: str
) -> None:
    found = subject_access(AccessClock(received=day("2026-10-01"), **clock), ENGLAND)  # type: ignore[arg-type]

    assert (found.waiting_for, found.due, found.due_at) == (waiting_for, None, None)
    assert (found.since, found.code.value) == (day("2026-10-05"), code)


PAUSES = [
    # The vector of 4.1: 1 November and ten days.
    ([("2026-10-05", "2026-10-15")], "DL-03", "2026-11-11", 10),
    # Two questions, one after the other and over one another.
    ([("2026-10-05", "2026-10-08"), ("2026-10-10", "2026-10-12")], "DL-03", "2026-11-06", 5),
    ([("2026-10-05", "2026-10-15"), ("2026-10-08", "2026-10-17")], "DL-03", "2026-11-13", 12),
    ([("2026-10-05", "2026-10-15"), ("2026-10-06", "2026-10-08")], "DL-03", "2026-11-11", 10),
    ([("2026-10-08", "2026-10-17"), ("2026-10-05", "2026-10-15")], "DL-03", "2026-11-13", 12),
    # A pause that ends on a Saturday rolls; 1 November itself is a Sunday.
    ([("2026-10-05", "2026-10-11")], "DL-03", "2026-11-09", 6),
    ([("2026-10-05", "2026-10-05")], "DL-01", "2026-11-02", 0),
    # Asked before the clock ran, after it ran out, on its last day, and answered before asking.
    ([("2026-09-25", "2026-10-03")], "DL-03", "2026-11-03", 2),
    ([("2026-09-25", "2026-09-30")], "DL-01", "2026-11-02", 0),
    ([("2026-11-03", "2026-11-20")], "DL-01", "2026-11-02", 0),
    ([("2026-11-02", "2026-11-05")], "DL-03", "2026-11-04", 3),
    ([("2026-10-09", "2026-10-05")], "DL-01", "2026-11-02", 0),
    # A pause moves the end, so that a question after the first end can still stop the clock.
    ([("2026-10-05", "2026-10-15"), ("2026-11-06", "2026-11-09")], "DL-03", "2026-11-16", 13),
]


@pytest.mark.parametrize(("pauses", "code", "due", "paused"), PAUSES)
@pytest.mark.parametrize("nation", Nation)
def test_the_clock_stands_while_a_question_is_open(
    pauses: list[tuple[str, str]], code: str, due: str, paused: int, nation: Nation
) -> None:
    clock = AccessClock(
        received=day("2026-10-01"),
        clarifications=tuple(
            Asking(asked=day(asked), answered=day(answered)) for asked, answered in pauses
        ),
    )
    found = subject_access(clock, WorkingDays(nation=nation))

    assert (*told(found), found.paused_days) == (code, due, paused)


def test_a_question_after_the_clock_ran_out_waits_for_nothing() -> None:
    late = AccessClock(
        received=day("2026-10-01"), clarifications=(Asking(asked=day("2026-11-03")),)
    )

    assert told(subject_access(late, ENGLAND)) == ("DL-01", "2026-11-02")


@pytest.mark.parametrize("nation", Nation)
def test_an_extension_is_told_within_the_month_and_gives_three_months(nation: Nation) -> None:
    notice, answer = extended_access(
        AccessClock(received=day("2026-11-30")), WorkingDays(nation=nation)
    )

    assert (told(notice), told(answer)) == (("DL-02", "2026-12-30"), ("DL-02", "2027-03-01"))
    assert answer.rolled_from == day("2027-02-28")


def test_a_question_in_the_second_month_moves_only_the_extended_answer() -> None:
    clock = AccessClock(
        received=day("2026-10-01"),
        clarifications=(Asking(asked=day("2026-11-10"), answered=day("2026-11-20")),),
    )
    notice, answer = extended_access(clock, ENGLAND)

    assert (notice.due, notice.paused_days) == (day("2026-11-02"), 0)
    assert (answer.due, answer.paused_days) == (day("2027-01-11"), 10)


BREACHES = [
    ("2026-11-20T17:30", "2026-11-23T17:30"),
    ("2026-11-27T16:10", "2026-11-30T16:10"),
    # Autumn: 25 October 2026 has 25 hours; spring: 29 March 2026 has 23.
    ("2026-10-24T10:00", "2026-10-27T09:00"),
    ("2026-03-28T10:00", "2026-03-31T11:00"),
    ("2026-12-24T23:59", "2026-12-27T23:59"),
]


@pytest.mark.parametrize(("aware", "due"), BREACHES)
def test_a_breach_is_reported_72_elapsed_hours_after_awareness(aware: str, due: str) -> None:
    found = breach_to_regulator(at(aware))

    assert found.due_at == at(due)
    assert (found.due, found.since_at, found.code.value) == (None, at(aware), "DL-04")


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 1, 1)))  # noqa: DTZ001 - made aware below
def test_72_hours_are_72_hours_whatever_the_clocks_on_the_wall_do(local: datetime) -> None:
    aware = local.replace(microsecond=0, tzinfo=LONDON)
    found = breach_to_regulator(aware)

    assert found.due_at is not None
    assert found.due_at.tzinfo is UTC
    assert found.due_at.timestamp() - aware.timestamp() == 72 * 60 * 60


def test_hours_are_not_counted_from_a_time_without_a_zone() -> None:
    naive = datetime(2026, 11, 20, 17, 30)  # noqa: DTZ001 - that is the point

    for count in (breach_to_regulator, recording):
        with pytest.raises(ValueError, match="zone"):
            count(naive)
    with pytest.raises(ValueError, match="zone"):
        breach_to_person(naive, LONDON)


def test_hours_that_would_end_after_the_calendar_end_with_it() -> None:
    last = datetime(9999, 12, 31, 12, tzinfo=UTC)

    assert breach_to_regulator(last).due_at == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_people_are_told_of_a_breach_on_the_day_of_the_practice() -> None:
    # Half past midnight on 2 July in British Summer Time.
    found = breach_to_person(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), LONDON)

    assert told(found) == ("DL-05", "2026-07-02")


AFTER_DEATH = [
    (None, "2026-04-10"),
    ("2026-01-21", "2026-03-22"),
    ("2026-01-20", "2026-04-10"),
    ("2026-03-01", "2026-03-22"),
]


@pytest.mark.parametrize(("made", "due"), AFTER_DEATH)
def test_a_record_of_the_last_40_days_is_shown_in_21_and_any_other_in_40(
    made: str | None, due: str
) -> None:
    found = access_after_death(day("2026-03-02"), earliest_made=day(made) if made else None)

    assert told(found) == ("DL-06", due)
    assert (found.counted_from, found.since) == (Event.APPLICATION, day("2026-03-02"))


def test_the_control_case_of_the_late_mothers_record_is_due_in_november() -> None:
    assert access_after_death(day("2026-10-05")).due == day("2026-11-13")


FURTHER = [
    # Asked, answered; due, counted from. The fourteenth day is 15 March.
    ("2026-03-02", "2026-03-20", "2026-04-28", Event.FURTHER_INFORMATION),
    ("2026-03-15", "2026-03-20", "2026-04-28", Event.FURTHER_INFORMATION),
    ("2026-03-16", "2026-03-20", "2026-04-10", Event.APPLICATION),
    ("2026-03-01", "2026-03-20", "2026-04-10", Event.APPLICATION),
    ("2026-03-15", None, None, Event.FURTHER_INFORMATION),
    ("2026-03-16", None, "2026-04-10", Event.APPLICATION),
    ("2026-03-15", "2026-03-01", "2026-04-10", Event.FURTHER_INFORMATION),
]


@pytest.mark.parametrize(("asked", "answered", "due", "counted_from"), FURTHER)
def test_a_question_within_14_days_starts_the_time_anew(
    asked: str, answered: str | None, due: str | None, counted_from: Event
) -> None:
    further = Asking(asked=day(asked), answered=day(answered) if answered else None)
    found = access_after_death(day("2026-03-02"), further=further)

    assert (told(found), found.counted_from) == (("DL-06", due), counted_from)
    assert found.waiting_for is (None if due else Event.FURTHER_INFORMATION)


def test_how_old_the_record_is_counts_from_the_new_start() -> None:
    further = Asking(asked=day("2026-03-05"), answered=day("2026-03-20"))
    made = day("2026-02-01")

    assert access_after_death(day("2026-03-02"), earliest_made=made).due == day("2026-03-22")
    assert access_after_death(day("2026-03-02"), earliest_made=made, further=further).due == day(
        "2026-04-28"
    )


def test_days_that_begin_with_an_event_include_it_and_do_not_roll() -> None:
    assert told(complaint(day("2026-11-21"))) == ("DL-07", "2026-12-20")
    assert told(driver(day("2026-11-02"))) == ("DL-09", "2026-11-29")


FGM = [
    ("2026-11-20", "2026-11-23", "2026-12-19"),
    ("2026-12-24", "2026-12-29", "2027-01-23"),
    ("2026-11-23", "2026-11-24", "2026-12-22"),
]


@pytest.mark.parametrize(("discovered", "guidance", "statute"), FGM)
@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
def test_fgm_is_notified_the_next_working_day_and_within_a_month_by_statute(
    discovered: str, guidance: str, statute: str, nation: Nation
) -> None:
    first, last = fgm(day(discovered), WorkingDays(nation=nation))

    assert (told(first), told(last)) == (("DL-08", guidance), ("DL-08", statute))
    assert (first.statutory, last.statutory) == (False, True)


def test_a_child_sexual_offence_is_notified_at_once_or_with_a_reason_within_7_days() -> None:
    learned = day("2026-11-20")
    at_once, deferred = (
        child_sexual_offence(learned),
        child_sexual_offence(learned, deferred=True),
    )

    assert told(at_once) == ("DL-10", "2026-11-20")
    assert told(deferred) == ("DL-10", "2026-11-27")
    assert at_once.latest == deferred.latest == day("2026-11-27")


def test_an_order_says_itself_by_when() -> None:
    found = instrument(day("2026-11-30"), day("2026-12-13"))

    assert (told(found), found.since) == (("DL-11", "2026-12-13"), day("2026-11-30"))


R = NotTellingReason
REVIEWS = [
    # Decided on 20 November: 30 days end on 20 December, 90 on 18 February.
    (R.SERIOUS_CRIME, {}, "2027-02-18", "2027-02-18"),
    (R.HARM_TO_PERSON, {}, "2027-02-18", "2027-02-18"),
    (R.HARM_TO_OTHERS, {}, "2027-02-18", "2027-02-18"),
    (R.SAFEGUARDING, {}, "2026-12-20", "2026-12-20"),
    (R.CHILD_NOT_COMPETENT, {}, "2026-12-20", "2026-12-20"),
    (R.FORBIDDEN, {}, "2027-02-18", None),
    (R.CANNOT_BE_REACHED, {}, "2027-02-18", None),
    (R.REPRESENTATIVE_TOLD, {}, "2027-02-18", None),
    (R.ASKED_NOT_TO_BE_TOLD, {}, "2027-02-18", None),
    (R.NO_SAFE_CHANNEL, {}, "2027-02-18", None),
    (R.AUTHORITY_ASKED_FOR_DELAY, {}, "2027-02-18", None),
    (R.AUTHORITY_ASKED_FOR_DELAY, {"asked_orally": True}, "2026-12-20", "2026-12-20"),
    (R.SERIOUS_CRIME, {"asked_orally": True}, "2026-12-20", "2026-12-20"),
    (R.AUTHORITY_ASKED_FOR_DELAY, {"stated": date(2027, 6, 1)}, "2027-06-01", None),
    (R.FORBIDDEN, {"stated": date(2028, 1, 3)}, "2028-01-03", None),
    (R.SERIOUS_CRIME, {"stated": date(2027, 1, 4)}, "2027-01-04", "2027-02-18"),
    (R.SERIOUS_CRIME, {"stated": date(2027, 6, 1)}, "2027-02-18", "2027-02-18"),
    (R.SAFEGUARDING, {"stated": date(2026, 12, 21)}, "2026-12-20", "2026-12-20"),
    (
        R.AUTHORITY_ASKED_FOR_DELAY,
        {"asked_orally": True, "stated": date(2026, 12, 1)},
        "2026-12-01",
        "2026-12-20",
    ),
]


@pytest.mark.parametrize(("reason", "how", "due", "latest"), REVIEWS)
def test_not_telling_is_reviewed_on_the_stated_date_but_never_after_the_longest_time(
    reason: NotTellingReason, how: dict[str, Any], due: str, latest: str | None
) -> None:
    found = review_of_not_telling(day("2026-11-20"), reason, **how)

    assert found is not None
    assert told(found) == ("DL-12", due)
    assert found.latest == (day(latest) if latest else None)


@pytest.mark.parametrize("reason", [R.TIPPING_OFF, R.DISPROPORTIONATE, R.DECEASED])
def test_not_telling_that_is_for_good_has_no_review_date(reason: NotTellingReason) -> None:
    assert review_of_not_telling(day("2026-11-20"), reason, stated=day("2026-12-01")) is None


CONSENTS = [
    ({}, "2027-11-20", Event.CONSENT),
    ({"stated": date(2027, 2, 1)}, "2027-02-01", Event.CONSENT),
    ({"stated": date(2028, 2, 1)}, "2028-02-01", Event.CONSENT),
    ({"changed": date(2026, 12, 5)}, "2026-12-05", Event.CHANGE),
    ({"changed": date(2027, 3, 1), "stated": date(2027, 2, 1)}, "2027-02-01", Event.CONSENT),
    ({"changed": date(2027, 2, 1), "stated": date(2027, 2, 1)}, "2027-02-01", Event.CONSENT),
]


@pytest.mark.parametrize(("how", "due", "counted_from"), CONSENTS)
def test_a_consent_is_reviewed_after_a_year_or_when_circumstances_change(
    how: dict[str, date], due: str, counted_from: Event
) -> None:
    found = review_of_consent(day("2026-11-20"), **how)

    assert (told(found), found.counted_from) == (("DL-13", due), counted_from)


def test_a_consent_of_leap_day_is_reviewed_on_the_last_of_february() -> None:
    assert review_of_consent(day("2028-02-29")).due == day("2029-02-28")


def test_an_entry_is_retrospective_after_more_than_24_hours() -> None:
    made = at("2026-10-24T10:00")
    limit = recording(made).due_at

    assert limit == at("2026-10-25T09:00")
    assert not is_retrospective(made, limit)
    assert is_retrospective(made, limit + timedelta(seconds=1))


def test_the_practice_refers_within_3_months_and_reports_in_10_or_15_days() -> None:
    assert told(pvg_referral(day("2026-11-30"))) == ("DL-15", "2027-02-28")
    assert told(accident_report(day("2026-11-20"))) == ("DL-15", "2026-11-30")
    assert told(accident_report(day("2026-11-20"), over_seven_days=True)) == ("DL-15", "2026-12-05")


FRIDAY = date(2026, 11, 20)
COUNTED = [
    (complaint(FRIDAY), "DL-07", Event.RECEIPT),
    (fgm(FRIDAY, ENGLAND)[0], "DL-08", Event.DISCOVERY),
    (fgm(FRIDAY, ENGLAND)[1], "DL-08", Event.DISCOVERY),
    (driver(FRIDAY), "DL-09", Event.SERVICE),
    (child_sexual_offence(FRIDAY), "DL-10", Event.DISCOVERY),
    (instrument(FRIDAY, FRIDAY), "DL-11", Event.SERVICE),
    (review_of_not_telling(FRIDAY, R.SERIOUS_CRIME), "DL-12", Event.DECISION),
    (pvg_referral(FRIDAY), "DL-15", Event.GROUNDS),
    (accident_report(FRIDAY), "DL-15", Event.ACCIDENT),
    (accident_report(FRIDAY, over_seven_days=True), "DL-15", Event.ACCIDENT),
    (breach_to_person(at("2026-11-20T17:30"), LONDON), "DL-05", Event.AWARENESS),
]


@pytest.mark.parametrize(("deadline", "code", "event"), COUNTED)
def test_a_deadline_says_from_what_it_was_counted(
    deadline: Deadline, code: str, event: Event
) -> None:
    assert (deadline.code.value, deadline.counted_from, deadline.since) == (code, event, FRIDAY)


def test_hours_say_from_what_instant_they_were_counted() -> None:
    moment = at("2026-11-20T17:30")
    breach, made = breach_to_regulator(moment), recording(moment)

    assert (breach.code.value, breach.counted_from) == ("DL-04", Event.AWARENESS)
    assert (made.code.value, made.counted_from) == ("DL-14", Event.MAKING)
    assert breach.since_at == made.since_at == moment


@st.composite
def clocks(draw: st.DrawFn) -> AccessClock:
    received = draw(DAYS)

    def asking() -> Asking:
        asked = received + timedelta(days=draw(st.integers(-20, 120)))
        return Asking(asked=asked, answered=asked + timedelta(days=draw(st.integers(-3, 60))))

    return AccessClock(
        received=received,
        identity=asking() if draw(st.booleans()) else None,
        fee=asking() if draw(st.booleans()) else None,
        clarifications=tuple(asking() for _ in range(draw(st.integers(0, 4)))),
    )


@given(clocks(), NATIONS)
def test_an_answer_is_due_on_a_working_day_and_never_before_the_corresponding_date(
    clock: AccessClock, nation: Nation
) -> None:
    days = WorkingDays(nation=nation)
    notice, extended = extended_access(clock, days)

    for found, months in ((subject_access(clock, days), 1), (notice, 1), (extended, 3)):
        assert found.due is not None
        assert found.since is not None
        assert found.due_at is None
        assert days.is_working(found.due)
        assert found.since >= clock.received
        assert (found.due - found.since).days >= 28 * months + found.paused_days
        assert (found.due - found.since).days <= 31 * months + found.paused_days + 5
    assert notice.due <= extended.due  # type: ignore[operator]


@given(clocks())
def test_a_question_never_makes_an_answer_due_earlier(clock: AccessClock) -> None:
    unasked = AccessClock(received=clock.received, identity=clock.identity, fee=clock.fee)
    plain, asked = subject_access(unasked, ENGLAND), subject_access(clock, ENGLAND)

    assert asked.due is not None
    assert plain.due is not None
    assert asked.due >= plain.due
    assert (asked.code.value == "DL-03") is (asked.paused_days > 0)


@given(st.dates(), NATIONS)
def test_no_day_of_the_calendar_makes_a_rule_fail(anywhere: date, nation: Nation) -> None:
    days = WorkingDays(nation=nation)
    deadlines = [
        subject_access(AccessClock(received=anywhere), days),
        *extended_access(AccessClock(received=anywhere), days),
        access_after_death(anywhere, earliest_made=anywhere),
        complaint(anywhere),
        *fgm(anywhere, days),
        driver(anywhere),
        child_sexual_offence(anywhere, deferred=True),
        *(review_of_not_telling(anywhere, reason) for reason in R if reason.needs_review),
        review_of_consent(anywhere),
        pvg_referral(anywhere),
        accident_report(anywhere),
    ]

    assert all(found is not None and found.due is not None for found in deadlines)
    assert all(found.due >= anywhere for found in deadlines if found and found.due)
