# SPDX-License-Identifier: Apache-2.0
"""A disclosure as facts, grouped by the step that asked for them: for checking and for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.steps import PathStep, Step
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.questions import QUESTIONS, answers_at
from ui.disclosing.fact_lines import LINES, Beside

__all__ = ["Beside", "Fact", "Group", "groups"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a record; `part` is the part of the draft it comes from, or empty."""

    part: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The facts of one step; without a step, the steps that were not asked, and why."""

    step: Step | None
    facts: tuple[Fact, ...]

    @property
    def title(self) -> str:
        """What the group is called."""
        return label(self.step) if self.step is not None else _("Not asked, and why")

    @property
    def identifier(self) -> str:
        """The stable name of the group."""
        return self.step.value if self.step is not None else "skipped"

    @property
    def first_part(self) -> str:
        """The part that is answered first at the step, for where nothing is entered yet."""
        if self.step is None:
            return ""
        asked = QUESTIONS.get(self.step, ())
        return asked[0].part if asked else _FIRST_PART[self.step]


def groups(
    record: DisclosureDraft | Disclosure, beside: Beside, steps: Sequence[PathStep] = ()
) -> tuple[Group, ...]:
    """Give all facts of a draft or a record, step by step; lines without a value are left out.

    Args:
        record: The draft, with what the rules filled in, or the record.
        beside: What its identities and codes mean.
        steps: The path, where it is known: a step that is asked and not answered is given without
            facts, and those that are skipped are listed last, with the reason. Without it only
            what is answered is given.
    """
    asked = {each.step for each in steps if each.skipped is None} - {Step.CHECK}
    found = [
        Group(step=step, facts=facts)
        for step in Step
        if (facts := _facts(step, record, beside)) or step in asked
    ]
    skipped = tuple(
        Fact(part="", label=label(each.step), value=label(each.skipped))
        for each in steps
        if each.skipped is not None and all(group.step is not each.step for group in found)
    )
    return (*found, Group(step=None, facts=skipped)) if skipped else tuple(found)


_FIRST_PART = {
    Step.PERSON: "service_user",
    Step.REQUEST: "request.origin",
    Step.PURPOSE: "purpose.purpose_class",
    Step.INFORMATION: "information.items",
    Step.BASIS: "basis.family",
    Step.LAW: "basis.legal_basis",
    Step.CONSENT: "basis.consent",
    Step.ADVICE: "advice",
    Step.DECISION: "decision.choice",
    Step.MAKING: "transmission.method",
    Step.TELLING: "telling.outcome",
    Step.CHECK: "answers",
}


def _facts(step: Step, record: DisclosureDraft | Disclosure, beside: Beside) -> tuple[Fact, ...]:
    if step in LINES:
        return tuple(
            Fact(part=part, label=name, value=value.strip())
            for part, name, value in LINES[step](record, beside)
            if value.strip()
        )
    return tuple(
        Fact(part=answer.part, label=answer.label, value=answer.words)
        for answer in answers_at(step, record, beside.zone, beside.names)
    )
