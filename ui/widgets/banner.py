# SPDX-License-Identifier: Apache-2.0
"""A message across the top of a screen: what happened, and perhaps one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import WrappingRow, column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text
from ui.widgets.tones import TONE_ICONS, TONE_WORDS


class Banner(QFrame):
    """Hidden until there is something to say; `acted` and `dismissed` tell what was pressed."""

    acted = Signal()
    dismissed = Signal()

    def __init__(self, identifier: str = "banner", *, lasting: bool = False) -> None:
        super().__init__()
        named(self, identifier)
        self._icon = IconPicture("info", "info")
        self._word = Text(look="strong")
        self._text = Text().selectable()
        self._action = plain_button("", f"{identifier}-action")
        self._dismiss = quiet_button(_("Dismiss"), f"{identifier}-dismiss", "x")
        if lasting:
            self._dismiss.hide()
        self._build()
        self._action.clicked.connect(self.acted)
        self._dismiss.clicked.connect(self._close)
        self.hide()

    def show_message(self, tone: Tone, text: str, action: str = "") -> None:
        """Show a message and have it read out, at once if it is a stop."""
        word = _(TONE_WORDS[tone])
        self._icon.show_icon(TONE_ICONS[tone], tone.value)
        self._word.setText(word)
        self._word.show_tone(tone)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        theme.give_look(self, look="banner", tone=tone.value)
        self.setAccessibleName(f"{word}: {text}")
        self._buttons.setVisible(bool(action) or not self._dismiss.isHidden())
        self.show()
        announce(self, self.accessibleName(), urgent=tone is Tone.STOP)

    def clear(self) -> None:
        """Say nothing any more."""
        self._text.setText("")
        self.setAccessibleName("")
        self.hide()

    @property
    def action_button(self) -> QPushButton:
        """The button for what can be done about it."""
        return self._action

    def text(self) -> str:
        """Give the message shown now."""
        return self._text.text()

    def _build(self) -> None:
        words = column(gap="xs")
        words.addWidget(self._word)
        words.addWidget(self._text)
        line = row(gap="m")
        icon = column()
        icon.addWidget(self._icon)
        icon.addStretch(1)
        line.addLayout(icon)
        line.addLayout(words, 1)
        self._buttons = WrappingRow([self._action, self._dismiss], 0, "s")
        layout = column(self, "s", ("l", "m", "m", "m"))
        layout.addLayout(line)
        layout.addWidget(self._buttons)

    @Slot()
    def _close(self) -> None:
        self.clear()
        self.dismissed.emit()
