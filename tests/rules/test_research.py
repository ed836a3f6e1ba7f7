# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from logbook.domain.case import Case
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice
from logbook.domain.information import DeIdentification, Identifiability, Item, Trace
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.research import Medium, Research
from tests.rules.situations import (
    NAMELESS,
    a_case,
    assessed,
)

SETTLED = Research(medium=Medium.CONFERENCE, irrevocable_explained=True)
LAW = {"family": BasisFamily.LAW, "consent": None, "legal_basis": "LB-COPI"}


def shown(research: Research | None = SETTLED, **draft: Any) -> Case:
    return a_case(draft={"kind": Kind.RESEARCH, "research": research, **draft})


def parts(case: Case) -> set[tuple[str, str]]:
    return {
        (each.code.value, each.part)
        for each in assessed(case).findings
        if each.part.startswith("research")
    }


NO_MEDIUM = ("INV-04", "research.medium")
NO_APPROVAL = ("INV-04", "research.approvals")
IRREVOCABLE = ("W-33", "research.irrevocable_explained")


@pytest.mark.rule("INV-04", fires=True)
def test_where_it_appears_is_asked() -> None:
    assert parts(shown(None)) == {NO_MEDIUM, IRREVOCABLE}
    assert parts(shown(Research(irrevocable_explained=True))) == {NO_MEDIUM}
    assert parts(a_case(draft={"research": Research(irrevocable_explained=True)})) == {NO_MEDIUM}


@pytest.mark.rule("INV-04", "W-33", fires=False)
def test_what_is_settled_is_not_asked_again() -> None:
    assert parts(shown()) == set()
    assert parts(a_case()) == set(), "nothing is shown to anybody"
    assert parts(shown(None, decision={"choice": Choice.REFUSE})) == set()


@pytest.mark.rule("INV-04", fires=True)
def test_without_consent_an_approval_is_asked_for() -> None:
    assert parts(shown(basis=LAW)) == {NO_APPROVAL}
    assert parts(shown(None, basis=LAW)) == {NO_MEDIUM, NO_APPROVAL, IRREVOCABLE}


@pytest.mark.rule("INV-04", fires=False)
def test_an_approval_or_consent_or_no_name_is_enough() -> None:
    approved = Research(medium=Medium.JOURNAL, approvals="CAG 26/0001", irrevocable_explained=True)
    assert parts(shown(approved, basis=LAW)) == set()
    assert parts(shown(basis=LAW, information=NAMELESS)) == set()
    assert parts(shown(basis={"family": None})) == set()


FACE = Item(category=InformationCategory.IMAGES, description="Photograph of the face")
CROPPED = Item(category=InformationCategory.IMAGES, description="Hand", identifiable=False)


@pytest.mark.rule("W-33", fires=True)
def test_what_is_published_cannot_be_called_back_and_the_person_has_to_know() -> None:
    untold = Research(medium=Medium.SOCIAL_MEDIA)
    claimed = {"identifiability": Identifiability.ANONYMISED, "items": (FACE,)}
    assert parts(shown(untold)) == {IRREVOCABLE}
    assert parts(shown(untold, information=claimed)) == {IRREVOCABLE}, "a face is a face"
    traced = {
        "information": {"identifiability": Identifiability.ANONYMISED, "items": (CROPPED,)},
        "de_identification": DeIdentification(found=(Trace.RARE_CONDITION,)),
    }
    assert parts(shown(untold, **traced)) == {IRREVOCABLE}


@pytest.mark.rule("W-33", fires=False)
def test_what_shows_nobody_can_be_published_without_a_word() -> None:
    untold = Research(medium=Medium.SOCIAL_MEDIA)
    nobody = {"identifiability": Identifiability.ANONYMISED, "items": (CROPPED,)}
    assert parts(shown(untold, information=nobody)) == set()
