# SPDX-License-Identifier: Apache-2.0
"""The only label: plain text, wrapped, never cut.

Rich text in a label would open files and network paths named in what a person typed
(security.md F19), so every text in a window is one of these. Enums of `Qt` are written out here:
naming them would keep the unlock window waiting (see ui/theme).
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme


class Text(QLabel):
    """A paragraph in one of the looks of the style sheet (`lead`, `muted`, `small`, `strong`)."""

    def __init__(self, text: str = "", look: str = "body", tone: theme.Tone | None = None) -> None:
        super().__init__()
        self.setProperty("textFormat", "PlainText")
        self.setWordWrap(True)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("look", look)
        self.show_tone(tone)

    def show_tone(self, tone: theme.Tone | None) -> None:
        """Colour the text by its tone, or take the colour away."""
        theme.give_look(self, tone=tone.value if tone else "")

    def selectable(self) -> Text:
        """Let mouse and keyboard select the text to copy it."""
        self.setProperty("textInteractionFlags", "TextSelectableByMouse|TextSelectableByKeyboard")
        return self
