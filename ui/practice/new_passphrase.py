# SPDX-License-Identifier: Apache-2.0
"""A new passphrase, typed twice, with what makes it easy to guess said as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from logbook.app import estimate
from logbook.domain.passphrase import FEWEST_CHARACTERS, Strength
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.background import Background
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.secret_field import SecretField
from ui.widgets.strength_meter import StrengthMeter

_PAUSE_MS = 150
_STRONG_BITS, _FAIR_BITS, _WEAK_BITS = 64, 35, 20
_STRONG, _GOOD, _FAIR, _WEAK, _VERY_WEAK = 4, 3, 2, 1, 0


class NewPassphrase(QWidget):
    """Asks twice; `chosen` gives the passphrase once both agree and it is long enough.

    `about` gives the names somebody would try first. It is asked for a moment after a key stroke,
    when the logbook may be closed already, so it asks the logbook for nothing.
    """

    def __init__(
        self, background: Background, prefix: str, about: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._background, self._about = background, about
        self._first = SecretField(f"{prefix}-new")
        self._second = SecretField(f"{prefix}-again")
        self._meter = StrengthMeter(f"{prefix}-strength")
        self._first_field = Field(
            _("The new passphrase"),
            self._first,
            hint=_(
                "At least {count} characters; five words nobody would put together are good."
            ).format(count=FEWEST_CHARACTERS),
        )
        self._second_field = Field(_("The new passphrase again"), self._second)
        layout = column(self, "l")
        for part in (self._first_field, self._meter, self._second_field):
            layout.addWidget(part)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._rate)
        self._first.edited.connect(self._pause.start)
        self.entered = self._second.entered
        self.setFocusProxy(self._first)

    def chosen(self) -> str | None:
        """Give the passphrase, or show what is wrong and give None."""
        first, second = self._first.text(), self._second.text()
        short = len(first) < FEWEST_CHARACTERS
        self._first_field.show_problem(
            _("It needs at least {count} characters.").format(count=FEWEST_CHARACTERS)
            if short
            else ""
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
        text = self._first.text()
        if not text:
            self._meter.show_score(None)
            return
        self._background.run(partial(estimate, text, tuple(self._about())), self._show_strength)

    @Slot(object)
    def _show_strength(self, strength: Strength) -> None:
        if self._first.text():
            advice = "" if strength.is_enough else " ".join(map(label, strength.weaknesses))
            self._meter.show_score(_score(strength), advice)


def _score(strength: Strength) -> int:
    if strength.is_enough:
        return _STRONG if strength.bits >= _STRONG_BITS else _GOOD
    if strength.bits >= _FAIR_BITS:
        return _FAIR
    return _WEAK if strength.bits >= _WEAK_BITS else _VERY_WEAK
