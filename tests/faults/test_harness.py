# SPDX-License-Identifier: Apache-2.0
"""The harness itself: what it runs, what it says, and when it fails."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.faults.judging import GOOD, Judgement, Tally, Verdict
from tests.faults.libraries import what_is_missing

HARNESS = Path(__file__).parents[2] / "packaging" / "faults.py"

needs_a_compiler = pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "-")


def harness(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HARNESS), *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    """The harness as a module: its folder is no package."""
    spec = importlib.util.spec_from_file_location("faults_harness", HARNESS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("counts", "is_control", "status"),
    [
        ((5_000, 0, 0, 0), False, 0),
        ((5_000, 1, 0, 0), False, 1),
        ((5_000, 0, 1, 0), False, 1),
        ((5_000, 0, 0, 1), False, 1),
        ((4_999, 0, 0, 0), False, 1),
        ((), False, 1),
        ((12, 12, 0, 0), True, 0),
        ((5_000, 0, 0, 0), True, 1),
        ((), True, 1),
    ],
)
def test_the_exit_status_is_zero_only_if_all_that_is_due_was_seen_and_nothing_found(
    counts: tuple[int, ...],
    is_control: bool,  # noqa: FBT001 - a parameter of the test
    status: int,
    faults: ModuleType,
) -> None:
    run = faults.Run(
        simulator="power-cut", operation="consent", options=(), due=5_000, is_control=is_control
    )
    good = faults.Outcome(run=faults.Run(simulator="kill", operation="draft", options=(), due=1))
    good.counts = (1, 0, 0, 0)

    assert faults.exit_status([good, faults.Outcome(run=run, counts=counts)]) == status


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("....\n4 passed in 1.20s\n", (4, 0, 0, 0)),
        ("1 failed, 3 passed in 11.20s", (4, 0, 1, 0)),
        ("3 passed, 2 skipped in 61.00s (0:01:01)", (5, 0, 0, 2)),
        ("1 passed, 1 error in 0.20s", (2, 0, 1, 0)),
        ("Traceback (most recent call last):\n", ()),
    ],
)
def test_what_pytest_counts_is_read_and_a_skip_is_not_passed_over(
    said: str, counts: tuple[int, ...], faults: ModuleType
) -> None:
    assert faults.counts_of_tests(said) == counts


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
