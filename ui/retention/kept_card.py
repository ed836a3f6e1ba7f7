# SPDX-License-Identifier: Apache-2.0
"""On a person's page: until when everything is kept, whether it is held, and the way there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from logbook.app import Logbook
from logbook.domain.outlook import Outlook
from logbook.i18n import _
from logbook.wording.retention_words import hold_sentence, outlook_sentence
from ui.retention.wishes import KeepingWish
from ui.theme import Tone
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.text import Text


class KeptCard(Card):
    """`keeping_asked` carries a `KeepingWish`."""

    keeping_asked = Signal(object)

    def __init__(self, logbook: Logbook, outlook: Outlook) -> None:
        super().__init__(_("How long this is kept"), "person-kept")
        today = logbook.clock.now().astimezone(logbook.clock.zone).date()
        self.add(Text(outlook_sentence(outlook, today)))
        for hold in outlook.held_on(today):
            self.add(Text(hold_sentence(hold), look="strong", tone=Tone.INFO).selectable())
        button = plain_button(_("&Keeping and destroying …"), "person-keeping", "clock")
        wish = KeepingWish(person=outlook.service_user)
        button.clicked.connect(partial(self.keeping_asked.emit, wish))
        self.add(WrappingRow([button], 1))
