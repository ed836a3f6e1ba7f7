# SPDX-License-Identifier: Apache-2.0
"""Draws the pages of a document with ReportLab: the same content gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from logbook.documents.content import DocumentContent
from logbook.documents.escaping import paragraph
from logbook.documents.fonts import REGULAR, register
from logbook.documents.layout import (
    HAIRLINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WARNING_INK,
    Measures,
    Styles,
    measures_of,
)
from logbook.documents.story import Story
from logbook.documents.tagging import Element, TaggedCanvas
from logbook.i18n import _

_HEAD = 34
_FOOT = 30
_FURNITURE_LINES = 3.6
"""Edges of the sheet in points, and the height of header and footer in lines of small text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedDocument:
    """Drawn pages and their structure, which `finish` makes into one archival file.

    Args:
        pages: A PDF as ReportLab leaves it: not yet tagged, not yet archival.
        structure: The root element, grown while drawing; to be read, not changed.
        content: What the pages say.
    """

    pages: bytes
    structure: Element
    content: DocumentContent


def render(content: DocumentContent, *, scale: float = 1.0) -> RenderedDocument:
    """Draw the document; a scale of 1.5 or 2 makes the large print of a letter 18 or 24 pt."""
    measures = measures_of(content.look, scale)
    story = Story(content, measures)
    output = io.BytesIO()
    template = BaseDocTemplate(
        output, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), title=content.title, lang=content.language
    )
    bottom = _FOOT + _FURNITURE_LINES * measures.small
    frame = Frame(
        measures.side,
        bottom,
        measures.width,
        PAGE_HEIGHT - bottom - _HEAD - _FURNITURE_LINES / 2 * measures.small,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    template.addPageTemplates(PageTemplate("page", [frame]))
    template.build(
        story.parts,
        canvasmaker=partial(
            TaggedCanvas, furniture=_Furniture(content, measures), font=register(REGULAR)
        ),
    )
    return RenderedDocument(pages=output.getvalue(), structure=story.structure, content=content)


class _Furniture:
    """Header and footer of every page, all of it artifacts."""

    def __init__(self, content: DocumentContent, measures: Measures) -> None:
        self._content = content
        self._measures = measures
        self._styles = Styles(measures)
        self._digest = _("Content hash {digest}").format(digest=content.short_digest)

    def __call__(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """Draw the furniture of one page."""
        if number > 1:
            self._draw_header(canvas)
        content, styles = self._content, self._styles
        top = _FOOT + 2.8 * self._measures.small
        self._draw_rule(canvas, top + 4)
        pages = _("Page {number} of {total}").format(number=number, total=total)
        self._draw(canvas, content.footer, styles.small(), top)
        self._draw(canvas, f"{pages}\n{self._digest}", styles.small(right=True), top)

    def _draw_header(self, canvas: TaggedCanvas) -> None:
        content, styles = self._content, self._styles
        top = PAGE_HEIGHT - _HEAD + self._measures.small
        self._draw(canvas, content.reference, styles.small(), top)
        if content.banner:
            warned = styles.small(right=True, colour=WARNING_INK)
            self._draw(canvas, content.banner, warned, top)
        else:
            self._draw(canvas, content.title, styles.small(right=True), top)

    def _draw_rule(self, canvas: TaggedCanvas, height: float) -> None:
        with canvas.marked(None):
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.5)
            canvas.line(self._measures.side, height, PAGE_WIDTH - self._measures.side, height)

    def _draw(self, canvas: TaggedCanvas, text: str, style: ParagraphStyle, top: float) -> None:
        """Draw a text below `top`, in the half of the width its alignment names."""
        drawn = paragraph(text, style)
        width = self._measures.width / 2 - 6
        _width, height = drawn.wrapOn(canvas, width, PAGE_HEIGHT)
        at_right = style.alignment == TA_RIGHT
        left = self._measures.side + (self._measures.width - width if at_right else 0)
        drawn.drawOn(canvas, left, top - height)
