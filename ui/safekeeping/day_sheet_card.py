# SPDX-License-Identifier: Apache-2.0
"""The day sheet: how far the journal is, made for paper, to be printed or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot

from logbook.app import DaySheet
from logbook.domain.anchored import Anchored
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from ui.asking import Asking
from ui.background import Answer
from ui.messages import error_sentence, the_sentence_or_raise
from ui.printing.sending import Printing
from ui.safekeeping.backup_words import entries_in_words
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
    """Makes the sheet of today; `made` tells that the journal notes one more.

    A sheet that was saved is asked about until somebody says that it is on paper.
    """

    made = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(_("A day sheet"), "day-sheet")
        self._session = session
        self._asking: Asking | None = None
        self._sheet: DaySheet | None = None
        self.printing = Printing(session.background, self._asker, self)
        self._print = plain_button(_("Pr&int the sheet of today …"), "day-sheet-print", "printer")
        self._save = plain_button(_("&Save it as a PDF …"), "day-sheet-save", "download")
        self._waiting: Anchored | None = None
        self._ask_signed = Text(look="small")
        self._signed = plain_button(_("It is printed and si&gned"), "day-sheet-signed", "check")
        self._signed_row = WrappingRow([self._signed], 1)
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
            self._ask_signed,
            self._signed_row,
            self._banner,
        ):
            self.add(part)
        self._show_waiting()
        self._print.clicked.connect(self._begin_to_print)
        self._save.clicked.connect(self._begin_to_save)
        self._signed.clicked.connect(self._note_signed)
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
                " computer, does it show anything. Then say so here."
            ).format(name=done.path.name, folder=done.path.parent),
        )
        self._show_waiting()
        self.made.emit()

    @Slot()
    def _note_signed(self) -> None:
        assert self._waiting is not None, "the button is there for one that was saved"
        try:
            self._session.logbook.day_sheets.note_signed(self._waiting)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._banner.show_message(Tone.DONE, _("Noted. Keep the sheet apart from this computer."))
        self._show_waiting()
        self.made.emit()

    def _show_waiting(self) -> None:
        """Ask about a sheet that was saved, for as long as nobody says that it is on paper."""
        logbook = self._session.logbook
        self._waiting = logbook.day_sheets.waiting() if logbook.read_only is None else None
        if self._waiting is not None:
            day = self._waiting.fixed_at.astimezone(logbook.clock.zone).date()
            words = _("The sheet of {day} ({entries}) was saved as a file, which fixes nothing.")
            self._ask_signed.setText(
                words.format(day=day_in_words(day), entries=entries_in_words(self._waiting.size))
            )
        for part in (self._ask_signed, self._signed_row):
            part.setVisible(self._waiting is not None)

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
        self._show_waiting()
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
