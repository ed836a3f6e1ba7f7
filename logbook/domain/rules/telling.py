# SPDX-License-Identifier: Apache-2.0
"""What the rules say about telling the person (P23)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from logbook.domain.capacity import presumed_able
from logbook.domain.case import Situation
from logbook.domain.disclosure import happened_at
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import TellRule
from logbook.domain.notification import (
    Counting,
    DelayRequest,
    NotTellingReason,
    Telling,
    TellingFact,
    TellingOutcome,
)
from logbook.domain.party import PartyKind
from logbook.domain.people import CommunicationNeed, Flag, ServiceUser, safe
from logbook.domain.practice import Nation
from logbook.domain.representative import Matter, Need, Representative, authority_findings
from logbook.domain.telling import telling_is_forbidden
from logbook.domain.telling_review import latest_review


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing of the decision on telling, and what must not be told."""
    if telling_is_forbidden(situation):
        yield from _on_blocked(situation)
    elif situation.deceased:
        yield from _on_the_dead(situation.draft.telling)
    else:
        yield from _on_outcome(situation)
        yield from _on_contact(situation)
    yield from _on_delay(situation)
    yield from _warnings(situation)


_BLOCKED = frozenset({NotTellingReason.TIPPING_OFF, NotTellingReason.FORBIDDEN})


def _on_blocked(situation: Situation) -> Iterator[Finding]:
    """Whoever must not be told is not told, by no outcome and no override (INV-22)."""
    telling = situation.draft.telling
    if telling.outcome not in {TellingOutcome.BLOCKED, TellingOutcome.NOT_TOLD}:
        yield Finding(code=Code.TIPPING_OFF, part="telling.outcome")
        return
    if telling.reason not in _BLOCKED:
        yield Finding(code=Code.TIPPING_OFF, part="telling.reason")
    yield from _on_words(telling)
    if telling.reason is NotTellingReason.FORBIDDEN:
        yield from _on_review(situation)


def _on_the_dead(telling: Telling) -> Iterator[Finding]:
    """Nobody who has died is told: NT-12, or no decision at all (INV-26)."""
    if telling.outcome not in {None, TellingOutcome.NOT_TOLD}:
        yield Finding(code=Code.DECEASED, part="telling.outcome")
    elif telling.outcome is not None and telling.reason is not NotTellingReason.DECEASED:
        yield Finding(code=Code.DECEASED, part="telling.reason")


_NEEDS_NO_DECISION = frozenset({Kind.BREACH, Kind.ACCESS, Kind.EMERGENCY})
"""A breach has its own two decisions; in an emergency telling is decided within the day after."""


def _on_outcome(situation: Situation) -> Iterator[Finding]:
    telling = situation.draft.telling
    outcome = telling.outcome
    yield from _on_grounds_to_wait(telling)
    if outcome is None:
        if situation.discloses and situation.kind not in _NEEDS_NO_DECISION:
            yield Finding(code=Code.TELLING_UNDECIDED, part="telling.outcome")
        return
    if telling.reason is NotTellingReason.DECEASED:
        yield Finding(code=Code.DECEASED, part="telling.reason")
    if outcome.told or outcome is TellingOutcome.REPRESENTATIVE_TOLD:
        yield from _on_day(situation)
    if outcome is TellingOutcome.REPRESENTATIVE_TOLD:
        yield from _on_representative(situation)
    if outcome is TellingOutcome.GENERAL_NOTICE:
        yield from _on_general_notice(situation)
    if outcome in _WAITS:
        yield from _on_waiting(situation)


def _on_grounds_to_wait(telling: Telling) -> Iterator[Finding]:
    """What is known has to be the reason: it keeps the entry from the person (INV-21, INV-23)."""
    outcome = telling.outcome
    if not telling.has_grounds_to_wait or (outcome is not None and outcome.told):
        return
    if telling.reason is None or not telling.reason.restricts:
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.reason")
    if outcome not in _WAITS:
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.outcome")


def _on_general_notice(situation: Situation) -> Iterator[Finding]:
    """A notice to everybody is for many people; about one it needs its reason (NT-09)."""
    if situation.kind in _ABOUT_MANY:
        return
    if situation.draft.telling.reason is not NotTellingReason.DISPROPORTIONATE:
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.reason")
    yield from _on_words(situation.draft.telling)


