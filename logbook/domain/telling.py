# SPDX-License-Identifier: Apache-2.0
"""What to do about telling the person: the decision table of domain reference 7.1, by kind.

The default is to tell before, and if not then, as soon as possible after. What stands in the way is
asked in the order of the table; the first answer that holds decides. One question comes before all
the others although the table asks it third: whether telling is an offence or forbidden, because
nothing outweighs that (INV-22).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from logbook.domain import telling_kinds
from logbook.domain.calendar import days_after
from logbook.domain.case import Situation
from logbook.domain.deadlines import review_of_not_telling
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import TellRule
from logbook.domain.notification import NotTellingReason, TellingFact, TellingOutcome
from logbook.domain.telling_kinds import Answer, Besides, in_place_of_adult, named_without_authority
from logbook.domain.unable import WhyUnable


class Question(Enum):
    """The question of the table that decided, in its order."""

    FORBIDDEN = "forbidden"
    PRESENT = "present"
    DECEASED = "deceased"
    AUTHORITY = "authority"
    CRIME = "crime"
    HARM_TO_PERSON = "harm-to-person"
    HARM_TO_OTHERS = "harm-to-others"
    SAFEGUARDED = "safeguarded"
    CHANNEL = "channel"
    REACH = "reach"
    PROPORTION = "proportion"
    CAPACITY = "capacity"
    CHILD = "child"
    WISH = "wish"
    KIND = "kind"
    """Nothing stands in the way: what is usual for this kind of entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingAdvice:
    """What the table comes to: an outcome to start from, and why."""

    outcome: TellingOutcome | None
    """None: there is nothing that anybody would have to be told of."""
    reason: NotTellingReason | None = None
    review_by: date | None = None
    """The last day on which a decision to wait is looked at again."""
    blocked: bool = False
    """Whether telling would be an offence or is forbidden: no notice can be made (B-08)."""
    restricted: bool = False
    question: Question = Question.KIND
    besides: tuple[Besides, ...] = ()


def telling_advice(situation: Situation) -> TellingAdvice:
    """Say whether and when the person is told, from the kind and what is known."""
    for row in TABLE:
        if row.holds(situation):
            outcome, reason, besides = row.answer(situation)
            return _advice(situation, row.question, outcome, reason, besides)
    outcome, reason, besides = telling_kinds.usual(situation)
    return _advice(situation, Question.KIND, outcome, reason, besides)


def telling_is_forbidden(situation: Situation) -> bool:
    """Tell whether telling would be an offence, or an order forbids it (B-08, INV-22)."""
    return _tipping_off(situation) or _ordered(situation)


class Row(NamedTuple):
    """One question of the table and what follows where its answer is yes."""

    question: Question
    holds: Callable[[Situation], bool]
    answer: Callable[[Situation], Answer]


def _advice(
    situation: Situation,
    question: Question,
    outcome: TellingOutcome | None,
    reason: NotTellingReason | None,
    besides: tuple[Besides, ...],
) -> TellingAdvice:
    implicated = TellingFact.REPRESENTATIVE_IMPLICATED in situation.draft.telling.facts
    waiting = outcome is not None and not outcome.told
    return TellingAdvice(
        outcome=outcome,
        reason=reason,
        review_by=_review_by(situation, outcome, reason),
        blocked=outcome is TellingOutcome.BLOCKED,
        restricted=waiting
        and reason is not None
        and (reason.restricts or (implicated and reason is NotTellingReason.CHILD_NOT_COMPETENT)),
        question=question,
        besides=besides,
    )


def _review_by(
    situation: Situation, outcome: TellingOutcome | None, reason: NotTellingReason | None
) -> date | None:
    if reason is None or outcome is None or outcome.told:
        return None
    if situation.kind is Kind.EMERGENCY and outcome is TellingOutcome.UNABLE:
        return days_after(situation.made_on, 1)
    delay = situation.draft.telling.delay
    asked = delay if reason is NotTellingReason.AUTHORITY_ASKED_FOR_DELAY else None
    stated = asked.until if asked is not None else None
    if reason is NotTellingReason.FORBIDDEN:
        stated = situation.draft.basis.tell_from
    clock = review_of_not_telling(
        situation.decided_on,
        reason,
        asked_orally=asked is not None and not asked.in_writing,
        stated=stated,
    )
    return clock.due if clock is not None else None


def _fact(fact: TellingFact) -> Callable[[Situation], bool]:
    return lambda situation: fact in situation.draft.telling.facts


def _always(
    outcome: TellingOutcome, reason: NotTellingReason, *besides: Besides
) -> Callable[[Situation], Answer]:
    return lambda _: (outcome, reason, besides)


def _tipping_off(situation: Situation) -> bool:
    return TellingFact.TIPPING_OFF in situation.draft.telling.facts or any(
        row.tell is TellRule.TELLING_FORBIDDEN for row in situation.rows
    )


