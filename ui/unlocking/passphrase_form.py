# SPDX-License-Identifier: Apache-2.0
"""The passphrase of a logbook that is being made, and a warning that nobody can open it without."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui import theme
from ui.background import Background
from ui.unlocking.new_passphrase import THE_FIRST, NewPassphrase
from ui.widgets.card import Card
from ui.widgets.layouts import column
from ui.widgets.text import Text


class PassphraseForm(QWidget):
    """Asks for the passphrase twice; `chosen` gives it once both agree and it is long enough."""

    def __init__(self, background: Background, words: Callable[[], list[str]]) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        passphrase = NewPassphrase(background, "create", words, THE_FIRST)
        card = Card(_("The passphrase"), "create-passphrase-card", gap="l")
        warning = _(
            "Nobody can open the logbook without it or the recovery sheet, which is made next: not"
            " us, not your computer's maker."
        )
        card.add(Text(warning))
        card.add(passphrase)
        column(self, "none").addWidget(card)
        self.chosen, self.clear = passphrase.chosen, passphrase.clear
        self.show_problem = passphrase.show_problem
        self.setFocusProxy(passphrase)
