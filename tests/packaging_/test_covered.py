# SPDX-License-Identifier: Apache-2.0
"""The table of coverage: what it lists, and when it is enough."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def covered() -> Iterator[ModuleType]:
    place = ROOT / "packaging" / "covered.py"
    spec = importlib.util.spec_from_file_location("covered", place)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["covered"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["covered"]


def a_file(**changes: object) -> dict[str, object]:
    summary = {
        "num_statements": 10,
        "covered_lines": 6,
        "num_branches": 40,
        "covered_branches": 38,
    }
    found: dict[str, object] = {
        "summary": summary,
        "missing_lines": [3, 5, 6, 7],
        "missing_branches": [[2, 3], [5, 8], [9, -1]],
    }
    return {**found, **changes}


def test_what_was_not_run_is_written_in_ranges_and_ways(covered: ModuleType) -> None:
    share = covered._share(a_file())
    assert share.missing == "3 5-7 2→3 9→end"
    assert (share.of_lines, share.of_branches) == (60, 95)
    assert not share.is_whole
    assert not share.is_enough


@pytest.mark.parametrize(
    ("lines_run", "branches_run", "is_enough"),
    [(100, 95, True), (100, 94, False), (99, 100, False)],
)
def test_every_line_is_asked_for_and_nearly_every_branch(
    covered: ModuleType, lines_run: int, branches_run: int, *, is_enough: bool
) -> None:
    share = covered.Share(lines=100, lines_run=lines_run, branches=100, branches_run=branches_run)
    assert share.is_enough is is_enough


def test_table_lists_what_is_not_whole_and_each_package(covered: ModuleType) -> None:
    files = {
        "logbook/store/one.py": covered._share(a_file()),
        "logbook/store/other.py": covered.Share(lines=5, lines_run=5, branches=2, branches_run=2),
        "logbook/journal/tree.py": covered.Share(lines=1, lines_run=1, branches=0, branches_run=0),
    }
    totals = {one: covered._sum(covered._below(one, files)) for one in covered.PACKAGES}
    said = covered._table(files, totals)
    assert "logbook/store/one.py" in said
    assert "other.py" not in said
    assert totals["store"].lines == 15
    rows = {row.split()[0]: row for row in said.splitlines()[-3:]}
    assert rows["logbook/journal"].endswith("good")
    assert "below 100 % of lines or 95 % of branches" in rows["logbook/store"]
