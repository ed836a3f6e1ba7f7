# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from logbook.domain.case import Case
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice
from logbook.domain.findings import Answer, Code
from logbook.domain.information import DeIdentification, Identifiability, Item, Trace
from logbook.domain.kinds import Kind
from tests.rules.situations import a_case, assessed, stops

TESTED = DeIdentification(
    technique="Names, dates and places taken out",
    looked_for=tuple(Trace),
    conclusion="Nobody can be told from it",
)
HAND = Item(category=InformationCategory.IMAGES, description="A hand", identifiable=False)


def released(
    *items: Item,
    test: DeIdentification | None = TESTED,
    how: Identifiability = Identifiability.ANONYMISED,
    **draft: Any,
) -> Case:
    information = {"identifiability": how, "items": items or (HAND,)}
    return a_case(draft={"information": information, "de_identification": test, **draft})


def parts(case: Case, code: str) -> set[str]:
    return {
        each.part
        for each in assessed(case).findings
        if each.code.value == code and each.part.startswith(("de_", "information"))
    }


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize("how", [Identifiability.ANONYMISED, Identifiability.PSEUDONYMISED])
def test_how_the_name_was_taken_out_is_asked_and_tested(how: Identifiability) -> None:
    every = {f"de_identification.{part}" for part in ("technique", "looked_for", "conclusion")}
    assert parts(released(test=None, how=how), "INV-04") == every
    for part, empty in (("technique", " "), ("looked_for", tuple(Trace)[1:]), ("conclusion", "")):
        test = replace(TESTED, **{part: empty})  # type: ignore[arg-type]
        assert parts(released(test=test, how=how), "INV-04") == {f"de_identification.{part}"}


@pytest.mark.rule("INV-04", "B-19", fires=False)
def test_what_was_tested_and_shows_nobody_goes() -> None:
    assert parts(released(), "INV-04") == set()
    assert parts(released(), "B-19") == set()
    assert parts(released(kind=Kind.DE_IDENTIFIED), "B-19") == set()
    name = Item(
        category=InformationCategory.IDENTITY_CONTACT,
        description="Name",
        withheld=True,
        withheld_because="Not needed",
    )
    assert parts(released(HAND, name), "B-19") == set()


@pytest.mark.rule("INV-04", fires=False)
@pytest.mark.parametrize("how", [Identifiability.IDENTIFIABLE, Identifiability.MIXED])
def test_what_bears_the_name_is_not_tested_for_it(how: Identifiability) -> None:
    assert parts(released(test=None, how=how), "INV-04") == set()


@pytest.mark.rule("INV-04", "B-19", fires=False)
def test_nothing_is_tested_that_does_not_go() -> None:
    refused = released(test=None, decision={"choice": Choice.REFUSE})
    assert parts(refused, "INV-04") == set()
    shown = replace(HAND, identifiable=True)
    assert parts(released(shown, decision={"choice": Choice.REFUSE}), "B-19") == set()


@pytest.mark.rule("B-19", fires=True)
@pytest.mark.parametrize("kind", [Kind.DE_IDENTIFIED, Kind.RESEARCH, None])
def test_what_is_called_anonymous_and_shows_somebody_does_not_go(kind: Kind | None) -> None:
    face = replace(HAND, description="A face", identifiable=True)
    name = replace(HAND, category=InformationCategory.IDENTITY_CONTACT)
    assert parts(released(HAND, face, kind=kind), "B-19") == {"information.items"}
    assert parts(released(HAND, name, kind=kind), "B-19") == {"information.items"}


@pytest.mark.rule("B-19", fires=True)
@pytest.mark.parametrize("trace", list(Trace))
def test_a_trace_that_is_left_is_a_name(trace: Trace) -> None:
    left = replace(TESTED, found=(trace,))
    assert parts(released(test=left), "B-19") == {"de_identification.found"}


@pytest.mark.rule("B-19", fires=False)
def test_a_code_claims_nothing_and_follows_the_path_of_a_name() -> None:
    left = replace(TESTED, found=(Trace.DATE,))
    coded = released(test=left, how=Identifiability.PSEUDONYMISED, kind=Kind.DE_IDENTIFIED)
    assert parts(coded, "B-19") == set()


@pytest.mark.rule("INV-07", fires=True)
def test_a_code_that_can_be_undone_says_why_like_a_name() -> None:
    information = {"identifiability": Identifiability.PSEUDONYMISED, "why_identifiable": ""}
    case = a_case(draft={"information": information, "de_identification": TESTED})
    assert parts(case, "INV-07") == {"information.why_identifiable"}


@pytest.mark.rule("C-05", fires=True)
@pytest.mark.parametrize("how", [Identifiability.IDENTIFIABLE, Identifiability.MIXED])
def test_a_release_without_names_has_none_and_no_reason_makes_it_one(how: Identifiability) -> None:
    because = "The recipient asked for the names and promised to keep them to themselves."
    answers = tuple(Answer(code=code, reason=because) for code in Code)
    case = released(how=how, kind=Kind.DE_IDENTIFIED, answers=answers)
    assert parts(case, "C-05") == {"information.identifiability"}
    assert "C-05" in stops(case)


@pytest.mark.rule("C-05", fires=False)
def test_what_bears_the_name_is_another_kind_and_what_bears_none_is_this() -> None:
    for how in (Identifiability.IDENTIFIABLE, Identifiability.MIXED):
        assert parts(released(how=how, kind=Kind.RESEARCH), "C-05") == set()
    for how in (Identifiability.ANONYMISED, Identifiability.PSEUDONYMISED):
        assert parts(released(how=how, kind=Kind.DE_IDENTIFIED), "C-05") == set()


@pytest.mark.rule("B-19", fires=True)
@pytest.mark.parametrize("field", ["name", "reference"])
def test_what_says_in_words_who_it_is_is_not_anonymous(field: str) -> None:
    words = getattr(a_case().person, field)
    assert words
    for said in (words, f"A hand, of {words}, on the day", f"a hand: {words.upper()}."):
        told = replace(HAND, description=said)
        assert parts(released(told), "B-19") == {"information.items"}


@pytest.mark.rule("B-19", fires=False)
def test_a_word_that_only_holds_the_reference_is_not_it() -> None:
    person = a_case().person
    assert person is not None
    longer = replace(HAND, description=f"{person.reference}9 hands")
    assert parts(released(longer), "B-19") == set()
    withheld = replace(
        HAND, description=person.name, withheld=True, withheld_because="It names her"
    )
    assert parts(released(HAND, withheld), "B-19") == set()
