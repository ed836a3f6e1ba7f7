# SPDX-License-Identifier: Apache-2.0
"""A case file is read whole or refused with the place and what may stand there."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.practice import Nation, Profession, Role
from logbook.domain.transmission import SendingMethod
from logbook.exchange.case_file import CaseFile, read_case
from logbook.exchange.checking import EXPECTED
from logbook.exchange.forms import REFERENCES, keys_of
from logbook.exchange.setup_file import SetupFile, read_setup
from logbook.exchange.toml_file import LARGEST, CaseFileError
from logbook.resources import folder

LONDON = ZoneInfo("Europe/London")
MARKER = "Gwrandewch"
"""A word that stands for a person's data: it must never turn up in an error."""

SMALLEST = '[person]\nreference = "V-1"\n[disclosure]\n'


REPRESENTATIVE = """[[representative]]
label = "a"
name = "x"
relationship = "x"
authority = "advocate"
nation = "E"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_smallest_case_is_a_reference_and_an_empty_disclosure(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, SMALLEST), LONDON)

    assert case.person is not None
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

    person = read_case(written(tmp_path, text), LONDON).person
    assert person is not None
    assert person.born == date(1971, 4, 9)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())

    person = read_case(path, LONDON).person
    assert person is not None
    assert person.reference == "V-1"


@pytest.mark.parametrize(
    ("text", "part", "allowed"),
    [
        (SMALLEST + f'nickname = "{MARKER}"', "disclosure.nickname", "keys here are: kind"),
        (f"{MARKER} = 1\n{SMALLEST}", "?", "keys here are: title"),
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
        ('[disclosure]\nkind = "K-DEID"\n[[objection]]\nmade_on = 2026-01-01', "person", "missing"),
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
        (SMALLEST + 'basis = { consent = "a" }\n' + REPRESENTATIVE, "basis.consent", "[[consent]]"),
        (SMALLEST + "basis = { consent = 7 }", "disclosure.basis.consent", "label"),
        (SMALLEST + f'[[consent]]\nlabel = "{MARKER}"', "consent[1].label", "small letters"),
        (SMALLEST + "batch = { people = true }", "disclosure.batch.people", "whole number"),
        (SMALLEST + 'id = "x"', "disclosure.id", "no such key"),
        (SMALLEST.replace("[disc", 'id = "x"\n[disc'), "person.id", "no such key"),
        (SMALLEST + '[expected]\nat = 2026-11-16T10:00:00\nstops = ["B-99"]', "stops[1]", "B-01"),
        (SMALLEST + "[expected]\nready = true", "expected.at", "missing"),
        (SMALLEST + "[practice]", "practice.name", "missing"),
        (SMALLEST + '[[consent]]\nlabel = "a"\n[[consent]]\nlabel = "a"', "consent", "same"),
        (SMALLEST + f'[disclosure]\nx = "{MARKER}"', "", "line 4"),
        (SMALLEST + f'x = "{MARKER}', "", "not valid TOML"),
        ("x = " + "[" * 100_000, "", "nested too deeply"),
        ("a." * 50_000 + "a = 1", "", "nested too deeply"),
        ("'a' . " * 41 + "a = 1", "", "nested too deeply"),
        ("x = " + "9" * 6_000, "", "too many digits"),
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
    assert _single_kinds(CaseFile) | _single_kinds(SetupFile) <= set(EXPECTED)


def test_a_set_up_file_gives_a_practice_and_who_administers_it() -> None:
    setup = read_setup(folder("sample") / "practice.toml")

    assert setup.practice.nation is Nation.ENGLAND
    assert setup.practitioner.profession is Profession.PHYSIOTHERAPIST
    assert setup.practitioner.role is Role.ADMINISTRATOR


def test_labels_become_the_identities_of_what_they_name(tmp_path: Path) -> None:
    text = (
        SMALLEST + 'unable = { representative = "a" }\nbasis = { consent = "" }\n' + REPRESENTATIVE
    )

    case = read_case(written(tmp_path, text), LONDON)

    assert case.person is not None
    assert case.disclosure.unable is not None
    assert case.disclosure.unable.representative == case.representative[0].id
    assert case.representative[0].service_user == case.person.id == case.disclosure.service_user
    assert case.disclosure.basis.consent is None


def test_what_became_of_a_consent_belongs_to_it(tmp_path: Path) -> None:
    text = SMALLEST + (
        '[[consent]]\nlabel = "a"\n[[consent.event]]\nkind = "withdrawn"\nat = 2026-07-01T10:30:00'
    )

    case = read_case(written(tmp_path, text), LONDON)

    event = case.consent[0].event[0]
    assert event.consent == case.consent[0].id
    assert event.service_user == case.consent[0].service_user
    assert event.at == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def test_whoever_is_left_at_home_lives_where_the_practice_is(tmp_path: Path) -> None:
    practice = '[practice]\nname = "x"\naddress = "x"\ncontroller = "charity"\nnation = "S"\n'
    own = SMALLEST.replace("[disc", 'nation = "W"\n[disc')

    at_home = read_case(written(tmp_path, SMALLEST + practice), LONDON)
    away = read_case(written(tmp_path, own + practice), LONDON)

    assert at_home.person is not None
    assert away.person is not None
    assert (at_home.person.nation, at_home.at_home) == (Nation.SCOTLAND, True)
    assert (away.person.nation, away.at_home) == (Nation.WALES, False)


def test_a_case_may_be_about_nobody_where_its_kind_may(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, '[disclosure]\nkind = "K-BULK"'), LONDON)

    assert case.person is None
    assert case.disclosure.service_user is None


def test_every_reference_of_a_case_has_a_section_it_is_found_in() -> None:
    assert _referring(CaseFile) == set(REFERENCES)


def test_the_cases_of_the_sample_are_read() -> None:
    case = read_case(folder("sample") / "referral.toml", LONDON)

    assert case.person is not None
    assert "ŵ" in case.person.name
    assert case.disclosure.transmission.method is SendingMethod.SECURE_EMAIL


def _single_kinds(kind: Any) -> set[Any]:
    parts = [part for part in get_args(kind) if part not in {NoneType, ...}]
    if parts:
        return set().union(*map(_single_kinds, parts))
    if is_dataclass(kind):
        return set().union(*map(_single_kinds, get_type_hints(kind).values()))
    return set() if kind is Any or issubclass(kind, Enum) else {kind}


def _referring(kind: Any) -> set[str]:
    """Name the keys of a file that stand for an identity and are no label."""
    found = set()
    for key in keys_of(kind).values():
        for part in (*get_args(key.kind), key.kind):
            if part is UUID and key.written != "label":
                found.add(key.written)
            elif is_dataclass(part) and isinstance(part, type):
                found |= _referring(part)
    return found
