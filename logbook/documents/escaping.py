# SPDX-License-Identifier: Apache-2.0
"""The only module that makes a ReportLab paragraph, and so the only one that escapes text for it.

Unescaped, `<img src="/path">` in a name would put that file into the document, and `x<y` would
stop the export. A test forbids building a paragraph anywhere else.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle

from logbook.documents.content import printable
from logbook.documents.fonts import runs
from logbook.documents.right_to_left import drawn_order, has_right_to_left
from logbook.documents.tagging import Element, TaggedParagraph


def paragraph(text: str, style: ParagraphStyle, element: Element | None = None) -> TaggedParagraph:
    """Make a paragraph that shows the text literally, tagged as the element or as an artifact."""
    shown = printable(text)
    if has_right_to_left(shown):
        if element is not None:
            element.actual_text = shown
        shown = drawn_order(shown)
    made = TaggedParagraph(_markup(shown, style.fontName), style)
    made.element = element
    return made


def _markup(text: str, font: str) -> str:
    lines = [_line_markup(line, font) for line in text.strip("\n").split("\n")]
    return "<br/>".join(lines)


def _line_markup(line: str, font: str) -> str:
    return "".join(
        escape(piece) if name == font else f'<font name="{name}">{escape(piece)}</font>'
        for name, piece in runs(line, font)
    )
