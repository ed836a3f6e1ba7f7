# SPDX-License-Identifier: Apache-2.0
"""How documents look: measures, colours and styles of the two looks, at any text size."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from logbook.documents.content import Look, Tone
from logbook.documents.fonts import BOLD, REGULAR, register

INK = HexColor("#1B2430")
QUIET = HexColor("#55606C")
ACCENT = HexColor("#1D5564")
HAIRLINE = HexColor("#D3DAE0")
TINT = HexColor("#F2F6F7")
WARNING_INK = HexColor("#7A2E0E")
WARNING_TINT = HexColor("#FDF3E7")
WARNING_LINE = HexColor("#D9822B")
"""Every ink has a contrast of at least 5.5 : 1 on white and on its own tint."""

PAGE_WIDTH, PAGE_HEIGHT = A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of a look, in points.

    Args:
        body: Size of the running text.
        leading: Distance between lines, as a multiple of the size.
        gap: Space between blocks.
        side: Left and right margin.
        label_share: How much of the width the labels of facts take.
        letterhead_right: Whether the letterhead stands at the right.
    """

    body: float
    leading: float
    title: float
    heading: float
    small: float
    gap: float
    side: float
    label_share: float
    letterhead_right: bool

    @property
    def width(self) -> float:
        """The width of the text."""
        return float(PAGE_WIDTH - 2 * self.side)


_RECORD = Measures(
    body=10,
    leading=1.38,
    title=20,
    heading=12.5,
    small=8,
    gap=7,
    side=20 * mm,
    label_share=0.29,
    letterhead_right=False,
)
_LETTER = Measures(
    body=12,
    leading=1.45,
    title=15,
    heading=12.5,
    small=8.5,
    gap=9,
    side=25 * mm,
    label_share=0.34,
    letterhead_right=True,
)

_LARGE = 1.4
"""From this scale on the labels of facts need more of the width, and the margins less."""


def measures_of(look: Look, scale: float) -> Measures:
    """Give the measures of a look at a text size; 1.5 makes a 12 pt letter 18 pt."""
    plain = _LETTER if look is Look.LETTER else _RECORD
    large = scale >= _LARGE
    return replace(
        plain,
        body=plain.body * scale,
        title=plain.title * (1 + (scale - 1) * 0.7),
        heading=plain.heading * scale,
        small=plain.small * (1 + (scale - 1) * 0.6),
        gap=plain.gap * scale,
        side=18 * mm if large else plain.side,
        label_share=0.36 if large else plain.label_share,
    )


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of one look."""

    measures: Measures

    def text(self, tone: Tone = Tone.PLAIN) -> ParagraphStyle:
        """Running text."""
        bold = tone in {Tone.STRONG, Tone.WARNING}
        colours = {Tone.MUTED: QUIET, Tone.WARNING: WARNING_INK}
        return _style(
            self.measures.body, self.measures.leading, bold=bold, colour=colours.get(tone, INK)
        )

    def label(self) -> ParagraphStyle:
        """The label of a fact or a column."""
        return _style(self.measures.body * 0.95, self.measures.leading, colour=QUIET, bold=True)

    def title(self) -> ParagraphStyle:
        """The one heading of the document."""
        return _style(self.measures.title, 1.25, bold=True)

    def heading(self) -> ParagraphStyle:
        """The heading of a section."""
        return _style(self.measures.heading, 1.3, bold=True, colour=ACCENT)

    def small(self, *, right: bool = False, colour: Color = QUIET) -> ParagraphStyle:
        """Furniture of pages and the reference under the title."""
        return _style(self.measures.small, 1.35, right=right, colour=colour)

    def letterhead(self, *, first: bool) -> ParagraphStyle:
        """The practice's name, and the lines under it."""
        return _style(
            self.measures.body * (1.15 if first else 0.9),
            1.35,
            bold=first,
            colour=ACCENT if first else QUIET,
            right=self.measures.letterhead_right,
        )


def _style(
    size: float,
    leading: float,
    *,
    bold: bool = False,
    right: bool = False,
    colour: Color = INK,
) -> ParagraphStyle:
    style = ParagraphStyle("", fontName=register(BOLD if bold else REGULAR))
    style.fontSize = size
    style.leading = size * leading
    style.textColor = colour
    style.bulletFontName = style.fontName
    style.splitLongWords = 1
    style.allowWidows = 0
    style.allowOrphans = 0
    if right:
        style.alignment = TA_RIGHT
    return style
