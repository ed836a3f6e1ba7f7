# SPDX-License-Identifier: Apache-2.0
"""Reading a TOML file as tables, and saying in one line what is wrong with a file.

What a file says may be about people, so no value of it is ever quoted in an error: the file, the
key and what may stand there are enough to put it right.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, ClassVar

from logbook.errors import LogbookError
from logbook.i18n import _

LARGEST = 4 * 1024 * 1024
"""Bytes; a case of forty pages has a few hundred thousand."""

DEEPEST = 40
"""Parts of one dotted key: reading it costs their square, and a case has three."""

# Keys in a row, taken whole: each is looked at once, however long it is.
_KEY = r"""(?>[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = re.compile(rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*+")

Table = dict[str, Any]
"""A table as it stands in a file: texts, numbers, dates, lists and tables."""


class CaseFileError(LogbookError):
    """A case or set-up file cannot be used; nothing of it was recorded. Quotes no value of it."""

    code: ClassVar[str] = "case-file"

    def __init__(self, file: str, part: str, problem: str) -> None:
        self.file = file
        self.part = part
        self.problem = problem
        super().__init__(": ".join(words for words in (file, part, problem) if words))

    @property
    def sentence(self) -> str:
        """What happened, what was kept and what to do next, in one line."""
        return _("{problem} Nothing of the file was recorded. Put it right and try again.").format(
            problem=str(self)
        )


def read_table(path: Path) -> Table:
    """Read a file as a table.

    Raises:
        CaseFileError: it cannot be read, or is not TOML.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CaseFileError(path.name, "", _("The file cannot be read.")) from error
    if len(data) > LARGEST:
        raise CaseFileError(path.name, "", _("The file is too large (at most 4 MiB)."))
    try:
        # Notepad puts a byte-order mark in front of UTF-8.
        text = data.decode("utf-8-sig")
        if _has_too_long_a_key(text):
            raise CaseFileError(path.name, "", _("The file is nested too deeply."))
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = _("The file is not UTF-8 text (line {line}).").format(line=line)
        raise CaseFileError(path.name, "", problem) from error
    except tomllib.TOMLDecodeError as error:
        # The rest of the message may quote the file.
        place = re.search(r"line (\d+), column (\d+)", str(error))
        problem = (
            _("The file is not valid TOML (line {line}, column {column}).").format(
                line=place[1], column=place[2]
            )
            if place
            else _("The file is not valid TOML (at its end).")
        )
        raise CaseFileError(path.name, "", problem) from error
    except ValueError as error:
        # Python refuses to read so many digits, before it is asked what the number is for.
        problem = _("A number in the file has too many digits.")
        raise CaseFileError(path.name, "", problem) from error
    except RecursionError as error:
        raise CaseFileError(path.name, "", _("The file is nested too deeply.")) from error


def _has_too_long_a_key(text: str) -> bool:
    return any(
        found[0].count(".") >= DEEPEST and len(re.findall(_KEY, found[0])) > DEEPEST
        for found in _DOTTED.finditer(text)
    )
