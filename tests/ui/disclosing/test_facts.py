# SPDX-License-Identifier: Apache-2.0
"""Every answer of a disclosure is among its facts, in words, under the step that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from logbook.domain.access import Exemption
from logbook.domain.basis import RejectedBasis
from logbook.domain.capacity import CapacityAssessment, CapacityTest
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import AdviceEntry, Choice
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.information import Item, Redaction
from logbook.domain.legal_basis import BasisFamily, Effect, LegalBasis, Standing
from logbook.domain.parts import AnswerKind, shape_at, with_value
from logbook.domain.party import Party
from logbook.domain.practice import Nation
from logbook.domain.representative import AuthorityType, Representative
from logbook.domain.request import Clarification, Origin
from logbook.domain.series import Rhythm, Series
from logbook.domain.steps import PathStep, SkipReason, Step, step_of
from logbook.domain.transmission import SendingMethod
from logbook.domain.weighing import Weighing
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from logbook.wording.questions import QUESTIONS
from logbook.wording.record_words import RecordsOnFile
from tests.builders import NOON, a_consent_draft, a_disclosure_draft, a_person
from tests.documents.filling import filled
from ui.disclosing.fact_cards import FactCards
from ui.disclosing.facts import Beside, Fact, Group, groups

LONDON = ZoneInfo("Europe/London")
PERSON = a_person()
Show = Callable[..., QWidget]
Words = Callable[[QWidget], str]


def a_row(code: str, title: str) -> LegalBasis:
    return LegalBasis(
        code=code,
        effect=Effect.PERMITS,
        title=title,
        citation="Act 1 s2",
        nations=tuple(Nation),
        standing=Standing.IN_FORCE,
        source="none",
    )


REPRESENTATIVE = Representative(
    id=uuid4(),
    service_user=PERSON.id,
    name="Carys Owen",
    relationship="daughter",
    authority=AuthorityType.LPA_HEALTH_WELFARE,
    nation=Nation.ENGLAND,
)
CAPACITY = CapacityAssessment(
    id=uuid4(),
    service_user=PERSON.id,
    decision="Whether the surgery is told",
    at=NOON,
    assessor="Rhian Prosser",
    nation=Nation.ENGLAND,
    test=CapacityTest.MCA,
)
SERIES = Series(
    id=uuid4(),
    service_user=PERSON.id,
    recipient=Party(name="Dr Bevan"),
    purpose="Progress after the operation",
    rhythm=Rhythm.MONTHLY,
    starts_on=date(2026, 9, 1),
)
EARLIER = filled(
    Disclosure, id=uuid4(), number="D-2026-0001", recipient=Party(name="Mr Hale"), recorded_at=NOON
)
BESIDE = Beside(
    person=PERSON,
    consent=None,
    law=a_row("LB-ONE", "The first row"),
    zone=LONDON,
    records=RecordsOnFile(
        representatives=(REPRESENTATIVE,),
        capacities=(CAPACITY,),
        series=(SERIES,),
        earlier=(EARLIER,),
        exemptions=(a_row("LB-X", "Exemption: other people"),),
    ),
    further=(a_row("LB-TWO", "The second row"),),
)

NOT_TOLD_BY_ITSELF = {
    "id": "no person reads it",
    "answers": "the check page shows them at the finding they answer",
    "basis.consent": "told in the sentences of the consent, below",
    "recipient.verified_on": "told with who checked",
}
RECORDS: dict[str, tuple[object, str]] = {
    "follow_up.supersedes": (EARLIER.id, "of 20 November 2026, to Mr Hale"),
    "follow_up.related": ((EARLIER.id,), "of 20 November 2026, to Mr Hale"),
    "unable.representative": (REPRESENTATIVE.id, "Carys Owen, daughter"),
    "telling.representative": (REPRESENTATIVE.id, "Carys Owen, daughter"),
    "unable.assessment": (CAPACITY.id, "Whether the surgery is told"),
    "child.competence": (CAPACITY.id, "Whether the surgery is told"),
    "series": (SERIES.id, "Progress after the operation"),
    "service_user": (PERSON.id, PERSON.name),
    "basis.refused_consent": (uuid4(), "Yes"),
}
LISTS: dict[str, tuple[Any, str]] = {
    "information.items": (
        (
            Item(
                category=InformationCategory.DIAGNOSIS,
                description="The letter of May",
                redactions=(Redaction(what="the brother's name", why="not about her"),),
            ),
        ),
        "the brother's name \N{EN DASH} not about her",
    ),
    "request.clarifications": (
        (Clarification(asked_on=date(2026, 3, 2), question="Which years?", answer="All of 2025"),),
        "2 March 2026: Which years?\nAll of 2025",
    ),
    "access.exemptions": (
        (Exemption(code="LB-X", item="Notes of May", reasons="They name him"),),
        "Notes of May. Exemption: other people (Act 1 s2). They name him",
    ),
    "basis.rejected": (
        (RejectedBasis(family=BasisFamily.CONSENT, because="She could not be asked"),),
        "She could not be asked",
    ),
    "basis.further": (("LB-TWO",), "The second row"),
    "advice": ((AdviceEntry(adviser="Carol Reed", advice="Wait a day"),), "Wait a day"),
}


def leaves(kind: type, path: str = "") -> Iterator[str]:
    """Give every part of a draft, as deep as groups go."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        hint = hints[each.name]
        listed = getattr(hint, "__origin__", None) is tuple
        inside = next((one for one in (hint, *get_args(hint)) if is_dataclass(one)), None)
        if inside is not None and not listed and each.name != "requester":
            assert isinstance(inside, type)
            yield from leaves(inside, f"{path}{each.name}.")
        else:
            yield path + each.name


