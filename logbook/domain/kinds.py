# SPDX-License-Identifier: Apache-2.0
"""The kinds of entry a disclosure log knows (domain reference 6.2)."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What kind of entry a disclosure is. The written codes are stable and printed."""

    CARE = "K-CARE"
    NON_CARE = "K-NONCARE"
    FAMILY = "K-FAMILY"
    PUBLIC_INTEREST = "K-PI"
    SAFEGUARDING = "K-SAFEGUARD"
    BEST_INTERESTS = "K-BI"
    EMERGENCY = "K-EMERG"
    LAW = "K-LAW"
    REGULATOR_REQUIRED = "K-REG-REQUIRED"
    REGULATOR_CONCERN = "K-REG-CONCERN"
    SUBJECT_ACCESS = "K-SAR"
    DECEASED = "K-DECEASED"
    DE_IDENTIFIED = "K-DEID"
    RESEARCH = "K-RESEARCH"
    SUPERVISION = "K-SUPERV"
    RECURRING = "K-RECUR"
    BULK = "K-BULK"
    PROCESSOR = "K-PROCESSOR"
    REFUSAL = "K-REFUSE"
    ACCESS = "K-ACCESS"
    BREACH = "K-BREACH"

    @property
    def can_be_about_nobody(self) -> bool:
        """Whether an entry may stand without a named person (INV-03)."""
        return self in {Kind.DE_IDENTIFIED, Kind.BULK, Kind.PROCESSOR}

    @property
    def happened_unplanned(self) -> bool:
        """Whether it happened before anybody decided, so the times may run backwards (INV-02)."""
        return self in {Kind.EMERGENCY, Kind.BREACH, Kind.ACCESS}
