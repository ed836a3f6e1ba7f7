# SPDX-License-Identifier: Apache-2.0
"""Saving and printing the papers that open a logbook: made by a worker, kept nowhere.

They are written where the person chooses, or go to a printer without ever being a file. The
journal says of each that it was saved or printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from logbook.app import PaperJob
from logbook.domain.clinical_will import ExecutorCard
from logbook.domain.recovery import RecoverySheet
from logbook.i18n import _
from ui.practice.task_card import TaskCard
from ui.printing.sending import Printing
from ui.session import Session

Paper = RecoverySheet | ExecutorCard


class PaperSaver:
    """Saves papers one after the other over a card, or prints them. It remembers no place.

    `out` is called with each paper that was saved, or is with the printer.
    """

    def __init__(self, session: Session, card: TaskCard, out: Callable[[Paper], None]) -> None:
        self._session, self._card, self._out = session, card, out
        self._printed: tuple[Paper, ...] = ()
        self.printing = Printing(session.background, lambda: card.asking, card)
        self.printing.busy.connect(card.show_busy)
        self.printing.said.connect(card.banner.show_message)
        self.printing.sent.connect(self._note_printed)

    def save(self, papers: Sequence[tuple[Paper, str]]) -> None:
        """Make the PDF of the first paper, ask where it goes, and go on with the next.

        Args:
            papers: Each with the name offered for its file, which tells nobody's name.
        """
        if not papers:
            return
        job = PaperJob(paper=papers[0][0], created=self._session.logbook.clock.now())
        self._card.work(_("Making the PDF …"), lambda: job, partial(self._ask, papers))

    def print(self, papers: Sequence[Paper]) -> None:
        """Make the PDFs of papers, ask for a printer, and print each on sheets of its own."""
        self._card.banner.clear()
        if not papers or not self.printing.has_printer():
            return
        self._printed = tuple(papers)
        self._card.work(_("Making the PDF …"), self._prepare_print, self._ask_printer)

    def _prepare_print(self) -> _Jobs:
        logbook = self._session.logbook
        logbook.secret_papers.check_may_print(self._printed[0])
        created = logbook.clock.now()
        return _Jobs(papers=tuple(PaperJob(paper=each, created=created) for each in self._printed))

    def _ask_printer(self, pdfs: tuple[bytes, ...]) -> str:
        done = _("Sent to the printer. Fetch it now: whoever has it has what is on the paper.")
        # Cards are of one will, so one entry says it of all that go together.
        note = partial(self._session.logbook.secret_papers.note_printed, self._printed[0])
        self.printing.ask(pdfs, note, done)
        return ""

    def _note_printed(self, number: int) -> None:
        self._out(self._printed[number])

    def _ask(self, papers: Sequence[tuple[Paper, str]], pdf: bytes) -> str:
        self._card.asking.choose_place(
            _("Save the PDF"),
            partial(self._write, papers, pdf),
            _documents() / papers[0][1],
            "PDF (*.pdf)",
        )
        return ""

    def _write(self, papers: Sequence[tuple[Paper, str]], pdf: bytes, path: Path) -> None:
        self._card.act(partial(self._written, papers, pdf, path))

    def _written(self, papers: Sequence[tuple[Paper, str]], pdf: bytes, path: Path) -> str:
        paper = papers[0][0]
        self._session.logbook.secret_papers.save(paper, pdf, path)
        self._out(paper)
        self.save(papers[1:])
        return _(
            "Saved as {name} in {folder}. Print it now, then destroy the file: whoever has it"
            " has what is on the paper."
        ).format(name=path.name, folder=path.parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jobs:
    """Makes the PDFs of several papers."""

    papers: tuple[PaperJob, ...] = field(repr=False)

    def run(self) -> tuple[bytes, ...]:
        """Make them."""
        return tuple(each.run() for each in self.papers)


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home())
