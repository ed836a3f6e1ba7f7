# SPDX-License-Identifier: Apache-2.0
"""Says in words and with a bar how hard a passphrase is to guess; the score is given to it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from logbook.i18n import N_, _
from ui import theme
from ui.theme import Tone
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

# zxcvbn's scores, with what each means for someone who has stolen the file.
_LEVELS = (
    (Tone.STOP, N_("Very weak: guessed at once")),
    (Tone.STOP, N_("Weak: guessed within hours")),
    (Tone.WARN, N_("Fair: guessed by someone determined")),
    (Tone.DONE, N_("Good: hard to guess")),
    (Tone.DONE, N_("Strong: very hard to guess")),
)


class StrengthMeter(QWidget):
    """A bar and a sentence for a score from 0 to 4, with advice below."""

    def __init__(self, identifier: str = "strength") -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._bar = named(QProgressBar(), identifier, _("Strength of the passphrase"))
        self._bar.setRange(0, len(_LEVELS))
        self._bar.setTextVisible(False)
        self._verdict = Text(look="strong")
        self._advice = Text(look="small")
        layout = column(self, "xs")
        for part in (self._bar, self._verdict, self._advice):
            layout.addWidget(part)
        self.show_score(None)

    def show_score(self, score: int | None, advice: str = "") -> None:
        """Show a score from 0 to 4, or nothing while nothing is typed."""
        tone, sentence = _LEVELS[score] if score is not None else (None, "")
        said = _(sentence) if sentence else ""
        changed = said != self._verdict.text()
        self._bar.setValue(0 if score is None else score + 1)
        self._bar.setAccessibleDescription(said)
        theme.give_look(self._bar, tone=tone.value if tone else "")
        self._verdict.setText(said)
        self._verdict.show_tone(tone)
        self._verdict.setVisible(bool(said))
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        if changed:
            announce(self._bar, said)