def answer_to(part: str) -> tuple[Any, str]:
    """Give an answer to a part, and the words it is told in."""
    if part in RECORDS or part in LISTS:
        return RECORDS.get(part) or LISTS[part]
    if part == "request.requester":
        return Party(name="Hale and Moss"), "Hale and Moss"
    if part == "telling.delay.in_writing":
        return True, "In writing"
    if part == "basis.legal_basis":
        return "LB-ONE", "The first row: Act 1 s2"
    shape = shape_at(DisclosureDraft, part)
    if issubclass(shape.type, Enum):
        value = list(shape.type)[-1]
        return ((value,) if shape.kind is AnswerKind.SEVERAL_OF else value), label(value)
    moment = datetime(2020, 1, 1, 12, tzinfo=UTC) + timedelta(days=sum(map(ord, part)))
    return {
        AnswerKind.TEXT: (f"Said of {part}", f"Said of {part}"),
        AnswerKind.DAY: (moment.date(), day_in_words(moment.date())),
        AnswerKind.MOMENT: (moment, moment_in_words(moment, LONDON)),
        AnswerKind.NUMBER: (4711, "4711"),
        AnswerKind.TICK: (True, "Yes"),
        AnswerKind.YES_OR_NO: (True, "Yes"),
    }[shape.kind]


def a_draft() -> DisclosureDraft:
    draft = DisclosureDraft(id=uuid4(), service_user=PERSON.id)
    draft = with_value(draft, "request.origin", Origin.ASKED)
    draft = with_value(draft, "decision.choice", Choice.DISCLOSE)
    return with_value(draft, "transmission.method", SendingMethod.IN_PERSON)


def told(draft: DisclosureDraft, beside: Beside = BESIDE) -> list[tuple[Step | None, Fact]]:
    return [(group.step, fact) for group in groups(draft, beside) for fact in group.facts]


PARTS = [part for part in leaves(DisclosureDraft) if part not in NOT_TOLD_BY_ITSELF]
HELD_BY_THE_DRAFT = {"request.origin", "decision.choice"}


@pytest.mark.parametrize("part", PARTS)
def test_every_answer_is_told_in_words_under_the_step_that_asks_for_it(part: str) -> None:
    value, words = answer_to(part)
    if part in HELD_BY_THE_DRAFT:
        value = {"request.origin": Origin.ASKED, "decision.choice": Choice.DISCLOSE}[part]
        words = label(value)
    draft = with_value(a_draft(), part, value)

    found = [(step, fact) for step, fact in told(draft) if fact.part and part.startswith(fact.part)]

    assert any(words in fact.value for _step, fact in found), found
    assert all(step is step_of(fact.part) for step, fact in found)


def test_the_walk_over_the_parts_reaches_groups_within_groups() -> None:
    assert {"access.identity.how", "telling.delay.authority", "series"} <= set(PARTS)
    assert len(PARTS) > 150


