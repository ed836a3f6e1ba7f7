# SPDX-License-Identifier: Apache-2.0
"""Where a draft stands on the wizard's path, as the rail shows it and as a draft remembers it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import Choice, DisclosureDraft, Transmission
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling, TellingOutcome
from logbook.domain.steps import Step, steps_for
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.notices import concerns
from ui.widgets.step_rail import RailStep, StepState

_SCREEN = "disclosure"


def place_of(step: Step, part: str) -> str:
    """Name the place of a field, as a kept draft remembers it."""
    return f"{_SCREEN}/{step.value}/{part}"


def read_place(place: str, draft: DisclosureDraft) -> tuple[Step, str]:
    """Give the step and the part a draft was left at; the first open one if it says nothing."""
    screen, _slash, rest = place.partition("/")
    name, _slash, part = rest.partition("/")
    found = next((step for step in Step if step.value == name), None)
    if screen == _SCREEN and found is not None:
        return found, part
    return (Step.PERSON if draft.service_user is None else Step.REQUEST), ""


def before(step: Step) -> frozenset[Step]:
    """Give the steps that come before one."""
    steps = list(Step)
    return frozenset(steps[: steps.index(step)])


def neighbour(draft: DisclosureDraft, step: Step, by: int) -> Step:
    """Give the next step that is asked, or the one before; the same one at either end."""
    asked = [each.step for each in steps_for(draft) if each.skipped is None or each.step is step]
    place = asked.index(step) + by
    return asked[place] if 0 <= place < len(asked) else step


def rail_steps(
    assessment: Assessment, current: Step, left: AbstractSet[Step]
) -> tuple[RailStep, ...]:
    """Give the path with what is done, where one is, what is to come and what is skipped."""
    shown = []
    for each in assessment.steps:
        open_here = any(
            found.blocks and concerns(found, each.step) for found in assessment.findings
        )
        if each.skipped is not None:
            state, reason = StepState.SKIPPED, label(each.skipped)
        elif each.step is current:
            state, reason = StepState.CURRENT, ""
        elif each.step in left and not open_here:
            state, reason = StepState.DONE, ""
        else:
            state, reason = StepState.TO_COME, _("not finished") if each.step in left else ""
        shown.append(
            RailStep(
                key=each.step,
                title=label(each.step),
                state=state,
                reason=reason,
                reachable=each.skipped is None,
            )
        )
    return tuple(shown)


def with_defaults(
    draft: DisclosureDraft, step: Step, assessment: Assessment, now: datetime, zone: ZoneInfo
) -> DisclosureDraft:
    """Give the draft with what is taken for granted on entering a step, until it is changed."""
    if step is Step.MAKING and draft.transmission == Transmission():
        return replace(draft, transmission=Transmission(made_at=now))
    if step is Step.TELLING and draft.telling == Telling():
        return replace(draft, telling=_usual_telling(draft, assessment, now, zone))
    return draft


def _usual_telling(
    draft: DisclosureDraft, assessment: Assessment, now: datetime, zone: ZoneInfo
) -> Telling:
    if draft.decision.choice is Choice.REFUSE:
        return Telling()
    outcome = assessment.telling_default
    if outcome is not TellingOutcome.ALREADY_KNOWS or draft.basis.family is not BasisFamily.CONSENT:
        return Telling(outcome=outcome)
    chosen = next(
        (each.consent for each in assessment.consents if each.consent.id == draft.basis.consent),
        None,
    )
    given_on = chosen.giving.given_on if chosen is not None else None
    today = now.astimezone(zone).date()
    return Telling(outcome=outcome, told_on=min(given_on, today) if given_on else None)
