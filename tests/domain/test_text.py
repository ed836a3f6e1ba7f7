# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.text import folded, texts, tidied, tidy, unreadable, whole_characters
from tests.builders import a_person


def test_tidying_composes_letters_and_evens_out_line_breaks() -> None:
    assert tidy("  Sia\u0302n\r\nW\rX ") == "Siân\nW\nX"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\u202e", "\u2066", "\x85"])
def test_a_character_that_cannot_be_kept_is_named(character: str) -> None:
    assert unreadable(f"ab{character}c") == character


def test_lines_tabs_emoji_and_other_scripts_are_readable() -> None:
    assert unreadable("a\nb\tc 👩‍👩‍👧 Ŵyn Ελένη Олена עדי 李") == ""


def test_every_text_of_a_value_is_tidied_however_deep() -> None:
    person = a_person(name=" Mei ", safe_contact=a_person().safe_contact)

    assert tidied(person).name == "Mei"
    assert tidied(person).born == person.born


def test_texts_are_listed_with_their_part() -> None:
    assert ("safe_contact.note", "") in texts(a_person())
    assert ("name", "Mei") in texts(a_person(name="Mei"))


def test_half_a_surrogate_pair_is_replaced_so_that_a_draft_can_be_kept() -> None:
    assert whole_characters(a_person(name="a\ud800b")).name == "a?b"


def test_folding_takes_away_case_and_accents_and_nothing_else() -> None:
    assert folded("Siân O\u2019Brien-STRASSE") == "sian o\u2019brien-strasse"
