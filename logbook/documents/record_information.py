# SPDX-License-Identifier: Apache-2.0
"""Section 4 of the disclosure record: what was disclosed and withheld, and why that is enough."""

from __future__ import annotations

from logbook.documents.content import Block, Section, Text
from logbook.documents.facts import (
    facts,
    grid,
    in_groups,
    joined,
    under,
    worded,
)
from logbook.documents.record_answers import answers
from logbook.documents.source import DisclosureSource
from logbook.domain.information import Item
from logbook.domain.kinds import Kind
from logbook.domain.steps import Step
from logbook.i18n import _, ngettext
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words


def information(source: DisclosureSource) -> Section:
    """Say what was disclosed and what was not, and why this is the minimum (HP3)."""
    disclosure = source.disclosure
    told = disclosure.information
    traceable = told.items or told.why_identifiable
    blocks = (
        *under(_("What went wrong"), _breach(source)),
        *facts(
            (_("Purpose"), disclosure.purpose.words),
            (_("The purpose is"), worded(disclosure.purpose.purpose_class)),
            (_("It is used for"), worded(disclosure.purpose.use)),
        ),
        *_items(source),
        *facts(
            (_("Left out"), told.left_out),
            (_("Why this is the minimum"), told.minimum),
            (_("Traceability"), label(told.identifiability) if traceable else ""),
            (_("Why it identifies the person"), told.why_identifiable),
            (_("About other people"), worded(told.third_parties)),
            (_("Why that stayed in"), told.third_parties_kept_because),
        ),
        *under(_("Without a name"), answers(source, Step.DE_IDENTIFICATION)),
        *under(_("Publication"), answers(source, Step.RESEARCH)),
    )
    return Section(heading=_("Information"), blocks=blocks)


def _breach(source: DisclosureSource) -> tuple[Block, ...]:
    if source.disclosure.incident is None:
        return ()
    return answers(source, Step.BREACH)


def _items(source: DisclosureSource) -> tuple[Block, ...]:
    disclosure = source.disclosure
    items, choice = disclosure.information.items, disclosure.decision.choice
    if choice is not None and not choice.discloses and disclosure.kind is not Kind.BREACH:
        return (
            Text(text=_("Nothing was disclosed.")),
            *_released(items, _("Asked for")),
        )
    withheld = _withheld(disclosure.information.withheld)
    return (
        *_released(disclosure.information.released, _("Disclosed")),
        *(withheld or (Text(text=_("Nothing that was asked for was withheld.")),)),
        *_redactions(items),
    )


def _released(items: tuple[Item, ...], name: str) -> tuple[Block, ...]:
    return grid(
        (name, _("What exactly"), _("Period"), _("Form")),
        (
            (
                label(item.category),
                _details(item),
                span_in_words(item.since, item.until),
                joined(worded(item.format), _pages(item)),
            )
            for item in items
        ),
        (4, 6, 3, 2),
    )


def _details(item: Item) -> str:
    return joined(
        item.description,
        _("From: {place}").format(place=item.source) if item.source else "",
        _("Nobody can be told from it") if not item.identifiable else "",
        _("Not asked for: added by the signer") if not item.requested else "",
        _("SHA-256 {digest}").format(digest=in_groups(item.sha256)) if item.sha256 else "",
        by="\n",
    )


def _pages(item: Item) -> str:
    if item.pages is None:
        return ""
    return ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages)


def _withheld(items: tuple[Item, ...]) -> tuple[Block, ...]:
    return grid(
        (_("Withheld"), _("What exactly"), _("Period"), _("Why")),
        (
            (
                label(item.category),
                joined(_details(item), joined(worded(item.format), _pages(item)), by="\n"),
                span_in_words(item.since, item.until),
                item.withheld_because,
            )
            for item in items
        ),
        (4, 4, 3, 4),
    )


def _redactions(items: tuple[Item, ...]) -> tuple[Block, ...]:
    return grid(
        (_("Taken out of"), _("What"), _("Why")),
        (
            (joined(label(item.category), item.description, by=": "), each.what, each.why)
            for item in items
            for each in item.redactions
        ),
        (4, 4, 5),
    )
