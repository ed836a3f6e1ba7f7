# SPDX-License-Identifier: Apache-2.0
"""Choosing a passphrase: typed twice, with an honest word on how hard it is to guess."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui import theme
from ui.background import Background
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.secret_field import SecretField
from ui.widgets.strength_meter import StrengthMeter
from ui.widgets.text import Text

FEWEST = 12
"""Characters a new passphrase needs."""

_WEAK = 3
_PAUSE_MS = 150
_LOOKED_AT = 72
"""zxcvbn takes no more characters than these; a passphrase is not weaker for being longer."""


class PassphraseForm(QWidget):
    """Asks for the passphrase twice; `chosen` gives it once both agree and it is long enough."""

    def __init__(self, background: Background, words: Callable[[], list[str]]) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._background, self._words = background, words
        self._first = SecretField("create-passphrase")
        self._second = SecretField("create-passphrase-again")
        self._meter = StrengthMeter("create-strength")
        self._first_field = Field(
            _("&Passphrase"),
            self._first,
            hint=_(
                "At least {count} characters; five words nobody would put together are good."
            ).format(count=FEWEST),
        )
        self._second_field = Field(_("The passphrase &again"), self._second)
        card = Card(_("The passphrase"), "create-passphrase-card", gap="l")
        warning = _(
            "Nobody can open the logbook without it: not us, not your computer's maker."
            " Write it down and keep the paper where you keep your passport."
        )
        for part in (Text(warning), self._first_field, self._meter, self._second_field):
            card.add(part)
        column(self, "none").addWidget(card)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._rate)
        self._first.edited.connect(self._pause.start)

    def chosen(self) -> str | None:
        """Give the passphrase, or show what is wrong and give None."""
        first, second = self._first.text(), self._second.text()
        short = len(first) < FEWEST
        self._first_field.show_problem(
            _("It needs at least {count} characters.").format(count=FEWEST) if short else ""
        )
        differs = not short and first != second
        self._second_field.show_problem(
            _("The two are not the same. Type this one again.") if differs else ""
        )
        if short or differs:
            (self._first if short else self._second).setFocus()
            return None
        return first

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._second.clear()
        self._meter.show_score(None)

    @Slot()
    def _rate(self) -> None:
        if not self._first.text():
            self._meter.show_score(None)
            return
        self._background.run(partial(_score, self._first.text(), self._words()), self._show_score)

    @Slot(object)
    def _show_score(self, score: int) -> None:
        if self._first.text():
            advice = _("Words that have nothing to do with each other, or with you, are best.")
            self._meter.show_score(score, advice if score < _WEAK else "")


def _score(passphrase: str, words: list[str]) -> int:
    # Its dictionaries take a fifth of a second to load, which only a new passphrase is worth.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    score: int = zxcvbn(passphrase[:_LOOKED_AT], user_inputs=words)["score"]
    return score
