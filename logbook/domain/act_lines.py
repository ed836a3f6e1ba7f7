# SPDX-License-Identifier: Apache-2.0
"""What an auditor sees of an entry of the journal: who did what, and when; not about whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from logbook.domain.records import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """One entry of the journal. Nothing of the record it brought is in it."""

    seq: int
    at: datetime
    act: Act | None
    """None: an act that only a newer version of the program knows."""
    written: str
    """The act as the journal names it."""
    name: str
    """Who did it, as they are known now; empty where nobody of that identity is known."""