def test_the_consent_relied_on_is_told_in_its_sentences() -> None:
    consent: Any = a_consent_draft(PERSON.id)
    draft = a_disclosure_draft(PERSON.id, consent.id)

    facts = [fact for _step, fact in told(draft, replace(BESIDE, consent=consent))]

    sentences = next(fact.value for fact in facts if fact.part == "basis.consent")
    assert "Elm Road Surgery" in sentences


def test_what_is_withheld_is_told_as_withheld_with_why_it_stays() -> None:
    item = Item(
        category=InformationCategory.DIAGNOSIS,
        description="The letter of May",
        withheld=True,
        withheld_because="It is about her brother",
    )
    draft = with_value(a_draft(), "information.items", (item,))

    fact = next(fact for _step, fact in told(draft) if fact.part == "information.items")

    assert fact.label.startswith("Withheld: ")
    assert "Why it stays: It is about her brother" in fact.value


def test_groups_stand_in_the_order_of_the_steps_and_none_is_empty() -> None:
    draft = a_draft()
    for part in PARTS:
        draft = with_value(draft, part, answer_to(part)[0])
    draft = with_value(draft, "request.origin", Origin.ASKED)
    draft = with_value(draft, "decision.choice", Choice.DISCLOSE)

    found = groups(draft, BESIDE)

    steps = [group.step for group in found]
    assert steps == [step for step in Step if step in steps]
    assert set(QUESTIONS) <= set(steps)
    assert all(group.facts for group in found)


def test_nothing_was_made_where_the_decision_was_not_to_disclose() -> None:
    draft = with_value(a_draft(), "decision.choice", Choice.REFUSE)

    assert Step.MAKING in {step for step, _fact in told(a_draft())}
    assert Step.MAKING not in {step for step, _fact in told(draft)}


def test_a_step_that_is_asked_and_not_answered_is_there_and_one_that_is_not_asked_is_listed() -> (
    None
):
    path = (
        PathStep(step=Step.WEIGHING),
        PathStep(step=Step.SERIES, skipped=SkipReason.ANOTHER_KIND),
        PathStep(step=Step.MAKING, skipped=SkipReason.NOTHING_IS_SENT),
        PathStep(step=Step.CHECK),
    )
    draft = DisclosureDraft(id=uuid4(), service_user=PERSON.id)

    found = groups(draft, BESIDE, path)

    assert Group(step=Step.WEIGHING, facts=()) in found
    assert Step.CHECK not in [group.step for group in found]
    assert found[-1] == Group(
        step=None,
        facts=tuple(
            Fact(part="", label=label(each.step), value=label(each.skipped))
            for each in path
            if each.skipped is not None
        ),
    )
    assert found[-1].title == "Not asked, and why"
    assert all(group.facts for group in groups(draft, BESIDE)), "without a path, answers only"


def test_what_was_answered_at_a_step_that_is_skipped_is_told_and_not_called_unasked() -> None:
    draft = replace(a_draft(), weighing=Weighing(harm_if_not="He drives on"))
    path = (PathStep(step=Step.WEIGHING, skipped=SkipReason.ANOTHER_BASIS),)

    found = groups(draft, BESIDE, path)

    assert "He drives on" in [fact.value for group in found for fact in group.facts]
    assert None not in [group.step for group in found]


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.CHECK])
def test_the_first_part_of_a_step_is_asked_there(step: Step) -> None:
    assert step_of(Group(step=step, facts=()).first_part) is step


def test_a_line_without_a_part_has_nothing_to_change(shown: Show, words: Words) -> None:
    cards = FactCards(changeable=True)
    cards.show_groups(
        [
            Group(step=Step.WEIGHING, facts=()),
            Group(step=Step.SERIES, facts=(Fact(part="series", label="Series", value="One"),)),
            Group(step=None, facts=(Fact(part="", label="The child", value="Not a child"),)),
        ]
    )
    shown(cards)
    asked: list[str] = []
    cards.change_asked.connect(asked.append)

    buttons = cards.findChildren(QAbstractButton)
    for button in buttons:
        button.click()

    assert asked == ["weighing.harm_if_not", "series"]
    assert "Not a child" in words(cards)
    assert [each.accessibleName() for each in buttons] == [
        "Change: Weighing it up",
        "Change: Series",
    ]
