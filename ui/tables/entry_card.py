# SPDX-License-Identifier: Apache-2.0
"""One entry as a card: what it is, a few words of it, when, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.buttons import plain_button
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.text import Text
from ui.widgets.tones import TONE_ICONS

_SIDE_BY_SIDE = 520
"""Pixels at 100 % zoom from which the buttons stand beside the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """What a card says. `note` is a line of its own with a tone, such as a due date."""

    icon: str
    title: str
    detail: str = ""
    when: str = ""
    note: str = ""
    tone: Tone | None = None


class EntryCard(QFrame):
    """Shows one entry. `opened` and `acted` carry the subject it was made with."""

    opened = Signal(object)
    acted = Signal(object)

    def __init__(
        self,
        text: CardText,
        identifier: str,
        subject: object = None,
        *,
        opens: bool = True,
        action: str = "",
    ) -> None:
        super().__init__()
        self._subject = subject
        said = ". ".join(part for part in (text.detail, text.note, text.when) if part)
        named(self, identifier, text.title, said)
        theme.give_look(self, look="card")
        self._opens = opens
        self.action_button = self._button(action, f"{identifier}-action", text.title)
        self.open_button = self._button(
            _("Open") if opens else "", f"{identifier}-open", text.title
        )
        self._layout = row(self, "m", ("l", "m", "l", "m"))
        self._layout.addWidget(_words(text), 1)
        buttons = row(gap="s")
        buttons.addStretch(1)
        buttons.addWidget(self.action_button)
        buttons.addWidget(self.open_button)
        self._layout.addLayout(buttons)
        self.open_button.clicked.connect(self._open)
        self.action_button.clicked.connect(self._act)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click anywhere on the card."""
        inside = self.rect().contains(event.position().toPoint())
        if self._opens and event.button() == Qt.MouseButton.LeftButton and inside:
            self._open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        beside = self.width() >= theme.scaled(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(across if beside else down)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._subject)

    @Slot()
    def _act(self) -> None:
        self.acted.emit(self._subject)

    def _button(self, text: str, identifier: str, title: str) -> QPushButton:
        button = plain_button(text, identifier)
        # "Open" alone says nothing in a list of buttons.
        button.setAccessibleName(f"{text}: {title}")
        if not text:
            button.hide()
        return button


def _words(text: CardText) -> QWidget:
    words = QWidget()
    theme.give_look(words, look="clear")
    line = row(words, "m")
    picture = column()
    picture.addWidget(IconPicture(text.icon, "accent"))
    picture.addStretch(1)
    line.addLayout(picture)
    lines = column(gap="xs")
    lines.addWidget(Text(text.title, look="strong"))
    if text.detail:
        lines.addWidget(Text(text.detail))
    if text.note:
        lines.addLayout(_note(text.note, text.tone))
    if text.when:
        lines.addWidget(Text(text.when, look="small"))
    lines.addStretch(1)
    line.addLayout(lines, 1)
    return words


def _note(note: str, tone: Tone | None) -> QBoxLayout:
    line = row(gap="s")
    if tone is not None:
        line.addWidget(IconPicture(TONE_ICONS[tone], tone.value))
    line.addWidget(Text(note, look="strong" if tone else "body", tone=tone), 1)
    return line
