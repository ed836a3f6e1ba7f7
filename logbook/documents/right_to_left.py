# SPDX-License-Identifier: Apache-2.0
"""Puts right-to-left writing into the order in which it is drawn, with Arabic letters joined.

Context: ReportLab draws characters in the order given, and shapes only with two more libraries.
Documents here are English or Welsh and hold right-to-left writing as names and short quotations,
for which the order within one run (Unicode Standard Annex 9, without nested levels) and the
presentation forms that Unicode itself lists are enough. What falls short: vowel points are not
moved to their best place, and a long quotation is broken into short lines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LONGEST_RUN = 40
"""Characters of a run that stay in the line; a longer run gets lines of its own."""

_STRONG = (
    "\u0590-\u05ff\u0600-\u0605\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5"
    "\u06e5-\u06e6\u06ee-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
)
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
_LEFT_TO_RIGHT = "A-Za-z\u00c0-\u02ff\u0370-\u058f\u0900-\ufb1c"
_RUN = re.compile(rf"[{_STRONG}](?:[^{_LEFT_TO_RIGHT}\n]*[{_STRONG}{_MARKS}])?")
_CLUSTER = re.compile(rf"\d+(?:[.,:/\u066b\u066c]\d+)*|.[{_MARKS}]*", re.DOTALL)
_LAM = "\u0644"
_LAM_ALEF = 0xFEF5
"""The first of the ligatures every Arabic hand must make; others are a matter of style."""


def has_right_to_left(text: str) -> bool:
    """Tell whether any of the text is written from right to left."""
    return re.search(f"[{_STRONG}]", text) is not None


def drawn_order(text: str) -> str:
    """Give the text with each right-to-left run in drawing order; line feeds may be added."""
    return _RUN.sub(lambda run: _drawn_run(run[0]), text)


def _drawn_run(run: str) -> str:
    if len(run) <= LONGEST_RUN:
        return _reversed(joined(run)).replace(" ", "\N{NO-BREAK SPACE}")
    lines = [""]
    for word in run.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= LONGEST_RUN:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    drawn = (_reversed(joined(line)).replace(" ", "\N{NO-BREAK SPACE}") for line in lines)
    return "\n" + "\n".join(drawn) + "\n"


def _reversed(text: str) -> str:
    clusters: list[str] = _CLUSTER.findall(text)
    return "".join(_MIRRORED.get(cluster, cluster) for cluster in reversed(clusters))


_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))


def joined(text: str) -> str:
    """Give Arabic letters the form they have beside their neighbours, lam-alef as one sign."""
    letters = _with_ligatures(text)
    shaped = []
    for place, letter in enumerate(letters):
        before = _neighbour(letters, place, -1)
        after = _neighbour(letters, place, +1)
        joins_before = "initial" in _forms(before) and "final" in _forms(letter)
        joins_after = "initial" in _forms(letter) and "final" in _forms(after)
        form = _FORM_NAMES[joins_before, joins_after]
        shaped.append(_forms(letter).get(form, letter))
    return "".join(shaped)


_FORM_NAMES = {
    (False, False): "isolated",
    (False, True): "initial",
    (True, True): "medial",
    (True, False): "final",
}


def _with_ligatures(text: str) -> list[str]:
    letters: list[str] = []
    for character in text:
        if letters and letters[-1] == _LAM and _LAM + character in _presentation_forms():
            letters[-1] = _LAM + character
        else:
            letters.append(character)
    return letters


def _neighbour(letters: list[str], place: int, step: int) -> str:
    """The next letter in one direction, marks left out; empty at the end."""
    place += step
    while 0 <= place < len(letters):
        if unicodedata.category(letters[place][0]) != "Mn":
            return letters[place]
        place += step
    return ""


def _forms(letter: str) -> dict[str, str]:
    return _presentation_forms().get(letter, {})


@cache
def _presentation_forms() -> dict[str, dict[str, str]]:
    """The forms Unicode lists: letter or lam-alef → name of the form → its character."""
    forms = {"\N{ARABIC TATWEEL}": dict.fromkeys(_FORM_NAMES.values(), "\N{ARABIC TATWEEL}")}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        tag, _space, rest = unicodedata.decomposition(chr(code)).partition(" ")
        letters = "".join(chr(int(part, 16)) for part in rest.split())
        if tag.strip("<>") in _FORM_NAMES.values() and (len(letters) == 1 or code >= _LAM_ALEF):
            forms.setdefault(letters, {})[tag.strip("<>")] = chr(code)
    return forms
