# SPDX-License-Identifier: Apache-2.0
"""A referral to protect a child or an adult: what was found, which duties it may raise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class AtRisk(Enum):
    """Whom the referral is to protect."""

    CHILD = "child"
    ADULT = "adult"


class Concern(Enum):
    """What was found or is feared; some of it raises a duty of its own (domain reference 3.3)."""

    FGM = "fgm"
    CHILD_SEXUAL_OFFENCE = "child-sexual-offence"
    OTHER_SERIOUS_OFFENCE = "other-serious-offence"
    VIOLENCE = "violence"
    NEGLECT = "neglect"
    FINANCIAL_ABUSE = "financial-abuse"
    SELF_NEGLECT = "self-neglect"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguarding:
    """What has to be settled with a safeguarding referral."""

    at_risk: AtRisk | None = None
    concerns: tuple[Concern, ...] = ()
    found_on: date | None = None
    threshold: str = ""
    """Why this is enough to refer."""
    adult_refuses: bool = False
    others_at_risk: bool = False
    under_duress: bool = False
    safe_to_tell: bool | None = None
    deferred_until: date | None = None
    deferred_because: str = ""
    agency_reference: str = ""
    follow_up_on: date | None = None
