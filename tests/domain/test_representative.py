# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.practice import Nation
from logbook.domain.representative import (
    AuthorityEvidence,
    AuthorityType,
    Matter,
    Need,
    NoAuthority,
    Registrar,
    Representative,
    authority_findings,
    findings_on_representative,
    may_decide,
    no_authority,
)

TODAY = date(2026, 11, 20)
ENGLAND, WALES, SCOTLAND, NI = (
    Nation.ENGLAND,
    Nation.WALES,
    Nation.SCOTLAND,
    Nation.NORTHERN_IRELAND,
)
HEALTH, MONEY, ACCESS, AFTER_DEATH = (
    Matter.HEALTH_AND_WELFARE,
    Matter.PROPERTY_AND_MONEY,
    Matter.ACCESS,
    Matter.RECORD_AFTER_DEATH,
)
Type = AuthorityType


def somebody(authority: AuthorityType, nation: Nation = ENGLAND, **changes: Any) -> Representative:
    representative = Representative(
        id=UUID(int=1),
        service_user=UUID(int=2),
        name="Carys Okonkwo",
        relationship="Daughter",
        authority=authority,
        nation=nation,
        evidence=AuthorityEvidence(document="The power itself", seen_on=TODAY, seen_by="RP"),
        registered_with=Registrar.OPG_ENGLAND_WALES,
    )
    return replace(representative, **changes)


def a_need(matter: Matter = HEALTH, nation: Nation = ENGLAND, **changes: Any) -> Need:
    need = Need(matter=matter, nation=nation, on=TODAY, age=81, has_capacity=False)
    return replace(need, **changes)


HOLDS = [
    (Type.LPA_HEALTH_WELFARE, ENGLAND, HEALTH, {}),
    (Type.LPA_HEALTH_WELFARE, WALES, ACCESS, {}),
    (Type.LPA_PROPERTY, ENGLAND, MONEY, {"has_capacity": True}),
    (Type.EPA, NI, MONEY, {}),
    (Type.EPA, WALES, MONEY, {}),
    (Type.DEPUTY_WELFARE, ENGLAND, HEALTH, {"age": 16}),
    (Type.DEPUTY_PROPERTY, WALES, MONEY, {}),
    (Type.WELFARE_POA_S, SCOTLAND, HEALTH, {"age": 16}),
    (Type.GUARDIAN_WELFARE_S, SCOTLAND, HEALTH, {"age": 16}),
    (Type.INTERVENTION_ORDER_S, SCOTLAND, HEALTH, {"age": 16}),
    (Type.LPA_HEALTH_WELFARE, ENGLAND, HEALTH, {"age": 18}),
    (Type.DEPUTY_PROPERTY, ENGLAND, MONEY, {"age": 0}),
    (Type.PARENTAL_RESPONSIBILITY, WALES, MONEY, {"age": 0}),
    (Type.INTERVENTION_ORDER_S, SCOTLAND, MONEY, {}),
    (Type.CONTROLLER_NI, NI, MONEY, {}),
    (Type.PARENTAL_RESPONSIBILITY, SCOTLAND, HEALTH, {"age": 15}),
    (Type.PARENTAL_RESPONSIBILITY, NI, ACCESS, {"age": 17}),
    (Type.EXECUTOR_ADMINISTRATOR, ENGLAND, AFTER_DEATH, {"died": True}),
    (Type.CLAIMANT_ON_DEATH, NI, AFTER_DEATH, {"died": True}),
    (Type.SOLICITOR_AGENT, SCOTLAND, ACCESS, {"has_capacity": True}),
    (Type.LPA_HEALTH_WELFARE, ENGLAND, HEALTH, {"has_capacity": None, "age": None}),
]


@pytest.mark.parametrize(("authority", "nation", "matter", "changes"), HOLDS)
def test_an_authority_holds_where_the_law_gives_it(
    authority: AuthorityType, nation: Nation, matter: Matter, changes: dict[str, Any]
) -> None:
    need = a_need(matter, nation, **changes)

    assert no_authority(somebody(authority, nation), need) == ()
    assert may_decide(somebody(authority, nation), need)
    assert authority_findings(somebody(authority, nation), need) == ()


