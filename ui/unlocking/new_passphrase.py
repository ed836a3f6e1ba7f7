# SPDX-License-Identifier: Apache-2.0
"""A new passphrase: typed twice or drawn at random, with an honest word on how hard it is to guess.

The door is imported in the functions that need it: see unlock_screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from logbook.domain.passphrase import FEWEST_CHARACTERS, Strength
from logbook.i18n import N_, _
from ui import theme
from ui.background import Background
from ui.unlocking.strength_words import in_words, level
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce
from ui.widgets.secret_field import SecretField
from ui.widgets.strength_meter import StrengthMeter
from ui.widgets.text import Text

_PAUSE_MS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseWords:
    """What the two lines are called: for a person, and behind their prefix for whoever looks."""

    first: str
    again: str
    line: str
    line_again: str


ANOTHER = PassphraseWords(
    first=N_("The new passphrase"),
    again=N_("The new passphrase again"),
    line="new",
    line_again="again",
)
"""For a logbook that has one already."""

THE_FIRST = PassphraseWords(
    first=N_("&Passphrase"),
    again=N_("The passphrase &again"),
    line="passphrase",
    line_again="passphrase-again",
)
"""For a logbook that is being made."""


class NewPassphrase(QWidget):
    """Asks twice; `chosen` gives the passphrase once both agree and it is long enough.

    `about` gives the names somebody would try first. It is asked for a moment after a key stroke,
    when the logbook may be closed already, so it asks the logbook for nothing.
    """

    def __init__(
        self,
        background: Background,
        prefix: str,
        about: Callable[[], Sequence[str]],
        words: PassphraseWords = ANOTHER,
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._background, self._about = background, about
        self._first = SecretField(f"{prefix}-{words.line}")
        self._second = SecretField(f"{prefix}-{words.line_again}")
        self._meter = StrengthMeter(f"{prefix}-strength")
        self._suggest = plain_button(_("&Suggest a passphrase"), f"{prefix}-suggest", "key-round")
        self._copy = quiet_button(_("Cop&y it"), f"{prefix}-copy", "file-text")
        self._copy.setAccessibleDescription(_("It is taken off the clipboard again."))
        self._copy.hide()
        self._suggested = Text(look="muted")
        self._suggested.hide()
        self._first_field = Field(
            _(words.first),
            self._first,
            hint=_(
                "At least {count} characters; five words nobody would put together are good."
                " Any letters will do."
            ).format(count=FEWEST_CHARACTERS),
        )
        self._second_field = Field(_(words.again), self._second)
        lines = column(self, "l")
        for part in (
            self._first_field,
            WrappingRow([self._suggest, self._copy], 2),
            self._suggested,
            self._meter,
            self._second_field,
        ):
            lines.addWidget(part)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._rate)
        self._first.edited.connect(self._take_as_own)
        self._suggest.clicked.connect(self._put_words_in)
        self._copy.clicked.connect(self._copy_it)
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

    def show_problem(self, problem: str) -> None:
        """Show why the passphrase was not taken."""
        self._first_field.show_problem(problem)
        self._first.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._second.clear()
        self._meter.show_score(None)
        self._copy.hide()
        self._suggested.hide()

    @Slot()
    def _put_words_in(self) -> None:
        from logbook.app import generated  # noqa: PLC0415 - see above

        line = self._first.focusProxy()
        assert isinstance(line, QLineEdit), "the line of a secret field"
        self._first.clear()
        self._second.clear()
        # The line is quiet: nothing of it reaches a screen reader.
        line.setText(generated())
        said = _(
            "Five words drawn at random stand in the line. Press Show to read them, write them on"
            " paper, and type them once more below."
        )
        self._suggested.setText(said)
        self._suggested.show()
        self._copy.show()
        self._first_field.show_problem("")
        self._rate()
        announce(self._suggest, said)
        self._first.reveal_button.setFocus()

    @Slot()
    def _copy_it(self) -> None:
        QApplication.clipboard().setText(self._first.text())
        announce(self._copy, _("Copied. It is taken off the clipboard again in half a minute."))

    @Slot()
    def _take_as_own(self) -> None:
        self._copy.hide()
        self._suggested.hide()
        self._pause.start()

    @Slot()
    def _rate(self) -> None:
        if not self._first.text():
            self._meter.show_score(None)
            return
        about = tuple(self._about())
        self._background.run(_Rating(self._first.text(), about), self._show_strength)

    @Slot(object)
    def _show_strength(self, rated: _Rated) -> None:
        if self._first.text() == rated.passphrase:
            self._meter.show_score(level(rated.strength), in_words(rated.strength))


@dataclass(frozen=True, slots=True)
class _Rating:
    """Estimates in a worker: the dictionaries take a while to load."""

    passphrase: str = field(repr=False)
    about: tuple[str, ...] = field(repr=False)

    def __call__(self) -> _Rated:
        from logbook.app import estimate  # noqa: PLC0415 - see above

        return _Rated(self.passphrase, estimate(self.passphrase, self.about))


@dataclass(frozen=True, slots=True)
class _Rated:
    """What was estimated of which passphrase: a later answer may come for an earlier one."""

    passphrase: str = field(repr=False)
    strength: Strength