_ABOUT_MANY = frozenset(
    {Kind.BULK, Kind.DE_IDENTIFIED, Kind.SUPERVISION, Kind.PROCESSOR, Kind.RESEARCH}
)
"""Kinds a notice to everybody usually covers; about one person it needs its reason (NT-09)."""

_WAITS = frozenset(
    {
        TellingOutcome.TELL_LATER,
        TellingOutcome.NOT_TOLD,
        TellingOutcome.UNABLE,
        TellingOutcome.BLOCKED,
    }
)


def _on_day(situation: Situation) -> Iterator[Finding]:
    """Whoever was told was told on a day that fits the words for it."""
    telling, person = situation.draft.telling, situation.person
    told_on = telling.told_on
    if told_on is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="telling.told_on")
        return
    if told_on > situation.today or _out_of_step(situation, told_on):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="telling.told_on")
    died = person.died if person is not None else None
    if died is not None and died < told_on and telling.outcome is not _IN_THEIR_PLACE:
        # Who lived when it was made and died before they were told was not told (INV-26).
        yield Finding(code=Code.DECEASED, part="telling.told_on")


_IN_THEIR_PLACE = TellingOutcome.REPRESENTATIVE_TOLD


def _out_of_step(situation: Situation, told_on: date) -> bool:
    """Tell whether a day does not fit the words for it: before, at the time, after (7.1)."""
    outcome = situation.draft.telling.outcome
    made, happened = situation.draft.transmission.made_at, happened_at(situation.draft)
    made_on = made.astimezone(situation.zone).date() if made is not None else None
    happened_on = happened.astimezone(situation.zone).date() if happened is not None else None
    if outcome is TellingOutcome.TOLD_AT:
        return happened_on is not None and told_on != happened_on
    if outcome is TellingOutcome.TOLD_AFTER:
        return happened_on is not None and told_on < happened_on
    # A refusal is not made, and whoever is told of it "before" may be so a day after it.
    known_before = outcome in {TellingOutcome.TOLD_BEFORE, TellingOutcome.ALREADY_KNOWS}
    return known_before and made_on is not None and told_on > made_on


def _on_representative(situation: Situation) -> Iterator[Finding]:
    """Who is told in their stead is on record, has authority, and is not implicated (B-12)."""
    telling = situation.draft.telling
    told = _representative_told(situation)
    if told is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="telling.representative")
        return
    if TellingFact.REPRESENTATIVE_IMPLICATED in telling.facts:
        yield Finding(code=Code.CONTACT_UNSAFE, part="telling.representative")
    child = situation.draft.child
    if not _needs_somebody(situation) or (child is not None and child.asked_to_keep):
        # Somebody who can be told themselves is not told about (B-12).
        yield Finding(code=Code.AUTHORITY_INVALID, part="telling.outcome")
    yield from authority_findings(
        told,
        Need(
            matter=Matter.HEALTH_AND_WELFARE,
            nation=situation.nation,
            on=situation.decided_on,
            age=situation.age,
            within_restrictions=True,
        ),
        part="telling.representative",
    )


def _needs_somebody(situation: Situation) -> bool:
    """Tell whether the person cannot be told themselves: found so, or too young (NT-10, NT-11)."""
    able = {TellingFact.LACKS_CAPACITY, TellingFact.CHILD_NOT_COMPETENT}
    unable = situation.draft.unable
    return (
        bool(able & set(situation.draft.telling.facts))
        or (unable is not None and unable.why is not None)
        or (situation.is_child and not presumed_able(situation.nation, situation.age))
    )


def _representative_told(situation: Situation) -> Representative | None:
    named = situation.draft.telling.representative
    if named is None:
        return situation.case.representative
    return next((each for each in situation.case.representatives if each.id == named), None)


def _on_waiting(situation: Situation) -> Iterator[Finding]:
    """Not telling, or not yet, has a reason, words and a day to look at it again (INV-21)."""
    telling = situation.draft.telling
    later = telling.outcome is TellingOutcome.TELL_LATER
    fits = later if telling.reason is None else _fits(telling, telling.reason)
    if not fits:
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.reason")
    if not later or telling.reason is not None:
        yield from _on_words(telling)
    if later or (telling.reason is not None and telling.reason.needs_review):
        yield from _on_review(situation)