FAILS = [
    (Type.NONE_FAMILY, ENGLAND, HEALTH, {}, {NoAuthority.NEXT_OF_KIN}),
    (Type.ADVOCATE, ENGLAND, HEALTH, {}, {NoAuthority.CONSULTED_ONLY}),
    (Type.NEAREST_RELATIVE, SCOTLAND, HEALTH, {}, {NoAuthority.CONSULTED_ONLY}),
    (Type.LPA_PROPERTY, ENGLAND, HEALTH, {}, {NoAuthority.PROPERTY_ONLY}),
    (Type.EPA, NI, HEALTH, {}, {NoAuthority.PROPERTY_ONLY}),
    (Type.CONTROLLER_NI, NI, HEALTH, {}, {NoAuthority.PROPERTY_ONLY}),
    (Type.DEPUTY_PROPERTY, WALES, ACCESS, {}, {NoAuthority.PROPERTY_ONLY}),
    (Type.LPA_HEALTH_WELFARE, NI, HEALTH, {}, {NoAuthority.NO_HEALTH_POWER_HERE}),
    (Type.LPA_HEALTH_WELFARE, SCOTLAND, HEALTH, {}, {NoAuthority.WRONG_NATION}),
    (Type.GUARDIAN_WELFARE_S, ENGLAND, HEALTH, {}, {NoAuthority.WRONG_NATION}),
    (Type.LPA_HEALTH_WELFARE, ENGLAND, MONEY, {}, {NoAuthority.NOT_FOR_THIS}),
    (Type.SOLICITOR_AGENT, ENGLAND, HEALTH, {}, {NoAuthority.NOT_FOR_THIS}),
    (Type.LPA_HEALTH_WELFARE, ENGLAND, HEALTH, {"age": 17}, {NoAuthority.TOO_YOUNG}),
    (Type.WELFARE_POA_S, SCOTLAND, HEALTH, {"age": 15}, {NoAuthority.TOO_YOUNG}),
    (Type.GUARDIAN_WELFARE_S, SCOTLAND, HEALTH, {"age": 15}, {NoAuthority.TOO_YOUNG}),
    (Type.INTERVENTION_ORDER_S, SCOTLAND, HEALTH, {"age": 15}, {NoAuthority.TOO_YOUNG}),
    (Type.DEPUTY_WELFARE, WALES, HEALTH, {"age": 15}, {NoAuthority.TOO_YOUNG}),
    (Type.LPA_PROPERTY, WALES, MONEY, {"age": 17}, {NoAuthority.TOO_YOUNG}),
    (Type.EPA, NI, MONEY, {"age": 17}, {NoAuthority.TOO_YOUNG}),
    (
        Type.LPA_HEALTH_WELFARE,
        ENGLAND,
        HEALTH,
        {"has_capacity": True},
        {NoAuthority.DECIDES_FOR_THEMSELVES},
    ),
    (
        Type.PARENTAL_RESPONSIBILITY,
        SCOTLAND,
        HEALTH,
        {"age": 16},
        {NoAuthority.NO_LONGER_A_CHILD},
    ),
    (
        Type.PARENTAL_RESPONSIBILITY,
        ENGLAND,
        HEALTH,
        {"age": 18},
        {NoAuthority.NO_LONGER_A_CHILD},
    ),
    (
        Type.PARENTAL_RESPONSIBILITY,
        ENGLAND,
        HEALTH,
        {"age": 15, "has_capacity": True},
        {NoAuthority.DECIDES_FOR_THEMSELVES},
    ),
    (Type.LPA_HEALTH_WELFARE, ENGLAND, HEALTH, {"died": True}, {NoAuthority.ENDED_BY_DEATH}),
    (Type.EXECUTOR_ADMINISTRATOR, ENGLAND, AFTER_DEATH, {}, {NoAuthority.ONLY_AFTER_DEATH}),
    (Type.CLAIMANT_ON_DEATH, ENGLAND, HEALTH, {}, {NoAuthority.ONLY_AFTER_DEATH}),
    (Type.CLAIMANT_ON_DEATH, ENGLAND, HEALTH, {"died": True}, {NoAuthority.NOT_FOR_THIS}),
    (
        Type.LPA_HEALTH_WELFARE,
        ENGLAND,
        AFTER_DEATH,
        {"died": True},
        {NoAuthority.NOT_FOR_THIS, NoAuthority.ENDED_BY_DEATH},
    ),
]


