# SPDX-License-Identifier: Apache-2.0
"""What a document says, as plain frozen values; how it looks is `layout`'s business.

Knows no kind of record and imports none of the libraries that make PDFs, so that the text of a
document can be tested against its record without making one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Look(Enum):
    """The two looks: dense facts for a file, or a generous page for a person."""

    RECORD = "record"
    LETTER = "letter"


class Tone(Enum):
    """How a text is meant to be heard."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One paragraph; line feeds in it stay line breaks."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Subheading:
    """A heading inside a section, kept with what follows it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what it stands for, one row of `Facts`."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A table of two columns whose first cell heads each row."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with a header row; without rows it is not shown.

    Args:
        header: One text per column.
        rows: As many texts per row as the header has.
        shares: How wide the columns are, relative to each other; empty means equal.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table that is not rectangular."""
        assert all(len(row) == len(self.header) for row in self.rows), "a row per header"
        assert not self.shares or len(self.shares) == len(self.header), "a share per column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list of short items with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A boxed text that stands out."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """Where the certified signature field sits, with the signer's details as plain text.

    Args:
        lines: Name, registration, practice, time: what a reader without a viewer must see.
        field_label: What a screen reader says for the field.
    """

    lines: tuple[str, ...]
    field_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Groups of letters and digits to be typed, each letter as wide as every other.

    Args:
        rows: The groups of each row.
        large: Whether they are set as large as they fit, for a code of a few rows.
        numbered: Whether the rows bear numbers.
    """

    rows: tuple[tuple[str, ...], ...]
    large: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code (ISO/IEC 18004).

    Args:
        text: What it says.
        description: What a screen reader says for it; never what it says itself.
        side: How wide and high it is with its margin, in millimetres.
    """

    text: str
    description: str
    side: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PenLines:
    """Lines to be written on with a pen, and a QR code beside them.

    Args:
        labels: What is to be written on each line.
        beside: The code; it is as high as the lines together.
    """

    labels: tuple[str, ...]
    beside: QrCode


Block = (
    Text | Subheading | Facts | Grid | Points | Notice | SignatureBlock | Codes | QrCode | PenLines
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, which may be empty, and the blocks under it."""

    heading: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContent:
    """Everything one document says.

    Args:
        look: Which of the two looks it has.
        reference: A short line that tells this document from all others; on every page.
        title: Heading and metadata title, so never a service user's name.
        practice_lines: The letterhead; the first line is the practice's name.
        banner: A warning above everything and on every page, or empty.
        opening: What stands before the title: address, date, salutation of a letter.
        sections: The body.
        footer: One short line at the foot of every page.
        author: Who made it, for the metadata.
        language: BCP 47 tag.
        created: Aware UTC, whole seconds.
    """

    look: Look
    reference: str
    title: str
    practice_lines: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    author: str
    created: datetime
    banner: str = ""
    opening: tuple[Block, ...] = ()
    language: str = "en-GB"

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of the document's text: printed short on every page."""
        return hashlib.sha256(plain_text(self).encode("utf-8")).hexdigest()

    @property
    def short_digest(self) -> str:
        """The first 64 bits of the digest in four groups, for the foot of a page."""
        return " ".join(self.digest[start : start + 4] for start in range(0, 16, 4))


def plain_text(content: DocumentContent) -> str:
    """Give the document as text, one block per line, in reading order, without page furniture."""
    return "\n".join(printable(line) for line in _lines(content) if line)


def printable(text: str) -> str:
    """Give the text as a page shows it: composed, and without characters that show nothing.

    Left out are control characters, and the marks that turn the direction of writing, with which
    a text could be made to read differently from what is recorded.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_shown(character) for character in composed)


def _shown(character: str) -> str:
    if character in "\n\t":
        return "\n" if character == "\n" else " "
    category = unicodedata.category(character)
    if category == "Cs" or ord(character) in _NONCHARACTERS:
        return "\N{REPLACEMENT CHARACTER}"
    if category in {"Cc", "Cf"} or ord(character) in _VARIATION_SELECTORS:
        return ""
    if category in {"Zl", "Zp"}:
        return "\n"
    return character


_NONCHARACTERS = frozenset(range(0xFDD0, 0xFDF0)) | {
    plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF)
}
_VARIATION_SELECTORS = frozenset(range(0xFE00, 0xFE10)) | frozenset(range(0xE0100, 0xE01F0))


def _lines(content: DocumentContent) -> Iterator[str]:
    yield content.banner
    yield from content.practice_lines
    for block in content.opening:
        yield from _block_lines(block)
    yield content.title
    if content.look is Look.RECORD:
        yield content.reference
    for section in content.sections:
        yield section.heading
        for block in section.blocks:
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Text(text=text) | Notice(text=text) | Subheading(text=text):
            yield text
        case Facts(rows=rows):
            yield from (f"{row.label} {row.value}" for row in rows)
        case Grid(header=header, rows=rows):
            yield from (" ".join(row) for row in (header, *rows) if rows)
        case Points(items=items):
            yield from (f"{BULLET} {item}" for item in items)
        case SignatureBlock(lines=lines):
            yield from lines
        case Codes(rows=rows):
            yield from (" ".join(row) for row in rows)
        case QrCode(description=description):
            yield description
        case PenLines(labels=labels, beside=code):
            yield from (*labels, code.description)


BULLET = "•"
"""What stands before each of the `Points`."""
