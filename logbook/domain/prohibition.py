# SPDX-License-Identifier: Apache-2.0
"""What must not be disclosed whatever anybody agrees to, and the narrow ways round it (B-02)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Prohibited(Enum):
    """Information a statute or a court keeps back (domain reference 3.6)."""

    GENDER_RECOGNITION = "gender-recognition"
    FERTILITY_TREATMENT = "fertility-treatment"
    ADOPTION = "adoption"
    REPORTING_RESTRICTION = "reporting-restriction"
    COURT_DOCUMENTS = "court-documents"
    LEGAL_PRIVILEGE = "legal-privilege"
    SAFETY_INVESTIGATION = "safety-investigation"


class WayThrough(Enum):
    """What lifts a prohibition for this recipient and purpose."""

    HEALTH_PROFESSIONAL = "health-professional"
    """To a health professional, for medical purposes, believing that the person consents
    (SI 2005/916 article 5; Scotland SSI 2005/125)."""
    WRITTEN_CONSENT = "written-consent"
    """With the person's own consent in writing (HFE Act 1990 s33B; a waiver of privilege)."""
    LEGAL_ADVICE = "legal-advice"
    COURT_ORDER = "court-order"
    STATUTORY_GATEWAY = "statutory-gateway"
    CRIME = "crime"
    """To the police, to prevent or investigate a crime (GRA 2004 s22(4)(f))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Whether anything of this may never be disclosed, and what lifts that."""

    done: bool = False
    found: tuple[Prohibited, ...] = ()
    way_through: WayThrough | None = None
    because: str = ""
