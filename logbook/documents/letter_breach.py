# SPDX-License-Identifier: Apache-2.0
"""What a letter says after something went to the wrong place (UK GDPR article 34(2); standard 8).

What happened in plain words, what may come of it, what was done about it. Who has it stays unnamed:
they may be somebody else in our care.
"""

from __future__ import annotations

from collections.abc import Mapping

from logbook.documents.content import Block, Points, Section, Text
from logbook.documents.facts import capitalised, day
from logbook.documents.plain_words import CATEGORIES
from logbook.documents.source import DisclosureSource, local_day
from logbook.domain.breach import Incident, Risk
from logbook.i18n import N_, _


def breach_sections(source: DisclosureSource) -> tuple[Section, ...]:
    """Give what the article asks for, and an apology."""
    incident = source.disclosure.incident or Incident()
    categories = source.disclosure.information.categories
    found = (
        Section(blocks=(Text(text=_happened(source, incident)),)),
        Section(
            heading=_("What it was about"),
            blocks=(
                (Points(items=tuple(dict.fromkeys(_(CATEGORIES[each]) for each in categories))),)
                if categories
                else (Text(text=_("Information we hold about you.")),)
            ),
        ),
        Section(
            heading=_("What may come of it"),
            blocks=(Text(text=_(_CONSEQUENCES[incident.risk])),),
        ),
        Section(heading=_("What we have done"), blocks=_done(source, incident)),
        Section(
            heading=_("What you can do to keep safe"),
            blocks=(
                Points(
                    items=(
                        _("Be careful with calls, letters or e-mails that speak of your health."),
                        _("Tell us at once if somebody uses what they should not know."),
                        _("Tell us if we should reach you in another way from now on."),
                    )
                ),
            ),
        ),
    )
    return tuple(section for section in found if section.blocks)


def _happened(source: DisclosureSource, incident: Incident) -> str:
    happened, aware = incident.occurred_at, incident.aware_at
    sentences = [
        _("Information about you went to somebody who should not have it, or was seen by them.")
    ]
    if happened is not None:
        sentences.append(_("It was on {day}.").format(day=day(local_day(source, happened))))
    if aware is not None:
        sentences.append(_("We noticed it on {day}.").format(day=day(local_day(source, aware))))
    sentences.append(_("I am sorry. I want you to know what it was and what we have done."))
    return " ".join(sentences)


_CONSEQUENCES: Mapping[Risk | None, str] = {
    Risk.UNLIKELY: N_("We do not think that it will do you harm."),
    Risk.RISK: N_("Somebody could learn things about you that you wanted to keep private."),
    Risk.HIGH: N_(
        "This could do you real harm: somebody may know things that you wanted to keep private,"
        " and may use them."
    ),
    None: N_("We are still finding out what may come of it."),
}


def _done(source: DisclosureSource, incident: Incident) -> tuple[Block, ...]:
    measures = [_unnamed(source, words) for words in (incident.contained, incident.lessons)]
    items = [capitalised(words) for words in measures if words.strip()]
    if incident.commissioner.yes and incident.commissioner.done_at is not None:
        items.append(_("We told the Information Commissioner."))
    if not items:
        return (Text(text=_("We are dealing with it now. Ask us at any time how far we are.")),)
    return (Points(items=tuple(items)),)


def _unnamed(source: DisclosureSource, words: str) -> str:
    """Leave out who has it: their name as it stands in the record, and its last word."""
    recipient, went_to = source.disclosure.recipient, (source.disclosure.incident or Incident())
    names = [recipient.name, went_to.went_to, recipient.organisation]
    names += [name.split()[-1] for name in names if name.strip()]
    for name in sorted(filter(str.strip, names), key=len, reverse=True):
        if len(name) >= _A_NAME:
            words = words.replace(name, _("whoever had it"))
    return words


_A_NAME = 3
"""Letters: what is shorter is part of other words."""
