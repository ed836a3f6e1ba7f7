# SPDX-License-Identifier: Apache-2.0
"""What the rules say about a draft: the heart of the product, as one pure function.

`assess` is the same for the window, the command line and the tests. It reads the draft and what
surrounds it (a `Case`), the catalogue of law and the time; it reads nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from logbook.domain.capacity import CapacityConclusion
from logbook.domain.case import COMPETENT_AT, Case, ConsentOffer, Situation
from logbook.domain.clocks import deadlines_for
from logbook.domain.consent import Consent, PurposeClass
from logbook.domain.consent_history import ConsentState, consent_at
from logbook.domain.coverage import Coverage, coverage
from logbook.domain.deadline import Deadline
from logbook.domain.disclosure import Disclosure, DisclosureDraft, kind_of
from logbook.domain.findings import Finding, RecordRefusedError, answered
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Catalogue, LegalBasis, Refused
from logbook.domain.people import Flag, ServiceUser
from logbook.domain.prefilling import prefilled
from logbook.domain.retention import RecordClass
from logbook.domain.rules.order import every_finding
from logbook.domain.rules.screening import forbidding
from logbook.domain.steps import Circumstances, PathStep, steps_for
from logbook.domain.telling import TellingAdvice, telling_advice
from logbook.domain.text import tidied


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say about a case."""

    draft: DisclosureDraft
    """What was entered, with what its kind and a consent already answer filled in."""
    kind: Kind
    findings: tuple[Finding, ...]
    steps: tuple[PathStep, ...]
    consents: tuple[ConsentOffer, ...]
    """Every consent on record, those that cover the draft first."""
    bases: tuple[LegalBasis, ...]
    """The rows of the catalogue this kind can rest on where and when it is decided."""
    refused_bases: tuple[Refused, ...]
    """The rows that look as if it could rest on them, and why it cannot."""
    forbidding: tuple[LegalBasis, ...]
    """The rows that forbid something that is, or may be, in it."""
    deadlines: tuple[Deadline, ...]
    telling: TellingAdvice

    @property
    def ready(self) -> bool:
        """Whether the draft can be signed."""
        return not any(found.blocks for found in self.findings)


def assess(case: Case, catalogue: Catalogue, now: datetime, zone: ZoneInfo) -> Assessment:
    """Say what stands in the way of a draft, what it asks for and what it can rest on."""
    situation = situate(case, catalogue, now, zone)
    setting, kind = situation.setting, situation.kind
    return Assessment(
        draft=situation.draft,
        kind=kind,
        findings=tuple(
            replace(found, answered=answered(found.code, situation.draft.answers))
            for found in every_finding(situation)
        ),
        steps=steps_for(
            situation.draft,
            Circumstances(
                routine=situation.routine, child=situation.is_child, deceased=situation.deceased
            ),
        ),
        consents=situation.offers,
        bases=tuple(filter(situation.serves_purpose, catalogue.offered(setting, kind=kind))),
        refused_bases=catalogue.refused(setting, kind),
        forbidding=forbidding(situation),
        deadlines=deadlines_for(situation),
        telling=telling_advice(situation),
    )


def situate(case: Case, catalogue: Catalogue, now: datetime, zone: ZoneInfo) -> Situation:
    """Make of a case everything the rules read, with what is already answered filled in."""
    entered = Situation(
        case=case, catalogue=catalogue, now=now, zone=zone, offers=(), routine=False
    )
    entered = replace(entered, offers=_offers(entered))
    entered = replace(entered, routine=_is_routine(entered))
    filled = replace(entered, case=replace(case, draft=prefilled(entered)))
    return replace(filled, offers=_offers(filled))


def complete(
    case: Case, catalogue: Catalogue, *, number: str, now: datetime, zone: ZoneInfo
) -> Disclosure:
    """Make the record of a draft that nothing stands in the way of.

    Raises:
        RecordRefusedError: a rule it must keep is broken (never ready while an invariant is).
    """
    # What stands beside the draft is on record, and tidy since it was recorded.
    case = replace(case, draft=tidied(case.draft))
    assessment = assess(case, catalogue, now, zone)
    if stops := tuple(found for found in assessment.findings if found.blocks):
        raise RecordRefusedError(stops)
    draft = assessment.draft
    return Disclosure(
        id=draft.id,
        number=number,
        kind=assessment.kind,
        service_user=draft.service_user,
        recorded_by=case.practitioner.id,
        recorded_at=now,
        zone=zone.key,
        nation=draft.nation or case.practice.nation,
        request=draft.request,
        recipient=draft.recipient,
        purpose=draft.purpose,
        information=draft.information,
        screening=draft.screening,
        basis=draft.basis,
        data_protection=draft.data_protection,
        advice=draft.advice,
        decision=draft.decision,
        transmission=draft.transmission,
        telling=draft.telling,
        follow_up=draft.follow_up,
        child=draft.child,
        unable=draft.unable,
        weighing=draft.weighing,
        safeguarding=draft.safeguarding,
        access=draft.access,
        research=draft.research,
        de_identification=draft.de_identification,
        refusal=draft.refusal,
        incident=draft.incident,
        batch=draft.batch,
        series=draft.series,
        answers=draft.answers,
        warnings=tuple(dict.fromkeys(found.code.value for found in assessment.findings)),
        catalogue=catalogue.version,
        catalogue_fingerprint=catalogue.fingerprint,
        guidance=catalogue.guidance_edition,
    )


