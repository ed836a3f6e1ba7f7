# SPDX-License-Identifier: Apache-2.0
"""Facts of a disclosure, one card for each step; in the wizard each line can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from logbook.i18n import _
from ui import theme
from ui.disclosing.facts import Fact, Group
from ui.widgets.buttons import quiet_button
from ui.widgets.card import Card
from ui.widgets.layouts import column, row
from ui.widgets.text import Text


class FactCards(QWidget):
    """Shows groups of facts; `change_asked` carries the part whose Change button was pressed."""

    change_asked = Signal(str)

    def __init__(self, *, changeable: bool = False) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._changeable = changeable
        self._cards: list[Card] = []
        self._layout = column(self, "l")

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these facts in the place of those shown before."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(group) for group in groups]
        for card in self._cards:
            self._layout.addWidget(card)

    def _card(self, group: Group) -> Card:
        card = Card(group.title, f"facts-{group.identifier}", gap="s")
        for number, fact in enumerate(group.facts):
            if number:
                rule = QFrame()
                rule.setProperty("look", "rule")
                card.add(rule)
            card.add(self._line(fact, f"{group.identifier}-{number + 1}"))
        if not group.facts:
            card.add(Text(_("Nothing is entered here yet."), look="muted"))
            if self._changeable:
                line = row()
                line.addWidget(self._button(group.first_part, group.title, group.identifier))
                line.addStretch(1)
                card.add(line)
        return card

    def _line(self, fact: Fact, identifier: str) -> QWidget:
        line = QWidget()
        theme.give_look(line, look="clear")
        across = row(line, "m")
        words = column(gap="none")
        words.addWidget(Text(fact.label, look="small"))
        words.addWidget(Text(fact.value).selectable())
        across.addLayout(words, 1)
        if self._changeable and fact.part:
            across.addWidget(self._button(fact.part, fact.label, identifier))
        return line

    def _button(self, part: str, name: str, identifier: str) -> QWidget:
        button = quiet_button(_("Change"), f"change-{identifier}")
        button.setAccessibleName(_("Change: {name}").format(name=name))
        button.clicked.connect(partial(self._ask, part))
        return button

    def _ask(self, part: str) -> None:
        self.change_asked.emit(part)
