# SPDX-License-Identifier: Apache-2.0
"""Which lines and branches of journal, store and services the tests run, held against a floor.

    python packaging/dev.py coverage [TEST …]       such as tests/store

Every line of the three packages is to be run by a test, and nearly every branch: what decides,
records and proves. Without names the tests run that use these packages directly; with names only
those, and the table then says what they alone cover. What is left out, such as what only Windows
runs, stands with its reason in pyproject.toml or beside the line.

The table lists each file that is not whole. The exit status is 1 below a floor, and that of the
tests if one of them fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

LINES = 100.0
BRANCHES = 95.0
"""Per cent asked of each package."""

PACKAGES = ("journal", "store", "services")
TESTS = ("journal", "store", "services", "cli", "exchange")
"""Below `tests`: what runs them in its own process, where alone lines are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of something the tests ran."""

    lines: int
    lines_run: int
    branches: int
    branches_run: int
    missing: str = ""

    @property
    def of_lines(self) -> float:
        """In per cent."""
        return 100 * self.lines_run / self.lines if self.lines else 100.0

    @property
    def of_branches(self) -> float:
        """In per cent."""
        return 100 * self.branches_run / self.branches if self.branches else 100.0

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was left out."""
        return (self.lines, self.branches) == (self.lines_run, self.branches_run)

    @property
    def is_enough(self) -> bool:
        """Tell whether it comes up to the floors."""
        return self.of_lines >= LINES and self.of_branches >= BRANCHES


def main(arguments: Sequence[str]) -> int:
    """Run the tests, print the table, and say whether the floors are reached."""
    tests = list(arguments) or [f"tests/{name}" for name in TESTS]
    with tempfile.TemporaryDirectory(prefix="coverage-") as folder:
        report = Path(folder) / "report.json"
        status = _run(tests, report, Path(folder) / "data")
        if not report.exists():
            return status or 1
        found = json.loads(report.read_text("utf-8"))
    files = {name: _share(one) for name, one in found["files"].items()}
    totals = {package: _sum(_below(package, files)) for package in PACKAGES}
    print(_table(files, totals))
    return status or (0 if all(total.is_enough for total in totals.values()) else 1)


def _run(tests: Iterable[str], report: Path, data: Path) -> int:
    """Run tests in as many processes as there are cores; what they counted is put together."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += [
        "--numprocesses=logical",
        "--dist=loadfile",
        "--max-worker-restart=0",
        "--cov-branch",
    ]
    command += [f"--cov=logbook/{package}" for package in PACKAGES]
    command += [f"--cov-report=json:{report}", *tests]
    # Nothing of it is to land in the checkout.
    settings = os.environ | {"COVERAGE_FILE": str(data), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


def _share(one: Mapping[str, Any]) -> Share:
    summary = one["summary"]
    left = one["missing_lines"]
    # From a line that was not run at all no way was taken, and that says nothing more.
    ways = [
        f"{start}→{end if end > 0 else 'end'}"
        for start, end in one["missing_branches"]
        if start not in left
    ]
    return Share(
        lines=summary["num_statements"],
        lines_run=summary["covered_lines"],
        branches=summary["num_branches"],
        branches_run=summary["covered_branches"],
        missing=" ".join([*_ranges(left), *ways]),
    )


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Write numbers in order as 3, 5-8."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ["-".join(map(str, one)) for one in found]


def _below(package: str, files: Mapping[str, Share]) -> list[Share]:
    return [one for name, one in files.items() if Path(name).is_relative_to(f"logbook/{package}")]


def _sum(shares: Sequence[Share]) -> Share:
    return Share(
        lines=sum(one.lines for one in shares),
        lines_run=sum(one.lines_run for one in shares),
        branches=sum(one.branches for one in shares),
        branches_run=sum(one.branches_run for one in shares),
    )


def _table(files: Mapping[str, Share], totals: Mapping[str, Share]) -> str:
    asked_for = f"below {LINES:g} % of lines or {BRANCHES:g} % of branches"
    rows = [f"{'':<40} {'lines':>8} {'branches':>9}  not run"]
    rows += [
        f"{name:<40} {one.of_lines:>7.2f}% {one.of_branches:>8.2f}%  {one.missing}"
        for name, one in sorted(files.items())
        if not one.is_whole
    ]
    rows += [
        f"{f'logbook/{package}':<40} {one.of_lines:>7.2f}% {one.of_branches:>8.2f}%"
        f"  {'good' if one.is_enough else asked_for}"
        for package, one in totals.items()
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
