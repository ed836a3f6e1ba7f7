# SPDX-License-Identifier: Apache-2.0
"""A consent: what the service user agreed to, for whom, why, how and until when.

The professional fills in a draft. `findings_on_consent` says what still stands in its way, and
`complete_consent` makes the record. What became of it later is in `consent_history`; what it covers
of a disclosure is said by `coverage`. Consent is about the person's own decision: it never covers
more than its words (HP2, INV-12). A refusal is a record of the same shape: somebody asked, and was
told no (H-37).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Answer, Code, Finding, RecordRefusedError, answered
from logbook.domain.party import PartyKind, RecipientClass, is_class_phrase
from logbook.domain.people import findings_on_texts
from logbook.domain.research import Medium
from logbook.domain.text import tidied
from logbook.domain.uses import Use


class PurposeClass(Enum):
    """Whether the use is care or services to this person, which decides the form of consent."""

    CARE = "care"
    NON_CARE = "non-care"


class InformationCategory(Enum):
    """What kind of information an item or a consent concerns (domain reference 6.1)."""

    IDENTITY_CONTACT = "identity-contact"
    ATTENDANCE = "attendance"
    DIAGNOSIS = "diagnosis"
    ASSESSMENT_REPORT = "assessment-report"
    CLINICAL_NOTES = "clinical-notes"
    TEST_RESULTS = "test-results"
    TEST_RAW_DATA = "test-raw-data"
    IMAGES = "images"
    VIDEO_AUDIO = "video-audio"
    FITNESS_OPINION = "fitness-opinion"
    FINANCIAL = "financial"
    LIFESTYLE_FAMILY = "lifestyle-family"
    SAFEGUARDING_CONCERN = "safeguarding-concern"
    CRIMINAL_DATA = "criminal-data"
    THIRD_PARTY = "third-party"
    SENSITIVE = "sensitive"
    OTHER = "other"


class ConsentMode(Enum):
    """How consent was given."""

    IMPLIED = "implied"
    EXPRESS_ORAL = "express-oral"
    EXPRESS_WRITTEN = "express-written"
    EXPRESS_ELECTRONIC = "express-electronic"

    @property
    def in_writing(self) -> bool:
        """Whether the consent can be shown on paper or screen (HP2)."""
        return self in {ConsentMode.EXPRESS_WRITTEN, ConsentMode.EXPRESS_ELECTRONIC}


class Capacity(Enum):
    """On what footing the person was taken to have capacity for this decision."""

    PRESUMED = "presumed"
    ASSESSED = "assessed"


class ConsentDecision(Enum):
    """What the person decided when they were asked, or that they have not decided yet."""

    GIVEN = "given"
    REFUSED = "refused"
    DEFERRED = "deferred"
    REQUESTED = "requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentScope:
    """What is covered: which information, for whom, and why."""

    purpose_class: PurposeClass | None = None
    purpose: str = ""
    information: tuple[InformationCategory, ...] = ()
    left_out: str = ""
    """What is not covered, in words: a person reads them, no rule does."""
    recipients: tuple[str, ...] = ()
    """Those who are named."""
    how_used: str = ""
    use: Use | None = None
    classes: tuple[RecipientClass, ...] = ()
    """Those who are described: whoever is on record as belonging there for this person."""
    since: date | None = None
    """The first day the information may be about; None: however old it is."""
    until: date | None = None
    """The last day the information may be about."""
    media: tuple[Medium, ...] = ()
    """Where it may appear, if it is shown to the world (W-33)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What was explained before the person decided; consent is informed or it is not consent."""

    why: bool = False
    consequences_of_refusal: bool = False
    right_to_withdraw: bool = False
    how: str = ""
    explained_by: str = ""
    language: str = ""
    interpreter: str = ""
    notice_version: str = ""
    """The version of the privacy notice the person was given."""

    @property
    def whole(self) -> bool:
        """Whether everything was explained that has to be."""
        return self.why and self.consequences_of_refusal and self.right_to_withdraw


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How, by whom and when it was decided, and what shows it."""

    mode: ConsentMode | None = None
    given_by: str = ""
    """Empty when the service user decided; otherwise who decided for them, with authority."""
    given_on: date | None = None
    """The day of the decision; of the asking, while there is none."""
    freely: bool = False
    capacity: Capacity | None = None
    evidence: str = ""
    implied_because: str = ""
    not_written_because: str = ""
    decision: ConsentDecision = ConsentDecision.GIVEN
    representative: UUID | None = None
    """Who decided for the person, where they are on record with their authority."""
    capacity_assessment: UUID | None = None
    """The assessment of capacity, or of a child's competence, that it rests on."""
    freely_because: str = ""
    """What shows that nobody pressed them (H-23)."""
    present: str = ""
    """Who was with them when they decided."""
    pressure_possible: bool = False
    """Whether somebody present, or absent, might have pressed them (W-06)."""
    gdpr_consent: bool = False
    """Whether it is also relied on in data-protection law, which it rarely should be (INV-19)."""
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when to when a consent may be relied on, how often, and when it is looked at again."""

    review_on: date | None = None
    until: date | None = None
    once: bool = False
    starts_on: date | None = None
    """The first day it may be relied on; None: the day it was given."""
    max_uses: int | None = None
    """How many disclosures may rely on it; None: any number."""
    withdrawal_method: str = ""
    """How the person can take it back."""

    @property
    def uses(self) -> int | None:
        """How many disclosures may rely on it in all; None: any number."""
        return 1 if self.once else self.max_uses


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """What the professional has entered of a consent so far."""

    id: UUID
    service_user: UUID | None = None
    scope: ConsentScope = field(default_factory=ConsentScope)
    explanation: Explanation = field(default_factory=Explanation)
    giving: Giving = field(default_factory=Giving)
    period: Period = field(default_factory=Period)
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent as it was given and recorded."""

    id: UUID
    service_user: UUID
    recorded_by: UUID
    recorded_at: datetime
    scope: ConsentScope
    explanation: Explanation
    giving: Giving
    period: Period
    answers: tuple[Answer, ...] = ()

    @property
    def first_day(self) -> date | None:
        """The first day it may be relied on; None while nothing was given."""
        given = self.giving.given_on
        if given is None or self.giving.decision is not ConsentDecision.GIVEN:
            return None
        return max(given, self.period.starts_on or given)

    def stands_on(self, day: date) -> bool:
        """Tell whether the consent as it was recorded is in force on a day."""
        first = self.first_day
        return (
            first is not None
            and first <= day
            and (self.period.until is None or day <= self.period.until)
        )


