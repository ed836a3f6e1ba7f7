# SPDX-License-Identifier: Apache-2.0
"""What the rules say of a case from a file: of the disclosure, and of what would be recorded first.

A consent or assessment that could not be recorded is not on record, so nothing can rest on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.assessment import Assessment, assess
from logbook.domain.capacity import findings_on_capacity, findings_on_competence
from logbook.domain.case import Case
from logbook.domain.consent import Consent, complete_consent, findings_on_consent
from logbook.domain.consent_history import ConsentEvent, findings_on_event
from logbook.domain.decision import Decision
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.findings import Finding
from logbook.domain.legal_basis import BasisFamily, Catalogue
from logbook.domain.objection import findings_on_objection
from logbook.domain.people import findings_on_person, hints_on_person
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.representative import findings_on_representative
from logbook.domain.text import tidied
from logbook.exchange.case_file import ConsentInCase, EarlierInCase, WrittenCase
from logbook.exchange.toml_file import CaseFileError
from logbook.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case of a file, and what the rules say of it at a moment."""

    case: WrittenCase
    at: datetime
    findings: tuple[Finding, ...]
    """On what surrounds the disclosure, then on the disclosure itself."""
    assessment: Assessment

    @property
    def ready(self) -> bool:
        """Whether all of the case could be recorded and signed."""
        return not any(found.blocks for found in self.findings)


def judge(case: WrittenCase, catalogue: Catalogue, at: datetime, zone: ZoneInfo) -> Judged:
    """Say of a case by itself what the rules say: its own practice decides.

    Raises:
        CaseFileError: the file does not say whose practice it is.
    """
    case = tidied(case)
    for section in ("practice", "practitioner"):
        if getattr(case, section) is None:
            problem = _("This part is missing: a case cannot be assessed without it.")
            raise CaseFileError(case.file, section, problem)
    assert case.practice is not None
    assert case.practitioner is not None
    around = surroundings(case, case.practice, case.practitioner, at, zone)
    around = replace(around, draft=resting_on_best(around, catalogue, at, zone))
    assessment = assess(around, catalogue, at, zone)
    return Judged(
        case=case,
        at=at,
        findings=(*findings_around(case, around, at, zone), *assessment.findings),
        assessment=assessment,
    )


def resting_on_best(
    around: Case, catalogue: Catalogue, at: datetime, zone: ZoneInfo
) -> DisclosureDraft:
    """Let a disclosure by consent that names none rest on the best there is."""
    draft = around.draft
    if draft.basis.family is not BasisFamily.CONSENT or draft.basis.consent is not None:
        return draft
    offers = assess(around, catalogue, at, zone).consents
    best = offers[0].consent.id if offers else None
    return replace(draft, basis=replace(draft.basis, consent=best))


def surroundings(
    case: WrittenCase, practice: Practice, practitioner: Practitioner, at: datetime, zone: ZoneInfo
) -> Case:
    """Give a case with everything around it that could be on record."""
    consents = tuple(_recorded(case, practitioner, at, zone))
    known = {consent.id for consent in consents}
    return Case(
        draft=case.disclosure,
        practice=practice,
        practitioner=practitioner,
        person=case.person,
        consents=consents,
        events=tuple(event for event in events_of(case) if event.consent in known),
        representatives=case.representative,
        capacities=case.capacity,
        competences=case.competence,
        objections=case.objection,
        series=case.series,
        earlier=tuple(_earlier(one, case, practice, practitioner, zone) for one in case.earlier),
    )


def events_of(case: WrittenCase) -> tuple[ConsentEvent, ...]:
    """List what became of the consents of a case, oldest first."""
    return tuple(
        sorted(
            (*case.since, *(event for consent in case.consent for event in consent.event)),
            key=lambda event: event.at,
        )
    )


def findings_around(
    case: WrittenCase, around: Case, at: datetime, zone: ZoneInfo
) -> tuple[Finding, ...]:
    """Tell what keeps the parts around the disclosure from being recorded, part by part."""
    return tuple(_findings_around(case, around, at, zone))


def _findings_around(
    case: WrittenCase, around: Case, at: datetime, zone: ZoneInfo
) -> Iterator[Finding]:
    today, person = at.astimezone(zone).date(), case.person
    if person is not None:
        yield from _below("person", (*findings_on_person(person), *hints_on_person(person)))
    for place, representative in enumerate(case.representative, 1):
        yield from _below(f"representative[{place}]", findings_on_representative(representative))
    for place, capacity in enumerate(case.capacity, 1):
        yield from _below(f"capacity[{place}]", findings_on_capacity(capacity))
    for place, competence in enumerate(case.competence, 1):
        found = findings_on_competence(
            competence,
            born=person.born if person is not None else None,
            on=competence.at.astimezone(zone).date(),
        )
        yield from _below(f"competence[{place}]", found)
    for place, consent in enumerate(case.consent, 1):
        part = f"consent[{place}]"
        yield from _below(part, findings_on_consent(consent.draft, today=today))
        yield from _below(f"{part}.event", _on_events(consent, around.consents, at, zone))
    for event in case.since:
        consent_on_record = next(one for one in around.consents if one.id == event.consent)
        before = [one for one in around.events if one.at < event.at]
        found_on = findings_on_event(event, consent_on_record, before, now=at, zone=zone)
        yield from _below("consent.event", found_on)
    for place, objection in enumerate(case.objection, 1):
        yield from _below(f"objection[{place}]", findings_on_objection(objection, today=today))


def _on_events(
    consent: ConsentInCase, consents: tuple[Consent, ...], at: datetime, zone: ZoneInfo
) -> Iterator[Finding]:
    recorded = next((one for one in consents if one.id == consent.id), None)
    if recorded is None:
        return
    events = sorted(consent.event, key=lambda event: event.at)
    for place, event in enumerate(events):
        yield from findings_on_event(event, recorded, events[:place], now=at, zone=zone)


def _below(part: str, findings: Any) -> Iterator[Finding]:
    for found in findings:
        yield replace(found, part=f"{part}.{found.part}")


def _recorded(
    case: WrittenCase, practitioner: Practitioner, at: datetime, zone: ZoneInfo
) -> Iterator[Consent]:
    """Give the consents that can be recorded as if they were."""
    today = at.astimezone(zone).date()
    for consent in case.consent:
        draft = consent.draft
        if not any(found.blocks for found in findings_on_consent(draft, today=today)):
            yield complete_consent(draft, recorded_by=practitioner.id, now=at, today=today)


def _earlier(
    one: EarlierInCase,
    case: WrittenCase,
    practice: Practice,
    practitioner: Practitioner,
    zone: ZoneInfo,
) -> Disclosure:
    """Give an earlier disclosure as the rules look back at it."""
    decided = datetime.combine(one.on, time(12), tzinfo=zone)
    draft = case.disclosure
    return Disclosure(
        id=one.id,
        number=one.number,
        kind=one.kind,
        service_user=_identity(case),
        recorded_by=practitioner.id,
        recorded_at=decided,
        zone=zone.key,
        nation=draft.nation or practice.nation,
        request=one.request,
        recipient=one.recipient,
        purpose=one.purpose,
        information=one.information,
        basis=replace(type(draft.basis)(), consent=one.consent),
        advice=(),
        decision=Decision(choice=one.choice, decided_at=decided),
        transmission=replace(
            type(draft.transmission)(), made_at=decided if one.choice.discloses else None
        ),
        telling=type(draft.telling)(),
        answers=(),
        warnings=(),
        catalogue="",
        guidance="",
        series=one.series,
    )


def _identity(case: WrittenCase) -> UUID | None:
    return case.person.id if case.person is not None else None
