# SPDX-License-Identifier: Apache-2.0
"""Saving the papers that open a logbook: made by a worker, written where the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from logbook.app import PaperJob, save_paper
from logbook.domain.clinical_will import ExecutorCard
from logbook.domain.recovery import RecoverySheet
from logbook.i18n import _
from ui.practice.task_card import TaskCard
from ui.session import Session

Paper = RecoverySheet | ExecutorCard


class PaperSaver:
    """Saves papers one after the other over a card. It remembers no place."""

    def __init__(self, session: Session, card: TaskCard, saved: Callable[[Paper], None]) -> None:
        self._session, self._card, self._saved = session, card, saved

    def save(self, papers: Sequence[tuple[Paper, str]]) -> None:
        """Make the PDF of the first paper, ask where it goes, and go on with the next.

        Args:
            papers: Each with the name offered for its file, which tells nobody's name.
        """
        if not papers:
            return
        job = PaperJob(paper=papers[0][0], created=self._session.logbook.clock.now())
        self._card.work(_("Making the PDF …"), lambda: job, partial(self._ask, papers))

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
        save_paper(pdf, path)
        self._saved(papers[0][0])
        self.save(papers[1:])
        return _(
            "Saved as {name} in {folder}. Print it now, then destroy the file: whoever has it"
            " has what is on the paper."
        ).format(name=path.name, folder=path.parent)


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home())
