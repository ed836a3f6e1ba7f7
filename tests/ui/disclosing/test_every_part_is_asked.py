# SPDX-License-Identifier: Apache-2.0
"""Whatever a case file can say of a disclosure can be entered in the wizard, and once only.

Each page is shown a draft in which everything is answered, is then handed an empty one, and is told
to give back what stands in its fields: what comes back can only have come from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from logbook.domain.basis import Basis
from logbook.domain.decision import AdviceEntry
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import Answer
from logbook.domain.request import Request
from logbook.domain.steps import Step
from tests.builders import StandingClock, a_logbook
from ui import theme
from ui.disclosing.advice_page import AdvicePage
from ui.disclosing.advice_step_page import AdviceStepPage
from ui.disclosing.check_page import CheckPage
from ui.disclosing.consent_page import ConsentPage
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.item_row import ItemRow
from ui.disclosing.person_page import PersonPage
from ui.disclosing.question_page import QuestionPage
from ui.disclosing.request_page import RequestPage
from ui.disclosing.step_pages import page_for
from ui.tables.person_search import people_to_choose
from ui.tables.value_rows import ValueRows
from ui.widgets.paged_model import PagedModel

ID = UUID(int=1)
ANOTHER = UUID(int=2)
BLANK = DisclosureDraft(id=ID)
TURNS = 10
"""So many drafts: in each, another value of every closed list is chosen."""

NOT_ASKED = {
    "id": "the wizard gives it",
    "access.exemptions.opinion.by": "one opinion is asked for the whole request: access.opinion",
    "access.exemptions.opinion.on": "one opinion is asked for the whole request: access.opinion",
    "access.exemptions.opinion.words": "one opinion is asked for the whole request: access.opinion",
}
ASKED_AT_TWO_STEPS = {
    "basis.family": "to choose a consent is to rest on consent",
    "basis.legal_basis": "the step of the law asks where it is a duty, that of the basis otherwise",
    "basis.evidence": "the step of the law asks where it is a duty, that of the basis otherwise",
    "basis.further": "the step of the law asks where it is a duty, that of the basis otherwise",
}


def inside(hint: Any) -> tuple[Any, bool]:
    """Give the type of a hint such as `tuple[Item, ...]`, and whether there are several of it."""
    given = [each for each in get_args(hint) if each not in (NoneType, Ellipsis)]
    return (given[0] if given else hint), get_origin(hint) is tuple


def leaves(kind: type, path: str = "") -> Iterator[str]:
    """Give every part of a kind of value, as deep as groups and entries of lists go."""
    for name, hint in get_type_hints(kind).items():
        found, _several = inside(hint)
        if is_dataclass(found):
            assert isinstance(found, type)
            yield from leaves(found, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def answered(kind: type, turn: int, path: str = "") -> Any:
    """Make a value in which nothing stands as it did from the start."""
    hints = get_type_hints(kind)
    made = {}
    for part in fields(kind):
        found, several = inside(hints[part.name])
        value = one(found, part.default, turn, f"{path}{part.name}")
        made[part.name] = (value,) if several else value
    return kind(**made)


def one(kind: type, before: object, turn: int, path: str) -> Any:
    if is_dataclass(kind):
        return answered(kind, turn, f"{path}.")
    if issubclass(kind, Enum):
        # What stands deeper is another value: a ground that was left is not the one chosen.
        return list(kind)[(turn + path.count(".")) % len(kind)]
    if kind is bool:
        return before is not True
    return {
        str: f"Said of {path}",
        int: 7,
        UUID: ANOTHER,
        date: date(2026, 9, 3),
        datetime: datetime(2026, 9, 3, 13, 30, tzinfo=UTC),
    }[kind]


def found_at(value: Any, part: str) -> Any:
    for name in part.split("."):
        if isinstance(value, tuple):
            value = value[0] if value else None
        if value is None:
            return None
        value = getattr(value, name)
    return value


def given_back(page: DraftPage, full: DisclosureDraft) -> DisclosureDraft:
    """Show a page everything, hand it nothing, and give what its fields make of it."""
    page.show_draft(full)
    page.hold_draft(BLANK)
    for row in page.findChildren(ItemRow):
        row._item = None
    for rows in page.findChildren(ValueRows):
        for entry in rows._rows:
            entry.value = rows._of.blank
            for field in entry._fields:
                field._tell()
    if isinstance(page, RequestPage):
        page._asked._request = Request()
    tell(page, full)
    return page._draft


def tell(page: DraftPage, full: DisclosureDraft) -> None:
    """Have a page tell what is entered, as the person's last key stroke on each field does."""
    if isinstance(page, QuestionPage):
        for field in page._answers.values():
            field._tell()
    elif isinstance(page, PersonPage):
        page._kind.edited.emit(page._kind.value())
        page._search.chosen.emit(full.service_user)
        page._nation.edited.emit(page._nation.value())
    elif isinstance(page, ConsentPage):
        assert page._shown is not None
        page._choose(page._shown)
    elif isinstance(page, AdviceStepPage):
        advice = AdvicePage(date(2026, 11, 20))
        advice.show_entry(full.advice[0], "")
        advice._entry = AdviceEntry()
        advice._emit()
        page._take((advice._entry,))
    elif isinstance(page, CheckPage):
        page._take_reason(Answer(code=full.answers[0].code, reason=full.answers[0].reason))
    else:
        emit = getattr(page, "_emit", None)
        assert callable(emit), "a page tells what is entered"
        emit()


