# SPDX-License-Identifier: Apache-2.0
"""After how many minutes without a touch the logbook locks by itself, chosen by the person."""

from __future__ import annotations

from PySide6.QtCore import Slot

from logbook.i18n import _, ngettext
from ui.session import Session
from ui.widgets.card import Card
from ui.widgets.choice import ComboChoice
from ui.widgets.field import Field
from ui.widgets.option import Alternative
from ui.widgets.text import Text

_MINUTES = (1, 2, 5, 10, 15)


class IdleCard(Card):
    """One choice, which holds from the moment it is made."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("When nobody is there"), "idle", gap="l")
        self._session = session
        now = session.preferences.idle_minutes
        # What was written into the file by hand is shown as it is.
        self.choice = ComboChoice(
            [Alternative(value=each, title=_in_words(each)) for each in sorted({*_MINUTES, now})],
            identifier="idle-minutes",
        )
        self.choice.show_value(now)
        self.add(
            Text(
                _(
                    "If keyboard and mouse are not touched for this long, the logbook locks. What"
                    " you typed is kept, and you go on from there once it is unlocked again."
                )
            )
        )
        self.add(
            Field(
                _("Lock the logbook after"),
                self.choice,
                hint=_("For every logbook opened on this account of this computer."),
            )
        )
        self.choice.edited.connect(self._choose)

    @Slot(object)
    def _choose(self, minutes: int) -> None:
        self._session.preferences.idle_minutes = minutes
        self._session.preferences.keep()
        self._session.idle_chosen.emit()


def _in_words(minutes: int) -> str:
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
