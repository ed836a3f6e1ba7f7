# SPDX-License-Identifier: Apache-2.0
"""The wizard's path: which steps a draft asks for, and which are skipped and why.

The steps are the pages P00 to P25 of the domain reference 6.5. A step that is not asked is listed
with the reason, on the screen and in the record; it is never silently left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from logbook.domain.disclosure import DisclosureDraft, kind_of
from logbook.domain.information import Identifiability, ThirdPartyReview
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily


class Step(Enum):
    """One question of the wizard."""

    PERSON = "person"
    REQUEST = "request"
    PURPOSE = "purpose"
    INFORMATION = "information"
    SCREENING = "screening"
    CHILD = "child"
    BASIS = "basis"
    LAW = "law"
    CONSENT = "consent"
    UNABLE = "unable"
    WEIGHING = "weighing"
    ACCESS = "access"
    SAFEGUARDING = "safeguarding"
    RESEARCH = "research"
    DE_IDENTIFICATION = "de-identification"
    BREACH = "breach"
    SERIES = "series"
    BATCH = "batch"
    DATA_PROTECTION = "data-protection"
    ADVICE = "advice"
    DECISION = "decision"
    REFUSAL = "refusal"
    MAKING = "making"
    TELLING = "telling"
    FOLLOW_UP = "follow-up"
    CHECK = "check"

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the domain reference 6.5 it asks the questions of."""
        return _PAGES[self]


_PAGES: dict[Step, tuple[str, ...]] = {
    Step.PERSON: ("P00", "P01"),
    Step.REQUEST: ("P02",),
    Step.PURPOSE: ("P03",),
    Step.INFORMATION: ("P04",),
    Step.SCREENING: ("P05",),
    Step.CHILD: ("P05c",),
    Step.BASIS: ("P06", "P11"),
    Step.LAW: ("P07",),
    Step.CONSENT: ("P08",),
    Step.UNABLE: ("P09",),
    Step.WEIGHING: ("P10",),
    Step.ACCESS: ("P12", "P13"),
    Step.SAFEGUARDING: ("P14",),
    Step.RESEARCH: ("P15",),
    Step.DE_IDENTIFICATION: ("P16",),
    Step.BREACH: ("P18",),
    Step.SERIES: ("P19r",),
    Step.BATCH: ("P19b",),
    Step.DATA_PROTECTION: ("P20",),
    Step.ADVICE: ("P20a",),
    Step.DECISION: ("P21",),
    Step.REFUSAL: ("P17",),
    Step.MAKING: ("P22",),
    Step.TELLING: ("P23",),
    Step.FOLLOW_UP: ("P24",),
    Step.CHECK: ("P25",),
}


