# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from tests.rules.situations import a_case, assessed, stops


def test_the_ordinary_case_of_these_tests_can_be_signed() -> None:
    case = a_case()
    assert assessed(case).ready
    assert stops(case) == frozenset()
