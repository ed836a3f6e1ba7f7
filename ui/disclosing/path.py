# SPDX-License-Identifier: Apache-2.0
"""Where a draft stands on the wizard's path, as the rail shows it and as a draft remembers it.

The rules say which steps are asked. One more is never left out: the one somebody is at, which an
answer there may make needless. At the end those are added at which something still stands in the
way of signing; before the end, a later answer may settle it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import Finding
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling, TellingOutcome
from logbook.domain.steps import Step, step_of
from logbook.domain.telling import TellingAdvice
from logbook.domain.transmission import Transmission
from logbook.i18n import _
from logbook.wording.labels import label
from ui.widgets.step_rail import RailStep, StepState

_SCREEN = "disclosure"

_ALSO_AT = {"recipient.identity_check": Step.MAKING}
"""Parts whose findings come from an answer of a later step than the one that asks for them."""

_ASKED_WITH_FAMILY = frozenset({"basis.legal_basis", "basis.further", "basis.evidence"})
"""What the step of the law asks, and the step of the basis where it does not rest on a duty."""


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
    return Step.PERSON, "service_user" if draft.service_user is None else "kind"


def before(step: Step) -> frozenset[Step]:
    """Give the steps that come before one."""
    steps = list(Step)
    return frozenset(steps[: steps.index(step)])


def asks_for(part: str, draft: DisclosureDraft) -> Step:
    """Tell which step asks for a part of a draft."""
    if part in _ASKED_WITH_FAMILY and draft.basis.family is not BasisFamily.LAW:
        return Step.BASIS
    return step_of(part)


def concerns(found: Finding, step: Step, draft: DisclosureDraft) -> bool:
    """Tell whether a finding is to be shown at a step."""
    return asks_for(found.part, draft) is step or _ALSO_AT.get(found.part) is step


def asked(assessment: Assessment, current: Step) -> tuple[Step, ...]:
    """Give the steps that one goes through, in order."""
    open_at = {
        asks_for(found.part, assessment.draft)
        for found in assessment.findings
        if found.blocks and current is Step.CHECK
    }
    return tuple(
        each.step
        for each in assessment.steps
        if each.skipped is None or each.step is current or each.step in open_at
    )


def neighbour(assessment: Assessment, step: Step, by: int) -> Step:
    """Give the next step that is asked, or the one before; the same one at either end."""
    steps = asked(assessment, step)
    place = steps.index(step) + by
    return steps[place] if 0 <= place < len(steps) else step


def rail_steps(
    assessment: Assessment, current: Step, left: AbstractSet[Step]
) -> tuple[RailStep, ...]:
    """Give the path with what is done, where one is, what is to come and what is skipped."""
    on_path = asked(assessment, current)
    open_at = {
        step
        for found in assessment.findings
        if found.blocks
        for step in (asks_for(found.part, assessment.draft), _ALSO_AT.get(found.part))
    }
    shown = []
    for each in assessment.steps:
        if each.step is current:
            state, reason = StepState.CURRENT, ""
        elif each.step not in on_path:
            state, reason = StepState.SKIPPED, label(each.skipped) if each.skipped else ""
        elif each.step in left and each.step not in open_at:
            state, reason = StepState.DONE, ""
        else:
            state, reason = StepState.TO_COME, _("not finished") if each.step in left else ""
        shown.append(
            RailStep(
                key=each.step,
                title=label(each.step),
                state=state,
                reason=reason,
                reachable=each.step in on_path,
            )
        )
    return tuple(shown)


def with_defaults(
    draft: DisclosureDraft, step: Step, assessment: Assessment, now: datetime
) -> DisclosureDraft:
    """Give the draft with what is taken for granted on entering a step, until it is changed."""
    if step is Step.MAKING and draft.transmission == Transmission():
        return replace(draft, transmission=Transmission(made_at=now))
    if step is Step.TELLING and assessment.draft.telling == Telling():
        return replace(draft, telling=_advised(draft, assessment))
    return draft


def following_advice(
    draft: DisclosureDraft, earlier: TellingAdvice, assessment: Assessment
) -> DisclosureDraft:
    """Give the draft with what is advised on telling now, unless something else was chosen.

    What must not be told is never a matter of choice (INV-22).
    """
    telling, advice = draft.telling, assessment.telling
    chosen, before = (telling.outcome, telling.reason), (earlier.outcome, earlier.reason)
    if not advice.blocked and chosen not in {(None, None), before}:
        return draft
    if chosen != (advice.outcome, advice.reason):
        return replace(draft, telling=_advised(draft, assessment))
    if telling.review_on == earlier.review_by != advice.review_by:
        return replace(draft, telling=replace(telling, review_on=advice.review_by))
    return draft


def _advised(draft: DisclosureDraft, assessment: Assessment) -> Telling:
    advice, telling = assessment.telling, draft.telling
    told = advice.outcome is not None and (
        advice.outcome.told or advice.outcome is TellingOutcome.REPRESENTATIVE_TOLD
    )
    return replace(
        telling,
        outcome=advice.outcome,
        reason=advice.reason,
        told_on=(telling.told_on or _agreed_on(assessment, advice)) if told else None,
        method=telling.method if told else None,
        review_on=advice.review_by,
    )


def _agreed_on(assessment: Assessment, advice: TellingAdvice) -> date | None:
    """Give the day of the consent, from which somebody who agreed to it knows."""
    basis = assessment.draft.basis
    if (
        advice.outcome is not TellingOutcome.ALREADY_KNOWS
        or basis.family is not BasisFamily.CONSENT
    ):
        return None
    chosen = next(
        (each.consent for each in assessment.consents if each.consent.id == basis.consent), None
    )
    return chosen.giving.given_on if chosen is not None else None
