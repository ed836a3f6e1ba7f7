# SPDX-License-Identifier: Apache-2.0
"""What a person typed: how it is tidied, and what cannot be kept.

The written form of a record (RFC 8785) does not normalise, and the bidirectional controls can
make a text read otherwise than it is stored; both are settled here, before a record is made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

NAME_LENGTH = 200
TEXT_LENGTH = 100_000

_LINE_BREAKS_AND_TAB = "\n\t"
_BIDI_CONTROLS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)

_Value = TypeVar("_Value")


def tidy(text: str) -> str:
    """Give the text as it is kept: composed (NFC), one kind of line break, no space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def folded(text: str) -> str:
    """Give a text as it is sorted and looked for: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def unreadable(text: str) -> str:
    """Give the characters of a text that a record cannot hold: controls, surrogates, bidi marks."""
    # Nearly every text is printable, and asking that is a hundred times faster than looking.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return ""
    return "".join(
        character
        for character in text
        if character in _BIDI_CONTROLS
        or (
            unicodedata.category(character) in {"Cc", "Cs", "Cn"}
            and character not in _LINE_BREAKS_AND_TAB
        )
    )


def tidied(value: _Value) -> _Value:
    """Give a frozen value with every text in it tidied, however deep it stands."""
    return cast("_Value", _with_texts(value, tidy))


def whole_characters(value: _Value) -> _Value:
    """Give a frozen value in which no text holds half of a surrogate pair, which has no bytes."""
    return cast(
        "_Value", _with_texts(value, lambda text: text.encode("utf-8", "replace").decode("utf-8"))
    )


def texts(value: object, path: str = "") -> list[tuple[str, str]]:
    """List every text of a value with the part it stands in, such as `recipient.name`."""
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, tuple):
        return [found for item in value for found in texts(item, path)]
    inside = f"{path}." if path else ""
    return [
        found
        for name in _parts(type(value))
        for found in texts(getattr(value, name), inside + name)
    ]


def words_in(value: object) -> str:
    """Give every text of a frozen value that is not empty, one after the other: quickly."""
    found: list[str] = []
    _gather(value, found)
    return " ".join(found)


def _gather(value: object, found: list[str]) -> None:
    # As `texts`, without the parts they stand in: asked of every record when lists are made.
    for name in _parts(type(value)):
        part = getattr(value, name)
        for each in part if type(part) is tuple else (part,):
            if type(each) is str:
                if each:
                    found.append(each)
            elif each is not None and _parts(type(each)):
                _gather(each, found)


def _with_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_with_texts(item, change) for item in value)
    changed = {}
    for name in _parts(type(value)):
        part = getattr(value, name)
        new = _with_texts(part, change)
        if new is not part and new != part:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _parts(kind: type) -> tuple[str, ...]:
    """Name the parts of a frozen value of a kind; nothing where it is no such value."""
    known = _KNOWN_PARTS.get(kind)
    if known is None:
        known = tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()
        _KNOWN_PARTS[kind] = known
    return known


_KNOWN_PARTS: dict[type, tuple[str, ...]] = {}