def findings_on_consent(draft: ConsentDraft, *, today: date) -> tuple[Finding, ...]:
    """Tell what keeps a consent from being recorded, in the order of the form."""
    return (*_findings(draft, today), *findings_on_texts(draft))


def complete_consent(
    draft: ConsentDraft, *, recorded_by: UUID, now: datetime, today: date
) -> Consent:
    """Make the record of a consent that nothing stands in the way of.

    Raises:
        RecordRefusedError: a rule it must keep is broken.
    """
    draft = tidied(draft)
    if stops := tuple(found for found in findings_on_consent(draft, today=today) if found.blocks):
        raise RecordRefusedError(stops)
    assert draft.service_user is not None, "the findings let no draft through without a person"
    return Consent(
        id=draft.id,
        service_user=draft.service_user,
        recorded_by=recorded_by,
        recorded_at=now,
        scope=draft.scope,
        explanation=draft.explanation,
        giving=draft.giving,
        period=draft.period,
        answers=draft.answers,
    )


def implied_possible(
    purpose_class: PurposeClass | None, use: Use | None, recipient: PartyKind | None = None
) -> bool:
    """Tell whether consent can be implied at all: never for what is not care (INV-40, B-11)."""
    return (
        purpose_class is not PurposeClass.NON_CARE
        and use not in _NEVER_IMPLIED
        and not (recipient is not None and recipient.never_implied)
    )


_NEVER_IMPLIED = frozenset(
    {
        Use.INSURANCE,
        Use.EMPLOYMENT,
        Use.LEGAL_CLAIM,
        Use.BENEFITS,
        Use.RESEARCH,
        Use.TEACHING,
        Use.PUBLICATION,
    }
)

_SHOWN_TO_THE_WORLD = frozenset({Use.TEACHING, Use.PUBLICATION})


