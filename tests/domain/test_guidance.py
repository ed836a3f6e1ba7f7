# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest

from logbook.domain.findings import Principle
from logbook.domain.guidance import (
    EditionPoint,
    Standard,
    edition_in_force,
    read_guidance,
    read_standards,
    strictest,
)
from logbook.domain.serves import SERVES, STANDARDS_BEHIND
from logbook.resources import read_text
from logbook.wording.guidance_words import (
    current_guidance,
    current_standards,
    guidance_editions,
    standards_editions,
)
from logbook.wording.labels import label
from logbook.wording.sentences import principle

OLDER, CURRENT = guidance_editions()
STANDARDS_2016, STANDARDS_2024 = standards_editions()
TEXT = read_text("guidance/confidentiality-current.toml")
STANDARDS_TEXT = read_text("guidance/standards-2024.toml")

PLACES = {
    "HP1": "P22 P18",
    "HP2": "P03 P05c P08 P09 P15",
    "HP3": "P04 P07 P11 P16",
    "HP4": "P23",
    "HP5": "P00 P24 P25",
    "HP6": "P05 P06 P07 P12 P13 P20",
    "HP7": "P20a",
    "HP8": "P06 P10 P17 P21",
    "ST1": "P01 P09 P14",
    "ST2": "P02 P08 P23",
    "ST3": "P20a",
    "ST4": "P25",
    "ST5": "P03 P04 P05 P05c P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17",
    "ST6": "P10 P14",
    "ST7": "P11 P14",
    "ST8": "P18 P23",
    "ST9": "P21 P25",
    "ST10": "P24 P25",
}
"""The domain reference 6.8; ST4 stands there with the roles, and bites where a record is signed."""

COLUMN = {
    "P00": "HP5 ST10",
    "P01": "HP6 ST1 ST5",
    "P02": "HP7 HP8 ST2",
    "P03": "HP2 ST5",
    "P04": "HP3 ST5 ST10",
    "P05": "HP6",
    "P05c": "HP2 ST1",
    "P06": "HP8",
    "P07": "HP6 HP3",
    "P08": "HP2 ST2",
    "P09": "HP2 HP8 ST1",
    "P10": "HP3 HP8 ST6 ST7",
    "P11": "HP3 HP5 ST7",
    "P12": "HP6 ST2",
    "P13": "HP6 HP3",
    "P14": "ST1 ST6 ST7 HP4",
    "P15": "HP2 HP3",
    "P16": "HP3",
    "P17": "HP8 HP5",
    "P18": "ST8 HP1",
    "P19r": "HP5",
    "P19b": "HP5",
    "P20": "HP6",
    "P20a": "HP7 ST3",
    "P21": "HP8 ST9",
    "P22": "HP1 HP3",
    "P23": "HP4 ST2 ST8",
    "P24": "HP5 ST10",
    "P25": "HP5 HP8 ST9 ST10",
}
"""The domain reference 6.5, last column."""


def served(page: str) -> set[str]:
    return {each.value for each in SERVES[page]}


@pytest.mark.parametrize("code", [*Principle, *Standard])
def test_every_principle_and_every_standard_is_served_by_the_pages_of_the_reference(
    code: Principle | Standard,
) -> None:
    pages = {page for page in SERVES if code in SERVES[page]}

    assert pages >= set(PLACES[code.value].split()) != set()


@pytest.mark.parametrize("page", COLUMN)
def test_a_page_serves_what_its_column_says_and_what_the_other_table_adds(page: str) -> None:
    added = {code for code, pages in PLACES.items() if page in pages.split()}

    assert served(page) == set(COLUMN[page].split()) | added


def test_no_page_is_left_out_and_none_is_made_up() -> None:
    assert set(SERVES) == set(COLUMN)
    assert all(len(set(each)) == len(each) > 0 for each in SERVES.values())


def test_every_principle_has_a_standard_behind_it() -> None:
    assert set(STANDARDS_BEHIND) == set(Principle)
    assert all(STANDARDS_BEHIND.values())


@pytest.mark.parametrize("edition", [OLDER, CURRENT], ids=lambda edition: edition.id)
def test_an_edition_tells_every_principle_with_its_source_and_that_it_is_no_advice(
    edition: object,
) -> None:
    told = OLDER if edition is OLDER else CURRENT

    assert [each.code for each in told.principles] == list(Principle)
    assert [each.point for each in told.differences] == list(EditionPoint)
    assert told.address.startswith("http")
    assert told.disclaimer.startswith("Not legal advice")
    assert told.read_on == date(2026, 11, 22)
    assert all(told.find(code).words.endswith(".") for code in Principle)
    assert all(told.find(code).code is code for code in Principle)


@pytest.mark.parametrize("point", EditionPoint)
def test_the_older_wording_is_the_stricter_at_each_point_where_they_differ(
    point: EditionPoint,
) -> None:
    assert OLDER.is_strict(point)
    assert not CURRENT.is_strict(point)


def test_an_edition_can_be_strict_at_one_point_alone() -> None:
    mixed = read_guidance(TEXT.replace("strict = false", "strict = true", 1))

    assert [mixed.is_strict(point) for point in EditionPoint] == [True, False, False]
    assert strictest([mixed]) == {EditionPoint.PASSING_ON}


