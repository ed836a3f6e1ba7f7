# SPDX-License-Identifier: Apache-2.0
"""How a letter begins: to whom and where it may go, by whom, and under which reference."""

from __future__ import annotations

from datetime import datetime

from logbook.documents.content import Block, Notice, Text
from logbook.documents.facts import joined
from logbook.documents.source import DisclosureSource, local_day
from logbook.domain.letter import LetterAnswer
from logbook.domain.people import ContactKind, ServiceUser, safe
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label


def letter_reference(source: DisclosureSource) -> str:
    """A reference that says nothing of how many disclosures there are."""
    digits = source.disclosure.id.hex.upper()
    return f"{digits[:4]}-{digits[4:8]}"


def opening(source: DisclosureSource, answer: LetterAnswer, created: datetime) -> tuple[Block, ...]:
    """Say to whom it goes, when and from whom."""
    person = source.service_user
    assert person is not None, "a letter is only made where there is somebody to write to"
    named = person.known_as or person.name
    told = source.representative(source.disclosure.telling.representative)
    day = day_in_words(local_day(source, created))
    reference = _("Our reference: {reference}").format(reference=letter_reference(source))
    if answer is LetterAnswer.TO_REPRESENTATIVE and told is not None:
        return (
            Text(text=_("{name}\nTo be handed over in person").format(name=told.name)),
            Text(text=f"{day}\n{reference}"),
            Text(text=_("Dear {name}").format(name=told.name)),
            Notice(
                text=_(
                    "You have this letter because you act for {person} ({authority}). It is"
                    " written to {person}. Please go through it together, as far as that can be"
                    " done."
                ).format(person=person.name, authority=label(told.authority).lower())
            ),
            Text(text=_("Dear {name}").format(name=named)),
            _who_writes(source),
        )
    return (
        Text(text=_to(person, answer)),
        Text(text=f"{day}\n{reference}"),
        Text(text=_("Dear {name}").format(name=named)),
        _who_writes(source),
    )


def _to(person: ServiceUser, answer: LetterAnswer) -> str:
    """Give name and address; an address that is not safe must not stand on an envelope."""
    if answer is LetterAnswer.BY_POST:
        return joined(person.name, person.address, by="\n")
    elsewhere = next(
        (
            point.where
            for point in person.other_contacts
            if point.kind is ContactKind.ADDRESS and safe(person, point.kind, point.where)
        ),
        _("To be handed over in person"),
    )
    return joined(person.name, elsewhere, by="\n")


def _who_writes(source: DisclosureSource) -> Block:
    by, practice = source.practitioner, source.practice
    if by.profession is None or not by.hcpc_number:
        said = _("My name is {name}. I work at {practice}.")
        return Text(text=said.format(name=by.name, practice=practice.name))
    said = _(
        "My name is {name}. I work at {practice} as your {profession}. I am on the register of the"
        " Health and Care Professions Council (HCPC), number {number}."
    )
    return Text(
        text=said.format(
            name=by.name,
            practice=practice.name,
            profession=label(by.profession).lower(),
            number=by.hcpc_number,
        )
    )
