# SPDX-License-Identifier: Apache-2.0
"""The structure of a tagged PDF, and the ReportLab parts that note what they draw into it.

ReportLab knows nothing of tags. The parts here put marked-content operators (ISO 32000-1, 14.6)
round their drawing and note page and number in an `Element`; `structure` writes the elements into
the file afterwards. What belongs to no element is marked as an artifact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of marked content: the page's index from 0 and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a form field sits: the page's index from 0 and its rectangle in points."""

    page: int
    rectangle: tuple[float, float, float, float]
    label: str


@dataclass(slots=True, eq=False)
class Element:
    """One structure element; grows while the pages are drawn.

    Args:
        role: A standard structure type such as `H1` or `TD`.
        scope: What a `TH` heads: `Row` or `Column`.
        actual_text: The text in its logical order where the drawn order differs.
        once: Repetitions on later pages are artifacts (header rows of long tables).
        alt: What is said in the place of a picture.
        box: Where a picture was drawn: left, bottom, right and top in points.
    """

    role: str
    scope: str = ""
    actual_text: str = ""
    once: bool = False
    alt: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | Mark | FieldPlace] = field(default_factory=list)

    def child(self, role: str, *, scope: str = "", once: bool = False) -> Element:
        """Append a new element below this one."""
        element = Element(role, scope=scope, once=once)
        self.kids.append(element)
        return element

    @property
    def is_drawn(self) -> bool:
        """Whether any content was marked for it yet."""
        return any(isinstance(kid, Mark) for kid in self.kids)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that marks content, and draws each page's furniture once their number is known."""

    def __init__(self, *args: Any, furniture: Furniture, font: str, **options: Any) -> None:
        # The canvas starts each page by choosing a font, and Helvetica could not be embedded.
        super().__init__(*args, **(options | {"initialFontName": font, "invariant": 1}))
        self._furniture = furniture
        self._next_mark = 0
        self._is_marking = False
        self._finished_pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the page until the number of pages is known."""
        self._finished_pages.append(dict(self.__dict__))
        self._startPage()
        self._next_mark = 0

    def save(self) -> None:
        """Draw the furniture of every page, then write the file."""
        pages = self._finished_pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._furniture(self, number, len(pages))
            super().showPage()
        super().save()

    @contextmanager
    def marked(self, element: Element | None) -> Iterator[None]:
        """Mark what is drawn inside as content of the element, or as an artifact if there is none.

        Inside another mark it does nothing: marked content does not nest.
        """
        if self._is_marking:
            yield
            return
        if element is None:
            self._code.append("/Artifact BMC")
        elif element.once and element.is_drawn:
            self._code.append("/Artifact <</Type /Pagination>> BDC")
        else:
            element.kids.append(Mark(self._pageNumber - 1, self._next_mark))
            self._code.append(f"/{element.role} <</MCID {self._next_mark}>> BDC")
            self._next_mark += 1
        self._is_marking = True
        try:
            yield
        finally:
            self._is_marking = False
            self._code.append("EMC")


Furniture = Callable[[TaggedCanvas, int, int], None]
"""Draws header and footer of a page, given its number from 1 and the number of all pages."""


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that marks itself; its parts on several pages belong to one element."""

    element: Element | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split as a paragraph does; every part keeps the element."""
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        """Draw inside the mark."""
        with self.canv.marked(self.element):
            super().draw()


TALL_ROW = 300
"""Points from which a row may be cut by the foot of a page; lower rows move to the next page."""


class TaggedTable(Table):  # type: ignore[misc]  # ReportLab has no types
    """A table whose rules and fills are artifacts; its cells are tagged paragraphs."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between rows; within a row only where it is tall."""
        self.splitInRow = 0
        parts: list[Flowable] = super().split(width, height)
        if not parts and self._rowHeights[self.repeatRows] > TALL_ROW:
            self.splitInRow = 1
            parts = super().split(width, height)
        return parts

    def _drawBkgrnd(self) -> None:  # noqa: N802 - ReportLab's name
        with self.canv.marked(None):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802 - ReportLab's name
        with self.canv.marked(None):
            super()._drawLines()


class FieldBox(TaggedTable):
    """A box that notes where it was drawn, so that a form field can be laid over it."""

    element: Element | None = None
    label: str = ""

    def draw(self) -> None:
        """Note the place, then draw."""
        if self.element is not None:
            left, bottom = self.canv.absolutePosition(0, 0)
            rectangle = (left, bottom, left + self._width, bottom + self._height)
            self.element.kids.append(
                FieldPlace(self.canv.getPageNumber() - 1, rectangle, self.label)
            )
        super().draw()
