# SPDX-License-Identifier: Apache-2.0
"""How a letter ends: what the person can do, whom they can ask, where help is."""

from __future__ import annotations

from logbook.documents.content import Points, Section, Text, Tone
from logbook.documents.source import DisclosureSource
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.people import CommunicationNeed
from logbook.domain.practice import Language
from logbook.i18n import N_, _
from logbook.wording.labels import label

RIGHTS_LOOKED_UP = N_("22 November 2026")
"""When the sources of the rights, and of the numbers to call, were last gone through."""


def rights(source: DisclosureSource) -> Section:
    """Say what the person can do: have a copy, correct, object, take back, complain."""
    complaints = source.practice.complaints_contact or source.practice.name
    items = [
        _("You can ask for a copy of what I sent, and of what we hold about you."),
        _("You can ask us to put right what is wrong."),
        _("You can tell us that you do not want this to happen again."),
        _(
            "You can complain to us: {contact}. We will tell you within 30 days that we have your"
            " complaint."
        ).format(contact=complaints),
        _("You can complain to the Information Commissioner: ico.org.uk, telephone 0303 123 1113."),
        _(
            "If you are worried about what I did as a professional, you can tell the HCPC:"
            " hcpc-uk.org."
        ),
    ]
    if source.disclosure.basis.family is BasisFamily.CONSENT:
        items.insert(
            2, _("You agreed to this, and you can take that back for the future at any time.")
        )
    sources = _(
        "Where these rights come from: UK GDPR, articles 7, 15, 16 and 21; Data Protection Act"
        " 2018, section 164A. Looked up on {day}. This is not legal advice."
    ).format(day=_(RIGHTS_LOOKED_UP))
    return Section(
        heading=_("What you can do"),
        blocks=(Points(items=tuple(items)), Text(text=sources, tone=Tone.MUTED)),
    )


def help_section(source: DisclosureSource) -> Section:
    """Say whom to ask, where there is help, and in which other forms the letter can be had."""
    reach = source.practice.phone or source.practice.email or source.practice.name
    return Section(
        heading=_("If you have questions, or this worries you"),
        blocks=(
            Text(
                text=_(
                    "Please get in touch: {reach}. I will gladly talk it through with you. If you"
                    " are in danger now, call 999."
                ).format(reach=reach)
            ),
            Text(
                text=_(
                    "If you want to talk to somebody at any hour, you can call Samaritans: 116 123."
                    " It is free and does not show on a bill."
                )
            ),
            Text(text=_forms(source)),
        ),
    )


def _forms(source: DisclosureSource) -> str:
    person, sentences = source.service_user, []
    needs = person.needs if person is not None else ()
    if needs:
        listed = ", ".join(label(need) for need in needs)
        sentences.append(_("We know that you may need this: {needs}.").format(needs=listed))
    if Language.WELSH in source.practice.languages and CommunicationNeed.WELSH not in needs:
        sentences.append(_("You can have this letter in Welsh."))
    sentences.append(
        _(
            "If you need this letter in another form, such as large print, easy words or Welsh,"
            " please ask."
        )
    )
    return " ".join(sentences)