@pytest.mark.parametrize(("authority", "nation", "matter", "changes", "why"), FAILS)
def test_an_authority_that_does_not_hold_says_why(
    authority: AuthorityType,
    nation: Nation,
    matter: Matter,
    changes: dict[str, Any],
    why: set[NoAuthority],
) -> None:
    representative, need = somebody(authority, nation), a_need(matter, nation, **changes)

    assert set(no_authority(representative, need)) == why
    assert not may_decide(representative, need)
    found = authority_findings(representative, need)
    assert [(each.code.value, each.part) for each in found] == [("B-12", "unable.representative")]


DOCUMENT = [
    ({"evidence": AuthorityEvidence()}, NoAuthority.EVIDENCE_NOT_SEEN),
    ({"evidence": AuthorityEvidence(document="Said so")}, NoAuthority.EVIDENCE_NOT_SEEN),
    ({"evidence": AuthorityEvidence(seen_on=TODAY)}, NoAuthority.EVIDENCE_NOT_SEEN),
    ({"registered_with": None}, NoAuthority.NOT_REGISTERED),
    ({"valid_from": date(2026, 11, 21)}, NoAuthority.NOT_YET),
    ({"valid_to": date(2026, 11, 19)}, NoAuthority.ENDED),
    ({"restrictions": "Nothing about residence"}, NoAuthority.RESTRICTED),
    ({"nation": SCOTLAND}, NoAuthority.WRONG_NATION),
    ({"nation": NI}, NoAuthority.NO_HEALTH_POWER_HERE),
]


@pytest.mark.parametrize(("changes", "why"), DOCUMENT)
def test_what_the_document_does_not_show_is_no_authority(
    changes: dict[str, Any], why: NoAuthority
) -> None:
    assert no_authority(somebody(Type.LPA_HEALTH_WELFARE, **changes), a_need()) == (why,)


def test_the_first_and_the_last_day_count_and_restrictions_can_be_read() -> None:
    power = somebody(
        Type.LPA_HEALTH_WELFARE, valid_from=TODAY, valid_to=TODAY, restrictions="Not on residence"
    )

    assert may_decide(power, a_need(within_restrictions=True))


@pytest.mark.parametrize(
    ("authority", "nation", "matter", "why"),
    [
        (Type.LPA_HEALTH_WELFARE, ENGLAND, HEALTH, (NoAuthority.NOT_REGISTERED,)),
        (Type.LPA_PROPERTY, WALES, MONEY, (NoAuthority.NOT_REGISTERED,)),
        (Type.WELFARE_POA_S, SCOTLAND, HEALTH, (NoAuthority.NOT_REGISTERED,)),
        (Type.DEPUTY_WELFARE, ENGLAND, HEALTH, ()),
        (Type.GUARDIAN_WELFARE_S, SCOTLAND, HEALTH, ()),
        (Type.EPA, NI, MONEY, ()),
    ],
)
def test_lasting_powers_are_nothing_before_they_are_registered(
    authority: AuthorityType, nation: Nation, matter: Matter, why: tuple[NoAuthority, ...]
) -> None:
    unregistered = somebody(authority, nation, registered_with=None)

    assert no_authority(unregistered, a_need(matter, nation)) == why


def test_every_type_is_judged_for_every_matter_in_every_nation() -> None:
    for authority in AuthorityType:
        for nation in Nation:
            allowed = {
                matter
                for matter in Matter
                if may_decide(somebody(authority, nation), a_need(matter, nation, age=40))
            }
            assert HEALTH not in allowed or authority in {
                Type.LPA_HEALTH_WELFARE,
                Type.DEPUTY_WELFARE,
                Type.WELFARE_POA_S,
                Type.GUARDIAN_WELFARE_S,
                Type.INTERVENTION_ORDER_S,
            }
            assert not (nation is NI and HEALTH in allowed)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": " "}, [("INV-04", "name")]),
        ({"relationship": ""}, [("INV-04", "relationship")]),
        ({"valid_from": TODAY, "valid_to": date(2026, 11, 19)}, [("INV-02", "valid_to")]),
        ({"valid_from": TODAY, "valid_to": TODAY}, []),
    ],
)
def test_a_representative_has_a_name_and_dates_in_order(
    changes: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    findings = findings_on_representative(somebody(Type.EPA, **changes))

    assert [(each.code.value, each.part) for each in findings] == found
