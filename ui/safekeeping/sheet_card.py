# SPDX-License-Identifier: Apache-2.0
"""Holding the journal against a printed day sheet."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from logbook.domain.anchored import SheetAnswer
from logbook.i18n import _
from logbook.wording.anchor_words import sheet_sentence
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import named
from ui.widgets.number_line import NumberLine
from ui.widgets.text import Text

_TONES = {
    SheetAnswer.AGREES: Tone.DONE,
    SheetAnswer.DIFFERS: Tone.STOP,
    SheetAnswer.SHORTER: Tone.STOP,
    SheetAnswer.LEFT_BEHIND: Tone.WARN,
    SheetAnswer.UNREADABLE: Tone.WARN,
}


class SheetCard(Card):
    """Takes the two things a sheet says."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Hold the journal against a printed sheet"), "sheet")
        self._session = session
        self._size = NumberLine("sheet-entries")
        self._root = named(QLineEdit(), "sheet-letters")
        self._hold = plain_button(_("Hold the &journal against it"), "sheet-hold", "file-check")
        self._banner = Banner("sheet-message")
        for part in (
            Text(
                _(
                    "Type what a sheet says, row by row; the groups may be typed with or without"
                    " spaces. The root of the journal at the end of a record is taken too."
                ),
                look="small",
            ),
            Field(_("Entries in all"), self._size),
            Field(_("The letters and digits"), self._root),
            self._banner,
            WrappingRow([self._hold], 1),
        ):
            self.add(part)
        self._hold.clicked.connect(self._compare)
        self._root.returnPressed.connect(self._compare)

    @Slot()
    def _compare(self) -> None:
        size = self._size.value()
        anchoring = self._session.logbook.anchoring
        answer = (
            anchoring.hold_against_sheet(size, self._root.text())
            if size is not None
            else SheetAnswer.UNREADABLE
        )
        self._banner.show_message(_TONES[answer], sheet_sentence(answer))
