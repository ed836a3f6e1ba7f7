# SPDX-License-Identifier: Apache-2.0
"""A case file is read whole or refused with the place and what may stand there."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.disclosure import SendingMethod
from logbook.domain.practice import Nation, Profession, Role
from logbook.exchange.case_file import CaseFile, read_case
from logbook.exchange.setup_file import SetupFile, read_setup
from logbook.exchange.toml_file import _EXPECTED, LARGEST, CaseFileError
from logbook.resources import folder

LONDON = ZoneInfo("Europe/London")
MARKER = "Gwrandewch"
"""A word that stands for a person's data: it must never turn up in an error."""

SMALLEST = '[person]\nreference = "V-1"\n[disclosure]\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_smallest_case_is_a_reference_and_an_empty_disclosure(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, SMALLEST), LONDON)

    assert case.person.reference == "V-1"
    assert case.consent == ()
    assert case.disclosure.recipient.name == ""


def test_a_time_without_an_offset_is_a_time_on_the_wall(tmp_path: Path) -> None:
    summer = SMALLEST + "transmission = { made_at = 2026-07-01T10:30:00 }\n"
    winter = SMALLEST + "transmission = { made_at = 2026-12-01T10:30:00.75 }\n"
    offset = SMALLEST + "transmission = { made_at = 2026-07-01T10:30:00+05:00 }\n"

    def made_at(text: str) -> datetime | None:
        return read_case(written(tmp_path, text), LONDON).disclosure.transmission.made_at

    assert made_at(summer) == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert made_at(winter) == datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
    assert made_at(offset) == datetime(2026, 7, 1, 5, 30, tzinfo=UTC)


def test_a_time_the_clocks_skipped_is_refused(tmp_path: Path) -> None:
    text = SMALLEST + "transmission = { made_at = 2026-03-29T01:30:00 }\n"

    with pytest.raises(CaseFileError, match="never was"):
        read_case(written(tmp_path, text), LONDON)


def test_a_date_may_stand_in_quotation_marks(tmp_path: Path) -> None:
    text = SMALLEST.replace("[disclosure]", 'born = "1971-04-09"\n[disclosure]')

    assert read_case(written(tmp_path, text), LONDON).person.born == date(1971, 4, 9)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())

    assert read_case(path, LONDON).person.reference == "V-1"


@pytest.mark.parametrize(
    ("text", "part", "allowed"),
    [
        (SMALLEST + f'nickname = "{MARKER}"', "disclosure.nickname", "keys here are: nation"),
        (f"{MARKER} = 1\n{SMALLEST}", "?", "keys here are: person"),
        (
            SMALLEST + f'recipient = {{ kind = "{MARKER}" }}',
            "disclosure.recipient.kind",
            "one of: gp, health-professional",
        ),
        (
            SMALLEST + f'[[disclosure.information.items]]\ncategory = "{MARKER}"',
            "disclosure.information.items[1].category",
            "one of: identity-contact",
        ),
        (SMALLEST + "[[consent]]\nscope = {}", "consent[1].label", "missing"),
        ('[person]\nreference = "V-1"', "disclosure", "missing"),
        ("[disclosure]", "person", "missing"),
        (SMALLEST.replace('"V-1"', "7"), "person.reference", "text in quotation marks"),
        (SMALLEST + "recipient = 4", "disclosure.recipient", "table"),
        (SMALLEST + "advice = {}", "disclosure.advice", "list"),
        (SMALLEST + "transmission = { duty_told = 1 }", "transmission.duty_told", "true or false"),
        (SMALLEST + f'telling = {{ told_on = "{MARKER}" }}', "telling.told_on", "date"),
        (SMALLEST + 'telling = { told_on = "2026-02-30" }', "telling.told_on", "calendar"),
        (SMALLEST + "telling = { told_on = 2026-02-03T10:00:00 }", "telling.told_on", "date"),
        (SMALLEST + "decision = { decided_at = 2026-02-03 }", "decision.decided_at", "time"),
        (SMALLEST + "telling = { told_on = 2026-02-30 }", "", "line 4"),
        (SMALLEST + f'basis = {{ consent = "{MARKER}" }}', "disclosure.basis.consent", "label"),
        (SMALLEST + '[[consent]]\nlabel = "a"\n[[consent]]\nlabel = "a"', "consent", "same"),
        (SMALLEST + f'[disclosure]\nx = "{MARKER}"', "", "line 4"),
        (SMALLEST + f'x = "{MARKER}', "", "not valid TOML"),
        ("x = " + "[" * 100_000, "", "nested too deeply"),
        ("#" + "x" * LARGEST, "", "too large"),
    ],
)
def test_what_does_not_fit_is_named_with_what_may_stand_there(
    tmp_path: Path, text: str, part: str, allowed: str
) -> None:
    with pytest.raises(CaseFileError) as refused:
        read_case(written(tmp_path, text), LONDON)

    assert refused.value.file == "case.toml"
    assert refused.value.part.endswith(part)
    assert allowed in refused.value.problem
    assert MARKER not in str(refused.value)
    assert "\n" not in refused.value.sentence


def test_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(SMALLEST.encode() + 'title = "Gŵyr"'.encode("iso8859-14"))

    with pytest.raises(CaseFileError, match=r"not UTF-8 text \(line 4\)"):
        read_case(path, LONDON)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="cannot be read"):
        read_case(tmp_path / "none.toml", LONDON)
    with pytest.raises(CaseFileError, match="cannot be read"):
        read_setup(tmp_path)


def test_every_kind_of_value_in_a_file_has_words_for_what_is_expected() -> None:
    assert _single_kinds(CaseFile) | _single_kinds(SetupFile) <= set(_EXPECTED)


def test_a_set_up_file_gives_a_practice_and_who_administers_it() -> None:
    setup = read_setup(folder("sample") / "practice.toml")

    assert setup.practice.nation is Nation.ENGLAND
    assert setup.practitioner.profession is Profession.PHYSIOTHERAPIST
    assert setup.practitioner.practitioner(uuid4()).role is Role.ADMINISTRATOR


def test_the_cases_of_the_sample_are_read() -> None:
    case = read_case(folder("sample") / "referral.toml", LONDON)

    assert "ŵ" in case.person.name
    assert case.disclosure.transmission.method is SendingMethod.SECURE_EMAIL


def _single_kinds(kind: Any) -> set[Any]:
    parts = [part for part in get_args(kind) if part not in {NoneType, ...}]
    if parts:
        return set().union(*map(_single_kinds, parts))
    if is_dataclass(kind):
        return set().union(*map(_single_kinds, get_type_hints(kind).values()))
    return set() if issubclass(kind, Enum) else {kind}
