# SPDX-License-Identifier: Apache-2.0
"""A card for each of the things executors of a clinical will are told."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from logbook.wording.executor_words import ExecutorPart
from ui import theme
from ui.widgets.card import Card
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.text import Text

_FEW = 20
"""So many items stand each for itself; of more, so many make a text: there may be a thousand."""


def part_card(part: ExecutorPart) -> Card:
    """Make the card of a part, and say on it so where there is nothing."""
    card = Card(part.heading, f"executors-{part.name}")
    if part.lead:
        card.add(Text(part.lead, look="muted"))
    if not part.items:
        card.add(Text(part.nothing))
    in_one = all(len(item) == 1 for item in part.items)
    if len(part.items) <= _FEW and not in_one:
        for number, item in enumerate(part.items, 1):
            card.add(_item(item, f"executors-{part.name}-{number}"))
        return card
    between = "\n" if in_one else "\n\n"
    for start in range(0, len(part.items), _FEW):
        some = part.items[start : start + _FEW]
        card.add(Text(between.join("\n".join(item) for item in some)).selectable())
    return card


def _item(item: tuple[str, ...], identifier: str) -> QWidget:
    ground = named(QWidget(), identifier, item[0])
    theme.give_look(ground, look="clear")
    lines = column(ground, "none")
    lines.addWidget(Text(item[0], look="strong").selectable())
    if item[1:]:
        lines.addWidget(Text("\n".join(item[1:])).selectable())
    return ground