class SkipReason(Enum):
    """Why a step is not asked; it is listed as skipped, never silently left out."""

    NOTHING_IS_SENT = "nothing-is-sent"
    COVERED_BY_CONSENT = "covered-by-consent"
    """A routine disclosure for care that a consent on record covers whole."""
    EMERGENCY = "emergency"
    """Short path first; the rest is completed within 24 hours (DL-14)."""
    ANOTHER_BASIS = "another-basis"
    ANOTHER_KIND = "another-kind"
    NOT_A_CHILD = "not-a-child"
    NOBODY_IDENTIFIABLE = "nobody-identifiable"
    PERSON_HAS_DIED = "person-has-died"
    IT_IS_DISCLOSED = "it-is-disclosed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A step with the reason for which it is skipped, if it is."""

    step: Step
    skipped: SkipReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the path turns on that does not stand in the draft."""

    routine: bool = False
    """Whether a consent on record covers the whole of a disclosure for care."""
    child: bool = False
    deceased: bool = False


def steps_for(
    draft: DisclosureDraft, circumstances: Circumstances = Circumstances()
) -> tuple[PathStep, ...]:
    """Give the path of a draft, in order."""
    reasons = _reasons(draft, circumstances)
    return tuple(
        PathStep(step=step, skipped=_skipped(step, draft, circumstances, reasons)) for step in Step
    )


def step_of(part: str) -> Step:
    """Tell at which step a part of the draft, such as `recipient.name`, is asked for."""
    head, _, rest = part.partition(".")
    if head == "basis":
        return _STEP_OF_BASIS.get(rest.split(".", 1)[0], Step.BASIS)
    return _STEP_OF_PART[head]


_ALWAYS = frozenset({Step.PERSON, Step.INFORMATION, Step.CHECK})
_ROUTINE = frozenset({Step.PERSON, Step.REQUEST, Step.INFORMATION, Step.MAKING, Step.CHECK})
_EMERGENCY = frozenset(
    {
        Step.PERSON,
        Step.REQUEST,
        Step.INFORMATION,
        Step.BASIS,
        Step.UNABLE,
        Step.MAKING,
        Step.CHECK,
    }
)
_STEP_OF_FAMILY = {
    Step.LAW: BasisFamily.LAW,
    Step.CONSENT: BasisFamily.CONSENT,
    Step.UNABLE: BasisFamily.BEST_INTERESTS,
    Step.WEIGHING: BasisFamily.PUBLIC_INTEREST,
}
_KINDS_OF_STEP: dict[Step, frozenset[Kind]] = {
    Step.ACCESS: frozenset({Kind.SUBJECT_ACCESS, Kind.DECEASED}),
    Step.SAFEGUARDING: frozenset({Kind.SAFEGUARDING}),
    Step.RESEARCH: frozenset({Kind.RESEARCH}),
    Step.BREACH: frozenset({Kind.BREACH}),
    Step.SERIES: frozenset({Kind.RECURRING}),
    Step.BATCH: frozenset({Kind.BULK}),
}
_GROUP_OF_STEP = {
    Step.ACCESS: "access",
    Step.SAFEGUARDING: "safeguarding",
    Step.RESEARCH: "research",
    Step.BREACH: "incident",
    Step.SERIES: "series",
    Step.BATCH: "batch",
}
_NOT_FOR_BREACH = frozenset(
    {
        Step.PURPOSE,
        Step.SCREENING,
        Step.BASIS,
        Step.LAW,
        Step.CONSENT,
        Step.UNABLE,
        Step.WEIGHING,
        Step.DATA_PROTECTION,
        Step.REFUSAL,
        Step.MAKING,
    }
)


_ANOTHER = SkipReason.ANOTHER_KIND

_Reasons = Mapping[Step, tuple[tuple[bool, SkipReason], ...]]


def _skipped(
    step: Step, draft: DisclosureDraft, circumstances: Circumstances, reasons: _Reasons
) -> SkipReason | None:
    kind = kind_of(draft)
    if step in _ALWAYS:
        return None
    if circumstances.routine and step not in _ROUTINE:
        return SkipReason.COVERED_BY_CONSENT
    if kind is Kind.EMERGENCY and step not in _EMERGENCY:
        return SkipReason.EMERGENCY
    if kind in {Kind.BREACH, Kind.ACCESS} and step in _NOT_FOR_BREACH:
        return SkipReason.ANOTHER_KIND
    if step in _STEP_OF_FAMILY:
        return _skipped_by_family(step, draft)
    return next((reason for applies, reason in reasons.get(step, ()) if applies), None)


def _reasons(draft: DisclosureDraft, circumstances: Circumstances) -> _Reasons:
    """List, for the steps that turn on facts, when each is skipped and why."""
    kind, choice = kind_of(draft), draft.decision.choice
    discloses = choice is None or choice.discloses
    information = draft.information
    traceable = information.identifiability.traceable
    plain = information.identifiability is Identifiability.IDENTIFIABLE
    named = plain and kind is not Kind.DE_IDENTIFIED
    # Data-protection law covers the living: after a death, those others who are in the record.
    dead = circumstances.deceased and information.third_parties is not ThirdPartyReview.KEPT
    by_kind = {
        step: ((kind not in kinds and getattr(draft, _GROUP_OF_STEP[step]) is None, _ANOTHER),)
        for step, kinds in _KINDS_OF_STEP.items()
    }
    return by_kind | {
        Step.SCREENING: ((not traceable, SkipReason.NOBODY_IDENTIFIABLE),),
        Step.CHILD: ((not circumstances.child, SkipReason.NOT_A_CHILD),),
        Step.DE_IDENTIFICATION: ((named, SkipReason.ANOTHER_KIND),),
        Step.DATA_PROTECTION: (
            (not discloses, SkipReason.NOTHING_IS_SENT),
            (dead, SkipReason.PERSON_HAS_DIED),
            (not traceable, SkipReason.NOBODY_IDENTIFIABLE),
        ),
        Step.REFUSAL: ((discloses, SkipReason.IT_IS_DISCLOSED),),
        Step.MAKING: ((not discloses, SkipReason.NOTHING_IS_SENT),),
    }


def _skipped_by_family(step: Step, draft: DisclosureDraft) -> SkipReason | None:
    asked = draft.basis.family is _STEP_OF_FAMILY[step]
    if step is Step.UNABLE:
        asked = asked or draft.unable is not None or kind_of(draft) is Kind.EMERGENCY
    if step is Step.WEIGHING:
        asked = asked or draft.weighing is not None
    return None if asked else SkipReason.ANOTHER_BASIS


_STEP_OF_BASIS = {
    "legal_basis": Step.LAW,
    "evidence": Step.LAW,
    "seen": Step.LAW,
    "served_on": Step.LAW,
    "due": Step.LAW,
    "demand": Step.LAW,
    "further": Step.LAW,
    "tell_from": Step.LAW,
    "reasonable_excuse": Step.LAW,
    "consent": Step.CONSENT,
    "attempt": Step.BASIS,
}
_STEP_OF_PART = {
    "kind": Step.PERSON,
    "service_user": Step.PERSON,
    "nation": Step.PERSON,
    "practice": Step.PERSON,
    "request": Step.REQUEST,
    "recipient": Step.REQUEST,
    "purpose": Step.PURPOSE,
    "information": Step.INFORMATION,
    "screening": Step.SCREENING,
    "child": Step.CHILD,
    "unable": Step.UNABLE,
    "weighing": Step.WEIGHING,
    "access": Step.ACCESS,
    "safeguarding": Step.SAFEGUARDING,
    "research": Step.RESEARCH,
    "de_identification": Step.DE_IDENTIFICATION,
    "incident": Step.BREACH,
    "series": Step.SERIES,
    "batch": Step.BATCH,
    "data_protection": Step.DATA_PROTECTION,
    "advice": Step.ADVICE,
    "decision": Step.DECISION,
    "refusal": Step.REFUSAL,
    "transmission": Step.MAKING,
    "telling": Step.TELLING,
    "follow_up": Step.FOLLOW_UP,
    "answers": Step.CHECK,
    "practitioner": Step.CHECK,
}
