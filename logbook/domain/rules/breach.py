# SPDX-License-Identifier: Apache-2.0
"""What the rules say where something went to the wrong place (P18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from logbook.domain.breach import Choosing, Incident
from logbook.domain.case import Situation
from logbook.domain.deadlines import BREACH_REPORT
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing about what happened, the risk and the two decisions."""
    incident = situation.draft.incident
    if incident is None and situation.kind is not Kind.BREACH:
        return
    incident = incident or Incident()
    yield from _unfinished(incident)
    yield from _times(incident, situation.now)
    yield from _decisions(incident)
    yield from _on_the_clock(incident, situation.now)


def _unfinished(incident: Incident) -> Iterator[Finding]:
    needed: tuple[tuple[str, object], ...] = (
        ("aware_at", incident.aware_at),
        ("what", incident.what.strip()),
        ("went_to", incident.went_to.strip()),
        ("contained", incident.contained.strip()),
        ("risk", incident.risk),
        ("people", incident.people > 0),
    )
    for part, value in needed:
        if not value:
            yield Finding(code=Code.INCOMPLETE, part=f"incident.{part}")


def _times(incident: Incident, now: datetime) -> Iterator[Finding]:
    """It happened, somebody became aware, it was reported and told, and all that in the past."""
    aware = incident.aware_at
    if aware is not None and aware > now:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="incident.aware_at")
    if incident.occurred_at is not None and incident.occurred_at > (aware or now):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="incident.occurred_at")
    for name in ("commissioner", "individuals"):
        done = getattr(incident, name).done_at
        if done is not None and (done > now or (aware is not None and done < aware)):
            yield Finding(code=Code.TIMES_OUT_OF_ORDER, part=f"incident.{name}.done_at")


def _decisions(incident: Incident) -> Iterator[Finding]:
    """Both decisions are recorded with their reasons, whichever way they went (article 33(5))."""
    for name in ("commissioner", "individuals"):
        decision: Choosing = getattr(incident, name)
        if not decision.settled:
            part = "yes" if decision.yes is None else "reasons"
            yield Finding(code=Code.BREACH_UNDECIDED, part=f"incident.{name}.{part}")


def _on_the_clock(incident: Incident, now: datetime) -> Iterator[Finding]:
    if incident.aware_at is None:
        return
    due = incident.aware_at + BREACH_REPORT
    report = incident.commissioner
    late = (report.done_at or now) > due
    if late and report.yes and not incident.late_because.strip():
        yield Finding(code=Code.INCOMPLETE, part="incident.late_because")
    # What was decided not to be reported can still be reported in time.
    given_up = report.settled and not report.yes and now > due
    if report.done_at is None and not given_up:
        yield Finding(code=Code.BREACH_CLOCK, part="incident.commissioner.done_at")
