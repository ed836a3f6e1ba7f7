# SPDX-License-Identifier: Apache-2.0
"""The answers of a step as the record prints them: under the names the wizard asked for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from logbook.documents.content import Block, Text, Tone
from logbook.documents.facts import Pair, facts, moment
from logbook.documents.source import DisclosureSource
from logbook.domain.parts import value_at
from logbook.domain.steps import SkipReason, Step
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.questions import Names, answers_at
from logbook.wording.record_words import title


def answers(
    source: DisclosureSource, step: Step, *more: Pair, but: str | tuple[str, ...] = ()
) -> tuple[Block, ...]:
    """Give the answers of a step, and more facts that go with them.

    Args:
        source: The disclosure.
        step: Whose questions.
        more: Facts that the wizard does not ask for in so many words.
        but: Parts that are printed elsewhere, by how they begin.
    """
    disclosure, zone = source.disclosure, source.zone
    pairs = []
    for answer in answers_at(step, disclosure, zone, _names(source)):
        if answer.part.startswith(but):
            continue
        value = value_at(disclosure, answer.part)
        words = moment(value, zone) if isinstance(value, datetime) else answer.words
        pairs.append((answer.label, words))
    return facts(*pairs, *more)


def _names(source: DisclosureSource) -> Names:
    """Give what the records and rows of law are called that an answer points to."""
    beside, zone = source.beside, source.zone
    assessed = (each for each in (beside.capacity, beside.competence) if each is not None)
    names: dict[UUID | str, str] = {each.id: each.name for each in beside.representatives}
    names.update((each.id, title(each, zone)) for each in assessed)
    names.update((row.code, f"{row.title} ({row.citation})") for row in beside.exemptions)
    return names


def skipped(source: DisclosureSource, step: Step) -> SkipReason | None:
    """Tell why a step was not asked, if it was not."""
    return next((each.skipped for each in source.steps if each.step is step), None)


def not_asked(source: DisclosureSource, step: Step) -> tuple[Block, ...]:
    """Say that a step was not asked, and why; nothing if it was."""
    reason = skipped(source, step)
    if reason is None:
        return ()
    words = _("Not asked: {reason}.").format(reason=label(reason))
    return (Text(text=words, tone=Tone.MUTED),)
