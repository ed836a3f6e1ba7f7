# SPDX-License-Identifier: Apache-2.0
"""The strip that says, on every screen, that nothing in this logbook is real."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import row
from ui.widgets.naming import named
from ui.widgets.text import Text


class SampleStrip(QFrame):
    """Cannot be dismissed."""

    def __init__(self) -> None:
        super().__init__()
        said = _("SAMPLE: invented people. Put nothing real in here.")
        named(self, "sample-strip", said)
        theme.give_look(self, look="strip", tone=Tone.WARN.value)
        line = row(self, "s", ("l", "xs", "l", "xs"))
        line.addWidget(IconPicture("triangle-alert", Tone.WARN.value))
        line.addWidget(Text(said, look="strong", tone=Tone.WARN), 1)
