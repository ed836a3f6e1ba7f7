# SPDX-License-Identifier: Apache-2.0
"""The small forms of a person's file: what each asks, and the blank record it begins with.

Who decides for the person, what they refuse, what was assessed. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.domain.capacity import (
    CapacityAssessment,
    CapacityConclusion,
    CompetenceAssessment,
    CompetenceBasis,
    CompetenceConclusion,
    bases_for,
    test_for,
)
from logbook.domain.objection import Objection
from logbook.domain.party import PartyKind
from logbook.domain.people import ServiceUser, age_on
from logbook.domain.representative import AuthorityType, Representative
from logbook.domain.uses import Use
from logbook.i18n import N_
from logbook.wording.question import Question
from ui.tables.parts_form import NO_LIMITS, AskedCard

AsideRecord = Representative | Objection | CapacityAssessment | CompetenceAssessment


class Aside(Enum):
    """The small forms of a person's page."""

    REPRESENTATIVE = "representative"
    OBJECTION = "objection"
    LIFTING = "lifting"
    """Of an objection that stands."""
    CAPACITY = "capacity"
    COMPETENCE = "competence"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWish:
    """Which form is asked for, about whom, and with which record if not with a new one."""

    aside: Aside
    person: UUID
    record: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWords:
    """What a form says of itself, and what it asks."""

    title: str
    lead: str
    record: str
    """What is written on the button that records it."""
    cards: tuple[AskedCard, ...]
    offered: Mapping[str, tuple[Enum, ...]] = field(default_factory=lambda: NO_LIMITS)


def blank(aside: Aside, person: ServiceUser, assessor: str, clock: Clock) -> AsideRecord:
    """Begin a record of a person with what is known already."""
    now = clock.now()
    today = now.astimezone(clock.zone).date()
    if aside is Aside.REPRESENTATIVE:
        return Representative(
            id=uuid4(),
            service_user=person.id,
            name="",
            relationship="",
            authority=AuthorityType.NONE_FAMILY,
            nation=person.nation,
        )
    if aside is Aside.CAPACITY:
        return CapacityAssessment(
            id=uuid4(),
            service_user=person.id,
            decision="",
            at=now,
            assessor=assessor,
            nation=person.nation,
            test=test_for(person.nation),
        )
    if aside is Aside.COMPETENCE:
        return CompetenceAssessment(
            id=uuid4(),
            service_user=person.id,
            decision="",
            at=now,
            assessor=assessor,
            nation=person.nation,
            basis=competence_bases(person, today)[0],
        )
    return Objection(id=uuid4(), service_user=person.id, made_on=today)


def competence_bases(person: ServiceUser, today: date) -> tuple[CompetenceBasis, ...]:
    """List the rules by which this child can decide; every rule where the age is not known."""
    age = age_on(person.born, today)
    return tuple(CompetenceBasis) if age is None else bases_for(person.nation, age)


def is_child(person: ServiceUser, today: date) -> bool:
    """Tell whether the person is known to be under 18."""
    age = age_on(person.born, today)
    return age is not None and bool(bases_for(person.nation, age))


def _claims_authority(record: Any) -> bool:
    return record.authority is not AuthorityType.NONE_FAMILY


def _lacks(record: Any) -> bool:
    return record.conclusion is CapacityConclusion.LACKS


def _comes_and_goes(record: Any) -> bool:
    return record.conclusion in {CapacityConclusion.FLUCTUATING, CapacityConclusion.LACKS}


def _assessed(record: Any) -> bool:
    return record.conclusion is not CapacityConclusion.NOT_ASSESSED


def _concluded(record: Any) -> bool:
    return record.conclusion is not CompetenceConclusion.NOT_ASSESSED


