# SPDX-License-Identifier: Apache-2.0
"""By when something has to be done: one pure function for each rule of DL-01 to DL-15.

Days of the practice go in and come out; only DL-04 and DL-14 count hours, from and to aware
instants in UTC. A day rolls to the next working day only where the rule says so (DL-01 to DL-03):
the days of the other statutes may end on a Sunday. Source: domain reference 4.1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from logbook.domain import deadline_rules as rules
from logbook.domain.calendar import (
    WorkingDays,
    days_after,
    last_of_days,
    last_of_month_beginning,
    months_after,
)
from logbook.domain.deadline import Deadline
from logbook.domain.deadline_rules import Event, Rule
from logbook.domain.notification import NotTellingReason

BREACH_REPORT = timedelta(hours=72)
PROMPTLY = timedelta(hours=24)
FURTHER_INFORMATION_DAYS = 14
LONGEST_DEFERRED_NOTIFICATION_DAYS = 7
REVIEW_DAYS = 90
ORAL_REQUEST_DAYS = 30
LONGEST_REVIEW_DAYS = {
    NotTellingReason.SERIOUS_CRIME: 90,
    NotTellingReason.HARM_TO_PERSON: 90,
    NotTellingReason.HARM_TO_OTHERS: 90,
    NotTellingReason.SAFEGUARDING: 30,
    NotTellingReason.CHILD_NOT_COMPETENT: 30,
}
"""For how long a reason not to tell may stand before it is looked at again (7.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Something that was asked of a requester, and when it came."""

    asked: date
    answered: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessClock:
    """What starts and stops the time for an answer to a subject access request."""

    received: date
    identity: Asking | None = None
    fee: Asking | None = None
    clarifications: tuple[Asking, ...] = ()
    """Information reasonably needed to find what is meant; the clock stands until it comes.

    A pause counts as the days from asking to answer. Where the Act leaves out both of these days
    (DPA 2018 section 54(3C)), the house is one day on the safe side.
    """


def subject_access(clock: AccessClock, days: WorkingDays) -> Deadline:
    """Say when a subject access request is to be answered (DL-01; with a pause, DL-03).

    One month from the relevant time: the latest of receipt, identity information and fee (UK GDPR
    articles 12 and 12A).
    """
    answer = _answer(clock, days, rules.SUBJECT_ACCESS, months=1)
    if answer.paused_days or answer.waiting_for is Event.CLARIFICATION:
        return replace(answer, rule=rules.PAUSED_ACCESS)
    return answer


def extended_access(clock: AccessClock, days: WorkingDays) -> tuple[Deadline, Deadline]:
    """Say by when the requester must be told of an extension and why, and the new day (DL-02)."""
    return (
        _answer(clock, days, rules.EXTENSION_NOTICE, months=1),
        _answer(clock, days, rules.EXTENDED_ACCESS, months=3),
    )


def breach_to_regulator(aware_at: datetime) -> Deadline:
    """Say when a breach is to be reported to the ICO: 72 elapsed hours from awareness (DL-04).

    Raises:
        ValueError: the instant has no zone.
    """
    return _hours_after(aware_at, BREACH_REPORT, rules.BREACH_TO_REGULATOR, Event.AWARENESS)


def breach_to_person(aware_at: datetime, zone: tzinfo) -> Deadline:
    """Say when people at high risk are told of a breach: without undue delay, that day (DL-05).

    Raises:
        ValueError: the instant has no zone.
    """
    day = _in_utc(aware_at).astimezone(zone).date()
    return _due(rules.BREACH_TO_PERSON, Event.AWARENESS, day, day)


def access_after_death(
    applied: date, *, earliest_made: date | None = None, further: Asking | None = None
) -> Deadline:
    """Say when the record of somebody who died is to be shown (DL-06, AHRA section 3).

    40 days beginning with the application; 21 if nothing in the record is older than the 40 days
    before it (`earliest_made`, the day of its first entry). What was asked within 14 days
    beginning with the application starts the time anew when it comes.
    """
    counted_from, since = Event.APPLICATION, applied
    if further and applied <= further.asked <= last_of_days(applied, FURTHER_INFORMATION_DAYS):
        if further.answered is None:
            return _waiting(rules.ACCESS_AFTER_DEATH, Event.FURTHER_INFORMATION, further)
        counted_from, since = Event.FURTHER_INFORMATION, max(applied, further.answered)
    recent = earliest_made is not None and days_after(earliest_made, 40) >= since
    due = last_of_days(since, 21 if recent else 40)
    return _due(rules.ACCESS_AFTER_DEATH, counted_from, since, due)


def complaint(received: date) -> Deadline:
    """Say when a data-protection complaint is to be acknowledged: 30 days with receipt (DL-07)."""
    return _due(rules.COMPLAINT, Event.RECEIPT, received, last_of_days(received, 30))


def fgm(discovered: date, days: WorkingDays) -> tuple[Deadline, Deadline]:
    """Say when FGM is to be notified: by the guidance, and at the latest by statute (DL-08)."""
    last = last_of_month_beginning(discovered)
    return (
        _due(rules.FGM_GUIDANCE, Event.DISCOVERY, discovered, days.working_day_after(discovered)),
        _due(rules.FGM_STATUTE, Event.DISCOVERY, discovered, last),
    )


def driver(served: date) -> Deadline:
    """Say when a driver is to be named: 28 days beginning with service of the notice (DL-09)."""
    return _due(rules.DRIVER, Event.SERVICE, served, last_of_days(served, 28))


def child_sexual_offence(learned: date, *, deferred: bool = False) -> Deadline:
    """Say when a suspected child sexual offence is to be notified (DL-10).

    As soon as practicable, so the same day; up to 7 days later where notifying at once would put
    the child at risk, for a reason that is recorded (`deferred`).
    """
    latest = days_after(learned, LONGEST_DEFERRED_NOTIFICATION_DAYS)
    due = latest if deferred else learned
    return _due(rules.CHILD_SEXUAL_OFFENCE, Event.DISCOVERY, learned, due, latest=latest)


def instrument(served: date, due: date) -> Deadline:
    """Say when an order, notice or summons is to be obeyed: on the date in it (DL-11)."""
    return _due(rules.INSTRUMENT, Event.SERVICE, served, due)


def review_of_not_telling(
    decided: date,
    reason: NotTellingReason,
    *,
    asked_orally: bool = False,
    stated: date | None = None,
) -> Deadline | None:
    """Say when a decision not to tell yet is looked at again (DL-12), or None if it is not.

    On the date that was stated, otherwise after 90 days; never after the longest time the reason
    may stand, and within 30 days where an authority asked only by word of mouth (`latest`).
    """
    if not reason.needs_review:
        return None
    limits = [LONGEST_REVIEW_DAYS[reason]] if reason in LONGEST_REVIEW_DAYS else []
    limits += [ORAL_REQUEST_DAYS] if asked_orally else []
    latest = days_after(decided, min(limits)) if limits else None
    wanted = stated or days_after(decided, REVIEW_DAYS)
    due = min(wanted, latest) if latest else wanted
    return _due(rules.REVIEW_OF_NOT_TELLING, Event.DECISION, decided, due, latest=latest)


def review_of_consent(
    given: date, *, stated: date | None = None, changed: date | None = None
) -> Deadline:
    """Say when a consent is looked at again (DL-13).

    On the date that was stated, otherwise after twelve months; at once when circumstances changed.
    """
    due = stated or months_after(given, 12)
    if changed is not None and changed < due:
        return _due(rules.REVIEW_OF_CONSENT, Event.CHANGE, changed, changed)
    return _due(rules.REVIEW_OF_CONSENT, Event.CONSENT, given, due)


def recording(made_at: datetime) -> Deadline:
    """Say until when a disclosure counts as promptly recorded: 24 hours after it (DL-14).

    Raises:
        ValueError: the instant has no zone.
    """
    return _hours_after(made_at, PROMPTLY, rules.RECORDING, Event.MAKING)


def is_retrospective(made_at: datetime, recorded_at: datetime) -> bool:
    """Tell whether an entry says "retrospective" and asks why (DL-14, W-13)."""
    return recorded_at - made_at > PROMPTLY


def pvg_referral(grounds: date) -> Deadline:
    """Say when somebody is referred under the PVG Act: 3 months after there are grounds (DL-15)."""
    return _due(rules.PVG_REFERRAL, Event.GROUNDS, grounds, months_after(grounds, 3))


def accident_report(happened: date, *, over_seven_days: bool = False) -> Deadline:
    """Say when RIDDOR wants its report: 10 days after, 15 for a long absence (DL-15)."""
    if over_seven_days:
        return _due(rules.ABSENCE_REPORT, Event.ACCIDENT, happened, days_after(happened, 15))
    return _due(rules.ACCIDENT_REPORT, Event.ACCIDENT, happened, days_after(happened, 10))


def _due(
    rule: Rule, counted_from: Event, since: date, due: date, *, latest: date | None = None
) -> Deadline:
    return Deadline(rule=rule, counted_from=counted_from, since=since, due=due, latest=latest)


def _waiting(rule: Rule, event: Event, asking: Asking) -> Deadline:
    return Deadline(rule=rule, counted_from=event, since=asking.asked, waiting_for=event)


def _hours_after(moment: datetime, span: timedelta, rule: Rule, event: Event) -> Deadline:
    since = _in_utc(moment)
    end = datetime.max.replace(tzinfo=UTC, microsecond=0)
    return Deadline(
        rule=rule, counted_from=event, since_at=since, due_at=min(since, end - span) + span
    )


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("hours are counted from an instant that has a zone")
    return moment.astimezone(UTC)


def _answer(clock: AccessClock, days: WorkingDays, rule: Rule, *, months: int) -> Deadline:
    """Count months from the relevant time, add the days on which the clock stood, then roll."""
    counted_from, since = Event.RECEIPT, clock.received
    for event, asking in ((Event.IDENTITY, clock.identity), (Event.FEE, clock.fee)):
        if asking is None:
            continue
        if asking.answered is None:
            return _waiting(rule, event, asking)
        if asking.answered > since:
            counted_from, since = event, asking.answered
    corresponding = months_after(since, months)
    due, runs_from = corresponding, since
    for asking in sorted(clock.clarifications, key=lambda each: each.asked):
        if asking.asked > days.next_working(due):
            break  # a clock that has run out cannot be stopped
        if asking.answered is None:
            return _waiting(rule, Event.CLARIFICATION, asking)
        # Days on which the clock stood already, or did not run yet, do not count twice.
        stands_from = max(asking.asked, runs_from)
        runs_from = max(asking.answered, stands_from)
        due = days_after(due, (runs_from - stands_from).days)
    rolled = days.next_working(due)
    return Deadline(
        rule=rule,
        counted_from=counted_from,
        since=since,
        due=rolled,
        rolled_from=due if rolled != due else None,
        paused_days=(due - corresponding).days,
    )
