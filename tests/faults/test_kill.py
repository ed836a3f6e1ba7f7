# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows"),
]


def killed(rounds: int, *options: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill", str(rounds), *options],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.stderr == ""
    counts = re.findall(r"(\d+) (rounds|acknowledged|lost|damaged)", done.stdout)
    return {name: int(number) for number, name in counts}


def test_killing_the_process_at_random_a_hundred_times_loses_no_acknowledged_entry() -> None:
    counts = killed(100)

    assert counts["rounds"] == 100
    assert counts["acknowledged"] >= 100
    assert (counts["lost"], counts["damaged"]) == (0, 0)


def test_the_simulation_catches_a_program_that_acknowledges_before_it_records() -> None:
    assert killed(12, "--acknowledge-first")["lost"] > 0