def _fits(telling: Telling, reason: NotTellingReason) -> bool:
    """Tell whether a reason is one for not telling, and for being blocked only what forbids it."""
    if telling.outcome is TellingOutcome.BLOCKED:
        return reason in _BLOCKED
    return reason.counts_as is not Counting.TOLD


def _on_words(telling: Telling) -> Iterator[Finding]:
    if not telling.explanation.strip():
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.explanation")


def _on_review(situation: Situation) -> Iterator[Finding]:
    """It is looked at again within a year, and within the time its own reason may stand."""
    telling, day = situation.draft.telling, situation.decided_on
    last = latest_review(telling, day)
    until = situation.draft.basis.tell_from
    if telling.reason is NotTellingReason.FORBIDDEN and until is not None:
        last = min(last, max(until, day))
    if telling.review_on is None or not day <= telling.review_on <= last:
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.review_on")


_GOES_NOWHERE = frozenset(
    {TellingOutcome.REPRESENTATIVE_TOLD, TellingOutcome.NOT_TOLD, TellingOutcome.BLOCKED}
)
"""Outcomes in which nothing is addressed to the person themselves."""


def _on_contact(situation: Situation) -> Iterator[Finding]:
    """Nothing goes to a contact marked unsafe, unless that is said twice and with why (INV-24)."""
    telling, person = situation.draft.telling, situation.person
    contact = telling.method.contact if telling.method is not None else None
    if (
        person is None
        or contact is None
        or telling.outcome in _GOES_NOWHERE
        or safe(person, contact)
    ):
        return
    yield Finding(code=Code.CONTACT_UNSAFE, part="telling.method")
    if not telling.unsafe_contact_because.strip():
        # An override alone would be one confirmation; this second one cannot be overridden.
        yield Finding(code=Code.INCOMPLETE, part="telling.unsafe_contact_because")


def _on_delay(situation: Situation) -> Iterator[Finding]:
    """Who asked not to tell is named; what was only said holds for 30 days (NT-14, W-29)."""
    telling = situation.draft.telling
    asked = (
        telling.delay is not None
        or TellingFact.AUTHORITY_ASKED_DELAY in telling.facts
        or telling.reason is NotTellingReason.AUTHORITY_ASKED_FOR_DELAY
    )
    if not asked:
        return
    delay = telling.delay or DelayRequest()
    for part in ("authority", "name", "role", "number"):
        if not getattr(delay, part).strip():
            yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part=f"telling.delay.{part}")
    if not delay.in_writing:
        yield Finding(code=Code.ORAL_DELAY_REQUEST, part="telling.delay")
    elif delay.until is None:
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.delay.until")


def _warnings(situation: Situation) -> Iterator[Finding]:
    person = situation.person
    if person is not None and not situation.deceased and _is_watched(person):
        yield Finding(code=Code.UNSAFE_ADDRESS, part="telling.method")
    if situation.nation is Nation.WALES or (
        person is not None and CommunicationNeed.WELSH in person.needs
    ):
        yield Finding(code=Code.WELSH_OFFER, part="telling.method")
    if _might_tip_off(situation):
        yield Finding(code=Code.MIGHT_TIP_OFF, part="telling.outcome")


def _is_watched(person: ServiceUser) -> bool:
    """Tell whether somebody near them may see what is meant for them (W-11)."""
    contact = person.safe_contact
    return (
        Flag.DOMESTIC_ABUSE in person.flags
        or contact.not_at_home
        or not contact.may_write
        or bool(contact.third_party_risk.strip())
    )


def _might_tip_off(situation: Situation) -> bool:
    """Tell whether TACT s39 has to be looked at before anything is told (W-30)."""
    facts = situation.draft.telling.facts
    if TellingFact.TIPPING_OFF in facts or any(
        row.tell is TellRule.TELLING_FORBIDDEN for row in situation.rows
    ):
        return True
    crime = {TellingFact.PREJUDICES_CRIME, TellingFact.AUTHORITY_ASKED_DELAY} & set(facts)
    return bool(crime) and situation.draft.recipient.kind is PartyKind.POLICE
