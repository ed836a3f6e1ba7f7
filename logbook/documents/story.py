# SPDX-License-Identifier: Apache-2.0
"""Turns the content of a document into tagged ReportLab parts, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from logbook.documents.codes import CodeRows, QrPicture
from logbook.documents.content import (
    BULLET,
    Block,
    Codes,
    DocumentContent,
    Facts,
    Grid,
    Look,
    Notice,
    PenLines,
    Points,
    QrCode,
    SignatureBlock,
    Subheading,
    Text,
    Tone,
)
from logbook.documents.escaping import paragraph
from logbook.documents.fonts import REGULAR
from logbook.documents.layout import (
    ACCENT,
    HAIRLINE,
    INK,
    TINT,
    WARNING_LINE,
    WARNING_TINT,
    Measures,
    Styles,
)
from logbook.documents.tagging import Element, FieldBox, TaggedTable

_CELL_LEFT = 5

Commands = list[tuple[Any, ...]]


class Story:
    """The parts of one document, and the structure elements they will draw into."""

    def __init__(self, content: DocumentContent, measures: Measures) -> None:
        self._content = content
        self._measures = measures
        self._styles = Styles(measures)
        self.structure = Element("Document")
        self.parts: list[Flowable] = []
        self._tell()

    def _tell(self) -> None:
        content = self._content
        if content.banner:
            self._add_notice(Notice(text=content.banner, tone=Tone.WARNING), self.structure)
            self._space(1)
        self._add_letterhead()
        for block in content.opening:
            self._add(block, self.structure)
        self._add_title()
        for section in content.sections:
            element = self.structure.child("Sect")
            if section.heading:
                self._add_heading(section.heading, element)
            for block in section.blocks:
                self._add(block, element)

    def _add_letterhead(self) -> None:
        for place, line in enumerate(self._content.practice_lines):
            style = self._styles.letterhead(first=place == 0)
            self.parts.append(paragraph(line, style, self.structure.child("P")))
        self._space(2.5)

    def _add_title(self) -> None:
        content = self._content
        self.parts.append(paragraph(content.title, self._styles.title(), self._child("H1")))
        if content.look is Look.RECORD:
            self._space(0.3)
            self.parts.append(paragraph(content.reference, self._styles.small(), self._child("P")))
        self._space(1)

    def _add_heading(self, heading: str, parent: Element) -> None:
        # A heading at the foot of a page must take at least a few lines of its section with it.
        self.parts.append(CondPageBreak(self._measures.heading * 2 + self._measures.body * 5))
        self._space(1.1)
        self.parts.append(paragraph(heading, self._styles.heading(), parent.child("H2")))
        self._space(0.4)

    def _add(self, block: Block, parent: Element) -> None:
        match block:
            case Text():
                style = self._styles.text(block.tone)
                self.parts.append(paragraph(block.text, style, parent.child("P")))
                self._space(1)
            case Subheading():
                self._add_subheading(block, parent)
            case Facts():
                self._add_facts(block, parent)
            case Grid():
                self._add_grid(block, parent)
            case Points():
                self._add_points(block, parent)
            case Notice():
                self._add_notice(block, parent)
            case SignatureBlock():
                self._add_signature(block, parent)
            case Codes() | QrCode() | PenLines():
                self._add_for_hands(block, parent)

    def _add_for_hands(self, block: Codes | QrCode | PenLines, parent: Element) -> None:
        """Add what is typed in, photographed or written on."""
        match block:
            case Codes():
                rows = [parent.child("P") for _row in block.rows]
                self.parts.append(CodeRows(block, rows, self._measures.width))
            case QrCode():
                self.parts.append(self._picture(block, parent))
            case PenLines():
                self._add_pen_lines(block, parent)
        self._space(1)

    def _add_subheading(self, block: Subheading, parent: Element) -> None:
        self.parts.append(CondPageBreak(self._measures.body * 8))
        self._space(0.7)
        style = self._styles.text(Tone.STRONG)
        self.parts.append(paragraph(block.text, style, parent.child("H3")))
        self._space(0.3)

    def _add_facts(self, facts: Facts, parent: Element) -> None:
        if not facts.rows:
            return
        body = parent.child("Table").child("TBody")
        cells = []
        for row in facts.rows:
            element = body.child("TR")
            cells.append(
                [
                    paragraph(row.label, self._styles.label(), element.child("TH", scope="Row")),
                    paragraph(row.value, self._styles.text(), element.child("TD")),
                ]
            )
        share = self._measures.label_share
        self._add_table(cells, [share, 1 - share])

    def _add_grid(self, grid: Grid, parent: Element) -> None:
        if not grid.rows:
            return
        table = parent.child("Table")
        heads = table.child("THead").child("TR")
        cells = [
            [
                paragraph(text, self._styles.label(), heads.child("TH", scope="Column", once=True))
                for text in grid.header
            ]
        ]
        body = table.child("TBody")
        for row in grid.rows:
            element = body.child("TR")
            cells.append(
                [paragraph(text, self._styles.text(), element.child("TD")) for text in row]
            )
        header: Commands = [
            ("BACKGROUND", (0, 0), (-1, 0), TINT),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), _CELL_LEFT),
        ]
        self._add_table(cells, self._column_shares(grid), header, repeat=1)

    def _column_shares(self, grid: Grid) -> list[float]:
        """How much of the width each column gets: as asked, but no word is cut if it can be so."""
        asked = grid.shares or (1.0,) * len(grid.header)
        shares = [share / sum(asked) for share in asked]
        padding = self._measures.gap + _CELL_LEFT
        needed = [
            (self._widest_word(texts) + padding) / self._measures.width
            for texts in zip(grid.header, *grid.rows, strict=True)
        ]
        if sum(needed) > 1:
            return [need / sum(needed) for need in needed]
        spare = [max(0.0, share - need) for share, need in zip(shares, needed, strict=True)]
        missing = sum(max(0.0, need - share) for share, need in zip(shares, needed, strict=True))
        taken = missing / sum(spare) if missing else 0.0
        return [
            need + over * (1 - taken) if over else need
            for need, over in zip(needed, spare, strict=True)
        ]

    def _widest_word(self, texts: tuple[str, ...]) -> float:
        style = self._styles.label()
        return max(
            float(stringWidth(word, style.fontName, self._measures.body))
            for text in texts
            for word in text.split() or [""]
        )

    def _add_points(self, points: Points, parent: Element) -> None:
        if not points.items:
            return
        style = self._styles.text()
        bullet = self._measures.body * 1.3 / self._measures.width
        listed = parent.child("L")
        cells = []
        for item in points.items:
            element = listed.child("LI")
            cells.append(
                [
                    paragraph(BULLET, style, element.child("Lbl")),
                    paragraph(item, style, element.child("LBody")),
                ]
            )
        pad = self._measures.gap * 0.2
        self._add_table(
            cells,
            [bullet, 1 - bullet],
            [
                ("TOPPADDING", (0, 0), (-1, -1), pad),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            ],
            ruled=False,
        )

    def _add_notice(self, notice: Notice, parent: Element) -> None:
        warns = notice.tone is Tone.WARNING
        pad = self._measures.gap
        box: Commands = [
            ("BACKGROUND", (0, 0), (-1, -1), WARNING_TINT if warns else TINT),
            ("LINEBEFORE", (0, 0), (0, -1), 3, WARNING_LINE if warns else ACCENT, "butt"),
            ("LEFTPADDING", (0, 0), (-1, -1), pad * 1.4),
            ("RIGHTPADDING", (0, 0), (-1, -1), pad),
            ("TOPPADDING", (0, 0), (-1, -1), pad * 0.9),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad * 1.1),
        ]
        text = paragraph(notice.text, self._styles.text(notice.tone), parent.child("P"))
        self._add_table([[text]], [1.0], box, ruled=False)

    def _add_signature(self, block: SignatureBlock, parent: Element) -> None:
        pad = self._measures.gap
        element = parent.child("Div")
        cells = [
            [
                paragraph(
                    line,
                    self._styles.text(Tone.PLAIN if place else Tone.STRONG),
                    element.child("P"),
                )
            ]
            for place, line in enumerate(block.lines)
        ]
        box = FieldBox(cells, colWidths=[self._measures.width], style=_plain(self._measures))
        box.setStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.8, ACCENT),
                ("LEFTPADDING", (0, 0), (-1, -1), pad * 1.4),
                ("TOPPADDING", (0, 0), (-1, -1), pad * 0.15),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad * 0.15),
                ("TOPPADDING", (0, 0), (-1, 0), pad),
                ("BOTTOMPADDING", (0, -1), (-1, -1), pad * 1.2),
                ("NOSPLIT", (0, 0), (-1, -1)),
            ]
        )
        box.element = element
        box.label = block.field_label
        self._space(0.5)
        self.parts.append(box)
        self._space(1)

    def _add_pen_lines(self, block: PenLines, parent: Element) -> None:
        labels = [paragraph(text, self._styles.label(), parent.child("P")) for text in block.labels]
        picture, side = self._picture(block.beside, parent), block.beside.side * mm
        cells = [[text, "", picture if place == 0 else ""] for place, text in enumerate(labels)]
        gap = 2 * self._measures.gap
        table = TaggedTable(
            cells,
            colWidths=[self._measures.width - side - gap, gap, side],
            rowHeights=[side / len(cells)] * len(cells),
            style=_plain(self._measures),
        )
        table.setStyle(
            [
                ("SPAN", (2, 0), (2, -1)),
                ("LEFTPADDING", (2, 0), (2, -1), 0),
                ("RIGHTPADDING", (2, 0), (2, -1), 0),
                ("TOPPADDING", (2, 0), (2, -1), 0),
                ("BOTTOMPADDING", (2, 0), (2, -1), 0),
                ("LINEBELOW", (0, 0), (0, -1), 0.8, INK),
                ("NOSPLIT", (0, 0), (-1, -1)),
            ]
        )
        self.parts.append(table)

    def _picture(self, block: QrCode, parent: Element) -> QrPicture:
        picture = parent.child("Figure")
        picture.alt = block.description
        return QrPicture(block, picture)

    def _add_table(
        self,
        cells: list[list[Flowable]],
        shares: Sequence[float],
        commands: Commands | None = None,
        *,
        repeat: int = 0,
        ruled: bool = True,
    ) -> None:
        table = TaggedTable(
            cells,
            colWidths=[share * self._measures.width for share in shares],
            repeatRows=repeat,
            style=_plain(self._measures),
        )
        if ruled:
            table.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, HAIRLINE)])
        if commands:
            table.setStyle(commands)
        self.parts.append(table)
        self._space(1)

    def _child(self, role: str) -> Element:
        return self.structure.child(role)

    def _space(self, gaps: float) -> None:
        self.parts.append(Spacer(0, self._measures.gap * gaps))


def _plain(measures: Measures) -> Commands:
    """The style every table starts from; without the font Helvetica would slip in."""
    return [
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), measures.gap),
        ("TOPPADDING", (0, 0), (-1, -1), measures.gap * 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), measures.gap * 0.7),
    ]
