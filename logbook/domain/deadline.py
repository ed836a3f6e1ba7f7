# SPDX-License-Identifier: Apache-2.0
"""A deadline: by when something is due and why, how near that is, and which comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from logbook.domain.deadline_rules import Authority, DeadlineCode, Event, Grounding, Rule

SOON = timedelta(days=7)
"""How long before it is due a deadline begins to be urgent (W-14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when something is due, and why.

    Due either on a day (`due`) or at an instant (`due_at`); neither while the clock stands still.
    """

    rule: Rule
    counted_from: Event
    since: date | None = None
    """The day it is counted from, or on which was asked what it waits for."""
    since_at: datetime | None = None
    due: date | None = None
    due_at: datetime | None = None
    rolled_from: date | None = None
    """The corresponding date, where that was no working day and `due` is the next one."""
    latest: date | None = None
    """The last day to which `due` may be put off, with a reason that is recorded."""
    paused_days: int = 0
    """For how many days the clock stood, by the house's arithmetic (DL-03)."""
    waiting_for: Event | None = None
    """What has to come in before the clock runs."""

    @property
    def code(self) -> DeadlineCode:
        """The stable code of the rule."""
        return self.rule.code

    @property
    def statutory(self) -> bool:
        """Whether an enactment sets it."""
        return self.rule.authority is Authority.STATUTE

    @property
    def unverified(self) -> bool:
        """Whether the rule has not been checked against its source yet."""
        return self.rule.grounding is Grounding.UNVERIFIED


class DeadlineState(Enum):
    """How near a deadline is."""

    WAITING = "waiting"
    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"


def ends_at(deadline: Deadline, zone: tzinfo) -> datetime | None:
    """Give the last instant that is still in time, in UTC; days end where the practice is."""
    if deadline.due is not None:
        return datetime.combine(deadline.due, time(23, 59, 59), zone).astimezone(UTC)
    return deadline.due_at


def state_of(deadline: Deadline, now: datetime, zone: tzinfo) -> DeadlineState:
    """Tell how near a deadline is (W-14): soon from seven days before, counted as it is set."""
    if deadline.due is not None:
        left = deadline.due - now.astimezone(zone).date()
    elif deadline.due_at is not None:
        left = deadline.due_at - now
    else:
        return DeadlineState.WAITING
    if left < timedelta(0):
        return DeadlineState.OVERDUE
    return DeadlineState.SOON if left <= SOON else DeadlineState.OPEN


def urgency(deadline: Deadline, zone: tzinfo) -> tuple[bool, datetime, str, str]:
    """Give the key that sorts deadlines: the nearest first, those whose clock stands last."""
    end = ends_at(deadline, zone)
    return (
        end is None,
        end or datetime.max.replace(tzinfo=UTC),
        deadline.code.value,
        deadline.rule.duty.value,
    )
