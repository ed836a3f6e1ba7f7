# SPDX-License-Identifier: Apache-2.0
"""A draft with everything the rules look at beside it, and the facts that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import Consent, PurposeClass
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.coverage import Coverage
from logbook.domain.disclosure import Disclosure, DisclosureDraft, kind_of
from logbook.domain.information import is_traceable
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Catalogue, LegalBasis, Setting
from logbook.domain.objection import Objection
from logbook.domain.party import PartyAliases
from logbook.domain.people import ServiceUser, age_on
from logbook.domain.practice import Nation, Practice, Practitioner
from logbook.domain.representative import Representative
from logbook.domain.series import Series

_CARE_ALONE = frozenset({Kind.CARE, Kind.FAMILY})

ADULT_AT = 18
COMPETENT_AT = 16

_Recorded = TypeVar("_Recorded", Consent, Representative, CapacityAssessment, CompetenceAssessment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A draft with everything the rules look at beside it."""

    draft: DisclosureDraft
    practice: Practice
    practitioner: Practitioner
    person: ServiceUser | None
    consents: tuple[Consent, ...] = ()
    """Every consent on record for the person, newest first."""
    events: tuple[ConsentEvent, ...] = ()
    """What became of those consents, oldest first."""
    representatives: tuple[Representative, ...] = ()
    capacities: tuple[CapacityAssessment, ...] = ()
    competences: tuple[CompetenceAssessment, ...] = ()
    objections: tuple[Objection, ...] = ()
    series: Series | None = None
    """The series the draft is an occurrence of."""
    earlier: tuple[Disclosure, ...] = ()
    """What was recorded about the person before, newest first."""

    @property
    def consent(self) -> Consent | None:
        """The consent the draft relies on, if it is on record for this person."""
        return _by_id(self.consents, self.draft.basis.consent)

    @property
    def representative(self) -> Representative | None:
        """Who is said to decide for the person, if they are on record."""
        unable = self.draft.unable
        return _by_id(self.representatives, unable.representative if unable else None)

    @property
    def capacity(self) -> CapacityAssessment | None:
        """The assessment of capacity the draft rests on."""
        unable = self.draft.unable
        return _by_id(self.capacities, unable.assessment if unable else None)

    @property
    def competence(self) -> CompetenceAssessment | None:
        """The assessment of a child's competence the draft rests on."""
        child, unable = self.draft.child, self.draft.unable
        wanted = (child and child.competence) or (unable and unable.assessment) or None
        return _by_id(self.competences, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentOffer:
    """A consent on record, with how far it reaches towards the draft."""

    consent: Consent
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A case at a moment: what every rule reads. Made once by `situate`."""

    case: Case
    catalogue: Catalogue
    now: datetime
    zone: ZoneInfo
    offers: tuple[ConsentOffer, ...]
    """Every consent on record, those that cover the draft first."""
    routine: bool
    """Whether a consent on record covers the whole of a disclosure for care."""

    @property
    def draft(self) -> DisclosureDraft:
        """What was entered."""
        return self.case.draft

    @property
    def person(self) -> ServiceUser | None:
        """Who it is about."""
        return self.case.person

    @property
    def kind(self) -> Kind:
        """What kind of entry it is."""
        return kind_of(self.draft)

    @property
    def nation(self) -> Nation:
        """The nation whose law governs it."""
        return self.draft.nation or self.case.practice.nation

    @property
    def today(self) -> date:
        """The day of the assessment, as the practice's calendar shows it."""
        return self.now.astimezone(self.zone).date()

    @property
    def decided_on(self) -> date:
        """The day it is judged by: the law, the age (INV-09, INV-27)."""
        decided = self.draft.decision.decided_at or self.draft.transmission.made_at or self.now
        return decided.astimezone(self.zone).date()

    @property
    def made_at(self) -> datetime:
        """The moment it is made, which a consent has to stand at (INV-10)."""
        return self.draft.transmission.made_at or self.draft.decision.decided_at or self.now

    @property
    def made_on(self) -> date:
        """The day it is made."""
        return self.made_at.astimezone(self.zone).date()

    @property
    def age(self) -> int | None:
        """The person's age when it was decided, not today (INV-27)."""
        return age_on(self.person.born, self.decided_on) if self.person is not None else None

    @property
    def is_child(self) -> bool:
        """Whether the person is known to be under 18."""
        return self.age is not None and self.age < ADULT_AT

    @property
    def deceased(self) -> bool:
        """Whether the person had died when it was decided, or when it was made."""
        died = self.person.died if self.person is not None else None
        return died is not None and died <= max(self.decided_on, self.made_on)

    @property
    def discloses(self) -> bool:
        """Whether anything leaves the practice, as far as has been decided."""
        choice = self.draft.decision.choice
        return self.kind is not Kind.REFUSAL if choice is None else choice.discloses

    @property
    def traceable(self) -> bool:
        """Whether the person can be told from what is disclosed."""
        return is_traceable(self.draft.information, self.draft.de_identification)

    @property
    def setting(self) -> Setting:
        """Where, when and by whom it is decided: what the law offered depends on."""
        practice = self.case.practice
        return Setting(
            nation=self.nation,
            on=self.decided_on,
            profession=self.case.practitioner.profession,
            public_contracts=practice.public_contracts,
            inspectorates=practice.inspectorates,
            public_authority=practice.public_authority,
        )

    @property
    def law(self) -> LegalBasis | None:
        """The row of the catalogue that is relied on."""
        return self.catalogue.find(self.draft.basis.legal_basis)

    @property
    def rows(self) -> tuple[LegalBasis, ...]:
        """Every row that is relied on, the first one first."""
        codes = (self.draft.basis.legal_basis, *self.draft.basis.further)
        found = (self.catalogue.find(code) for code in codes)
        return tuple(row for row in found if row is not None)

    @property
    def aliases(self) -> PartyAliases:
        """The names the practice has declared to mean one party."""
        return PartyAliases(groups=self.case.practice.aliases)

    @property
    def has_overriding_ground(self) -> bool:
        """Whether it rests on a duty or on the public interest, which an objection gives way to."""
        family, row = self.draft.basis.family, self.law
        required = (
            row is not None
            and row.requires
            # A duty to share for care gives way to what the person wants (LB-251B).
            and not (row.kinds and _CARE_ALONE.issuperset(row.kinds))
            and not row.unusable(self.setting, self.kind)
        )
        return family is BasisFamily.PUBLIC_INTEREST or (
            family is BasisFamily.LAW and bool(required)
        )

    def serves_purpose(self, row: LegalBasis) -> bool:
        """Tell whether a row can serve this purpose: a duty to care serves nothing but care."""
        for_care_alone = bool(row.kinds) and _CARE_ALONE.issuperset(row.kinds)
        return not (for_care_alone and self.draft.purpose.purpose_class is PurposeClass.NON_CARE)

    def coverage_of(self, consent: Consent) -> Coverage:
        """Tell how far a consent of the case reaches."""
        return next(offer.coverage for offer in self.offers if offer.consent.id == consent.id)


def _by_id(records: Iterable[_Recorded], wanted: UUID | None) -> _Recorded | None:
    if wanted is None:
        return None
    return next((record for record in records if record.id == wanted), None)
