# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import unicodedata

import pytest

from logbook.documents.right_to_left import drawn_order, has_right_to_left, joined

NBSP = "\N{NO-BREAK SPACE}"


def test_hebrew_is_drawn_from_its_end() -> None:
    assert drawn_order("כהן") == "ןהכ"


def test_the_words_of_a_run_change_places_and_stay_on_one_line() -> None:
    assert drawn_order("Dr מרים כהן, aged 40") == f"Dr ןהכ{NBSP}םירמ, aged 40"


def test_digits_inside_a_run_keep_their_order() -> None:
    assert drawn_order("כהן 123.45 מרים") == f"םירמ{NBSP}123.45{NBSP}ןהכ"


def test_brackets_inside_a_run_are_mirrored() -> None:
    assert drawn_order("כהן (מרים) לוי") == f"יול{NBSP}(םירמ){NBSP}ןהכ"


def test_points_stay_behind_their_letter() -> None:
    assert drawn_order("שָׁ") == "שָׁ"
    assert drawn_order("אבָ") == "בָא"


@pytest.mark.parametrize("text", ["Siân Ŵyr", "Αλέξανδρος", "Владимир", "王小明", "£5 (five)", ""])
def test_writing_from_left_to_right_is_left_alone(text: str) -> None:
    assert not has_right_to_left(text)
    assert drawn_order(text) == text


def test_arabic_letters_take_the_form_of_their_place() -> None:
    forms = [unicodedata.name(letter).rsplit(" ", 2)[-2:] for letter in joined("محمد")]
    assert [form[0] for form in forms] == ["INITIAL", "MEDIAL", "MEDIAL", "FINAL"]


def test_a_letter_that_does_not_join_forward_breaks_the_word() -> None:
    dal, alif = joined("دا")
    assert unicodedata.name(dal).endswith("DAL ISOLATED FORM")
    assert unicodedata.name(alif).endswith("ALEF ISOLATED FORM")


def test_lam_and_alef_become_one_sign() -> None:
    assert joined("لا") == "\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}"
    assert joined("سلام")[1] == "\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}"


def test_marks_do_not_keep_letters_from_joining() -> None:
    shaped = joined("مُح")
    assert unicodedata.name(shaped[0]).endswith("MEEM INITIAL FORM")
    assert unicodedata.name(shaped[2]).endswith("HAH FINAL FORM")


@pytest.mark.parametrize("text", ["محمد الأحمد", "فاطمة الزهراء", "پرویز چگینی", "ٹیپو"])
def test_joined_letters_are_still_the_same_letters(text: str) -> None:
    assert unicodedata.normalize("NFKC", joined(text)) == unicodedata.normalize("NFKC", text)


def test_a_long_quotation_gets_short_lines_of_its_own() -> None:
    quotation = " ".join(["שלום"] * 30)
    lines = drawn_order(f"He said {quotation} twice").split("\n")
    assert lines[0] == "He said "
    assert lines[-1] == " twice"
    assert all(len(line) <= 40 for line in lines)
    assert sum(line.count("םולש") for line in lines) == 30
