# SPDX-License-Identifier: Apache-2.0
"""The typefaces of documents: one family to read, and one after another where it has no sign.

Only TrueType outlines that ReportLab can embed; the standard Type-1 fonts lack the Welsh ŵ and ŷ
and cannot be part of an archival file.
"""

from __future__ import annotations

import tomllib
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from logbook.resources import folder, read_text

REGULAR = "AtkinsonHyperlegibleNext-Regular"
BOLD = "AtkinsonHyperlegibleNext-Bold"


def register(name: str) -> str:
    """Make a typeface known to ReportLab, and give its name back."""
    _signs(name)
    return name


def runs(text: str, first: str) -> list[tuple[str, str]]:
    """Cut the text into runs of (typeface, text), each of which has every sign of its run.

    A word is set in one typeface where one has all of it, so that a Greek name is not put together
    from two. A character that no typeface has is written out as its code, such as `[U+0905]`:
    a record must not lose what it cannot draw.
    """
    if all(ord(character) in _signs(first) for character in text):
        return [(first, text)]
    pieces: list[tuple[str, str]] = []
    for word in _words(text):
        for name, piece in _word_runs(word, first):
            if pieces and pieces[-1][0] == name:
                pieces[-1] = (name, pieces[-1][1] + piece)
            else:
                pieces.append((name, piece))
    return pieces


def _words(text: str) -> list[str]:
    words: list[str] = []
    was_space = True
    for character in text:
        if was_space or character.isspace():
            words.append(character)
        else:
            words[-1] += character
        was_space = character.isspace()
    return words


def _word_runs(word: str, first: str) -> list[tuple[str, str]]:
    for name in (first, *_fallbacks()):
        if all(ord(character) in _signs(name) for character in word):
            return [(name, word)]
    return [_character_run(character, first) for character in word]


def _character_run(character: str, first: str) -> tuple[str, str]:
    for name in (first, *_fallbacks()):
        if ord(character) in _signs(name):
            return name, character
    return first, f"[U+{ord(character):04X}]"


@cache
def _fallbacks() -> tuple[str, ...]:
    """The typefaces to ask where the first has no sign, in the order of `fonts.toml`."""
    faces = tomllib.loads(read_text("fonts/fonts.toml"))["face"]
    return tuple(face["file"].removesuffix(".ttf") for face in faces if face["role"] == "fallback")


@cache
def _signs(name: str) -> frozenset[int]:
    """The characters a typeface has; loads it the first time."""
    font = TTFont(name, str(folder("fonts") / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
