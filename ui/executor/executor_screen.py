# SPDX-License-Identifier: Apache-2.0
"""The one screen of executors who put their cards together: to be read, printed and saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.executor_view import ExecutorView
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.executor_words import executor_parts
from ui.executor.paper_card import PaperCard
from ui.executor.part_cards import part_card
from ui.looking import Looking
from ui.messages import error_sentence
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text


class ExecutorScreen(QWidget):
    """Shows what the service gives executors, and nothing that it does not."""

    gathered = Signal()
    """What they see is shown now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "executors", _("For executors"))
        self._session = session
        self.paper: PaperCard | None = None
        self._ground = QWidget()
        self._page = column(self._ground, "l", ("xl", "xl", "xl", "xl"))
        self._page.addWidget(Heading(_("What the executors need to know")))
        self._lead = Text(_("Gathering it …"), look="lead")
        self._banner = Banner("executors-message", lasting=True)
        self._page.addWidget(self._lead)
        self._page.addWidget(self._banner)
        self._page.addStretch(1)
        column(self, "none").addWidget(PageScroll(self._ground))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._looking = Looking(session.logbook.clinical_will.view_steps, self)
        self._looking.ended.connect(self._show)
        self._looking.failed.connect(self._refuse)
        self._looking.progressed.connect(self._say)
        self._looking.start()

    @Slot(int)
    def _say(self, steps: int) -> None:
        self._lead.setText(_("Gathering it … ({count})").format(count=f"{steps:,}"))

    @Slot()
    def _show(self) -> None:
        found = self._looking.found or ()
        # Everything is shown once: what stood there does not change under a reader's eyes.
        self._looking.forget()
        view = found[-1]
        assert isinstance(view, ExecutorView), "the last step gives it"
        said = _(
            "You opened this logbook with the cards of the clinical will of {practitioner}, and"
            " that is noted in it. This is all that is shown to you; nothing here can be changed."
            " Press Lock when you are done: the cards open it again."
        ).format(practitioner=view.practitioner)
        self._lead.setText(said)
        announce(self, said)
        self.paper = PaperCard(self._session, view)
        cards = (self.paper, *(part_card(part) for part in executor_parts(view)))
        for card in cards:
            self._page.insertWidget(self._page.count() - 1, card)
            card.show()
        self.gathered.emit()

    @Slot(object)
    def _refuse(self, error: LogbookError) -> None:
        self._lead.hide()
        self._banner.show_message(Tone.STOP, error_sentence(error))
