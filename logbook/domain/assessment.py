# SPDX-License-Identifier: Apache-2.0
"""What the rules say about a draft: the heart of the product, as one pure function.

`assess` is the same for the window, the command line and the tests. It reads the draft and what
surrounds it (a `Case`), the catalogue of law and the time; it reads nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from logbook.domain.consent import Consent, ConsentMode, Coverage, PurposeClass, coverage
from logbook.domain.disclosure import (
    Choice,
    Disclosure,
    DisclosureDraft,
    Identifiability,
    Origin,
    ThirdPartyReview,
)
from logbook.domain.findings import Code, Finding, RecordRefusedError, answered
from logbook.domain.legal_basis import BasisFamily, Catalogue, Effect, LegalBasis
from logbook.domain.notification import TellingOutcome
from logbook.domain.party import IdentityCheck
from logbook.domain.people import Flag, ServiceUser, findings_on_texts
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.steps import PathStep, steps_for
from logbook.domain.text import tidied

OLD_CONSENT = timedelta(days=365)
LAW_GOES_STALE = timedelta(days=180)
LATE = timedelta(hours=24)
MANY_CATEGORIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A draft with everything the rules look at beside it."""

    draft: DisclosureDraft
    practice: Practice
    practitioner: Practitioner
    person: ServiceUser | None
    consents: tuple[Consent, ...]
    """Every consent on record for the person, newest first."""

    @property
    def consent(self) -> Consent | None:
        """The consent the draft relies on, if it is on record for this person."""
        wanted = self.draft.basis.consent
        return next((consent for consent in self.consents if consent.id == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentOffer:
    """A consent on record, with how far it reaches towards the draft."""

    consent: Consent
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say about a case."""

    findings: tuple[Finding, ...]
    steps: tuple[PathStep, ...]
    consents: tuple[ConsentOffer, ...]
    """Every consent on record, those that cover the draft first."""
    bases: tuple[LegalBasis, ...]
    """The rows of the catalogue that are law where the draft is decided."""
    telling_default: TellingOutcome

    @property
    def ready(self) -> bool:
        """Whether the draft can be signed."""
        return not any(found.blocks for found in self.findings)


def assess(case: Case, catalogue: Catalogue, now: datetime, zone: ZoneInfo) -> Assessment:
    """Say what stands in the way of a draft, what it asks for and what it can rest on."""
    draft, day = case.draft, _day(case.draft, now, zone)
    nation = draft.nation or case.practice.nation
    return Assessment(
        findings=tuple(
            Finding(code=found.code, part=found.part, answered=answered(found.code, draft.answers))
            for found in _findings(case, catalogue, now, day)
        ),
        steps=steps_for(draft),
        consents=_offers(case, day),
        bases=tuple(
            row
            for family in BasisFamily
            if family is not BasisFamily.CONSENT
            for row in catalogue.offered(nation, family)
        ),
        telling_default=(
            TellingOutcome.ALREADY_KNOWS
            if draft.purpose.purpose_class is PurposeClass.CARE
            else TellingOutcome.TOLD_BEFORE
        ),
    )


def complete(
    case: Case, catalogue: Catalogue, *, number: str, now: datetime, zone: ZoneInfo
) -> Disclosure:
    """Make the record of a draft that nothing stands in the way of.

    Raises:
        RecordRefusedError: a rule it must keep is broken (never ready while an invariant is).
    """
    case = tidied(case)
    draft = case.draft
    findings = assess(case, catalogue, now, zone).findings
    if stops := tuple(found for found in findings if found.blocks):
        raise RecordRefusedError(stops)
    assert draft.service_user is not None, "the rules let no draft through without a person"
    return Disclosure(
        id=draft.id,
        number=number,
        service_user=draft.service_user,
        recorded_by=case.practitioner.id,
        recorded_at=now,
        zone=zone.key,
        nation=draft.nation or case.practice.nation,
        request=draft.request,
        recipient=draft.recipient,
        purpose=draft.purpose,
        information=draft.information,
        basis=draft.basis,
        advice=draft.advice,
        decision=draft.decision,
        transmission=draft.transmission,
        telling=draft.telling,
        answers=draft.answers,
        warnings=tuple(dict.fromkeys(found.code.value for found in findings)),
        catalogue=catalogue.version,
        guidance=catalogue.guidance_edition,
    )


def _day(draft: DisclosureDraft, now: datetime, zone: ZoneInfo) -> date:
    moment = draft.transmission.made_at or draft.decision.decided_at or now
    return moment.astimezone(zone).date()


def _offers(case: Case, day: date) -> tuple[ConsentOffer, ...]:
    offers = [
        ConsentOffer(consent=consent, coverage=_coverage(case.draft, consent, day))
        for consent in case.consents
    ]
    return tuple(sorted(offers, key=lambda offer: not offer.coverage.whole))


def _coverage(draft: DisclosureDraft, consent: Consent, day: date) -> Coverage:
    return coverage(
        consent,
        recipient=draft.recipient,
        purpose_class=draft.purpose.purpose_class,
        categories=draft.information.categories,
        on=day,
    )


def _findings(case: Case, catalogue: Catalogue, now: datetime, day: date) -> Iterator[Finding]:
    """List the findings in the order of the wizard."""
    draft = case.draft
    yield from _on_person(case)
    yield from _on_request(draft)
    refused = draft.decision.choice is Choice.REFUSE
    if not refused:
        yield from _on_information(draft)
        yield from _on_basis(case, catalogue, day)
    yield from _on_decision(draft, now)
    if not refused:
        yield from _on_making(draft, now)
    yield from _on_telling(draft, case, day)
    yield from findings_on_texts(draft)
    if not case.practitioner.is_registrant:
        yield Finding(code=Code.NOT_A_REGISTRANT, part="practitioner")


def _on_person(case: Case) -> Iterator[Finding]:
    if case.person is None or case.person.id != case.draft.service_user:
        yield Finding(code=Code.NO_SERVICE_USER, part="service_user")


def _on_request(draft: DisclosureDraft) -> Iterator[Finding]:
    request, recipient = draft.request, draft.recipient
    if request.origin is None:
        yield Finding(code=Code.INCOMPLETE, part="request.origin")
    if request.origin is Origin.ASKED and not request.wording.strip():
        yield Finding(code=Code.INCOMPLETE, part="request.wording")
    if not recipient.shown.strip():
        yield Finding(code=Code.INCOMPLETE, part="recipient.name")
    if recipient.kind is None:
        yield Finding(code=Code.INCOMPLETE, part="recipient.kind")
    if draft.purpose.purpose_class is None:
        yield Finding(code=Code.INCOMPLETE, part="purpose.purpose_class")
    if not draft.purpose.words.strip():
        yield Finding(code=Code.INCOMPLETE, part="purpose.words")


def _on_information(draft: DisclosureDraft) -> Iterator[Finding]:
    information = draft.information
    if not information.items:
        yield Finding(code=Code.INCOMPLETE, part="information.items")
    if any(not item.description.strip() for item in information.items):
        yield Finding(code=Code.INCOMPLETE, part="information.items.description")
    if not information.minimum.strip():
        yield Finding(code=Code.INCOMPLETE, part="information.minimum")
    if len(information.categories) > MANY_CATEGORIES:
        yield Finding(code=Code.MANY_CATEGORIES, part="information.items")
    if (
        information.identifiability is Identifiability.IDENTIFIABLE
        and not information.why_identifiable.strip()
    ):
        yield Finding(code=Code.WHY_IDENTIFIABLE, part="information.why_identifiable")
    if information.third_parties is None:
        yield Finding(code=Code.THIRD_PARTY_UNREVIEWED, part="information.third_parties")
    if information.third_parties is ThirdPartyReview.KEPT:
        yield Finding(code=Code.THIRD_PARTY, part="information.third_parties")
        if not information.third_parties_kept_because.strip():
            yield Finding(
                code=Code.THIRD_PARTY_UNREVIEWED, part="information.third_parties_kept_because"
            )


def _on_basis(case: Case, catalogue: Catalogue, day: date) -> Iterator[Finding]:
    family = case.draft.basis.family
    if family is None:
        yield Finding(code=Code.NO_BASIS, part="basis.family")
    elif family is BasisFamily.CONSENT:
        yield from _on_consent(case, day)
    else:
        yield from _on_law(case, catalogue, day)


def _on_consent(case: Case, day: date) -> Iterator[Finding]:
    draft, consent = case.draft, case.consent
    if consent is None:
        yield Finding(code=Code.NO_BASIS, part="basis.consent")
        return
    reach = _coverage(draft, consent, day)
    if not reach.when:
        yield Finding(code=Code.CONSENT_NOT_GIVEN, part="basis.consent")
    if not (reach.who and reach.why) or reach.uncovered:
        yield Finding(code=Code.OUTSIDE_CONSENT, part="basis.consent")
    non_care = draft.purpose.purpose_class is PurposeClass.NON_CARE
    mode = consent.giving.mode
    if non_care and mode is ConsentMode.IMPLIED:
        yield Finding(code=Code.IMPLIED_FOR_NON_CARE, part="basis.consent")
    if non_care and mode is ConsentMode.EXPRESS_ORAL:
        yield Finding(code=Code.NOT_IN_WRITING, part="basis.consent")
    given_on = consent.giving.given_on
    if given_on is not None and day - given_on > OLD_CONSENT:
        yield Finding(code=Code.OLD_CONSENT, part="basis.consent")


def _on_law(case: Case, catalogue: Catalogue, day: date) -> Iterator[Finding]:
    basis = case.draft.basis
    row = catalogue.find(basis.legal_basis)
    if row is None or row.family is not basis.family:
        yield Finding(code=Code.NO_BASIS, part="basis.legal_basis")
        return
    if not row.holds_in(case.draft.nation or case.practice.nation):
        yield Finding(code=Code.NOT_LAW_HERE, part="basis.legal_basis")
    if row.effect is not Effect.PERMITS and not basis.evidence.strip():
        yield Finding(code=Code.NO_EVIDENCE_OF_LAW, part="basis.evidence")
    if not basis.why_without_consent.strip():
        yield Finding(code=Code.WHY_WITHOUT_CONSENT, part="basis.why_without_consent")
    if row.verified_on is None or day - row.verified_on > LAW_GOES_STALE:
        yield Finding(code=Code.LAW_NOT_VERIFIED, part="basis.legal_basis")


def _on_decision(draft: DisclosureDraft, now: datetime) -> Iterator[Finding]:
    decision = draft.decision
    if decision.choice is None:
        yield Finding(code=Code.INCOMPLETE, part="decision.choice")
    if not decision.reasons.strip():
        code = Code.REFUSAL_WITHOUT_REASON if decision.choice is Choice.REFUSE else Code.INCOMPLETE
        yield Finding(code=code, part="decision.reasons")
    if decision.decided_at is None:
        yield Finding(code=Code.INCOMPLETE, part="decision.decided_at")
    elif decision.decided_at > now:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="decision.decided_at")
    if any(not (entry.adviser.strip() and entry.advice.strip()) for entry in draft.advice):
        yield Finding(code=Code.INCOMPLETE, part="advice")


def _on_making(draft: DisclosureDraft, now: datetime) -> Iterator[Finding]:
    sending, recipient = draft.transmission, draft.recipient
    if sending.method is None:
        yield Finding(code=Code.INCOMPLETE, part="transmission.method")
    if sending.made_at is None:
        yield Finding(code=Code.INCOMPLETE, part="transmission.made_at")
    else:
        yield from _on_times(draft, sending.made_at, now)
    if (
        sending.method is not None
        and sending.method.remote
        and recipient.identity_check in {None, IdentityCheck.NOT_CHECKED}
    ):
        yield Finding(code=Code.RECIPIENT_NOT_VERIFIED, part="recipient.identity_check")
    if sending.method is not None and sending.method.unsafe:
        yield Finding(code=Code.UNSAFE_CHANNEL, part="transmission.method")
    if not sending.duty_told:
        yield Finding(code=Code.DUTY_NOT_TOLD, part="transmission.duty_told")


def _on_times(draft: DisclosureDraft, made_at: datetime, now: datetime) -> Iterator[Finding]:
    decided_at = draft.decision.decided_at
    if made_at > now:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="transmission.made_at")
    elif (
        decided_at is not None
        and made_at < decided_at
        and not draft.transmission.late_because.strip()
    ):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="transmission.late_because")
    elif now - made_at.astimezone(UTC) > LATE:
        yield Finding(code=Code.RETROSPECTIVE, part="transmission.made_at")


def _on_telling(draft: DisclosureDraft, case: Case, day: date) -> Iterator[Finding]:
    telling = draft.telling
    if telling.outcome is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="telling.outcome")
    elif telling.outcome is TellingOutcome.NOT_TOLD:
        if telling.reason is None:
            yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.reason")
        if not telling.explanation.strip():
            yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.explanation")
        if telling.reason is not None and telling.reason.needs_review:
            yield from _on_review(telling.review_on, day)
    elif telling.outcome is TellingOutcome.TELL_LATER:
        yield from _on_review(telling.review_on, day)
    elif telling.told_on is None:
        yield Finding(code=Code.TELLING_UNDECIDED, part="telling.told_on")
    if case.person is not None and Flag.DOMESTIC_ABUSE in case.person.flags:
        yield Finding(code=Code.UNSAFE_ADDRESS, part="telling.method")


def _on_review(review_on: date | None, day: date) -> Iterator[Finding]:
    """Time-limited decisions need a date within twelve months (INV-21)."""
    if review_on is None or not day <= review_on <= day + timedelta(days=366):
        yield Finding(code=Code.NOT_TOLD_WITHOUT_REASON, part="telling.review_on")
