# SPDX-License-Identifier: Apache-2.0
"""What was done, when and by whom, the newest first; never about whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.act_lines import ActLine
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.dates import moment_in_words
from logbook.wording.labels import label
from ui import theme
from ui.messages import error_sentence
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce
from ui.widgets.text import Text


class ActsCard(Card):
    """A page of acts; earlier ones follow below as they are asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("What was done"), "acts", gap="m")
        self._session = session
        self._before: int | None = None
        self._pages: QWidget | None = None
        self._place = column(gap="none")
        self.banner = Banner("acts-message", lasting=True)
        self.earlier_button = plain_button(_("Show &earlier ones"), "acts-earlier", "clock")
        said = _(
            "Every entry of the journal, the newest first: its number, when, what, and who."
            " About whom it was is not shown."
        )
        self.add(Text(said, look="muted"))
        self.add(self._place)
        self.add(self.banner)
        self.add(WrappingRow([self.earlier_button], 1))
        self.earlier_button.clicked.connect(self._show_earlier)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Begin again with the newest."""
        if self._pages is not None:
            self._pages.hide()
            self._pages.deleteLater()
        self._pages = QWidget()
        theme.give_look(self._pages, look="clear")
        column(self._pages, "none")
        self._place.addWidget(self._pages)
        self._before = None
        self._add_page()

    @Slot()
    def _show_earlier(self) -> None:
        count = self._add_page()
        if not self.earlier_button.isVisibleTo(self):
            self.setFocus()
        announce(self, _("{count} earlier ones.").format(count=count))

    def _add_page(self) -> int:
        try:
            page = self._session.logbook.acts_done.before(self._before)
        except LogbookError as error:
            self.banner.show_message(Tone.STOP, error_sentence(error))
            self.earlier_button.hide()
            return 0
        if page:
            self._before = page[-1].seq
            lines = self._pages.layout() if self._pages is not None else None
            assert lines is not None, "it was made with one"
            lines.addWidget(self._text(page))
        self.earlier_button.setVisible(bool(page) and page[-1].seq > 0)
        return len(page)

    def _text(self, page: Sequence[ActLine]) -> Text:
        zone = self._session.logbook.clock.zone
        said = (
            _("{number} · {when} · {what} · {who}").format(
                number=f"{line.seq:,}",
                when=moment_in_words(line.at, zone),
                what=label(line.act) if line.act is not None else line.written,
                who=line.name or _("somebody not known here"),
            )
            for line in page
        )
        return Text("\n".join(said)).selectable()