def test_an_edition_may_have_held_for_a_single_day() -> None:
    day = date(2021, 3, 24)
    held = "in_force_from = 2021-03-24\nin_force_to = 2021-03-24"
    brief = read_guidance(TEXT.replace("in_force_from = 2021-03-24", held))

    assert edition_in_force((brief,), day) is brief
    assert edition_in_force((brief,), date(2021, 3, 25)) is None


def test_the_rules_apply_the_union_of_both_wordings() -> None:
    assert strictest([OLDER, CURRENT]) == set(EditionPoint)
    assert strictest([CURRENT]) == set()


def test_the_editions_differ_in_the_principles_the_reference_names_and_in_no_other() -> None:
    differing = {code for code in Principle if OLDER.find(code) != CURRENT.find(code)}

    assert differing == {Principle.CONSENT, Principle.MINIMUM}


SEED_PHRASES = (
    "take all reasonable steps to keep",
    "informed consent if you are passing on",
    "only disclose identifiable information if it is",
    "tell service users when you have disclosed",
    "keep appropriate records of disclosure",
    "keep up to date with relevant law and good practice",
    "make your own informed decisions about disclosure",
    "promote and protect the interests of service users",
    "work within the limits of your knowledge",
    "voluntary and informed, from service users",
)


def test_the_words_are_our_own() -> None:
    texts = [
        read_text(f"guidance/{name}.toml").casefold()
        for name in (
            "confidentiality-older",
            "confidentiality-current",
            "standards-2016",
            "standards-2024",
        )
    ]

    assert [phrase for phrase in SEED_PHRASES for text in texts if phrase in text] == []


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2019, 1, 1), OLDER),
        (date(2021, 3, 23), OLDER),
        (date(2021, 3, 24), CURRENT),
        (date(2026, 11, 22), CURRENT),
    ],
)
def test_the_edition_in_force_goes_by_the_day(day: date, edition: object) -> None:
    assert edition_in_force(guidance_editions(), day) is edition
    assert edition_in_force(tuple(reversed(guidance_editions())), day) is edition


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2016, 1, 25), None),
        (date(2016, 1, 26), STANDARDS_2016),
        (date(2024, 8, 31), STANDARDS_2016),
        (date(2024, 9, 1), STANDARDS_2024),
    ],
)
def test_the_standards_changed_on_1_september_2024(day: date, edition: object) -> None:
    assert edition_in_force(standards_editions(), day) is edition


def test_where_two_editions_hold_the_newer_one_is_meant() -> None:
    both = (CURRENT, read_guidance(TEXT.replace("in_force_from = 2021-03-24", "")))

    assert edition_in_force(both, date(2022, 1, 1)) is CURRENT


def test_the_standards_are_ten_and_since_2024_consent_has_to_be_valid() -> None:
    for edition in standards_editions():
        assert [each.code for each in edition.standards] == list(Standard)
        assert all(edition.find(code).code is code for code in Standard)
    before, since = STANDARDS_2016.clause("1.4"), STANDARDS_2024.clause("1.4")

    assert before is not None
    assert since is not None
    assert "valid" not in before.words
    assert "valid" in since.words
    assert STANDARDS_2024.clause("9.9") is None


def test_the_present_editions_are_the_ones_shown() -> None:
    assert current_guidance() is CURRENT
    assert current_standards() is STANDARDS_2024
    assert principle(Principle.MINIMUM).words == CURRENT.find(Principle.MINIMUM).words
    assert principle(Principle.MINIMUM).source == CURRENT.citation


def test_standards_have_labels_for_people() -> None:
    assert label(Standard.CANDOUR) == "Being open when things go wrong"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('code = "HP8"', 'code = "HP7"'),
        ('code = "HP8"', 'code = "HP9"'),
        ('point = "HP2b"', 'point = "HP2a"'),
        ("strict = false", "strict = 0"),
        ('title = "Have consent"', 'title = " "'),
        ('title = "Have consent"', 'title = "Have consent"\nsince = 2021'),
        ("in_force_from = 2021-03-24", "in_force_from = 2021-03-24T00:00:00"),
        ("in_force_from = 2021-03-24", "in_force_from = 2021-03-24\nin_force_to = 2021-03-23"),
        ("in_force_from = 2021-03-24", "in_force_form = 2021-03-24"),
        ("read_on = 2026-11-22", ""),
        ("read_on = 2026-11-22", 'read_on = "2026-11-22"'),
        ('id = "hcpc-confidentiality-2021"', "id = 1"),
        ("words = ", "word = "),
        ("strict = ", "strickt = "),
    ],
)
def test_an_edition_that_is_not_whole_is_refused(before: str, after: str) -> None:
    assert before in TEXT

    with pytest.raises(ValueError, match=r".+"):
        read_guidance(TEXT.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('code = "ST10"', 'code = "ST1"'),
        ('standard = "ST5"', 'standard = "ST11"'),
        ('paragraph = "1.4"', 'paragraph = ""'),
        ("[[clause]]", "[[clauses]]"),
        ('title = "Be honest"', 'titel = "Be honest"'),
    ],
)
def test_standards_that_are_not_whole_are_refused(before: str, after: str) -> None:
    assert before in STANDARDS_TEXT

    with pytest.raises(ValueError, match=r".+"):
        read_standards(STANDARDS_TEXT.replace(before, after, 1))
