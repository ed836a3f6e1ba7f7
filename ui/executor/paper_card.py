# SPDX-License-Identifier: Apache-2.0
"""What executors take away: the same that is shown, printed or saved, and noted in the journal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from logbook.domain.executor_view import ExecutorView
from logbook.i18n import _
from ui.practice.task_card import Job, TaskCard
from ui.printing.sending import Printing, queue_sentence
from ui.safekeeping.files import documents
from ui.session import Session
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.text import Text

_FILE_NAME = "for-the-executors.pdf"
"""It names nobody."""


class PaperCard(TaskCard):
    """Prints and saves what executors see."""

    def __init__(self, session: Session, view: ExecutorView) -> None:
        super().__init__(session, _("Take it with you"), "executors-paper")
        self._wills, self._view = session.logbook.clinical_will, view
        self.printing = Printing(session.background, lambda: self.asking, self)
        self.print_button = primary_button(_("Pr&int it …"), "executors-print", "printer")
        self.save_button = plain_button(_("&Save it as a PDF …"), "executors-save", "download")
        self.add(
            Text(
                _(
                    "All that is shown here, on paper or as a PDF. It names people who were in"
                    " care: leave it nowhere. That it was printed or saved is noted."
                )
            )
        )
        self.add(Text(queue_sentence(), look="small"))
        self.end_with(self.print_button, self.save_button)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.printing.busy.connect(self.show_busy)
        self.printing.said.connect(self.banner.show_message)

    @Slot()
    def _print(self) -> None:
        self.banner.clear()
        if self.printing.has_printer():
            self.work(_("Making the PDF …"), self._prepare, self._ask_printer)

    @Slot()
    def _save(self) -> None:
        self.work(_("Making the PDF …"), self._prepare, self._ask_where)

    def _prepare(self) -> Job:
        return self._wills.sheet_job(self._view)

    def _ask_printer(self, pdf: bytes) -> str:
        done = _("Sent to the printer. Fetch it now. The journal says so.")
        self.printing.ask([pdf], self._wills.note_sheet_printed, done)
        return ""

    def _ask_where(self, pdf: bytes) -> str:
        self.asking.choose_place(
            _("Save the PDF"), partial(self._write, pdf), documents() / _FILE_NAME, "PDF (*.pdf)"
        )
        return ""

    def _write(self, pdf: bytes, path: Path) -> None:
        self.act(partial(self._written, pdf, path))

    def _written(self, pdf: bytes, path: Path) -> str:
        self._wills.save_sheet(pdf, path)
        return _("Saved as {name} in {folder}. The journal says so.").format(
            name=path.name, folder=path.parent
        )
