# SPDX-License-Identifier: Apache-2.0
"""No empty cell: every rule has a test in which it fires and one in which it stays away."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from logbook.domain.findings import Code

TESTS = Path(__file__).parents[1]

EVERY_CODE = sorted(
    {f"B-{number:02d}" for number in range(1, 20)}
    | {f"W-{number:02d}" for number in range(1, 44)}
    | {f"INV-{number:02d}" for number in range(1, 41)}
    | {code.value for code in Code}
)


def _marked() -> dict[tuple[str, bool], int]:
    """Count the tests that say they see a code fire, or stay away, in the whole suite."""
    cells: dict[tuple[str, bool], int] = defaultdict(int)
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule":
                        fires = ast.literal_eval(mark.keywords[0].value)
                        for code in mark.args:
                            cells[ast.literal_eval(code), fires] += 1
    return cells


MARKED = _marked()


@pytest.mark.parametrize("fires", [True, False], ids=["fires", "stays-away"])
@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_rule_is_seen_to_fire_and_to_stay_away(code: str, *, fires: bool) -> None:
    assert MARKED[code, fires] > 0


def test_no_test_names_a_rule_that_does_not_exist() -> None:
    assert {code for code, _ in MARKED} <= set(EVERY_CODE)