def _offers(situation: Situation) -> tuple[ConsentOffer, ...]:
    offers = [
        ConsentOffer(consent=consent, coverage=_coverage(situation, consent))
        for consent in situation.case.consents
    ]
    return tuple(sorted(offers, key=lambda offer: not offer.coverage.whole))


def _coverage(situation: Situation, consent: Consent) -> Coverage:
    case, draft = situation.case, situation.draft
    care = draft.kind is Kind.CARE
    return coverage(
        consent,
        recipient=draft.recipient,
        purpose_class=draft.purpose.purpose_class or (PurposeClass.CARE if care else None),
        items=draft.information.released,
        on=situation.made_on,
        use=draft.purpose.use,
        medium=draft.research.medium if draft.research is not None else None,
        now=consent_at(consent, case.events, situation.made_at, zone=situation.zone),
        person=case.person,
        aliases=situation.aliases,
        used=_used(case, consent),
    )


def _used(case: Case, consent: Consent) -> int:
    """Count the disclosures that rest on a consent, where it counts how many do."""
    if consent.period.uses is None:
        return 0
    return sum(
        1
        for earlier in case.earlier
        if earlier.basis.consent == consent.id
        and earlier.id != case.draft.id
        and earlier.decision.choice is not None
        and earlier.decision.choice.discloses
    )


_NEVER_ROUTINE = frozenset({Flag.PROTECTED_GRC, Flag.HFEA, Flag.ADOPTION, Flag.WITNESS_PROTECTION})


def _is_routine(situation: Situation) -> bool:
    """Tell whether a consent on record answers every question of a disclosure for care.

    The kind or the purpose has to be said: a recipient who is named in a consent for care may
    ask for something else.
    """
    draft, person = situation.draft, situation.person
    said = draft.kind is Kind.CARE or (
        draft.kind is None and draft.purpose.purpose_class is PurposeClass.CARE
    )
    choice, family = draft.decision.choice, draft.basis.family
    return (
        said
        and kind_of(draft) is Kind.CARE
        and draft.purpose.purpose_class is not PurposeClass.NON_CARE
        and (choice is None or choice.discloses)
        and family in {None, BasisFamily.CONSENT}
        and person is not None
        and not situation.deceased
        and _plainly_able(situation, person)
        and (draft.recipient.kind is None or draft.recipient.kind.care_giver)
        and not _NEVER_ROUTINE & set(person.flags)
        and not draft.screening.found
        and not draft.basis.objects
        and not any(each.active_on(situation.made_on) for each in situation.case.objections)
        and _relied_on_covers(situation)
    )


def _plainly_able(situation: Situation, person: ServiceUser) -> bool:
    """Tell whether nothing on record makes it a question who decides for the person."""
    if situation.age is None:
        # A child's record stands for a child where nobody wrote down when they were born.
        a_childs = RecordClass.CHILD in person.record_classes
        return Flag.SAFEGUARDING_CHILD not in person.flags and not a_childs
    doubted = any(
        each.conclusion in {CapacityConclusion.LACKS, CapacityConclusion.FLUCTUATING}
        for each in situation.case.capacities
    )
    return situation.age >= COMPETENT_AT and not doubted


def _relied_on_covers(situation: Situation) -> bool:
    """Tell whether a consent of the person's own covers all of it, and nothing was refused."""
    consent = situation.case.consent
    if situation.draft.basis.consent is None and situation.offers:
        consent = situation.offers[0].consent
    if consent is None or consent.giving.representative is not None:
        return False
    reach = situation.coverage_of(consent)
    refused = any(
        offer.coverage.standing is not None
        and offer.coverage.standing.state in {ConsentState.REFUSED, ConsentState.WITHDRAWN}
        for offer in situation.offers
    )
    return reach.whole and not refused
