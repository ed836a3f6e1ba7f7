# SPDX-License-Identifier: Apache-2.0
"""The principles and the standards as cards, with what another edition says otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from logbook.domain.findings import Principle
from logbook.domain.guidance import EditionPoint
from logbook.i18n import _
from logbook.wording.guidance_words import (
    current_guidance,
    current_standards,
    guidance_editions,
)
from logbook.wording.labels import label
from ui.widgets.card import Card
from ui.widgets.text import Text


def principle_cards() -> list[QWidget]:
    """Give a card for each principle, with what the older edition asks where they differ."""
    return [_principle(each) for each in Principle]


def standard_cards() -> list[QWidget]:
    """Give a card for each standard, with its clauses that bear on confidentiality."""
    edition, cards = current_standards(), []
    for standard in edition.standards:
        card = Card(
            _("{code}. {title}").format(code=standard.code.value, title=standard.title),
            f"standard-{standard.code.value.casefold()}",
            gap="s",
        )
        card.add(Text(standard.words).selectable())
        for clause in edition.clauses:
            if clause.standard is standard.code:
                words = _("{paragraph}: {words}").format(
                    paragraph=clause.paragraph, words=clause.words
                )
                card.add(Text(words, look="muted").selectable())
        cards.append(card)
    return list[QWidget](cards)


def _principle(code: Principle) -> Card:
    now = current_guidance()
    told = now.find(code)
    card = Card(
        _("{code}. {title}").format(code=code.value, title=told.title),
        f"principle-{code.value.casefold()}",
        gap="s",
    )
    card.add(Text(told.words).selectable())
    for older in guidance_editions():
        if older == now:
            continue
        before = older.find(code)
        if before.words != told.words:
            words = _("{edition}: {words}").format(edition=older.title, words=before.words)
            card.add(Text(words, look="muted").selectable())
        for point in _points_of(code):
            for words in _differing(point):
                card.add(Text(words, look="small").selectable())
    return card


def _points_of(code: Principle) -> list[EditionPoint]:
    """Give the points at which editions differ about a principle: HP2a and HP2b are of HP2."""
    return [each for each in EditionPoint if each.value.startswith(code.value)]


def _differing(point: EditionPoint) -> list[str]:
    said = []
    for edition in guidance_editions():
        for each in edition.differences:
            if each.point is point and each.strict:
                words = _("{point}: {edition} asks for more here. {words}").format(
                    point=label(point), edition=edition.title, words=each.words
                )
                said.append(words)
    return said
