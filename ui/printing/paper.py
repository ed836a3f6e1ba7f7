# SPDX-License-Identifier: Apache-2.0
"""Pages of a PDF become paper: drawn by PDFium a page at a time, handed over in strips.

The PDF comes as bytes and stays in memory. A page keeps its true size, in the middle of the paper
and turned as the paper lies; only where the paper is smaller is the page made smaller.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

QUEUE_NAME = "Disclosure Logbook"
"""What the queue calls every document: it lists names on screens, in logs and on cover sheets."""

_DOTS = 300
"""Dots to the inch that a page is drawn with, as nearly as the printer's own can be divided."""

_MOST_ROWS = 600
"""Rows handed over at once: Qt lets no other thread of ours go on meanwhile, some 80 ms."""

_FEWEST_ROWS = 150
"""Rows after which a strip ends as soon as it can."""

_POINTS = 72
_AS_LARGE = 0.995
"""A paper of this part of the page's size is as large as the page: printers round."""

_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made in it, for its owner only
"""What Linux keeps in memory for everybody."""

_one_at_a_time = Lock()
"""PDFium may be used by one thread at a time."""


def a_printer() -> QPrinter:
    """Give the usual printer, in the highest resolution, with A4 in it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(QUEUE_NAME)
    printer.setCreator(QUEUE_NAME)
    # The pages bring their own margins, and are measured from the edge of the paper.
    printer.setFullPage(True)
    return printer


@contextmanager
def private_scratch() -> Iterator[ExitStack]:
    """Keep what the printing system writes on its way to the queue off the disk, where it can be.

    On Linux that is one file in TMPDIR: named when the painter begins, sent by that name when it
    ends. The run-time folder of the person is in memory and nobody else's; where there is none, a
    folder of one's own is made in memory.

    Yields:
        What is to be closed once the painter has ended, and not before.
    """
    before, place = os.environ.get("TMPDIR"), os.environ.get("XDG_RUNTIME_DIR", "")
    until_sent = ExitStack()
    if not Path(place).is_absolute() or not os.access(place, os.W_OK):
        if not os.access(_MEMORY, os.W_OK):
            yield until_sent
            return
        place = until_sent.enter_context(
            TemporaryDirectory(prefix=f"print-{os.getpid()}-", dir=_MEMORY)
        )
    os.environ["TMPDIR"] = place
    try:
        yield until_sent
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


def put_on_paper(
    pdf: bytes, printer: QPrinter, painter: QPainter, report: Callable[[int, int], None]
) -> bool:
    """Print a PDF, and end the painter; for a worker.

    Args:
        pdf: What is printed.
        printer: On what; its painter has begun.
        painter: The printer's own.
        report: Is told which page of how many is begun.

    Returns:
        Whether the printer took all of it.
    """
    # A tenth of a second or more, and only needed here.
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    ended = False
    try:
        with _one_at_a_time:
            document = PdfDocument(pdf)
        try:
            pages = _wanted(printer, len(document))
            for number, index in enumerate(pages, 1):
                report(number, len(pages))
                if number > 1 and not printer.newPage():
                    return False
                with _one_at_a_time, closing(document[index]) as page:
                    drawn = _Drawn(page, printer)
                drawn.put(painter)
        finally:
            with _one_at_a_time:
                document.close()
    finally:
        ended = painter.end()
    return ended and printer.printerState() is not QPrinter.PrinterState.Error


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """Give the pages to print, from 0, in order: what is left to us of what was chosen."""
    pages = list(range(count))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        # Without any page there would be a sheet with nothing on it.
        pages = pages[max(0, printer.fromPage() - 1) : printer.toPage() or count] or pages
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages * (1 if printer.supportsMultipleCopies() else printer.copyCount())


class _Drawn:
    """A page drawn for a paper: at its true size where it fits, turned as the paper lies."""

    def __init__(self, page: PdfPage, printer: QPrinter) -> None:
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        unit = printer.resolution() / _POINTS
        width, height = page.get_size()
        turned = (width > height) != (paper.width() > paper.height())
        if turned:
            width, height = height, width
        # A dot of the picture is a whole number of the printer's, so that strips meet unseen.
        self._step = max(1, round(printer.resolution() / _DOTS))
        self._bitmap = page.render(
            scale=unit * _shrunk(width * unit, height * unit, paper) / self._step,
            rotation=90 if turned else 0,
            prefer_bgrx=True,
            optimize_mode="print",
        )
        self._left = round((paper.width() - self._bitmap.width * self._step) / 2)
        self._top = round((paper.height() - self._bitmap.height * self._step) / 2)

    def put(self, painter: QPainter) -> None:
        """Put it on the paper, strip by strip."""
        bitmap, step = self._bitmap, self._step
        picture = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        )
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for row, rows in _strips(bytes(bitmap.buffer), bitmap.stride):
            place = QRectF(self._left, self._top + row * step, bitmap.width * step, rows * step)
            painter.drawImage(place, picture, QRectF(0, row, bitmap.width, rows))


def _strips(dots: bytes, stride: int) -> Iterator[tuple[int, int]]:
    """Give first row and number of rows of each strip: cut between two rows that are alike.

    Where the printing system makes a page fit its paper, a cut anywhere else may lose a row of ink.
    White rows that a strip would begin with are left out.
    """
    white, before, begun, height = b"\xff" * stride, b"", None, len(dots) // stride
    for row in range(height):
        here = dots[row * stride : (row + 1) * stride]
        if begun is not None and row - begun >= (_FEWEST_ROWS if here == before else _MOST_ROWS):
            yield begun, row - begun
            begun = None
        if begun is None and here != white:
            begun = row
        before = here
    if begun is not None:
        yield begun, height - begun


def _shrunk(width: float, height: float, paper: QRectF) -> float:
    """Tell by how much a page is made smaller: not at all where the paper is as large."""
    fits = min(paper.width() / width, paper.height() / height)
    return 1.0 if fits > _AS_LARGE else fits
