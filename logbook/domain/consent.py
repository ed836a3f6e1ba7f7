# SPDX-License-Identifier: Apache-2.0
"""A consent: what the service user agreed to, for whom, why, how and until when.

The professional fills in a draft. `findings_on_consent` says what still stands in its way,
`complete_consent` makes the record, and `coverage` says what a consent covers of a disclosure.
Consent is about the person's own decision: it never covers more than its words (HP2, INV-12).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Answer, Code, Finding, RecordRefusedError, answered
from logbook.domain.party import Party, same_party
from logbook.domain.people import findings_on_texts
from logbook.domain.text import tidied


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentScope:
    """What is covered: which information, for whom, and why."""

    purpose_class: PurposeClass | None = None
    purpose: str = ""
    information: tuple[InformationCategory, ...] = ()
    left_out: str = ""
    recipients: tuple[str, ...] = ()
    how_used: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What was explained before the person decided; consent is informed or it is not consent."""

    why: bool = False
    consequences_of_refusal: bool = False
    right_to_withdraw: bool = False
    how: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything was explained that has to be."""
        return self.why and self.consequences_of_refusal and self.right_to_withdraw


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How, by whom and when the consent was given, and what shows it."""

    mode: ConsentMode | None = None
    given_by: str = ""
    """Empty when the service user decided; otherwise who decided for them, with authority."""
    given_on: date | None = None
    freely: bool = False
    capacity: Capacity | None = None
    evidence: str = ""
    implied_because: str = ""
    not_written_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Until when a consent may be relied on, and when it is looked at again."""

    review_on: date | None = None
    until: date | None = None
    once: bool = False


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

    def stands_on(self, day: date) -> bool:
        """Tell whether the consent is in force on a day."""
        given = self.giving.given_on
        return (
            given is not None
            and given <= day
            and (self.period.until is None or day <= self.period.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far a consent reaches towards a disclosure, point by point."""

    who: bool
    why: bool
    when: bool
    uncovered: tuple[InformationCategory, ...]

    @property
    def whole(self) -> bool:
        """Whether the consent covers all of it (INV-12)."""
        return self.who and self.why and self.when and not self.uncovered


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


def coverage(
    consent: Consent,
    *,
    recipient: Party,
    purpose_class: PurposeClass | None,
    categories: tuple[InformationCategory, ...],
    on: date,
) -> Coverage:
    """Say what of a disclosure a consent covers; only what it names is covered."""
    named = consent.scope.recipients
    return Coverage(
        who=any(
            same_party(name, candidate)
            for name in named
            for candidate in (recipient.name, recipient.organisation, recipient.shown)
        ),
        why=consent.scope.purpose_class is purpose_class,
        when=consent.stands_on(on),
        uncovered=tuple(
            category for category in categories if category not in consent.scope.information
        ),
    )


def _findings(draft: ConsentDraft, today: date) -> Iterator[Finding]:
    if draft.service_user is None:
        yield Finding(code=Code.NO_SERVICE_USER, part="service_user")
    yield from _missing(draft)
    giving = draft.giving
    if giving.given_on is not None and giving.given_on > today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="giving.given_on")
    until = draft.period.until
    if until is not None and giving.given_on is not None and until < giving.given_on:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="period.until")
    yield from _form_of_consent(draft)


def _missing(draft: ConsentDraft) -> Iterator[Finding]:
    scope, giving = draft.scope, draft.giving
    needed: tuple[tuple[str, object], ...] = (
        ("scope.purpose_class", scope.purpose_class),
        ("scope.purpose", scope.purpose.strip()),
        ("scope.information", scope.information),
        ("scope.recipients", tuple(name for name in scope.recipients if name.strip())),
        ("scope.how_used", scope.how_used.strip()),
        ("explanation", draft.explanation.whole),
        ("giving.mode", giving.mode),
        ("giving.given_on", giving.given_on),
        ("giving.freely", giving.freely),
        ("giving.capacity", giving.capacity),
    )
    for part, value in needed:
        if not value:
            yield Finding(code=Code.CONSENT_INCOMPLETE, part=part)
    if giving.mode is not None and giving.mode.in_writing and not giving.evidence.strip():
        yield Finding(code=Code.CONSENT_INCOMPLETE, part="giving.evidence")


def _form_of_consent(draft: ConsentDraft) -> Iterator[Finding]:
    mode, care = draft.giving.mode, draft.scope.purpose_class
    if mode is ConsentMode.IMPLIED and care is PurposeClass.NON_CARE:
        yield _found(draft, Code.IMPLIED_FOR_NON_CARE, "giving.mode")
    if mode is ConsentMode.IMPLIED and not draft.giving.implied_because.strip():
        yield Finding(code=Code.CONSENT_INCOMPLETE, part="giving.implied_because")
    if mode is not None and not mode.in_writing and care is PurposeClass.NON_CARE:
        yield _found(draft, Code.NOT_IN_WRITING, "giving.mode")
        if not draft.giving.not_written_because.strip():
            yield Finding(code=Code.WHY_NOT_WRITTEN, part="giving.not_written_because")


def _found(draft: ConsentDraft, code: Code, part: str) -> Finding:
    return Finding(code=code, part=part, answered=answered(code, draft.answers))
