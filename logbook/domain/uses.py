# SPDX-License-Identifier: Apache-2.0
"""What information is used for, closer than care or not care (domain reference 6.1)."""

from __future__ import annotations

from enum import Enum


class Use(Enum):
    """What a recipient uses the information for."""

    CARE = "care"
    INSURANCE = "insurance"
    EMPLOYMENT = "employment"
    LEGAL_CLAIM = "legal-claim"
    BENEFITS = "benefits"
    EDUCATION = "education"
    SAFETY = "safety"
    SAFEGUARDING = "safeguarding"
    LEGAL_DUTY = "legal-duty"
    ACCESS = "access"
    RESEARCH = "research"
    TEACHING = "teaching"
    PUBLICATION = "publication"
    AUDIT = "audit"
    SUPERVISION = "supervision"
    ADMINISTRATION = "administration"
