# SPDX-License-Identifier: Apache-2.0
"""Who was told about somebody: the answer to "who have you told about me?" (7.4, INV-23).

Each line says when, to whom, what kind of information and what for; disclosures of one series are
one line with the first day, how many there were and the last day, as 45 CFR 164.528 has it. What is
restricted is left out before anything is counted or numbered, so that nothing shows where it was:
lines carry the numbers of this list and never those of the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.consent import InformationCategory
from logbook.domain.disclosure import Disclosure, happened_at
from logbook.domain.information import is_traceable
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Notification
from logbook.domain.party import PartyKind
from logbook.domain.request import Origin
from logbook.domain.telling_review import TellingReview, restricted_now
from logbook.domain.transmission import SendingMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingLine:
    """One disclosure, or one series of them, as the person may see it."""

    place: int
    """Counted from 1 in this list; it says nothing of any other list or record."""
    on: date
    last_on: date | None
    """The last day of a series that was disclosed more than once."""
    count: int
    to: str
    recipient_kind: PartyKind | None
    address: str
    information: tuple[InformationCategory, ...]
    purpose: str
    basis: BasisFamily | None
    method: SendingMethod | None
    disclosed: bool
    """False: somebody asked and was given nothing."""
    by_mistake: bool = False


def accounting(
    disclosures: Iterable[Disclosure],
    *,
    service_user: UUID,
    zone: ZoneInfo,
    reviews: Sequence[TellingReview] = (),
    notifications: Sequence[Notification] = (),
) -> tuple[AccountingLine, ...]:
    """List who was told, or asked in vain, about a person, the oldest first.

    Args:
        disclosures: Each in its latest revision; those about other people are passed over.
        service_user: Who asks.
        zone: Where the days are counted.
        reviews: Every review of a decision not to tell: what restricted an entry may have ended.
        notifications: What the person was told later.
    """
    shown = [
        each
        for each in disclosures
        if each.service_user == service_user
        and not _told_nobody(each)
        and not _is_restricted(each, reviews, notifications)
    ]
    shown.sort(key=_order)
    groups: dict[UUID, list[Disclosure]] = {}
    for each in shown:
        groups.setdefault(_group(each), []).append(each)
    return tuple(_line(place, group, zone) for place, group in enumerate(groups.values(), start=1))


def _told_nobody(disclosure: Disclosure) -> bool:
    """Tell whether nobody outside the practice learned, or wanted to learn, anything of anybody.

    A refusal is listed where somebody asked: a decision not to speak up of one's own accord told
    nobody, and what is put off is open until it is decided.
    """
    if disclosure.kind in {Kind.ACCESS, Kind.PROCESSOR}:
        return True
    if not _disclosed(disclosure):
        return disclosure.request.origin is not Origin.ASKED
    return disclosure.kind in _MAY_NAME_NOBODY and not is_traceable(
        disclosure.information, disclosure.de_identification
    )


_MAY_NAME_NOBODY = frozenset({Kind.DE_IDENTIFIED, Kind.RESEARCH, Kind.SUPERVISION})
"""Kinds in which nobody asks for a person, so that what names nobody told nothing of them."""


def _is_restricted(
    disclosure: Disclosure,
    reviews: Sequence[TellingReview],
    notifications: Sequence[Notification],
) -> bool:
    return restricted_now(
        disclosure.telling,
        [each for each in reviews if each.disclosure == disclosure.id],
        [each for each in notifications if each.disclosure == disclosure.id],
    )


def _group(disclosure: Disclosure) -> UUID:
    """Give what stands on one line: what was disclosed in a series; a refusal stands alone."""
    if disclosure.series is not None and _disclosed(disclosure):
        return disclosure.series
    return disclosure.id


def _line(place: int, group: Sequence[Disclosure], zone: ZoneInfo) -> AccountingLine:
    first, last = group[0], group[-1]
    disclosed = _disclosed(first)
    categories = dict.fromkeys(
        category for each in group for category in each.information.categories
    )
    return AccountingLine(
        place=place,
        on=_at(first).astimezone(zone).date(),
        last_on=_at(last).astimezone(zone).date() if len(group) > 1 else None,
        count=len(group),
        # Whoever got it by mistake may be somebody we keep records of (7.2).
        to="" if first.kind is Kind.BREACH else first.recipient.shown,
        recipient_kind=first.recipient.kind,
        address="" if first.kind is Kind.BREACH else first.recipient.address,
        information=tuple(categories) if disclosed else (),
        purpose=first.purpose.words,
        basis=first.basis.family if disclosed else None,
        method=first.transmission.method if disclosed else None,
        disclosed=disclosed,
        by_mistake=first.kind is Kind.BREACH,
    )


def _disclosed(disclosure: Disclosure) -> bool:
    if disclosure.kind is Kind.BREACH:
        return True
    choice = disclosure.decision.choice
    return choice is not None and choice.discloses


def _order(disclosure: Disclosure) -> tuple[datetime, str]:
    """Sort by time, and by identity where that is the same: by nothing that counts."""
    return _at(disclosure), disclosure.id.hex


def _at(disclosure: Disclosure) -> datetime:
    return happened_at(disclosure) or disclosure.recorded_at
