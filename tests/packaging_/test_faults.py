# SPDX-License-Identifier: Apache-2.0
"""What is asked of the fault harness by mistake starts no run of an hour."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[2] / "packaging" / "faults.py"


def harness(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HARNESS), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_help_is_given_and_nothing_is_run(asked: str) -> None:
    answered = harness(asked)
    assert answered.returncode == 0
    assert "--complete" in answered.stdout
    assert "[ 1/" not in answered.stdout


def test_an_option_there_is_none_of_is_named() -> None:
    answered = harness("--completely", "power-cut")
    assert answered.returncode == 2
    assert "no option --completely" in answered.stdout
