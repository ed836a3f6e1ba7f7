# SPDX-License-Identifier: Apache-2.0
"""The day sheet: how far the journal is, made for paper, to be printed or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot

from logbook.app import DaySheet
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.background import Answer
from ui.messages import error_sentence, the_sentence_or_raise
from ui.printing.sending import Printing
from ui.safekeeping.files import documents
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce
from ui.widgets.text import Text


class DaySheetCard(Card):
    """Makes the sheet of today; `made` tells that the journal notes one more."""

    made = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(_("A day sheet"), "day-sheet")
        self._session = session
        self._asking: Asking | None = None
        self._sheet: DaySheet | None = None
        self.printing = Printing(session.background, self._asker, self)
        self._print = plain_button(_("Pr&int the sheet of today …"), "day-sheet-print", "printer")
        self._save = plain_button(_("&Save it as a PDF …"), "day-sheet-save", "download")
        self._progress = Text(look="muted")
        self._progress.hide()
        self._banner = Banner("day-sheet-message")
        about = _(
            "One page for paper: the day, how many entries there are, and letters and digits that"
            " stand for all of them. Sign it with a pen and keep it with the practice's papers, or"
            " post it to yourself. It names no service user and says nothing of what is recorded."
        )
        for part in (
            Text(about, look="small"),
            WrappingRow([self._print, self._save], 2),
            self._progress,
            self._banner,
        ):
            self.add(part)
        self._print.clicked.connect(self._begin_to_print)
        self._save.clicked.connect(self._begin_to_save)
        self.printing.busy.connect(self._show_busy)
        self.printing.said.connect(self._show_printed)

    def save_to(self, path: Path) -> None:
        """Write the sheet that was made last."""
        assert self._sheet is not None, "a place is asked for once there is a sheet"
        try:
            # The file chooser has asked before a file that is there is replaced.
            done = self._session.logbook.day_sheets.save(self._sheet, path, replace=True)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._banner.show_message(
            Tone.DONE,
            _(
                "Saved as {name} in {folder}. Print it and sign it: only on paper, apart from this"
                " computer, does it show anything."
            ).format(name=done.path.name, folder=done.path.parent),
        )
        self.made.emit()

    @Slot()
    def _begin_to_save(self) -> None:
        self._begin(self._ask_where)

    @Slot()
    def _begin_to_print(self) -> None:
        self._banner.clear()
        if self.printing.has_printer():
            self._begin(self._ask_printer)

    def _begin(self, then: Answer) -> None:
        self._banner.clear()
        try:
            job = self._session.logbook.day_sheets.prepare()
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._show_busy(_("Making and signing the sheet …"))
        self._session.background.run(job.run, then, self._fail)

    @Slot(object)
    def _ask_where(self, sheet: DaySheet) -> None:
        self._show_busy("")
        self._sheet = sheet
        self._asker().choose_place(
            _("Save the PDF"),
            self.save_to,
            documents() / sheet.document.file_name,
            "PDF (*.pdf)",
        )

    @Slot(object)
    def _ask_printer(self, sheet: DaySheet) -> None:
        self._show_busy("")
        note = partial(self._session.logbook.day_sheets.note, sheet)
        self.printing.ask(
            [sheet.document.data],
            note,
            _("Sent to the printer. Sign it with a pen, and keep it apart from this computer."),
        )

    @Slot(object, str)
    def _show_printed(self, tone: Tone, words: str) -> None:
        self._banner.show_message(tone, words)
        self.made.emit()

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._show_busy("")
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    @Slot(str)
    def _show_busy(self, words: str) -> None:
        self._progress.setText(words)
        self._progress.setVisible(bool(words))
        for button in (self._print, self._save):
            button.setEnabled(not words)
        self.setCursor(Qt.CursorShape.BusyCursor if words else Qt.CursorShape.ArrowCursor)
        announce(self, words)

    def _asker(self) -> Asking:
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking
