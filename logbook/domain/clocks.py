# SPDX-License-Identifier: Apache-2.0
"""Which clocks a draft starts, by its kind, its law and what has happened (domain reference 4.1).

Every clock that the facts start is listed, also where what it asks for was done; `is_met` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from logbook.domain import deadline_rules as rules
from logbook.domain import deadlines
from logbook.domain.access import Access, AccessType
from logbook.domain.breach import Risk
from logbook.domain.calendar import WorkingDays, days_after
from logbook.domain.case import Situation
from logbook.domain.deadline import Deadline, urgency
from logbook.domain.deadline_rules import Duty, Event
from logbook.domain.deadlines import AccessClock, Asking
from logbook.domain.kinds import Kind
from logbook.domain.notification import Counting, NotTellingReason, TellingOutcome
from logbook.domain.safeguarding import AtRisk, Concern

PVG = "LB-PVG"
ACCIDENTS = "LB-RIDDOR"
DRIVER = "LB-172"


def deadlines_for(situation: Situation) -> tuple[Deadline, ...]:
    """List the deadlines of a draft, the nearest first."""
    started = (
        *_access(situation),
        *_breach(situation),
        *_safeguarding(situation),
        *_law(situation),
        *_telling(situation),
        *_consent(situation),
        *_recording(situation),
    )
    here = (each for each in started if situation.nation in each.rule.nations)
    return tuple(sorted(here, key=lambda each: urgency(each, situation.zone)))


def is_met(deadline: Deadline, situation: Situation) -> bool:
    """Tell whether what a deadline asks for is entered as done."""
    draft = situation.draft
    access, incident, refusal = draft.access, draft.incident, draft.refusal
    if deadline.rule.duty is Duty.TELL_OF_EXTENSION:
        return access is not None and access.extension_told_on is not None
    if deadline.rule.duty is Duty.REPORT_BREACH:
        report = incident.commissioner if incident is not None else None
        return report is not None and (
            report.done_at is not None or (report.settled and not report.yes)
        )
    if deadline.rule.duty is Duty.TELL_OF_BREACH:
        return incident is not None and incident.individuals.done_at is not None
    if deadline.rule.duty in _ANSWERED_BY_SENDING:
        sent = access is not None and access.sent_on is not None
        return sent or (refusal is not None and refusal.replied_on is not None)
    if deadline.rule.duty in _DONE_BY_DISCLOSING:
        made_at = draft.transmission.made_at
        return situation.discloses and made_at is not None and made_at <= situation.now
    return False


def working_days(situation: Situation) -> WorkingDays:
    """Give the working days that count: of the nation whose law applies, as the practice set."""
    practice = situation.case.practice
    return WorkingDays(nation=situation.nation, closed=practice.closed_on, open=practice.open_on)


def access_clock(situation: Situation, access: Access, received: date) -> AccessClock:
    """Give what starts and stops the clock of a request for one's own record."""
    identity = access.identity
    asked: Asking | None = None
    if not identity.waived_because.strip() and (identity.asked_on or identity.received_on):
        asked = Asking(asked=identity.asked_on or received, answered=identity.received_on)
    fee = access.fee_paid_on
    return AccessClock(
        received=received,
        identity=asked,
        fee=Asking(asked=received, answered=fee) if fee is not None else None,
        clarifications=_clarifications(situation),
    )


_ANSWERED_BY_SENDING = frozenset(
    {Duty.ANSWER_ACCESS, Duty.GIVE_ACCESS_AFTER_DEATH, Duty.ACKNOWLEDGE_COMPLAINT}
)
_DONE_BY_DISCLOSING = frozenset(
    {
        Duty.NOTIFY_FGM,
        Duty.NOTIFY_CHILD_SEXUAL_OFFENCE,
        Duty.NAME_DRIVER,
        Duty.COMPLY_WITH_INSTRUMENT,
        Duty.REFER_TO_PVG,
        Duty.REPORT_ACCIDENT,
    }
)


def _access(situation: Situation) -> Iterator[Deadline]:
    access, received = situation.draft.access, situation.draft.request.received_on
    if access is None or access.type is None or received is None:
        return
    if access.type is AccessType.COMPLAINT:
        yield deadlines.complaint(received)
    elif access.type is AccessType.AFTER_DEATH:
        further = _clarifications(situation)
        yield deadlines.access_after_death(
            received,
            earliest_made=received if access.made_recently else None,
            further=further[0] if further else None,
        )
    elif access.extended_because.strip():
        clock = access_clock(situation, access, received)
        yield from deadlines.extended_access(clock, working_days(situation))
    else:
        clock = access_clock(situation, access, received)
        yield deadlines.subject_access(clock, working_days(situation))


def _clarifications(situation: Situation) -> tuple[Asking, ...]:
    return tuple(
        Asking(asked=each.asked_on, answered=each.answered_on)
        for each in situation.draft.request.clarifications
        if each.asked_on is not None
    )


def _breach(situation: Situation) -> Iterator[Deadline]:
    incident = situation.draft.incident
    if incident is None or incident.aware_at is None:
        return
    yield deadlines.breach_to_regulator(incident.aware_at)
    if incident.risk is Risk.HIGH:
        yield deadlines.breach_to_person(incident.aware_at, situation.zone)


def _safeguarding(situation: Situation) -> Iterator[Deadline]:
    concern = situation.draft.safeguarding
    if concern is None or concern.found_on is None or concern.at_risk is AtRisk.ADULT:
        return
    if Concern.FGM in concern.concerns:
        yield from deadlines.fgm(concern.found_on, working_days(situation))
    if Concern.CHILD_SEXUAL_OFFENCE in concern.concerns:
        deferred = concern.deferred_until is not None and bool(concern.deferred_because.strip())
        yield deadlines.child_sexual_offence(concern.found_on, deferred=deferred)


def _law(situation: Situation) -> Iterator[Deadline]:
    basis = situation.draft.basis
    codes = {row.code for row in situation.rows}
    if DRIVER in codes and basis.served_on is not None:
        yield deadlines.driver(basis.served_on)
    if basis.due is not None:
        since = basis.served_on or situation.draft.request.received_on or situation.decided_on
        yield deadlines.instrument(min(since, basis.due), basis.due)
    # When there were grounds, or it happened, is entered as the day it was found.
    concern = situation.draft.safeguarding
    found_on = concern.found_on if concern is not None else None
    event_on = found_on or basis.served_on or situation.decided_on
    if PVG in codes:
        yield deadlines.pvg_referral(event_on)
    if ACCIDENTS in codes:
        yield deadlines.accident_report(event_on)


_NEVER_REVIEWED = frozenset({TellingOutcome.GENERAL_NOTICE})


def _telling(situation: Situation) -> Iterator[Deadline]:
    """Not telling is looked at again (DL-12): on the day entered, within what its reason allows."""
    telling, day = situation.draft.telling, situation.decided_on
    outcome = telling.outcome
    if outcome is None or outcome.told or outcome in _NEVER_REVIEWED:
        return
    reason = telling.reason
    if reason is None:
        if outcome.open:
            yield Deadline(
                rule=rules.REVIEW_OF_NOT_TELLING,
                counted_from=Event.DECISION,
                since=day,
                due=telling.review_on or days_after(day, deadlines.REVIEW_DAYS),
            )
        return
    if reason.counts_as is Counting.TOLD:
        return
    delay = telling.delay
    asked = delay if reason is NotTellingReason.AUTHORITY_ASKED_FOR_DELAY else None
    ordered = situation.draft.basis.tell_from if reason is NotTellingReason.FORBIDDEN else None
    clock = deadlines.review_of_not_telling(
        day,
        reason,
        asked_orally=asked is not None and not asked.in_writing,
        stated=telling.review_on or (asked.until if asked is not None else None) or ordered,
    )
    if clock is not None:
        yield clock


def _consent(situation: Situation) -> Iterator[Deadline]:
    consent = situation.case.consent
    if consent is not None and consent.giving.given_on is not None:
        yield deadlines.review_of_consent(consent.giving.given_on, stated=consent.period.review_on)


def _recording(situation: Situation) -> Iterator[Deadline]:
    """An emergency is completed within a day; what is recorded later than that says so (DL-14)."""
    made_at = situation.draft.transmission.made_at
    if made_at is None or made_at > situation.now:
        return
    late = deadlines.is_retrospective(made_at, situation.now)
    if late or situation.kind is Kind.EMERGENCY:
        yield deadlines.recording(made_at)
