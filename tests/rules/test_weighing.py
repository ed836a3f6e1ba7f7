# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from logbook.domain.basis import Attempt
from logbook.domain.case import Case
from logbook.domain.data_protection import DataProtection, Schedule1
from logbook.domain.decision import Choice
from logbook.domain.findings import Answer, Code
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.rules.weighing import FACTORS
from logbook.domain.weighing import Gravity, Imminence, Likelihood, Weighing
from tests.rules.situations import a_case, assessed, changed, found, stops

WEIGHED = Weighing(
    harm_if_not="He means to hurt her tonight and has said how",
    to_whom="His former partner",
    likelihood=Likelihood.LIKELY,
    gravity=Gravity.SERIOUS,
    imminence=Imminence.NOW,
    harm_if_disclosed="He may be arrested",
    effect_on_care="He may not come back",
    effect_on_trust="Others may hear of it",
    less_intrusive="Talked him into staying; he left",
    proper_recipient="The police can reach her",
    conclusion="Her safety outweighs his confidence",
)


def weighed(
    *, weighing: dict[str, Any] | None = None, basis: dict[str, Any] | None = None, **draft: Any
) -> Case:
    return a_case(
        draft={
            "kind": Kind.PUBLIC_INTEREST,
            "data_protection": DataProtection(schedule_1=Schedule1.UNLAWFUL_ACTS),
            "weighing": changed(WEIGHED, weighing or {}),
            "basis": {
                "family": BasisFamily.PUBLIC_INTEREST,
                "consent": None,
                "legal_basis": "LB-CL-PI",
                "attempt": Attempt.REFUSED,
                "attempt_words": "Asked me to keep it to myself",
                **(basis or {}),
            },
            **draft,
        }
    )


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("B-10", "INV-14", fires=False)
def test_what_was_weighed_whole_can_be_signed() -> None:
    assert not {"B-10", "INV-14"} & found(weighed())


@pytest.mark.rule("B-10", fires=True)
@pytest.mark.parametrize("factor", FACTORS)
def test_every_factor_is_weighed(factor: str) -> None:
    empty = None if factor in {"likelihood", "gravity", "imminence"} else " "
    assert parts(weighed(weighing={factor: empty}), "B-10") == {f"weighing.{factor}"}


@pytest.mark.rule("B-10", fires=True)
def test_what_the_person_says_belongs_on_the_scales() -> None:
    case = weighed(decision={"views": ""})
    assert parts(case, "B-10") == {"decision.views"}


@pytest.mark.rule("B-10", fires=False)
def test_a_factor_that_cannot_be_weighed_is_answered_for() -> None:
    reason = "Nothing is known of her whereabouts, and there is no time to ask."
    answers = (Answer(code=Code.WEIGHING_INCOMPLETE, reason=reason),)
    assert "B-10" not in stops(weighed(weighing={"to_whom": ""}, answers=answers))


@pytest.mark.rule("INV-14", fires=True)
@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"weighing": {"conclusion": ""}}, "weighing.conclusion"),
        ({"basis": {"attempt": None}}, "basis.attempt"),
        ({"basis": {"attempt_words": " "}}, "basis.why_without_consent"),
    ],
)
def test_the_conclusion_and_the_attempt_are_never_left_open(
    change: dict[str, Any], part: str
) -> None:
    assert parts(weighed(**change), "INV-14") == {part}


@pytest.mark.rule("B-10", "INV-14", fires=True)
def test_nothing_weighed_is_nothing_justified() -> None:
    case = weighed(weighing=dict.fromkeys(("conclusion", "to_whom"), ""))
    assert {"B-10", "INV-14"} <= found(case)
    without = changed(case, {"draft": {"weighing": None}})
    assert len(parts(without, "B-10")) == len(FACTORS)


@pytest.mark.rule("B-10", "INV-14", fires=False)
def test_what_is_not_disclosed_is_not_weighed_by_this_rule() -> None:
    case = weighed(weighing={"conclusion": ""}, decision={"choice": Choice.REFUSE})
    assert not {"B-10", "INV-14"} & found(case)
