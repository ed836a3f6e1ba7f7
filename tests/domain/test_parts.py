# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from logbook.domain.access import Access, Exemption, Opinion
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.parts import (
    AnswerKind,
    is_answered,
    shape_at,
    start_of,
    value_at,
    with_value,
)
from logbook.domain.request import Clarification
from logbook.domain.weighing import Likelihood, Weighing

EMPTY = DisclosureDraft(id=uuid4())


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("weighing.harm_if_not", AnswerKind.TEXT),
        ("screening.done", AnswerKind.TICK),
        ("unable.can_wait", AnswerKind.YES_OR_NO),
        ("weighing.likelihood", AnswerKind.ONE_OF),
        ("refusal.why", AnswerKind.SEVERAL_OF),
        ("access.identity.asked_on", AnswerKind.DAY),
        ("incident.aware_at", AnswerKind.MOMENT),
        ("incident.people", AnswerKind.NUMBER),
        ("unable.representative", AnswerKind.RECORD),
        ("series", AnswerKind.RECORD),
        ("access.exemptions", AnswerKind.LIST),
        ("follow_up.related", AnswerKind.LIST),
    ],
)
def test_the_kind_of_answer_is_told_from_the_type_of_a_part(part: str, kind: AnswerKind) -> None:
    assert shape_at(DisclosureDraft, part).kind is kind


def test_a_shape_tells_what_its_answers_are_made_of() -> None:
    assert shape_at(DisclosureDraft, "weighing.likelihood").type is Likelihood
    assert shape_at(DisclosureDraft, "access.exemptions").type is Exemption
    assert shape_at(Clarification, "asked_on").type is date


def test_a_group_that_is_not_there_is_made_by_its_first_answer_and_never_by_looking() -> None:
    assert value_at(EMPTY, "access.opinion.by") is None
    assert EMPTY.access is None

    written = with_value(EMPTY, "access.opinion.by", "Dr Bevan")

    assert written.access == Access(opinion=Opinion(by="Dr Bevan"))
    assert value_at(written, "access.opinion.by") == "Dr Bevan"
    assert EMPTY.access is None


def test_writing_a_part_leaves_every_other_part_as_it_was() -> None:
    before = with_value(EMPTY, "weighing.harm_if_not", "He drives on")

    after = with_value(before, "weighing.likelihood", Likelihood.LIKELY)

    assert after.weighing == Weighing(harm_if_not="He drives on", likelihood=Likelihood.LIKELY)
    assert with_value(after, "weighing", before.weighing) == before


@pytest.mark.parametrize(
    ("part", "value", "answered"),
    [
        ("weighing.harm_if_not", "x", True),
        ("weighing.harm_if_not", " \n", False),
        ("unable.can_wait", False, True),
        ("unable.can_wait", None, False),
        ("screening.done", True, True),
        ("screening.done", False, False),
        ("refusal.why", (), False),
        ("incident.people", 1, False),
        ("incident.people", 0, True),
        ("follow_up.review_on", date(2027, 1, 1), True),
    ],
)
def test_only_what_did_not_stand_there_from_the_start_is_an_answer(
    part: str, value: Any, *, answered: bool
) -> None:
    assert is_answered(with_value(EMPTY, part, value), part) is answered


def test_nothing_is_answered_where_there_is_no_group() -> None:
    assert not is_answered(EMPTY, "safeguarding.found_on")


def test_what_stands_at_a_part_from_the_start_is_known_without_a_draft() -> None:
    assert start_of(DisclosureDraft, "batch.people") == 0
    assert start_of(DisclosureDraft, "incident.people") == 1
    assert start_of(DisclosureDraft, "access.exemptions") == ()
    assert start_of(DisclosureDraft, "weighing") is None


def test_a_part_that_is_misspelt_is_refused_not_made() -> None:
    with pytest.raises(AttributeError):
        value_at(EMPTY, "screening.finished")
    with pytest.raises(TypeError):
        with_value(EMPTY, "screening.finished", True)
