# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.typed_date import Lean, understand_date, understand_time

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3/9/26", date(2026, 9, 3)),
        ("03.09.2026", date(2026, 9, 3)),
        ("3-9-2026", date(2026, 9, 3)),
        ("3 9 26", date(2026, 9, 3)),
        ("030926", date(2026, 9, 3)),
        ("2026-09-03", date(2026, 9, 3)),
        ("3/9", date(2026, 9, 3)),
        ("3 Sep", date(2026, 9, 3)),
        ("3 December", date(2025, 12, 3)),
        ("3rd of September 2024", date(2024, 9, 3)),
        ("Thu, 3 September 26", date(2026, 9, 3)),
        ("September 3", date(2026, 9, 3)),
        ("3 Medi 2026", date(2026, 9, 3)),
        ("today", SUNDAY),
        ("Heddiw", SUNDAY),
        ("Yesterday", date(2026, 11, 21)),
        ("ddoe", date(2026, 11, 21)),
        ("Friday", date(2026, 11, 20)),
        ("sunday", date(2026, 11, 15)),
        ("next Friday", date(2026, 11, 27)),
        ("3 days ago", date(2026, 11, 19)),
        ("2 weeks ago", date(2026, 11, 8)),
        ("9 months ago", date(2026, 2, 22)),
        ("29 Feb", date(2024, 2, 29)),
        ("3/9/48", date(1948, 9, 3)),
        ("3 Sep 48", date(1948, 9, 3)),
    ],
)
def test_what_people_type_for_a_past_date(typed: str, meant: date) -> None:
    assert understand_date(typed, SUNDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3 Sep", date(2027, 9, 3)),
        ("1/12", date(2026, 12, 1)),
        ("tomorrow", date(2026, 11, 23)),
        ("Friday", date(2026, 11, 27)),
        ("3 months from now", date(2027, 2, 22)),
        ("3/9/48", date(2048, 9, 3)),
    ],
)
def test_what_people_type_for_a_coming_date(typed: str, meant: date) -> None:
    assert understand_date(typed, SUNDAY, Lean.FUTURE) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "3", "2026", "3/13/26", "13/13/26", "31/2/26", "30 Feb", "0/1/26", "foo",
        "3 foo", "12:30", "3/9/26/1", "3/9/026", "Sep", "1e5", "9999999999", "3 Sep 26 14:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_never_guessed_at(typed: str) -> None:
    assert understand_date(typed, SUNDAY) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_full_date_means_itself_in_either_lean(day: date) -> None:
    for lean in Lean:
        assert understand_date(f"{day.day}/{day.month}/{day.year}", SUNDAY, lean) == day
        assert understand_date(f"{day.day} {day:%B} {day.year}", SUNDAY, lean) == day


@given(st.text(max_size=30))
def test_no_text_makes_it_fail(text: str) -> None:
    understood = understand_date(text, SUNDAY)
    assert understood is None or understood.year > 0
    assert understand_time(text) is None or len(text) > 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)), ("2.30pm", time(14, 30)), ("2:30 PM", time(14, 30)),
        ("9am", time(9)), ("12am", time(0)), ("12 pm", time(12)), ("1430", time(14, 30)),
        ("9.05", time(9, 5)), ("24:00", None), ("13pm", None), ("9", None), ("9:5", None),
        ("", None), ("0 am", None),
    ],
)  # fmt: skip
def test_what_people_type_for_a_time(typed: str, meant: time | None) -> None:
    assert understand_time(typed) == meant
