# SPDX-License-Identifier: Apache-2.0
"""The simulators, run as a person runs them: two at a time, and their lines read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

LINE = re.compile(
    r"^([^ \n].*?): (.+): (\d+) states, (\d+) lost, (\d+) corrupt, (\d+) unanswered", re.MULTILINE
)
Counts = dict[str, dict[str, int]]
Simulator = Callable[..., Counts]


@pytest.fixture(scope="session")
def simulated() -> Simulator:
    """Run a simulator, its operations dealt out to two processes; give counts by operation."""

    def run(module: str, *options: str, only: tuple[str, ...] = ("",)) -> Counts:
        shares = [share for share in (only[::2], only[1::2]) if share]
        with ThreadPoolExecutor(len(shares)) as pool:
            said = list(pool.map(lambda share: _said(module, options, ",".join(share)), shares))
        return {
            line[2]: dict(
                zip(
                    ("states", "lost", "corrupt", "unanswered"),
                    map(int, line.groups()[2:]),
                    strict=True,
                )
            )
            for line in LINE.finditer("".join(said))
        }

    return run


def _said(module: str, options: tuple[str, ...], only: str) -> str:
    command = [sys.executable, "-m", f"tests.faults.{module}", *options]
    done = subprocess.run(
        [*command, "--only", only] if only else command,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert done.stderr == ""
    if ": skipped, " in done.stdout:
        pytest.skip(done.stdout.strip())
    return done.stdout
