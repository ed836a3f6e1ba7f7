# SPDX-License-Identifier: Apache-2.0
"""What the form of a person says and asks: fields, ways to reach them, rows of small values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from logbook.domain.party import RecipientClass
from logbook.domain.people import (
    Belonging,
    ContactKind,
    ContactPoint,
    Identifier,
    IdentifierKind,
    ServiceUser,
)
from logbook.domain.practice import Nation
from logbook.i18n import N_
from logbook.wording.question import Question
from ui.tables.value_rows import RowsOf

FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "name": (N_("&Full name"), ""),
        "known_as": (N_("Known as"), N_("If they prefer another name")),
        "reference": (
            N_("&Reference"),
            N_("The number or initials your own files use for this person"),
        ),
        "born": (N_("&Date of birth"), ""),
        "died": (N_("Died on"), N_("Only if they have died")),
        "nation": (N_("Lives in"), N_("The nation whose law applies")),
        "address": (N_("&Address"), ""),
        "phone": (N_("&Telephone"), ""),
        "email": (N_("&E-mail"), ""),
        "safe_contact.note": (
            N_("Anything else about reaching them safely"),
            N_("For example: only in the morning; never mention the clinic's name"),
        ),
        "safe_contact.code_word": (
            N_("Code word"),
            N_("What has to be said before anything is told on the telephone"),
        ),
        "safe_contact.third_party_risk": (
            N_("Who might read or hear what is meant for them"),
            "",
        ),
        "language": (
            N_("Language"),
            N_("The language they are spoken to in, if that is not English"),
        ),
        "gp": (N_("&GP"), N_("The practice, or the GP, they are registered with")),
        "first_contact": (N_("First contact"), ""),
        "last_contact": (
            N_("&Last contact or discharge"),
            N_("How long their record is kept is counted from this day"),
        ),
    }
)
"""The label and the hint of each part."""

WAYS: Mapping[str, str] = MappingProxyType(
    {
        "may_write": N_("They may be written to"),
        "may_call": N_("They may be called"),
        "may_leave_message": N_("A message may be left"),
        "may_email": N_("They may be e-mailed"),
        "plain_envelope": N_("Letters go in a plain envelope"),
        "not_at_home": N_("Nothing may go to where they live, neither post nor calls"),
    }
)
"""The parts of safe contact that are ticked."""


def identifier_rows(nation: Nation) -> RowsOf:
    """Ask for health-service numbers, beginning with the one of the person's nation."""
    kind = {
        Nation.SCOTLAND: IdentifierKind.CHI,
        Nation.NORTHERN_IRELAND: IdentifierKind.HSC,
    }.get(nation, IdentifierKind.NHS)
    return RowsOf(
        title=N_("Health-service numbers"),
        add=N_("Add a number"),
        name=N_("Number {number}"),
        blank=Identifier(kind=kind, value=""),
        questions=(
            Question(part="value", label=N_("The number"), lines=1),
            Question(part="kind", label=N_("Which number it is")),
        ),
    )


CONTACTS = RowsOf(
    title=N_("Other places to reach them"),
    add=N_("Add another place"),
    name=N_("Place {number}"),
    blank=ContactPoint(kind=ContactKind.PHONE, where="", safe=False),
    questions=(
        Question(part="where", label=N_("The address or number"), lines=1),
        Question(part="kind", label=N_("What it is")),
        Question(part="safe", label=N_("It is safe to reach them there")),
        Question(part="may_leave_message", label=N_("A message may be left there")),
        Question(part="note", label=N_("Whose it is, or when"), lines=1),
    ),
)
"""A place nobody said is safe is not."""

CIRCLE = RowsOf(
    title=N_("Who belongs to them"),
    add=N_("Add somebody"),
    name=N_("Somebody {number}"),
    blank=Belonging(of=RecipientClass.CARE_TEAM, name=""),
    questions=(
        Question(part="name", label=N_("Name"), lines=1),
        Question(
            part="of",
            label=N_("What they are to the person"),
            hint=N_("A consent that describes somebody reaches those named here."),
        ),
    ),
)


def without_gaps(person: ServiceUser) -> ServiceUser:
    """Give a person without the rows that lack what they are about: a draft keeps them."""
    return replace(
        person,
        identifiers=tuple(each for each in person.identifiers if each.value),
        other_contacts=tuple(each for each in person.other_contacts if each.where),
        circle=tuple(each for each in person.circle if each.name),
    )