def _ordered(situation: Situation) -> bool:
    """Tell whether an order keeps the person from being told, on the day it is looked at."""
    telling, until = situation.draft.telling, situation.draft.basis.tell_from
    if until is not None:
        told_on = telling.told_on if telling.outcome and telling.outcome.told else None
        return (told_on or situation.today) < until
    return TellingFact.ORDER_FORBIDS in telling.facts


def _forbidden(situation: Situation) -> Answer:
    offence = _tipping_off(situation)
    reason = NotTellingReason.TIPPING_OFF if offence else NotTellingReason.FORBIDDEN
    return TellingOutcome.BLOCKED, reason, (Besides.LEGAL_ADVICE,)


def _asked_for_delay(situation: Situation) -> bool:
    telling = situation.draft.telling
    return telling.delay is not None or TellingFact.AUTHORITY_ASKED_DELAY in telling.facts


def _raises_risk(situation: Situation) -> bool:
    safeguarding = situation.draft.safeguarding
    return TellingFact.HARM_TO_SAFEGUARDED in situation.draft.telling.facts or (
        safeguarding is not None and safeguarding.safe_to_tell is False
    )


def _why_unable(situation: Situation) -> WhyUnable | None:
    return situation.draft.unable.why if situation.draft.unable is not None else None


def _lacks_capacity(situation: Situation) -> bool:
    return TellingFact.LACKS_CAPACITY in situation.draft.telling.facts or (
        _why_unable(situation) is WhyUnable.LACKS_CAPACITY
    )


def _child_not_competent(situation: Situation) -> bool:
    return TellingFact.CHILD_NOT_COMPETENT in situation.draft.telling.facts or (
        _why_unable(situation) is WhyUnable.CHILD_NOT_COMPETENT
    )


def _in_place_of_child(situation: Situation) -> Answer:
    """Tell who has parental responsibility, unless they are implicated."""
    implicated = TellingFact.REPRESENTATIVE_IMPLICATED in situation.draft.telling.facts
    wait = implicated or named_without_authority(situation)
    outcome = TellingOutcome.TELL_LATER if wait else TellingOutcome.REPRESENTATIVE_TOLD
    return outcome, NotTellingReason.CHILD_NOT_COMPETENT, (Besides.PERSON_WHEN_ABLE,)


_LATER = TellingOutcome.TELL_LATER

TABLE: tuple[Row, ...] = (
    Row(Question.FORBIDDEN, telling_is_forbidden, _forbidden),
    Row(
        Question.PRESENT,
        _fact(TellingFact.PRESENT_OR_COPIED),
        _always(TellingOutcome.ALREADY_KNOWS, NotTellingReason.ALREADY_KNOWS),
    ),
    Row(
        Question.DECEASED,
        lambda situation: situation.deceased,
        _always(TellingOutcome.NOT_TOLD, NotTellingReason.DECEASED, Besides.CONSIDER_FAMILY),
    ),
    Row(
        Question.AUTHORITY,
        _asked_for_delay,
        _always(_LATER, NotTellingReason.AUTHORITY_ASKED_FOR_DELAY),
    ),
    Row(
        Question.CRIME,
        _fact(TellingFact.PREJUDICES_CRIME),
        _always(_LATER, NotTellingReason.SERIOUS_CRIME),
    ),
    Row(
        Question.HARM_TO_PERSON,
        _fact(TellingFact.HARM_TO_PERSON),
        _always(_LATER, NotTellingReason.HARM_TO_PERSON),
    ),
    Row(
        Question.HARM_TO_OTHERS,
        _fact(TellingFact.HARM_TO_OTHERS),
        _always(_LATER, NotTellingReason.HARM_TO_OTHERS),
    ),
    Row(Question.SAFEGUARDED, _raises_risk, _always(_LATER, NotTellingReason.SAFEGUARDING)),
    Row(
        Question.CHANNEL,
        _fact(TellingFact.NO_SAFE_CHANNEL),
        _always(_LATER, NotTellingReason.NO_SAFE_CHANNEL, Besides.IN_PERSON_NEXT_TIME),
    ),
    Row(
        Question.REACH,
        _fact(TellingFact.CANNOT_BE_REACHED),
        _always(TellingOutcome.UNABLE, NotTellingReason.CANNOT_BE_REACHED),
    ),
    Row(
        Question.PROPORTION,
        _fact(TellingFact.DISPROPORTIONATE),
        _always(
            TellingOutcome.GENERAL_NOTICE,
            NotTellingReason.DISPROPORTIONATE,
            Besides.SENSITIVE_ONE_BY_ONE,
        ),
    ),
    Row(Question.CAPACITY, _lacks_capacity, in_place_of_adult),
    Row(Question.CHILD, _child_not_competent, _in_place_of_child),
    Row(
        Question.WISH,
        _fact(TellingFact.ASKED_NOT_TO_BE_TOLD),
        _always(TellingOutcome.NOT_TOLD, NotTellingReason.ASKED_NOT_TO_BE_TOLD),
    ),
)
"""The questions in their order; the first that is answered with yes decides."""
