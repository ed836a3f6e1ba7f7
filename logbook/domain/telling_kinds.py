# SPDX-License-Identifier: Apache-2.0
"""What is usual about telling the person for each kind of entry (domain reference 7.1)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from logbook.domain.access import AccessType
from logbook.domain.case import Situation
from logbook.domain.decision import RefusalReason
from logbook.domain.kinds import Kind
from logbook.domain.notification import NotTellingReason, TellingFact, TellingOutcome
from logbook.domain.representative import Matter, Need, may_decide
from logbook.domain.request import Origin, Urgency
from logbook.domain.safeguarding import AtRisk, Concern


class Besides(Enum):
    """What else is good practice with an outcome."""

    OFFER_COPY = "offer-copy"
    OFFER_SIGHT_FIRST = "offer-sight-first"
    TRY_CONSENT = "try-consent"
    PERSON_WHEN_ABLE = "person-when-able"
    CONSIDER_FAMILY = "consider-family"
    LEGAL_ADVICE = "legal-advice"
    IN_PERSON_NEXT_TIME = "in-person-next-time"
    SENSITIVE_ONE_BY_ONE = "sensitive-one-by-one"
    TELL_REQUESTER = "tell-requester"
    CANDOUR = "candour"
    """Standard 8: be open when things go wrong, whatever article 34 asks."""


Answer = tuple[TellingOutcome | None, NotTellingReason | None, tuple[Besides, ...]]
"""An outcome to start from (None: nobody has to be told of anything), its reason, and more."""


def usual(situation: Situation) -> Answer:
    """Give what is usual for the kind of a situation in which nothing stands in the way."""
    return USUAL[situation.kind](situation)


def in_place_of_adult(situation: Situation) -> Answer:
    """Tell whoever decides for them now, and the person as far and as soon as they are able."""
    besides = (Besides.PERSON_WHEN_ABLE,)
    if TellingFact.REPRESENTATIVE_IMPLICATED in situation.draft.telling.facts:
        return TellingOutcome.TELL_LATER, NotTellingReason.SAFEGUARDING, besides
    nobody = situation.case.representative is None and (
        situation.draft.telling.representative is None
    )
    if nobody or named_without_authority(situation):
        return TellingOutcome.TELL_LATER, NotTellingReason.REPRESENTATIVE_TOLD, besides
    return TellingOutcome.REPRESENTATIVE_TOLD, NotTellingReason.REPRESENTATIVE_TOLD, besides


def named_without_authority(situation: Situation) -> bool:
    """Tell whether somebody is named to decide who may not: no next of kin is told instead."""
    named = situation.case.representative
    return named is not None and not may_decide(
        named,
        Need(
            matter=Matter.HEALTH_AND_WELFARE,
            nation=situation.nation,
            on=situation.decided_on,
            age=situation.age,
            has_capacity=False,
        ),
    )


def _knows(*besides: Besides) -> Callable[[Situation], Answer]:
    return lambda _: (TellingOutcome.ALREADY_KNOWS, NotTellingReason.ALREADY_KNOWS, besides)


def _before(*besides: Besides) -> Callable[[Situation], Answer]:
    return lambda situation: (_in_time(situation), None, besides)


def _notice(*besides: Besides) -> Callable[[Situation], Answer]:
    return lambda _: (TellingOutcome.GENERAL_NOTICE, NotTellingReason.DISPROPORTIONATE, besides)


def _nobody(_: Situation) -> Answer:
    return None, None, ()


def _in_time(situation: Situation) -> TellingOutcome:
    """Tell before, unless there is no time for that."""
    request, due = situation.draft.request, situation.draft.basis.due
    late = request.urgency is Urgency.EMERGENCY or (due is not None and due <= situation.decided_on)
    return TellingOutcome.TOLD_AFTER if late else TellingOutcome.TOLD_BEFORE


def _safeguarding(situation: Situation) -> Answer:
    """Tell unless that raises the risk; for a girl at risk of FGM it is taken to until it is known.

    Her family may be who did it, so nothing is said before somebody has judged it to be safe.
    """
    concern = situation.draft.safeguarding
    if (
        concern is not None
        and concern.safe_to_tell is None
        and concern.at_risk is not AtRisk.ADULT
        and Concern.FGM in concern.concerns
    ):
        return TellingOutcome.TELL_LATER, NotTellingReason.SAFEGUARDING, ()
    return _in_time(situation), None, (Besides.TRY_CONSENT,)


def _emergency(situation: Situation) -> Answer:
    """The same, but in an emergency there often is nobody: then the person, as soon as they can."""
    if situation.case.representative is None:
        return (
            TellingOutcome.UNABLE,
            NotTellingReason.REPRESENTATIVE_TOLD,
            (Besides.PERSON_WHEN_ABLE,),
        )
    return in_place_of_adult(situation)


def _subject_access(situation: Situation) -> Answer:
    """Whoever asks for their own record knows; a child is told that a parent asks."""
    access = situation.draft.access
    asked_by = access.type if access is not None else None
    if asked_by is AccessType.BY_PARENT:
        return TellingOutcome.TOLD_BEFORE, None, ()
    if asked_by is AccessType.BY_ATTORNEY:
        return (
            TellingOutcome.REPRESENTATIVE_TOLD,
            NotTellingReason.REPRESENTATIVE_TOLD,
            (Besides.PERSON_WHEN_ABLE,),
        )
    return TellingOutcome.ALREADY_KNOWS, NotTellingReason.ALREADY_KNOWS, ()


def _refusal(situation: Situation) -> Answer:
    """The person is told where somebody asked about them, or their own wish was the reason."""
    draft = situation.draft
    if draft.batch is not None or situation.person is None:
        return None, None, (Besides.TELL_REQUESTER,)
    asked = draft.request.origin is Origin.ASKED
    why = draft.refusal.why if draft.refusal is not None else ()
    wished = bool({RefusalReason.PERSON_OBJECTS, RefusalReason.NO_CONSENT} & set(why))
    if asked or wished:
        besides = (Besides.TELL_REQUESTER,) if asked else ()
        return TellingOutcome.TOLD_BEFORE, None, besides
    return None, None, ()


def _deceased(_: Situation) -> Answer:
    return TellingOutcome.NOT_TOLD, NotTellingReason.DECEASED, (Besides.CONSIDER_FAMILY,)


def _breach(_: Situation) -> Answer:
    return TellingOutcome.TOLD_AFTER, None, (Besides.CANDOUR,)


USUAL: dict[Kind, Callable[[Situation], Answer]] = {
    Kind.CARE: _knows(Besides.OFFER_COPY),
    Kind.NON_CARE: _before(Besides.OFFER_COPY, Besides.OFFER_SIGHT_FIRST),
    Kind.FAMILY: _knows(),
    Kind.PUBLIC_INTEREST: _before(Besides.TRY_CONSENT),
    Kind.SAFEGUARDING: _safeguarding,
    Kind.BEST_INTERESTS: in_place_of_adult,
    Kind.EMERGENCY: _emergency,
    Kind.LAW: _before(),
    Kind.REGULATOR_REQUIRED: _before(Besides.TRY_CONSENT),
    Kind.REGULATOR_CONCERN: _before(Besides.TRY_CONSENT),
    Kind.SUBJECT_ACCESS: _subject_access,
    Kind.DECEASED: _deceased,
    Kind.DE_IDENTIFIED: _notice(),
    Kind.RESEARCH: _before(),
    Kind.SUPERVISION: _notice(),
    Kind.RECURRING: _knows(Besides.OFFER_COPY),
    Kind.BULK: _notice(Besides.SENSITIVE_ONE_BY_ONE),
    Kind.PROCESSOR: _notice(),
    Kind.REFUSAL: _refusal,
    Kind.ACCESS: _nobody,
    Kind.BREACH: _breach,
}
"""What is usual for each kind of entry, where nothing stands in the way of telling."""
