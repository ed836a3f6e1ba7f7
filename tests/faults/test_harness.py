# SPDX-License-Identifier: Apache-2.0
"""The harness itself: what it runs, what it says, and when it fails."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.judging import GOOD, Judgement, Tally, Verdict
from tests.faults.libraries import what_is_missing

HARNESS = Path(__file__).parents[2] / "packaging" / "faults.py"

needs_a_compiler = pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "-")


def harness(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HARNESS), *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@needs_a_compiler
def test_the_harness_prints_a_table_and_counts_its_control_as_caught() -> None:
    said = harness("proof")

    assert said.returncode == 0, said.stdout + said.stderr
    assert re.search(r"^bit-flips +proof +60 +0 +0 +0 ", said.stdout, re.MULTILINE)
    assert re.search(r"^bit-flips +proof \(control\) +12 +12 +0 +0 ", said.stdout, re.MULTILINE)
    assert "BAD" not in said.stdout


@needs_a_compiler
def test_a_name_that_means_nothing_is_answered_with_those_that_do() -> None:
    said = harness("consents")

    assert said.returncode == 2
    assert "consent," in said.stdout
    assert said.stderr == ""


def test_a_tally_is_good_only_if_something_was_looked_at_and_nothing_found() -> None:
    assert not Tally("consent").is_good

    tally = Tally("consent")
    tally.add(GOOD, "call 1")
    assert [tally.is_good] == [True]

    tally.add(Judgement(Verdict.LOST, "an entry"), "call 2")
    assert not tally.is_good
    assert str(tally) == "consent: 2 states, 1 lost, 0 corrupt, 0 unanswered"
    assert tally.shown == "    call 2: lost, an entry\n"
