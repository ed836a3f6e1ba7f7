# SPDX-License-Identifier: Apache-2.0
"""How far a consent reaches towards a disclosure: what, to whom, why, how and when.

Only what a consent names is covered (INV-12), as it stood at the moment (INV-13). Whatever is not
covered has a reason, so that it can be said in words. What a consent leaves out in words is for a
person to read: it is a caution here and never a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from logbook.domain.consent import (
    Consent,
    ConsentMode,
    ConsentScope,
    InformationCategory,
    PurposeClass,
    implied_possible,
)
from logbook.domain.consent_history import ConsentNow, ConsentState, consent_at
from logbook.domain.information import Item
from logbook.domain.party import NO_ALIASES, Party, PartyAliases, any_same_party, is_class_phrase
from logbook.domain.people import ServiceUser
from logbook.domain.research import Medium
from logbook.domain.uses import Use


class NotCovered(Enum):
    """Why a consent does not reach a disclosure."""

    NOT_YET_GIVEN = "not-yet-given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    SUPERSEDED = "superseded"
    USED_UP = "used-up"
    NARROWED = "narrowed"
    ANOTHER_RECIPIENT = "another-recipient"
    CLASS_ONLY = "class-only"
    """It describes recipients, and this one is not on record as one of them."""
    ANOTHER_PURPOSE = "another-purpose"
    ANOTHER_MEDIUM = "another-medium"
    NOT_THIS_INFORMATION = "not-this-information"
    OUTSIDE_PERIOD = "outside-period"
    IMPLIED_NOT_FOR_NON_CARE = "implied-not-for-non-care"


class Caution(Enum):
    """What no rule can decide about the reach of a consent: a person has to look."""

    LEFT_OUT_IN_WORDS = "left-out-in-words"
    UNDATED = "undated"
    """It covers a span of time, and an item does not say of when it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far a consent reaches towards a disclosure, point by point."""

    who: bool
    why: bool
    when: bool
    uncovered: tuple[InformationCategory, ...]
    """The categories of which something is not covered, those outside the period among them."""
    how: bool = True
    form: bool = True
    """Whether this kind of consent can cover it at all: implied consent covers care only."""
    outside_period: tuple[InformationCategory, ...] = ()
    reasons: tuple[NotCovered, ...] = ()
    cautions: tuple[Caution, ...] = ()
    standing: ConsentNow | None = None
    """The consent as it stood at the moment."""

    @property
    def whole(self) -> bool:
        """Whether the consent covers all of it (INV-12)."""
        return self.who and self.why and self.how and self.when and self.form and not self.uncovered


def coverage(
    consent: Consent,
    *,
    recipient: Party,
    purpose_class: PurposeClass | None,
    categories: Iterable[InformationCategory] = (),
    on: date,
    items: Iterable[Item] = (),
    use: Use | None = None,
    medium: Medium | None = None,
    now: ConsentNow | None = None,
    person: ServiceUser | None = None,
    aliases: PartyAliases = NO_ALIASES,
    used: int = 0,
) -> Coverage:
    """Say what of a disclosure a consent covers; only what it names is covered.

    Args:
        consent: The consent.
        recipient: Who would receive it.
        purpose_class: Whether that is for care.
        categories: The categories of information that would be disclosed.
        on: The day, which counts where `now` is not given.
        items: What would be disclosed, item by item; their categories count too.
        use: What it would be used for, closer than care or not.
        medium: Where it would appear, if it is shown to the world.
        now: The consent as it stood at the moment (`consent_history.consent_at`).
        person: Whom it is about: who belongs to the classes that a consent describes.
        aliases: The names the practice has declared to be the same.
        used: How many disclosures rest on this consent already.
    """
    now = now or _as_recorded(consent, on)
    items = tuple(items)
    asked = _Asked(
        recipient=recipient,
        purpose_class=purpose_class,
        use=use,
        medium=medium,
        categories=tuple(dict.fromkeys((*categories, *(item.category for item in items)))),
        items=items,
        person=person,
        aliases=aliases,
    )
    gaps = tuple(_gaps(now.scope, asked))
    not_now = tuple(_not_now(consent, now, used))
    implied = now.giving.mode is ConsentMode.IMPLIED
    form = not implied or implied_possible(purpose_class, use, recipient.kind)
    kinds = {gap.reason for gap in gaps}
    return Coverage(
        who=not kinds & {NotCovered.ANOTHER_RECIPIENT, NotCovered.CLASS_ONLY},
        why=NotCovered.ANOTHER_PURPOSE not in kinds,
        how=NotCovered.ANOTHER_MEDIUM not in kinds,
        when=not not_now,
        form=form,
        uncovered=_categories(gaps, NotCovered.NOT_THIS_INFORMATION, NotCovered.OUTSIDE_PERIOD),
        outside_period=_categories(gaps, NotCovered.OUTSIDE_PERIOD),
        reasons=(
            *not_now,
            *_reasons(gaps, tuple(_gaps(now.before, asked)) if now.before else gaps),
            *(() if form else (NotCovered.IMPLIED_NOT_FOR_NON_CARE,)),
        ),
        cautions=tuple(_cautions(now.scope, items)),
        standing=now,
    )


class _Asked(NamedTuple):
    """A disclosure, as far as consent is concerned with it."""

    recipient: Party
    purpose_class: PurposeClass | None
    use: Use | None
    medium: Medium | None
    categories: tuple[InformationCategory, ...]
    items: tuple[Item, ...]
    person: ServiceUser | None
    aliases: PartyAliases


class _Gap(NamedTuple):
    """One point at which a scope falls short."""

    reason: NotCovered
    category: InformationCategory | None = None


_ENDED = {
    ConsentState.REFUSED: NotCovered.REFUSED,
    ConsentState.WITHDRAWN: NotCovered.WITHDRAWN,
    ConsentState.EXPIRED: NotCovered.EXPIRED,
    ConsentState.INVALIDATED: NotCovered.INVALIDATED,
    ConsentState.SUPERSEDED: NotCovered.SUPERSEDED,
}


def _as_recorded(consent: Consent, day: date) -> ConsentNow:
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return consent_at(consent, (), noon, zone=ZoneInfo("UTC"))


def _not_now(consent: Consent, now: ConsentNow, used: int) -> Iterator[NotCovered]:
    if now.state in _ENDED:
        yield _ENDED[now.state]
    elif not now.in_force:
        yield NotCovered.NOT_YET_GIVEN
    elif consent.period.uses is not None and used >= consent.period.uses:
        yield NotCovered.USED_UP


def _gaps(scope: ConsentScope, asked: _Asked) -> Iterator[_Gap]:
    yield from _gaps_in_who(scope, asked)
    other_use = None not in {scope.use, asked.use} and scope.use is not asked.use
    if scope.purpose_class is not asked.purpose_class or other_use:
        yield _Gap(NotCovered.ANOTHER_PURPOSE)
    if asked.medium is not None and asked.medium not in scope.media:
        yield _Gap(NotCovered.ANOTHER_MEDIUM)
    for category in asked.categories:
        if category not in scope.information:
            yield _Gap(NotCovered.NOT_THIS_INFORMATION, category)
    for item in asked.items:
        if item.category in scope.information and _outside(scope, item):
            yield _Gap(NotCovered.OUTSIDE_PERIOD, item.category)


def _gaps_in_who(scope: ConsentScope, asked: _Asked) -> Iterator[_Gap]:
    named = [name for name in scope.recipients if name.strip() and not is_class_phrase(name)]
    person = asked.person
    belonging = [
        name for each in scope.classes for name in (person.members(each) if person else ())
    ]
    if any_same_party((*named, *belonging), asked.recipient.names, asked.aliases):
        return
    described = bool(scope.classes) or any(is_class_phrase(name) for name in scope.recipients)
    if described:
        yield _Gap(NotCovered.CLASS_ONLY)
    if named or not described:
        yield _Gap(NotCovered.ANOTHER_RECIPIENT)


def _outside(scope: ConsentScope, item: Item) -> bool:
    """Tell whether an item is known to be of another time than the consent covers."""
    days = [day for day in (item.since, item.until) if day is not None]
    return any(
        (scope.since is not None and day < scope.since)
        or (scope.until is not None and scope.until < day)
        for day in days
    )


def _reasons(gaps: tuple[_Gap, ...], before: tuple[_Gap, ...]) -> tuple[NotCovered, ...]:
    """Name each reason once; what was covered before the consent was narrowed says so."""
    lost = any(gap not in before for gap in gaps)
    still = dict.fromkeys(gap.reason for gap in gaps if gap in before)
    return ((NotCovered.NARROWED,) if lost else ()) + tuple(still)


def _categories(gaps: tuple[_Gap, ...], *reasons: NotCovered) -> tuple[InformationCategory, ...]:
    found = (gap.category for gap in gaps if gap.reason in reasons)
    return tuple(dict.fromkeys(category for category in found if category is not None))


def _cautions(scope: ConsentScope, items: tuple[Item, ...]) -> Iterator[Caution]:
    if scope.left_out.strip():
        yield Caution.LEFT_OUT_IN_WORDS
    if any(
        (scope.since is not None and item.since is None)
        or (scope.until is not None and item.until is None)
        for item in items
    ):
        yield Caution.UNDATED
