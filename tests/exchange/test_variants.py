# SPDX-License-Identifier: Apache-2.0
"""A variant is the case with some of it changed: tables deep, lists whole, keys taken out first."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.findings import Code
from logbook.exchange.case_file import read_case, read_cases
from logbook.exchange.toml_file import CaseFileError

LONDON = ZoneInfo("Europe/London")
MARKER = "Gwrandewch"

BASE = """
title = "First"
[person]
reference = "V-1"
flags = ["litigation"]
[disclosure]
purpose = { words = "one", use = "care" }
weighing = { harm_if_not = "x" }
[disclosure.information]
items = [{ category = "diagnosis" }, { category = "images" }]
[expected]
at = 2026-11-16T10:00:00
stops = ["B-01"]
ready = false
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(BASE + text, encoding="utf-8")
    return path


def test_tables_go_into_tables_and_lists_take_the_place_of_lists(tmp_path: Path) -> None:
    variant = """
[[variant]]
name = "other"
changes.disclosure.purpose.words = "two"
changes.disclosure.information.items = [{ category = "financial" }]
changes.person.flags = []
"""
    base, other = read_cases(written(tmp_path, variant), LONDON)

    assert base.person is not None
    assert other.person is not None
    assert (base.disclosure.purpose.words, other.disclosure.purpose.words) == ("one", "two")
    assert other.disclosure.purpose.use is base.disclosure.purpose.use is not None
    assert [item.category.value for item in other.disclosure.information.items] == ["financial"]
    assert (len(base.person.flags), other.person.flags) == (1, ())
    assert (other.name, other.title, other.file) == ("other", "First", "case.toml")


def test_what_is_expected_of_a_variant_goes_into_what_is_expected_of_the_case(
    tmp_path: Path,
) -> None:
    variant = '[[variant]]\nname = "other"\ntitle = "Second"\nexpected.stops = ["B-10"]\n'

    base, other = read_cases(written(tmp_path, variant), LONDON)

    assert base.expected is not None
    assert other.expected is not None
    assert other.expected.at == base.expected.at
    assert other.expected.ready is False
    assert (base.expected.stops, other.expected.stops) == (
        (Code.NO_BASIS,),
        (Code.WEIGHING_INCOMPLETE,),
    )
    assert other.title == "Second"


def test_what_a_variant_is_without_is_taken_out_before_anything_is_changed(tmp_path: Path) -> None:
    variant = """
[[variant]]
name = "bare"
without = ["disclosure.weighing", "expected.stops"]
[[variant]]
name = "anew"
without = ["disclosure.purpose"]
changes.disclosure.purpose.words = "two"
"""
    _base, bare, anew = read_cases(written(tmp_path, variant), LONDON)

    assert bare.disclosure.weighing is None
    assert bare.expected is not None
    assert bare.expected.stops is None
    assert anew.disclosure.purpose.words == "two"
    assert anew.disclosure.purpose.use is None


def test_a_variant_is_found_by_its_name_and_the_names_are_said(tmp_path: Path) -> None:
    path = written(tmp_path, '[[variant]]\nname = "other"\n[[variant]]\nname = "third"\n')

    assert read_case(path, LONDON, "third").name == "third"
    with pytest.raises(CaseFileError, match="the variants here are: other, third"):
        read_case(path, LONDON, "fourth")
    with pytest.raises(CaseFileError, match="has no variants"):
        read_case(written(tmp_path, ""), LONDON, "fourth")


@pytest.mark.parametrize(
    ("text", "part", "says"),
    [
        (f"changes.disclosure.{MARKER.lower()} = 1", "changes.disclosure.gwrandewch", "keys here"),
        ('changes.disclosure.purpose.use = "leisure"', "changes.disclosure.purpose.use", "one of"),
        ("changes.disclosure.information.items = [{}]", "items[1].category", "missing"),
        ("changes.title = 'x'", "variant[1].changes.title", "beside"),
        ("changes.expected = {}", "variant[1].changes.expected", "beside"),
        ("changes.variant = []", "variant[1].changes.variant", "no such key"),
        ('expected.at = "noon"', "variant[1].expected.at", "date with a time"),
        ('without = ["disclosure.child"]', "variant[1].without.disclosure.child", "no such key"),
        ('without = ["person.reference"]', "variant[1].person.reference", "missing"),
        (f'without = ["{MARKER} {MARKER}"]', "variant[1].without.?", "no such key"),
        ('changes.disclosure.basis.consent = "a"', "disclosure.basis.consent", "no such label"),
        ('[[variant]]\nname = "other"', "variant[2].name", "same name"),
        (f'[[variant]]\nname = "{MARKER}"', "variant[2].name", "small letters"),
    ],
)
def test_a_change_that_does_not_fit_is_named(
    tmp_path: Path, text: str, part: str, says: str
) -> None:
    with pytest.raises(CaseFileError) as refused:
        read_cases(written(tmp_path, f'[[variant]]\nname = "other"\n{text}\n'), LONDON)

    assert refused.value.part.endswith(part)
    assert says in refused.value.problem
    assert MARKER not in str(refused.value)
