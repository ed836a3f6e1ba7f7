# SPDX-License-Identifier: Apache-2.0
"""What becomes of a person's records as it stands: until when kept, by what, held by whom.

And what somebody looks at before anything is destroyed: what goes, what stays in its place, and
which backups go on holding it. Nothing here says what is in a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from logbook.domain.backup import PlaceKind
from logbook.domain.destruction import RetentionDecision
from logbook.domain.erasure import ErasureDecision
from logbook.domain.findings import Finding
from logbook.domain.holds import Hold
from logbook.domain.retention_dates import RetentionProposal, is_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How long everything about a person is kept, and why."""

    service_user: UUID
    proposal: RetentionProposal
    decided: RetentionDecision | None
    """The decision that took the place of the schedule; None: nobody decided."""
    holds: tuple[Hold, ...]
    """Every hold there ever was, in the order they came."""
    open_decision: UUID | None
    """The last decision to destroy or erase that was not carried out."""

    @property
    def until(self) -> date | None:
        """The last day on which everything must be kept; None while no day can be named."""
        return self.decided.until if self.decided is not None else self.proposal.until

    @property
    def rule(self) -> str:
        """The code of the rule that decides."""
        return self.decided.rule if self.decided is not None else self.proposal.rule.code

    def held_on(self, day: date) -> tuple[Hold, ...]:
        """Give the holds that keep everything on a day (INV-32)."""
        return tuple(hold for hold in self.holds if hold.is_on(day))

    def due_on(self, day: date) -> bool:
        """Tell whether the time is over on a day, and nothing holds it."""
        return is_due(self.until, day) and not self.held_on(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """A record on file, named without anything that is in it."""

    object: UUID
    kind: str
    """The written name of its kind."""
    number: str
    """Of a disclosure; empty for anything else."""
    recorded_on: date
    revisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A backup on record that holds something which the logbook itself holds no longer."""

    made_at: datetime
    place: PlaceKind
    published: bool
    """Whether it is a snapshot for others, which no rotation removes."""
    gone_by: date | None
    """The last day before rotation removes it, if a backup is made each month; None: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What somebody looks at before they destroy what a decision names."""

    decision: RetentionDecision | ErasureDecision
    goes: tuple[HeldRecord, ...]
    stays: tuple[HeldRecord, ...]
    """What says that something was here and why it is no longer, and no more."""
    remains: tuple[HeldRecord, ...]
    """What remains whole, because it was not named."""
    recipients: tuple[str, ...]
    """Whom something was given to that goes: they are told of an erasure (UK GDPR art. 19)."""
    copies: tuple[Copy, ...]
    stops: tuple[Finding, ...]
    """What has come in the way since it was decided."""
