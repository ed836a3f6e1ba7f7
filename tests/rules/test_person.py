# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.decision import Choice
from logbook.domain.information import Identifiability
from logbook.domain.kinds import Kind
from logbook.domain.party import PartyKind
from logbook.domain.practice import ControllerType
from logbook.domain.series import Batch
from logbook.domain.steps import Step, step_of
from tests.rules.situations import (
    NAMELESS,
    a_case,
    assessed,
    found,
)

NOBODY = {"service_user": None}


@pytest.mark.rule("INV-03", fires=True)
def test_an_entry_is_about_somebody() -> None:
    nobody = assessed(replace(a_case(draft=NOBODY), person=None)).findings
    assert {each.part for each in nobody if each.code.value == "INV-03"} == {"service_user"}
    assert "INV-03" in found(a_case(draft=NOBODY)), "the person is there and was not chosen"
    assert "INV-03" in found(a_case(draft={"service_user": UUID(int=99)})), "somebody else was"
    assert "INV-03" in found(replace(a_case(), person=None)), "who was chosen is not on record"


@pytest.mark.rule("INV-03", fires=False)
def test_what_can_be_traced_to_nobody_is_about_nobody() -> None:
    nameless = {
        **NOBODY,
        "kind": Kind.DE_IDENTIFIED,
        "information": NAMELESS,
    }
    assert "INV-03" not in found(a_case())
    assert "INV-03" not in found(replace(a_case(draft=nameless), person=None))


@pytest.mark.rule("INV-03", fires=True)
def test_a_code_that_can_be_undone_is_about_somebody_unless_it_is_a_batch() -> None:
    coded = {
        **NOBODY,
        "kind": Kind.DE_IDENTIFIED,
        "information": {"identifiability": Identifiability.PSEUDONYMISED},
    }
    batch = Batch(found_by="A list", people=240)
    assert "INV-03" in found(replace(a_case(draft=coded), person=None))
    assert "INV-03" not in found(replace(a_case(draft={**coded, "batch": batch}), person=None))


@pytest.mark.rule("INV-03", fires=False)
@pytest.mark.parametrize("kind", [Kind.BULK, Kind.PROCESSOR])
def test_a_batch_need_not_name_anybody(kind: Kind) -> None:
    assert "INV-03" not in found(replace(a_case(draft={**NOBODY, "kind": kind}), person=None))
    assert "INV-03" in found(replace(a_case(draft={**NOBODY, "kind": Kind.LAW}), person=None))


@pytest.mark.rule("INV-03", fires=True)
def test_whoever_a_batch_does_name_has_to_be_on_record() -> None:
    named = {"kind": Kind.BULK, "service_user": UUID(int=99)}
    assert "INV-03" in found(replace(a_case(draft=named), person=None))


@pytest.mark.rule("B-15", "INV-36", fires=True)
@pytest.mark.parametrize("signer", [{"profession": None}, {"hcpc_number": ""}, {"active": False}])
def test_only_a_registrant_signs(signer: dict[str, object]) -> None:
    findings = assessed(a_case(practitioner=signer)).findings
    assert {each.part for each in findings if each.code.value == "B-15"} == {"practitioner"}


@pytest.mark.rule("B-15", "INV-36", fires=False)
def test_a_registrant_signs() -> None:
    assert "B-15" not in found(a_case())


@pytest.mark.rule("W-38", fires=True)
def test_an_associate_is_asked_whose_record_it_is() -> None:
    case = a_case(practice={"controller": ControllerType.ASSOCIATE})
    parts = {each.part for each in assessed(case).findings if each.code.value == "W-38"}
    assert parts == {"practice"}
    assert step_of("practice") is Step.PERSON


@pytest.mark.rule("W-38", fires=False)
@pytest.mark.parametrize(
    "controller", [each for each in ControllerType if each.name != "ASSOCIATE"]
)
def test_a_practice_of_ones_own_is_its_own_controller(controller: ControllerType) -> None:
    assert "W-38" not in found(a_case(practice={"controller": controller}))


NOT_DECIDED = [Kind.ACCESS, Kind.BREACH]
NO_CHOICE = {"decision": {"choice": None}}


def unsound(**draft: Any) -> bool:
    """Tell whether the kind is said to be the wrong one."""
    findings = assessed(a_case(draft=draft)).findings
    parts = {each.part for each in findings if each.code.value == "C-05"}
    assert parts <= {"kind"}
    return bool(parts)


@pytest.mark.rule("C-05", fires=True)
@pytest.mark.parametrize("kind", NOT_DECIDED)
@pytest.mark.parametrize("choice", [each for each in Choice if each.discloses])
def test_what_was_decided_is_not_recorded_as_what_merely_happened(
    kind: Kind, choice: Choice
) -> None:
    assert unsound(kind=kind, decision={"choice": choice})


@pytest.mark.rule("C-05", fires=False)
@pytest.mark.parametrize("kind", NOT_DECIDED)
def test_what_merely_happened_has_no_choice(kind: Kind) -> None:
    assert not unsound(kind=kind, **NO_CHOICE)
    assert not unsound(kind=kind, decision={"choice": Choice.REFUSE})
    assert not unsound(kind=Kind.LAW)


@pytest.mark.rule("C-05", fires=True)
@pytest.mark.parametrize("to", [PartyKind.INSURER, PartyKind.GP, None])
def test_only_a_processor_acts_for_the_practice(to: PartyKind | None) -> None:
    assert unsound(kind=Kind.PROCESSOR, recipient={"kind": to})


@pytest.mark.rule("C-05", fires=False)
def test_a_processor_is_one() -> None:
    assert not unsound(kind=Kind.PROCESSOR, recipient={"kind": PartyKind.PROCESSOR})


@pytest.mark.rule("C-05", fires=True)
@pytest.mark.parametrize("to", [PartyKind.INSURER, PartyKind.EMPLOYER, PartyKind.MEDIA])
def test_nobody_with_a_stake_in_it_is_told_in_an_emergency(to: PartyKind) -> None:
    assert unsound(kind=Kind.EMERGENCY, recipient={"kind": to})


@pytest.mark.rule("C-05", fires=False)
@pytest.mark.parametrize(
    "to", [PartyKind.NHS_BODY, PartyKind.POLICE, PartyKind.FAMILY_OR_CARER, None]
)
def test_whoever_helps_is(to: PartyKind | None) -> None:
    assert not unsound(kind=Kind.EMERGENCY, recipient={"kind": to})
