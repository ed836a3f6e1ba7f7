# SPDX-License-Identifier: Apache-2.0
"""Every case and variant of the domain reference, part 8, through the command line."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.practice import Nation, Profession
from logbook.exchange.case_file import WrittenCase, read_cases
from tests.cli.commanding import ROOT, Run, run_outside

FOLDER = ROOT / "tests/cases"
FILES = sorted(FOLDER.glob("*.toml"))
LONDON = ZoneInfo("Europe/London")


@cache
def cases(path: Path) -> tuple[WrittenCase, ...]:
    return read_cases(path, LONDON)


EVERY = [(path, case.name) for path in FILES for case in cases(path)]
SAID: dict[Path, dict[str, list[object]]] = {}


@pytest.mark.parametrize(
    ("path", "variant"), EVERY, ids=[f"{path.stem}-{name or 'base'}" for path, name in EVERY]
)
def test_the_rules_say_of_a_case_what_its_file_expects(path: Path, variant: str, run: Run) -> None:
    if path not in SAID:
        outcome = run("assess", path, "--expected", "--json")
        assert outcome.err == ""
        SAID[path] = {
            one["variant"]: one["differences"] for one in json.loads(outcome.out)["cases"]
        }

    assert SAID[path][variant] == []


def test_all_cases_are_assessed_in_one_run() -> None:
    outcome = run_outside("assess", FOLDER, "--expected")

    assert outcome.err == ""
    assert len(outcome.out.splitlines()) == len(EVERY) + 1
    assert outcome.out.splitlines()[-1] == f"{len(EVERY)} of {len(EVERY)} cases are as expected."
    assert outcome.status == 0


def test_there_is_a_case_for_every_vignette_and_many_variants() -> None:
    numbers = [int(re.match(r"v(\d\d)-", path.name)[1]) for path in FILES]  # type: ignore[index]

    assert numbers == list(range(1, 25))
    assert len(EVERY) >= 120
    assert all(len(cases(path)) >= 4 for path in FILES)


def test_the_cases_reach_every_nation_and_every_profession() -> None:
    every = [case for path in FILES for case in cases(path)]

    assert {case.disclosure.nation or case.practice.nation for case in every} == set(Nation)  # type: ignore[union-attr]
    professions = {case.practitioner.profession for case in every}  # type: ignore[union-attr]
    assert professions - {None} == set(Profession)


def test_every_case_expects_something_of_each_side_of_the_rules() -> None:
    expected = [case.expected for path in FILES for case in cases(path)]

    assert all(one is not None for one in expected)
    for part in (
        "kind",
        "stops",
        "warnings",
        "deadlines",
        "offered",
        "refused",
        "telling",
        "asked",
    ):
        assert sum(bool(getattr(one, part)) for one in expected) > 10, part
