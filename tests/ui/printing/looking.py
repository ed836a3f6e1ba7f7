# SPDX-License-Identifier: Apache-2.0
"""Paper that is a PDF in a folder, and how it looks: drawn by PDFium, measured by Pillow."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import ImageChops, ImageStat
from PIL.Image import Image
from pypdfium2 import PdfDocument
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from ui.printing.paper import a_printer

DPI = 100
MM = 72 / 25.4
_FAR = 8
Size = QPageSize.PageSizeId


class Paper:
    """A printer that writes a PDF, and what came out of it."""

    def __init__(self, path: Path, size: Size = Size.A4) -> None:
        self.path = path
        self.printer = a_printer()
        load(self.printer, path)
        self.printer.setPageSize(QPageSize(size))

    def data(self) -> bytes:
        """Give what came out."""
        return self.path.read_bytes()


def load(printer: QPrinter, path: Path) -> None:
    """Have a printer write to a file."""
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))


def pages_of(pdf: bytes) -> int:
    with PdfDocument(pdf) as document:
        return len(document)


def size_of(pdf: bytes, index: int = 0) -> tuple[float, float]:
    """Give width and height of a page in millimetres."""
    with PdfDocument(pdf) as document:
        width, height = document[index].get_size()
    return width / MM, height / MM


def words_of(pdf: bytes) -> str:
    """Give what can be read in a PDF without looking at it."""
    with PdfDocument(pdf) as document:
        return "".join(
            document[index].get_textpage().get_text_range() for index in range(len(document))
        )


def seen(pdf: bytes, index: int = 0, *, dpi: int = DPI) -> Image:
    """Draw a page in grey."""
    with PdfDocument(pdf) as document:
        picture: Image = document[index].render(scale=dpi / 72, grayscale=True).to_pil()
        return picture.convert("L")


def difference(one: Image, other: Image) -> float:
    """Give the mean difference of two pages of one size, from 0 (alike) to 255.

    They are looked at from so far that a line half a dot off is the same line.
    """
    assert max(abs(a - b) for a, b in zip(one.size, other.size, strict=True)) <= 2
    width, height = (min(pair) for pair in zip(one.size, other.size, strict=True))
    corner = (0, 0, width, height)
    far = [each.crop(corner).reduce(_FAR) for each in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*far)).mean[0]


def ink(page: Image) -> tuple[float, ...]:
    """Tell where there is ink: left, top, right, bottom in millimetres."""
    found = page.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert found is not None, "there is none"
    return tuple(each / DPI * 25.4 for each in found)


def a_pdf(width: float, height: float, *, pages: int = 1) -> bytes:
    """Make pages of a size in millimetres: a frame 10 mm inside, a dark box, and lines of words.

    The box moves down from page to page; no two ways to look at a page look alike.
    """
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=(width * MM, height * MM))
    for number in range(1, pages + 1):
        canvas.rect(10 * MM, 10 * MM, (width - 20) * MM, (height - 20) * MM)
        canvas.rect(15 * MM, (height - 15 - 20 * number) * MM, 40 * MM, 15 * MM, fill=1)
        canvas.setFont("Helvetica", 8)
        for line in range(8):
            words = f"Seren Whitlock, page {number}, line {line}"
            canvas.drawString(15 * MM, (15 + 4 * line) * MM, words)
        canvas.showPage()
    canvas.save()
    return output.getvalue()
