# SPDX-License-Identifier: Apache-2.0
"""Every rule, in the order of the wizard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from logbook.domain.case import Situation
from logbook.domain.findings import Finding
from logbook.domain.people import findings_on_texts
from logbook.domain.rules import (
    access,
    basis,
    breach,
    child,
    clocks,
    consenting,
    data_protection,
    de_identified,
    deciding,
    information,
    making,
    person,
    repeating,
    request,
    research,
    safeguarding,
    screening,
    telling,
    unable,
    weighing,
)

EVERY_RULE: tuple[Callable[[Situation], Iterator[Finding]], ...] = (
    person.findings,
    request.findings,
    information.findings,
    screening.findings,
    child.findings,
    basis.findings,
    consenting.findings,
    unable.findings,
    weighing.findings,
    access.findings,
    safeguarding.findings,
    research.findings,
    de_identified.findings,
    breach.findings,
    clocks.findings,
    repeating.findings,
    data_protection.findings,
    deciding.findings,
    making.findings,
    telling.findings,
)


def every_finding(situation: Situation) -> Iterator[Finding]:
    """List the findings in the order of the wizard."""
    for rule in EVERY_RULE:
        yield from rule(situation)
    yield from findings_on_texts(situation.draft)
