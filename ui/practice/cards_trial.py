# SPDX-License-Identifier: Apache-2.0
"""The yearly check of the cards themselves: typed in, found to open, and nothing opened."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from logbook.app import CardsTried
from logbook.domain.clinical_will import WillStatus
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from ui.messages import error_sentence
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.unlocking.way_forms import CardsForm
from ui.widgets.buttons import plain_button
from ui.widgets.text import Text

_SLIPS = "vault.card"
"""What the codes of slips on a card begin with."""


class CardsTrialCard(TaskCard):
    """Asks for enough of the cards, and records that they open the logbook, with the day."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Try the cards"), "cards-trial")
        self.cards = CardsForm()
        self._said = Text()
        self.button = plain_button(_("Try them"), "cards-trial-do", "check")
        self.add(
            Text(
                _(
                    "When the executors have their cards, and then once a year, when they are with"
                    " you: type enough of them. It is seen whether they open the logbook; nothing"
                    " is opened, and what was typed is forgotten at once."
                )
            )
        )
        self.add(self._said)
        self.add(self.cards)
        self.end_with(self.button)
        self.button.clicked.connect(self._try)
        self.cards.entered.connect(self._try)

    def show_status(self, status: WillStatus) -> None:
        """Say when they were last tried; without a will there is nothing to try."""
        self.setVisible(status.will is not None)
        self._said.setText(
            _("They were last tried on {day}.").format(day=day_in_words(status.tried_on))
            if status.tried_on is not None
            else _("They have not been tried yet.")
        )

    @Slot()
    def _try(self) -> None:
        way = self.cards.way()
        if way is not None:
            trial = partial(self._session.logbook.clinical_will.trial, way)
            self.work(_("Trying the cards …"), trial, self._keep)

    def _keep(self, tried: CardsTried) -> str:
        self.cards.clear()
        self._session.logbook.clinical_will.check(tried)
        return _("The cards open the logbook. The journal says that you tried them today.")

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if isinstance(error, LogbookError) and error.code.startswith(_SLIPS):
            self.show_busy("")
            self.cards.show_problem(error_sentence(error), int(error.details.get("card", 0)))
            return
        super()._failed(error)
