# SPDX-License-Identifier: Apache-2.0
"""The ground a disclosure rests on, those considered and left, and what was tried first (HP8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.legal_basis import BasisFamily, EvidenceKind


class Attempt(Enum):
    """Whether the person was asked for consent before it was done without (H-41)."""

    AGREED = "agreed"
    REFUSED = "refused"
    NO_ANSWER = "no-answer"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedBasis:
    """A ground that was considered and left, and why."""

    family: BasisFamily
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The ground the disclosure rests on."""

    family: BasisFamily | None = None
    consent: UUID | None = None
    legal_basis: str = ""
    """The code of the row of the catalogue that is relied on."""
    evidence: str = ""
    why_without_consent: str = ""
    further: tuple[str, ...] = ()
    """Codes of other rows that support it."""
    seen: EvidenceKind | None = None
    """What kind of thing shows that the law applies (B-05)."""
    served_on: date | None = None
    due: date | None = None
    """The day the instrument itself names (DL-11)."""
    demand: str = ""
    """Exactly what is demanded; nothing beyond it is disclosed."""
    tell_from: date | None = None
    """The day until which an order forbids telling the person, where it names one."""
    attempt: Attempt | None = None
    attempt_words: str = ""
    refused_consent: UUID | None = None
    """The refusal of consent on record that this goes beyond (INV-25)."""
    objects: bool = False
    """Whether the person objects, knowing what is to be disclosed."""
    reasonable_excuse: str = ""
    """Why a duty to act was not followed, where the law allows an excuse."""
    false_choice: bool = False
    """Whether consent is asked although it will be disclosed anyway (W-41)."""
    rejected: tuple[RejectedBasis, ...] = ()
