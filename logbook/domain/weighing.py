# SPDX-License-Identifier: Apache-2.0
"""Weighing the public interest in disclosing against the person's and the service's (H-40).

The person's own views stand in `Decision.views`, and why this is the minimum in
`Information.minimum`: both are asked of every disclosure and stand once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Likelihood(Enum):
    """How likely the harm is."""

    REMOTE = "remote"
    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"


class Gravity(Enum):
    """How bad the harm would be."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    DEATH = "death"


class Imminence(Enum):
    """How soon the harm may come."""

    DISTANT = "distant"
    WEEKS = "weeks"
    DAYS = "days"
    NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What was put on the scales, factor by factor, and what it came to."""

    harm_if_not: str = ""
    to_whom: str = ""
    likelihood: Likelihood | None = None
    gravity: Gravity | None = None
    imminence: Imminence | None = None
    harm_if_disclosed: str = ""
    effect_on_care: str = ""
    """Whether the person would turn away from care."""
    effect_on_trust: str = ""
    """What it does to people's trust that the service keeps confidence."""
    less_intrusive: str = ""
    proper_recipient: str = ""
    conclusion: str = ""