_WHO = AskedCard(
    heading=N_("Who they are"),
    questions=(
        Question(part="name", label=N_("Name"), lines=1),
        Question(
            part="relationship",
            label=N_("What they are to the person"),
            hint=N_("Such as mother, daughter, solicitor"),
            lines=1,
        ),
        Question(
            part="authority",
            label=N_("What gives them authority"),
            hint=N_(
                "Being family gives none: it comes from a document, a court or being a parent."
            ),
        ),
        Question(part="nation", label=N_("Where it was given"), when=_claims_authority),
    ),
)
_SHOWN = AskedCard(
    heading=N_("What shows it"),
    questions=(
        Question(
            part="evidence.document",
            label=N_("The document you saw"),
            hint=N_("Nothing can rest on an authority of which no document was seen."),
        ),
        Question(part="evidence.seen_on", label=N_("Seen on")),
        Question(part="evidence.seen_by", label=N_("Seen by"), lines=1),
        Question(
            part="registered_with",
            label=N_("Registered with"),
            none=N_("Not registered, or no need to be"),
            when=_claims_authority,
        ),
        Question(
            part="restrictions",
            label=N_("What it keeps from them"),
            hint=N_("In the words of the document."),
            when=_claims_authority,
        ),
        Question(part="valid_from", label=N_("Valid from"), when=_claims_authority),
        Question(part="valid_to", label=N_("Valid until"), ahead=True, when=_claims_authority),
    ),
)
_OBJECTION = AskedCard(
    heading=N_("What must not happen"),
    questions=(
        Question(
            part="recipients",
            label=N_("Who must not receive it, by name"),
            hint=N_("One on each line. Naming and ticking nobody means: nobody at all."),
        ),
        Question(part="kinds", label=N_("Or anybody of this kind")),
        Question(
            part="information",
            label=N_("Which information"),
            hint=N_("Ticking nothing means: all of it."),
        ),
        Question(part="use", label=N_("Used for what"), none=N_("Whatever it is used for")),
        Question(part="reason", label=N_("Why, if they say")),
    ),
)
_SAID = AskedCard(
    heading=N_("How they said so"),
    questions=(
        Question(part="made_on", label=N_("When they said so")),
        Question(part="made_by", label=N_("Who said it for them, if they did not"), lines=1),
        Question(
            part="consequences_explained",
            label=N_("I explained what it means for their care"),
        ),
        Question(
            part="compromise_offered",
            label=N_("What you offered instead"),
            hint=N_("Such as to leave something out, or to tell somebody else."),
        ),
    ),
)
_LIFTED = AskedCard(
    heading=N_("Since when"),
    questions=(Question(part="lifted_on", label=N_("From this day on it no longer stands")),),
)
_DECISION = AskedCard(
    heading=N_("What was to be decided"),
    questions=(
        Question(
            part="decision",
            label=N_("The decision"),
            hint=N_("This one decision, at this one time."),
        ),
        Question(part="at", label=N_("When you assessed it")),
        Question(part="assessor", label=N_("Who assessed it"), lines=1),
        Question(part="support", label=N_("What was done to help them decide")),
    ),
)
_ABILITIES = AskedCard(
    heading=N_("What you found"),
    questions=(
        Question(part="understand", label=N_("They understand what is to be decided")),
        Question(part="retain", label=N_("They can keep it in mind long enough")),
        Question(part="use_weigh", label=N_("They can weigh it")),
        Question(part="communicate", label=N_("They can make their decision known")),
        Question(part="conclusion", label=N_("What it comes to")),
        Question(part="impairment", label=N_("What causes it"), when=_lacks),
        Question(part="can_wait", label=N_("Can it wait until they can decide?"), when=_lacks),
        Question(part="reassess_on", label=N_("Assess again on"), ahead=True, when=_comes_and_goes),
        Question(part="evidence", label=N_("What shows it"), when=_assessed),
    ),
)
_CHILD = AskedCard(
    heading=N_("What was to be decided"),
    questions=(
        Question(
            part="decision",
            label=N_("The decision"),
            hint=N_("This one decision, at this one time."),
        ),
        Question(part="at", label=N_("When you assessed it")),
        Question(part="assessor", label=N_("Who assessed it"), lines=1),
        Question(part="basis", label=N_("By which rule they can decide")),
    ),
)
_UNDERSTANDS = AskedCard(
    heading=N_("What you found"),
    questions=(
        Question(
            part="understands_information", label=N_("They understand what would be disclosed")
        ),
        Question(part="understands_implications", label=N_("They understand what follows from it")),
        Question(
            part="understands_risks_of_not", label=N_("They understand what follows if it is not")
        ),
        Question(part="free_of_pressure", label=N_("They decide freely")),
        Question(part="conclusion", label=N_("What it comes to")),
        Question(
            part="encouraged_to_involve_parent",
            label=N_("I encouraged them to involve a parent"),
        ),
        Question(part="evidence", label=N_("What shows it"), when=_concluded),
    ),
)

_OBJECTED_KINDS = (
    PartyKind.GP,
    PartyKind.FAMILY_OR_CARER,
    PartyKind.SCHOOL,
    PartyKind.EMPLOYER,
    PartyKind.INSURER,
    PartyKind.POLICE,
    PartyKind.CHILDRENS_SERVICES,
    PartyKind.ADULT_SERVICES,
    PartyKind.RESEARCHER,
    PartyKind.MEDIA,
)

ASIDES: Mapping[Aside, AsideWords] = MappingProxyType(
    {
        Aside.REPRESENTATIVE: AsideWords(
            title=N_("Who decides or acts for them"),
            lead=N_("Somebody on record can be chosen where a decision is made for the person."),
            record=N_("&Put them on record"),
            cards=(_WHO, _SHOWN),
        ),
        Aside.OBJECTION: AsideWords(
            title=N_("What they object to"),
            lead=N_("It is held against every disclosure of this person until it is lifted."),
            record=N_("Record the &objection"),
            cards=(_OBJECTION, _SAID),
            offered=MappingProxyType({"kinds": _OBJECTED_KINDS, "use": tuple(Use)}),
        ),
        Aside.LIFTING: AsideWords(
            title=N_("They no longer object"),
            lead=N_("What was objected to stays on record, and no longer stands in the way."),
            record=N_("&Lift the objection"),
            cards=(_LIFTED,),
        ),
        Aside.CAPACITY: AsideWords(
            title=N_("Could they decide this?"),
            lead=N_("Capacity is presumed. Assess it for one decision, at one time."),
            record=N_("Record the &assessment"),
            cards=(_DECISION, _ABILITIES),
        ),
        Aside.COMPETENCE: AsideWords(
            title=N_("Could the child decide this?"),
            lead=N_("What this child understands counts, for this one decision."),
            record=N_("Record the &assessment"),
            cards=(_CHILD, _UNDERSTANDS),
        ),
    }
)
