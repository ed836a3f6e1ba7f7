# SPDX-License-Identifier: Apache-2.0
"""The only reader of the time.

Everything that decides gets the time as an argument; only the door asks this clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time and the zone the practice reads it in."""

    def now(self) -> datetime:
        """Tell the present instant: aware, UTC, whole seconds."""
        ...

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people read and type times."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's clock, read in the time of the United Kingdom."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))

    def now(self) -> datetime:
        """Tell the present instant: aware, UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)
