# SPDX-License-Identifier: Apache-2.0
"""The grounds of data-protection law, asked of every identifiable disclosure about the living.

They stand beside the common-law ground and do not replace it: care usually rests on implied
consent at common law and on article 6(1)(f) with 9(2)(h), not on consent under the UK GDPR.
The values are codes of the catalogue, which holds their words and sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Article6(Enum):
    """UK GDPR article 6(1): what makes the processing lawful."""

    CONSENT = "LB-6A"
    CONTRACT = "LB-6B"
    LEGAL_OBLIGATION = "LB-6C"
    VITAL_INTERESTS = "LB-6D"
    PUBLIC_TASK = "LB-6E"
    RECOGNISED_INTERESTS = "LB-6EA"
    LEGITIMATE_INTERESTS = "LB-6F"


class RecognisedInterest(Enum):
    """Annex 1 of the UK GDPR: the interests that need no balancing."""

    PUBLIC_TASK_REQUEST = "public-task-request"
    NATIONAL_SECURITY = "national-security"
    EMERGENCY = "emergency"
    CRIME = "crime"
    SAFEGUARDING = "safeguarding"


class Article9(Enum):
    """UK GDPR article 9(2): what allows the use of health and other special data."""

    EXPLICIT_CONSENT = "LB-9A"
    VITAL_INTERESTS = "LB-9C"
    LEGAL_CLAIMS = "LB-9F"
    SUBSTANTIAL_PUBLIC_INTEREST = "LB-9G"
    HEALTH_OR_SOCIAL_CARE = "LB-9H"
    PUBLIC_HEALTH = "LB-9I"
    RESEARCH = "LB-9J"


class Schedule1(Enum):
    """DPA 2018 schedule 1: the condition that goes with article 9 or 10."""

    HEALTH_OR_SOCIAL_CARE = "LB-S1-2"
    PUBLIC_HEALTH = "LB-S1-3"
    RESEARCH = "LB-S1-4"
    STATUTORY_PURPOSES = "LB-S1-6"
    UNLAWFUL_ACTS = "LB-S1-10"
    PROTECTING_THE_PUBLIC = "LB-S1-11"
    REGULATORY_REQUIREMENTS = "LB-S1-12"
    COUNSELLING = "LB-S1-17"
    SAFEGUARDING = "LB-S1-18"
    ECONOMIC_WELL_BEING = "LB-S1-19"
    INSURANCE = "LB-S1-20"
    LEGAL_CLAIMS = "LB-S1-33"

    @property
    def needs_policy_document(self) -> bool:
        """Whether an appropriate policy document is needed (W-19; schedule 1 part 4)."""
        return self in {
            Schedule1.STATUTORY_PURPOSES,
            Schedule1.PROTECTING_THE_PUBLIC,
            Schedule1.REGULATORY_REQUIREMENTS,
            Schedule1.COUNSELLING,
            Schedule1.SAFEGUARDING,
            Schedule1.ECONOMIC_WELL_BEING,
            Schedule1.INSURANCE,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DataProtection:
    """The data-protection grounds of a disclosure, pre-selected by its kind and confirmed."""

    article_6: Article6 | None = None
    interest: RecognisedInterest | None = None
    statement: str = ""
    """What a public body said it needs this for, in its own words (Annex 1 paragraph 1)."""
    article_9: Article9 | None = None
    schedule_1: Schedule1 | None = None
    article_10: Schedule1 | None = None
    """The condition for data about crime or an allegation of it (section 10(5))."""
    transfer: str = ""
    """What protects the information in another country (W-26)."""
    confirmed: bool = False
    """Whether the professional looked at what was pre-selected."""
