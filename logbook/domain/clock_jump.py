# SPDX-License-Identifier: Apache-2.0
"""Whether the computer's clock has leapt: times in the journal are claims, deadlines rest on them.

The order of the entries never depends on it. A leap back is always told. A leap forward is told
within a session, where a day cannot pass unseen; a logbook that was closed may rightly have lain
for weeks, so there only a quarter of a year is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = timedelta(hours=24)
LONGEST_CLOSED = timedelta(days=91)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockJump:
    """The clock shows `now`, the last entry says `last`: a person should look which is right."""

    last: datetime
    now: datetime

    @property
    def is_back(self) -> bool:
        """Tell whether the clock shows an earlier time than it did."""
        return self.now < self.last


def clock_jump(last: datetime | None, now: datetime, *, was_closed: bool) -> ClockJump | None:
    """Tell whether the clock has leapt since the last entry."""
    if last is None:
        return None
    forward = LONGEST_CLOSED if was_closed else MOST
    if last - now > MOST or now - last > forward:
        return ClockJump(last=last, now=now)
    return None
