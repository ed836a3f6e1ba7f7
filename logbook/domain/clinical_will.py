# SPDX-License-Identifier: Apache-2.0
"""The clinical will: who looks after the practice's duties when the practitioner cannot.

Executors hold cards, of which so many together open the logbook for what they need: whom to tell,
where files are, until when they are kept, which clocks run. The words on the cards are recorded
nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.people import findings_on_texts
from logbook.domain.retention_dates import after_years

CHECK_YEARS = 1
"""How often executors are asked whether they have their cards, and are still willing."""

FEWEST_TO_OPEN = 2
"""One card alone would be a key that lies about in somebody's drawer."""

MOST_EXECUTORS = 16
"""As many cards as SLIP-39 splits a secret into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executor:
    """Somebody who holds a card."""

    name: str
    contact: str
    """How they are reached: telephone, address."""
    role: str = ""
    """What they are, such as a colleague of the same profession, or the solicitor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WillDraft:
    """What a practitioner says when they make a clinical will."""

    executors: tuple[Executor, ...]
    threshold: int = FEWEST_TO_OPEN
    files: str = ""
    """Where paper files and keys to them are, and what executors should know besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalWill:
    """A clinical will that was made. `holder` is whom the cards open the logbook as."""

    id: UUID
    holder: UUID
    executors: tuple[Executor, ...]
    threshold: int
    files: str
    made_by: UUID
    made_at: datetime
    checked_at: datetime | None = None
    revoked_at: datetime | None = None
    tried_at: datetime | None = None
    """When enough cards were last typed in, and found to open the logbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorCard:
    """One card, for one executor. It is kept in memory only, until it is printed or saved."""

    will: UUID
    """The clinical will it belongs to; that does not stand on the paper."""
    number: int
    """Counted from 1."""
    count: int
    threshold: int
    words: tuple[str, ...] = field(repr=False)
    """33 words of SLIP-39."""
    holder: Executor
    others: tuple[Executor, ...]
    practice: str
    practice_lines: tuple[str, ...]
    practitioner: str
    logbook: str
    vault: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WillStatus:
    """How it stands with the clinical will."""

    will: ClinicalWill | None = None
    """The one that stands; None: there is none."""
    made_on: date | None = None
    checked_on: date | None = None
    tried_on: date | None = None
    """When the cards themselves were last tried; the executors may have been asked since."""
    check_due_on: date | None = None
    """From this day on the executors should be asked, or the cards tried."""
    is_check_due: bool = False


def will_status(
    will: ClinicalWill | None,
    *,
    made_on: date | None,
    checked_on: date | None,
    today: date,
    tried_on: date | None = None,
) -> WillStatus:
    """Tell how it stands with a will; days are told where the practice is.

    A will that was never checked is to be checked at once: cards that were never printed, saved or
    handed out open nothing for anybody, and the journal cannot know of it.
    """
    if will is None or made_on is None:
        return WillStatus()
    due = after_years(checked_on, CHECK_YEARS) if checked_on is not None else made_on
    return WillStatus(
        will=will,
        made_on=made_on,
        checked_on=checked_on,
        tried_on=tried_on,
        check_due_on=due,
        is_check_due=due <= today,
    )


def findings_on_will(draft: WillDraft) -> tuple[Finding, ...]:
    """Tell what keeps a will from being made: executors with a name and a contact, and enough."""
    return (*_incomplete(draft), *findings_on_texts(draft))


def _incomplete(draft: WillDraft) -> Iterator[Finding]:
    count = len(draft.executors)
    if not FEWEST_TO_OPEN <= count <= MOST_EXECUTORS:
        yield Finding(code=Code.INCOMPLETE, part="executors")
    if not FEWEST_TO_OPEN <= draft.threshold <= max(count, FEWEST_TO_OPEN):
        yield Finding(code=Code.INCOMPLETE, part="threshold")
    for part in ("name", "contact"):
        if not all(getattr(executor, part).strip() for executor in draft.executors):
            yield Finding(code=Code.INCOMPLETE, part=f"executors.{part}")
