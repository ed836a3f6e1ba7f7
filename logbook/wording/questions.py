# SPDX-License-Identifier: Apache-2.0
"""What is asked at the steps only some disclosures have, part by part, and the answers in words.

One table serves the wizard's pages, the check before signing and the printed record: a part is
asked, shown and printed under one name. The kind of answer comes from the part's type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.access import Exemption
from logbook.domain.capacity import BestInterestsTest, best_interests_test
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.parts import AnswerKind, is_answered, shape_at, value_at
from logbook.domain.practice import Nation
from logbook.domain.steps import Step
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from logbook.wording.question import Entry, Question
from logbook.wording.question_tables import QUESTIONS

__all__ = ["QUESTIONS", "Answered", "Entry", "Heading", "Question", "answers_at", "asked_at",
           "heading"]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above the questions of a step: the step as one question, and what it is for."""

    title: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer in words, under the name of its question."""

    part: str
    label: str
    words: str


Names = Mapping[UUID | str, str]
"""What records and rows of law are called, by their identity or code."""

NO_NAMES: Names = MappingProxyType({})


def heading(step: Step, nation: Nation | None) -> Heading:
    """Give the title and the lead sentence of a step; the test for deciding is a nation's own."""
    title, lead = _HEADINGS[step]
    if step is Step.UNABLE and nation is not None:
        lead = _TEST_IN_WORDS[best_interests_test(nation)]
    return Heading(title=_(title), lead=_(lead))


def asked_at(step: Step, entry: Entry) -> tuple[Question, ...]:
    """List the questions of a step that are asked, given the answers so far."""
    return tuple(question for question in QUESTIONS.get(step, ()) if question.when(entry))


def answers_at(
    step: Step, entry: Entry, zone: ZoneInfo, names: Names = NO_NAMES
) -> Iterator[Answered]:
    """Give the answers of a step in words; what was not answered is left out.

    What was answered before it was no longer asked is among them: it is recorded too.

    Args:
        step: The step.
        entry: The draft, or the record.
        zone: The zone in which moments are read.
        names: What the records and rows of law an answer points to are called: an entry knows
            them by their identity alone. What has no name here is left out, a row keeps its code.
    """
    for question in QUESTIONS.get(step, ()):
        if question.when(entry) or is_answered(entry, question.part):
            words = _in_words(value_at(entry, question.part), question.part, zone, names)
            if words:
                yield Answered(part=question.part, label=_(question.label), words=words)


_HEADINGS: Mapping[Step, tuple[str, str]] = MappingProxyType(
    {
        Step.SCREENING: (
            N_("Is there anything that must never go?"),
            N_("Some information the law keeps back whoever agrees. Look for it first."),
        ),
        Step.CHILD: (
            N_("What about the child?"),
            N_("What they understand and want counts, and so does who is responsible for them."),
        ),
        Step.UNABLE: (
            N_("Who decides for them?"),
            N_("As close as can be to what they want, or would want."),
        ),
        Step.WEIGHING: (
            N_("What outweighs what?"),
            N_("Confidence gives way only to a graver harm. Weigh it in your own words."),
        ),
        Step.ACCESS: (
            N_("Who may see the record?"),
            N_("Who asks, what shows that they may, and what they are given."),
        ),
        Step.SAFEGUARDING: (
            N_("Who needs protection?"),
            N_("If somebody is in danger now, call 999 first. All of this can wait."),
        ),
        Step.RESEARCH: (
            N_("Who will see it?"),
            N_("What is shown in research, teaching or print reaches more people than you know."),
        ),
        Step.DE_IDENTIFICATION: (
            N_("Could anybody be recognised?"),
            N_("To leave out the name is not enough. Look for what still points to the person."),
        ),
        Step.BREACH: (
            N_("What went wrong?"),
            N_("Say what is known now. What comes to light later is added to it."),
        ),
        Step.SERIES: (
            N_("Is it one of a series?"),
            N_("Each time is decided anew, and looks at the consent again."),
        ),
        Step.BATCH: (
            N_("Who is in it?"),
            N_("One decision about many people: who they are, who is left out, who is told."),
        ),
        Step.DATA_PROTECTION: (
            N_("What does data-protection law say?"),
            N_("What usually fits this kind of entry is chosen. Change what does not fit here."),
        ),
        Step.REFUSAL: (
            N_("What do you answer?"),
            N_("Whoever asked is told that it is not disclosed, and why."),
        ),
        Step.FOLLOW_UP: (
            N_("What comes next?"),
            N_("What is to be looked at again, and for how long this is kept."),
        ),
    }
)

_TEST_IN_WORDS: Mapping[BestInterestsTest, str] = MappingProxyType(
    {
        BestInterestsTest.BEST_INTERESTS: N_(
            "It has to be in their best interests, and as close as can be to what they want."
        ),
        BestInterestsTest.BENEFIT: N_(
            "It has to benefit them, in a way nothing less can, and heed what they want."
        ),
    }
)


def _in_words(value: object, part: str, zone: ZoneInfo, names: Names) -> str:
    kind = shape_at(DisclosureDraft, part).kind
    if isinstance(value, UUID):
        return names.get(value, "")
    if isinstance(value, bool):
        return _yes_or_no(yes=value, shown=kind is AnswerKind.YES_OR_NO or value)
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, tuple):
        return _several_in_words(value, names)
    if isinstance(value, date):
        return moment_in_words(value, zone) if isinstance(value, datetime) else day_in_words(value)
    return "" if value is None else str(value)


def _several_in_words(values: tuple[object, ...], names: Names) -> str:
    if all(isinstance(each, Exemption) for each in values):
        return "\n".join(_exemption(each, names) for each in values if isinstance(each, Exemption))
    if all(isinstance(each, UUID) for each in values):
        found = (names.get(each, "") for each in values if isinstance(each, UUID))
        return "\n".join(each for each in found if each)
    return "; ".join(label(each) for each in values if isinstance(each, Enum))


def _exemption(withheld: Exemption, names: Names) -> str:
    opinion = withheld.opinion
    said = (
        withheld.item,
        names.get(withheld.code, withheld.code),
        withheld.reasons,
        ": ".join(part for part in (opinion.by, opinion.words) if part) if opinion else "",
    )
    return ". ".join(part.strip().rstrip(".") for part in said if part.strip())


def _yes_or_no(*, yes: bool, shown: bool) -> str:
    if not shown:
        return ""
    return _("Yes") if yes else _("No")
