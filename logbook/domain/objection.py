# SPDX-License-Identifier: Apache-2.0
"""A service user's standing objection: what must not go to whom, until they say otherwise (H-34).

An objection reaches wide where a consent reaches narrow: what it leaves open, it covers. Naming
nobody, it is against everybody; naming no information, it is about all of it. It is held against a
disclosure to be looked at, with its reasons, before anything is decided (INV-16, W-42).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from logbook.domain.consent import InformationCategory
from logbook.domain.findings import Code, Finding
from logbook.domain.party import (
    NO_ALIASES,
    Party,
    PartyAliases,
    PartyKind,
    RecipientClass,
    any_same_party,
    is_class_phrase,
    name_key,
)
from logbook.domain.people import ServiceUser, findings_on_texts
from logbook.domain.uses import Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a service user said must not be disclosed, to whom, or for what."""

    id: UUID
    service_user: UUID
    made_on: date
    recipients: tuple[str, ...] = ()
    """Those who are named; where nobody is named or described, everybody."""
    classes: tuple[RecipientClass, ...] = ()
    kinds: tuple[PartyKind, ...] = ()
    """Kinds of recipient: no insurer, whichever it is."""
    information: tuple[InformationCategory, ...] = ()
    """Empty: all of it."""
    use: Use | None = None
    """None: whatever it is used for."""
    made_by: str = ""
    """Empty when the service user said it; otherwise who said it for them."""
    reason: str = ""
    consequences_explained: bool = False
    compromise_offered: str = ""
    lifted_on: date | None = None
    recorded_by: UUID | None = None

    def active_on(self, day: date) -> bool:
        """Tell whether the objection stands on a day; the day it is lifted it no longer does."""
        return self.made_on <= day and (self.lifted_on is None or day < self.lifted_on)


def objection_matches(
    objection: Objection,
    recipient: Party,
    categories: Iterable[InformationCategory],
    use: Use | None,
    on: date,
    *,
    person: ServiceUser | None = None,
    aliases: PartyAliases = NO_ALIASES,
) -> bool:
    """Tell whether an objection stands against a disclosure on a day.

    What the disclosure leaves open does not let it pass: without categories or a use it is taken to
    concern what the objection is about.
    """
    categories = tuple(categories)
    return (
        objection.active_on(on)
        and _concerns(objection, recipient, person, aliases)
        and (
            not objection.information
            or not categories
            or any(category in objection.information for category in categories)
        )
        and (objection.use is None or use is None or use is objection.use)
    )


def findings_on_objection(objection: Objection, *, today: date) -> tuple[Finding, ...]:
    """Tell what keeps an objection from being recorded, and what is still to be explained."""
    found = [
        Finding(code=Code.TIMES_OUT_OF_ORDER, part=part)
        for part, before, after in (
            ("made_on", objection.made_on, today),
            ("lifted_on", objection.made_on, objection.lifted_on),
        )
        if after is not None and after < before
    ]
    if any(is_class_phrase(name) for name in objection.recipients):
        # "Any insurer" is a kind of recipient, not a name: as a name it matches nobody.
        found.append(Finding(code=Code.FORM_UNCLEAR, part="recipients"))
    if not objection.consequences_explained:
        found.append(Finding(code=Code.REFUSED_FOR_CARE, part="consequences_explained"))
    return (*found, *findings_on_texts(objection))


_EVERYBODY = frozenset({"anyone", "anybody", "everyone", "everybody"})


def _concerns(
    objection: Objection, recipient: Party, person: ServiceUser | None, aliases: PartyAliases
) -> bool:
    named = [name for name in objection.recipients if name_key(name)]
    if not (named or objection.classes or objection.kinds):
        return True
    if recipient.kind is not None and recipient.kind in objection.kinds:
        return True
    if any(name_key(name) in _EVERYBODY for name in named):
        return True
    belonging = [
        name for each in objection.classes for name in (person.members(each) if person else ())
    ]
    return any_same_party((*named, *belonging), recipient.names, aliases)