def _findings(draft: ConsentDraft, today: date) -> Iterator[Finding]:
    if draft.service_user is None:
        yield Finding(code=Code.NO_SERVICE_USER, part="service_user")
    for part, value in _needed(draft):
        if not value:
            yield Finding(code=Code.CONSENT_INCOMPLETE, part=part)
    yield from _on_times(draft, today)
    if any(is_class_phrase(name) for name in draft.scope.recipients):
        yield _found(draft, Code.FORM_UNCLEAR, "scope.recipients")
    if draft.giving.decision is ConsentDecision.GIVEN:
        yield from _form_of_consent(draft)
        yield from _on_media(draft)


def _needed(draft: ConsentDraft) -> Iterator[tuple[str, object]]:
    """List what the record needs, with what was entered of it, in the order of the form."""
    scope, giving, period = draft.scope, draft.giving, draft.period
    refused = giving.decision is ConsentDecision.REFUSED
    yield "scope.purpose_class", scope.purpose_class
    yield "scope.purpose", scope.purpose.strip()
    yield "scope.information", scope.information
    yield (
        "scope.recipients",
        scope.classes or tuple(name for name in scope.recipients if name.strip()),
    )
    if refused:
        yield "explanation", draft.explanation.consequences_of_refusal
    else:
        yield "scope.how_used", scope.how_used.strip()
        yield "explanation", draft.explanation.whole
    if giving.decision is ConsentDecision.GIVEN:
        yield "giving.mode", giving.mode
    yield "giving.given_on", giving.given_on
    if giving.decision is ConsentDecision.GIVEN:
        yield "giving.freely", giving.freely
        yield "giving.capacity", giving.capacity
        if giving.mode is not None and giving.mode.in_writing:
            yield "giving.evidence", giving.evidence.strip()
    yield "period.max_uses", period.max_uses is None or period.max_uses > 0


def _on_times(draft: ConsentDraft, today: date) -> Iterator[Finding]:
    scope, given_on, period = draft.scope, draft.giving.given_on, draft.period
    pairs = (
        ("giving.given_on", given_on, today),
        ("period.until", given_on, period.until),
        ("period.until", period.starts_on, period.until),
        ("scope.until", scope.since, scope.until),
    )
    wrong = [
        part
        for part, before, after in pairs
        if before is not None and after is not None and after < before
    ]
    yield from (Finding(code=Code.TIMES_OUT_OF_ORDER, part=part) for part in dict.fromkeys(wrong))


def _form_of_consent(draft: ConsentDraft) -> Iterator[Finding]:
    scope, giving = draft.scope, draft.giving
    mode, care = giving.mode, scope.purpose_class
    implied = mode is ConsentMode.IMPLIED
    if implied and not implied_possible(care, scope.use):
        yield _found(draft, Code.IMPLIED_FOR_NON_CARE, "giving.mode")
    if implied and not giving.implied_because.strip():
        yield Finding(code=Code.CONSENT_INCOMPLETE, part="giving.implied_because")
    if mode is not None and not mode.in_writing and care is PurposeClass.NON_CARE:
        yield _found(draft, Code.NOT_IN_WRITING, "giving.mode")
        if not giving.not_written_because.strip():
            yield Finding(code=Code.WHY_NOT_WRITTEN, part="giving.not_written_because")
    if giving.pressure_possible:
        yield _found(draft, Code.PRESSURE_POSSIBLE, "giving.pressure_possible")
    if giving.gdpr_consent and implied:
        yield Finding(code=Code.DATA_CONSENT_UNSOUND, part="giving.gdpr_consent")
    if giving.gdpr_consent and not draft.period.withdrawal_method.strip():
        yield Finding(code=Code.DATA_CONSENT_UNSOUND, part="period.withdrawal_method")


def _on_media(draft: ConsentDraft) -> Iterator[Finding]:
    """What is shown to the world is agreed medium by medium, and cannot be called back (W-33)."""
    scope = draft.scope
    if scope.use in _SHOWN_TO_THE_WORLD and not scope.media:
        yield Finding(code=Code.CONSENT_INCOMPLETE, part="scope.media")
    if scope.use in _SHOWN_TO_THE_WORLD or scope.media:
        yield _found(draft, Code.PUBLICATION_IRREVOCABLE, "scope.media")


def _found(draft: ConsentDraft, code: Code, part: str) -> Finding:
    return Finding(code=code, part=part, answered=answered(code, draft.answers))
