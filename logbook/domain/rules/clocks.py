# SPDX-License-Identifier: Apache-2.0
"""What the rules say about time that is running out (W-14)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.clocks import deadlines_for, is_met
from logbook.domain.deadline import DeadlineState, state_of
from logbook.domain.deadline_rules import DeadlineCode
from logbook.domain.findings import Code, Finding


def findings(situation: Situation) -> Iterator[Finding]:
    """Name the parts whose deadline is within seven days or over."""
    near = {
        _PART_OF[deadline.code]: None
        for deadline in deadlines_for(situation)
        if deadline.code in _PART_OF
        and not is_met(deadline, situation)
        and state_of(deadline, situation.now, situation.zone) in _URGENT
    }
    for part in near:
        yield Finding(code=Code.DEADLINE_NEAR, part=part)


_URGENT = frozenset({DeadlineState.SOON, DeadlineState.OVERDUE})

_PART_OF = {
    DeadlineCode.SUBJECT_ACCESS: "access.sent_on",
    DeadlineCode.EXTENDED_ACCESS: "access.sent_on",
    DeadlineCode.PAUSED_ACCESS: "access.sent_on",
    DeadlineCode.ACCESS_AFTER_DEATH: "access.sent_on",
    DeadlineCode.COMPLAINT: "access.type",
    DeadlineCode.BREACH_TO_REGULATOR: "incident.commissioner.done_at",
    DeadlineCode.BREACH_TO_PERSON: "incident.individuals.done_at",
    DeadlineCode.FGM: "safeguarding.found_on",
    DeadlineCode.CHILD_SEXUAL_OFFENCE: "safeguarding.found_on",
    DeadlineCode.DRIVER: "basis.served_on",
    DeadlineCode.INSTRUMENT: "basis.due",
    DeadlineCode.REVIEW_OF_NOT_TELLING: "telling.review_on",
    DeadlineCode.REVIEW_OF_CONSENT: "basis.consent",
    DeadlineCode.STATUTORY_REFERRAL: "basis.legal_basis",
}
"""Where a date is entered; recording late (DL-14) has a warning of its own (W-13)."""
