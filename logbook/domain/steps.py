# SPDX-License-Identifier: Apache-2.0
"""The wizard's path: which steps a draft asks for, and which are skipped and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from logbook.domain.disclosure import Choice, DisclosureDraft


class Step(Enum):
    """One question of the wizard, by the page of the domain reference 6.5 it comes from."""

    PERSON = "person"
    REQUEST = "request"
    PURPOSE = "purpose"
    INFORMATION = "information"
    BASIS = "basis"
    DECISION = "decision"
    MAKING = "making"
    TELLING = "telling"
    CHECK = "check"


class SkipReason(Enum):
    """Why a step is not asked; it is listed as skipped, never silently left out."""

    NOTHING_IS_SENT = "nothing-is-sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A step with the reason for which it is skipped, if it is."""

    step: Step
    skipped: SkipReason | None = None


_FIRST_PART = {
    "service_user": Step.PERSON,
    "nation": Step.PERSON,
    "request": Step.REQUEST,
    "recipient": Step.REQUEST,
    "purpose": Step.PURPOSE,
    "information": Step.INFORMATION,
    "basis": Step.BASIS,
    "advice": Step.DECISION,
    "decision": Step.DECISION,
    "transmission": Step.MAKING,
    "telling": Step.TELLING,
    "answers": Step.CHECK,
    "practitioner": Step.CHECK,
}


def steps_for(draft: DisclosureDraft) -> tuple[PathStep, ...]:
    """Give the path of a draft, in order."""
    refused = draft.decision.choice is Choice.REFUSE
    nothing_sent = SkipReason.NOTHING_IS_SENT if refused else None
    return tuple(
        PathStep(step=step, skipped=nothing_sent if step is Step.MAKING else None) for step in Step
    )


def step_of(part: str) -> Step:
    """Tell at which step a part of the draft, such as `recipient.name`, is asked for."""
    return _FIRST_PART[part.split(".", 1)[0]]
