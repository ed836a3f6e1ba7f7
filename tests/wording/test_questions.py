# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import get_args, get_type_hints
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.access import Access, AccessType, Exemption
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.parts import AnswerKind, shape_at, start_of, with_value
from logbook.domain.practice import Nation
from logbook.domain.prohibition import (
    Prohibited,
    Screening,
    WayThrough,
)
from logbook.domain.steps import Step, step_of
from logbook.domain.unable import Unable, WhyUnable
from logbook.wording.question import Question
from logbook.wording.questions import QUESTIONS, answers_at, asked_at, heading

LONDON = ZoneInfo("Europe/London")
EMPTY = DisclosureDraft(id=uuid4())
EVERY = [(step, question) for step, asked in QUESTIONS.items() for question in asked]
PARTS = [question.part for _step, question in EVERY]


def leaves(kind: type, path: str) -> Iterator[str]:
    """Give every part below a group, as deep as groups go."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        inside = next(
            (one for one in (hints[each.name], *get_args(hints[each.name])) if is_dataclass(one)),
            None,
        )
        listed = getattr(hints[each.name], "__origin__", None) is tuple
        if inside is not None and not listed:
            assert isinstance(inside, type)
            yield from leaves(inside, f"{path}.{each.name}")
        else:
            yield f"{path}.{each.name}"


def answers(step: Step, draft: DisclosureDraft) -> dict[str, str]:
    return {each.part: each.words for each in answers_at(step, draft, LONDON)}


@pytest.mark.parametrize(("step", "question"), EVERY, ids=PARTS)
def test_a_question_asks_for_a_part_that_is_there_and_can_be_answered(
    step: Step, question: Question
) -> None:
    part = question.part

    assert shape_at(DisclosureDraft, part).kind in AnswerKind
    assert start_of(DisclosureDraft, part) is not MISSING
    assert step_of(part) is step


def test_every_part_of_a_group_is_asked_for() -> None:
    asked = set(PARTS)
    groups = {part.partition(".")[0] for part in asked} - {"series"}
    hints = get_type_hints(DisclosureDraft)
    found = set()
    for group in groups:
        kind = next(one for one in (hints[group], *get_args(hints[group])) if is_dataclass(one))
        assert isinstance(kind, type)
        found |= set(leaves(kind, group))

    assert found - asked == set()
    assert "access.identity.how" in found, "the control: groups within groups are walked"


def test_no_part_is_asked_for_twice() -> None:
    assert len(PARTS) == len(set(PARTS))


@pytest.mark.parametrize("step", QUESTIONS)
def test_no_two_questions_of_a_step_are_called_the_same(step: Step) -> None:
    labels = [question.label for question in QUESTIONS[step]]

    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("question", [question for _step, question in EVERY], ids=PARTS)
def test_a_question_is_short_and_names_no_test_of_one_nation(question: Question) -> None:
    label, hint = question.label, question.hint

    assert 0 < len(label) <= 80
    assert len(hint) <= 100
    assert "best interests" not in (label + hint).casefold()
    assert "benefit them" not in (label + hint).casefold()


@pytest.mark.parametrize("step", QUESTIONS)
def test_every_step_has_a_title_that_asks_and_a_sentence(step: Step) -> None:
    said = heading(step, Nation.WALES)

    assert said.title.endswith("?")
    assert said.lead.endswith(".")
    assert len(said.lead) <= 100


@pytest.mark.parametrize(
    ("nation", "has", "has_not"),
    [
        (Nation.SCOTLAND, "benefit", "best interests"),
        (Nation.ENGLAND, "best interests", "benefit"),
        (Nation.WALES, "best interests", "benefit"),
        (Nation.NORTHERN_IRELAND, "best interests", "benefit"),
    ],
)
def test_deciding_for_somebody_is_told_by_the_test_of_the_nation(
    nation: Nation, has: str, has_not: str
) -> None:
    lead = heading(Step.UNABLE, nation).lead

    assert has in lead
    assert has_not not in lead


def test_while_the_nation_is_open_neither_test_is_named() -> None:
    lead = heading(Step.UNABLE, None).lead

    assert "benefit" not in lead
    assert "interests" not in lead


def test_a_question_is_asked_only_where_the_answers_before_it_ask_for_it() -> None:
    found = replace(EMPTY, screening=Screening(found=(Prohibited.ADOPTION,)))

    assert "screening.way_through" not in [each.part for each in asked_at(Step.SCREENING, EMPTY)]
    assert "screening.way_through" in [each.part for each in asked_at(Step.SCREENING, found)]


def test_after_a_death_other_questions_are_asked_than_of_the_living() -> None:
    dead = {
        each.part
        for each in asked_at(
            Step.ACCESS, replace(EMPTY, access=Access(type=AccessType.AFTER_DEATH))
        )
    }
    living = {
        each.part
        for each in asked_at(
            Step.ACCESS, replace(EMPTY, access=Access(type=AccessType.BY_THE_PERSON))
        )
    }

    assert {"access.applicant", "access.relevance", "access.authority"} <= dead - living
    assert "access.search" in living - dead


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("weighing.to_whom", "His passengers", "His passengers"),
        ("screening.done", True, "Yes"),
        ("screening.done", False, None),
        ("unable.can_wait", False, "No"),
        ("unable.can_wait", None, None),
        ("unable.why", WhyUnable.TOO_ILL, "They are too ill to say"),
        (
            "screening.found",
            (Prohibited.ADOPTION, Prohibited.COURT_DOCUMENTS),
            "Adoption; Documents of proceedings about children",
        ),
        ("follow_up.review_on", date(2027, 1, 3), "3 January 2027"),
        ("incident.aware_at", datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "1 July 2026, 14:05"),
        ("batch.people", 240, "240"),
    ],
)
def test_an_answer_of_each_kind_is_told_in_words(
    part: str, value: object, words: str | None
) -> None:
    told = answers(step_of(part), with_value(EMPTY, part, value))

    assert told.get(part) == words


def test_a_record_is_told_by_its_name_where_one_is_given() -> None:
    child = uuid4()
    draft = replace(EMPTY, unable=Unable(representative=child))
    named = {each.part: each.words for each in answers_at(
        Step.UNABLE, draft, LONDON, {child: "Carys Owen, daughter"}
    )}  # fmt: skip

    assert named["unable.representative"] == "Carys Owen, daughter"
    assert "unable.representative" not in answers(Step.UNABLE, draft)


def test_what_is_withheld_is_told_with_what_allows_it() -> None:
    withheld = Exemption(code="LB-X", item="Notes of May", reasons="They name her brother.")
    draft = replace(EMPTY, access=Access(exemptions=(withheld,)))
    told = next(
        each.words
        for each in answers_at(Step.ACCESS, draft, LONDON, {"LB-X": "Exemption: other people"})
        if each.part == "access.exemptions"
    )

    assert told == "Notes of May. Exemption: other people. They name her brother"
    assert "LB-X" in answers(Step.ACCESS, draft)["access.exemptions"]


def test_what_was_answered_is_told_although_it_is_no_longer_asked() -> None:
    draft = replace(EMPTY, screening=Screening(way_through=WayThrough.COURT_ORDER))

    assert "screening.way_through" not in [each.part for each in asked_at(Step.SCREENING, draft)]
    assert answers(Step.SCREENING, draft)["screening.way_through"]


def test_why_nothing_of_it_is_forbidden_can_always_be_said() -> None:
    assert "screening.because" in [each.part for each in asked_at(Step.SCREENING, EMPTY)]


def test_nothing_is_told_of_a_step_nobody_answered() -> None:
    assert [step for step in QUESTIONS if answers(step, EMPTY)] == []
