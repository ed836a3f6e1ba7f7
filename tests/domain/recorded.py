# SPDX-License-Identifier: Apache-2.0
"""Whole records of disclosures, changed by name, for what reads them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from logbook.domain.assessment import complete
from logbook.domain.disclosure import Disclosure
from tests.builders import NOON
from tests.rules.situations import LONDON, a_case, the_catalogue


@cache
def _ordinary() -> Disclosure:
    return complete(a_case(), the_catalogue(), number="D-2026-0001", now=NOON, zone=LONDON)


def a_disclosure(**changes: Any) -> Disclosure:
    """The report to the insurer of the rules' tests, as it was recorded."""
    return replace(_ordinary(), **changes)
