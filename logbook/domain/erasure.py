# SPDX-License-Identifier: Apache-2.0
"""The right to erasure: deciding on it, what was erased, and when the last backup forgets it.

UK GDPR article 17 is not absolute: paragraph 3 says where it gives way, and health care under
professional secrecy is among it. A decision holds no words, so that it says nothing of the person
once their records are gone (security reference 3.9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from logbook.domain.backup import Backup, Keeping
from logbook.domain.findings import Code, Finding
from logbook.domain.holds import Hold, held
from logbook.domain.lines import LineKind


class ErasureOutcome(Enum):
    """What was answered to somebody who asked for erasure."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REFUSED = "refused"


class ErasureExemption(Enum):
    """Why records are kept although their erasure was asked for."""

    NO_GROUND = "no-ground"
    EXPRESSION = "expression"
    LEGAL_OBLIGATION = "legal-obligation"
    PUBLIC_TASK = "public-task"
    HEALTH_CARE = "health-care"
    PUBLIC_HEALTH = "public-health"
    ARCHIVING = "archiving"
    LEGAL_CLAIMS = "legal-claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionSource:
    """Where in the law an exemption stands, and when that was looked up. Not legal advice."""

    provision: str
    looked_up: date


_LOOKED_UP = date(2026, 11, 22)

EXEMPTION_SOURCES: Mapping[ErasureExemption, ExemptionSource] = MappingProxyType(
    {
        exemption: ExemptionSource(provision=f"UK GDPR {provision}", looked_up=_LOOKED_UP)
        for exemption, provision in (
            (ErasureExemption.NO_GROUND, "art. 17(1)"),
            (ErasureExemption.EXPRESSION, "art. 17(3)(a)"),
            (ErasureExemption.LEGAL_OBLIGATION, "art. 17(3)(b)"),
            (ErasureExemption.PUBLIC_TASK, "art. 17(3)(b)"),
            (ErasureExemption.HEALTH_CARE, "art. 17(3)(c) with art. 9(2)(h) and 9(3)"),
            (ErasureExemption.PUBLIC_HEALTH, "art. 17(3)(c) with art. 9(2)(i)"),
            (ErasureExemption.ARCHIVING, "art. 17(3)(d)"),
            (ErasureExemption.LEGAL_CLAIMS, "art. 17(3)(e)"),
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDecision:
    """What was decided on a request for erasure. Identities, days and codes: no words."""

    id: UUID
    service_user: UUID
    objects: tuple[UUID, ...]
    """What is erased; the service user themselves stands for everything about them."""
    outcome: ErasureOutcome
    exemptions: tuple[ErasureExemption, ...] = ()
    """Why the rest, or all of it, is kept."""
    requested_on: date
    decided_by: UUID
    decided_on: date

    @property
    def erases(self) -> bool:
        """Whether anything is to be erased."""
        return self.outcome is not ErasureOutcome.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedObject:
    """One record that was erased again: who it was about, and where lists showed it."""

    object: UUID
    revisions: int
    service_user: UUID | None
    kind: LineKind | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What came back with an older backup and was erased again (`erasure.re-applied`).

    The decision and the certificate stand in the journal that was lost.
    """

    id: UUID
    objects: tuple[ErasedObject, ...]
    erased_by: UUID
    erased_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How long backups go on holding what was erased.

    `last_made` is when the newest backup that holds it was made; `until` the day by which that one
    goes in rotation, if a backup is made each month. `published` counts snapshots that hold it and
    are in no rotation.
    """

    last_made: datetime | None
    until: date | None
    published: int


def findings_on_erasure(
    decision: ErasureDecision,
    *,
    holds: Iterable[Hold],
    relying: Iterable[date | None] = (),
    today: date,
) -> tuple[Finding, ...]:
    """Tell what keeps a decision from being recorded.

    `relying` has one member for each disclosure that remains and rests on a consent that would be
    erased (INV-31); records that are held are not erased at all (INV-32).
    """
    return tuple(_findings(decision, tuple(holds), tuple(relying), today))


def reach(first_entry: int, backups: Iterable[Backup], keeping: Keeping | None = None) -> Reach:
    """Tell until when backups hold something that entry `first_entry` was the first to record.

    The last backup of each month is kept for so many months, the last of each day for so many
    days; what holds longest counts.
    """
    keeping = keeping or Keeping()
    made = {each.id: each for each in backups if each.size > first_entry}.values()
    rotating = [each.made_at for each in made if not each.published]
    published = sum(each.published for each in made)
    if not rotating:
        return Reach(last_made=None, until=None, published=published)
    last = max(rotating)
    until = max(_end_of_month(last.date(), keeping.months), last.date() + _days(keeping.days))
    return Reach(last_made=last, until=until, published=published)


def _findings(
    decision: ErasureDecision,
    holds: tuple[Hold, ...],
    relying: tuple[date | None, ...],
    today: date,
) -> Iterator[Finding]:
    keeps_some = decision.outcome is not ErasureOutcome.GRANTED
    if decision.erases and not decision.objects:
        yield Finding(code=Code.INCOMPLETE, part="objects")
    if keeps_some != bool(decision.exemptions):
        yield Finding(code=Code.INCOMPLETE, part="exemptions")
    if decision.decided_on > today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="decided_on")
    if decision.requested_on > decision.decided_on:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="requested_on")
    if decision.erases and decision.service_user in held(holds, decision.decided_on):
        yield Finding(code=Code.HELD, part="service_user")
    if decision.erases and relying:
        yield Finding(code=Code.CONSENT_KEPT_TOO_SHORT, part="objects")


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def _end_of_month(day: date, months: int) -> date:
    """Give the last day of the month so many months on."""
    after = day.year * 12 + day.month + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
