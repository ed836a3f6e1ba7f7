# SPDX-License-Identifier: Apache-2.0
"""A disclosure: what was told to whom, why, on which basis, and whether the person was told.

The professional fills in a draft, step by step; `assessment.assess` says what still stands in
the way. `complete` makes the record, which never changes afterwards: a mistake is put right by
an amendment that refers to it (INV-01). A decision not to disclose is the same record.

What every disclosure has is always there; what only some kinds have is None until it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from logbook.domain.access import Access
from logbook.domain.basis import Basis
from logbook.domain.breach import Incident
from logbook.domain.consent import PurposeClass
from logbook.domain.data_protection import DataProtection
from logbook.domain.decision import AdviceEntry, Decision, FollowUp, Refusal
from logbook.domain.findings import Answer
from logbook.domain.information import DeIdentification, Information
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling
from logbook.domain.party import Party
from logbook.domain.practice import Nation
from logbook.domain.prohibition import Screening
from logbook.domain.request import Request
from logbook.domain.research import Research
from logbook.domain.safeguarding import Safeguarding
from logbook.domain.series import Batch
from logbook.domain.transmission import Transmission
from logbook.domain.unable import Child, Unable
from logbook.domain.uses import Use
from logbook.domain.weighing import Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What the recipient needs the information for."""

    purpose_class: PurposeClass | None = None
    words: str = ""
    use: Use | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureDraft:
    """What the professional has entered so far."""

    id: UUID
    kind: Kind | None = None
    """The kind that was chosen; None: told from the rest (`kind_of`)."""
    service_user: UUID | None = None
    nation: Nation | None = None
    request: Request = field(default_factory=Request)
    recipient: Party = field(default_factory=Party)
    purpose: Purpose = field(default_factory=Purpose)
    information: Information = field(default_factory=Information)
    screening: Screening = field(default_factory=Screening)
    basis: Basis = field(default_factory=Basis)
    data_protection: DataProtection = field(default_factory=DataProtection)
    advice: tuple[AdviceEntry, ...] = ()
    decision: Decision = field(default_factory=Decision)
    transmission: Transmission = field(default_factory=Transmission)
    telling: Telling = field(default_factory=Telling)
    follow_up: FollowUp = field(default_factory=FollowUp)
    child: Child | None = None
    unable: Unable | None = None
    weighing: Weighing | None = None
    safeguarding: Safeguarding | None = None
    access: Access | None = None
    research: Research | None = None
    de_identification: DeIdentification | None = None
    refusal: Refusal | None = None
    incident: Incident | None = None
    batch: Batch | None = None
    series: UUID | None = None
    """The series this is an occurrence of (K-RECUR)."""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A disclosure, or a decision not to disclose, as it was recorded.

    Decided, made and recorded are three times (INV-39).
    """

    id: UUID
    number: str
    kind: Kind
    service_user: UUID | None
    """None only where the kind can be about nobody in particular (INV-03)."""
    recorded_by: UUID
    recorded_at: datetime
    zone: str
    nation: Nation
    request: Request
    recipient: Party
    purpose: Purpose
    information: Information
    basis: Basis
    advice: tuple[AdviceEntry, ...]
    decision: Decision
    transmission: Transmission
    telling: Telling
    answers: tuple[Answer, ...]
    warnings: tuple[str, ...]
    """Codes of the findings that stood, answered or not, when it was signed."""
    catalogue: str
    guidance: str
    screening: Screening = field(default_factory=Screening)
    data_protection: DataProtection = field(default_factory=DataProtection)
    follow_up: FollowUp = field(default_factory=FollowUp)
    child: Child | None = None
    unable: Unable | None = None
    weighing: Weighing | None = None
    safeguarding: Safeguarding | None = None
    access: Access | None = None
    research: Research | None = None
    de_identification: DeIdentification | None = None
    refusal: Refusal | None = None
    incident: Incident | None = None
    batch: Batch | None = None
    series: UUID | None = None
    catalogue_fingerprint: str = ""
    """The hash of the catalogue's files: two editions never pass for one (INV-37)."""

    @property
    def restricted(self) -> bool:
        """Whether the entry is kept from everything the person may be shown (INV-23)."""
        return self.telling.restricts


def happened_at(entry: DisclosureDraft | Disclosure) -> datetime | None:
    """Tell when it came about: made, or lost, or else decided; None: nothing says so yet."""
    incident = entry.incident
    lost = incident.occurred_at or incident.aware_at if incident is not None else None
    return entry.transmission.made_at or lost or entry.decision.decided_at


def kind_of(draft: DisclosureDraft) -> Kind:
    """Tell the kind of a draft: the chosen one, or what its decision and basis make it."""
    if draft.kind is not None:
        return draft.kind
    choice = draft.decision.choice
    if choice is not None and not choice.discloses:
        return Kind.REFUSAL
    if draft.safeguarding is not None:
        return Kind.SAFEGUARDING
    family = draft.basis.family
    if family is None or family is BasisFamily.CONSENT:
        care = draft.purpose.purpose_class is not PurposeClass.NON_CARE
        return Kind.CARE if care else Kind.NON_CARE
    return _KIND_OF_FAMILY[family]


_KIND_OF_FAMILY = {
    BasisFamily.LAW: Kind.LAW,
    BasisFamily.PUBLIC_INTEREST: Kind.PUBLIC_INTEREST,
    BasisFamily.BEST_INTERESTS: Kind.BEST_INTERESTS,
}


def number_for(year: int, place: int) -> str:
    """Give the number of a year's n-th disclosure: gapless within the year (INV-35)."""
    return f"D-{year:04d}-{place:04d}"
