# SPDX-License-Identifier: Apache-2.0
"""Codes on paper: groups of letters that stand under each other, and QR codes.

No monospaced typeface comes with the program. The one there is was drawn to tell letters and digits
apart; here each stands in the middle of a cell as wide as the widest.
"""

from __future__ import annotations

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from logbook.documents.content import Codes, QrCode
from logbook.documents.fonts import BOLD, REGULAR, register
from logbook.documents.layout import HAIRLINE, INK, QUIET
from logbook.documents.tagging import Element

_LARGE = 19
_SMALL = 9.5
_PITCH = 0.86
"""How far the middles of two letters are apart, as a multiple of the size."""
_GAP = 1.1
"""How far groups are apart beyond that, in letters."""
_ROW = 1.75
_QUIET_MODULES = 4
"""The empty margin a QR code needs (ISO/IEC 18004, 6.3.8)."""


class CodeRows(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows of groups; each row is one element, whose text is that of the row."""

    def __init__(self, codes: Codes, elements: list[Element], width: float) -> None:
        super().__init__()
        self._codes = codes
        self._elements = elements
        self._number_width = 3 * _SMALL if codes.numbered else 0.0
        letters = max(sum(len(group) + _GAP for group in row) for row in codes.rows)
        fitting = (width - self._number_width) / (letters * _PITCH)
        self._size = min(_LARGE if codes.large else _SMALL, fitting)
        self.width, self.height = width, self._size * _ROW * len(codes.rows)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Give the width and height it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the rows, each inside its mark."""
        for place, (row, element) in enumerate(zip(self._codes.rows, self._elements, strict=True)):
            said = " ".join(row)
            number = str(place + 1) if self._codes.numbered else ""
            element.actual_text = f"{number}: {said}" if number else said
            baseline = self.height - (place + 0.72) * self._size * _ROW
            with self.canv.marked(element):
                if number:
                    self.canv.setFillColor(QUIET)
                    self.canv.setFont(register(REGULAR), self._size * 0.85)
                    self.canv.drawRightString(2 * _SMALL, baseline, number)
                self._draw_row(row, baseline)
            with self.canv.marked(None):
                self.canv.setStrokeColor(HAIRLINE)
                self.canv.setLineWidth(0.4)
                below = baseline - self._size * 0.5
                self.canv.line(0, below, self.width, below)

    def _draw_row(self, row: tuple[str, ...], baseline: float) -> None:
        name = register(BOLD)
        self.canv.setFont(name, self._size)
        self.canv.setFillColor(INK)
        pitch, left = self._size * _PITCH, self._number_width
        for group in row:
            for letter in group:
                inside = (pitch - stringWidth(letter, name, self._size)) / 2
                self.canv.drawString(left + inside, baseline, letter)
                left += pitch
            left += pitch * _GAP


class QrPicture(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A QR code, drawn as rectangles, with the margin it needs."""

    def __init__(self, code: QrCode, element: Element) -> None:
        super().__init__()
        self._rows = modules_of(code.text)
        self._element = element
        self._side = code.side * mm
        self.width = self.height = self._side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Give the width and height it takes."""
        return self._side, self._side

    def draw(self) -> None:
        """Draw the dark modules inside the mark, and note where."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self._element.box = (left, bottom, left + self._side, bottom + self._side)
        module = self._side / (len(self._rows) + 2 * _QUIET_MODULES)
        with self.canv.marked(self._element):
            self.canv.setFillColorRGB(0, 0, 0)
            path = self.canv.beginPath()
            for place, row in enumerate(self._rows):
                top = self._side - (place + _QUIET_MODULES) * module
                for start, length in _dark(row):
                    path.rect(
                        (start + _QUIET_MODULES) * module, top - module, length * module, module
                    )
            self.canv.drawPath(path, stroke=0, fill=1)


def modules_of(text: str) -> list[list[bool]]:
    """Give the modules of a QR code, dark or not, row by row; an eighth of it may be spoiled."""
    made = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    made.addData(text)
    made.make()
    return [[bool(module) for module in row] for row in made.modules]


def _dark(row: list[bool]) -> list[tuple[int, int]]:
    """Give the beginning and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
