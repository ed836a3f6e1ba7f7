# SPDX-License-Identifier: Apache-2.0
"""Printing: asks for a printer, notes in the journal, and sends in the background.

The queue is told the name of the program and nothing else. What a printer has taken is finished,
also when the logbook locks meanwhile: it is in the journal by then, and half a document helps
nobody. What still waits for a printer is forgotten at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.background import Background, Errand
from ui.messages import error_sentence, the_sentence_or_raise
from ui.printing.paper import a_printer, private_scratch, put_on_paper
from ui.theme import Tone


class Printing(QObject):
    """Asks for a printer, and sends it PDFs from memory, each as a job of its own.

    `busy` tells what it is at, and tells nothing once that is over; `said` carries a tone and the
    sentence of how it ended; `sent` carries the number, from 0, of a PDF that is with the printer.
    """

    busy = Signal(str)
    said = Signal(object, str)
    sent = Signal(int)

    def __init__(
        self, background: Background, asking: Callable[[], Asking], owner: QObject
    ) -> None:
        super().__init__(owner)
        self._background, self._asking = background, asking
        self._waiting: _Waiting | None = None
        self._printer: QPrinter | None = None
        self.printers: Callable[[], Sequence[str]] = QPrinterInfo.availablePrinterNames
        """Lists the printers there are: those of this computer, unless told otherwise."""

    @property
    def is_waiting(self) -> bool:
        """Whether it holds something that is still to be printed."""
        return self._waiting is not None

    def has_printer(self) -> bool:
        """Tell whether there is a printer, and say so where there is none."""
        if self.printers():
            return True
        self.said.emit(
            Tone.STOP,
            _(
                "There is no printer on this computer, so nothing was printed. Set one up, or save"
                " the PDF."
            ),
        )
        return False

    def ask(
        self, pdfs: Sequence[bytes], note: Callable[[], object] | None = None, done: str = ""
    ) -> None:
        """Ask for a printer, and print.

        Args:
            pdfs: What is printed. No two of them share a sheet of paper.
            note: Notes in the journal that it was printed: called once the printer has taken it,
                and before its first page goes. A LogbookError it raises calls the printing off.
            done: What to say when all of it is with the printer.
        """
        self._waiting = _Waiting(pdfs=tuple(pdfs), note=note, done=done)
        self._asking().choose_printer(a_printer(), self.print_on, self._turn_down)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is waiting on a printer."""
        if self._waiting is None:
            return
        self._printer = printer
        painter = QPainter()
        with private_scratch() as until_sent:
            taken = painter.begin(printer)
        if not taken:
            until_sent.close()
            words = _(
                "The printer did not take it, so nothing was printed. See that it is connected and"
                " switched on, or choose another."
            )
            self._end(Tone.STOP, words if self._waiting.number == 0 else _stopped())
            return
        try:
            self._waiting.note_once()
        except LogbookError as error:
            printer.abort()
            painter.end()
            until_sent.close()
            self._end(Tone.STOP, error_sentence(error))
            return
        self._send(self._waiting.pdf, printer, painter, until_sent)

    def _send(
        self, pdf: bytes, printer: QPrinter, painter: QPainter, until_sent: ExitStack
    ) -> None:
        errand = _Sending()
        errand.progressed.connect(self._tell)
        self.busy.emit(_("Sending it to the printer …"))
        job = partial(
            _sent, until_sent, partial(put_on_paper, pdf, printer, painter, errand.report)
        )
        self._background.run(job, self._go_on, self._fail, errand=errand)

    @Slot(object)
    def _go_on(self, whole: bool) -> None:  # noqa: FBT001 - what the job answered
        waiting, printer = self._waiting, self._printer
        assert waiting is not None, "what was sent was waiting"
        assert printer is not None, "it was sent to one"
        if not whole:
            self._end(Tone.STOP, _stopped())
            return
        self.sent.emit(waiting.number)
        waiting.number += 1
        if waiting.is_over:
            self._end(Tone.DONE, waiting.done or _("Sent to the printer."))
        else:
            self.print_on(printer)

    @Slot()
    def _turn_down(self) -> None:
        """Forget what was to be printed: nobody chose a printer, or the logbook locked."""
        self._end(Tone.INFO, _("Nothing was printed."))

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._end(Tone.STOP, the_sentence_or_raise(error))

    @Slot(int, int)
    def _tell(self, page: int, pages: int) -> None:
        words = _("Sending page {page} of {pages} to the printer …")
        self.busy.emit(words.format(page=page, pages=pages))

    def _end(self, tone: Tone, words: str) -> None:
        self._waiting, self._printer = None, None
        self.busy.emit("")
        self.said.emit(tone, words)


@dataclass(slots=True, kw_only=True)
class _Waiting:
    """What waits for a printer, and how far it is."""

    pdfs: tuple[bytes, ...] = field(repr=False)
    note: Callable[[], object] | None
    done: str
    number: int = 0

    @property
    def pdf(self) -> bytes:
        """The PDF that is next."""
        return self.pdfs[self.number]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self.number == len(self.pdfs)

    def note_once(self) -> None:
        """Note in the journal, the first time, that it was printed."""
        note, self.note = self.note, None
        if note is not None:
            note()


class _Sending(Errand):
    """Sends what a printer has taken: to the end, whatever happens in the window."""

    def cancel(self) -> None:
        """Go on: a printer that is left waiting would print half of it."""

    def drop(self) -> None:
        """Go on, and say how it ended to whoever is left to hear it."""


def _sent(until_sent: ExitStack, send: Callable[[], bool]) -> bool:
    """Send it, and then clear away what the printing system wrote; for a worker."""
    with until_sent:
        return send()


def _stopped() -> str:
    return _(
        "The printer stopped before the end. Pages may have come out: look for them, then print it"
        " once more."
    )


def queue_sentence() -> str:
    """Say beside a button what printing leaves behind."""
    return _("The printer's queue may keep a copy of what is printed for a while.")


def print_at_hand_sentence() -> str:
    """Say beside a button what printing a secret paper leaves behind."""
    return _(
        "Use a printer that stands beside you: its queue, and some printers themselves, may keep a"
        " copy for a while."
    )
