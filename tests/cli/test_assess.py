# SPDX-License-Identifier: Apache-2.0
"""What `assess`, `codes` and `law` say, to people and to programs, and what they refuse."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest

from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.findings import Code
from logbook.domain.steps import Step
from logbook.resources import folder
from tests.cli.commanding import ROOT, Outcome, Run
from tests.exchange.cases import SMALL

CASES = ROOT / "tests/cases"
REFERRAL = CASES / "v01-referral.toml"
FGM = CASES / "v05-fgm.toml"


def refused(outcome: Outcome, *says: str) -> None:
    assert outcome.status == 2, outcome
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert not [words for words in says if words not in outcome.err], outcome.err
    assert "Traceback" not in outcome.err


def test_a_case_is_said_in_plain_words(run: Run) -> None:
    outcome = run("assess", FGM)

    assert outcome.err == ""
    for words in (
        "the law of Wales",
        "(K-SAFEGUARD)",
        "W-23 Note HP6",
        "Steps asked:",
        "Steps skipped:",
        "It can rest on (not legal advice):",
        "LB-FGM5B",
        "It cannot rest on:",
        "DL-08 2026-11-23",
        "DL-08 2026-12-19",
        "(not verified)",
        "NT-06",
        "kept from everything the person may be shown",
    ):
        assert words in outcome.out, words
    assert "Mali" not in outcome.out


def test_the_exit_status_says_whether_something_stands_in_the_way(run: Run) -> None:
    good, stopped = run("assess", REFERRAL), run("assess", REFERRAL, "--variant", "no-consent")

    assert (good.status, stopped.status) == (0, 1)
    assert "Nothing stands in the way of signing." in good.out
    assert "1 thing stands in the way of signing." in stopped.out
    assert run("assess", REFERRAL, CASES / "v22-gender-history.toml").status == 0


def test_the_table_for_programs_has_everything(run: Run) -> None:
    told = json.loads(run("assess", FGM, "--variant", "scotland", "--json").out)["cases"][0]

    assert (told["kind"], told["family"], told["ready"]) == ("K-SAFEGUARD", "law", False)
    assert told["variant"] == "scotland"
    assert told["refused"]["LB-FGM5B"] == ["wrong-nation"]
    assert [step["step"] for step in told["steps"]] == [step.value for step in Step]
    law = next(found for found in told["findings"] if found["code"] == "B-07")
    assert (law["severity"], law["overridable"], law["blocks"]) == ("stop", True, True)
    assert law["principle"] == "HP6"


def test_a_case_is_assessed_at_the_time_that_is_given(run: Run) -> None:
    at = json.loads(run("assess", REFERRAL, "--at", "2026-11-17T12:30", "--json").out)["cases"][0]
    own = json.loads(run("assess", REFERRAL, "--json").out)["cases"][0]

    assert at["at"] == "2026-11-17T12:30:00+00:00"
    assert own["at"] == "2026-11-16T10:00:00+00:00"
    assert "W-13" in {found["code"] for found in at["findings"]}
    assert "W-13" not in {found["code"] for found in own["findings"]}


def test_a_difference_is_named_and_the_status_says_so(run: Run, tmp_path: Path) -> None:
    text = REFERRAL.read_text(encoding="utf-8")
    (tmp_path / "good.toml").write_text(text, encoding="utf-8")
    wrong = text.replace('warnings = ["W-35"]', 'warnings = ["W-07"]').replace(
        'kind = "K-CARE"', 'kind = "K-LAW"'
    )
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")

    outcome = run("assess", tmp_path, "--expected")

    assert outcome.status == 1
    lines = outcome.out.splitlines()
    assert "good.toml: held" in lines
    assert "good.toml [wales]: held" in lines
    assert any(
        line.startswith("wrong.toml: DIFFERS")
        and "kind: -K-LAW +K-CARE" in line
        and "warnings: -W-07" in line
        for line in lines
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.toml"], ["none.toml: The file cannot be read."]),
        (["."], ["no file ends in .toml"]),
        ([str(REFERRAL), "--variant", "no-such"], ["variant", "duty-told, implied"]),
        ([str(REFERRAL), "--at", "noon"], ["--at needs a date with a time"]),
        ([str(REFERRAL), "--at", "2026-03-29T01:30"], ["--at needs"]),
        ([str(REFERRAL), "--at", "2026-11-16", "--expected"], ["neither --variant nor --at"]),
        ([str(folder("sample") / "referral.toml")], ["practice", "cannot be assessed without"]),
        (["--expected"], ["Missing argument"]),
        (["law", "--nation", "X"], ["E"]),
    ],
)
def test_arguments_that_cannot_be_used_are_named(
    arguments: list[str], says: list[str], run: Run, tmp_path: Path
) -> None:
    command = [] if arguments[0] == "law" else ["assess"]
    with chdir(tmp_path):
        refused(run(*command, *arguments), *says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[practice", ["not valid TOML"]),
        (SMALL + "nickname = 'Orla'", ["disclosure.nickname", "the keys here are"]),
        (SMALL + "kind = 'K-ORLA'", ["disclosure.kind", "K-CARE, K-NONCARE"]),
        (SMALL + "basis = { consent = 'orla' }", ["disclosure.basis.consent", "[[consent]]"]),
        (SMALL.replace("[person]", "[personal]"), ["personal", "the keys here are"]),
        (SMALL.replace("[person]", "[expected]"), ["expected.reference"]),
        (SMALL.partition("[person]")[0] + "[disclosure]", ["person: This part is missing."]),
        (SMALL + "telling = { told_on = '2026-02-31' }", ["telling.told_on", "calendar"]),
        (
            SMALL + "[[variant]]\nname = 'x'\nchanges.disclosure.orla = 1",
            ["variant[1].changes.disclosure.orla", "the keys here are"],
        ),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_line(
    text: str, says: list[str], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")

    outcome = run("assess", tmp_path / "case.toml")

    refused(outcome, "case.toml", "Nothing of the file was recorded", *says)
    assert "Orla" not in outcome.err


def test_a_file_without_an_expectation_cannot_be_compared(run: Run, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(SMALL, encoding="utf-8")

    assert run("assess", tmp_path).status == 1
    refused(run("assess", tmp_path, "--expected"), "expected", "nothing to compare with")


def test_every_code_is_listed_with_what_it_means(run: Run) -> None:
    table = json.loads(run("codes", "--json").out)["codes"]
    said = run("codes")

    assert {one["code"] for one in table} == {code.value for code in Code}
    assert all(one["sentence"] and one["principle"].startswith("HP") for one in table)
    assert (said.status, said.err) == (0, "")
    assert "B-04 Stop, can be overridden, HP2" in said.out
    assert "B-01 Stop, HP2" in said.out


def test_the_law_is_listed_by_nation_with_its_standing(run: Run) -> None:
    every, scots = run("law"), run("law", "--nation", "S")
    table = json.loads(run("law", "--json").out)

    assert (every.status, every.err, scots.status) == (0, "", 0)
    assert "not legal advice" in every.out
    assert "LB-CLANI5" in every.out
    assert "LB-CLANI5" not in scots.out
    assert "verified 2026-11-21" in scots.out
    assert "not verified" in scots.out
    rows = shipped_catalogue().rows
    assert {row["code"] for listed in table["nations"].values() for row in listed} == {
        row.code for row in rows
    }
    assert table["version"] == shipped_catalogue().version
