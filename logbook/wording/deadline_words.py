# SPDX-License-Identifier: Apache-2.0
"""A deadline in words: what, by when, from what that counts, who says so and how sure it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from logbook.domain.deadline import Deadline, DeadlineState, state_of
from logbook.domain.deadline_rules import Grounding
from logbook.i18n import _
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label


def deadline_line(deadline: Deadline, now: datetime, zone: ZoneInfo) -> str:
    """Say in one line what is due by when, and whether that is near or past."""
    duty, state = label(deadline.rule.duty), state_of(deadline, now, zone)
    if state is DeadlineState.WAITING:
        return _("{duty}: the clock waits for {event}").format(
            duty=duty, event=label(deadline.waiting_for) if deadline.waiting_for else "…"
        )
    line = _("{duty} by {day}").format(duty=duty, day=due_in_words(deadline, zone))
    if state is DeadlineState.OPEN:
        return line
    return _("{state}: {line}").format(state=label(state), line=line)


def due_in_words(deadline: Deadline, zone: ZoneInfo) -> str:
    """Write the day, or the moment, on which it is due; nothing while the clock waits."""
    if deadline.due is not None:
        return day_in_words(deadline.due)
    return moment_in_words(deadline.due_at, zone) if deadline.due_at is not None else ""


def deadline_grounds(deadline: Deadline, zone: ZoneInfo) -> str:
    """Say from what a deadline is counted, who sets it, and how sure that is."""
    since = (
        day_in_words(deadline.since)
        if deadline.since is not None
        else moment_in_words(deadline.since_at, zone)
        if deadline.since_at is not None
        else ""
    )
    counted = (
        _("Counted from {event} on {day}").format(event=label(deadline.counted_from), day=since)
        if since
        else _("Counted from {event}").format(event=label(deadline.counted_from))
    )
    said = [counted, label(deadline.rule.authority)]
    if deadline.rule.grounding is not Grounding.SOURCE:
        said.append(label(deadline.rule.grounding))
    return "; ".join(said) + "."