@pytest.fixture(scope="module")
def entered(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[Step, frozenset[str]]]:
    """The parts that the page of each step sets."""
    theme.apply(qapp, theme.Appearance(scheme=theme.Scheme.LIGHT))
    place = tmp_path_factory.mktemp("walk") / "Practice.logbook"
    logbook, _keys = a_logbook(place, StandingClock())
    ground = QWidget()
    people = people_to_choose(logbook, ground)
    yield _entered(people)
    logbook.close()


def _entered(people: PagedModel) -> Mapping[Step, frozenset[str]]:
    drafts = [answered(DisclosureDraft, turn) for turn in range(TURNS)]
    parts = list(leaves(DisclosureDraft))
    found = {}
    for step in Step:
        page = page_for(step, BLANK, StandingClock(), people)
        # Of a table of questions each is answered whatever the others are.
        turns = drafts[:1] if isinstance(page, QuestionPage) else drafts
        made = [(full, given_back(page, full)) for full in turns]
        found[step] = frozenset(
            part
            for part in parts
            for full, back in made
            if found_at(back, part) == found_at(full, part) != found_at(BLANK, part)
        )
        page.deleteLater()
    return found


def test_every_part_of_a_draft_can_be_entered_or_it_is_said_why_not(
    entered: Mapping[Step, frozenset[str]],
) -> None:
    parts = set(leaves(DisclosureDraft))
    missing = parts - frozenset().union(*entered.values())

    assert missing == set(NOT_ASKED)
    without = frozenset().union(*(found for step, found in entered.items() if step != Step.MAKING))
    assert "transmission.tracking" in parts - without, "the control: a page left out is seen"


def test_no_part_is_asked_at_two_steps(entered: Mapping[Step, frozenset[str]]) -> None:
    steps = {
        part: [step for step, found in entered.items() if part in found]
        for part in leaves(DisclosureDraft)
    }

    assert {part for part, found in steps.items() if len(found) > 1} == set(ASKED_AT_TWO_STEPS)
    assert steps["basis.attempt"] == [Step.BASIS]


def test_the_walk_reaches_everything_and_answers_it() -> None:
    parts = set(leaves(DisclosureDraft))
    full = answered(DisclosureDraft, 1)

    assert {"information.items.redactions.why", "request.requester.phone"} <= parts
    assert all(found_at(full, part) != found_at(BLANK, part) for part in parts)
    assert found_at(full, "information.items.requested") is False
    assert Basis().false_choice is not full.basis.false_choice
