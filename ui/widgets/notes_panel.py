# SPDX-License-Identifier: Apache-2.0
"""A list of notices in plain words, each with its tone as word and shape, and why it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.heading import Heading
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text
from ui.widgets.tones import TONE_ICONS, TONE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to say: how serious, what, and the principle or law it rests on."""

    tone: Tone
    text: str
    why: str = ""


class NotesPanel(QWidget):
    """Shows notices below a title, the most serious first as given, or a sentence if none."""

    def __init__(self, title: str, empty: str = "", identifier: str = "notes") -> None:
        super().__init__()
        named(self, identifier, title)
        theme.give_look(self, look="clear")
        self._identifier = identifier
        self._notices: tuple[Notice, ...] = ()
        self._empty = Text(empty, look="muted")
        if not empty:
            self._empty.hide()
        self._list: QVBoxLayout = column(gap="s")
        layout = column(self, "m")
        if title:
            layout.addWidget(Heading(title, level=2))
        layout.addWidget(self._empty)
        layout.addLayout(self._list)
        layout.addStretch(1)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these notices; stops and warnings that are new are read out."""
        notices = tuple(notices)
        if notices == self._notices:
            return
        known, self._notices = self._notices, notices
        while self._list.count():
            item = self._list.takeAt(0)
            gone = item.widget() if item else None
            if gone:
                gone.hide()
                gone.deleteLater()
        for number, notice in enumerate(notices):
            self._list.addWidget(NoticeCard(notice, f"{self._identifier}-{number + 1}"))
        self._empty.setVisible(bool(self._empty.text()) and not notices)
        serious = (Tone.STOP, Tone.WARN)
        new = [each for each in notices if each.tone in serious and each not in known]
        announce(self, " ".join(f"{_(TONE_WORDS[each.tone])}: {each.text}" for each in new))


class NoticeCard(QFrame):
    """One notice: icon and word, the sentence, and below it why."""

    def __init__(self, notice: Notice, identifier: str) -> None:
        super().__init__()
        word = _(TONE_WORDS[notice.tone])
        named(self, identifier, f"{word}: {notice.text}", notice.why)
        theme.give_look(self, look="notice", tone=notice.tone.value)
        head = row(gap="s")
        head.addWidget(IconPicture(TONE_ICONS[notice.tone], notice.tone.value))
        head.addWidget(Text(word, look="strong", tone=notice.tone), 1)
        layout = column(self, "xs", ("m", "m", "m", "m"))
        layout.addLayout(head)
        layout.addWidget(Text(notice.text).selectable())
        if notice.why:
            layout.addWidget(Text(_("Why: {why}").format(why=notice.why), look="small"))
