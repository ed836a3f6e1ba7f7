# SPDX-License-Identifier: Apache-2.0
"""What the rules are expected to say of a case: for cases that are tests, or teach."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from logbook.domain.deadline_rules import DeadlineCode
from logbook.domain.findings import Code
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Unusable
from logbook.domain.notification import NotTellingReason, TellingOutcome
from logbook.domain.steps import SkipReason, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedTelling:
    """What the table on telling the person comes to."""

    outcome: TellingOutcome | None = None
    """None: there is nothing that anybody would have to be told of."""
    reason: NotTellingReason | None = None
    blocked: bool = False
    review_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is expected of an assessment; what is not named may be as it will."""

    at: datetime
    """The time the case is assessed at."""
    kind: Kind | None = None
    family: BasisFamily | None = None
    offered: tuple[str, ...] = ()
    """Codes of rows of the catalogue that are offered."""
    not_offered: tuple[str, ...] = ()
    refused: dict[str, Unusable] = field(default_factory=dict)
    """Codes of rows that are refused, each with a reason among those given for it."""
    stops: tuple[Code, ...] | None = None
    """Exactly the codes that keep it from being signed."""
    answered: tuple[Code, ...] = ()
    """Codes that stand and were answered with a reason."""
    warnings: tuple[Code, ...] = ()
    """Codes that are found and keep nothing from being signed."""
    not_warnings: tuple[Code, ...] = ()
    """Codes that are not found."""
    ready: bool | None = None
    deadlines: dict[DeadlineCode, tuple[date, ...]] = field(default_factory=dict)
    """Every day a rule gives, earliest first; none: the rule gives no deadline."""
    deadlines_at: dict[DeadlineCode, tuple[datetime, ...]] = field(default_factory=dict)
    """The same for rules that count hours."""
    steps: tuple[Step, ...] | None = None
    """Exactly the steps that are asked, in order."""
    asked: tuple[Step, ...] = ()
    """Steps that are among those asked."""
    skipped: dict[Step, SkipReason] = field(default_factory=dict)
    telling: ExpectedTelling | None = None
    restricted: bool | None = None
    """Whether the entry is kept from everything the person may be shown."""
