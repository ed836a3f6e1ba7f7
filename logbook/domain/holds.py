# SPDX-License-Identifier: Apache-2.0
"""Holds: why a person's records stay whatever their dates say (INV-32, domain reference 4.2).

To destroy records while somebody is entitled to them is an offence (Data Protection Act 2018
s 173, for an access request) or contempt. So a hold counts from the moment it is on file, whatever
the clock of the computer says, and only its own end lets go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.people import findings_on_texts
from logbook.domain.retention_dates import is_due


class HoldReason(Enum):
    """What keeps records from being destroyed."""

    COMPLAINT = "complaint"
    CLAIM = "claim"
    REGULATOR = "regulator"
    INQUEST = "inquest"
    POLICE = "police"
    ACCESS_REQUEST = "access-request"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A reason to keep everything about a person until it has ended."""

    id: UUID
    service_user: UUID
    why: HoldReason
    who: str
    """Who asked for it or decided it."""
    start: date
    review_on: date
    reference: str = ""
    """The number of the case with whoever runs it."""
    ended_on: date | None = None
    """The last day it held; None while it holds."""
    ended_because: str = ""
    """Why it was lifted."""

    def is_on(self, day: date) -> bool:
        """Tell whether it keeps records from being destroyed on a day."""
        return self.ended_on is None or day <= self.ended_on

    def is_to_be_reviewed(self, day: date) -> bool:
        """Tell whether somebody should ask by now whether it is still needed."""
        return self.is_on(day) and self.review_on <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record with the last day on which it must be kept."""

    id: UUID
    service_user: UUID
    until: date | None
    """None while no day can be named."""


def held(holds: Iterable[Hold], day: date) -> frozenset[UUID]:
    """Give the service users whose records may not be destroyed on a day (INV-32)."""
    return frozenset(hold.service_user for hold in holds if hold.is_on(day))


def due(records: Iterable[KeptRecord], holds: Iterable[Hold], day: date) -> tuple[KeptRecord, ...]:
    """List the records to be looked at for destruction: their day has passed, none is held."""
    kept_back = held(holds, day)
    return tuple(
        record
        for record in records
        if is_due(record.until, day) and record.service_user not in kept_back
    )


def findings_on_hold(hold: Hold, *, today: date) -> tuple[Finding, ...]:
    """Tell what keeps a hold from being recorded."""
    wrong = {
        "start": hold.start > today,
        "review_on": hold.review_on <= hold.start,
        "ended_on": hold.ended_on is not None and not hold.start <= hold.ended_on <= today,
    }
    needed = {"who": hold.who}
    if hold.ended_on is not None:
        needed["ended_because"] = hold.ended_because
    missing = tuple(
        Finding(code=Code.INCOMPLETE, part=part)
        for part, text in needed.items()
        if not text.strip()
    )
    out_of_order = tuple(
        Finding(code=Code.TIMES_OUT_OF_ORDER, part=part) for part, is_so in wrong.items() if is_so
    )
    return missing + out_of_order + findings_on_texts(hold)
