# SPDX-License-Identifier: Apache-2.0
"""A card of the clinical will on paper: one page, for one executor, in words they can follow.

It may be read years later by somebody who has never seen the program, in a week of grief. Like the
recovery sheet it is no record of anybody, and is not signed.
"""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest

from logbook.documents.content import (
    Block,
    DocumentContent,
    Grid,
    Look,
    Notice,
    Points,
    Section,
    Text,
    Tone,
)
from logbook.documents.facts import facts, joined
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.domain.clinical_will import Executor, ExecutorCard
from logbook.i18n import _
from logbook.wording.dates import day_in_words

_COLUMNS = 5


def executor_card(card: ExecutorCard, *, created: datetime) -> DocumentContent:
    """Write a card."""
    return DocumentContent(
        look=Look.RECORD,
        reference=_("Card {number} of {count} \N{EN DASH} {day}").format(
            number=card.number, count=card.count, day=day_in_words(card.day)
        ),
        title=_("Clinical will: card {number} of {count}").format(
            number=card.number, count=card.count
        ),
        practice_lines=(card.practice, ", ".join(card.practice_lines)),
        sections=(_about(card), _what_to_do(card), _words(card), _whom_to_call(card)),
        footer=_("Keep safe and apart from the other cards. Do not copy, photograph or send."),
        author=card.practitioner,
        created=created,
    )


def executor_card_pdf(card: ExecutorCard, *, created: datetime) -> bytes:
    """Give a card as a PDF, made in memory."""
    return finish(render(executor_card(card, created=created)))


def _about(card: ExecutorCard) -> Section:
    said = _(
        "{practitioner} has named you to look after what must not wait, should they die or be"
        " unable to work. This card alone opens nothing; any {threshold} of the {count} cards"
        " together open their records for what executors need."
    ).format(practitioner=card.practitioner, threshold=card.threshold, count=card.count)
    return Section(
        blocks=(
            Notice(text=said),
            *facts(
                (_("Held by"), _described(card.holder)),
                (_("Logbook"), joined(card.logbook, card.vault, by=" \N{EN DASH} ")),
                (_("Made on"), day_in_words(card.day)),
            ),
        )
    )


def _what_to_do(card: ExecutorCard) -> Section:
    return Section(
        heading=_("What to do"),
        blocks=(
            Points(
                items=(
                    _("Call the other executors. Come together with {threshold} cards.").format(
                        threshold=card.threshold
                    ),
                    _(
                        "At the practice's computer open Disclosure Logbook, choose “Clinical"
                        " will”, and type the words of each card. A slip is pointed out."
                    ),
                    _(
                        "You will see whom to tell and how they may safely be reached, where files"
                        " are, until when they must be kept, and what is due. This program shows"
                        " nothing else and notes that you opened it. The cards open the keys of all"
                        " the records: guard them like those."
                    ),
                    _(
                        "If you no longer want to do this, or lose the card, tell {practitioner}:"
                        " a new set is made, and this card is void."
                    ).format(practitioner=card.practitioner),
                )
            ),
        ),
    )


def _words(card: ExecutorCard) -> Section:
    numbered = [f"{number}  {word}" for number, word in enumerate(card.words, 1)]
    length = -(-len(numbered) // _COLUMNS)
    columns = [numbered[start : start + length] for start in range(0, len(numbered), length)]
    rows = tuple(zip_longest(*columns, fillvalue=""))
    header = tuple(
        _("{first} to {last}").format(
            first=place * length + 1, last=min((place + 1) * length, len(numbered))
        )
        for place in range(len(columns))
    )
    return Section(heading=_("The words"), blocks=(Grid(header=header, rows=rows),))


def _whom_to_call(card: ExecutorCard) -> Section:
    blocks: tuple[Block, ...] = facts(*((one.name, _reached(one)) for one in card.others))
    said = _(
        "The words are of the English word list of SLIP-39. Each is told from all others by its"
        " first four letters."
    )
    return Section(
        heading=_("The other executors"), blocks=(*blocks, Text(text=said, tone=Tone.MUTED))
    )


def _described(executor: Executor) -> str:
    return joined(executor.name, executor.role)


def _reached(executor: Executor) -> str:
    return joined(" ".join(executor.contact.split("\n")), executor.role)
