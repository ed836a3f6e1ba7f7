# SPDX-License-Identifier: Apache-2.0
"""Deciding what becomes of a record whose time is over, and proving what was destroyed.

When a record is due and nothing holds it, a person decides: destroy, or retain with a reason. What
is destroyed leaves a certificate, and in the place of each record a skeleton: identity, dates,
rule and hash, and nothing about the person (domain reference 4.2).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.holds import Hold, held
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser, findings_on_texts
from logbook.domain.retention import RecordClass
from logbook.domain.retention_dates import DateReason, consent_until, is_due
from logbook.domain.text import folded

_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"\w+")


class RetentionChoice(Enum):
    """What is decided about records and their time."""

    DESTROY = "destroy"
    RETAIN = "retain"
    LENGTHEN = "lengthen"
    SHORTEN = "shorten"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionDecision:
    """What was decided about some records of a person, by which rule, and why."""

    id: UUID
    service_user: UUID
    objects: tuple[UUID, ...]
    choice: RetentionChoice
    rule: str
    """The code of the rule that proposed the day."""
    proposed: date | None
    """The last day by the schedule; None while no day can be named."""
    until: date | None
    """The last day as it is decided; to destroy, the last day that has passed."""
    decided_by: UUID
    decided_on: date
    reasons: str = ""


class DestructionGround(Enum):
    """Why records were destroyed."""

    RETENTION = "retention"
    """Their time was over."""
    ERASURE = "erasure"
    """The person asked for it (UK GDPR art. 17)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecords:
    """Records whose time is over: everything about a person, by the rule that keeps it longest."""

    service_user: UUID
    until: date
    """The last day on which they had to be kept."""
    rule: str
    record_class: RecordClass
    reason: DateReason
    unverified: bool
    decided: bool = False
    """Whether somebody decided on that day, and not the schedule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyedItem:
    """One record that was destroyed, without anything that was in it."""

    object: UUID
    record_class: RecordClass
    rule: str
    recorded_on: date
    until: date | None
    """The last day on which it had to be kept; None where its erasure was asked for."""
    commitment: str
    """The hash the journal holds of its last revision: 64 hexadecimal digits."""
    revisions: int = 1
    kind: LineKind | None = None
    """As what lists showed it; None where they did not."""
    number: str = ""
    """The number of a disclosure, which is never given to another (INV-35)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionCertificate:
    """What was destroyed, how, when, and on whose authority; kept for at least twenty years."""

    id: UUID
    service_user: UUID
    decision: UUID
    items: tuple[DestroyedItem, ...]
    method: str
    authorised_by: UUID
    destroyed_on: date
    witness: str = ""
    ground: DestructionGround = DestructionGround.RETENTION
    backups_until: date | None = None
    """The day by which rotation removes the last backup that holds any of it; None: none does."""
    published: int = 0
    """How many snapshots hold some of it that were published and are in no rotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """What remains in the place of a destroyed record. No personal data."""

    object: UUID
    certificate: UUID
    record_class: RecordClass
    rule: str
    recorded_on: date
    destroyed_on: date
    commitment: str


def findings_on_decision(
    decision: RetentionDecision,
    *,
    holds: Iterable[Hold],
    relying: Iterable[date | None] = (),
    today: date,
) -> tuple[Finding, ...]:
    """Tell what keeps a decision from being recorded.

    Lengthening is free, shortening and retaining need reasons. `relying` are the last days of the
    disclosures that remain and rest on a consent among the records (INV-31).
    """
    return (
        *_incomplete(decision),
        *_out_of_order(decision, today),
        *_kept_back(decision, tuple(holds), tuple(relying)),
        *findings_on_texts(decision),
    )


def findings_on_certificate(
    certificate: DestructionCertificate, *, holds: Iterable[Hold], today: date
) -> tuple[Finding, ...]:
    """Tell what keeps a certificate from being recorded."""
    return (*_on_certificate(certificate, tuple(holds), today), *findings_on_texts(certificate))


def names_the_person(person: ServiceUser, text: str) -> bool:
    """Tell whether a text that outlives a person's records would say whose they were.

    Names count where they are written with a capital, so that "they may" does not name May.
    """
    words = {folded(word) for word in _WORD.findall(text) if word[0].isupper()}
    names = {
        folded(word)
        for name in (person.name, person.known_as)
        for word in _WORD.findall(name)
        if len(word) > 1
    }
    numbers = (person.reference, *(each.value for each in person.identifiers))
    said = folded(text)
    return bool(names & words) or any(
        re.search(rf"(?<!\w){re.escape(folded(each.strip()))}(?!\w)", said)
        for each in numbers
        if each.strip()
    )


def skeletons_of(certificate: DestructionCertificate) -> tuple[Skeleton, ...]:
    """Give what remains in the place of each record the certificate names."""
    return tuple(
        Skeleton(
            object=item.object,
            certificate=certificate.id,
            record_class=item.record_class,
            rule=item.rule,
            recorded_on=item.recorded_on,
            destroyed_on=certificate.destroyed_on,
            commitment=item.commitment,
        )
        for item in certificate.items
    )


_NEED_REASONS = frozenset({RetentionChoice.RETAIN, RetentionChoice.SHORTEN})


def _incomplete(decision: RetentionDecision) -> Iterator[Finding]:
    if not decision.objects:
        yield Finding(code=Code.INCOMPLETE, part="objects")
    if not decision.rule.strip():
        yield Finding(code=Code.INCOMPLETE, part="rule")
    if decision.until is None:
        yield Finding(code=Code.INCOMPLETE, part="until")
    if decision.choice in _NEED_REASONS and not decision.reasons.strip():
        yield Finding(code=Code.INCOMPLETE, part="reasons")


def _out_of_order(decision: RetentionDecision, today: date) -> Iterator[Finding]:
    if decision.decided_on > today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="decided_on")
    if decision.until is not None and not _fits(decision, decision.until):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="until")


def _fits(decision: RetentionDecision, until: date) -> bool:
    """Tell whether the day goes with what was chosen; an unnamed proposal is later than any day."""
    if decision.choice is RetentionChoice.DESTROY:
        return is_due(until, decision.decided_on)
    if decision.choice is RetentionChoice.RETAIN:
        return until > decision.decided_on
    if decision.choice is RetentionChoice.LENGTHEN:
        return decision.proposed is not None and until > decision.proposed
    return decision.proposed is None or until < decision.proposed


def _kept_back(
    decision: RetentionDecision, holds: tuple[Hold, ...], relying: tuple[date | None, ...]
) -> Iterator[Finding]:
    destroys = decision.choice is RetentionChoice.DESTROY
    if destroys and decision.service_user in held(holds, decision.decided_on):
        yield Finding(code=Code.HELD, part="service_user")
    kept = decision.decided_on if destroys else decision.until
    if kept is not None:
        needed = consent_until(kept, relying)
        if needed is None or needed > kept:
            yield Finding(code=Code.CONSENT_KEPT_TOO_SHORT, part="until")


def _on_certificate(
    certificate: DestructionCertificate, holds: tuple[Hold, ...], today: date
) -> Iterator[Finding]:
    if not certificate.items:
        yield Finding(code=Code.INCOMPLETE, part="items")
    if not certificate.method.strip():
        yield Finding(code=Code.INCOMPLETE, part="method")
    if certificate.destroyed_on > today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="destroyed_on")
    if certificate.service_user in held(holds, certificate.destroyed_on):
        yield Finding(code=Code.HELD, part="service_user")
    if any(count > 1 for count in Counter(item.object for item in certificate.items).values()):
        yield Finding(code=Code.INCOMPLETE, part="items.object")
    if not all(item.rule.strip() for item in certificate.items):
        yield Finding(code=Code.INCOMPLETE, part="items.rule")
    if not all(_COMMITMENT.fullmatch(item.commitment) for item in certificate.items):
        yield Finding(code=Code.INCOMPLETE, part="items.commitment")
    if certificate.ground is DestructionGround.RETENTION and not all(
        is_due(item.until, certificate.destroyed_on) for item in certificate.items
    ):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="items.until")
