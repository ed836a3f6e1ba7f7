# SPDX-License-Identifier: Apache-2.0
"""The table of the rules: every code, seen to fire and seen not to, in the report of the tests.

A test says with `@pytest.mark.rule("B-04", "INV-12", fires=True)` which codes it sees; the table is
printed at the end of a run that ran all of them, and `tests/rules/test_table.py` fails on an empty
cell.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A computer that others use too may stand still for a second in the midst of anything.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

Seen = dict[str, dict[bool, int]]
"""How many tests that passed see a code fire, and how many see it stay away."""

RULE = "rule"

_PASSED = pytest.StashKey[Seen]()


def pytest_configure(config: pytest.Config) -> None:
    seen: Seen = defaultdict(lambda: {True: 0, False: 0})
    config.stash[_PASSED] = seen
    config.pluginmanager.register(Tally(seen))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> pytest.TestReport:  # type: ignore[misc]
    report: pytest.TestReport = yield
    if report.when == "call":
        for mark in item.iter_markers("rule"):
            report.user_properties += [(RULE, [code, mark.kwargs["fires"]]) for code in mark.args]
    return report


class Tally:
    """Counts what the reports say, whichever process they come from."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == RULE:
                    code, fires = value
                    self._seen[code][fires] += 1


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    seen = config.stash[_PASSED]
    if not seen:
        return
    terminalreporter.section("rules: tests that see a code fire / stay away")
    codes = sorted(seen, key=_order)
    for start in range(0, len(codes), 5):
        terminalreporter.line(
            "   ".join(
                f"{code:<7}{seen[code][True]:>3} /{seen[code][False]:>3}"
                for code in codes[start : start + 5]
            )
        )


def _order(code: str) -> tuple[str, int]:
    family, _, number = code.partition("-")
    return family, int(number)


@pytest.fixture(autouse=True)
def folder_of_this_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give each test a computer of its own: what is kept there of a logbook outlives no test."""
    path = tmp_path_factory.mktemp("computer")
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(path)
    yield path / "disclosure-logbook"
    if before is None:
        del os.environ["XDG_DATA_HOME"]
    else:
        os.environ["XDG_DATA_HOME"] = before
