# SPDX-License-Identifier: Apache-2.0
"""Makes drawn pages one archival and accessible file: PDF/A-3a and PDF/UA-1, with attachments."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import unicodedata
import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from logbook.documents.metadata import pdf_date, write_metadata
from logbook.documents.render import RenderedDocument
from logbook.documents.structure import write_structure


class Relationship(Enum):
    """What an attachment is to the document (ISO 19005-3, annex E)."""

    DATA = "Data"
    SOURCE = "Source"
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the document.

    Args:
        name: ASCII file name, unique in the document.
        media_type: Such as `application/json`.
        data: Its bytes, kept as they are.
        description: One sentence for the reader's list of attachments.
    """

    name: str
    media_type: str
    data: bytes
    description: str
    relationship: Relationship = Relationship.DATA


def finish(rendered: RenderedDocument, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """Write structure, metadata and attachments; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(rendered.pages)) as pdf:
        pdf.remove_unreferenced_resources()
        _mend_fonts(pdf)
        write_structure(pdf, rendered.structure)
        write_metadata(pdf, rendered.content)
        _attach(pdf, attachments, rendered.content.created)
        _compress(pdf)
        output = io.BytesIO()
        pdf.save(
            output,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
    return output.getvalue()


def _attach(pdf: Pdf, attachments: tuple[Attachment, ...], created: datetime) -> None:
    specifications = Array()
    names = Array()
    for attachment in sorted(attachments, key=lambda one: one.name):
        stream = pdf.make_stream(attachment.data)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name("/" + attachment.media_type)
        stream.Params = Dictionary(
            Size=len(attachment.data),
            CreationDate=pdf_date(created),
            ModDate=pdf_date(created),
            # MD5 is what the format asks for; it guards nothing, the signature does.
            CheckSum=String(hashlib.md5(attachment.data, usedforsecurity=False).digest()),
        )
        specification = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(attachment.name),
                UF=String(attachment.name),
                Desc=String(attachment.description),
                AFRelationship=Name("/" + attachment.relationship.value),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        specifications.append(specification)
        names.append(String(attachment.name))
        names.append(specification)
    if attachments:
        pdf.Root.AF = specifications
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def _mend_fonts(pdf: Pdf) -> None:
    """Rewrite the character maps ReportLab makes.

    It maps unused codes to U+0000, which PDF/A-3a 6.2.11.7 and PDF/UA-1 7.21.7 forbid; and the
    joined forms of Arabic letters are given back as the letters themselves, so that a search for
    a name finds it.
    """
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            item.ToUnicode.write(_mended_map(item.ToUnicode.read_bytes()))


def _mended_map(written: bytes) -> bytes:
    text = written.decode("latin-1")
    first_block = _BLOCK_START.search(text)
    assert first_block, "ReportLab writes a map of at least one character"
    pairs = [(code, target) for code, target in _mapped(text) if target]
    body = ""
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines = "".join(f"<{code:02X}> <{target}>\n" for code, target in block)
        body += f"{len(block)} beginbfchar\n{lines}endbfchar\n"
    tail = "endcmap" + text.split("endcmap", 1)[1]
    return (text[: first_block.start()] + body + tail).encode("latin-1")


def _compress(pdf: Pdf) -> None:
    """Compress every stream, so that none ends with a line feed or carriage return.

    One that does is written without the line end that PDF/A-3 6.1.7.1 asks for before
    `endstream`; about one stream in a hundred would.
    """
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get("/Type") == Name.Metadata:
            continue
        data = item.read_raw_bytes()
        filters = _filters(item)
        if not filters:
            data, filters = zlib.compress(data), [Name.FlateDecode]
        if data.endswith((b"\r", b"\n")):
            data, filters = base64.a85encode(data) + b"~>", [Name.ASCII85Decode, *filters]
        item.write(data, filter=Array(filters))


def _filters(stream: pikepdf.Stream) -> list[Object]:
    named = stream.get("/Filter", Array())
    return list(named) if isinstance(named, Array) else [named]


_BLOCK_START = re.compile(r"\d+ beginbf(?:range|char)")
_RANGE_LIST = re.compile(r"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>\s*\[(.*?)\]", re.DOTALL)
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _mapped(text: str) -> list[tuple[int, str]]:
    pairs: list[tuple[int, str]] = []
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for code, targets in _RANGE_LIST.findall(block):
            listed = re.findall(r"<([0-9A-Fa-f]+)>", targets)
            pairs += [(int(code, 16) + step, one) for step, one in enumerate(listed)]
        for first, last, target in _RANGE.findall(_RANGE_LIST.sub("", block)):
            codes = range(int(first, 16), int(last, 16) + 1)
            pairs += [(code, f"{int(target, 16) + step:04X}") for step, code in enumerate(codes)]
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        pairs += [(int(code, 16), target) for code, target in _PAIR.findall(block)]
    return [(code, _target(target)) for code, target in pairs]


_UNUSABLE = {"\0", "\ufeff", "\ufffe"}


def _target(hexadecimal: str) -> str:
    """UTF-16BE in hex for the map, or nothing for a code that must not be in it."""
    character = bytes.fromhex(hexadecimal).decode("utf-16-be")
    if character in _UNUSABLE:
        return ""
    letters = unicodedata.normalize("NFKC", character)
    # A sign for two letters stays: readers turn the order of signs round before they take it apart.
    if "\ufb50" <= character <= "\ufefc" and len(letters) == 1:
        character = letters
    return character.encode("utf-16-be").hex().upper()
