# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.party import (
    Party,
    PartyAliases,
    PartyKind,
    is_class_phrase,
    name_key,
    same_party,
)

SAME = [
    ("Elm Road Surgery", "ELM-ROAD  surgery."),
    ("Élm Road Surgery", "Elm Road Surgery"),
    ("St Mary's", "St Mary\u2019s"),
    ("St Mary\u00b4s", "St Marys"),
    ("Straße 9", "STRASSE 9"),
    ("O\ufb03ce of Fines", "Office of fines"),
    ("Æther & Søn Limited", "Aether and Son Ltd."),
    ("N.H.S. 24", "NHS 24"),
    ("Dr. A. B. Cole", "Doctor AB Cole"),
    ("Hos\u00adpital", "Hospital"),
    ("İstanbul", "istanbul"),
]

DIFFERENT = [
    ("Elm Road Surgery", "Elm Road"),
    ("Mr A. Bevan", "Dr A. Bevan"),
    ("Aviva", "Aviva Ltd"),
    ("की", "का"),
    ("が", "か"),
    ("", ""),
    ("…", "…"),
    ("…", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_does_not_make_another_party(one: str, other: str) -> None:
    assert same_party(one, other)
    assert same_party(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_name_is_another_party(one: str, other: str) -> None:
    assert not same_party(one, other)
    assert not same_party(other, one)


names = st.text(max_size=12)


@given(st.text(st.characters(max_codepoint=127), max_size=12))
def test_plain_letters_are_read_as_letters_with_accents_are(name: str) -> None:
    assert name_key(name + " É") == name_key(name + " E")


@given(names, names, names)
def test_being_the_same_party_is_an_equivalence(one: str, two: str, three: str) -> None:
    named = bool(name_key(one))
    assert same_party(one, one) is named
    assert same_party(one, two) is same_party(two, one)
    if same_party(one, two) and same_party(two, three):
        assert same_party(one, three)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=3), max_size=5))
def test_aliases_are_an_equivalence_too(groups: list[list[str]]) -> None:
    register = PartyAliases(groups=tuple(tuple(group) for group in groups))
    meanings = {name: register.meaning(name) for name in "abcdefgh"}

    for name, meaning in meanings.items():
        assert name in meaning
        assert all(meanings[other] == meaning for other in meaning)
    for group in groups:
        assert all(same_party(group[0], other, register) for other in group)


@given(names)
def test_a_key_stays_when_a_name_is_shouted_or_padded(name: str) -> None:
    assert name_key(f"  {name}  ") == name_key(name)
    assert name_key(name_key(name)) == name_key(name)


def test_a_registered_alias_is_the_same_party_and_an_unregistered_one_is_not() -> None:
    register = PartyAliases(
        groups=(("Northern Mutual", "NM Insurance"), ("nm insurance", "Norwell Group"), ("Brook",))
    )

    assert same_party("Northern Mutual", "Norwell group", register)
    assert not same_party("Northern Mutual", "Norwell Group")
    assert not same_party("Northern Mutual", "Brook", register)


@pytest.mark.parametrize(
    "name", ["any insurer", "Anyone", "Whoever asks", "members of the MDT", "EVERYBODY"]
)
def test_a_description_of_many_is_no_name(name: str) -> None:
    assert is_class_phrase(name)


@pytest.mark.parametrize("name", ["Anya Bell", "All Saints Hospital", "Members Mutual", ""])
def test_a_name_is_no_description(name: str) -> None:
    assert not is_class_phrase(name)


@pytest.mark.parametrize(
    ("kind", "authority", "care", "never"),
    [
        (PartyKind.GP, False, True, False),
        (PartyKind.NHS_BODY, False, True, False),
        (PartyKind.POLICE, True, False, False),
        (PartyKind.DVLA, True, False, False),
        (PartyKind.ICO, True, False, False),
        (PartyKind.HMRC_DWP, True, False, True),
        (PartyKind.CHILDRENS_SERVICES, True, False, False),
        (PartyKind.INSURER, False, False, True),
        (PartyKind.EMPLOYER, False, False, True),
        (PartyKind.MEDIA, False, False, True),
        (PartyKind.RESEARCHER, False, False, True),
        (PartyKind.SOLICITOR_OWN, False, False, True),
        (PartyKind.FAMILY_OR_CARER, False, False, False),
        (PartyKind.SCHOOL, False, False, False),
    ],
)
def test_what_a_kind_of_party_is(
    kind: PartyKind, *, authority: bool, care: bool, never: bool
) -> None:
    assert (kind.is_authority, kind.care_giver, kind.never_implied) == (authority, care, never)


@pytest.mark.parametrize(
    ("country", "outside"),
    [("", False), (" ", False), ("Scotland", False), ("U.K.", False), ("Ireland", True)],
)
def test_a_party_abroad_is_known_by_its_country(country: str, *, outside: bool) -> None:
    assert Party(country=country).outside_uk is outside
