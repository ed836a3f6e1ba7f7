# SPDX-License-Identifier: Apache-2.0
"""The small forms of a person's file: what each asks, and the blank record it begins with.

Who decides for the person, what they refuse, what was assessed. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from logbook.domain.drafts import SmallDraft
from logbook.domain.objection import Objection
from logbook.domain.party import PartyKind
from logbook.domain.people import ServiceUser, age_on
from logbook.domain.representative import AuthorityType, Representative
from logbook.domain.uses import Use
from logbook.i18n import N_
from ui.tables.parts_form import FormWords, ask, card


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


KINDS: Mapping[Aside, type[SmallDraft]] = MappingProxyType(
    {
        Aside.REPRESENTATIVE: Representative,
        Aside.OBJECTION: Objection,
        Aside.LIFTING: Objection,
        Aside.CAPACITY: CapacityAssessment,
        Aside.COMPETENCE: CompetenceAssessment,
    }
)
"""What each of them makes."""


def wish_for(draft: SmallDraft, *, on_record: bool) -> AsideWish:
    """Tell with which form a draft is gone on with.

    Args:
        draft: What was begun, of a kind that a form about a person makes.
        on_record: Whether there is a record already that the draft is to follow.
    """
    aside = next(aside for aside, kind in KINDS.items() if kind is type(draft))
    if on_record and aside is Aside.OBJECTION:
        aside = Aside.LIFTING
    record = draft.id if on_record else None
    return AsideWish(aside=aside, person=draft.service_user, record=record)


def begin(
    aside: Aside, person: ServiceUser, assessor: str, clock: Clock, there: object = None
) -> SmallDraft:
    """Begin with the record that is there, or a new one with what is known of the person."""
    now = clock.now()
    today = now.astimezone(clock.zone).date()
    if isinstance(there, Objection):
        return replace(there, lifted_on=today)
    if isinstance(there, Representative):
        return there
    new: dict[str, Any] = {"id": uuid4(), "service_user": person.id}
    if aside is Aside.OBJECTION:
        return Objection(**new, made_on=today)
    new["nation"] = person.nation
    if aside is Aside.REPRESENTATIVE:
        family = AuthorityType.NONE_FAMILY
        return Representative(**new, name="", relationship="", authority=family)
    new |= {"decision": "", "at": now, "assessor": assessor}
    if aside is Aside.CAPACITY:
        return CapacityAssessment(**new, test=test_for(person.nation))
    return CompetenceAssessment(**new, basis=competence_bases(person, today)[0])


def competence_bases(person: ServiceUser, today: date) -> tuple[CompetenceBasis, ...]:
    """List the rules by which this child can decide; every rule where the age does not say.

    That is so where it is not known, and of an adult: what was assessed of a child is put on
    record, or gone on with, after they came of age.
    """
    age = age_on(person.born, today)
    known = bases_for(person.nation, age) if age is not None else ()
    return known or tuple(CompetenceBasis)


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


_WHO = card(
    N_("Who they are"),
    ask("name", N_("Name"), lines=1),
    ask(
        "relationship",
        N_("What they are to the person"),
        N_("Such as mother, daughter, solicitor"),
        lines=1,
    ),
    ask(
        "authority",
        N_("What gives them authority"),
        N_("Being family gives none: it comes from a document, a court or being a parent."),
    ),
    ask("nation", N_("Where it was given"), when=_claims_authority),
)
_SHOWN = card(
    N_("What shows it"),
    ask(
        "evidence.document",
        N_("The document you saw"),
        N_("Nothing can rest on an authority of which no document was seen."),
    ),
    ask("evidence.seen_on", N_("Seen on")),
    ask("evidence.seen_by", N_("Seen by"), lines=1),
    ask(
        "registered_with",
        N_("Registered with"),
        none=N_("Not registered, or no need to be"),
        when=_claims_authority,
    ),
    ask(
        "restrictions",
        N_("What it keeps from them"),
        N_("In the words of the document."),
        when=_claims_authority,
    ),
    ask("valid_from", N_("Valid from"), when=_claims_authority),
    ask("valid_to", N_("Valid until"), ahead=True, when=_claims_authority),
)
_OBJECTION = card(
    N_("What must not happen"),
    ask(
        "recipients",
        N_("Who must not receive it, by name"),
        N_("One on each line. Naming and ticking nobody means: nobody at all."),
    ),
    ask("kinds", N_("Or anybody of this kind")),
    ask(
        "information",
        N_("Which information"),
        N_("Ticking nothing means: all of it."),
    ),
    ask("use", N_("Used for what"), none=N_("Whatever it is used for")),
    ask("reason", N_("Why, if they say")),
)
_SAID = card(
    N_("How they said so"),
    ask("made_on", N_("When they said so")),
    ask("made_by", N_("Who said it for them, if they did not"), lines=1),
    ask(
        "consequences_explained",
        N_("I explained what it means for their care"),
    ),
    ask(
        "compromise_offered",
        N_("What you offered instead"),
        N_("Such as to leave something out, or to tell somebody else."),
    ),
)
_LIFTED = card(N_("Since when"), ask("lifted_on", N_("From this day on it no longer stands")))
_ASSESSED = (
    ask("decision", N_("The decision"), N_("This one decision, at this one time.")),
    ask("at", N_("When you assessed it")),
    ask("assessor", N_("Who assessed it"), lines=1),
)
_DECISION = card(
    N_("What was to be decided"),
    *_ASSESSED,
    ask("support", N_("What was done to help them decide")),
)
_ABILITIES = card(
    N_("What you found"),
    ask("understand", N_("They understand what is to be decided")),
    ask("retain", N_("They can keep it in mind long enough")),
    ask("use_weigh", N_("They can weigh it")),
    ask("communicate", N_("They can make their decision known")),
    ask("conclusion", N_("What it comes to")),
    ask("impairment", N_("What causes it"), when=_lacks),
    ask("can_wait", N_("Can it wait until they can decide?"), when=_lacks),
    ask("reassess_on", N_("Assess again on"), ahead=True, when=_comes_and_goes),
    ask("evidence", N_("What shows it"), when=_assessed),
)
_CHILD = card(
    N_("What was to be decided"), *_ASSESSED, ask("basis", N_("By which rule they can decide"))
)
_UNDERSTANDS = card(
    N_("What you found"),
    ask("understands_information", N_("They understand what would be disclosed")),
    ask("understands_implications", N_("They understand what follows from it")),
    ask("understands_risks_of_not", N_("They understand what follows if it is not")),
    ask("free_of_pressure", N_("They decide freely")),
    ask("conclusion", N_("What it comes to")),
    ask(
        "encouraged_to_involve_parent",
        N_("I encouraged them to involve a parent"),
    ),
    ask("evidence", N_("What shows it"), when=_concluded),
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

ASIDES: Mapping[Aside, FormWords] = MappingProxyType(
    {
        Aside.REPRESENTATIVE: FormWords(
            title=N_("Who decides or acts for them"),
            lead=N_("Somebody on record can be chosen where a decision is made for the person."),
            record=N_("&Put them on record"),
            cards=(_WHO, _SHOWN),
        ),
        Aside.OBJECTION: FormWords(
            title=N_("What they object to"),
            lead=N_("It is held against every disclosure of this person until it is lifted."),
            record=N_("Record the &objection"),
            cards=(_OBJECTION, _SAID),
            offered=MappingProxyType({"kinds": _OBJECTED_KINDS, "use": tuple(Use)}),
        ),
        Aside.LIFTING: FormWords(
            title=N_("They no longer object"),
            lead=N_("What was objected to stays on record, and no longer stands in the way."),
            record=N_("&Lift the objection"),
            cards=(_LIFTED,),
        ),
        Aside.CAPACITY: FormWords(
            title=N_("Could they decide this?"),
            lead=N_("Capacity is presumed. Assess it for one decision, at one time."),
            record=N_("Record the &assessment"),
            cards=(_DECISION, _ABILITIES),
        ),
        Aside.COMPETENCE: FormWords(
            title=N_("Could the child decide this?"),
            lead=N_("What this child understands counts, for this one decision."),
            record=N_("Record the &assessment"),
            cards=(_CHILD, _UNDERSTANDS),
        ),
    }
)
